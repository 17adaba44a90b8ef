from datetime import date
from pathlib import Path

import pytest

from agreements.deal import Accepted as Written
from checker.acceptances import accept, beside
from checker.findings import Finding, Passage, Severity
from clauses.errors import ContentError

TODAY = date(2026, 11, 24)
NOTE = Finding(
    "a/b", "a", "missing", Severity.WARNING, "The agreement does not say this.", where=Passage("4.1", 3, "…")
)
ERROR = Finding("a/b", "a", "missing", Severity.ERROR, "The agreement does not say this.")


def written(**changes: object) -> Written:
    return Written.model_validate({"term": "a/b", "reason": "settled by the annex", "by": "Contracts Office"} | changes)


def test_an_accepted_finding_is_marked_with_reason_and_name() -> None:
    (found,) = accept([NOTE], [written()], TODAY)
    assert found.accepted is not None
    assert (found.accepted.reason, found.accepted.by) == ("settled by the annex", "Contracts Office")


def test_an_error_needs_somebody_who_approved_it() -> None:
    (found,) = accept([ERROR], [written()], TODAY)
    assert found.accepted is None
    assert found.message.endswith("(accepted by Contracts Office, but an error needs approved_by)")
    (found,) = accept([ERROR], [written(approved_by="General Counsel")], TODAY)
    assert found.accepted is not None


def test_an_acceptance_due_for_review_counts_no_longer() -> None:
    (found,) = accept([NOTE], [written(review_on=date(2026, 11, 1))], TODAY)
    assert found.accepted is not None
    assert found.accepted.overdue


def test_an_acceptance_of_another_place_does_not_fit() -> None:
    found, stale = accept([NOTE], [written(place="9.9")], TODAY)
    assert found.accepted is None
    assert stale.message == "the acceptance by Contracts Office fits no finding any more: take it out"
    assert stale.severity is Severity.NOTE


def test_acceptances_stand_in_a_file_beside_the_paper(tmp_path: Path) -> None:
    (tmp_path / "x.docx.accepted.toml").write_text(
        '[[accepted]]\nterm = "a/b"\nreason = "annex"\nby = "Office"\n', encoding="utf-8"
    )
    assert [entry.term for entry in beside(tmp_path / "x.docx")] == ["a/b"]
    assert beside(tmp_path / "y.docx") == ()


def test_a_mistake_in_that_file_is_said_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.docx.accepted.toml").write_text(
        '[[accepted]]\nterm = "a/b"\nreson = "annex"\nby = "Office"\n', encoding="utf-8"
    )
    with pytest.raises(ContentError) as caught:
        beside(tmp_path / "x.docx")
    assert [str(mistake) for mistake in caught.value.mistakes] == [
        "x.docx.accepted.toml:1: 'accepted.1.reason' is missing",
        "x.docx.accepted.toml:3: unknown key 'accepted.1.reson'\n  hint: did you mean reason?",
    ]
