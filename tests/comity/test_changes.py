"""`comity law DEAL --since` and findings of a check that will change on a known day."""

import json
from pathlib import Path

import pytest

from tests.comity.conftest import DEALS, ROOT, Run
from tests.comity.test_schemas import schema

DEAL = DEALS / "spin-qubit-control.toml"
PAPER = ROOT / "docs/examples/northgate-exchange.md"


@pytest.mark.parametrize("deal", sorted(DEALS.glob("*.toml")), ids=lambda path: path.stem)
def test_what_changed_for_an_example_deal_fits_its_schema_and_is_shown(comity: Run, deal: Path) -> None:
    ran = comity("law", deal, "--since", "2018-06-01", "--as-of", "2026-11-22", "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    schema("changes").validate(data)
    text = " ".join(comity("law", deal, "--since", "2018-06-01", "--as-of", "2026-11-22").out.split())
    assert all(f"{change['provision']} {change['change']}" in text for change in data["provisions"])
    assert all(term in text for term in data["new_terms"])


def test_the_day_to_which_is_asked_may_lie_ahead(comity: Run) -> None:
    out = comity("law", DEAL, "--since", "2025-11-09", "--as-of", "2030-01-01").out
    assert "us-ear/affiliates is of unknown status" in out


def test_two_days_without_a_change_between_say_so(comity: Run) -> None:
    out = comity("law", DEAL, "--since", "2024-10-01", "--as-of", "2024-10-02").out
    assert out.endswith("Nothing that is recorded here: that says what is held, not what the law is.\n")


def test_days_in_the_wrong_order_and_a_country_are_misuse(comity: Run) -> None:
    ran = comity("law", DEAL, "--since", "2026-01-01", "--as-of", "2025-01-01")
    assert (ran.code, ran.err) == (
        2,
        "--since: 2026-01-01 is not before 2025-01-01\n  hint: --as-of names the later day\n",
    )
    assert "--since is about a deal: name its file" in comity("law", "DE", "--since", "2025-01-01").err
    assert comity("law", DEAL, "--since", "1999-01-01").code == 2


def test_a_finding_says_on_which_known_day_it_changes_and_what_changes(comity: Run) -> None:
    options = ("check", PAPER, "--deal", DEAL, "--as-of", "2025-10-15")
    data = json.loads(comity(*options, "--format", "json").out)
    schema("check").validate(data)
    found = {finding["term"]: finding for finding in data["findings"]}
    listed = found["sanctions-restricted-parties/no-dealing"]
    assert (listed["changes_on"], listed["changes"]) == ("2025-11-10", ["us-ear/affiliates is suspended"])
    assert "    changes on 2025-11-10: us-ear/affiliates is suspended\n" in comity(*options).out


def test_a_finding_without_a_known_day_says_none(comity: Run) -> None:
    # A day after which nothing is dated.
    options = ("check", PAPER, "--party", "US", "--party", "DE", "--as-of", "2099-01-01")
    data = json.loads(comity(*options, "--format", "json").out)
    assert {(finding["changes_on"], *finding["changes"]) for finding in data["findings"]} == {(None,)}
    assert "changes on" not in comity(*options, "--all").out
