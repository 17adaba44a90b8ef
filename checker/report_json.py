"""The report as JSON: a contract, byte-stable, without timestamps. Its schema is in docs/check.schema.json."""

import json
from decimal import Decimal
from typing import Any

from checker.findings import AskedBy, Finding, Passage, Report, Severity, SubjectFound, ValueFound

SCHEMA = "comity/check/1"


def to_json(report: Report) -> str:
    """One line of JSON, UTF-8 text, keys in the order of the contract."""
    return json.dumps(as_data(report), ensure_ascii=False, separators=(", ", ": "))


def as_data(report: Report) -> dict[str, Any]:
    """The report in the shape of the contract."""
    return {
        "schema": SCHEMA,
        "document": _document(report),
        "as_of": report.as_of.isoformat(),
        "for": report.acting_for,
        "facts": [{"tag": f.tag, "because": f.because, "source": f.source} for f in report.facts],
        "assumed": list(report.assumed),
        "subjects": {name: _subject(found) for name, found in report.subjects.items()},
        "values": [_value(value) for value in report.values],
        "findings": [_finding(finding) for finding in report.findings],
        "asks": [
            {
                "id": ask.id,
                "clause": ask.remedy.clause,
                "position": ask.remedy.position,
                "place": ask.remedy.place,
                "closes": list(ask.closes),
                "severity": ask.severity.word,
            }
            for ask in report.asks
        ],
        "questions": [{"id": q.id, "text": q.text, "settles": list(q.settles)} for q in report.questions],
        "actions": [
            {"do": a.do, "owner": a.owner, "when": a.when, "asked_by": list(a.asked_by)} for a in report.actions
        ],
        "undecided": list(report.undecided),
    }


def passage(found: Passage | None) -> dict[str, Any] | None:
    """A passage in the contract's shape."""
    if found is None:
        return None
    return {
        "provision": found.provision,
        "paragraph": found.paragraph,
        "quote": found.quote,
        "revision": found.revision,
    }


def _document(report: Report) -> dict[str, Any]:
    seen = report.document
    return {
        "path": seen.path,
        "sha256": seen.sha256,
        "words": seen.words,
        "language": seen.language,
        "kind": seen.kind,
        "kind_because": seen.kind_because,
        "parties": list(seen.parties),
        "notices": [{"code": code, "message": message} for code, message in seen.notices],
    }


def _subject(found: SubjectFound) -> dict[str, Any]:
    present: bool | str = {"true": True, "false": False}.get(found.present, found.present)
    return {"present": present, "depth": found.depth, "evidence": [passage(p) for p in found.evidence]}


def _value(found: ValueFound) -> dict[str, Any]:
    value = found.value
    if isinstance(value, Decimal):
        value = int(value) if value == value.to_integral_value() else float(value)
    return {
        "term": f"{found.term}/{found.name}",
        "value": value,
        "unit": found.unit,
        "provision": found.provision,
        "paragraph": found.paragraph,
        "quote": found.quote,
    }


def _word(severity: Severity | None) -> str | None:
    return None if severity is None else severity.word


def _asked_by(asked: AskedBy) -> dict[str, Any]:
    return {
        "provision": asked.provision,
        "force": asked.force,
        "cite": asked.cite,
        "says": asked.says,
        "seen": asked.grade,
        "matches": list(asked.matches),
        "messages": list(asked.messages),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    remedy = finding.remedy
    accepted = finding.accepted
    return {
        "term": finding.term,
        "subject": finding.subject,
        "verdict": finding.verdict,
        "severity": _word(finding.severity),
        "message": finding.message,
        "lacks": list(finding.lacks),
        "where": passage(finding.where),
        "evidence": [passage(p) for p in finding.evidence],
        "nearest": [passage(p) for p in finding.nearest],
        "set_aside": [{**(passage(s.passage) or {}), "reason": s.reason} for s in finding.set_aside],
        "conflicts": [{"say": say, **(passage(p) or {})} for say, p in finding.conflicts],
        "read_too": list(finding.read_too),
        "asked_by": [_asked_by(asked) for asked in finding.asked_by],
        "if_asked": None
        if finding.if_asked is None
        else {
            "verdict": finding.if_asked,
            "severity": _word(finding.if_severity),
            "questions": list(finding.questions),
        },
        "remedy": None
        if remedy is None
        else {"clause": remedy.clause, "position": remedy.position, "place": remedy.place},
        "ask": finding.ask,
        "accepted": None
        if accepted is None
        else {
            "reason": accepted.reason,
            "by": accepted.by,
            "approved_by": accepted.approved_by,
            "review_on": accepted.review_on.isoformat() if accepted.review_on else None,
            "overdue": accepted.overdue,
        },
        "changes_on": finding.changes_on.isoformat() if finding.changes_on else None,
        "changes": list(finding.changes),
    }
