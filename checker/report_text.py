"""The report as text, in the order in which somebody with twenty minutes reads it."""

import textwrap
from collections.abc import Iterator

from agreements.provisions import FORCES
from checker.findings import Ask, Finding, Passage, Report, Severity

WIDTH = 100
QUESTIONS_SHOWN = 5
DEPENDS_SHOWN = 10
LAWS_SHOWN = 2
QUOTE = 160

_WEIGHT: dict[str, int] = {force: place for place, force in enumerate(FORCES)}
_HEADINGS = {
    "missing": "missing",
    "weak": "weak",
    "conflict": "in conflict",
    "needs-facts": "depends",
    "not-assessed": "not assessed",
}


def to_text(report: Report, *, everything: bool = False) -> str:
    """The report for reading on a screen; `everything` unfolds notes, further questions and what is met."""
    return "\n".join(_lines(report, everything)) + "\n"


def _lines(report: Report, everything: bool) -> Iterator[str]:
    yield from _opening(report)
    errors = _standing(report, Severity.ERROR)
    warnings = _standing(report, Severity.WARNING)
    notes = _standing(report, Severity.NOTE)
    due = [action for action in report.actions if action.when in ("sign", "signing", "before-signing")]
    if errors or due:
        yield ""
        yield "Do not sign until"
        for finding in errors:
            yield from _finding(finding)
        for action in due:
            yield from _wrapped(f"{action.owner}: {action.do}", "  - ", "    ")
    if warnings:
        yield ""
        yield "To settle"
        for finding in warnings:
            yield from _finding(finding)
    if report.asks:
        yield ""
        yield "Asks, by insertion"
        for ask in report.asks:
            yield from _ask(ask)
    depends = [f for f in report.findings if f.if_asked is not None]
    if depends:
        yield ""
        yield "Depends on an answer"
        for finding in depends if everything else depends[:DEPENDS_SHOWN]:
            yield from _depends(finding, everything)
        if not everything and len(depends) > DEPENDS_SHOWN:
            yield f"  and {len(depends) - DEPENDS_SHOWN} more: --all"
    if report.questions:
        yield ""
        yield "Questions"
        shown = report.questions if everything else report.questions[:QUESTIONS_SHOWN]
        for number, question in enumerate(shown, start=1):
            settles = f" (settles {_count(len(question.settles), 'term')})"
            yield from _wrapped(question.text + settles, f"  {number}. ", "     ")
        if len(shown) < len(report.questions):
            yield f"  and {len(report.questions) - len(shown)} more: --all"
    later = [action for action in report.actions if action not in due]
    if later:
        yield ""
        yield "Actions"
        for action in later:
            yield from _wrapped(f"{action.owner}, {action.when.replace('-', ' ')}: {action.do}", "  - ", "    ")
    met = [f for f in report.findings if f.verdict == "met"]
    accepted = [f for f in report.findings if f.accepted is not None and not f.accepted.overdue]
    if report.values:
        yield ""
        yield "Values"
        for value in report.values:
            yield f"  {value.term}/{value.name}: {value.value} {value.unit}".rstrip() + (
                f", in {value.provision}" if value.provision else ""
            )
    if met:
        yield ""
        yield f"Fine as it is: {', '.join(f.term for f in met)}"
        if everything:
            for finding in met:
                yield from _finding(finding)
    for finding in accepted:
        assert finding.accepted is not None
        yield f"Accepted: {finding.term} by {finding.accepted.by}: {finding.accepted.reason}"
    if notes:
        yield ""
        if everything:
            yield "Notes"
            for finding in notes:
                yield from _finding(finding)
        else:
            yield f"{_count(len(notes), 'note')} folded: --all"
    for reason in report.undecided:
        yield f"Could not decide: {reason}"
    yield ""
    yield f"{_count(len(errors), 'error')}, {_count(len(warnings), 'warning')}, {_count(len(notes), 'note')}"


def _opening(report: Report) -> Iterator[str]:
    seen = report.document
    yield from _wrapped(f"{seen.path}: {seen.kind} ({seen.kind_because}), {seen.words} words", "", "  ")
    acting = f"for {report.acting_for}" if report.acting_for else "for nobody in particular"
    yield from _wrapped(f"Checked {acting}, under the law as of {report.as_of}.", "", "  ")
    if report.facts:
        yield "Facts"
        for fact in report.facts:
            yield from _wrapped(f"{fact.tag} ({fact.source}: {fact.because})", "  - ", "    ")
    if report.assumed:
        yield from _wrapped(f"Assumed absent: {', '.join(report.assumed)}", "", "  ")
    for code, message in seen.notices:
        yield from _wrapped(f"About the file: {message} ({code})", "", "  ")


