"""Turns rendered pages into the numbered blocks of an agreement, with references that print right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from agreements.agreement import Blank, Block, Contents, Grid, Inline, PageBreak, Part, Role, SignatureBlock
from agreements.deal import Deal
from agreements.deal_parts import cover, heading, parties, signatures, with_particulars
from agreements.defining import with_definitions
from agreements.drafts import Draft, Finishing, Raw, RawGrid, check_references
from agreements.numbering import Target, Targets, clause_label, letters, schedule_label
from agreements.rendering import Rendered, Renderer
from agreements.wording import spelt
from clauses.library import words_in
from clauses.text import Item
from templates.arrangements import Template
from templates.house_styles import load_house_style


@dataclass(frozen=True, slots=True)
class Building:
    """The agreement put together: parts in order, and the words of each page."""

    parts: tuple[Part, ...]
    texts: dict[str, list[str]] = field(default_factory=dict)


def build(deal: Deal, template: Template, rendered: Sequence[Rendered], renderer: Renderer, shown: str) -> Building:
    """The blocks of an agreement in printing order. Raises ContentError for references that lead nowhere."""
    house = load_house_style(deal.agreement.house_style)
    targets = Targets(house.references)
    body = with_definitions(_body(deal, template, rendered, targets), rendered, renderer, targets)
    drafts = [*cover(deal, template), *with_particulars(body, deal, renderer.marks)]
    check_references(drafts, renderer.marks, targets, f"{shown}, wording of {{}}")
    finish = Finishing(renderer.marks, targets, lambda text: spelt(text, deal))
    parts = tuple(finish.part(draft) for draft in drafts)
    texts: dict[str, list[str]] = {}
    for part in parts:
        if isinstance(part, (Block, Grid)) and part.page:
            texts.setdefault(part.page, []).append(plain(inlines_of(part)))
    if words_in([said for page in texts.values() for said in page]) < house.contents_from:
        parts = tuple(part for part in parts if not isinstance(part, Contents))
    return Building(parts, texts)


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


def _body(deal: Deal, template: Template, rendered: Sequence[Rendered], targets: Targets) -> list[Draft]:
    """Everything but the cover, its definitions and particulars still to come."""
    by_part: dict[str, list[Rendered]] = {}
    for page in rendered:
        by_part.setdefault(page.choice.part, []).append(page)
    defining = any(part.name == "definitions" for part in template.part)
    number = 0
    body: list[Draft] = []
    for part in template.part:
        pages = by_part.get(part.name, [])
        if part.name == "parties":
            body += [heading("parties", "Parties"), *parties(deal)]
        elif part.name == "particulars":
            body.append(PageBreak("particulars"))  # the place; which entries it holds is known at the end
        elif part.name == "recitals" and pages:
            body += [heading("recitals", "Background"), *_recitals(pages, targets)]
        elif part.name in ("definitions", "clauses"):
            if part.name == "definitions" or not defining:
                body.append(heading("terms", "Agreed terms"))
            for page in pages:
                number += 1
                body += _Clause(page, number, targets).drafts()
        elif part.name == "execution":
            for page in pages:
                body += [*_execution(page), *signatures(deal)]
        elif part.name == "schedules":
            for index, page in enumerate(pages, start=1):
                body += _Schedule(page, index, targets).drafts()
    return body


def _raw(
    page: Rendered,
    key: str,
    role: Role,
    text: str,
    item: Item | None = None,
    level: int = 1,
    label: str = "",
    number: str = "",
) -> Raw:
    choice, run_in = page.choice, item.heading if item is not None else ""
    block = Block(key, role, (), level, label, number, run_in, choice.page.id, choice.position, choice.because)
    return Raw(block, text, page.foreign)


def _recitals(pages: Sequence[Rendered], targets: Targets) -> Iterator[Draft]:
    number = 0
    for page in pages:
        id = page.choice.page.id
        for place, item in enumerate(page.items, start=1):
            number += 1
            label = f"({letters(number).upper()})"
            key = _key(id, item, str(place))
            targets.lead_to(id, _labels(item), Target(key, label, recital=True))
            yield _raw(page, key, "recital", item.text, item, 1, label, label)


def _execution(page: Rendered) -> Iterator[Draft]:
    yield heading("execution", page.choice.page.title)
    for place, item in enumerate(page.items, start=1):
        yield _raw(page, _key(page.choice.page.id, item, str(place)), "execution-words", item.text, item)


def _key(page: str, item: Item, path: str) -> str:
    return f"{page}#{item.label}" if item.label else f"{page}:{path}"


def _labels(item: Item) -> tuple[str, ...]:
    return (*([item.label] if item.label else []), *item.aliases)


def _table(page: Rendered, item: Item, key: str) -> Iterator[Draft]:
    if item.rows:
        grid = Grid(f"{key}-table", page.choice.page.title, (), page=page.choice.page.id)
        yield RawGrid(grid, item.rows, page.foreign)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A page among the clauses: 14., 14.1, (a), (i), (A); one with a single item is just 14."""

    page: Rendered
    clause: int
    targets: Targets

    def drafts(self) -> Iterator[Draft]:
        """Heading and provisions."""
        page, id, number = self.page, self.page.choice.page.id, str(self.clause)
        whole = Target(id, number)
        self.targets.lead_to(id, (), whole)
        yield _raw(page, id, "clause-heading", page.choice.page.title, None, 1, f"{number}.", number)
        alone = len(page.items) == 1
        counted = 0
        for place, item in enumerate(page.items, start=1):
            if item.level and not alone:
                counted += 1
                yield from self._numbered(item, str(place), (counted,), "")
                continue
            # Words without a number: what leads to them leads to the clause.
            key = _key(id, item, str(place))
            for label in _labels(item):
                self.targets.places[f"{id}#{label}"] = whole
            if item.text or item.heading:
                yield _raw(page, key, "words", item.text, item)
            yield from _table(page, item, key)
            yield from self._below(item, str(place), (1,), number)

    def _numbered(self, item: Item, path: str, counts: tuple[int, ...], above: str) -> Iterator[Draft]:
        id, level = self.page.choice.page.id, len(counts)
        label = clause_label(level, self.clause, counts)
        number = label if level == 1 else f"{above}{label}"
        key = _key(id, item, path)
        self.targets.lead_to(id, _labels(item), Target(key, number))
        yield _raw(self.page, key, "clause", item.text, item, level, label, number)
        yield from _table(self.page, item, key)
        yield from self._below(item, path, counts, number)

    def _below(self, item: Item, path: str, counts: tuple[int, ...], number: str) -> Iterator[Draft]:
        for place, child in enumerate(item.children, start=1):
            yield from self._numbered(child, f"{path}.{place}", (*counts, place), number)
        for place, words in enumerate(item.closing, start=1):
            key = f"{self.page.choice.page.id}:{path}.closing-{place}"
            yield _raw(self.page, key, "words", words, None, len(counts))


