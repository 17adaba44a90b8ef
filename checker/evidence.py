"""Judges which terms and subjects a document holds: slots, soft duties, defeat, contradiction, nearest passages."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from itertools import islice
from operator import and_
from typing import Literal

from agreements.document import Document
from checker.cards import Card, Cards, Contradiction, Evidence
from checker.findings import Passage, SetAside
from checker.matching import Index, Units, as_units, numbers_of
from checker.nearest import Ranking
from checker.units import LONGEST_QUOTE, Cut, Unit, cut
from checker.values import FoundValue, values_in
from checker.wordlists import Slot

Verdict = Literal["met", "weak", "missing", "conflict", "not-assessed"]

LONG_UNIT, WINDOW = 1_200, 400  # in an unpunctuated page the core must stand close together
MOST_SHOWN = 5
UNASSESSED = 0.3  # share of the text in other languages from which on nothing is called missing

# A colon ends any side clause; a comma ends a condition ("If it has none, it is not required …"), not a relative one.
_SUBORDINATE = re.compile(
    r"\b(?:(?P<that>that)|which|who|whom|whose)\b(?:[^\w:;]{1,3}\w+){0,8}[^\w:;]{0,3}\Z"
    r"|\b(?:if|where|unless|whether|when|until|extent|as)\b(?:[^\w:;,]{1,3}\w+){0,8}[^\w:;,]{0,3}\Z"
)
_SAYING = re.compile(
    r"\b(?:agrees?|agreed|acknowledges?|confirms?|understands?|understood|provided?|ensures?|determines?d?|states?|declares?|warrants?|undertakes?|represents?|covenants?|certif(?:y|ies)|promises?)\W+\Z"
)
_QUALIFIER = re.compile(
    r"\b(?:except|unless|provided that|provided, however|other than|to the extent|save (?:as|for|that))\b"
)
_CROSS = re.compile(
    r"\b(subject to|notwithstanding|except as (?:provided|set out|set forth) in|without prejudice to)\W+"
    r"(?:the \w+ of )?"
    r"(?:clause|section|article|paragraph)s?\W+(\d+(?:\.\d+)*(?:\([a-z0-9]+\))*)"
)
_TEXT_KINDS = ("operative", "definition")


@dataclass(frozen=True, slots=True)
class Undone:
    """A passage that undoes the term; `say` tells how."""

    say: str
    passage: Passage


@dataclass(frozen=True)
class TermResult:
    """What a document holds of one term."""

    verdict: Verdict
    lacks: tuple[str, ...] = ()
    evidence: tuple[Passage, ...] = ()
    contradictions: tuple[Undone, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    read_too: tuple[str, ...] = ()
    _ranking: Ranking | None = field(default=None, repr=False, compare=False)
    _card: Card | None = field(default=None, repr=False, compare=False)

    @cached_property
    def nearest(self) -> tuple[Passage, ...]:
        """The three operative passages nearest in words to what the card's examples say."""
        if self._ranking is None or self._card is None:
            return ()
        return tuple(_passage(unit) for unit in self._ranking.nearest(self._card))


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """Whether a subject is dealt with, and whether by a promise or by a mechanism."""

    present: bool | Literal["weak"]
    depth: Literal["general", "mechanism"] | None = None
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Found:
    """Everything found in a document, whatever the facts."""

    subjects: Mapping[str, SubjectResult]
    terms: Mapping[str, TermResult]
    values: tuple[FoundValue, ...]
    language: str


@dataclass(frozen=True, slots=True)
class _Hit:
    unit: Unit
    lacks: tuple[str, ...]
    span: tuple[int, int]
    mechanism: bool = False


