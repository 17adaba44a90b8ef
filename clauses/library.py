"""The clause library: pages with a card and positions, read strictly, all mistakes of a file at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from clauses.cards import PageCard, PositionCard
from clauses.errors import ContentError, Mistake, near
from clauses.index import index
from clauses.language import problems, without_marks
from clauses.source import Table, parse_toml, read_text, validated
from clauses.text import TextError, parse_definitions, parse_items

FOLDER = Path(__file__).parent
RESERVED = ("definitions", "opening", "closing")
MOST_POSITIONS, MOST_WORDS = 4, 2_000  # beyond, the texts stand in files of their own

_CARD = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Section:
    """A text with the file and the line it begins on; the empty text stands nowhere."""

    text: str = ""
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """One way of settling a clause: its card and its own text, without what all positions share."""

    name: str
    card: PositionCard
    section: Section

    @property
    def text(self) -> str:
        return self.section.text


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the library. `text_of` gives a position in full."""

    id: str
    title: str
    path: str
    card: PageCard
    positions: Mapping[str, Position]
    sections: Mapping[str, Section] = field(default_factory=dict)  # the reserved ones

    def parts_of(self, position: str) -> tuple[Section, ...]:
        """What a full position is made of: opening, its own sub-clauses, closing."""
        parts = (self.section("opening"), self.positions[position].section, self.section("closing"))
        return tuple(part for part in parts if part.text.strip())

    def text_of(self, position: str) -> str:
        """The full text of a position."""
        return "\n\n".join(part.text.strip("\n") for part in self.parts_of(position))

    def section(self, name: str) -> Section:
        """A reserved section, empty where there is none."""
        return self.sections.get(name, Section())

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
        yield from self._by_term.get(term, ())

    @cached_property
    def _by_term(self) -> Mapping[str, Sequence[tuple[Page, Position]]]:
        found: dict[str, list[tuple[Page, Position]]] = {}
        for page in self.pages.values():
            ordered = sorted(page.positions.values(), key=lambda position: position.name != page.card.default)
            for position in ordered:
                for term in page.supplies(position.name):
                    found.setdefault(term, []).append((page, position))
        return found


@cache
def load_library(packs: tuple[Path, ...] = ()) -> Library:
    """The pages that ship with the package and those of packs. Raises ContentError with every mistake found."""
    from clauses.coherence import across

    pages: dict[str, Page] = {}
    mistakes: list[Mistake] = []
    for folder, shown in ((FOLDER, "clauses"), *((pack / "clauses", str(pack / "clauses")) for pack in packs)):
        found, wrong = _pages_in(folder, shown)
        mistakes += wrong
        for id, page in found.items():
            if id in pages:
                mistakes.append(Mistake(page.path, f"{pages[id].path} is that page already", 1, "rename it"))
            else:
                pages[id] = page
    own = [FOLDER / f"{id}.md" for id in _pages_in(FOLDER, "clauses")[0]]
    if not mistakes and (packs or not all(index().is_sound(path) for path in own)):
        mistakes += across(pages)
    if mistakes:
        raise ContentError(mistakes)
    if not packs:
        for path in own:
            index().found_sound(path)
    return Library(pages)


