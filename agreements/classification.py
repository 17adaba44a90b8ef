"""Candidate control-list codes of technology items, by jurisdiction: what recorded entries say of their numbers.

A candidate is no classification: entries have notes and definitions that numbers do not show, and only the provider
can confirm a code. Nothing of this goes into a draft.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from agreements.deal import Deal, Item
from agreements.entries import Comparison, Figure, compare
from agreements.facts import facts_of_deal
from agreements.groups import Threshold, in_force, is_under
from agreements.legislation import Law, load_law
from agreements.questions import Question, about_column
from agreements.rows import Row
from agreements.words import Answer, country_name, covers

ORDER = (Answer.YES, Answer.OPEN, Answer.NO)
UNIONS = {"EU": "European Union"}
DESTINATIONS = ("destination", "possible destination", "reached from")
EXPORT = ("export", "sanctions")  # families whose groups say something of a destination


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry of a control list held against an item: yes is a candidate, open may be one, no was compared and failed.

    `rows` are the rows of the entry that decide; `begins` is told where the entry stands only from a later day on.
    """

    code: str
    file: str
    title: str
    answer: Answer
    rows: tuple[Comparison, ...]
    still: tuple[Question, ...]
    begins: date | None = None

    @property
    def number(self) -> str:
        """The code without its jurisdiction: 4A906."""
        return self.code.partition("-")[2] or self.code

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every comparison of the rows that decide, each once."""
        return tuple(dict.fromkeys(figure for row in self.rows for figure in row.figures))

    @property
    def threshold(self) -> Threshold:
        """The first row that decides: it has the dates and the source."""
        return self.rows[0].threshold


@dataclass(frozen=True, slots=True)
class Membership:
    """A group of places, of a law that the item leaves, to which a destination belongs on the day."""

    group: str
    source: str
    grade: str
    scope: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A law that the item comes from, is held under or goes to; without candidates, no entry for its class is recorded.

    `roles` are what brings it in, each with the country; `memberships` what the exporting laws say of it.
    """

    code: str
    name: str
    roles: tuple[tuple[str, str], ...]
    candidates: tuple[Candidate, ...]
    memberships: tuple[Membership, ...] = ()


@dataclass(frozen=True, slots=True)
class Classified:
    """An item with what every jurisdiction that it touches says of it, and what does not fit together."""

    item: Item
    provider: str
    holder: str
    jurisdictions: tuple[Jurisdiction, ...]
    questions: tuple[Question, ...]
    doubts: tuple[str, ...]


def classify(deal: Deal, as_of: date, packs: tuple[Path, ...] = ()) -> tuple[Classified, ...]:
    """Each item of the deal with the entries of the laws of its origin, holder and destinations, as of a day."""
    law = load_law(packs)
    rows = {row.column("id"): row for row in facts_of_deal(deal, as_of, packs=packs).by_kind.get("item", ())}
    return tuple(_classified(item, rows[item.id], deal, law, as_of, packs) for item in deal.items or ())


def _classified(item: Item, row: Row, deal: Deal, law: Law, as_of: date, packs: tuple[Path, ...]) -> Classified:
    places = tuple(dict.fromkeys(_places(item, deal)))
    questions = [about_column(column, row) for column in ("origin", "holder") if row.columns.get(column) is None]
    if not any(role in DESTINATIONS for role, _ in places):
        questions.append(Question("movements", f"Where does {item.name} go, or from where is it reached?"))
    reached: dict[str, dict[tuple[str, str], None]] = {}
    for role, country in places:
        for code in _laws_over(country, law, as_of, packs):
            reached.setdefault(code, {})[role, country] = None
    exporting = {code for code, roles in reached.items() if any(role not in DESTINATIONS for role, _ in roles)}
    jurisdictions = tuple(
        Jurisdiction(
            code,
            UNIONS.get(code) or country_name(code),
            tuple(roles),
            tuple(_candidates(item, row, code, law, as_of)),
            tuple(_memberships(code, roles, exporting, law, as_of, packs)),
        )
        for code, roles in reached.items()
    )
    names = {who.id: who.short_name for who in deal.parties} | {who.id: who.name for who in deal.actors or ()}
    return Classified(
        item,
        names.get(item.provider or "", ""),
        names.get(item.holder or "", ""),
        jurisdictions,
        tuple(dict.fromkeys(questions)),
        tuple(_doubts(item, jurisdictions)),
    )


