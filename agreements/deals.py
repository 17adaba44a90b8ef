"""Reads a deal file: shape, words, ids and countries, with every mistake at once."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from agreements.deal import Deal
from agreements.words import WordTable, load_words
from clauses.errors import ContentError, Mistake, near
from clauses.source import Key, Table, parse_toml, read_text, validated

# Which word list stands behind which place of the deal; "*" is every entry of a list.
WORDS_AT: tuple[tuple[str, str], ...] = (
    ("parties.*.kind", "body"),
    ("parties.*.traits.*", "trait"),
    ("parties.*.roles.*", "role"),
    ("parties.*.grant_status", "grant-status"),
    ("parties.*.certified", "certification"),
    ("parties.*.holds", "holding"),
    ("actors.*.kind", "body"),
    ("actors.*.traits.*", "trait"),
    ("actors.*.roles.*", "role"),
    ("actors.*.certified", "certification"),
    ("papers.*.kind", "paper"),
    ("project.field", "field"),
    ("project.true.*", "deal"),
    ("project.false.*", "deal"),
    ("items.*.class_", "item"),
    ("items.*.use", "use"),
    ("items.*.listed.*", "listed"),
    ("people.*.category", "person"),
    ("people.*.authorisation", "authorisation"),
    ("data.*.category", "data"),
    ("funding.*.programme", "programme"),
    ("movements.*.of", "moving"),
    ("movements.*.under", "programme"),
)

# Which places name a party (or, where said, an actor) by its id.
PARTIES_AT = (
    "project.work.*.lead",
    "project.work.*.parties.*",
    "project.deliverables.*.by",
    "background.*.owner",
    "funding.*.amounts.*.party",
    "funding.*.to.*",
    "funding.*.payer",
    "actors.*.for_",
    "for_",
)
ACTORS_AT = (
    "items.*.provider",
    "items.*.holder",
    "people.*.employer",
    "people.*.host",
    "data.*.provider",
    "data.*.seen_by.*",
    "data.*.decided_by.*",
    "movements.*.from_",
    "movements.*.to",
    "facilities.*.host",
    "facilities.*.users.*",
)
ITEMS_AT = ("movements.*.item", "facilities.*.item")

# A country may be left open by "?" only where one value stands.
COUNTRIES_AT = (
    "parties.*.country",
    "parties.*.performs.*",
    "parties.*.controlled_from.*",
    "actors.*.country",
    "actors.*.performs.*",
    "actors.*.controlled_from.*",
    "project.work.*.countries.*",
    "items.*.origin",
    "data.*.at.*",
    "data.*.seen_from.*",
    "data.*.people.*",
    "agreement.governing_law",
)


def read_deal(path: Path) -> Deal:
    """The deal in a TOML file (UTF-8). Raises ContentError with every mistake found in it, each with its line."""
    return parse_deal(read_text(path), path.name)


def parse_deal(text: str, shown: str) -> Deal:
    """The deal in a text; `shown` is the name that messages use. Raises ContentError."""
    table = parse_toml(text, shown)
    shape: ContentError | None = None
    try:
        deal = validated(Deal, table)
    except ContentError as error:
        shape = error
    if shape is not None:
        raise ContentError(_with_country_hints(shape.mistakes, table))
    mistakes = list(_mistakes(deal, table, load_words()))
    if mistakes:
        raise ContentError(sorted(mistakes, key=lambda mistake: mistake.line or 0))
    return deal


def _mistakes(deal: Deal, table: Table, words: WordTable) -> Iterator[Mistake]:
    def mistake(key: Key, problem: str, hint: str | None = None) -> Mistake:
        return Mistake(table.path, f"{_shown(key)}: {problem}", table.line(_as_typed(key)), hint)

    for place, list_name in WORDS_AT:
        for key, value in _values_at(deal, place):
            hint = words.check_word(list_name, str(value))
            if hint is not None:
                yield mistake(key, f"no such word {value!r}", hint)
    for place in COUNTRIES_AT:
        for key, value in _values_at(deal, place):
            if value != "silent" and (hint := words.check_word("country", str(value))) is not None:
                yield mistake(key, f"no such country {value!r}", hint)
    parties = [party.id for party in deal.parties]
    actors = [*parties, *(actor.id for actor in deal.actors or ())]
    items = [item.id for item in deal.items or ()]
    for places, ids, what in (
        (PARTIES_AT, parties, "party"),
        (ACTORS_AT, actors, "party or actor"),
        (ITEMS_AT, items, "item"),
    ):
        for place in places:
            for key, value in _values_at(deal, place):
                if value not in ids:
                    yield mistake(key, f"there is no {what} {value!r}", near(str(value), ids))
    yield from _doubles(deal, mistake)
    yield from _numbers(deal, words, mistake)
    yield from _money(deal, mistake)
    yield from _dates(deal, mistake)


Maker = Callable[..., Mistake]


def _doubles(deal: Deal, mistake: Maker) -> Iterator[Mistake]:
    """An id names one thing; a short name one party."""
    seen: dict[str, Key] = {}
    for section in ("parties", "actors"):
        for index, entry in enumerate(getattr(deal, section) or ()):
            if entry.id in seen:
                yield mistake(
                    (section, index, "id"),
                    f"{entry.id!r} is taken by {_shown(seen[entry.id][:-1])}",
                    "give each its own id",
                )
            seen.setdefault(entry.id, (section, index, "id"))
    for section in ("items", "people", "data", "background"):
        ids: dict[str, int] = {}
        for index, entry in enumerate(getattr(deal, section) or ()):
            if entry.id in ids:
                yield mistake(
                    (section, index, "id"),
                    f"{entry.id!r} is taken by {section} {ids[entry.id] + 1}",
                    "give each its own id",
                )
            ids.setdefault(entry.id, index)
    names: dict[str, int] = {}
    for index, party in enumerate(deal.parties):
        if party.short_name in names:
            yield mistake(
                ("parties", index, "short_name"),
                f"{party.short_name!r} is the short name of two parties",
                "tell them apart",
            )
        names.setdefault(party.short_name, index)


def _numbers(deal: Deal, words: WordTable, mistake: Maker) -> Iterator[Mistake]:
    known = words.kinds["item"].numbers
    for index, item in enumerate(deal.items or ()):
        for name, value in item.numbers.items():
            key = ("items", index, "numbers", name)
            if name not in known:
                yield mistake(key, f"no such parameter {name!r}", near(name, known))
            elif value < 0:
                yield mistake(key, f"cannot be negative: {value}")
        error = item.numbers.get("cnot-error")
        if error is not None and error > 1:
            yield mistake(
                ("items", index, "numbers", "cnot-error"), f"an error is a share between 0 and 1, not {error}"
            )
        qubits = item.numbers.get("qubits")
        if qubits is not None and qubits != qubits.to_integral_value():
            yield mistake(("items", index, "numbers", "qubits"), f"qubits are counted in whole numbers, not {qubits}")


def _money(deal: Deal, mistake: Maker) -> Iterator[Mistake]:
    for index, fund in enumerate(deal.funding or ()):
        if fund.currency is None and (fund.total is not None or fund.amounts):
            yield mistake(("funding", index), "amounts are given without a currency", "add currency, such as EUR")
        if fund.currency is not None and fund.currency not in currencies():
            yield mistake(
                ("funding", index, "currency"), f"no such currency {fund.currency!r}", near(fund.currency, currencies())
            )
        seen: set[str] = set()
        for place, amount in enumerate(fund.amounts):
            if amount.party in seen:
                yield mistake(
                    ("funding", index, "amounts", place),
                    f"{amount.party!r} has two amounts under one award",
                    "add them up",
                )
            seen.add(amount.party)


def _dates(deal: Deal, mistake: Maker) -> Iterator[Mistake]:
    start = deal.agreement.start
    if start is not None and not date(1990, 1, 1) <= start <= date(2100, 1, 1):
        yield mistake(("agreement", "start"), f"{start} is not a plausible first day")
    months = deal.agreement.months
    for index, deliverable in enumerate(deal.project.deliverables):
        if months is not None and deliverable.month > months:
            yield mistake(
                ("project", "deliverables", index, "month"),
                f"month {deliverable.month} lies after the project's {months} months",
            )
    if deal.agreement.register_ != "binding" and deal.agreement.governing_law not in (None, "silent"):
        yield mistake(
            ("agreement", "governing_law"),
            f"a paper of register {deal.agreement.register_!r} is under no governing law",
            'write "silent", or make it binding',
        )


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes that Babel knows, with a minor unit or not."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())


def _values_at(value: object, place: str) -> Iterator[tuple[Key, object]]:
    """Every given value at a dotted place, with its key."""
    stack: list[tuple[object, tuple[str, ...], Key]] = [(value, tuple(place.split(".")), ())]
    while stack:
        current, steps, key = stack.pop()
        if current is None:
            continue
        if not steps:
            yield key, current
        elif steps[0] == "*":
            if isinstance(current, tuple):
                stack.extend((entry, steps[1:], (*key, index)) for index, entry in enumerate(current))
        elif isinstance(current, BaseModel):
            stack.append((getattr(current, steps[0]), steps[1:], (*key, steps[0])))


def _as_typed(key: Key) -> Key:
    """The key as it stands in the file: `class_` is written `class`."""
    return tuple(part.rstrip("_") if isinstance(part, str) else part for part in key)


def _shown(key: Key) -> str:
    """A key as people read it: entries of lists counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in _as_typed(key))


def _with_country_hints(mistakes: tuple[Mistake, ...], table: Table) -> Iterator[Mistake]:
    """A country written by its name gets its code as the hint."""
    words = load_words()
    for mistake in mistakes:
        named = mistake.problem.split("'")
        if "is not a country code" in mistake.problem and len(named) > 1:
            code = words.country_code(named[1])
            if code is not None:
                yield Mistake(mistake.path, mistake.problem, mistake.line, f"write {code}")
                continue
        yield mistake
