"""What is wrong in a deal beyond its shape: words, countries, ids, figures and dates that cannot be.

The values are checked as they were read, not as a model, so that a mistake of shape in one place hides no other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from agreements.facts import fields
from agreements.words import load_words
from clauses.errors import near
from clauses.source import Key
from templates.house_styles import house_style_names

Values = Mapping[str, Any]

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
    ("items.*.class", "item"),
    ("items.*.use", "use"),
    ("items.*.listed.*", "listed"),
    ("people.*.category", "person"),
    ("people.*.authorisation", "authorisation"),
    ("data.*.category", "data"),
    ("funding.*.programme", "programme"),
    ("movements.*.of", "moving"),
    ("movements.*.under", "programme"),
)
# Which places name a party, a party or another actor, an item or a work package by its id.
PARTIES_AT = (
    "project.work.*.lead",
    "project.work.*.parties.*",
    "project.deliverables.*.by",
    "background.*.owner",
    "funding.*.amounts.*.party",
    "funding.*.to.*",
    "funding.*.payer",
    "actors.*.for",
    "approvals.*.party",
    "for",
)
ACTORS_AT = (
    "items.*.provider",
    "items.*.holder",
    "items.*.receiver",
    "people.*.employer",
    "people.*.host",
    "data.*.provider",
    "data.*.seen_by.*",
    "data.*.decided_by.*",
    "data.*.key_held_by",
    "movements.*.from",
    "movements.*.to",
    "facilities.*.host",
    "facilities.*.users.*",
)
ITEMS_AT = ("movements.*.item", "facilities.*.item")
WORK_AT = ("approvals.*.work",)
COUNTRIES_AT = (
    "parties.*.country",
    "parties.*.performs.*",
    "parties.*.controlled_from.*",
    "parties.*.majority_from.*",
    "parties.*.holds_in.*",
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
CURRENCIES_AT = ("funding.*.currency", "funding.*.payment_currency", "items.*.currency")


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake with the key it stands at."""

    key: Key
    problem: str
    hint: str | None = None