def _places(item: Item, deal: Deal) -> Iterator[tuple[str, str]]:
    """The countries an item touches, each with what brings it in."""
    countries = {party.id: party.country for party in deal.parties}
    countries |= {actor.id: actor.country for actor in deal.actors or ()}
    found: list[tuple[str, str | None]] = [
        ("origin", item.origin),
        ("provider", countries.get(item.provider or "")),
        ("holder", countries.get(item.holder or "")),
        ("destination", countries.get(item.receiver or "")),
    ]
    if item.provider != item.holder:
        # What one party provides and another holds has gone there.
        found.append(("destination", countries.get(item.holder or "")))
    for movement in deal.movements or ():
        if movement.item == item.id:
            found += [("sender", countries[movement.from_]), ("destination", countries[movement.to])]
        elif movement.item is None and movement.from_ in (item.provider, item.holder) and _could_carry(movement.of):
            found.append(("possible destination", countries[movement.to]))
    for facility in deal.facilities or ():
        if facility.item == item.id and facility.remote == "yes":
            found += [("reached from", countries[user]) for user in facility.users if user != facility.host]
    yield from ((role, country) for role, country in found if country is not None)


def _could_carry(moving: str) -> bool:
    """Whether a movement that names no item may be one of any item."""
    return any(covers(word, moving) is Answer.YES for word in ("goods", "technology", "access"))


def _laws_over(country: str, law: Law, as_of: date, packs: tuple[Path, ...]) -> Iterator[str]:
    """The country itself, and the unions of whose law there are files."""
    yield country.partition("-")[0]
    for code in dict.fromkeys(law.jurisdictions.values()):
        if code in UNIONS and is_under(country, code, as_of, packs):
            yield code


def _candidates(item: Item, row: Row, code: str, law: Law, as_of: date) -> Iterator[Candidate]:
    """The entries of one law, candidates first; an entry that begins later is told where it would change something."""
    by_entry: dict[tuple[str, str], list[Comparison]] = {}
    for threshold in law.thresholds:
        if law.jurisdictions[threshold.file] != code or (threshold.until is not None and threshold.until <= as_of):
            continue
        held = compare(threshold, item.class_, item.numbers)
        if held is not None:
            by_entry.setdefault((threshold.gives, threshold.file), []).append(held)
    found: list[Candidate] = []
    for (gives, file), rows in by_entry.items():
        now = [held for held in rows if in_force(held.threshold.from_, held.threshold.until, as_of)]
        later = [held for held in rows if held not in now]
        if now:
            found.append(_candidate(gives, file, now, row, law))
        standing = found[-1].answer if now else Answer.NO
        if later and max(held.answer for held in later) > standing:
            begins = min(held.threshold.from_ for held in later)
            found.append(replace(_candidate(gives, file, later, row, law), begins=begins))
    yield from sorted(found, key=lambda candidate: ORDER.index(candidate.answer))


def _candidate(gives: str, file: str, rows: Sequence[Comparison], row: Row, law: Law) -> Candidate:
    answer = max(held.answer for held in rows)
    deciding = [held for held in rows if held.answer is answer]
    if answer is Answer.NO:
        # Of rows that failed only the nearest tells anything: for 60 qubits the row from 34 to 100.
        most = max(_met_first(held) for held in deciding)
        deciding = [held for held in deciding if _met_first(held) == most]
    still = tuple(dict.fromkeys(about_column(name, row) for held in deciding for name in held.lacking))
    return Candidate(gives, file, law.titles[file], answer, tuple(deciding), still)


def _met_first(held: Comparison) -> int:
    """How many figures are met before the first that is not: an entry names first what sorts its rows."""
    return len(list(takewhile(lambda figure: figure.standing == "met", held.figures)))


def _memberships(
    code: str, roles: Iterable[tuple[str, str]], exporting: Set[str], law: Law, as_of: date, packs: tuple[Path, ...]
) -> Iterator[Membership]:
    """What the laws that the item leaves say of a destination: groups of their files on export and sanctions."""
    countries = [country for role, country in roles if role in DESTINATIONS]
    if code in UNIONS:
        return
    abroad = {other for other in exporting if not is_under(code, other, as_of, packs)}
    files = {id.partition("/")[0] for id, provision in law.provisions.items() if provision.family in EXPORT}
    files |= {threshold.file for threshold in law.thresholds}
    for name, members in law.groups.items():
        for member in members:
            ours = member.file in files and law.jurisdictions[member.file] in abroad
            here = any(covers(member.is_, country) is Answer.YES for country in countries)
            if ours and here and in_force(member.from_, member.until, as_of):
                yield Membership(name, member.source, member.grade, member.where)


def _doubts(item: Item, jurisdictions: Sequence[Jurisdiction]) -> Iterator[str]:
    """Where what the provider has confirmed and what the figures say do not fit together."""
    confirmed = item.listed or ()
    for jurisdiction in jurisdictions:
        for candidate in jurisdiction.candidates:
            if candidate.begins is not None:
                continue
            if confirmed == ("none",) and candidate.answer is Answer.YES:
                yield f"said to be on no list, while its figures meet {candidate.code}"
            if candidate.code in confirmed and candidate.answer is Answer.NO:
                yield f"said to be listed as {candidate.code}, while its figures do not meet it"