class Reading:
    """A document made ready for judging: its units, indexed by the span a card looks at."""

    def __init__(self, document: Document, languages: frozenset[str]) -> None:
        self.cut: Cut = cut(document, languages)
        self._indexes: dict[str, Index] = {}
        self._under: dict[tuple[str, int], Units] = {}
        self._headed: dict[str, Mapping[str, Units]] = {}

    def index(self, span: str) -> Index:
        """The index over sentences, paragraphs or provisions."""
        known = self._indexes.get(span)
        if known is None:
            if span == "sentence":
                known = Index(self.cut.units)
            else:
                groups = tuple(_grouped(self.cut.units, span))
                whole = [number for number, group in enumerate(groups) for _ in group]
                known = Index(tuple(map(_as_one, groups)), self.index("sentence"), whole)
            self._indexes[span] = known
        return known

    @cached_property
    def struck(self) -> Index:
        return Index(self.cut.struck)

    @cached_property
    def ranking(self) -> Ranking:
        return Ranking(self.index("sentence"))

    def under(self, span: str, slot: Slot) -> Units:
        """The units of a span that stand under a heading which holds a slot."""
        key = (span, id(slot))
        known = self._under.get(key)
        if known is None:
            languages = dict.fromkeys((self.cut.language, "en"))
            known = 0
            for heading, units in self._by_heading(span).items():
                if any(slot.search(heading, language) for language in languages):
                    known |= units
            self._under[key] = known
        return known

    def _by_heading(self, span: str) -> Mapping[str, Units]:
        known = self._headed.get(span)
        if known is None:
            numbers: dict[str, list[int]] = {}
            for number, unit in enumerate(self.index(span).units):
                if unit.heading:
                    numbers.setdefault(unit.heading, []).append(number)
            many = len(self.index(span).units)
            known = self._headed[span] = {heading: as_units(some, many) for heading, some in numbers.items()}
        return known


def read_terms(document: Document, cards: Cards) -> Found:
    """What a document holds of every subject and term of the cards."""
    reading = Reading(document, cards.languages)
    values: list[FoundValue] = []
    terms: dict[str, TermResult] = {}
    for id, card in cards.terms.items():
        hits, asides = _hits(card, reading)
        terms[id] = _term(card, hits, asides, reading)
        values += values_in(id, card.values, _value_units(hits), reading.index("sentence"))
    subjects: dict[str, SubjectResult] = {}
    for name, card in cards.subjects.items():
        hits, _ = _hits(card, reading)
        worked_out = any(
            r.verdict in ("met", "weak", "conflict") for id, r in terms.items() if id.startswith(f"{name}/")
        )
        subjects[name] = _subject(hits, worked_out)
        values += values_in(name, card.values, _value_units(hits), reading.index("sentence"))
    return Found(subjects, terms, tuple(values), reading.cut.language)


def judge_term(card: Card, document: Document) -> TermResult:
    """What a document holds of one card, for trying a card out."""
    reading = Reading(document, frozenset(card.languages))
    return _term(card, *_hits(card, reading), reading)


def judge_subject(card: Card, document: Document) -> SubjectResult:
    """Whether a document deals with one subject, for trying a card out."""
    return _subject(_hits(card, Reading(document, frozenset(card.languages)))[0], False)


def judge_values(card: Card, document: Document) -> tuple[FoundValue, ...]:
    """The figures a document holds of one card, for trying a card out."""
    reading = Reading(document, frozenset(card.languages))
    hits = _hits(card, reading)[0]
    return tuple(values_in("", card.values, _value_units(hits), reading.index("sentence")))


def _value_units(hits: Iterable[_Hit]) -> list[Unit]:
    return list(dict.fromkeys(hit.unit for hit in hits))


def _term(card: Card, hits: list[_Hit], asides: list[SetAside], reading: Reading) -> TermResult:
    undone = tuple(islice(_contradictions(card, reading), MOST_SHOWN))
    if card.only_conflicts:
        return TermResult("conflict" if undone else "met", contradictions=undone)
    met = [hit for hit in hits if not hit.lacks]
    weak = sorted((hit for hit in hits if hit.lacks), key=lambda hit: len(hit.lacks))
    shown = met or weak[:MOST_SHOWN]
    evidence = tuple(_passage(hit.unit, hit.span) for hit in shown[:MOST_SHOWN])
    if not shown:
        verdict: Verdict = "not-assessed" if reading.cut.unassessed > UNASSESSED else "missing"
    else:
        verdict = "conflict" if undone else "met" if met else "weak"
    return TermResult(
        verdict,
        () if met or not weak else weak[0].lacks,
        evidence,
        undone,
        tuple(asides[:MOST_SHOWN]),
        tuple(dict.fromkeys(said for hit in met[:2] for said in _qualifiers(hit.unit, reading))),
        reading.ranking if verdict in ("missing", "weak", "conflict") else None,
        card,
    )


