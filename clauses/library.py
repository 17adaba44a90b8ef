"""The clause library: pages with a card and positions, read strictly, all mistakes of a file at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from clauses.errors import ContentError, Mistake, near
from clauses.source import parse_toml, read_text, validated
from clauses.text import Definition, Item, TextError, labels, parse_definitions, parse_items

FOLDER = Path(__file__).parent
RESERVED = ("definitions", "opening", "closing")
MOST_POSITIONS, MOST_WORDS = 4, 2_000  # beyond, the texts stand in files of their own

Role = Literal["owner", "user", "provider", "recipient", "payer", "performer", "coordinator", "all"]
Register = Literal["binding", "intent", "arrangement"]
PageKind = Literal["clause", "recital", "schedule", "execution"]

_CARD = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_REF = re.compile(r"""\b(?:ref|subject_to)\(([^)]*)\)""")
_PRINT = re.compile(r"\{\{.*?\}\}")
_QUOTED = re.compile(r"""["']([^"']+)["']""")


class _Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _flat(value: Any) -> Any:
    """`fits = "pattern"` and `fits = ["a", "b"]` are short for `fits = { all = [...] }`."""
    if isinstance(value, str):
        return {"all": [value]}
    return {"all": value} if isinstance(value, list) else value


class Fits(_Card):
    """A condition over facts, as plain strings: this room does not know how facts are asked."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class ValueCard(_Card):
    """A figure the wording prints: "30 days". Without a default it prints as a blank that says what is asked."""

    default: Annotated[Decimal | None, BeforeValidator(lambda v: Decimal(str(v)) if isinstance(v, float) else v)] = None
    unit: str
    asks: str
    term: str | None = None
    at_most: Decimal | None = None
    at_least: Decimal | None = None


class PositionCard(_Card):
    summary: str
    serves: tuple[Role, ...] = Field(min_length=1)
    register_: tuple[Register, ...] = Field(("binding",), alias="register")
    choose_when: str = ""
    question: str = ""
    fits: Annotated[Fits, BeforeValidator(_flat)] = Fits()
    needs: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    negotiate: str = ""
    from_: date | None = Field(None, alias="from")
    until: date | None = None
    status: Literal["draft", "test", "stable"] = "draft"