def shown_key(key: Key) -> str:
    """A key as people read it: entries of lists counted from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in key)


def mistakes_in(values: Values) -> Iterator[Found]:
    """Every mistake in the values of a deal file that its shape does not show."""
    if values.get("parties") == []:
        yield Found(("parties",), "nobody signs", "name at least one party")
    yield from _words(values)
    yield from _ids(values)
    yield from _doubles(values)
    yield from _figures(values)
    yield from _items(values)
    yield from _budgets(values)
    yield from _time(values)
    yield from _contradictions(values)


def values_at(value: object, place: str) -> Iterator[tuple[Key, Any]]:
    """Every value given at a dotted place, with its key; "?" is none."""
    stack: list[tuple[object, tuple[str, ...], Key]] = [(value, tuple(place.split(".")), ())]
    while stack:
        current, steps, key = stack.pop()
        if not steps:
            if current not in (None, "?"):
                yield key, current
        elif steps[0] == "*":
            if isinstance(current, list):
                stack.extend((entry, steps[1:], (*key, index)) for index, entry in enumerate(current))
        elif isinstance(current, dict) and steps[0] in current:
            stack.append((current[steps[0]], steps[1:], (*key, steps[0])))


def _texts_at(values: Values, place: str) -> Iterator[tuple[Key, str]]:
    yield from ((key, value) for key, value in values_at(values, place) if isinstance(value, str))


def _entries(values: Values, section: str) -> Iterator[tuple[Key, dict[str, Any]]]:
    yield from ((key, entry) for key, entry in values_at(values, f"{section}.*") if isinstance(entry, dict))


def _words(values: Values) -> Iterator[Found]:
    words = load_words()
    for place, list_name in WORDS_AT:
        for key, value in _texts_at(values, place):
            if (hint := words.check_word(list_name, value)) is not None:
                yield Found(key, f"no such word {value!r}", hint)
    for place in COUNTRIES_AT:
        for key, value in _texts_at(values, place):
            if value != "silent" and (hint := words.check_word("country", value)) is not None:
                yield Found(key, f"no such country {value!r}", hint)
    for key, value in _texts_at(values, "agreement.field"):
        if value not in fields():
            yield Found(key, f"there is no field {value!r}", near(value, fields()))
    for key, value in _texts_at(values, "agreement.house_style"):
        if value not in house_style_names():
            yield Found(key, f"there is no house style {value!r}", near(value, house_style_names()))
    for place in CURRENCIES_AT:
        for key, value in _texts_at(values, place):
            if value not in currencies():
                yield Found(key, f"no such currency {value!r}", "write the ISO 4217 code, such as EUR")


def _ids(values: Values) -> Iterator[Found]:
    parties = [value for _, value in _texts_at(values, "parties.*.id")]
    actors = [*parties, *(value for _, value in _texts_at(values, "actors.*.id"))]
    items = [value for _, value in _texts_at(values, "items.*.id")]
    work = [value for _, value in _texts_at(values, "project.work.*.id")]
    for places, ids, what in (
        (PARTIES_AT, parties, "party"),
        (ACTORS_AT, actors, "party or actor"),
        (ITEMS_AT, items, "item"),
        (WORK_AT, work, "work package"),
    ):
        for place in places:
            for key, value in _texts_at(values, place):
                if value not in ids:
                    yield Found(key, f"there is no {what} {value!r}", near(value, ids))
    for key, value in _texts_at(values, "funding.*.exchange_loss"):
        if value not in ("shared", *parties):
            yield Found(key, f"there is no party {value!r}", near(value, ("shared", *parties)))


def _doubles(values: Values) -> Iterator[Found]:
    """An id names one thing; a short name one party."""
    for sections in (("parties", "actors"), ("items",), ("people",), ("data",), ("background",), ("project.work",)):
        seen: dict[str, Key] = {}
        for section in sections:
            for key, value in _texts_at(values, f"{section}.*.id"):
                if value in seen:
                    first = shown_key(seen[value][:-1])
                    yield Found(key, f"{value!r} is taken by {first}", "give each its own id")
                seen.setdefault(value, key)
    names: set[str] = set()
    for key, value in sorted(_texts_at(values, "parties.*.short_name"), key=lambda found: str(found[0])):
        if value in names:
            yield Found(key, f"{value!r} is the short name of two parties", "tell them apart")
        names.add(value)


def number(value: object) -> Decimal | None:
    """A number as typed, None for anything else: a TOML float gives back the decimals that were written."""
    return Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _figures(values: Values) -> Iterator[Found]:
    known = load_words().kinds["item"].numbers
    for key, numbers in values_at(values, "items.*.numbers"):
        for name, typed in numbers.items() if isinstance(numbers, dict) else ():
            value, place = number(typed), (*key, name)
            if name not in known:
                yield Found(place, f"no such parameter {name!r}", near(name, known))
            elif value is None:
                continue
            elif value < 0:
                yield Found(place, f"cannot be negative: {value}")
            elif name == "cnot-error" and value > 1:
                yield Found(place, f"an error is a share between 0 and 1, not {value}")
            elif name == "qubits" and value != value.to_integral_value():
                yield Found(place, f"qubits are counted in whole numbers, not {value}")
    for key, item in _entries(values, "items"):
        if item.get("value") is not None and "currency" not in item:
            yield Found((*key, "value"), "a value is given without a currency", "add currency, such as EUR")
    for key, years in values_at(values, "people.*.stay_years"):
        stay = number(years)
        if stay is not None and not 0 < stay <= 50:
            yield Found(key, f"{stay} is no length of a stay in years")


def _items(values: Values) -> Iterator[Found]:
    """Parameters of one item that cannot be true together."""
    for key, item in _entries(values, "items"):
        raw = item.get("numbers")
        numbers = {name: number(value) for name, value in raw.items()} if isinstance(raw, dict) else {}
        qubits, impurity = numbers.get("qubits"), numbers.get("enrichment-impurity")
        if qubits is not None and qubits < 2 and numbers.get("cnot-error") is not None:
            problem = f"a two-qubit error is given for a machine of {qubits} qubits"
            yield Found((*key, "numbers", "cnot-error"), problem, "mend the count, or take the error out")
        if impurity is not None and impurity > 100:
            yield Found((*key, "numbers", "enrichment-impurity"), f"{impurity} is no share in per cent")
        if numbers and item.get("class") == "theory":
            yield Found((*key, "numbers"), "theory has no parameters", "choose the class of the thing itself")
        if item.get("physical") in (False, "no"):
            for name, said in (("returns", "goes back"), ("value", "is insured as a thing")):
                if item.get(name) not in (None, "?", False, "no"):
                    problem = f"what is no physical thing {said}"
                    yield Found((*key, name), problem, f"write physical = true, or take {name} out")
    bodiless = {item.get("id") for _, item in _entries(values, "items") if item.get("physical") in (False, "no")}
    for key, movement in _entries(values, "movements"):
        if movement.get("of") == "goods" and movement.get("item") in bodiless:
            problem = f"{movement['item']!r} is no physical thing, and moves as goods"
            yield Found((*key, "of"), problem, "write technology-data or technology-software, or mend the item")


def _budgets(values: Values) -> Iterator[Found]:
    for key, fund in _entries(values, "funding"):
        amounts = [entry for entry in fund.get("amounts") or () if isinstance(entry, dict)]
        if "currency" not in fund and (amounts or fund.get("total") is not None):
            yield Found(key, "amounts are given without a currency", "add currency, such as EUR")
        seen: set[str] = set()
        for index, entry in enumerate(amounts):
            who = entry.get("party")
            if who in seen:
                place = (*key, "amounts", index)
                yield Found(place, f"{who!r} has two amounts under one award", "add them up")
            if isinstance(who, str):
                seen.add(who)
        told = [number(entry.get("amount")) for entry in amounts]
        total = number(fund.get("total"))
        if total is not None and told and None not in told:
            said = sum((amount for amount in told if amount is not None), Decimal(0))
            if said != total:
                more = "more" if said > total else "less"
                hint = f"the amounts are {abs(said - total)} {more} than the total: mend one of them"
                yield Found((*key, "total"), f"the amounts add up to {said}, but total says {total}", hint)
        if seen and isinstance(fund.get("to"), list) and set(fund["to"]) - seen:
            without = ", ".join(sorted(str(id) for id in set(fund["to"]) - seen))
            yield Found((*key, "to"), f"no amount is given for {without}", "give each recipient an amount, or none")


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None  # the shape says so already
    return value if isinstance(value, date) else None


def _time(values: Values) -> Iterator[Found]:
    for name in ("date", "start", "signature_expected"):
        for key, value in values_at(values, f"agreement.{name}"):
            day = _day(value)
            if day is not None and not date(1990, 1, 1) <= day <= date(2100, 1, 1):
                yield Found(key, f"{day} is not a plausible day", "write it as 2027-01-31")
    for key, value in values_at(values, "papers.*.dated"):
        day = _day(value)
        if day is not None and not date(1900, 1, 1) <= day <= date(2100, 1, 1):
            yield Found(key, f"{day} is not a plausible day", "write it as 2027-01-31")
    months = next((value for _, value in values_at(values, "agreement.months") if isinstance(value, int)), None)
    for key, month in values_at(values, "project.deliverables.*.month"):
        if months is not None and isinstance(month, int) and month > months:
            yield Found(key, f"month {month} lies after the project's {months} months")


def _contradictions(values: Values) -> Iterator[Found]:
    denied = {value for _, value in _texts_at(values, "project.false.*")}
    for key, value in _texts_at(values, "project.true.*"):
        if value in denied:
            yield Found(key, f"{value!r} is said to be true and false", "take it out of one of them")
    register = next((value for _, value in _texts_at(values, "agreement.register")), "binding")
    for key, value in _texts_at(values, "agreement.governing_law"):
        if register != "binding" and value != "silent":
            problem = f"a paper of register {register!r} is under no governing law"
            yield Found(key, problem, 'write "silent", or make it binding')
    for key, movement in _entries(values, "movements"):
        if movement.get("from") is not None and movement.get("from") == movement.get("to"):
            yield Found(key, f"nothing moves from {movement['from']!r} to itself", "name who receives it")
    for place in ("traits", "listed"):
        for section in ("parties", "actors", "items"):
            for key, said in values_at(values, f"{section}.*.{place}"):
                if isinstance(said, list) and "none" in said and len(said) > 1:
                    yield Found(key, "says none and something else", "take one of them out")


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes that Babel knows, with a minor unit or not."""
    from babel.numbers import list_currencies

    return frozenset(list_currencies())
