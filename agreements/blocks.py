"""Turns rendered pages into the numbered blocks of an agreement, with references that print right."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from agreements.agreement import (
    Blank,
    Block,
    Contents,
    Grid,
    Inline,
    PageBreak,
    Part,
    Role,
    SignatureBlock,
    SignatureLine,
    Words,
)
from agreements.deal import Deal
from agreements.numbering import Target, Targets, clause_label, letters, roman, schedule_label
from agreements.rendering import Rendered, Renderer
from agreements.wording import quantity, view_of
from agreements.words import country_name
from clauses.language import Joined, Typed, Unknown, Wanted
from clauses.spelling import american
from clauses.text import Definition, Item
from templates.arrangements import Template, load_particulars


@dataclass
class Building:
    """The agreement while it is put together: parts in order, where references can lead, words of each page."""

    parts: tuple[Part, ...] = ()
    targets: Targets = field(default_factory=Targets)
    texts: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Raw:
    """A block whose text still holds marks."""

    block: Block
    text: str


@dataclass(frozen=True, slots=True)
class _RawGrid:
    grid: Grid
    rows: tuple[tuple[str, ...], ...]


_Draft = _Raw | _RawGrid | SignatureBlock | Contents | PageBreak


def build(deal: Deal, template: Template, rendered: Sequence[Rendered], renderer: Renderer) -> Building:
    """The blocks of an agreement in printing order."""
    building = Building()
    by_part: dict[str, list[Rendered]] = {}
    for page in rendered:
        by_part.setdefault(page.choice.part, []).append(page)
    drafts: list[_Draft] = [*_cover(deal, template)]
    number = 0
    body: list[_Draft] = []
    definition_drafts: dict[str, _Raw] = {}
    for part in template.part:
        pages = by_part.get(part.name, [])
        if part.name == "parties":
            body += _heading("parties", "Parties", deal)
            body += _parties(deal)
        elif part.name == "particulars":
            body.append(PageBreak("particulars"))  # filled in below, once it is known which entries wording uses
        elif part.name == "recitals" and pages:
            body += _heading("recitals", "Background", deal)
            body += _recitals(pages, building.targets)
        elif part.name in ("definitions", "clauses"):
            if part.name == "definitions" or not any(p.name == "definitions" for p in template.part):
                body += _heading("terms", "Agreed terms", deal)
            for page in pages:
                number += 1
                body += _clause(page, number, building.targets, definitions=part.name == "definitions")
        elif part.name == "execution":
            for page in pages:
                body += _execution(page, deal)
        elif part.name == "schedules":
            for index, page in enumerate(pages, start=1):
                body += _schedule(page, index, building.targets)
    body = _with_definitions(body, rendered, renderer, definition_drafts, building.targets)
    drafts += _with_particulars(body, deal, renderer)
    finish = _Finishing(renderer, building.targets, american if deal.agreement.language == "en-US" else str)
    building.parts = tuple(finish.part(draft) for draft in drafts)
    for part_ in building.parts:
        page = getattr(part_, "page", "")
        if page:
            building.texts.setdefault(page, []).append(plain(inlines_of(part_)))
    return building


def inlines_of(part: Part) -> tuple[Inline, ...]:
    """Everything that a part prints."""
    if isinstance(part, Block):
        return part.text
    if isinstance(part, Grid):
        return tuple(inline for row in part.rows for cell in row for inline in cell)
    if isinstance(part, SignatureBlock):
        return (*part.capacity, *(inline for line in part.lines for inline in line.value))
    return ()


def plain(inlines: Iterable[Inline]) -> str:
    """The words of inlines, as printed."""
    return "".join(f"[{inline.asks}]" if isinstance(inline, Blank) else inline.text for inline in inlines)


def _cover(deal: Deal, template: Template) -> Iterator[_Draft]:
    yield _Raw(Block("title", "title", ()), template.title)
    yield _Raw(Block("cover-project", "cover-line", (Words(deal.project.title, typed=True),)), "")
    for index, party in enumerate(deal.parties):
        yield _Raw(Block(f"cover-party-{index + 1}", "cover-line", (Words(party.name, typed=True),), 2), "")
    yield Contents()


def _heading(key: str, text: str, deal: Deal) -> Iterator[_Draft]:
    yield _Raw(Block(f"{key}-heading", "part-heading", ()), text)


def _parties(deal: Deal) -> Iterator[_Draft]:
    for index, party in enumerate(deal.parties):
        view = view_of(deal, party, f"parties.{index}")
        said: list[Inline] = [Words(party.name, bold=True, typed=True)]
        if party.unit:
            said += [Words(", acting through its "), Words(party.unit, typed=True)]
        for value in (view.legal_form, *([view.identifier] if party.identifier else [])):
            said += [Words(", "), _inline(value)]
        said += [
            Words(", of "),
            _inline(view.address),
            Words(" (“"),
            Words(party.short_name, bold=True, typed=True),
            Words("”)"),
        ]
        said.append(Words(";" if index < len(deal.parties) - 2 else "; and" if index == len(deal.parties) - 2 else "."))
        label = f"({index + 1})"
        yield _Raw(Block(f"party-{index + 1}", "party", tuple(said), label=label, number=label), "")


def _recitals(pages: Sequence[Rendered], targets: Targets) -> Iterator[_Draft]:
    number = 0
    for page in pages:
        for place, item in enumerate(page.items, start=1):
            number += 1
            label = f"({letters(number).upper()})"
            key = _key(page.choice.page.id, item, str(place))
            targets.places[key] = Target(key, label)
            yield _Raw(_block(page, key, "recital", 1, label, label, item), item.text)


def _block(page: Rendered, key: str, role: Role, level: int, label: str, number: str, item: Item | None) -> Block:
    choice = page.choice
    return Block(
        key,
        role,
        (),
        level,
        label,
        number,
        item.heading if item else "",
        choice.page.id,
        choice.position,
        choice.because,
    )


def _key(page: str, item: Item, path: str) -> str:
    return f"{page}#{item.label}" if item.label else f"{page}:{path}"


def _clause(page: Rendered, number: int, targets: Targets, *, definitions: bool) -> Iterator[_Draft]:
    id = page.choice.page.id
    targets.places[id] = Target(id, str(number))
    yield _Raw(_block(page, id, "clause-heading", 1, f"{number}.", str(number), None), page.choice.page.title)
    top = [item for item in page.items if item.level == 1]
    alone = len(top) == 1 and len(page.items) == 1 and not definitions
    counted = 0
    for place, item in enumerate(page.items, start=1):
        if item.level == 0:
            yield _Raw(_block(page, _key(id, item, str(place)), "words", 1, "", "", item), item.text)
            yield from _table(page, item, f"{id}:{place}")
            continue
        counted += 1
        if alone:
            key = _key(id, item, str(place))
            if item.label:
                targets.places[key] = Target(id, str(number))
            yield _Raw(_block(page, key, "words", 1, "", "", item), item.text)
            yield from _table(page, item, key)
            yield from _below(page, item, str(place), number, (counted,), str(number), targets)
        else:
            yield from _numbered(page, item, str(place), number, (counted,), "", targets)


def _numbered(
    page: Rendered, item: Item, path: str, clause: int, counts: tuple[int, ...], above: str, targets: Targets
) -> Iterator[_Draft]:
    id = page.choice.page.id
    level = len(counts)
    label = clause_label(level, clause, counts)
    number = label if level == 1 else f"{above}{label}"
    key = _key(id, item, path)
    targets.places[key] = Target(key, number)
    yield _Raw(_block(page, key, "clause", level, label, number, item), item.text)
    yield from _table(page, item, key)
    yield from _below(page, item, path, clause, counts, number, targets)


def _below(
    page: Rendered, item: Item, path: str, clause: int, counts: tuple[int, ...], number: str, targets: Targets
) -> Iterator[_Draft]:
    for place, child in enumerate(item.children, start=1):
        yield from _numbered(page, child, f"{path}.{place}", clause, (*counts, place), number, targets)
    for place, words in enumerate(item.closing, start=1):
        key = f"{page.choice.page.id}:{path}.closing-{place}"
        yield _Raw(_block(page, key, "words", len(counts), "", "", None), words)


def _table(page: Rendered, item: Item, key: str) -> Iterator[_Draft]:
    if item.rows:
        yield _RawGrid(Grid(f"{key}-table", page.choice.page.title, (), page=page.choice.page.id), item.rows)


def _schedule(page: Rendered, index: int, targets: Targets) -> Iterator[_Draft]:
    id = page.choice.page.id
    label = f"Schedule {index}"
    targets.places[id] = Target(id, label, id)
    targets.schedules[id] = label
    heading = _block(page, id, "schedule-heading", 1, label, label, None)
    yield _Raw(replace(heading, landscape=page.choice.page.card.landscape), page.choice.page.title)
    counted = 0
    for place, item in enumerate(page.items, start=1):
        if item.level == 0:
            if item.text:
                yield _Raw(_block(page, _key(id, item, str(place)), "schedule-words", 1, "", "", item), item.text)
            yield from _table(page, item, f"{id}:{place}")
        else:
            counted += 1
            yield from _paragraph(page, item, str(place), (counted,), (), targets)


def _paragraph(
    page: Rendered, item: Item, path: str, counts: tuple[int, ...], chain: tuple[tuple[str, str], ...], targets: Targets
) -> Iterator[_Draft]:
    id = page.choice.page.id
    level = len(counts)
    label = schedule_label(level, counts)
    key = _key(id, item, path)
    # "1.1" already says that it stands under 1; "(a)" does not say under what.
    chain = (*(chain if level > 2 else ()), (key, label))
    number = "".join(part.rstrip(".") for _, part in chain)
    targets.places[key] = Target(key, number, id, chain)
    yield _Raw(_block(page, key, "schedule", level, label, number, item), item.text)
    yield from _table(page, item, key)
    for place, child in enumerate(item.children, start=1):
        yield from _paragraph(page, child, f"{path}.{place}", (*counts, place), chain, targets)
    for place, words in enumerate(item.closing, start=1):
        yield _Raw(_block(page, f"{id}:{path}.closing-{place}", "schedule-words", level, "", "", None), words)


def _execution(page: Rendered, deal: Deal) -> Iterator[_Draft]:
    yield _Raw(Block("execution-heading", "part-heading", ()), page.choice.page.title)
    for place, item in enumerate(page.items, start=1):
        yield _Raw(
            _block(page, _key(page.choice.page.id, item, str(place)), "execution-words", 1, "", "", item), item.text
        )
    for index, party in enumerate(deal.parties):
        capacity: tuple[Inline, ...] = (Words("Signed for and on behalf of "), Words(party.name, bold=True, typed=True))
        signers = party.signatories or (None,)
        for place, signatory in enumerate(signers, start=1):
            title: tuple[Inline, ...] = () if signatory is None else (Words(signatory.title, typed=True),)
            name: tuple[Inline, ...] = (
                () if signatory is None or signatory.name is None else (Words(signatory.name, typed=True),)
            )
            lines = [SignatureLine("Signature"), SignatureLine("Name", name), SignatureLine("Title", title)]
            lines += [SignatureLine("Place and date")]
            if party.seal and place == len(signers):
                lines.append(SignatureLine("Seal"))
            yield SignatureBlock(f"signature-{index + 1}-{place}", party.name, capacity, tuple(lines))


def _with_definitions(
    body: list[_Draft],
    rendered: Sequence[Rendered],
    renderer: Renderer,
    drafts: dict[str, _Raw],
    targets: Targets,
) -> list[_Draft]:
    """Puts the definitions that are used behind the first item of the definitions clause, in alphabetical order."""
    owned = {definition.term: (page, definition) for page in rendered for definition in page.definitions}
    place = next(
        (
            index
            for index, draft in enumerate(body)
            if isinstance(draft, _Raw) and draft.block.role == "clause" and draft.text.endswith(":")
        ),
        None,
    )
    if place is None or not owned:
        return body
    texts = [_searchable(draft, renderer) for draft in body]
    used = _used(owned, texts, renderer)
    made: list[_Draft] = []
    for term in sorted(used, key=str.casefold):
        page, definition = owned[term]
        made += _definition(page, definition, targets)
    return [*body[: place + 1], *made, *body[place + 1 :]]


def _searchable(draft: _Draft, renderer: Renderer) -> str:
    """The draft's own words; values people typed are no use of a defined term."""
    if isinstance(draft, _Raw):
        return f"{draft.block.heading} {draft.text}"
    if isinstance(draft, _RawGrid):
        return " ".join(cell for row in draft.rows for cell in row)
    return ""