def _subject(hits: list[_Hit], worked_out: bool) -> SubjectResult:
    met = [hit for hit in hits if not hit.lacks]
    if not hits:
        return SubjectResult(False)
    deep = worked_out or any(hit.mechanism for hit in hits)
    shown = tuple(_passage(hit.unit, hit.span) for hit in (met or hits)[:MOST_SHOWN])
    return SubjectResult(True if met else "weak", "mechanism" if deep else "general", shown)


def _hits(card: Card, reading: Reading) -> tuple[list[_Hit], list[SetAside]]:
    hits: dict[tuple[int, str], _Hit] = {}
    asides: list[SetAside] = []
    for block in card.evidence:
        index = reading.index(block.unit)
        missing = tuple(name for name, slot in block.also.items() if not _anywhere(slot, reading))
        for hit in _block_hits(block, index, reading, asides):
            whole = _Hit(hit.unit, (*hit.lacks, *missing), hit.span, hit.mechanism)
            known = hits.get((hit.unit.paragraph, hit.unit.text))
            if known is None or len(whole.lacks) < len(known.lacks):
                hits[hit.unit.paragraph, hit.unit.text] = whole
        asides += _struck(block, reading)
    counted = {(hit.unit.paragraph, hit.unit.quote) for hit in hits.values()}
    kept = [aside for aside in dict.fromkeys(asides) if (aside.passage.paragraph, aside.passage.quote) not in counted]
    return sorted(hits.values(), key=lambda hit: (hit.unit.paragraph, hit.unit.index)), kept


def _block_hits(block: Evidence, index: Index, reading: Reading, asides: list[SetAside]) -> Iterator[_Hit]:
    core = tuple(block.core.values())
    likely = sorted(((index.likely(slot), slot) for slot in core), key=lambda entry: entry[0].bit_count())
    sets = [units for units, _ in likely]
    if block.heading is not None:
        sets.append(reading.under(block.unit, block.heading))
    for number in numbers_of(_in_all(sets)):
        unit = index.units[number]
        reason = _KIND_REASONS.get(unit.kind) if unit.kind in block.excluded else ""
        if reason is None:
            continue
        # What is rare is looked for first: most units fail there.
        spans = []
        for _, slot in likely:
            place = index.place(slot, number)
            if place is None:
                break
            spans.append(place)
        if len(spans) < len(core) or not _stands(unit, spans, block):
            continue
        if reason:
            asides.append(SetAside(_passage(unit), reason))
            continue
        voids = (_defeat(slot, unit) for slot in block.defeat.values() if index.place(slot, number) is not None)
        defeated = next((said for said in voids if said is not None), None)
        if defeated is not None:
            asides.append(SetAside(_passage(unit), f"not counted because of: {defeated}"))
            continue
        lacks = [name for name, slot in block.full.items() if index.place(slot, number) is None]
        lacks += [name for name, slot in block.downgrade.items() if index.place(slot, number) is not None]
        if block.grade == "weak":
            lacks.append("more than a mention")
        mechanism = block.mechanism is not None and index.place(block.mechanism, number) is not None
        yield _Hit(unit, tuple(lacks), _own(unit, spans), mechanism)


def _in_all(sets: Sequence[Units]) -> Units:
    """What all sets hold; nothing where there is no set."""
    return reduce(and_, sets) if sets else 0


_KIND_REASONS = {
    "recital": "a recital binds nobody",
    "header": "it stands in a page header",
    "footer": "it stands in a page footer",
    "comment": "it stands in a comment",
}


def _stands(unit: Unit, spans: list[tuple[int, int]], block: Evidence) -> bool:
    """Whether the core is this unit's own, and close enough together where the unit is a page without stops."""
    if not spans:
        return bool(unit.text)
    lead = len(unit.lead)
    if lead and not any(end > lead for _, end in spans):
        # All of it stands in the lead-in, which is a unit of its own; unless it needs the item for `full`.
        return False
    if len(unit.whole) <= LONG_UNIT:
        return True
    every = [slot.spans(unit.whole, unit.language) for slot in block.core.values()]
    return any(
        all(any(abs(other[0] - first[0]) <= WINDOW for other in others) for others in every) for first in every[0]
    )