def _standing(report: Report, level: Severity) -> list[Finding]:
    return [f for f in report.findings if f.severity is level and (f.accepted is None or f.accepted.overdue)]


def _finding(finding: Finding) -> Iterator[str]:
    # A defect of form is said by its message; only a term has a verdict.
    said = "" if finding.subject == "drafting" else f": {_HEADINGS.get(finding.verdict, finding.verdict)}"
    yield f"  {finding.term}{said}"
    yield from _wrapped(finding.message, "    ", "    ")
    if finding.where is not None and finding.verdict not in ("missing", "needs-facts"):
        yield from _passage("found", finding.where)
    for say, place in finding.conflicts:
        yield from _passage(say.rstrip("."), place)
    for aside in finding.set_aside:
        yield from _passage(f"seen, not counted ({aside.reason})", aside.passage)
    for asked in finding.asked_by:
        law = {
            "practice": "good practice",
            "content": "the law wants this in the contract",
            "grant": "the award wants this in the contract",
        }
        seen = {"official": "", "secondary": "; seen in a secondary source", "none": "; text not seen"}[asked.grade]
        reason = law.get(asked.force, asked.force)
        yield from _wrapped(f"{asked.cite} [{asked.provision}; {reason}{seen}]", "    because: ", "             ")
        for message in asked.messages:
            yield from _wrapped(message, "             ", "             ")
    yield from _changes(finding)
    if finding.verdict in ("missing", "weak", "needs-facts"):
        for place in finding.nearest[:3]:
            yield from _passage("nearest", place)
    for other in finding.read_too:
        yield from _wrapped(other, "    read this too: ", "      ")
    if finding.remedy is not None:
        remedy = finding.remedy
        ask = f" (ask {finding.ask})" if finding.ask else ""
        yield from _wrapped(
            f"{remedy.clause}, position {remedy.position}, {remedy.place}{ask}", "    remedy: ", "            "
        )


def _depends(finding: Finding, everything: bool) -> Iterator[str]:
    severity = finding.if_severity.word if finding.if_severity else "note"
    yield f"  {finding.term}: {finding.if_asked}, {severity}, if it is asked"
    for question in finding.questions if everything else finding.questions[:2]:
        yield from _wrapped(question, "    depends on: ", "                ")
    # The law that weighs most first; with few facts nearly all law might apply, and nobody reads a page of it.
    weighed = sorted(finding.asked_by, key=lambda asked: _WEIGHT[asked.force])
    shown = weighed if everything else weighed[:LAWS_SHOWN]
    for asked in shown:
        yield from _wrapped(f"{asked.cite} [{asked.provision}]", "    because: ", "             ")
    if len(shown) < len(weighed):
        yield f"             and {len(weighed) - len(shown)} more"
    yield from _changes(finding)
    if finding.remedy is not None:
        yield from _wrapped(
            f"{finding.remedy.clause}, position {finding.remedy.position}, {finding.remedy.place}",
            "    remedy: ",
            "            ",
        )


def _changes(finding: Finding) -> Iterator[str]:
    if finding.changes_on is not None:
        yield from _wrapped(f"{'; '.join(finding.changes)}", f"    changes on {finding.changes_on}: ", "      ")


def _ask(ask: Ask) -> Iterator[str]:
    yield from _wrapped(
        f"{ask.id}: {ask.remedy.clause}, position {ask.remedy.position}, {ask.remedy.place}; "
        f"closes {', '.join(ask.closes)}",
        "  ",
        "      ",
    )


def _passage(what: str, place: Passage) -> Iterator[str]:
    quote = place.quote if len(place.quote) <= QUOTE else f"{place.quote[: QUOTE - 1].rstrip()}…"
    where = place.provision or f"paragraph {place.paragraph + 1}"
    revision = f" ({place.revision})" if place.revision else ""
    yield from _wrapped(f"{what}: {where}{revision}: “{quote}”", "    ", "      ")


def _wrapped(text: str, first: str, rest: str) -> Iterator[str]:
    yield from textwrap.wrap(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
