"""`comity explain`: whatever has an id can be explained, and what has none is answered with the nearest."""

import pytest

from agreements.groups import all_groups
from agreements.legislation import load_law
from checker.cards import load_cards
from checker.proofreading import CHECKS
from clauses.library import load_library
from comity.explanations import ROLES
from templates.arrangements import load_templates
from templates.house_styles import house_style_names
from tests.comity.conftest import DAY, Run

POSITIONS = [f"{id}/{name}" for id, page in load_library().pages.items() for name in page.positions]


@pytest.mark.parametrize(
    ("what", "ids"),
    [
        ("a clause", list(load_library().pages)),
        ("a position", POSITIONS),
        ("a term", list(load_cards().terms)),
        ("a subject", list(load_cards().subjects)),
        ("a provision of law", list(load_law().provisions)),
        ("a body of law", list(load_law().titles)),
        ("a group of places", [f"@{name}" for name in all_groups()]),
        ("a template", list(load_templates())),
        ("a proofreading check", list(CHECKS)),
        ("a house style", list(house_style_names())),
    ],
)
def test_everything_with_an_id_is_explained(comity: Run, what: str, ids: list[str]) -> None:
    assert ids
    for id in ids:
        ran = comity("explain", id, "--as-of", DAY)
        assert (ran.code, ran.err) == (0, "")
        assert f"{id}: {what}\n  " in ran.out


def test_an_id_that_two_things_bear_is_explained_as_both(comity: Run) -> None:
    out = comity("explain", "export-control").out
    assert "export-control: a family of clauses\n" in out
    assert ("export-control: a subject\n" in out) == ("export-control" in load_cards().subjects)


def test_a_position_is_printed_in_full(comity: Run) -> None:
    page = load_library().pages["publication/review"]
    out = comity("explain", "publication/review/fixed-delay").out
    for line in (page.section("definitions").text + page.text_of("fixed-delay")).split("\n"):
        assert line.rstrip() in out


def test_a_term_tells_who_asks_for_it_and_which_clauses_supply_it(comity: Run) -> None:
    out = " ".join(comity("explain", "deemed-export/access-gate", "--as-of", DAY).out.split())
    card = load_cards().terms["deemed-export/access-gate"]
    assert " ".join(card.asks.split()) in out
    assert "us-ear/deemed-export [conduct] 15 CFR 734.13(a)(2)" in out
    assert "export-control/access/host-determines" in out
    assert all(" ".join(gap.split()) in out for gap in card.known_gaps)


def test_a_provision_says_what_lifts_it(comity: Run) -> None:
    exceptions = [(id, p) for id, p in load_law().provisions.items() if p.role == "exception"]
    assert exceptions
    id, exception = exceptions[0]
    lifted = f"{id.partition('/')[0]}/{exception.excepts[0]}"
    assert f"lifted by: {id}" in " ".join(comity("explain", lifted).out.split())


def test_a_provision_tells_citation_words_conditions_scope_dates_and_who_checked_it(comity: Run) -> None:
    out = " ".join(comity("explain", "us-ear/affiliates", "--as-of", "2026-01-01").out.split())
    provision = load_law().provisions["us-ear/affiliates"]
    assert f"{provision.cite} [conduct; Export Administration Regulations, 15 CFR Parts 730-774, US]" in out
    assert " ".join(provision.says.split()) in out
    assert "suspended on 2026-01-01; suspended from 2025-11-10 until 2026-11-10; a change was planned" in out
    assert "when there is a technology item: any (control-list entries it meets: us; where it comes from: the" in out
    assert "and something that passes from the United States to a place outside the United States" in out
    assert "held against a secondary source only by those who wrote it, on a day not recorded:" in out
    assert "reviewed by no qualified person yet" in out
    assert f"note: {' '.join(provision.note.split())}" in out


@pytest.mark.parametrize("role", ROLES)
def test_the_ladder_is_that_of_the_page(comity: Run, role: str) -> None:
    page = load_library().pages["publication/review"]
    out = comity("explain", "publication/review", "--for", role).out
    rungs = [line.split(". ", 1)[1].split(" ")[0] for line in out.split("\n") if line[2:3].isdigit()]
    assert rungs == list(page.ladder(role))


@pytest.mark.parametrize(
    ("id", "near"),
    [
        ("publication/reviev", "publication/review"),
        ("deemed-export/access-gat", "deemed-export/access-gate"),
        ("us-ear/deemed-exports", "us-ear/deemed-export"),
        ("consortum", "consortium"),
        ("drafting/blank-lef", "drafting/blank-left"),
    ],
)
def test_an_id_that_nothing_bears_is_answered_with_the_nearest(comity: Run, id: str, near: str) -> None:
    ran = comity("explain", id)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"explain: there is nothing called {id!r}\n  hint: did you mean {near}?\n"


def test_an_id_with_nothing_near_it_is_answered_with_where_to_look(comity: Run) -> None:
    ran = comity("explain", "zzzzzz")
    assert ran.code == 2
    assert "hint: comity list clauses (or terms, law, templates, subjects)" in ran.err


def test_only_a_clause_has_a_ladder_and_only_a_role_climbs_it(comity: Run) -> None:
    ran = comity("explain", "consortium", "--for", "payer")
    assert ran.code == 2
    assert "only a clause has a ladder, and 'consortium' is none" in ran.err
    ran = comity("explain", "publication/review", "--for", "payr")
    assert (ran.code, ran.err) == (2, "--for: there is no role 'payr'\n  hint: did you mean payer?\n")
