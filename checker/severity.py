"""How much a finding weighs: from force, what was seen of the law, how the facts are known, and what is lacking."""

from collections.abc import Iterable
from dataclasses import dataclass

from checker.findings import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Ground:
    """One provision that asks for a term, as far as severity goes.

    `grade` is what was seen of it: official, secondary or none. `inferred` tells that a fact it rests on was
    read out of the document; `settled` that it stands in law on the day (not suspended, status known);
    `award_open` that it is a grant's wish and the award's text has not been confirmed.
    """

    force: str
    grade: str
    inferred: bool = False
    settled: bool = True
    award_open: bool = False


def severity_of(verdict: Verdict, grounds: Iterable[Ground]) -> Severity | None:
    """The severity of a verdict: the heaviest of its grounds; None for a verdict that is no finding.

    The rules are those of architecture: error only for content or grant force, known facts and an official
    source, or for a clause that undoes another; practice and unseen law give notes; inferred facts cap at warning.
    """
    if verdict not in ("missing", "weak", "conflict"):
        return None
    weights = [_weight(verdict, ground) for ground in grounds]
    return max(weights, default=None)


def _weight(verdict: Verdict, ground: Ground) -> Severity:
    if not ground.settled:
        return Severity.NOTE
    if ground.force == "practice" or ground.grade == "none":
        # Two clauses of one agreement that undo each other are a defect whoever asked for the first.
        return Severity.WARNING if verdict == "conflict" and ground.force != "practice" else Severity.NOTE
    if ground.force == "condition":
        # The act comes first and is an action; that the text does not mention it is worth a note.
        return Severity.NOTE
    binding = ground.force in ("content", "grant")
    certain = ground.grade == "official" and not ground.inferred and not ground.award_open
    if verdict == "conflict":
        return Severity.ERROR if not ground.inferred else Severity.WARNING
    if binding and certain and verdict == "missing":
        return Severity.ERROR
    return Severity.WARNING