def _used(owned: Mapping[str, tuple[Rendered, Definition]], texts: Sequence[str], renderer: Renderer) -> set[str]:
    """The terms that are used in the text, or in the definition of one that is."""
    forms = {form: term for term in owned for form in (term, *_plurals(term))}
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + r")\b")
    used: set[str] = set()
    waiting = list(texts)
    while waiting:
        text = waiting.pop()
        for found in pattern.findall(text):
            term = forms[found]
            if term not in used:
                used.add(term)
                definition = owned[term][1]
                waiting.append(" ".join([definition.text, *_texts(definition.children), *definition.closing]))
    return used


def _plurals(term: str) -> tuple[str, ...]:
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        return (f"{term[:-1]}ies",)
    return (f"{term}es",) if term.endswith(("s", "x", "ch", "sh")) else (f"{term}s",)


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _texts(item.children)
        yield from item.closing


def _definition(page: Rendered, definition: Definition, targets: Targets) -> Iterator[_Draft]:
    from clauses.text import punctuated

    whole = punctuated((Item(definition.text, 0, children=definition.children, closing=definition.closing),))[0]
    base = f"{page.choice.page.id}:definition-{re.sub(r'[^a-z0-9]+', '-', definition.term.lower())}"
    end = "" if whole.text.endswith((".", ":", ";")) else "."
    yield _Raw(
        replace(_block(page, base, "definition", 1, "", "", None), heading=definition.term),
        whole.text + end,
    )
    yield from _definition_items(page, whole.children, base, 1)
    for place, words in enumerate(whole.closing, start=1):
        yield _Raw(_block(page, f"{base}.closing-{place}", "definition-words", 1, "", "", None), words)