def _own(unit: Unit, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """The first place of the core in the unit's own words, counted from where they begin."""
    lead = len(unit.lead) + 1 if unit.lead else 0
    own = sorted((max(begin - lead, 0), end - lead) for begin, end in spans if end > lead)
    return own[0] if own else (0, 0)


def _defeat(slot: Slot, unit: Unit) -> str | None:
    """The words that void a passage; not such as stand in a side clause ("a licence which is not required")."""
    for begin, end in slot.spans(unit.whole, unit.language):
        before = unit.whole[max(0, begin - 80) : begin]
        side = _SUBORDINATE.search(before)
        if side is not None and not (side["that"] and _SAYING.search(before[: side.start()])):
            continue
        return unit.whole[begin:end]
    return None


def _anywhere(slot: Slot, reading: Reading) -> bool:
    index = reading.index("sentence")
    return any(
        index.units[number].kind in _TEXT_KINDS and index.place(slot, number) is not None
        for number in numbers_of(index.likely(slot))
    )


def _struck(block: Evidence, reading: Reading) -> Iterator[SetAside]:
    if not reading.cut.struck or not block.core:
        return
    index = reading.struck
    core = tuple(block.core.values())
    for number in numbers_of(_in_all([index.likely(slot) for slot in core])):
        if any(index.place(slot, number) is None for slot in core):
            continue
        unit = index.units[number]
        yield SetAside(_passage(unit), f"struck out by {unit.struck}")


def _contradictions(card: Card, reading: Reading) -> Iterator[Undone]:
    for entry in card.contradicted_by:
        index = reading.index(entry.unit)
        slots = (entry.all,) if entry.and_ is None else (entry.all, entry.and_)
        sets = [index.likely(slot) for slot in slots]
        if entry.heading is not None:
            sets.append(reading.under(entry.unit, entry.heading))
        for number in numbers_of(_in_all(sets)):
            unit = index.units[number]
            if unit.kind not in _TEXT_KINDS or any(index.place(slot, number) is None for slot in slots):
                continue
            if not _excused(entry, unit):
                yield Undone(entry.say, _passage(unit))


def _excused(entry: Contradiction, unit: Unit) -> bool:
    return entry.unless is not None and entry.unless.search(unit.whole, unit.language) is not None


def _qualifiers(unit: Unit, reading: Reading) -> Iterator[str]:
    """What must be read with a passage: its own exceptions, and the clauses it is subject to."""
    for found in _CROSS.finditer(unit.whole):
        target = next((u for u in reading.cut.units if u.provision.rstrip(".").lower() == found[2]), None)
        yield f"{found[1]} {found[2]}" + (f": “{_short(target.quote)}”" if target is not None else "")
    local = _QUALIFIER.search(unit.text)
    if local is not None:
        yield f"“{_short(unit.quote[local.start() :])}”"


def _short(text: str) -> str:
    return text if len(text) <= 140 else f"{text[:139].rstrip()}…"


def _passage(unit: Unit, span: tuple[int, int] = (0, 0)) -> Passage:
    quote = unit.quote
    if len(quote) > LONGEST_QUOTE:
        begin = max(0, min(span[0] - 60, len(quote) - LONGEST_QUOTE))
        begin = 0 if begin < 30 else quote.find(" ", begin) + 1
        end = begin + LONGEST_QUOTE
        quote = ("…" if begin else "") + quote[begin:end].rstrip() + ("…" if end < len(unit.quote) else "")
    return Passage(unit.provision, unit.paragraph, quote, f"inserted by {unit.by}" if unit.by else None)


def _grouped(units: Iterable[Unit], span: str) -> Iterator[list[Unit]]:
    """The units that make up a paragraph, or a provision with all that is numbered under it."""
    group: list[Unit] = []
    last: tuple[object, ...] | None = None
    for unit in units:
        root = unit.provision.partition("(")[0]
        key: tuple[object, ...] = (unit.kind, unit.paragraph) if span == "paragraph" or not root else (unit.kind, root)
        if group and key != last:
            yield group
            group = []
        group.append(unit)
        last = key
    if group:
        yield group


def _as_one(group: list[Unit]) -> Unit:
    if len(group) == 1:
        return group[0]
    return replace(
        group[0],
        quote=" ".join(unit.quote for unit in group),
        text=" ".join(unit.text for unit in group),
        joined=group[0].paragraph != group[-1].paragraph,
    )
