"""`comity find`: what a document holds, whatever the facts."""

import json
from pathlib import Path

from checker.cards import load_cards
from comity.cli.options import printable
from tests.comity.conftest import ROOT, Run

PAPER = ROOT / "docs/examples/northgate-exchange.md"


def test_every_subject_and_every_term_is_looked_for(comity: Run) -> None:
    ran = comity("find", PAPER, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    data = json.loads(ran.out)
    assert sorted(data["subjects"]) == sorted(load_cards().subjects)
    assert sorted(data["terms"]) == sorted(load_cards().terms)


def test_the_text_names_the_file_and_its_kind(comity: Run) -> None:
    first = comity("find", PAPER).out.split("\n")[0]
    assert first.startswith(f"{PAPER}: research (")


def test_several_files_are_one_object_a_line_and_one_unreadable_exits_with_2(comity: Run, tmp_path: Path) -> None:
    ran = comity("find", PAPER, tmp_path / "none.md", PAPER, "--format", "json")
    assert ran.code == 2
    assert [json.loads(line)["document"]["path"] for line in ran.out.splitlines()] == [str(PAPER), str(PAPER)]
    assert ran.err == f"{tmp_path / 'none.md'}: there is no such file\n"


def test_a_draft_of_ours_is_read_like_any_other_file(comity: Run, deal: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert comity("draft", deal, "-o", out, "--as-of", "2026-11-22").code == 0
    data = json.loads(comity("find", out, "--format", "json").out)
    assert data["document"]["kind"] == "research"
    assert data["terms"]["deemed-export/access-gate"]["verdict"] == "met"


def test_a_quoted_agreement_does_not_command_the_screen() -> None:
    shown = printable("keep \x1b[31msecret\x9b2J\x07\n\tand quiet")
    assert shown == "keep [31msecret2J\n\tand quiet"
