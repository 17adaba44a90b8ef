"""A playbook: an office's own preferences over positions and values, with who approves what."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from clauses.errors import ContentError, Mistake
from clauses.library import Library
from clauses.source import read_toml, validated
from templates.arrangements import position_mistakes

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
        names = (*([wanted.preferred] if wanted.preferred else []), *wanted.acceptable, *wanted.never)
        for name in names or (None,):
            mistakes += position_mistakes(path.name, line, id, name, library.pages)
        for name in wanted.never:
            if name == wanted.preferred or name in wanted.acceptable:
                problem = f"{id}: {name!r} is wanted and never wanted"
                mistakes.append(Mistake(path.name, problem, line, "take it out of one of them"))
    for term, wanted_value in playbook.values.items():
        low, high = wanted_value.at_least, wanted_value.at_most
        if low is not None and high is not None and low > high:
            line = table.line(("values", term))
            mistakes.append(Mistake(path.name, f"{term}: at_least {low} lies above at_most {high}", line))
    if mistakes:
        raise ContentError(dict.fromkeys(mistakes))
    return playbook
