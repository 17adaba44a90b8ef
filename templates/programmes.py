"""Programmes: what a funder's rules make of the choices in an agreement that its money pays for."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from clauses.errors import ContentError, Mistake
from clauses.library import load_library
from clauses.source import read_toml, validated
from templates.arrangements import as_patterns, position_mistakes

FOLDER = Path(__file__).parent / "programmes"


class Programme(BaseModel):
    """The positions that a funder's rules lead to. `when` are patterns, all of which must be answered with yes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    when: Annotated[tuple[str, ...], BeforeValidator(as_patterns), Field(min_length=1)]
    presets: dict[str, str] = Field(min_length=1)


@cache
def load_programmes(packs: tuple[Path, ...] = ()) -> Mapping[str, Programme]:
    """Every programme by its id. Raises ContentError with every mistake found."""
    found: dict[str, Programme] = {}
    mistakes: list[Mistake] = []
    pages = load_library(packs).pages
    for folder in (FOLDER, *(pack / "programmes" for pack in packs)):
        for path in sorted(folder.glob("*.toml")):
            shown = f"templates/programmes/{path.name}"
            try:
                table = read_toml(path, shown)
                found[path.stem] = validated(Programme, table)
            except ContentError as error:
                mistakes += error.mistakes
                continue
            for id, position in found[path.stem].presets.items():
                mistakes += position_mistakes(shown, table.line(("presets", id)), id, position, pages)
    if mistakes:
        raise ContentError(mistakes)
    return found