@cache
def _pages_in(folder: Path, shown: str) -> tuple[Mapping[str, Page], tuple[Mistake, ...]]:
    """The pages of a folder, and what is wrong in it."""
    pages: dict[str, Page] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*/*.md")):
        id = f"{path.parent.name}/{path.stem}"
        try:
            pages[id] = read_page(path, id, f"{shown}/{id}.md")
        except ContentError as error:
            mistakes += error.mistakes
    return pages, (*mistakes, *_orphans(folder, shown, pages))


def _orphans(folder: Path, shown: str, pages: Mapping[str, Page]) -> Iterator[Mistake]:
    """Texts of positions that no card names."""
    for path in sorted(folder.glob("*/*/*.md")):
        id, name = f"{path.parent.parent.name}/{path.parent.name}", path.stem
        page = pages.get(id)
        where = f"{shown}/{id}/{name}.md"
        if not path.parent.with_suffix(".md").exists():
            yield Mistake(where, f"there is no page {id!r}", None, near(id, pages))
        elif page is not None and name not in page.positions:
            yield Mistake(where, f"{id} has no position {name!r}", None, near(name, page.positions))


def read_page(path: Path, id: str, shown: str) -> Page:
    """One page. Raises ContentError with every mistake in it."""

    def own_file(name: str) -> Section | None:
        beside, where = path.with_suffix("") / f"{name}.md", f"{shown.removesuffix('.md')}/{name}.md"
        return Section(read_text(beside, where), where, 1) if beside.exists() else None

    return parse_page(read_text(path, shown), id, shown, own_file, path)


def parse_page(
    text: str,
    id: str,
    shown: str,
    own_file: Callable[[str], Section | None] = lambda name: None,
    file: Path | None = None,
) -> Page:
    """A page from its text; `own_file` gives the text of a position that stands in a file of its own.

    `file` is the file that the page stands in, where it stands in one.

    Raises ContentError with every mistake in it.
    """
    title = text.split("\n", 1)[0]
    if not title.startswith("# ") or not title[2:].strip():
        raise ContentError.of(shown, "a page begins with its title", 1, 'write "# Title"')
    found = _CARD.search(text)
    if found is None:
        raise ContentError.of(shown, "the card is missing", 2, "put a ```toml block under the title")
    card_line = text[: found.start(1)].count("\n") + 1
    mistakes: list[Mistake] = []
    sections = _sections(text, found.end(), shown, mistakes)
    table = parse_toml(found[1], shown, card_line, file)
    try:
        card = validated(PageCard, table)
    except ContentError as error:
        raise ContentError(_in_order([*mistakes, *error.mistakes])) from None
    for name, section in sections.items():
        if name not in RESERVED and name not in card.positions:
            hint = near(name, (*card.positions, *RESERVED))
            mistakes.append(Mistake(shown, f"the section {name!r} has no card", section.line - 1, hint))
    if card.default not in card.positions:
        problem = f"the default {card.default!r} is no position"
        mistakes.append(Mistake(shown, problem, table.line(("default",)), near(card.default, card.positions)))
    positions: dict[str, Position] = {}
    for name, position in card.positions.items():
        beside, here = own_file(name), sections.get(name)
        if name in RESERVED:
            problem = f"{name!r} is the name of a section, not of a position"
            mistakes.append(Mistake(shown, problem, table.line(("positions", name)), "rename it"))
        if beside is not None and here is not None:
            problem = f"the position {name!r} stands here and in {beside.path}"
            mistakes.append(Mistake(shown, problem, here.line - 1, "keep one"))
        if (own := beside or here) is not None:
            positions[name] = Position(name, position, own)
        else:
            problem = f"the position {name!r} has no text"
            mistakes.append(Mistake(shown, problem, table.line(("positions", name)), f"add a section ## {name}"))
    reserved = {name: section for name, section in sections.items() if name in RESERVED}
    page = Page(id, title[2:].strip(), shown, card, positions, reserved)
    if file is None or not index().is_sound(file):
        mistakes += _size_mistakes(page, table)
        mistakes += _text_mistakes(page)
    if mistakes:
        raise ContentError(_in_order(mistakes))
    return page


def _in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda mistake: (mistake.path, mistake.line or 0))


def _sections(text: str, start: int, shown: str, mistakes: list[Mistake]) -> dict[str, Section]:
    heads = [match for match in _SECTION.finditer(text) if match.start() >= start]
    between = text[start : heads[0].start() if heads else len(text)]
    if stray := next(
        (line for line in between.split("\n") if line.strip() and not line.lstrip().startswith(">")), None
    ):
        line = text[: text.index(stray, start)].count("\n") + 1
        mistakes.append(Mistake(shown, f"{stray.strip()[:30]!r} stands before the first section", line))
    found: dict[str, Section] = {}
    for place, head in enumerate(heads):
        name = head[1].strip()
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        line = text[: head.end()].count("\n") + 1
        if name in found:
            mistakes.append(Mistake(shown, f"the section {name!r} stands twice", line, "keep one"))
        else:
            found[name] = Section(text[head.end() + 1 : end], shown, line + 1)
    return found


def _size_mistakes(page: Page, table: Table) -> Iterator[Mistake]:
    """A large page is read in parts."""
    inside = [position for position in page.positions.values() if position.section.path == page.path]
    words = words_in(position.text for position in inside)
    if inside and (len(page.positions) > MOST_POSITIONS or words > MOST_WORDS):
        much = f"{len(page.positions)} positions" if len(page.positions) > MOST_POSITIONS else f"{words} words"
        hint = f"move each text to {page.path.removesuffix('.md')}/<position>.md"
        line = table.line(("positions", next(iter(page.positions))))
        yield Mistake(page.path, f"a page of {much} keeps its card only", line, hint)


def _text_mistakes(page: Page) -> Iterator[Mistake]:
    """What the wording language or the strict form does not allow, read without rendering."""
    for name, section in texts(page):
        foreign = problems(section.text)
        yield from (
            Mistake(section.path, found.problem, section.line + found.line - 1, found.hint or None) for found in foreign
        )
        text, _ = without_marks(section.text)
        try:
            if name == "definitions":
                parse_definitions(text)
                continue
            items = parse_items(text)
        except TextError as error:
            # The first line that the form does not allow; what follows it cannot be read.
            yield Mistake(section.path, error.problem, section.line + error.line - 1, error.hint or None)
            continue
        if page.card.kind in ("recital", "execution"):
            for item in items:
                if item.children or item.rows or item.closing:
                    line = section.line + item.line - 1
                    yield Mistake(section.path, f"a page of kind {page.card.kind} has no lists and no tables", line)


def texts(page: Page) -> Iterator[tuple[str, Section]]:
    """Every text of a page by the name of its section or position."""
    yield from page.sections.items()
    yield from ((position.name, position.section) for position in page.positions.values())


def words_in(said: Iterable[str]) -> int:
    """Words of some texts."""
    return sum(len(text.split()) for text in said)
