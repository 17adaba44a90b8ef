"""Templates: which clauses, in which order, in which register, for which kind of agreement."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from clauses.errors import ContentError, Mistake, near
from clauses.library import load_library
from clauses.source import read_text, read_toml, validated

FOLDER = Path(__file__).parent
STARTERS = FOLDER / "starters"

PartName = Literal["parties", "particulars", "recitals", "definitions", "clauses", "schedules", "execution"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _patterns(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


class Slot(_Entry):
    """A place for a page, or for whatever pages of a family the law puts in and nothing else places."""

    clause: str | None = None
    law: str | None = None
    position: str | None = None
    when: Annotated[tuple[str, ...], BeforeValidator(_patterns)] = ()  # all of them, an open answer counting as yes

    @model_validator(mode="after")
    def _one_of_two(self) -> "Slot":
        if (self.clause is None) == (self.law is None):
            raise ValueError(
                'a slot names a clause or a family of law\n  hint: write "family/page" or { law = "family" }'
            )
        return self


def _slot(value: Any) -> Any:
    return {"clause": value} if isinstance(value, str) else value


class Part(_Entry):
    """A part of the agreement with its slots, in printing order."""

    name: PartName
    slots: tuple[Annotated[Slot, BeforeValidator(_slot)], ...] = ()


class Template(_Entry):
    title: str
    short_title: str = ""
    summary: str
    kind: str
    register_: Literal["binding", "intent", "arrangement"] = Field("binding", alias="register")
    asks_about: tuple[str, ...] = ()
    presets: dict[str, str] = Field(default_factory=dict)
    part: tuple[Part, ...]

    def slots(self) -> tuple[tuple[str, Slot], ...]:
        """Every slot with the name of its part."""
        return tuple((part.name, slot) for part in self.part for slot in part.slots)


@cache
def load_templates(packs: tuple[Path, ...] = ()) -> Mapping[str, Template]:
    """Every template by its id. Raises ContentError with every mistake found."""
    found: dict[str, Template] = {}
    mistakes: list[Mistake] = []
    folders = (FOLDER, *(pack / "templates" for pack in packs))
    pages = load_library(packs).pages
    for folder in folders:
        for path in sorted(folder.glob("*.toml")):
            if path.name == "particulars.toml":
                continue
            shown = f"templates/{path.name}"
            table = read_toml(path, shown)
            try:
                template = validated(Template, table)
            except ContentError as error:
                mistakes += error.mistakes
                continue
            for part, entry in enumerate(template.part):
                for index, slot in enumerate(entry.slots):
                    line = table.line(("part", part, "slots", index))
                    if slot.clause is not None and slot.clause not in pages:
                        mistakes.append(
                            Mistake(shown, f"there is no page {slot.clause!r}", line, near(slot.clause, pages))
                        )
                    elif slot.clause is not None and slot.position is not None:
                        positions = pages[slot.clause].positions
                        if slot.position not in positions:
                            problem = f"{slot.clause} has no position {slot.position!r}"
                            mistakes.append(Mistake(shown, problem, line, near(slot.position, positions)))
            found[path.stem] = template
    if mistakes:
        raise ContentError(mistakes)
    return found


def starter(template: str, key: str) -> str:
    """The commented starter deal of a template, with a key of its own. Raises ContentError where there is none."""
    path = STARTERS / f"{template}.toml"
    text = read_text(path, f"templates/starters/{template}.toml")
    return f'# The key makes the ids in the Word file; keep it with the deal, and keep it to yourself.\nkey = "{key}"\n\n{text}'


class Particular(_Entry):
    """An entry of the page of particulars: its name, where its value stands in the deal, and what a blank asks."""

    name: str
    asks: str
    value: str
    form: Literal["text", "long-date", "months", "country", "law"] = "text"
    always: bool = False


class _Particulars(_Entry):
    entry: dict[str, Particular]
    asks: dict[str, str] = Field(default_factory=dict)


@cache
def load_particulars() -> Mapping[str, Particular]:
    """The entries that a page of particulars can hold, in printing order. Raises ContentError."""
    return _particulars().entry


@cache
def blank_phrases() -> Mapping[str, str]:
    """How a blank asks for a field of the deal: field name to words."""
    return _particulars().asks


@cache
def _particulars() -> _Particulars:
    return validated(_Particulars, read_toml(FOLDER / "particulars.toml", "templates/particulars.toml"))
