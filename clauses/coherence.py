"""What only the whole library shows: needs and references to nothing, terms with two owners."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from clauses.errors import Mistake, near
from clauses.language import printed_in, without_marks
from clauses.library import Page, Section, texts
from clauses.text import LABEL, Definition, Item, labels, parse_definitions, parse_items

_CALL = re.compile(r"""\b(ref|subject_to)\(([^)]*)\)""")
_QUOTED = re.compile(r"""["']([^"']+)["']""")
ONLY_WITH, ONLY_WITHOUT = "page:", "!page:"  # begin conditions that ask for another page instead of a fact
ONLY_ASKED = "term:"


@dataclass(frozen=True, slots=True)
class Referring:
    """A reference as written: where it leads, on which line, and which pages are sure to be there at that place."""

    target: str
    line: int
    optional: bool
    conditions: frozenset[str]

    @property
    def with_(self) -> frozenset[str]:
        return _pages_of(self.conditions)


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
            sure = frozenset(definition.conditions)
            yield from _calls((definition.text, *definition.closing), prints, section, definition.line, sure)
            yield from _referring(definition.children, prints, section, sure)
    else:
        yield from _referring(parse_items(text), prints, section, frozenset())


def _referring(
    items: tuple[Item, ...], prints: tuple[str, ...], section: Section, under: frozenset[str]
) -> Iterator[Referring]:
    for item in items:
        sure = under | frozenset(item.conditions)
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


def page_in(condition: str) -> tuple[str, bool] | None:
    """The page that a condition asks for and whether it is to be there; None where the condition is about facts."""
    for begins, wanted in ((ONLY_WITH, True), (ONLY_WITHOUT, False)):
        if condition.startswith(begins):
            return condition.removeprefix(begins).strip(), wanted
    return None


def term_in(condition: str) -> str | None:
    """The term that a condition waits for the law to ask for; None where the condition is about facts or pages."""
    return condition.removeprefix(ONLY_ASKED).strip() if condition.startswith(ONLY_ASKED) else None


def _pages_of(conditions: Iterable[str]) -> frozenset[str]:
    """The pages that are sure to be there under some conditions."""
    return frozenset(asked[0] for condition in conditions if (asked := page_in(condition)) and asked[1])


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
        for line, condition in conditions_of(section, definitions=name == "definitions"):
            asked = page_in(condition)
            if asked is not None and asked[0] not in pages:
                yield Mistake(section.path, f"? {condition} names no page", line, near(asked[0], pages))
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
                yield from _label_mistakes(section, target, label, among, found)


def conditions_of(section: Section, *, definitions: bool = False) -> Iterator[tuple[int, str]]:
    """Every condition in a text with its line in the file."""
    text, _ = without_marks(section.text)
    entries: tuple[Definition, ...] | tuple[Item, ...] = parse_definitions(text) if definitions else parse_items(text)
    yield from ((section.line + line - 1, condition) for line, condition in _all_conditions(entries))


def _all_conditions(entries: Iterable[Definition | Item]) -> Iterator[tuple[int, str]]:
    for entry in entries:
        yield from ((entry.line, condition) for condition in entry.conditions)
        yield from _all_conditions(entry.children)


def _label_mistakes(
    section: Section, target: Page, label: str, positions: list[str], found: Referring
) -> Iterator[Mistake]:
    lacking = [name for name in positions if label not in set(labels(items_of(target, name)))]
    if lacking:
        known = {known for name in target.positions for known in labels(items_of(target, name))}
        hint = "labels others refer to stand in every position" if label in known else near(label, known)
        yield Mistake(section.path, f"{target.id} has no label ^{label} in {', '.join(lacking)}", found.line, hint)
        return
    for name in positions:
        extra = _conditions_at(items_of(target, name), label) - found.conditions - {f"{ONLY_WITH}{target.id}"}
        if extra:
            problem = f"^{label} of {target.id} is there only under {' and '.join(sorted(extra))}"
            yield Mistake(section.path, problem, found.line, "put the same condition before the item that refers to it")
            return


def _conditions_at(items: tuple[Item, ...], label: str) -> frozenset[str]:
    """The conditions under which a label is there."""
    for item in items:
        if item.label == label:
            return frozenset(item.conditions)
        if label in set(labels(item.children)):
            return frozenset(item.conditions) | _conditions_at(item.children, label)
    return frozenset()


def _doubled_labels(page: Page) -> Iterator[Mistake]:
    """Labels that lead to two places of one position, or, in a loop, may come to."""
    for _, section in texts(page):
        depth = 0
        for number, line in enumerate(section.text.split("\n")):
            bare = line.strip()
            depth += bare.startswith("{%") - 2 * (bare.startswith("{%") and "endfor" in bare)
            if depth > 0 and (found_label := LABEL.search(line)):
                problem = f"the label ^{found_label[1]} stands in a loop"
                yield Mistake(section.path, problem, section.line + number, "label the item above it")
    for name, position in page.positions.items():
        found = list(labels(items_of(page, name)))
        for label in sorted({label for label in found if found.count(label) > 1}):
            yield Mistake(position.section.path, f"the label ^{label} of {name} stands twice", position.section.line)
