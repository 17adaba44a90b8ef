"""`comity list`: what there is."""

import pytest

from agreements.legislation import load_law
from checker.cards import load_cards
from clauses.library import load_library
from comity.cli.listing import KINDS
from templates.arrangements import load_templates
from tests.comity.conftest import Run


def names(out: str) -> list[str]:
    return [line.split("  ")[0] for line in out.splitlines() if not line.startswith(" ")]


@pytest.mark.parametrize("what", KINDS)
def test_every_list_has_a_name_and_a_sentence_a_line(comity: Run, what: str) -> None:
    ran = comity("list", what)
    assert (ran.code, ran.err) == (0, "")
    assert all(len(line.split(None, 1)) == 2 for line in ran.out.splitlines())


def test_lists_hold_everything_there_is(comity: Run) -> None:
    assert names(comity("list", "clauses").out) == sorted(load_library().pages)
    assert names(comity("list", "templates").out) == sorted(load_templates())
    assert names(comity("list", "terms").out) == sorted(load_cards().terms)
    assert names(comity("list", "subjects").out) == sorted(load_cards().subjects)
    assert names(comity("list", "law").out) == sorted(load_law().provisions)


def test_positions_stand_under_their_clause(comity: Run) -> None:
    lines = comity("list", "clauses").out.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("publication/review "))
    shown = [line.split()[0] for line in lines[start + 1 : start + 4]]
    assert shown == list(load_library().pages["publication/review"].positions)


def test_countries_are_listed_by_code(comity: Run) -> None:
    assert "DE  Germany" in comity("list", "countries").out.splitlines()
