"""`comity classify`: what it shows, as text and as data, and that it stays with us."""

import json
from pathlib import Path

import pytest

from tests.comity.conftest import DAY, DEALS, Run
from tests.comity.test_schemas import schema


@pytest.mark.parametrize("deal", sorted(DEALS.glob("*.toml")), ids=lambda path: path.stem)
def test_the_items_of_an_example_deal_fit_the_schema_and_are_all_shown(comity: Run, deal: Path) -> None:
    ran = comity("classify", deal, "--as-of", DAY, "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    schema("classify").validate(data)
    text = comity("classify", deal, "--as-of", DAY).out
    assert all(f"\n{item['id']}: {item['name']}" in text for item in data["items"])
    assert all(f"{entry['code'].partition('-')[2]} [{entry['law']}]" in text for entry in entries(data))


def entries(data: dict[str, list[dict[str, list[dict[str, list[dict[str, str]]]]]]]) -> list[dict[str, str]]:
    return [entry for item in data["items"] for law in item["jurisdictions"] for entry in law["entries"]]


def test_the_text_says_that_it_is_internal_and_no_classification(comity: Run) -> None:
    out = " ".join(comity("classify", DEALS / "open-theory.toml", "--as-of", DAY).out.split())
    assert out.startswith(f"Candidate control codes as of {DAY} Internal: for our own use.")
    assert "A candidate is no classification." in out
    assert "The deal tells of no technology item." in out


def test_each_number_is_shown_with_what_is_given_what_is_wanted_and_how_sure_the_entry_is(comity: Run) -> None:
    out = " ".join(comity("classify", DEALS / "spin-qubit-control.toml", "--as-of", DAY).out.split())
    assert "3A901 [us-ear]: candidate temperature 4.0 given, <= 4.5 wanted: met in force from 2024-09-06; entry" in out
    assert "4A906 [us-ear]: compared, not met qubits 60 given, >= 34 wanted: met;" in out
    assert "cnot-error 0.004 given, <= 0.0001 wanted: not met" in out


def test_what_is_not_told_is_asked(comity: Run, deal: Path) -> None:
    text = deal.read_text(encoding="utf-8").replace(
        "numbers = { qubits = 60, cnot-error = 0.004 }", "numbers = { qubits = 60 }"
    )
    deal.write_text(text, encoding="utf-8")
    out = " ".join(comity("classify", deal, "--as-of", DAY).out.split())
    assert "4A906 [us-ear]: cannot tell" in out
    assert "still to be known: What figure does 60-qubit spin processor have for two-qubit gate error?" in out


def test_a_day_before_the_first_and_a_deal_with_a_mistake_are_misuse(comity: Run, deal: Path) -> None:
    assert comity("classify", deal, "--as-of", "2001-01-01").code == 2
    deal.write_text(deal.read_text(encoding="utf-8").replace("qubits = 60", "qubits = 1"), encoding="utf-8")
    ran = comity("classify", deal)
    assert ran.code == 2
    assert "a two-qubit error is given for a machine of 1 qubits\n  hint: mend the count" in ran.err


def test_nothing_of_it_goes_into_a_draft(comity: Run, deal: Path, tmp_path: Path) -> None:
    out = tmp_path / "draft.txt"
    assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    text = out.read_text(encoding="utf-8")
    assert [code for code in ("3A901", "3A501", "4A906", "4A506") if code in text] == []
