"""Proofreading: blanks left, references to nothing, definitions unused or missing, schedules, numbering."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from agreements.document import Document, Paragraph
from checker.findings import Finding, Passage, Severity

SUBJECT = "drafting"
BLANKS_SHOWN = 5

_PLACEHOLDER = re.compile(r"\[\s*[●•_.…]*\s*\]|_{4,}|\bTBD\b|\bTBC\b|\{\{[^}]*\}\}|\bdrafting note\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\[[^\[\]]{1,160}\]")
_REFERENCE = re.compile(
    r"\b(?:clauses?|sections?|articles?|paragraphs?)\s+(\d+(?:\.\d+)*(?:\([a-zA-Z]+\))*)(?=[^\d]|$)", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"^[\s,]*(?:of|in|under|to)\s+(?:the\s+)?(?!this\b)(?:Regulation|Directive|Act|Code|Treaty|Convention|GDPR|Grant|Standard|Annex|Ordinance|Statute|Law|Schedule)"
)
_SCHEDULE = re.compile(r"\bSchedule\s+(\d+|[A-Z])\b")
_DEFINED = re.compile(
    r"^[“\"]?([A-Z][\w’'-]*(?:\s+(?:of|and|for|the|to|[A-Z][\w’'-]*)){0,5})[”\"]?"
    r"\s+(?:means|has the meaning|includes)\b"
)
_DEFINED_INLINE = re.compile(r"\((?:the|an?|each an?|together(?:,)? the)?\s*[“\"]([A-Z][^”\"]{1,60})[”\"]\)")


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
        Check("drafting/definition-missing", "Is every capitalised term defined?", "Capitals promise a definition."),
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
    """Defects of form. In our own drafts they are errors; in somebody else's paper, notes."""
    body = [p for p in document.paragraphs if p.stream == "body" and p.kind != "contents" and "final" in p.exists]
    severity = Severity.ERROR if own else Severity.NOTE
    found = [
        *_blanks(body, severity),
        *_references(body, severity),
        *_definitions(body, severity, own=own),
        *_schedules(body, severity),
    ]
    return (*found, *_numbering(body, severity))


def _finding(id: str, severity: Severity, message: str, paragraph: Paragraph | None, quote: str = "") -> Finding:
    where = None if paragraph is None else Passage(paragraph.number, paragraph.index, quote or paragraph.text[:160])
    return Finding(
        term=id,
        subject=SUBJECT,
        verdict="conflict",
        severity=severity,
        message=message,
        question=CHECKS[id].asks,
        where=where,
    )


def _blanks(body: list[Paragraph], severity: Severity) -> Iterator[Finding]:
    """One finding for all blanks: a starter deal leaves many, and they are filled in together."""
    left = list(_each_blank(body))
    if not left:
        return
    shown = ", ".join(dict.fromkeys(blank for _, blank in left[:BLANKS_SHOWN]))
    rest = f" and {len(left) - BLANKS_SHOWN} more" if len(left) > BLANKS_SHOWN else ""
    said = f"A blank is left: {shown}" if len(left) == 1 else f"{len(left)} blanks are left: {shown}{rest}"
    evidence = tuple(Passage(paragraph.number, paragraph.index, blank) for paragraph, blank in left)
    yield replace(_finding("drafting/blank-left", severity, said, left[0][0], left[0][1]), evidence=evidence)


def _each_blank(body: list[Paragraph]) -> Iterator[tuple[Paragraph, str]]:
    for paragraph in body:
        marked = [paragraph.text[start:end] for start, end in paragraph.highlights]
        blanks = [text for text in marked if _BRACKETED.fullmatch(text.strip())]
        # A bracket of the text itself ("[sic]") is no blank unless it is highlighted or empty.
        blanks += [m[0] for m in _PLACEHOLDER.finditer(paragraph.text) if m[0] not in blanks]
        yield from ((paragraph, blank) for blank in dict.fromkeys(blanks))


def _references(body: list[Paragraph], severity: Severity) -> Iterator[Finding]:
    numbers = {p.number.rstrip(".") for p in body if p.number} | {p.label.rstrip(".") for p in body if p.label}
    if sum(1 for p in body if p.label) < 5:
        return
    for paragraph in body:
        for match in _REFERENCE.finditer(paragraph.text):
            target = match[1].rstrip(".")
            if target in numbers or _ELSEWHERE.match(paragraph.text[match.end() :]):
                continue
            if any(number.startswith(f"{target}.") or number.startswith(f"{target}(") for number in numbers):
                continue
            yield _finding("drafting/reference-dead", severity, f"{match[0]} leads nowhere", paragraph, match[0])
    for paragraph in body:
        for field in paragraph.fields:
            if "Error!" in paragraph.text[field.start : field.end]:
                yield _finding("drafting/reference-dead", severity, "A reference field is broken", paragraph)


def _definitions(body: list[Paragraph], severity: Severity, *, own: bool) -> Iterator[Finding]:
    defined: dict[str, Paragraph] = {}
    for paragraph in body:
        match = _DEFINED.match(paragraph.text)
        names = [match[1]] if match else []
        names += _DEFINED_INLINE.findall(paragraph.text)
        for name in names:
            if name in defined and match:
                yield _finding("drafting/definition-doubled", severity, f"“{name}” is defined twice", paragraph, name)
            defined.setdefault(name, paragraph)
    if not defined:
        return
    texts = [(p, p.text) for p in body]
    for name, place in defined.items():
        used = re.compile(rf"\b{re.escape(name)}(?:s|es)?\b|\b{re.escape(re.sub(r'y$', 'ies', name))}\b")
        count = sum(len(used.findall(text)) for p, text in texts if p is not place) + max(
            0, len(used.findall(place.text)) - 1
        )
        if not count and not place.text.startswith("("):
            yield _finding(
                "drafting/definition-unused",
                severity if own else Severity.NOTE,
                f"“{name}” is defined and never used",
                place,
                name,
            )


def _schedules(body: list[Paragraph], severity: Severity) -> Iterator[Finding]:
    present = {
        m[1]
        for p in body
        if (m := _SCHEDULE.match(f"{p.label} {p.text}".strip())) and (p.outline or p.label or len(p.text) < 80)
    }
    if not present:
        return
    said: set[str] = set()
    for paragraph in body:
        for match in _SCHEDULE.finditer(paragraph.text):
            if match[1] not in present and match[1] not in said:
                said.add(match[1])
                yield _finding(
                    "drafting/schedule-missing",
                    severity,
                    f"{match[0]} is mentioned and is not there",
                    paragraph,
                    match[0],
                )


def _numbering(body: list[Paragraph], severity: Severity) -> Iterator[Finding]:
    heads = [p for p in body if p.outline == 1 and re.fullmatch(r"\d+\.?", p.label)]
    counted = Counter(p.label.rstrip(".") for p in heads)
    for paragraph in heads:
        if counted[paragraph.label.rstrip(".")] > 1:
            yield _finding(
                "drafting/numbering-broken", severity, f"The number {paragraph.label} stands twice", paragraph
            )
    for before, after in pairwise(heads):
        step = int(after.label.rstrip(".")) - int(before.label.rstrip("."))
        if step > 1:
            yield _finding("drafting/numbering-broken", severity, f"After {before.label} comes {after.label}", after)
