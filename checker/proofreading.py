"""Proofreading: blanks left, references to nothing, definitions unused or missing, schedules, numbering."""

from dataclasses import dataclass

from agreements.document import Document
from checker.blanks import blanks_left
from checker.dead_references import Places, references_dead
from checker.defined_terms import definitions_wrong
from checker.findings import Finding, Passage, Severity
from checker.form import Defect, parts_of
from checker.missing_schedules import schedules_missing
from checker.number_order import numbers_broken

SUBJECT = "drafting"
QUOTED = 160  # characters of a passage that is shown for the whole of it


@dataclass(frozen=True, slots=True)
class Check:
    """What one proofreading check looks for, for `explain`."""

    id: str
    asks: str
    why: str


CHECKS = {
    check.id: check
    for check in (
        Check("drafting/blank-left", "Is every blank filled in?", "A blank that is signed is a term nobody agreed."),
        Check(
            "drafting/reference-dead",
            "Does every reference lead somewhere?",
            "A reference to nothing is read against whoever relies on it.",
        ),
        Check(
            "drafting/definition-unused",
            "Is every defined term used?",
            "An unused definition is left over from another deal.",
        ),
        Check(
            "drafting/definition-doubled",
            "Is every term defined once?",
            "Two definitions of one term are two agreements.",
        ),
        Check(
            "drafting/definition-missing",
            "Is every term defined where the paper says it is?",
            "A meaning that is given nowhere is left to argument.",
        ),
        Check(
            "drafting/schedule-missing",
            "Is every schedule that is mentioned there?",
            "A missing schedule is a missing part of the bargain.",
        ),
        Check(
            "drafting/numbering-broken",
            "Do the numbers run without gap or double?",
            "References go astray where numbers do.",
        ),
    )
}


def proofread(document: Document, *, own: bool) -> tuple[Finding, ...]:
    """Defects of form: errors in our own drafts; notes in somebody else's paper, and only where they are plain.

    Text of another hand says many things that look like defects: references to laws and other papers, lines to sign
    on, forms to be filled in later. There what is uncertain is left unsaid.
    """
    body = [p for p in document.paragraphs if p.stream == "body" and p.kind != "contents" and "final" in p.exists]
    severity = Severity.ERROR if own else Severity.NOTE
    parts, places = parts_of(body), Places(body)
    defects = (
        *blanks_left(parts, own=own),
        *references_dead(parts, places, own=own),
        *definitions_wrong(parts, places, own=own),
        *schedules_missing(parts, own=own),
        *numbers_broken(parts, own=own),
    )
    return tuple(_finding(defect, severity) for defect in defects)


def _finding(defect: Defect, severity: Severity) -> Finding:
    passages = tuple(Passage(p.number, p.index, quote or p.text[:QUOTED]) for p, quote in defect.places)
    return Finding(
        term=defect.check,
        subject=SUBJECT,
        verdict="conflict",
        severity=severity,
        message=defect.message,
        question=CHECKS[defect.check].asks,
        where=passages[0],
        evidence=passages if len(passages) > 1 else (),
    )