class PageCard(_Card):
    summary: str
    kind: PageKind = "clause"
    default: str
    needs: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()
    reviewed: date
    status: Literal["draft", "test", "stable"] = "draft"
    sources: tuple[str, ...] = ()
    landscape: bool = False
    values: dict[str, ValueCard] = Field(default_factory=dict)
    positions: dict[str, PositionCard] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Position:
    """One way of settling a clause: its card and its own text, without what all positions share."""

    name: str
    card: PositionCard
    text: str
    first_line: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the library. `text_of` gives a position in full."""

    id: str
    title: str
    path: str
    card: PageCard
    positions: Mapping[str, Position]
    sections: Mapping[str, tuple[str, int]] = field(default_factory=dict)  # reserved sections: text and first line

    def text_of(self, position: str) -> str:
        """The full text of a position: opening, its own sub-clauses, closing."""
        parts = [self.section("opening"), self.positions[position].text, self.section("closing")]
        return "\n\n".join(part.strip("\n") for part in parts if part.strip())

    def section(self, name: str) -> str:
        """The text of a reserved section, empty where there is none."""
        return self.sections.get(name, ("", 0))[0]

    def supplies(self, position: str) -> tuple[str, ...]:
        """The terms that the page supplies with a position."""
        return tuple(dict.fromkeys((*self.card.supplies, *self.positions[position].card.supplies)))

    def needs(self, position: str) -> tuple[str, ...]:
        """The pages that must be there with a position."""
        return tuple(dict.fromkeys((*self.card.needs, *self.positions[position].card.needs)))

    def ladder(self, role: str) -> tuple[str, ...]:
        """The positions from best to worst for a role: those that serve it, those that serve all, the rest."""
        names = list(self.positions)
        own = [n for n in names if role in self.positions[n].card.serves]
        neutral = [n for n in names if n not in own and "all" in self.positions[n].card.serves]
        return (*own, *neutral, *(n for n in names if n not in own and n not in neutral))


@dataclass(frozen=True)
class Library:
    """Every page by its id."""

    pages: Mapping[str, Page]

    def suppliers(self, term: str) -> Iterator[tuple[Page, Position]]:
        """The positions that supply a term, defaults first."""
        for page in self.pages.values():
            ordered = sorted(page.positions.values(), key=lambda position: position.name != page.card.default)
            yield from ((page, position) for position in ordered if term in page.supplies(position.name))


@cache
def load_library(packs: tuple[Path, ...] = ()) -> Library:
    """The pages that ship with the package and those of packs. Raises ContentError with every mistake found."""
    pages: dict[str, Page] = {}
    mistakes: list[Mistake] = []
    for folder, shown in ((FOLDER, "clauses"), *((pack / "clauses", str(pack / "clauses")) for pack in packs)):
        for path in sorted(folder.glob("*/*.md")):
            id = f"{path.parent.name}/{path.stem}"
            try:
                pages[id] = read_page(path, id, f"{shown}/{id}.md")
            except ContentError as error:
                mistakes += error.mistakes
    if mistakes:
        raise ContentError(mistakes)
    mistakes += list(across(pages))
    if mistakes:
        raise ContentError(mistakes)
    return Library(pages)


def read_page(path: Path, id: str, shown: str) -> Page:
    """One page. Raises ContentError with every mistake in it."""
    return parse_page(read_text(path, shown), id, shown, lambda name: _own_file(path, name, shown))


def _own_file(path: Path, name: str, shown: str) -> tuple[str, str] | None:
    """The text of a position that stands in a file of its own, with the name of that file."""
    beside = path.with_suffix("") / f"{name}.md"
    return (read_text(beside, shown), f"{shown.removesuffix('.md')}/{name}.md") if beside.exists() else None


def parse_page(
    text: str, id: str, shown: str, own_file: Callable[[str], tuple[str, str] | None] = lambda name: None
) -> Page:
    """A page from its text. Raises ContentError with every mistake in it."""
    title = text.split("\n", 1)[0]
    if not title.startswith("# "):
        raise ContentError.of(shown, "a page begins with its title", 1, 'write "# Title"')
    found = _CARD.search(text)
    if found is None:
        raise ContentError.of(shown, "the card is missing", 2, "put a ```toml block under the title")
    card_line = text[: found.start(1)].count("\n") + 1
    card = validated(PageCard, parse_toml(found[1], shown, card_line))
    mistakes: list[Mistake] = []
    sections = _sections(text, found.end())
    names = [name for name, _, _ in sections]
    for name, _, line in sections:
        if names.count(name) > 1 and names.index(name) != [n for n, _, ln in sections].index(name):
            mistakes.append(Mistake(shown, f"the section {name!r} stands twice", line))
        if name not in RESERVED and name not in card.positions:
            mistakes.append(Mistake(shown, f"the section {name!r} has no card", line, near(name, card.positions)))
    by_name = {name: (body, line) for name, body, line in sections}
    if card.default not in card.positions:
        mistakes.append(
            Mistake(
                shown, f"the default {card.default!r} is no position", card_line, near(card.default, card.positions)
            )
        )
    positions: dict[str, Position] = {}
    for name, position in card.positions.items():
        beside = own_file(name)
        if beside is not None and name in by_name:
            mistakes.append(
                Mistake(shown, f"the position {name!r} stands here and in {beside[1]}", by_name[name][1], "keep one")
            )
        if beside is not None:
            positions[name] = Position(name, position, beside[0], 1)
        elif name in by_name:
            positions[name] = Position(name, position, *by_name[name])
        else:
            mistakes.append(Mistake(shown, f"the position {name!r} has no text", card_line, f"add a section ## {name}"))
    reserved = {name: by_name[name] for name in RESERVED if name in by_name}
    page = Page(id, title[2:].strip(), shown, card, positions, reserved)
    mistakes += _text_mistakes(page)
    if mistakes:
        raise ContentError(sorted(mistakes, key=lambda mistake: mistake.line or 0))
    return page


def _sections(text: str, start: int) -> list[tuple[str, str, int]]:
    heads = [match for match in _SECTION.finditer(text) if match.start() >= start]
    found = []
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        found.append((head[1].strip(), text[head.end() + 1 : end], text[: head.end()].count("\n") + 2))
    return found


def _text_mistakes(page: Page) -> Iterator[Mistake]:
    """What the strict form does not allow, read without rendering: loops stand open, values stay as written."""
    for text, line, definitions in _texts(page):
        try:
            parse_definitions(without_loops(text)) if definitions else parse_items(without_loops(text))
        except TextError as error:
            yield Mistake(page.path, error.problem, line + error.line - 1, error.hint or None)
    shared: set[str] = set()
    for name in ("opening", "closing"):
        shared |= _labels_in(page.section(name))
    for position in page.positions.values():
        own = _labels_in(position.text)
        for label in own & shared:
            yield Mistake(
                page.path, f"the label ^{label} of {position.name} stands in the shared text too", position.first_line
            )


def _labels_in(text: str) -> set[str]:
    try:
        return set(labels(parse_items(without_loops(text))))
    except TextError:
        return set()


def _texts(page: Page) -> Iterator[tuple[str, int, bool]]:
    for name, (text, line) in page.sections.items():
        yield text, line, name == "definitions"
    for position in page.positions.values():
        yield position.text, position.first_line, False


def without_loops(text: str) -> str:
    """The text with its loop lines emptied and its prints made words, so that lines keep their numbers."""
    lines = ("" if line.strip().startswith("{%") else line for line in text.split("\n"))
    return _PRINT.sub("value", "\n".join(lines))


def items_of(page: Page, position: str) -> tuple[Item, ...]:
    """The items of a full position as written, for checks that need no deal."""
    return parse_items(without_loops(page.text_of(position)))


def definitions_of(page: Page) -> tuple[Definition, ...]:
    """The definitions a page owns, as written."""
    return parse_definitions(without_loops(page.section("definitions")))


def references_in(text: str) -> Iterator[str]:
    """The targets of ref() and subject_to() in a text: "family/page#label", "#label"."""
    for call in _REF.findall(text):
        yield from _QUOTED.findall(call)


def across(pages: Mapping[str, Page]) -> Iterator[Mistake]:
    """Mistakes that only the whole library shows: needs and references to nothing, terms with two owners."""
    owners: dict[str, str] = {}
    for page in pages.values():
        for definition in definitions_of(page):
            if definition.term in owners:
                yield Mistake(
                    page.path,
                    f"“{definition.term}” is defined here and in {owners[definition.term]}",
                    None,
                    "a term has one owner; refer to it",
                )
            owners.setdefault(definition.term, page.path)
        for position in page.positions.values():
            for needed in page.needs(position.name):
                if needed not in pages:
                    yield Mistake(
                        page.path, f"{position.name} needs {needed}, which is no page", None, near(needed, pages)
                    )
            for conflict in position.card.conflicts:
                target = conflict.rpartition("/")[0] if conflict.count("/") == 2 else conflict
                if target not in pages:
                    yield Mistake(
                        page.path,
                        f"{position.name} conflicts with {conflict}, which is no page",
                        None,
                        near(target, pages),
                    )
        yield from _reference_mistakes(page, pages)


def _reference_mistakes(page: Page, pages: Mapping[str, Page]) -> Iterator[Mistake]:
    for text, first, _ in _texts(page):
        guarded: set[str] = set()
        for number, line in enumerate(text.split("\n")):
            if line.strip().startswith("? page:"):
                guarded.add(line.strip().removeprefix("? page:").strip())
            for target in references_in(line):
                id, _, label = target.partition("#")
                where = first + number
                if id and id not in pages:
                    yield Mistake(page.path, f"there is no page {id!r} to refer to", where, near(id, pages))
                    continue
                if id and "subject_to(" not in line and id not in _reachable(page, pages) | guarded | {page.id}:
                    yield Mistake(
                        page.path,
                        f"{id} need not be there",
                        where,
                        f"add it to needs, or put ? page:{id} before the item",
                    )
                if label:
                    yield from _label_mistakes(page, pages[id] if id else page, label, where)


def _reachable(page: Page, pages: Mapping[str, Page]) -> set[str]:
    found: set[str] = set()
    for position in page.positions.values():
        found |= set(page.needs(position.name))
    return found


def _label_mistakes(page: Page, target: Page, label: str, where: int) -> Iterator[Mistake]:
    lacking = [name for name in target.positions if label not in set(labels(items_of(target, name)))]
    if lacking and not (target is page and len(lacking) < len(target.positions)):
        yield Mistake(
            page.path,
            f"{target.id} has no label ^{label} in {', '.join(lacking)}",
            where,
            "labels others refer to stand in every position",
        )


def words_in(texts: Iterable[str]) -> int:
    """Words of some texts."""
    return sum(len(text.split()) for text in texts)