def _definition_items(page: Rendered, items: Sequence[Item], base: str, level: int) -> Iterator[_Draft]:
    for place, item in enumerate(items, start=1):
        label = f"({letters(place)})" if level == 1 else f"({roman(place)})"
        key = f"{base}.{place}"
        yield _Raw(_block(page, key, "definition-item", level, label, label, item), item.text)
        yield from _definition_items(page, item.children, key, level + 1)


def _with_particulars(body: list[_Draft], deal: Deal, renderer: Renderer) -> list[_Draft]:
    """The page of particulars, with the entries that wording refers to and those always printed."""
    entries = [(id, entry) for id, entry in load_particulars().items() if entry.always or id in renderer.particulars]
    rows: list[tuple[tuple[Inline, ...], ...]] = [((Words("Particular"),), (Words("Value"),))]
    for id, entry in entries:
        rows.append(((Words(entry.name),), (_particular_value(deal, id),)))
    whole: list[_Draft] = []
    for draft in body:
        if isinstance(draft, PageBreak) and draft.key == "particulars":
            whole += _heading("particulars", "Particulars", deal)
            whole.append(_RawGrid(Grid("particulars-table", "Particulars", tuple(rows), (0.32, 0.68)), ()))
        else:
            whole.append(draft)
    return whole


