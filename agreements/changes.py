"""What changes with time: for a deal between two days, and on which known day what asks for a term changes next."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from agreements.deal import Deal
from agreements.facts import facts_of_deal
from agreements.groups import Member, Threshold
from agreements.legislation import Applied, Law, asked_terms, load_law
from agreements.patterns import parse_pattern
from agreements.provisions import Provision
from agreements.questions import is_country
from agreements.rows import Facts
from agreements.words import Answer, covers

How = Literal[
    "begins",
    "ends",
    "is suspended",
    "stands again",
    "is of unknown status",
    "is no longer of unknown status",
    "applies",
    "no longer applies",
    "can no longer be told",
    "changes whom it concerns",
]
_ENDS: Mapping[str, How] = {"no": "ends", "suspended": "is suspended", "unknown": "is of unknown status"}
_STANDS: Mapping[str, How] = {
    "no": "begins",
    "suspended": "stands again",
    "unknown": "is no longer of unknown status",
}
_ANSWERS: Mapping[Answer, How] = {
    Answer.YES: "applies",
    Answer.OPEN: "can no longer be told",
    Answer.NO: "no longer applies",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A provision that asks something else of the deal on the later day: what became of it, and its two answers."""

    provision: Provision
    how: How
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class Moved:
    """A place that joined or left a group between two days."""

    group: str
    member: Member
    joined: bool

    @property
    def on(self) -> date:
        return self.member.from_ if self.joined or self.member.until is None else self.member.until


@dataclass(frozen=True, slots=True)
class Relisted:
    """An item whose entries are others on the later day."""

    item: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different for a deal on two days."""

    since: date
    until: date
    provisions: tuple[Change, ...]
    new_terms: tuple[str, ...]
    gone_terms: tuple[str, ...]
    items: tuple[Relisted, ...]
    members: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The next known day on which what asks for a term changes, and how."""

    on: date
    because: tuple[str, ...]


def changes_between(deal: Deal, since: date, until: date, packs: tuple[Path, ...] = ()) -> Changes:
    """What changed for a deal from one day to another."""
    law = load_law(packs)
    before, after = facts_of_deal(deal, since, packs=packs), facts_of_deal(deal, until, packs=packs)
    then, now = _by_id(law.apply(before)), _by_id(law.apply(after))
    terms_then, terms_now = set(asked_terms(then.values())), set(asked_terms(now.values()))
    listed_then, listed_now = _listed(before), _listed(after)
    return Changes(
        since,
        until,
        tuple(_differences(law, then, now, since, until)),
        tuple(sorted(terms_now - terms_then)),
        tuple(sorted(terms_then - terms_now)),
        tuple(
            Relisted(name, listed_then[name], entries)
            for name, entries in listed_now.items()
            if listed_then[name] != entries
        ),
        tuple(_moved(law, _countries(after), since, until)),
    )


def ahead(law: Law, facts: Facts, facts_on: Callable[[date], Facts], terms: Collection[str]) -> Mapping[str, Ahead]:
    """For each of some terms, the next day after that of the facts on which what surely asks for it is known to change.

    `facts_on` gives the facts as they are on another day, since groups and list entries have days too.
    """
    days = _Days(law, facts)
    on: dict[date, Facts] = {}
    found: dict[str, Ahead] = {}
    for id, provision in law.provisions.items():
        asked = [term for term in provision.asks if term in terms]
        if not asked:
            continue
        alone = {id: provision, **dict(law.exceptions.get(id, ()))}
        coming = sorted({day for other in alone.values() for day in days.of(other)})
        if not coming:
            continue
        narrow = replace(law, provisions=alone)
        then = _by_id(narrow.apply(facts))
        for day in coming:
            if day not in on:
                on[day] = facts_on(day)
            changed = list(_differences(narrow, then, _by_id(narrow.apply(on[day])), facts.as_of, day))
            # What only might ask, and will only perhaps, is a question and no news.
            changed = [change for change in changed if Answer.YES in (change.before, change.after)]
            if changed:
                for term in asked:
                    _tell(found, term, day, f"{id} {changed[0].how}")
                break
    return found


