"""A playbook: an office's own preferences over positions and values, with who approves what."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from clauses.errors import ContentError, Mistake, near
from clauses.library import Library
from clauses.source import read_toml, validated

Figure = Annotated[Decimal, BeforeValidator(lambda value: Decimal(str(value)) if isinstance(value, float) else value)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PositionPreference(_Entry):
    """What an office wants of a page: `acceptable` maps a position to who approves it."""

    preferred: str | None = None
    acceptable: dict[str, str] = Field(default_factory=dict)
    never: tuple[str, ...] = ()


class ValuePreference(_Entry):
    """What an office wants of a figure: the preferred one, the range nobody need approve, and who approves beyond."""

    preferred: Figure | None = None
    at_least: Figure | None = None
    at_most: Figure | None = None
    beyond: str = ""


class Playbook(_Entry):
    for_: str = Field(alias="for")
    positions: dict[str, PositionPreference] = Field(default_factory=dict)
    values: dict[str, ValuePreference] = Field(default_factory=dict)


def read_playbook(path: Path, library: Library) -> Playbook:
    """The playbook in a TOML file, its pages and positions known. Raises ContentError with every mistake."""
    table = read_toml(path, path.name)
    playbook = validated(Playbook, table)
    mistakes: list[Mistake] = []
    for id, wanted in playbook.positions.items():
        line = table.line(("positions", id))
        page = library.pages.get(id)
        if page is None:
            mistakes.append(Mistake(path.name, f"there is no page {id!r}", line, near(id, library.pages)))
            continue
        for name in (*([wanted.preferred] if wanted.preferred else []), *wanted.acceptable, *wanted.never):
            if name not in page.positions:
                mistakes.append(Mistake(path.name, f"{id} has no position {name!r}", line, near(name, page.positions)))
    if mistakes:
        raise ContentError(mistakes)
    return playbook