def _particular_value(deal: Deal, id: str) -> Inline:
    entry = load_particulars()[id]
    value: Any = deal
    for step in entry.value.split("."):
        value = getattr(value, step)
    if value is None or (entry.form == "law" and value == "silent"):
        return Blank(entry.asks, entry.value)
    if entry.form == "long-date":
        from babel.dates import format_date

        locale = "en_US" if deal.agreement.language == "en-US" else "en_GB"
        return Words(format_date(value, format="long", locale=locale), typed=True)
    if entry.form == "months":
        return Words(quantity(value, "month"), typed=True)
    if entry.form == "law":
        return Words(law_name(value), typed=True)
    return Words(country_name(value) if entry.form == "country" else str(value), typed=True)


def law_name(code: str) -> str:
    """The law of a place as contracts name it: "the laws of England and Wales"."""
    if code in ("GB", "GB-ENG", "GB-WLS"):
        return "the laws of England and Wales"
    if code.startswith("US-"):
        return f"the laws of the State of {country_name(code)}"
    return f"the laws of {country_name(code)}"


def _inline(value: Any) -> Inline:
    if isinstance(value, Unknown):
        return Blank(value.asks, value.key)
    return Words(value.text if isinstance(value, Typed) else str(value), typed=True)


class _Finishing:
    """Turns marks into inlines, once every number is known."""

    def __init__(self, renderer: Renderer, targets: Targets, spelt: Callable[[str], str]) -> None:
        self._marks, self._targets, self._spelt = renderer.marks, targets, spelt

    def part(self, draft: _Draft) -> Part:
        if isinstance(draft, _Raw):
            if draft.block.text:
                return draft.block
            return replace(draft.block, text=self.inlines(draft.text), heading=self._spelt(draft.block.heading))
        if isinstance(draft, _RawGrid):
            if draft.grid.rows:
                return draft.grid
            rows = tuple(tuple(self.inlines(cell) for cell in row) for row in draft.rows)
            return replace(draft.grid, rows=rows)
        return draft

    def inlines(self, text: str) -> tuple[Inline, ...]:
        """A text with marks as inlines, neighbouring words of one kind joined."""
        said: list[Inline] = []
        for piece in self._marks.split(text):
            for inline in self._expanded(piece):
                last = said[-1] if said else None
                if (
                    isinstance(inline, Words)
                    and isinstance(last, Words)
                    and (last.bold, last.typed) == (inline.bold, inline.typed)
                ):
                    said[-1] = replace(last, text=last.text + inline.text)
                elif not (isinstance(inline, Words) and not inline.text):
                    said.append(inline)
        return tuple(said)

    def _expanded(self, piece: Any) -> tuple[Inline, ...]:
        if isinstance(piece, str):
            return (Words(self._spelt(piece)),)
        if isinstance(piece, Typed):
            return (Words(piece.text, typed=True),)
        if isinstance(piece, Unknown):
            return (Blank(piece.asks, piece.key),)
        if isinstance(piece, Joined):
            return tuple(inline for part in piece.parts for inline in self._expanded(part))
        if isinstance(piece, Wanted):
            return (Words(piece.lead), *self._targets.printed(piece.targets), Words(piece.tail))
        raise TypeError(f"no inline for {type(piece).__name__}")
