from decimal import Decimal

import pytest

from agreements.playbook import Playbook
from checker.preferences import outside_playbook
from checker.values import FoundValue


def found(number: object, unit: str) -> FoundValue:
    return FoundValue("publication-review/no-veto", "review", Decimal(str(number)), unit, "9.2", 40, "within …")


PLAYBOOK = Playbook.model_validate(
    {
        "for": "the office",
        "values": {"publication-review/no-veto/review": {"at_most": 60, "at_least": 14, "beyond": "the dean"}},
    }
)


@pytest.mark.parametrize(("number", "unit"), [(60, "day"), (2, "month"), (8, "week"), (14, "day")])
def test_a_figure_inside_the_range_is_no_finding(number: int, unit: str) -> None:
    assert list(outside_playbook([found(number, unit)], PLAYBOOK)) == []


def test_a_figure_above_says_who_may_approve_it() -> None:
    (finding,) = outside_playbook([found(90, "day")], PLAYBOOK)
    assert (
        finding.message == "The review is 90 days; the playbook of the office says at most 60. the dean approves more."
    )
    assert finding.where is not None
    assert finding.where.provision == "9.2"


def test_a_figure_below_is_found_as_well() -> None:
    (finding,) = outside_playbook([found(1, "week")], PLAYBOOK)
    assert finding.message.startswith("The review is 1 week; the playbook of the office says at least 14.")
