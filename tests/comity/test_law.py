"""`comity law`: what is recorded for a country and what applies to a deal."""

import json
from datetime import date
from pathlib import Path

import pytest

from agreements.legislation import load_law
from comity.legal import law_of_country
from tests.comity.conftest import DAY, DEALS, Run
from tests.comity.test_schemas import schema

DATE = date.fromisoformat(DAY)


def ids(ran_out: str) -> list[str]:
    return [entry["id"] for entry in json.loads(ran_out)["provisions"]]


def test_without_a_country_every_provision_is_shown(comity: Run) -> None:
    ran = comity("law", "--as-of", DAY, "--format", "json")
    assert ran.code == 0
    assert ids(ran.out) == list(load_law().provisions)


def test_a_country_has_its_own_law_and_that_of_its_union(comity: Run) -> None:
    bodies = {id.partition("/")[0] for id in ids(comity("law", "DE", "--as-of", DAY, "--format", "json").out)}
    assert {"de", "eu-gdpr", "eu-dual-use"} <= bodies
    assert "us-patents" not in bodies


def test_law_that_names_a_group_reaches_its_members_outside_the_union() -> None:
    assert any(
        entry.provision.id == "eu-gdpr/transfer-tool" and entry.because.startswith("reaches it: flow:@eea")
        for entry in law_of_country("NO", DATE)
    )


def test_a_state_of_a_country_is_under_the_law_of_the_country() -> None:
    assert {e.provision.id for e in law_of_country("US", DATE)} <= {
        e.provision.id for e in law_of_country("US-MI", DATE)
    }


def test_membership_is_asked_for_the_day() -> None:
    member = {entry.provision.id for entry in law_of_country("GB", date(2019, 6, 1))}
    left = {entry.provision.id for entry in law_of_country("GB", DATE)}
    assert "eu-dual-use/authorisation-first" in member
    assert "eu-dual-use/authorisation-first" not in left


def test_each_provision_says_how_sure_it_is(comity: Run) -> None:
    out = " ".join(comity("law", "US", "--as-of", DAY).out.split())
    assert "us-ear/deemed-export [conduct] 15 CFR 734.13(a)(2)" in out
    assert "seen in an official source" in out
    assert "reviewed by nobody yet" in out


@pytest.mark.parametrize("deal", sorted(DEALS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_deal_is_told_what_applies_and_what_cannot_be_told(comity: Run, deal: Path) -> None:
    ran = comity("law", deal, "--as-of", DAY, "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    assert data["schema"] == "comity/law/1"
    assert data["as_of"] == DAY
    answers = {entry["deal"]["answer"] for entry in data["provisions"]}
    assert "yes" in answers
    assert all(entry["deal"]["lifted_by"] for entry in data["provisions"] if entry["deal"]["answer"] == "no")
    assert all(entry["deal"]["questions"] for entry in data["provisions"] if entry["deal"]["answer"] == "open")
    text = comity("law", deal, "--as-of", DAY).out
    assert all(entry["id"] in text for entry in data["provisions"])


@pytest.mark.parametrize("about", [(), ("US",), ("--unverified",), (DEALS / "spin-qubit-control.toml",)], ids=str)
def test_what_is_printed_as_data_fits_its_schema(comity: Run, about: tuple[object, ...]) -> None:
    schema("law").validate(json.loads(comity("law", *about, "--as-of", DAY, "--format", "json").out))


def test_the_open_theory_deal_is_under_no_transfer_tool(comity: Run) -> None:
    assert "eu-gdpr/transfer-tool" not in ids(comity("law", DEALS / "open-theory.toml", "--format", "json").out)


def test_law_as_of_a_day_leaves_out_what_had_not_begun(comity: Run) -> None:
    deal = DEALS / "spin-qubit-control.toml"
    before = ids(comity("law", deal, "--as-of", "2024-09-05", "--format", "json").out)
    after = ids(comity("law", deal, "--as-of", DAY, "--format", "json").out)
    assert "us-ear/licence-first" not in before
    assert "us-ear/licence-first" in after


def test_unverified_leaves_only_what_nobody_reviewed_or_saw(comity: Run) -> None:
    shown = set(ids(comity("law", "--unverified", "--format", "json").out))
    law = load_law().provisions
    assert shown == {id for id, p in law.items() if p.reviewed.on is None or p.seen.grade == "none"}


def test_unverified_lists_dated_tables_that_were_not_seen_in_an_official_text_and_counts(comity: Run) -> None:
    law = load_law()
    unseen = {f"@{name}" for name, members in law.groups.items() if any(m.grade != "official" for m in members)}
    unseen |= {entry.gives for entry in law.thresholds if entry.grade != "official"}
    tables = json.loads(comity("law", "--unverified", "--format", "json").out)["tables"]
    assert {table["name"] for table in tables} == unseen
    assert all(table["grade"] in ("secondary", "none") for table in tables)
    out = comity("law", "--unverified").out
    assert "\nDated tables not seen in an official text\n" in out
    official = sum(p.seen.grade == "official" and p.reviewed.on is None for p in law.provisions.values())
    assert f"\n{len(law.provisions)} provisions: {official} seen in an official text, " in out
    assert "tables" not in json.loads(comity("law", "DE", "--format", "json").out)


def test_a_deal_is_told_what_of_its_law_needs_an_eye(comity: Run) -> None:
    deal = DEALS / "spin-qubit-control.toml"
    shown = set(ids(comity("law", deal, "--unverified", "--as-of", DAY, "--format", "json").out))
    assert shown
    assert shown <= set(ids(comity("law", deal, "--as-of", DAY, "--format", "json").out))


def test_older_than_leaves_only_what_was_not_looked_at_since(comity: Run) -> None:
    shown = set(ids(comity("law", "--older-than", "365", "--as-of", DAY, "--format", "json").out))
    law = load_law().provisions
    assert shown
    assert all((law[id].seen.dated or date.min) < date(2025, 11, 22) for id in shown)
    recent = {id for id, p in law.items() if p.seen.dated is not None and p.seen.dated >= date(2025, 11, 22)}
    assert recent
    assert not shown & recent


@pytest.mark.parametrize(("country", "hint"), [("ZZ", "write an ISO 3166 code"), ("Germany", "write DE")])
def test_what_is_no_country_is_misuse_with_a_hint(comity: Run, country: str, hint: str) -> None:
    ran = comity("law", country)
    assert ran.code == 2
    assert f"there is no country {country!r}\n  hint: {hint}" in ran.err


def test_a_country_without_recorded_law_is_told_so_and_no_more(comity: Run) -> None:
    ran = comity("law", "AQ")
    assert ran.code == 0
    assert ran.out == "No provision that fits is recorded: that says what is held here, not what the law is.\n"


def test_a_country_is_meant_even_where_a_folder_has_its_name(
    comity: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "DE").mkdir()
    monkeypatch.chdir(tmp_path)
    assert comity("law", "DE").code == 0


def test_a_deal_that_is_not_there_is_named(comity: Run) -> None:
    assert comity("law", "none.toml").err == "none.toml: there is no such file\n"
