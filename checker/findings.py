"""What a check reports: findings, asks, questions, actions, and the report that holds them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Literal

Verdict = Literal["met", "weak", "missing", "conflict", "not-applicable", "needs-facts", "not-assessed"]


class Severity(IntEnum):
    """How much a finding weighs; `--fail-on` compares with it."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the document: `paragraph` is the paragraph's index, `provision` the number as Word displays it."""

    provision: str
    paragraph: int
    quote: str
    revision: str | None = None


@dataclass(frozen=True, slots=True)
class SetAside:
    """A passage that was seen and not counted, with the reason and the words that decided."""

    passage: Passage
    reason: str


@dataclass(frozen=True, slots=True)
class AskedBy:
    """A provision of law (or practice) that asks for a term, with the rows of facts it matched."""

    provision: str
    force: str
    cite: str
    says: str
    grade: str
    matches: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """Which clause supplies the term, in which position, and where it would go, in the document's own numbers."""

    clause: str
    position: str
    place: str
    wanted_by: tuple[str, ...] = ("all",)


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding somebody has accepted, with reason and name."""

    reason: str
    by: str
    approved_by: str | None = None
    review_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One term and what became of it. `if_asked` is the verdict if open questions were answered so that it is asked."""

    term: str
    subject: str
    verdict: Verdict
    severity: Severity | None
    message: str
    question: str = ""
    lacks: tuple[str, ...] = ()
    where: Passage | None = None
    evidence: tuple[Passage, ...] = ()
    nearest: tuple[Passage, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    conflicts: tuple[tuple[str, Passage], ...] = ()
    read_too: tuple[str, ...] = ()
    asked_by: tuple[AskedBy, ...] = ()
    if_asked: Verdict | None = None
    if_severity: Severity | None = None
    questions: tuple[str, ...] = ()
    remedy: Remedy | None = None
    ask: str | None = None
    accepted: Accepted | None = None
    changes_on: date | None = None  # the next known day on which what asks for the term changes
    changes: tuple[str, ...] = ()  # what changes then: provisions that begin, end, rest or stand again


@dataclass(frozen=True, slots=True)
class Ask:
    """Findings that one insertion closes."""

    id: str
    remedy: Remedy
    closes: tuple[str, ...]
    severity: Severity


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A fact that is not known and would change a verdict; `settles` names the terms."""

    id: str
    text: str
    settles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActionDue:
    """An act somebody must do: `owner` an office, `when` a moment such as `sign` or `first-transfer`."""

    do: str
    owner: str
    when: str
    asked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FactUsed:
    tag: str
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class ValueFound:
    term: str
    name: str
    value: object
    unit: str
    provision: str
    paragraph: int
    quote: str


@dataclass(frozen=True, slots=True)
class SubjectFound:
    present: Literal["true", "weak", "false"]
    depth: Literal["general", "mechanism"] | None
    evidence: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentSeen:
    path: str
    sha256: str
    words: int
    language: str
    kind: str
    kind_because: str
    parties: tuple[str, ...]
    notices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one check says about one document."""

    document: DocumentSeen
    as_of: date
    acting_for: str | None
    facts: tuple[FactUsed, ...]
    assumed: tuple[str, ...]
    subjects: Mapping[str, SubjectFound]
    values: tuple[ValueFound, ...]
    findings: tuple[Finding, ...]
    asks: tuple[Ask, ...]
    questions: tuple[OpenQuestion, ...]
    actions: tuple[ActionDue, ...]
    undecided: tuple[str, ...] = ()  # why the check could not decide: reasons for exit code 3

    def at_or_above(self, level: Severity) -> tuple[Finding, ...]:
        """Findings that stand at a level or above and are not accepted."""
        return tuple(
            f
            for f in self.findings
            if f.severity is not None and f.severity >= level and not (f.accepted and not f.accepted.overdue)
        )

    def open_at(self, level: Severity) -> tuple[Finding, ...]:
        """Findings that an answer could raise to a level or above."""
        return tuple(f for f in self.findings if f.if_severity is not None and f.if_severity >= level)

    def exit_code(self, fail_on: Severity) -> int:
        """0 nothing at or above the level, 1 findings, 3 could not decide; 1 beats 3."""
        if self.at_or_above(fail_on):
            return 1
        return 3 if self.undecided or self.open_at(fail_on) else 0
