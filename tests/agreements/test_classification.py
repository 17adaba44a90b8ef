"""Candidate codes: which laws an item touches, and what their entries say of its numbers on a day."""

from datetime import date
from typing import Any

import pytest

from agreements.classification import Candidate, Classified, classify
from agreements.words import Answer
from tests.agreements.making import DAY, changed


def item(deal: dict[str, Any] | None = None, day: date = DAY, /, **said: Any) -> Classified:
    """One item of the first example deal, made anew: sent from Michigan to Berlin."""
    told = {"id": "thing", "name": "Thing", "provider": "lakeshore", "holder": "lakeshore", "origin": "US", **said}
    told = {name.replace("class_", "class"): value for name, value in told.items() if value is not None}
    moved = [{"of": "goods", "from": "lakeshore", "to": "spree", "item": "thing"}]
    change = {"items": [told], "movements": moved, "facilities": [], **(deal or {})}
    (found,) = classify(changed("spin-qubit-control", change), day)
    return found


def machine(qubits: int | None, error: float | None, day: date = DAY) -> Classified:
    numbers = {name: value for name, value in (("qubits", qubits), ("cnot-error", error)) if value is not None}
    return item(None, day, class_="quantum-computer", numbers=numbers)


def entry(found: Classified, code: str) -> Candidate:
    return next(c for j in found.jurisdictions for c in j.candidates if c.code == code)


def test_a_count_alone_makes_no_candidate() -> None:
    found = entry(machine(60, 0.004), "us-4A906")
    assert found.answer is Answer.NO
    assert [(f.name, str(f.given), f.op, str(f.wanted), f.standing) for f in found.figures] == [
        ("qubits", "60", ">=", "34", "met"),
        ("qubits", "60", "<", "100", "met"),
        ("cnot-error", "0.004", "<=", "0.0001", "not-met"),
    ]


def test_count_and_error_together_make_a_candidate_under_each_law_it_touches() -> None:
    found = machine(60, 0.00005)
    assert entry(found, "us-4A906").answer is Answer.YES
    assert entry(found, "eu-4A506").answer is Answer.YES


def test_an_error_that_is_not_told_leaves_the_entry_open_and_is_asked() -> None:
    found = entry(machine(60, None), "us-4A906")
    assert (found.answer, len(found.rows)) == (Answer.OPEN, 1)
    assert [question.key for question in found.still] == ["items.thing.cnot-error"]
    assert [figure.standing for figure in found.figures] == ["met", "met", "unknown"]


def test_two_thousand_qubits_are_a_candidate_whatever_the_error() -> None:
    assert entry(machine(2000, None), "us-4A906").answer is Answer.YES


def test_a_class_that_is_coarser_than_the_entry_is_asked() -> None:
    found = item(class_="cryogenic-electronics", numbers={"temperature": 4.0})
    assert "items.thing.class" in [question.key for question in entry(found, "us-3A901").still]


def test_the_laws_are_those_of_origin_holder_and_destination_each_with_its_roles() -> None:
    found = item(class_="quantum-computer", origin="JP", numbers={"qubits": 10})
    assert {j.code: [role for role, _ in j.roles] for j in found.jurisdictions} == {
        "JP": ["origin"],
        "US": ["provider", "holder", "sender"],
        "DE": ["destination"],
        "EU": ["destination"],
    }


def test_remote_use_reaches_an_item_from_where_the_user_sits() -> None:
    facility = {"name": "Machine", "host": "lakeshore", "item": "thing", "remote": True, "users": ["spree"]}
    found = item({"movements": [], "facilities": [facility]}, class_="quantum-computer")
    assert ("reached from", "DE") in [role for j in found.jurisdictions for role in j.roles]
    assert found.questions == ()


def test_where_an_item_goes_and_comes_from_is_asked_when_it_is_not_told() -> None:
    found = item({"movements": []}, class_="quantum-computer", origin=None)
    assert [question.key for question in found.questions] == ["items.thing.origin", "movements"]


def test_a_movement_that_names_no_item_may_be_one_of_it() -> None:
    moved = {"of": "technology-data", "from": "lakeshore", "to": "spree"}
    found = item({"movements": [moved]}, class_="quantum-computer")
    assert ("possible destination", "DE") in [role for j in found.jurisdictions for role in j.roles]
    money = item({"movements": [{**moved, "of": "money"}]}, class_="quantum-computer")
    assert [j.code for j in money.jurisdictions] == ["US"]


def test_an_entry_is_compared_as_it_stood_on_the_day_and_one_to_come_is_told_with_its_day() -> None:
    found = entry(machine(60, 0.00005, date(2024, 9, 5)), "us-4A906")
    assert (found.answer, found.begins) == (Answer.YES, date(2024, 9, 6))
    assert entry(machine(60, 0.00005, date(2024, 9, 6)), "us-4A906").begins is None


def test_an_entry_to_come_that_would_not_be_met_is_not_told() -> None:
    found = machine(60, 0.004, date(2024, 9, 5))
    assert [c.code for j in found.jurisdictions for c in j.candidates if c.begins is not None] == []


def test_a_law_without_an_entry_for_the_class_is_shown_without_candidates() -> None:
    found = item(class_="laser")
    assert [(j.code, j.candidates) for j in found.jurisdictions if j.code == "US"] == [("US", ())]


@pytest.mark.parametrize(
    ("listed", "error", "doubts"),
    [
        (["none"], 0.00005, "said to be on no list, while its figures meet us-4A906"),
        (["us-4A906"], 0.004, "said to be listed as us-4A906, while its figures do not meet it"),
    ],
)
def test_what_was_confirmed_and_what_the_figures_say_are_held_together(
    listed: list[str], error: float, doubts: str
) -> None:
    found = item(class_="quantum-computer", listed=listed, numbers={"qubits": 60, "cnot-error": error})
    assert doubts in found.doubts
    assert machine(60, 0.004).doubts == ()


def test_a_destination_is_told_in_which_groups_of_the_exporting_law_it_is() -> None:
    moved = [{"of": "goods", "from": "spree", "to": "lakeshore", "item": "thing"}]
    found = item({"movements": moved}, class_="quantum-computer", origin="DE", provider="spree", holder="spree")
    (america,) = (j for j in found.jurisdictions if j.code == "US")
    assert "eu-favoured" in [membership.group for membership in america.memberships]
    (germany,) = (j for j in found.jurisdictions if j.code == "DE")
    assert germany.memberships == ()
