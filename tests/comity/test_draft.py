"""`comity draft`: what it writes, what it says, and that it writes whole files or none."""

import json
import os
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import comity as api
from agreements.compose import Budget
from agreements.reading import read_document
from comity.drafts import summary
from tests.comity.conftest import DAY, DEALS, Run
from tests.programs import need

EXAMPLES = sorted(DEALS.glob("*.toml"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_drafts_to_a_word_file(comity: Run, example: Path, tmp_path: Path) -> None:
    deal = tmp_path / example.name
    deal.write_bytes(example.read_bytes())
    out = tmp_path / "out.docx"
    ran = comity("draft", deal, "-o", out, "--as-of", DAY)
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out.startswith(f"wrote {out}\n")
    assert read_document(out).words > 1_000
    assert names(tmp_path) == sorted([example.name, f"{example.stem}.comity.json", "out.docx"])


def test_the_draft_stands_where_the_user_is_under_the_name_of_the_deal(
    comity: Run, deal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert comity("draft", deal, "--as-of", DAY).out.startswith("wrote deal.docx\n")
    assert names(here) == ["deal.docx"]


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".txt", ".json"])
def test_the_suffix_decides_the_format(comity: Run, deal: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    data = out.read_bytes()
    if suffix == ".docx":
        assert zipfile.is_zipfile(out)
    elif suffix == ".json":
        assert json.loads(data)["title"]
    else:
        assert b"Lakeshore State University" in data


def test_what_is_blank_open_and_to_be_done_is_printed(comity: Run, deal: Path, tmp_path: Path) -> None:
    ran = comity("draft", deal, "-o", tmp_path / "out.docx", "--as-of", DAY)
    composition = api.compose(api.read_deal(deal), as_of=date.fromisoformat(DAY))
    lines = ran.out.split("\n")
    blanks = composition.agreement.blanks
    assert f"{len(blanks)} blank{'' if len(blanks) == 1 else 's'}:" in lines
    assert all(any(blank.asks in line for line in lines) for blank in blanks)
    assert all(f"  - {question.text}" in lines for question in composition.questions)
    assert all(any(f"{due.owner}, " in line and due.do in line for line in lines) for due in composition.actions)
    assert any(line.startswith("length: ") for line in lines)


def test_a_position_that_serves_one_side_is_named_to_us(deal: Path) -> None:
    composition = api.compose(api.read_deal(deal), as_of=date.fromisoformat(DAY))
    review = next(choice for choice in composition.choices if choice.page.id == "publication/review")
    assert not any("publication/review" in line for line in summary(composition))
    told = list(summary(replace(composition, choices=(replace(review, position="sponsor-delay"),))))
    at = told.index("1 one-sided position:")
    assert told[at + 1] == "  - publication/review/sponsor-delay (serves payer, owner)"


def test_what_was_assumed_and_what_is_only_offered_is_told(deal: Path) -> None:
    composition = api.compose(api.read_deal(deal), as_of=date.fromisoformat(DAY))
    told = list(summary(replace(composition, assumed=("data:genomic", "deal:equity"), offered=("publication/review",))))
    assert "assumed absent: data:genomic, deal:equity" in told
    assert "offered, not drafted: publication/review" in told


@pytest.mark.parametrize(("compliance", "said"), [(250, "25%, within"), (260, "26%, over")])
def test_the_length_budget_is_told_as_kept_or_not(deal: Path, compliance: int, said: str) -> None:
    composition = api.compose(api.read_deal(deal), as_of=date.fromisoformat(DAY))
    told = list(summary(replace(composition, budget=Budget(compliance, 1_000))))
    assert told[-1] == f"length: 1000 operative words, {compliance} of them on compliance ({said} the 25% we allow)"


def test_the_same_deal_key_and_day_give_the_same_bytes(comity: Run, deal: Path, tmp_path: Path) -> None:
    one, two, other = (tmp_path / name for name in ("one.docx", "two.docx", "other.docx"))
    for out in (one, two):
        assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    assert comity("draft", deal, "-o", other, "--as-of", "2026-12-24").code == 0
    assert one.read_bytes() == two.read_bytes()
    assert one.read_bytes() != other.read_bytes()


def test_the_key_is_made_once_where_the_deal_has_none(comity: Run, deal: Path, tmp_path: Path) -> None:
    text = deal.read_text(encoding="utf-8")
    deal.write_text("\n".join(line for line in text.split("\n") if not line.startswith("key =")), encoding="utf-8")
    one, two = tmp_path / "one.docx", tmp_path / "two.docx"
    for out in (one, two):
        assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    assert one.read_bytes() == two.read_bytes()


def test_an_internal_draft_holds_the_reasons_and_a_default_one_none_of_them(
    comity: Run, deal: Path, tmp_path: Path
) -> None:
    inside, outside = tmp_path / "inside.docx", tmp_path / "outside.docx"
    assert comity("draft", deal, "-o", inside, "--as-of", DAY, "--internal").code == 0
    assert comity("draft", deal, "-o", outside, "--as-of", DAY).code == 0
    assert "word/comments.xml" in zipfile.ZipFile(inside).namelist()
    assert b"host-determines" in zipfile.ZipFile(inside).read("word/comments.xml")
    assert "word/comments.xml" not in zipfile.ZipFile(outside).namelist()
    side = json.loads((tmp_path / "deal.comity.json").read_text(encoding="utf-8"))
    assert [draft["internal"] for draft in side["drafts"].values()] == [True, False]


def test_a_file_that_is_there_is_left_alone_without_force(comity: Run, deal: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    out.write_bytes(b"mine")
    ran = comity("draft", deal, "-o", out, "--as-of", DAY)
    assert ran.code == 2
    assert ran.err == f"{out}: the file is there already\n  hint: choose another name, or add --force\n"
    assert out.read_bytes() == b"mine"
    assert names(tmp_path) == ["deal.toml", "out.docx"]
    assert comity("draft", deal, "-o", out, "--as-of", DAY, "--force").code == 0
    assert zipfile.is_zipfile(out)


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("out.doc", "there is no format '.doc'"),
        ("out", "format"),
        ("missing/out.docx", "there is no folder"),
        ("deal.toml", "there is no format '.toml'"),
        ("deal.comity.json", "a draft is not written over its own deal"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_written(
    comity: Run, deal: Path, tmp_path: Path, out: str, said: str
) -> None:
    before = deal.read_bytes()
    ran = comity("draft", deal, "-o", tmp_path / out, "--as-of", DAY, "--force")
    assert ran.code == 2
    assert said in ran.err
    assert names(tmp_path) == ["deal.toml"]
    assert deal.read_bytes() == before


def test_a_deal_is_not_overwritten_by_its_own_draft(comity: Run, deal: Path) -> None:
    text_deal = deal.with_name("deal.md")
    deal.rename(text_deal)
    before = text_deal.read_bytes()
    ran = comity("draft", text_deal, "-o", text_deal, "--as-of", DAY, "--force")
    assert ran.code == 2
    assert "a draft is not written over its own deal" in ran.err
    assert text_deal.read_bytes() == before


def test_a_folder_is_not_a_deal_and_not_a_draft(comity: Run, deal: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder.docx"
    folder.mkdir()
    ran = comity("draft", deal, "-o", folder, "--as-of", DAY, "--force")
    assert (ran.code, ran.err) == (2, f"{folder}: this is a folder, not a file\n")
    ran = comity("draft", tmp_path, "-o", tmp_path / "out.docx")
    assert ran.code == 2
    assert "this is a folder, not a file" in ran.err


def test_a_deal_that_is_not_there_is_named(comity: Run, tmp_path: Path) -> None:
    ran = comity("draft", tmp_path / "none.toml", "-o", tmp_path / "out.docx")
    assert ran.code == 2
    assert ran.err.endswith("none.toml: there is no such file\n")
    assert not names(tmp_path)


def test_all_mistakes_of_a_deal_are_told_at_once_and_nothing_is_written(
    comity: Run, deal: Path, tmp_path: Path
) -> None:
    text = (
        deal.read_text(encoding="utf-8").replace('country = "DE"', 'country = "Germany"').replace("months", "monthss")
    )
    deal.write_text(text, encoding="utf-8")
    ran = comity("draft", deal, "-o", tmp_path / "out.docx", "--as-of", DAY)
    assert ran.code == 2
    assert "hint: write DE" in ran.err
    assert "monthss" in ran.err
    assert names(tmp_path) == ["deal.toml"]


@pytest.mark.parametrize("option", ["--internal", "--pages"])
def test_options_for_word_files_are_refused_elsewhere(comity: Run, deal: Path, tmp_path: Path, option: str) -> None:
    ran = comity("draft", deal, "-o", tmp_path / "out.txt", "--as-of", DAY, option)
    assert ran.code == 2
    assert f"{option} is for Word files" in ran.err
    assert names(tmp_path) == ["deal.toml"]


def test_a_house_style_is_chosen_by_name(comity: Run, deal: Path, tmp_path: Path) -> None:
    assert comity("draft", deal, "-o", tmp_path / "o.docx", "--as-of", DAY, "--house-style", "comity").code == 0
    ran = comity("draft", deal, "-o", tmp_path / "p.docx", "--as-of", DAY, "--house-style", "comty")
    assert (ran.code, ran.err) == (2, "--house-style: there is no house style 'comty'\n  hint: did you mean comity?\n")
    assert not (tmp_path / "p.docx").exists()


def test_a_folder_that_cannot_be_written_is_refused_before_anything_is(
    comity: Run, deal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Told by the system and not tried with a real folder: whoever runs the tests may be allowed everything.
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != tmp_path)
    out = tmp_path / "out"
    out.mkdir()
    ran = comity("draft", deal, "-o", out / "out.docx", "--as-of", DAY)
    assert ran.code == 2
    assert "the side file cannot be written here\n  hint: copy the deal to a folder of your own" in ran.err
    assert names(out) == []


def test_a_draft_cut_off_while_it_is_written_leaves_no_file(
    comity: Run, deal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    ran = comity("draft", deal, "-o", tmp_path / "out.docx", "--as-of", DAY)
    assert ran.code == 2
    assert "cannot be written: No space left on device" in ran.err
    assert names(tmp_path) == ["deal.toml"]


def test_a_pdf_is_made_where_libreoffice_is_there(comity: Run, deal: Path, tmp_path: Path) -> None:
    need("soffice")
    out = tmp_path / "out.pdf"
    assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    assert out.read_bytes().startswith(b"%PDF-")


def test_page_numbers_stand_in_the_contents_list_where_they_are_asked_for(
    comity: Run, deal: Path, tmp_path: Path
) -> None:
    need("soffice", "pdftotext")
    out = tmp_path / "out.docx"
    assert comity("draft", deal, "-o", out, "--as-of", DAY, "--pages").code == 0
    assert b" PAGEREF " in zipfile.ZipFile(out).read("word/document.xml")


@pytest.mark.parametrize(("name", "options"), [("out.pdf", ()), ("out.docx", ("--pages",))])
def test_without_the_programs_it_needs_a_layout_is_refused_and_nothing_is_written(
    comity: Run, deal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, options: tuple[str, ...]
) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    ran = comity("draft", deal, "-o", tmp_path / name, "--as-of", DAY, *options)
    assert ran.code == 2
    assert " is not installed\n  hint: install " in ran.err
    assert names(tmp_path) == ["deal.toml"]
