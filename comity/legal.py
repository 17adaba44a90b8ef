"""The law as people ask for it: what is recorded for a country, and what applies to a deal."""

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from agreements.deals import packs_of, read_deal
from agreements.facts import facts_of_deal
from agreements.families import load_families
from agreements.groups import is_under, members_on
from agreements.legislation import Applied, Law, Provision, load_law
from agreements.pattern_words import in_words
from agreements.patterns import Test, parse_pattern
from agreements.words import Answer, country_name, covers, load_words
from clauses.errors import ContentError

SCHEMA = "comity/law/1"
WIDTH = 100

# How patterns of a condition are put together in words: the first of them, and the others.
_JOINS = {
    "for each": ("for each", "for each"),
    "when all of": ("when there is", "and"),
    "when any of": ("when there is, of several, one of these:", "or"),
    "unless": ("unless there is", "or"),
}
_ANSWERS = {Answer.YES: "applies", Answer.OPEN: "cannot tell", Answer.NO: "does not apply"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A provision with why it is shown; `applied` is what it says to a deal, None where no deal was asked about."""

    provision: Provision
    title: str
    because: str = ""
    applied: Applied | None = None


def law_of_country(country: str | None, day: date) -> tuple[Entry, ...]:
    """The provisions recorded for a country: its own law, the law of a union it belongs to, and law that names it.

    Without a country, all of them. Raises ContentError for what is no country.
    """
    law = load_law()
    if country is None:
        return tuple(Entry(provision, _title(law, id)) for id, provision in law.provisions.items())
    code = country.upper()
    hint = load_words().check_word("country", code)
    if hint is not None:
        named = load_words().check_word("country", country)
        raise ContentError.of("law", f"there is no country {country!r}", hint=named or hint)
    return tuple(
        Entry(provision, _title(law, id), because)
        for id, provision in law.provisions.items()
        if (because := _reaches(provision, law.jurisdictions[id.partition("/")[0]], code, day))
    )


def law_of_deal(path: Path, day: date) -> tuple[Entry, ...]:
    """The provisions in force that apply to the deal in a file, or might, and those an exception lifts."""
    deal = read_deal(path)
    packs = packs_of(deal, path.parent)
    law = load_law(packs)
    applied = law.apply(facts_of_deal(deal, day, packs=packs))
    return tuple(
        Entry(application.provision, _title(law, application.provision.id), "", application)
        for application in applied
        if application.answer is not Answer.NO or application.lifted_by
    )


def narrowed(
    entries: Iterable[Entry], day: date, *, unverified: bool = False, older_than: int | None = None
) -> tuple[Entry, ...]:
    """Only provisions not reviewed by a qualified person or not seen; only those looked at longer ago than that."""
    return tuple(
        entry
        for entry in entries
        if (not unverified or entry.provision.reviewed.on is None or entry.provision.seen.grade == "none")
        and (older_than is None or _looked_at(entry.provision) < day - timedelta(days=older_than))
    )


@dataclass(frozen=True, slots=True)
class Unseen:
    """Rows of a dated table, a group of places or a control-list entry, whose source was seen in no official text."""

    name: str
    title: str
    what: str
    source: str
    grade: str


def unseen_tables() -> tuple[Unseen, ...]:
    """Groups and entries that nobody held against an official text: they need an eye like provisions do."""
    law = load_law()
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for name, members in law.groups.items():
        for member in members:
            rows.setdefault((f"@{name}", member.file, member.source, member.grade), []).append(member.is_)
    for threshold in law.thresholds:
        key = (threshold.gives, threshold.file, threshold.source, threshold.grade)
        rows.setdefault(key, []).append(threshold.item)
    return tuple(
        Unseen(name, _title(law, file), ", ".join(dict.fromkeys(what)), source, grade)
        for (name, file, source, grade), what in rows.items()
        if grade != "official"
    )


def law_text(
    entries: Sequence[Entry], day: date, *, as_json: bool = False, tables: Sequence[Unseen] | None = None
) -> str:
    """The provisions for reading, by body of law, or as one line of JSON; `tables` are dated tables to be seen."""
    if as_json:
        data = {"schema": SCHEMA, "as_of": day.isoformat(), "provisions": [_data(entry, day) for entry in entries]}
        if tables is not None:
            data["tables"] = [asdict(table) for table in tables]
        return json.dumps(data, ensure_ascii=False) + "\n"
    return _provisions_text(entries, day) + (_tables_text(entries, tables) if tables is not None else "")


def _tables_text(entries: Sequence[Entry], tables: Sequence[Unseen]) -> str:
    lines = ["", "Dated tables not seen in an official text"] if tables else []
    for table in tables:
        seen = "text not seen" if table.grade == "none" else "secondary source"
        lines += wrapped(f"{table.name}, {table.title}: {table.what} ({table.source}; {seen})", "  ")
    grades = [entry.provision.seen.grade for entry in entries]
    reviewed = sum(entry.provision.reviewed.on is not None for entry in entries)
    lines += [
        "",
        f"{len(entries)} provisions: {grades.count('official')} seen in an official text, "
        f"{grades.count('secondary')} in a secondary source, {grades.count('none')} not seen; {reviewed} reviewed",
    ]
    return "\n".join(lines) + "\n"


def _provisions_text(entries: Sequence[Entry], day: date) -> str:
    if not entries:
        return "No provision that fits is recorded: that says what is held here, not what the law is.\n"
    lines: list[str] = []
    for title, group in groupby(entries, key=lambda entry: entry.title):
        lines += ["", title] if lines else [title]
        for entry in group:
            lines += _lines(entry, day)
    return "\n".join(lines) + "\n"


def provision_lines(provision: Provision, day: date, *, full: bool = False) -> Iterator[str]:
    """What is known of a provision, without its id: what it says, when, how sure, and what follows.

    `full` puts the conditions in words and gives every date and check a line of its own.
    """
    yield from wrapped(provision.says)
    if full:
        yield from wrapped(f"family: {load_families()[provision.family].title.lower()}")
        yield from wrapped(f"dates: {_standing(provision, day)}{_rests(provision)}")
        yield from wrapped(f"checked: {_checked(provision)}")
    else:
        yield from wrapped(f"{_standing(provision, day)}; {_seen(provision)}")
    condition = provision.applies
    for said, patterns in (
        ("for each", (condition.each,) if condition.each else ()),
        ("when all of", condition.all),
        ("when any of", condition.any),
        ("unless", (*condition.unless, *provision.unless)),
    ):
        if patterns:
            if not full:
                yield from wrapped(f"{said}: {'; '.join(patterns)}")
            for number, text in enumerate(patterns if full else ()):
                yield from wrapped(f"{_JOINS[said][min(number, 1)]} {in_words(text)} [{text}]")
    if full and not any(provision.condition().patterns()):
        yield from wrapped("applies to every deal")
    if provision.excepts:
        file = provision.id.partition("/")[0]
        yield from wrapped(f"lifts: {', '.join(f'{file}/{name}' for name in provision.excepts)}")
    if provision.asks:
        yield from wrapped(f"asks for: {', '.join(provision.asks)}")
    for term, limit in provision.limits.items():
        yield from wrapped(f"limit for {term}: {limit}")
    for action in provision.actions:
        yield from wrapped(f"action: {action.owner}, {action.when.replace('-', ' ')}: {action.do}")
    if provision.note:
        yield from wrapped(f"note: {provision.note}")


def wrapped(text: str, indent: str = "    ") -> list[str]:
    """Text in lines for the screen."""
    return textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _title(law: Law, id: str) -> str:
    file = id.partition("/")[0]
    return f"{law.titles[file]} ({law.jurisdictions[file]})"


def _reaches(provision: Provision, jurisdiction: str, code: str, day: date) -> str:
    """Why a provision is of interest in a country; "" where it is not."""
    if covers(jurisdiction, code) is Answer.YES:
        return f"law of {country_name(jurisdiction)}"
    if is_under(code, jurisdiction, day):
        return f"law of the {jurisdiction}, to which it belongs"
    condition = provision.applies
    for text in ((condition.each,) if condition.each else ()) + condition.all + condition.any:
        pattern = parse_pattern(text)
        tests = [*pattern.places, *(test for _, test in pattern.columns if isinstance(test, Test))]
        if any(_names(test, code, day) for test in tests):
            return f"reaches it: {text}"
    return ""


def _names(test: Test, code: str, day: date) -> bool:
    if test.negated:
        return False
    named = [word for word in test.words if not word.startswith("@")]
    named += [m.is_ for word in test.words if word.startswith("@") for m in members_on(word[1:], day)]
    return any(word[:1].isupper() and covers(word, code) is Answer.YES for word in named)


def _looked_at(provision: Provision) -> date:
    """The last day on which somebody looked at the text of a provision; the first of days where nobody did."""
    return max(day for day in (provision.reviewed.on, provision.seen.dated, date.min) if day is not None)


def _lines(entry: Entry, day: date) -> Iterator[str]:
    provision = entry.provision
    kind = "exception" if provision.role == "exception" else provision.force
    yield f"  {provision.id}  [{kind}] {provision.cite}"
    if entry.because:
        yield from wrapped(entry.because)
    if entry.applied is not None:
        yield from _answer(entry.applied)
    yield from provision_lines(provision, day)


def _answer(applied: Applied) -> Iterator[str]:
    said = _ANSWERS[applied.answer]
    if applied.matches:
        said += ": " + "; ".join(match.tag for match in applied.matches)
    if not applied.settled:
        said += " (whether it still stands is not known)"
    yield from wrapped(said)
    if applied.lifted_by:
        yield from wrapped(f"lifted, wholly or in part, by {', '.join(applied.lifted_by)}")
    for question in applied.questions:
        yield from wrapped(f"question: {question.text}")
    for message in dict.fromkeys(applied.messages):
        yield from wrapped(message)


def _standing(provision: Provision, day: date) -> str:
    span = provision.in_force
    dates = f" from {span.from_}" if span.from_ else ""
    dates += f" until {span.until}" if span.until else ""
    said = {
        "yes": f"in force{dates}",
        "no": f"not in force on {day} (in force{dates})",
        "suspended": f"suspended on {day}",
        "unknown": f"status unknown: a change planned for {provision.status_unknown_after} was not looked at",
    }
    return said[provision.stands_on(day)]


def _seen(provision: Provision) -> str:
    seen, reviewed = provision.seen, provision.reviewed
    if seen.grade == "none":
        text = "text not seen"
    else:
        on = f", {seen.dated}" if seen.dated else ""
        text = f"seen in {'an official' if seen.grade == 'official' else 'a secondary'} source ({seen.source}{on})"
    return f"{text}; " + (f"reviewed by {reviewed.by} on {reviewed.on}" if reviewed.on else "reviewed by nobody yet")


def _rests(provision: Provision) -> str:
    """The days on which a provision does not stand although it began and has not ended, and until when it was seen."""
    said = [
        f"; suspended from {span.from_ or 'the beginning'}" + (f" until {span.until}" if span.until else "")
        for span in provision.in_force.suspended
    ]
    if provision.status_unknown_after is not None:
        said.append(f"; a change was planned for {provision.status_unknown_after}")
    return "".join(said)


def _checked(provision: Provision) -> str:
    """Who held a provision against what, and when."""
    seen, reviewed = provision.seen, provision.reviewed
    on = f" on {seen.dated}" if seen.dated else ", on a day not recorded"
    against = {
        "official": f"held against an official text by those who wrote it{on}: {seen.source}",
        "secondary": f"held against a secondary source only by those who wrote it{on}: {seen.source}",
        "none": "held against no text",
    }[seen.grade]
    by = f"reviewed by {reviewed.by} on {reviewed.on}" if reviewed.on else "reviewed by no qualified person yet"
    return f"{against}; {by}"


def _data(entry: Entry, day: date) -> dict[str, Any]:
    provision = entry.provision
    data: dict[str, Any] = {
        "id": provision.id,
        "cite": provision.cite,
        "says": provision.says,
        "role": provision.role,
        "family": provision.family,
        "force": provision.force,
        "standing": provision.stands_on(day),
        "from": day_or_none(provision.in_force.from_),
        "until": day_or_none(provision.in_force.until),
        "seen": {
            "grade": provision.seen.grade,
            "source": provision.seen.source,
            "dated": day_or_none(provision.seen.dated),
        },
        "reviewed": {"by": provision.reviewed.by, "on": day_or_none(provision.reviewed.on)},
        "applies": {
            "each": provision.applies.each,
            "all": list(provision.applies.all),
            "any": list(provision.applies.any),
            "unless": [*provision.applies.unless, *provision.unless],
        },
        "excepts": list(provision.excepts),
        "asks": list(provision.asks),
        "limits": provision.limits,
        "actions": [{"do": a.do, "owner": a.owner, "when": a.when} for a in provision.actions],
        "because": entry.because,
    }
    applied = entry.applied
    if applied is not None:
        data["deal"] = {
            "answer": {Answer.YES: "yes", Answer.OPEN: "open", Answer.NO: "no"}[applied.answer],
            "matches": [match.tag for match in applied.matches],
            "questions": [{"id": question.key, "text": question.text} for question in applied.questions],
            "messages": list(dict.fromkeys(applied.messages)),
            "lifted_by": list(applied.lifted_by),
        }
    return data


def day_or_none(day: date | None) -> str | None:
    """A day as JSON has it."""
    return None if day is None else day.isoformat()
