"""Straight marks of the library are printed round."""

import pytest

from clauses.typography import typographic


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("each Party's staff", "each Party’s staff"),
        ("the Parties' shares", "the Parties’ shares"),
        ('"including" does not limit', "“including” does not limit"),
        ('(the "Results")', "(the “Results”)"),
        ("as 'field notes' are", "as ‘field notes’ are"),
        ("no marks at all", "no marks at all"),
        # What stands beside a value of the deal comes in pieces.
        ("'s Background", "’s Background"),
        ('", or', "”, or"),
        ('called "', "called “"),
        ("' rights", "’ rights"),
        ("", ""),
    ],
)
def test_marks_are_round_and_face_the_right_way(typed: str, printed: str) -> None:
    assert typographic(typed) == printed