@dataclass(frozen=True, slots=True)
class _Schedule:
    """A page among the schedules, which count their own paragraphs: 1., 1.1, (a), (i)."""

    page: Rendered
    index: int
    targets: Targets

    def drafts(self) -> Iterator[Draft]:
        """Heading and paragraphs."""
        page, id, label = self.page, self.page.choice.page.id, f"Schedule {self.index}"
        whole = Target(id, label, id)
        self.targets.lead_to(id, (), whole)
        self.targets.schedules[id] = label
        title = _raw(page, id, "schedule-heading", page.choice.page.title, None, 1, label, label)
        yield replace(title, block=replace(title.block, landscape=page.choice.page.card.landscape))
        counted = 0
        for place, item in enumerate(page.items, start=1):
            if item.level:
                counted += 1
                yield from self._paragraph(item, str(place), (counted,), ())
                continue
            key = _key(id, item, str(place))
            for name in _labels(item):
                self.targets.places[f"{id}#{name}"] = whole
            if item.text:
                yield _raw(page, key, "schedule-words", item.text, item)
            yield from _table(page, item, key)

    def _paragraph(
        self, item: Item, path: str, counts: tuple[int, ...], chain: tuple[tuple[str, str], ...]
    ) -> Iterator[Draft]:
        id, level = self.page.choice.page.id, len(counts)
        label = schedule_label(level, counts)
        key = _key(id, item, path)
        # "1.1" already says that it stands under 1; "(a)" does not say under what.
        chain = (*(chain if level > 2 else ()), (key, label))
        number = "".join(part.rstrip(".") for _, part in chain)
        self.targets.lead_to(id, _labels(item), Target(key, number, id, chain))
        yield _raw(self.page, key, "schedule", item.text, item, level, label, number)
        yield from _table(self.page, item, key)
        for place, child in enumerate(item.children, start=1):
            yield from self._paragraph(child, f"{path}.{place}", (*counts, place), chain)
        for place, words in enumerate(item.closing, start=1):
            yield _raw(self.page, f"{id}:{path}.closing-{place}", "schedule-words", words, None, level)
