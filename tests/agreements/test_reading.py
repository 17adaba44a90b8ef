"""One door for every file: Word, text and Markdown by content, and a clear word for all else."""

import subprocess
import sys
from pathlib import Path

import pytest

from agreements.reading import read_document
from clauses.errors import ContentError
from tests.agreements.word.making import make

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def test_each_format_is_known_by_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    (tmp_path / "a.md").write_text("# Title", encoding="utf-8")
    make(tmp_path / "a.docx", "Text.")
    assert [read_document(tmp_path / f"a.{end}").format for end in ("txt", "md", "docx")] == [
        "text",
        "markdown",
        "docx",
    ]


@pytest.mark.parametrize("name", ["a.docx", "a.DOC", "a.docm"])
def test_text_that_calls_itself_a_word_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Text.", encoding="utf-8")
    with pytest.raises(ContentError, match="named like a Word file but holds plain text"):
        read_document(tmp_path / name)


def test_text_is_read_without_what_only_word_files_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    code = (
        "import pathlib, sys; from agreements.reading import read_document;"
        f"read_document(pathlib.Path({str(tmp_path / 'a.txt')!r})); print({{'lxml', 'docx'}} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_every_real_paper_at_hand_is_read() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the collection of real papers is not beside the project")
    files = [path for path in CORPUS.rglob("*") if path.suffix in (".docx", ".txt", ".md")]
    assert [path for path in files if not read_document(path).paragraphs] == []
