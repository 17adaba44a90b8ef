"""`import comity`: what other programs use."""

import json
from datetime import date
from pathlib import Path

import pytest

import comity
from tests.comity.conftest import DAY, ROOT

DATE = date.fromisoformat(DAY)
PAPER = ROOT / "docs/examples/northgate-exchange.md"


@pytest.mark.parametrize("name", comity.__all__)
def test_every_name_is_there_and_told_of_in_the_documentation(name: str) -> None:
    assert getattr(comity, name) is getattr(comity, name)
    assert f"`{name}" in (ROOT / "docs/api.md").read_text(encoding="utf-8")


def test_the_names_are_all_that_dir_shows() -> None:
    assert dir(comity) == sorted(comity.__all__)


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'comity' has no attribute 'chek'"):
        comity.chek  # noqa: B018 - asking for it is the test


def test_a_deal_becomes_an_agreement_in_a_file(deal: Path, tmp_path: Path) -> None:
    composition = comity.compose(comity.read_deal(deal), as_of=DATE)
    out = tmp_path / "out.docx"
    comity.write_agreement(composition.agreement, out)
    assert comity.read_document(out).words > 1_000


def test_draft_does_what_the_command_does(deal: Path, tmp_path: Path) -> None:
    composition = comity.draft(deal, tmp_path / "out.docx", as_of=DATE)
    assert composition.agreement.blanks
    assert (tmp_path / "deal.comity.json").exists()


def test_a_report_as_data_is_what_the_command_prints() -> None:
    report = comity.check(comity.read_document(PAPER), comity.Asking(as_of=DATE, parties=("US", "DE")))
    assert isinstance(report, comity.Report)
    assert report.exit_code(comity.Severity.ERROR) in (0, 1, 3)
    assert json.loads(json.dumps(comity.check_as_data(report)))["schema"] == "comity/check/1"


def test_what_a_document_holds_as_data_is_what_the_command_prints() -> None:
    held = comity.find(comity.read_document(PAPER))
    assert json.loads(json.dumps(comity.find_as_data(held)))["schema"] == "comity/find/1"


def test_mistakes_come_all_at_once_as_one_error(tmp_path: Path) -> None:
    bad = tmp_path / "deal.toml"
    bad.write_text('[agreement]\ntemplate = "consortium"\nmonts = 3\n[project]\ntitle = ""\n', encoding="utf-8")
    with pytest.raises(comity.ContentError) as caught:
        comity.read_deal(bad)
    assert len(caught.value.mistakes) >= 3
    assert all(isinstance(mistake, comity.Mistake) for mistake in caught.value.mistakes)
