"""A draft is written in the format its name asks for, whole or not at all, and never over a file of the user's."""

import os
import shutil
from pathlib import Path

import pytest

from agreements import writing
from agreements.agreement import Agreement, Contents
from agreements.reading import read_document
from agreements.writing import SUFFIXES, write_agreement, write_whole
from clauses.errors import ContentError
from tests.agreements.word.conftest import DEALS, agreement_of
from tests.programs import need

STARTS = {".docx": b"PK", ".html": b"<!doctype html>", ".md": b"# ", ".txt": b"", ".json": b"{"}


@pytest.fixture
def short() -> Agreement:
    return agreement_of(DEALS[0])


def refused(agreement: Agreement, path: Path, **more: bool) -> str:
    with pytest.raises(ContentError) as caught:
        write_agreement(agreement, path, **more)
    return str(caught.value).removeprefix(f"{path}: ")


@pytest.mark.parametrize("suffix", sorted(STARTS))
def test_the_suffix_names_the_format(short: Agreement, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"draft{suffix}"
    write_agreement(short, path)
    assert path.read_bytes().startswith(STARTS[suffix])
    assert list(tmp_path.iterdir()) == [path]


def test_a_pdf_is_made_where_libreoffice_is_there(short: Agreement, tmp_path: Path) -> None:
    need("soffice")
    write_agreement(short, tmp_path / "draft.pdf")
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF-")


def test_page_numbers_are_put_into_the_contents_list(tmp_path: Path) -> None:
    need("soffice", "pdftotext")
    longer = next(made for made in map(agreement_of, DEALS) if any(isinstance(part, Contents) for part in made.parts))
    write_agreement(longer, tmp_path / "draft.docx", pages=True)
    entries = [one.text for one in read_document(tmp_path / "draft.docx").paragraphs if one.kind == "contents"][1:]
    numbers = [int(entry.rpartition("\t")[2]) for entry in entries]
    assert numbers == sorted(numbers)
    assert numbers[0] > 1


def test_without_libreoffice_no_pdf_is_left_half_made(
    short: Agreement, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ContentError, match="LibreOffice is not installed"):
        write_agreement(short, tmp_path / "draft.pdf")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_suffix_is_refused_with_the_nearest(short: Agreement, tmp_path: Path) -> None:
    assert refused(short, tmp_path / "draft.docs") == "there is no format '.docs'\n  hint: did you mean .docx?"


def test_a_name_without_a_suffix_is_refused_with_those_there_are(short: Agreement, tmp_path: Path) -> None:
    said = refused(short, tmp_path / "draft")
    assert said.startswith("the name has no suffix that says the format")
    assert all(suffix in said for suffix in SUFFIXES)


@pytest.mark.parametrize("suffix", sorted(STARTS))
def test_a_file_that_is_there_is_kept(short: Agreement, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"draft{suffix}"
    path.write_text("mine", encoding="utf-8")
    assert refused(short, path) == "the file is there already\n  hint: choose another name, or add --force"
    assert path.read_text(encoding="utf-8") == "mine"


def test_force_writes_over_it(short: Agreement, tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("mine", encoding="utf-8")
    write_agreement(short, path, force=True)
    assert path.read_text(encoding="utf-8") != "mine"


def test_a_folder_is_refused(short: Agreement, tmp_path: Path) -> None:
    (tmp_path / "draft.docx").mkdir()
    assert refused(short, tmp_path / "draft.docx", force=True) == "this is a folder, not a file"


def test_a_folder_that_is_not_there_is_named(short: Agreement, tmp_path: Path) -> None:
    assert refused(short, tmp_path / "gone" / "draft.docx") == f"there is no folder {str(tmp_path / 'gone')!r}"


@pytest.mark.parametrize("option", ["internal", "pages"])
def test_what_only_word_files_can_hold_is_refused_elsewhere(short: Agreement, tmp_path: Path, option: str) -> None:
    assert refused(short, tmp_path / "draft.txt", **{option: True}).startswith(f"--{option} is for Word files")


def test_a_failure_while_writing_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "draft.txt"
    path.write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(ContentError, match="cannot be written: No space left on device"):
        write_whole(path, b"new", force=True)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [("draft.txt", "old")]


def test_an_interrupted_writing_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "draft.txt", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX systems")
def test_a_draft_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "draft.txt", b"new")
    (tmp_path / "other").touch()
    assert (tmp_path / "draft.txt").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_every_plain_format_is_a_suffix() -> None:
    assert set(writing.PLAIN) < set(SUFFIXES)
