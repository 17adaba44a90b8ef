"""Candidate control codes of a deal's items as people and programs read them: for our own use, never in a draft."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from agreements.classification import Candidate, Classified, Jurisdiction, classify
from agreements.deals import packs_of, read_deal
from agreements.entries import Comparison
from agreements.words import Answer, country_name, load_words
from comity.legal import day_or_none, wrapped

SCHEMA = "comity/classify/1"
INTERNAL = "Internal: for our own use. Nothing of this goes into a draft or to the other side."
LIMITS = (
    "A candidate is no classification. What is compared are the numbers of recorded entries; their notes and "
    "definitions, and entries without numbers, are for the provider to read, who alone confirms a code."
)

_ANSWERS = {Answer.YES: "candidate", Answer.OPEN: "cannot tell", Answer.NO: "compared, not met"}
_WORDS = {Answer.YES: "candidate", Answer.OPEN: "open", Answer.NO: "not-met"}
_SURE = {
    "official": "entry read in an official text",
    "secondary": "entry read in a secondary source only",
    "none": "text of the entry not seen",
}
_STANDING = {"met": "met", "not-met": "not met", "unknown": "not told"}


def classified(path: Path, day: date) -> tuple[Classified, ...]:
    """The items of the deal in a file with the entries that come into question on a day. Raises ContentError."""
    deal = read_deal(path)
    return classify(deal, day, packs_of(deal, path.parent))


def classes_text(items: Sequence[Classified], day: date) -> str:
    """The candidates for reading on a screen."""
    lines = [f"Candidate control codes as of {day}", *wrapped(INTERNAL, ""), *wrapped(LIMITS, "")]
    if not items:
        lines += ["", "The deal tells of no technology item."]
    for one in items:
        lines += ["", *_item(one)]
    return "\n".join(lines) + "\n"


def classes_as_data(items: Sequence[Classified], day: date) -> dict[str, Any]:
    """The candidates in the shape of docs/classify.schema.json."""
    return {
        "schema": SCHEMA,
        "internal": True,
        "as_of": day.isoformat(),
        "items": [_item_data(one) for one in items],
    }


def _item(one: Classified) -> Iterator[str]:
    item = one.item
    yield f"{item.id}: {item.name} ({item.class_})"
    told = [("provided by", one.provider), ("held by", one.holder), ("confirmed", ", ".join(item.listed or ()))]
    said = [f"{what} {who}" for what, who in told if who]
    said += [f"{name} {value} ({load_words().kinds['item'].numbers[name]})" for name, value in item.numbers.items()]
    if said:
        yield from wrapped("; ".join(said), "  ")
    for doubt in one.doubts:
        yield from wrapped(f"does not fit: {doubt}", "  ")
    for question in one.questions:
        yield from wrapped(f"question: {question.text}", "  ")
    for jurisdiction in one.jurisdictions:
        yield from _jurisdiction(jurisdiction)


def _jurisdiction(found: Jurisdiction) -> Iterator[str]:
    roles = ", ".join(_role(role, country, found) for role, country in found.roles)
    yield from wrapped(f"{found.name[:1].upper()}{found.name[1:]} ({roles})", "  ")
    for membership in found.memberships:
        scope = "".join(f" where {column} is {word}" for column, word in membership.scope)
        yield from wrapped(f"destination in @{membership.group}{scope} ({membership.source})")
    if not found.candidates:
        yield from wrapped("no entry with numbers for this class is recorded: the list itself must be read")
    for candidate in found.candidates:
        yield from _candidate(candidate)


def _role(role: str, country: str, found: Jurisdiction) -> str:
    """What brings a jurisdiction in; the country is named where it is another name than the jurisdiction's."""
    return role if country == found.code else f"{role} in {country_name(country)}"


def _candidate(found: Candidate) -> Iterator[str]:
    begins = f", from {found.begins} on" if found.begins else ""
    yield from wrapped(f"{found.number} [{found.file}]: {_ANSWERS[found.answer]}{begins}")
    for row in found.rows:
        yield from wrapped("; ".join(_figures(row)), " " * 6)
    threshold = found.threshold
    until = f" until {threshold.until}" if threshold.until else ""
    since = f"in force from {threshold.from_}{until}" if threshold.from_ > date.min else f"no first day recorded{until}"
    yield from wrapped(f"{since}; {_SURE[threshold.grade]} ({threshold.source})", " " * 6)
    for question in found.still:
        yield from wrapped(f"still to be known: {question.text}", " " * 6)


def _figures(row: Comparison) -> Iterator[str]:
    for figure in row.figures:
        given = "not told" if figure.given is None else f"{figure.given} given"
        standing = "" if figure.given is None else f": {_STANDING[figure.standing]}"
        yield f"{figure.name} {given}, {figure.op} {figure.wanted} wanted{standing}"


def _item_data(one: Classified) -> dict[str, Any]:
    item = one.item
    return {
        "id": item.id,
        "name": item.name,
        "class": item.class_,
        "origin": item.origin,
        "provider": item.provider,
        "holder": item.holder,
        "confirmed": None if item.listed is None else list(item.listed),
        "numbers": {name: _number(value) for name, value in item.numbers.items()},
        "jurisdictions": [
            {
                "code": found.code,
                "name": found.name,
                "roles": [{"role": role, "country": country} for role, country in found.roles],
                "destination_in": [
                    {"group": m.group, "where": dict(m.scope), "source": m.source, "seen": m.grade}
                    for m in found.memberships
                ],
                "entries": [_candidate_data(candidate) for candidate in found.candidates],
            }
            for found in one.jurisdictions
        ],
        "questions": [{"id": question.key, "text": question.text} for question in one.questions],
        "doubts": list(one.doubts),
    }


def _candidate_data(found: Candidate) -> dict[str, Any]:
    threshold = found.threshold
    return {
        "code": found.code,
        "law": found.file,
        "title": found.title,
        "answer": _WORDS[found.answer],
        "from": None if threshold.from_ == date.min else threshold.from_.isoformat(),
        "until": day_or_none(threshold.until),
        "begins": day_or_none(found.begins),
        "source": threshold.source,
        "seen": threshold.grade,
        "rows": [
            [
                {
                    "number": figure.name,
                    "given": None if figure.given is None else _number(figure.given),
                    "op": figure.op,
                    "wanted": _number(figure.wanted),
                    "standing": figure.standing,
                }
                for figure in row.figures
            ]
            for row in found.rows
        ],
        "still": [{"id": question.key, "text": question.text} for question in found.still],
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
