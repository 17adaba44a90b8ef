"""`comity check`: reports, exit codes, plans and acceptances, on papers made for each test."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.comity.conftest import DAY, ROOT, Run

PAPER = ROOT / "docs/examples/northgate-exchange.md"
# Nothing is asked of a paper of this kind between two parties of one union who send nothing: what is left is form.
EMPTY_KIND = ("--kind", "variation", "--party", "DE", "--party", "FR", "--fact", "flow:none", "--fact", "data:none")
EMPTY_KIND += ("--fact", "fund:none")


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A paper whose only defect is a blank."""
    path = tmp_path / "variation.md"
    path.write_text("# Amendment No. 1\n\n1. The project ends on [●] and not before.\n", encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A paper with nothing to say about."""
    path = tmp_path / "clean.md"
    path.write_text("# Amendment No. 1\n\n1. The project ends one year later.\n", encoding="utf-8")
    return path


def test_a_paper_with_nothing_against_it_exits_with_0(comity: Run, clean: Path) -> None:
    ran = comity("check", clean, *EMPTY_KIND, "--as-of", DAY)
    assert (ran.code, ran.err) == (0, "")
    assert "no errors, no warnings, no notes" in ran.out


def test_a_finding_at_the_level_exits_with_1_and_one_below_it_with_0(comity: Run, blank: Path) -> None:
    assert comity("check", blank, *EMPTY_KIND, "--as-of", DAY).code == 0
    ran = comity("check", blank, *EMPTY_KIND, "--as-of", DAY, "--fail-on", "note", "--all")
    assert ran.code == 1
    assert "A blank is left: [●]" in ran.out


def test_a_text_that_cannot_be_assessed_exits_with_3(comity: Run, tmp_path: Path) -> None:
    paper = tmp_path / "empty.md"
    paper.write_text(" \n\n \n", encoding="utf-8")
    ran = comity("check", paper, *EMPTY_KIND, "--as-of", DAY)
    assert ran.code == 3
    assert "Could not decide: the document holds no text that can be read" in ran.out


def test_our_own_draft_with_a_blank_is_an_error(comity: Run, deal: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    ran = comity("check", out, "--deal", deal, "--as-of", DAY, "--fail-on", "error", "--format", "json")
    assert ran.code == 1
    errors = [f for f in json.loads(ran.out)["findings"] if f["severity"] == "error"]
    assert {finding["term"] for finding in errors} == {"drafting/blank-left"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("none.md", None, "there is no such file"),
        ("empty.docx", b"", "the file is empty"),
        ("paper.pdf", b"%PDF-1.7\n", "this is a PDF, which is not read yet"),
        ("paper.docx", b"plain words", "the file is named like a Word file but holds plain text"),
        ("broken.docx", b"PK\x03\x04 cut off", ""),
        ("picture.png", b"\x89PNG\r\n", "this is a picture"),
    ],
)
def test_a_file_that_cannot_be_read_exits_with_2_and_says_why(
    comity: Run, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    paper = tmp_path / name
    if content is not None:
        paper.write_bytes(content)
    for command in ("check", "find"):
        ran = comity(command, paper)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"{paper}: ")
        assert said in ran.err
        assert "Traceback" not in ran.err


def test_a_folder_is_no_agreement(comity: Run, tmp_path: Path) -> None:
    ran = comity("check", tmp_path)
    assert ran.code == 2
    assert "this is a folder, not a file" in ran.err


def test_one_unreadable_file_does_not_hide_the_others(comity: Run, clean: Path, tmp_path: Path) -> None:
    ran = comity("check", tmp_path / "none.md", clean, *EMPTY_KIND, "--as-of", DAY, "--format", "json")
    assert ran.code == 2
    assert "there is no such file" in ran.err
    assert [json.loads(line)["document"]["path"] for line in ran.out.splitlines()] == [str(clean)]


def test_several_files_are_one_object_a_line(comity: Run, clean: Path, blank: Path) -> None:
    ran = comity("check", clean, blank, *EMPTY_KIND, "--as-of", DAY, "--format", "json")
    assert ran.code == 0
    assert [json.loads(line)["document"]["path"] for line in ran.out.splitlines()] == [str(clean), str(blank)]


def test_findings_in_one_of_several_files_are_findings(comity: Run, clean: Path, blank: Path) -> None:
    assert comity("check", clean, blank, *EMPTY_KIND, "--as-of", DAY, "--fail-on", "note").code == 1


def test_the_same_check_prints_the_same_bytes(comity: Run) -> None:
    options = (PAPER, "--party", "US", "--party", "DE", "--as-of", DAY, "--format", "json")
    assert comity("check", *options).out == comity("check", *options).out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--kind", "researche"), "there is no kind of agreement 'researche'"),
        (("--party", "Germany"), "write DE"),
        (("--fact", "itm:quantum-computer"), "itm"),
        (("--fact", "item:quantum-computr"), "quantum-computer"),
        (("--deal", "none.toml"), "there is no such file"),
        (("--with", "none.docx"), "there is no such file"),
        (("--playbook", "none.toml"), "there is no such file"),
        (("--for", "FR"), "--for: there is no party 'FR'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_an_option_that_names_what_does_not_exist_is_misuse(
    comity: Run, options: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = comity("check", PAPER, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_party_the_deal_does_not_have_cannot_be_acted_for(comity: Run, deal: Path) -> None:
    ran = comity("check", PAPER, "--deal", deal, "--for", "spre")
    assert ran.code == 2
    assert ran.err == "--for: there is no party 'spre'\n  hint: did you mean spree?\n"


def test_the_party_we_act_for_is_named_by_option_else_by_the_deal(comity: Run, deal: Path) -> None:
    assert "Checked for spree, " in comity("check", PAPER, "--deal", deal, "--for", "spree", "--as-of", DAY).out
    assert "Checked for nobody in particular, " in comity("check", PAPER, "--deal", deal, "--as-of", DAY).out
    deal.write_text('for = "lakeshore"\n' + deal.read_text(encoding="utf-8"), encoding="utf-8")
    assert "Checked for lakeshore, " in comity("check", PAPER, "--deal", deal, "--as-of", DAY).out


def test_without_a_deal_we_act_for_a_party_by_its_country(comity: Run) -> None:
    facts = ("--party", "US", "--party", "DE[role=recipient]", "--as-of", DAY)
    assert "Checked for DE, " in comity("check", PAPER, *facts, "--for", "DE").out
    ran = comity("check", PAPER, *facts, "--party", "DE[role=provider]", "--for", "DE")
    assert ran.code == 2
    assert "--for: 'DE' is where several parties sit" in ran.err


def test_a_plan_is_written_with_nothing_ticked(comity: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.toml"
    ran = comity("check", PAPER, "--as-of", DAY, "--plan", plan)
    assert ran.code in (0, 1, 3)
    assert ran.err == f"wrote {plan}\n"
    written = tomllib.loads(plan.read_text(encoding="utf-8"))
    assert written["name"] == PAPER.name
    assert all(ask["do"] is False for ask in written["ask"])
    again = comity("check", PAPER, "--as-of", DAY, "--plan", plan)
    assert again.code == 2
    assert "the file is there already" in again.err
    assert comity("check", PAPER, "--as-of", DAY, "--plan", plan, "--force").code == ran.code


def test_a_plan_never_overwrites_the_agreement_and_takes_one_file(comity: Run, blank: Path, clean: Path) -> None:
    before = blank.read_bytes()
    ran = comity("check", blank, "--plan", blank, "--force")
    assert ran.code == 2
    assert "--plan would overwrite the agreement itself" in ran.err
    assert blank.read_bytes() == before
    assert "--plan takes one file at a time" in comity("check", blank, clean, "--plan", "plan.toml").err


def test_a_finding_accepted_beside_the_paper_no_longer_counts(comity: Run, blank: Path) -> None:
    accepted = blank.with_name(f"{blank.name}.accepted.toml")
    accepted.write_text(
        '[[accepted]]\nterm = "drafting/blank-left"\nreason = "filled in by hand"\nby = "Contracts Office"\n',
        encoding="utf-8",
    )
    ran = comity("check", blank, *EMPTY_KIND, "--as-of", DAY, "--fail-on", "note")
    assert ran.code == 0
    assert "Accepted: drafting/blank-left by Contracts Office: filled in by hand" in ran.out


def test_a_mistake_in_the_acceptances_is_misuse(comity: Run, blank: Path) -> None:
    accepted = blank.with_name(f"{blank.name}.accepted.toml")
    accepted.write_text('[[accepted]]\nterm = "drafting/blank-left"\nby = "Contracts Office"\n', encoding="utf-8")
    ran = comity("check", blank, *EMPTY_KIND)
    assert ran.code == 2
    assert ran.err.startswith(f"{accepted.name}:")


def test_a_check_leaves_the_agreement_as_it_was(comity: Run, blank: Path, tmp_path: Path) -> None:
    before = blank.read_bytes()
    comity("check", blank)
    comity("find", blank)
    assert blank.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [blank.name]
