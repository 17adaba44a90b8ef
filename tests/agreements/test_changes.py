"""What changes with time, for a deal between two days and for terms that are asked for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agreements.asking import Answer
from agreements.changes import Ahead, Changes, ahead, changes_between
from agreements.legislation import Law
from agreements.rows import Facts
from tests.agreements.making import changed, flow, law, provision

TERM = 'asks = ["x/y"]'


def between(since: date, until: date, change: dict[str, Any] | None = None) -> Changes:
    return changes_between(changed("spin-qubit-control", change or {}), since, until)


def how(found: Changes) -> dict[str, str]:
    return {change.provision.id: change.how for change in found.provisions}


def test_a_provision_that_began_between_two_days_is_told_with_the_terms_it_asks_for() -> None:
    found = between(date(2024, 9, 5), date(2024, 9, 6))
    assert how(found)["us-ear/licence-first"] == "begins"
    assert found.gone_terms == ()


def test_terms_newly_asked_for_are_told() -> None:
    found = between(date(2016, 1, 1), date(2024, 9, 6))
    assert "deemed-export/access-gate" in found.new_terms


def test_a_provision_that_is_suspended_and_one_that_nobody_looked_at_again_are_told() -> None:
    assert how(between(date(2025, 11, 9), date(2025, 11, 10)))["us-ear/affiliates"] == "is suspended"
    assert how(between(date(2025, 11, 10), date(2026, 11, 10)))["us-ear/affiliates"] == "is of unknown status"


def test_an_item_that_meets_other_entries_is_told() -> None:
    (item,) = (i for i in between(date(2025, 11, 14), date(2025, 11, 15)).items if i.item.startswith("Cryogenic"))
    assert "eu-3A501" not in item.before
    assert "eu-3A501" in item.after


def test_a_place_of_the_deal_that_left_a_group_is_told_and_other_places_are_not() -> None:
    found = between(date(2020, 1, 31), date(2020, 2, 1), {"parties.1.country": "GB"})
    assert ("eu", "GB", False) in [(moved.group, moved.member.is_, moved.joined) for moved in found.members]
    assert between(date(2020, 1, 31), date(2020, 2, 1)).members == ()


def test_nothing_changes_from_a_day_to_the_next_without_a_date_between() -> None:
    found = between(date(2024, 10, 1), date(2024, 10, 2))
    assert (found.provisions, found.new_terms, found.gone_terms, found.items, found.members) == ((), (), (), (), ())


# Ahead

DAY = date(2026, 1, 1)
ROWS = (flow("DE", "US"),)


def facts_on(day: date) -> Facts:
    return Facts(ROWS, frozenset({"flow", "party"}), day)


def next_of(*parts: str) -> Ahead | None:
    return ahead(law(*parts), facts_on(DAY), facts_on, {"x/y"}).get("x/y")


EACH = 'applies = { each = "flow:DE>!DE" }'


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("in_force = { until = 2027-01-01 }", Ahead(date(2027, 1, 1), ("sample/a ends",))),
        ("in_force = { from = 2026-06-01 }", Ahead(date(2026, 6, 1), ("sample/a begins",))),
        (
            "in_force = { suspended = [{ from = 2026-03-01, until = 2026-04-01 }] }",
            Ahead(date(2026, 3, 1), ("sample/a is suspended",)),
        ),
        (
            "in_force = { suspended = [{ from = 2025-03-01, until = 2026-04-01 }] }",
            Ahead(date(2026, 4, 1), ("sample/a stands again",)),
        ),
        ("status_unknown_after = 2026-05-01", Ahead(date(2026, 5, 1), ("sample/a is of unknown status",))),
        ("in_force = { from = 2025-01-01 }", None),
    ],
)
def test_the_next_day_on_which_a_provision_changes_is_known(dates: str, expected: Ahead | None) -> None:
    assert next_of(provision("a", EACH, TERM, dates)) == expected


def test_of_two_days_the_earlier_counts_and_all_that_changes_then_is_told() -> None:
    ending = "in_force = { until = 2027-01-01 }"
    both = provision("a", EACH, TERM, ending) + provision("b", EACH, TERM, ending)
    later = provision("c", EACH, TERM, "in_force = { until = 2028-01-01 }")
    assert next_of(both, later) == Ahead(date(2027, 1, 1), ("sample/a ends", "sample/b ends"))


def test_a_provision_that_does_not_concern_the_deal_changes_nothing() -> None:
    elsewhere = 'applies = { each = "flow:JP>!JP" }'
    assert next_of(provision("a", elsewhere, TERM, "in_force = { until = 2027-01-01 }")) is None


def test_a_provision_that_only_might_concern_the_deal_is_no_news() -> None:
    built = law(provision("a", EACH, TERM, "in_force = { until = 2027-01-01 }"))
    untold = Facts((), frozenset(), DAY)
    assert [applied.answer for applied in built.apply(untold)] == [Answer.OPEN]
    assert ahead(built, untold, lambda day: replace(untold, as_of=day), {"x/y"}) == {}


def test_a_provision_that_asks_for_other_terms_changes_nothing() -> None:
    assert next_of(provision("a", EACH, 'asks = ["x/z"]', "in_force = { until = 2027-01-01 }")) is None


GROUP = '[[group.friends]]\nis = "US"\nuntil = 2026-07-01\nsource = "a list"\n'


def test_membership_that_ends_changes_what_is_asked(in_use: Callable[..., Law]) -> None:
    built = in_use(provision("a", 'applies = { each = "flow:DE>@friends" }', TERM), GROUP)
    expected = {"x/y": Ahead(date(2026, 7, 1), ("sample/a no longer applies",))}
    assert ahead(built, facts_on(DAY), facts_on, {"x/y"}) == expected


def test_an_exception_that_ends_lets_the_duty_apply() -> None:
    lifting = provision("b", EACH, 'role = "exception"', 'excepts = ["a"]', "in_force = { until = 2026-09-01 }")
    assert next_of(provision("a", EACH, TERM), lifting) == Ahead(date(2026, 9, 1), ("sample/a applies",))
