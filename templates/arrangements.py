"""Templates: which clauses, in which order, in which register, for which kind of agreement."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from clauses.errors import ContentError, Mistake, near
from clauses.index import index
from clauses.library import Page, load_library
from clauses.source import Table, read_text, read_toml, validated

FOLDER = Path(__file__).parent
STARTERS = FOLDER / "starters"

# Which kinds of page may stand in which part.
KINDS_IN: Mapping[str, tuple[str, ...]] = {
    "recitals": ("recital",),
    "definitions": ("clause",),
    "clauses": ("clause",),
    "schedules": ("schedule",),
    "execution": ("execution",),
}

PartName = Literal["parties", "particulars", "recitals", "definitions", "clauses", "schedules", "execution"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def as_patterns(value: Any) -> Any:
    """`when = "pattern"` is short for `when = ["pattern"]`."""
    return (value,) if isinstance(value, str) else value


class Slot(_Entry):
    """A place for a page, or for whatever pages of a family the law puts in and nothing else places."""

    clause: str | None = None
    law: str | None = None
    position: str | None = None
    when: Annotated[tuple[str, ...], BeforeValidator(as_patterns)] = ()  # all of them, an open answer counting as yes

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
    pages = load_library(packs).pages
    for folder in (FOLDER, *(pack / "templates" for pack in packs)):
        for path in sorted(folder.glob("*.toml")):
            if path.name == "particulars.toml":
                continue
            shown = f"templates/{path.name}"
            try:
                table = read_toml(path, shown)
                template = validated(Template, table)
            except ContentError as error:
                mistakes += error.mistakes
                continue
            if not index().is_sound(path):
                mistakes += _mistakes(template, table, read_text(path, shown).split("\n"), pages)
            if path.stem in found:
                mistakes.append(Mistake(shown, f"there is a template {path.stem!r} already", 1, "rename it"))
            found[path.stem] = template
    if mistakes:
        raise ContentError(mistakes)
    if not packs:  # a page of a pack could make up for one that is missing here
        for id in found:
            index().found_sound(FOLDER / f"{id}.toml")
    return found


def _mistakes(template: Template, table: Table, lines: Sequence[str], pages: Mapping[str, Page]) -> Iterator[Mistake]:
    """Parts and slots that stand twice or in the wrong place, and what they name that does not exist."""
    placed: set[str] = set()
    names = [part.name for part in template.part]
    for number, part in enumerate(template.part):
        start = table.line(("part", number)) or 1
        if part.name in names[:number]:
            yield Mistake(table.path, f"the part {part.name!r} stands twice", start, "put its slots into one")
        for slot in part.slots:
            named = slot.clause or f"{slot.law}"
            line = next((at for at, said in enumerate(lines[start - 1 :], start) if f'"{named}"' in said), start)
            if slot.law is not None:
                if not any(id.startswith(f"{slot.law}/") for id in pages):
                    families = {id.partition("/")[0] for id in pages}
                    problem = f"there is no family {slot.law!r}"
                    yield Mistake(table.path, problem, line, near(slot.law, families))
                continue
            if named in placed:
                yield Mistake(table.path, f"{named} has two slots", line, "keep one")
            placed.add(named)
            yield from position_mistakes(table.path, line, named, slot.position, pages)
            if named in pages and pages[named].card.kind not in KINDS_IN.get(part.name, ()):
                problem = f"{named} is a page of kind {pages[named].card.kind}: it cannot stand in {part.name!r}"
                yield Mistake(table.path, problem, line, "move the slot")
    for id, position in template.presets.items():
        yield from position_mistakes(table.path, table.line(("presets", id)), id, position, pages)
        if id in pages and id not in placed:
            yield Mistake(table.path, f"presets: {id} has no slot", table.line(("presets", id)), "add one, or drop it")


def position_mistakes(
    shown: str, line: int | None, id: str, position: str | None, pages: Mapping[str, Page]
) -> Iterator[Mistake]:
    """What is wrong with the name of a page and, where one is given, of a position."""
    if id not in pages:
        yield Mistake(shown, f"there is no page {id!r}", line, near(id, pages))
    elif position is not None and position not in pages[id].positions:
        yield Mistake(shown, f"{id} has no position {position!r}", line, near(position, pages[id].positions))


def starter(template: str, key: str) -> str:
    """The commented starter deal of a template, with a key of its own. Raises ContentError where there is none."""
    path = STARTERS / f"{template}.toml"
    text = read_text(path, f"templates/starters/{template}.toml")
    why = "# The key makes the ids in the Word file; keep it with the deal, and keep it to yourself."
    return f'{why}\nkey = "{key}"\n\n{text}'