def _tell(found: dict[str, Ahead], term: str, day: date, because: str) -> None:
    known = found.get(term)
    if known is None or day < known.on:
        found[term] = Ahead(day, (because,))
    elif day == known.on:
        found[term] = Ahead(day, (*known.because, because))


def _by_id(applied: Iterable[Applied]) -> dict[str, Applied]:
    return {application.provision.id: application for application in applied}


def _differences(
    law: Law, then: Mapping[str, Applied], now: Mapping[str, Applied], since: date, until: date
) -> Iterator[Change]:
    """Provisions that ask something else on the later day. What says no on both days is of no interest."""
    for id, provision in law.provisions.items():
        before = then[id].answer if id in then else Answer.NO
        after = now[id].answer if id in now else Answer.NO
        stood, stands = provision.stands_on(since), provision.stands_on(until)
        if before is after is Answer.NO:
            continue
        if stood != stands:
            how = _STANDS[stood] if stands == "yes" else _ENDS[stands]
        elif before is not after:
            how = _ANSWERS[after]
        elif _concerned(then[id]) != _concerned(now[id]):
            how = "changes whom it concerns"
        else:
            continue
        yield Change(provision, how, before, after)


def _concerned(application: Applied) -> frozenset[object]:
    """The rows that a provision matched, by what they are about and not by all that is known of them."""
    return frozenset(
        (match.row.kind, match.row.places, *(match.row.columns.get(name) for name in ("id", "from", "to", "of")))
        for match in application.matches
    )


def _listed(facts: Facts) -> dict[str, tuple[str, ...]]:
    """The entries that each item meets, or may meet, by its name."""
    return {
        row.name or row.column("id") or "": (
            *(row.columns.get("listed") or ()),
            *(f"{entry}?" for entry in row.maybe.get("listed", {}) if entry != "none"),
        )
        for row in facts.by_kind.get("item", ())
    }


def _countries(facts: Facts) -> frozenset[str]:
    """Every country that a fact names."""
    words = {place for row in facts.rows for place in row.places if place is not None}
    words |= {value for row in facts.rows for values in row.columns.values() for value in values or ()}
    return frozenset(word for word in words if is_country(word))


def _touches(member: Member, countries: Iterable[str]) -> bool:
    return any(covers(member.is_, country) is not Answer.NO for country in countries)


def _moved(law: Law, countries: Collection[str], since: date, until: date) -> Iterator[Moved]:
    for name, members in law.groups.items():
        for member in members:
            if _touches(member, countries):
                if since < member.from_ <= until:
                    yield Moved(name, member, joined=True)
                if member.until is not None and since < member.until <= until:
                    yield Moved(name, member, joined=False)


class _Days:
    """The days to come on which something begins or ends that a provision hangs on, for given facts."""

    def __init__(self, law: Law, facts: Facts) -> None:
        self._after = facts.as_of
        countries = _countries(facts)
        self._groups = {
            name: [
                day for member in members for day in _ends(member) if day > self._after and _touches(member, countries)
            ]
            for name, members in law.groups.items()
        }
        items = {row.places[0] for row in facts.by_kind.get("item", ())}
        self._entries = [
            day
            for threshold in law.thresholds
            if any(item is None or covers(threshold.item, item) is not Answer.NO for item in items)
            for day in _ends(threshold)
            if day > self._after
        ]

    def of(self, provision: Provision) -> Iterator[date]:
        """Its own days, those of members of groups it names, and those of list entries where it asks about items."""
        span = provision.in_force
        own = (span.from_, span.until, provision.status_unknown_after)
        rests = (day for rest in span.suspended for day in (rest.from_, rest.until))
        yield from (day for day in (*own, *rests) if day is not None and day > self._after)
        for text in provision.condition().patterns():
            pattern = parse_pattern(text)
            for name in pattern.groups():
                yield from self._groups.get(name, ())
            if pattern.kind in ("item", "deal"):  # words of the deal follow from what is listed
                yield from self._entries


def _ends(dated: Member | Threshold) -> Iterator[date]:
    yield dated.from_
    if dated.until is not None:
        yield dated.until
