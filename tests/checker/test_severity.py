import pytest

from checker.findings import Severity, Verdict
from checker.severity import Ground, severity_of


@pytest.mark.parametrize(
    ("verdict", "ground", "severity"),
    [
        ("missing", Ground("content", "official"), Severity.ERROR),
        ("missing", Ground("grant", "official"), Severity.ERROR),
        ("missing", Ground("grant", "official", award_open=True), Severity.WARNING),
        ("missing", Ground("content", "official", inferred=True), Severity.WARNING),
        ("missing", Ground("content", "secondary"), Severity.WARNING),
        ("missing", Ground("content", "none"), Severity.NOTE),
        ("missing", Ground("content", "official", settled=False), Severity.NOTE),
        ("weak", Ground("content", "official"), Severity.WARNING),
        ("missing", Ground("conduct", "official"), Severity.WARNING),
        ("missing", Ground("conduct", "none"), Severity.NOTE),
        ("missing", Ground("condition", "official"), Severity.NOTE),
        ("missing", Ground("practice", "none"), Severity.NOTE),
        ("conflict", Ground("conduct", "official"), Severity.ERROR),
        ("conflict", Ground("conduct", "official", inferred=True), Severity.WARNING),
        ("conflict", Ground("practice", "none"), Severity.NOTE),
    ],
)
def test_severity_follows_from_force_grade_and_facts(verdict: Verdict, ground: Ground, severity: Severity) -> None:
    assert severity_of(verdict, [ground]) is severity


def test_the_heaviest_ground_decides() -> None:
    assert severity_of("missing", [Ground("practice", "none"), Ground("content", "official")]) is Severity.ERROR


@pytest.mark.parametrize("verdict", ["met", "not-assessed", "needs-facts", "not-applicable"])
def test_what_is_no_defect_weighs_nothing(verdict: Verdict) -> None:
    assert severity_of(verdict, [Ground("content", "official")]) is None
