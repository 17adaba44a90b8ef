"""Findings that somebody accepted: in the deal, or in a file beside somebody else's paper."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from agreements.deal import Accepted as Written
from checker.findings import Accepted, Finding, Severity
from clauses.source import read_toml, validated

SUFFIX = ".accepted.toml"


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: tuple[Written, ...] = ()


def beside(paper: Path) -> tuple[Written, ...]:
    """The acceptances in `<paper>.accepted.toml`, none where there is no such file. Raises ContentError."""
    path = paper.with_name(paper.name + SUFFIX)
    if not path.exists():
        return ()
    return validated(_File, read_toml(path, path.name)).accepted


def accept(findings: Iterable[Finding], written: Sequence[Written], today: date) -> tuple[Finding, ...]:
    """The findings with what was accepted marked, and a note for each acceptance that no longer fits anything.

    An error needs somebody who approved it; an acceptance whose day of review has passed counts as overdue and
    the finding stands.
    """
    used: set[int] = set()
    marked: list[Finding] = []
    for finding in findings:
        match = next(
            (
                (index, entry)
                for index, entry in enumerate(written)
                if entry.term == finding.term
                and finding.severity is not None
                and (entry.place is None or (finding.where is not None and entry.place == finding.where.provision))
            ),
            None,
        )
        if match is None:
            marked.append(finding)
            continue
        index, entry = match
        used.add(index)
        if finding.severity is Severity.ERROR and entry.approved_by is None:
            marked.append(
                replace(finding, message=f"{finding.message} (accepted by {entry.by}, but an error needs approved_by)")
            )
            continue
        overdue = entry.review_on is not None and entry.review_on <= today
        accepted = Accepted(entry.reason, entry.by, entry.approved_by, entry.review_on, overdue)
        message = (
            f"{finding.message} (the acceptance was due for review on {entry.review_on})"
            if overdue
            else finding.message
        )
        marked.append(replace(finding, accepted=accepted, message=message))
    marked += [
        Finding(
            term=entry.term,
            subject=entry.term.partition("/")[0],
            verdict="not-applicable",
            severity=Severity.NOTE,
            message=f"the acceptance by {entry.by} fits no finding any more: take it out",
        )
        for index, entry in enumerate(written)
        if index not in used
    ]
    return tuple(marked)
