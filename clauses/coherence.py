"""What only the whole library shows: needs and references to nothing, terms with two owners."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clauses.errors import Mistake, near
from clauses.language import printed_in, without_marks
from clauses.library import Page, Section, texts
from clauses.text import Definition, Item, labels, parse_definitions, parse_items

_CALL = re.compile(r"""\b(ref|subject_to)\(([^)]*)\)""")
_QUOTED = re.compile(r"""["']([^"']+)["']""")
ONLY_WITH = "page:"  # begins a condition that asks for another page instead of a fact


@dataclass(frozen=True, slots=True)
class Referring:
    """A reference as written: where it leads, on which line, and which pages are sure to be there at that place."""

    target: str
    line: int
    optional: bool
    with_: frozenset[str]


def items_of(page: Page, position: str) -> tuple[Item, ...]:
    """The items of a full position as written, for checks that need no deal."""
    return tuple(item for part in page.parts_of(position) for item in parse_items(without_marks(part.text)[0]))


def definitions_of(page: Page) -> tuple[Definition, ...]:
    """The definitions a page owns, as written."""
    return parse_definitions(without_marks(page.section("definitions").text)[0])


def references_of(section: Section, *, definitions: bool = False) -> Iterator[Referring]:
    """Every reference that a text makes."""
    text, prints = without_marks(section.text)
    if definitions:
        for definition in parse_definitions(text):
            yield from _calls((definition.text, *definition.closing), prints, section, definition.line, frozenset())
            yield from _referring(definition.children, prints, section, _pages_of(definition.conditions))
    else:
        yield from _referring(parse_items(text), prints, section, frozenset())


def _referring(
    items: tuple[Item, ...], prints: tuple[str, ...], section: Section, with_: frozenset[str]
) -> Iterator[Referring]:
    for item in items:
        sure = with_ | _pages_of(item.conditions)
        said = (item.heading, item.text, *item.closing, *(cell for row in item.rows for cell in row))
        yield from _calls(said, prints, section, item.line, sure)
        yield from _referring(item.children, prints, section, sure)


def _calls(
    said: tuple[str, ...], prints: tuple[str, ...], section: Section, line: int, sure: frozenset[str]
) -> Iterator[Referring]:
    for text in said:
        for printed in printed_in(text, prints):
            for name, arguments in _CALL.findall(printed):
                for target in _QUOTED.findall(arguments):
                    yield Referring(target, section.line + line - 1, name == "subject_to", sure)


def _pages_of(conditions: tuple[str, ...]) -> frozenset[str]:
    return frozenset(c.removeprefix(ONLY_WITH).strip() for c in conditions if c.startswith(ONLY_WITH))


def across(pages: Mapping[str, Page]) -> list[Mistake]:
    """Every mistake in how the pages lean on each other."""
    return [
        *_owners(pages),
        *(mistake for page in pages.values() for mistake in _doubled_labels(page)),
        *(mistake for page in pages.values() for mistake in _card_mistakes(page, pages)),
        *(mistake for page in pages.values() for mistake in _reference_mistakes(page, pages)),
    ]


def _owners(pages: Mapping[str, Page]) -> Iterator[Mistake]:
    owners: dict[str, str] = {}
    for page in pages.values():
        section = page.section("definitions")
        for definition in definitions_of(page):
            if definition.term in owners:
                problem = f"“{definition.term}” is defined here and in {owners[definition.term]}"
                line = section.line + definition.line - 1
                yield Mistake(page.path, problem, line, "a term has one owner; refer to it")
            owners.setdefault(definition.term, page.path)


def _card_mistakes(page: Page, pages: Mapping[str, Page]) -> Iterator[Mistake]:
    for needed in dict.fromkeys(needed for name in page.positions for needed in page.needs(name)):
        if needed not in pages:
            yield Mistake(page.path, f"needs {needed}, which is no page", None, near(needed, pages))
        elif needed == page.id:
            yield Mistake(page.path, "needs itself", None, "take it out")
    for position in page.positions.values():
        for conflict in position.card.conflicts:
            id, name = conflict_of(conflict)
            if id not in pages:
                problem = f"{position.name} conflicts with {conflict}, which is no page"
                yield Mistake(page.path, problem, None, near(id, pages))
            elif name and name not in pages[id].positions:
                problem = f"{position.name} conflicts with {conflict}, which is no position"
                yield Mistake(page.path, problem, None, near(name, pages[id].positions))


def conflict_of(text: str) -> tuple[str, str]:
    """The page, and the position or "", that an entry of `conflicts` names."""
    if text.count("/") == 2:
        page, _, position = text.rpartition("/")
        return page, position
    return text, ""


def _reference_mistakes(page: Page, pages: Mapping[str, Page]) -> Iterator[Mistake]:
    for name, section in texts(page):
        # What stands in shared text must hold whichever position is chosen.
        positions = [name] if name in page.positions else list(page.positions)
        always = frozenset.intersection(*(frozenset(page.needs(position)) for position in positions))
        for only in _conditions(section, definitions=name == "definitions"):
            if only not in pages:
                yield Mistake(section.path, f"? page:{only} names no page", section.line, near(only, pages))
        for found in references_of(section, definitions=name == "definitions"):
            id, _, label = found.target.partition("#")
            if id and id not in pages:
                yield Mistake(section.path, f"there is no page {id!r} to refer to", found.line, near(id, pages))
                continue
            if id and not found.optional and id not in always | found.with_ | {page.id}:
                hint = f"add it to needs, or put ? page:{id} before the item"
                yield Mistake(section.path, f"{id} need not be there", found.line, hint)
            target = pages[id] if id else page
            if not label and target.card.kind in ("recital", "execution"):
                problem = f"{target.id} is a page of kind {target.card.kind}: it has no number to refer to"
                yield Mistake(section.path, problem, found.line)
            if label:
                among = positions if target is page else list(target.positions)
                yield from _label_mistakes(section, target, label, among, found.line)


def _conditions(section: Section, *, definitions: bool) -> Iterator[str]:
    text, _ = without_marks(section.text)
    found: list[tuple[str, ...]] = []
    if definitions:
        for definition in parse_definitions(text):
            found += [definition.conditions, *_all_conditions(definition.children)]
    else:
        found += _all_conditions(parse_items(text))
    yield from sorted({page for conditions in found for page in _pages_of(conditions)})


def _all_conditions(items: tuple[Item, ...]) -> Iterator[tuple[str, ...]]:
    for item in items:
        yield item.conditions
        yield from _all_conditions(item.children)


def _label_mistakes(section: Section, target: Page, label: str, positions: list[str], line: int) -> Iterator[Mistake]:
    lacking = [name for name in positions if label not in set(labels(items_of(target, name)))]
    if lacking:
        known = {found for name in target.positions for found in labels(items_of(target, name))}
        hint = "labels others refer to stand in every position" if label in known else near(label, known)
        yield Mistake(section.path, f"{target.id} has no label ^{label} in {', '.join(lacking)}", line, hint)


def _doubled_labels(page: Page) -> Iterator[Mistake]:
    """Labels that lead to two places of one position."""
    for name, position in page.positions.items():
        found = list(labels(items_of(page, name)))
        for label in sorted({label for label in found if found.count(label) > 1}):
            yield Mistake(position.section.path, f"the label ^{label} of {name} stands twice", position.section.line)
