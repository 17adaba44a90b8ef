"""Names and titles come out of a Word file as they were typed, whatever is in them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from agreements.agreement import Agreement, Block, Words
from agreements.word.names import NSMAP, w
from agreements.word.reader import read_word
from agreements.word.writer import written
from tests.agreements.word.structure import roots_of

TYPED = [
    "Müller & Söhne <GmbH> \"A\" 'B'",
    "{{ party.name }} {% for x in y %}",
    "**Bold** _it_ # [link](x) | cell ^label",
    "量子计算研究院 (Quantum Institute)",
    "جامعة الملك عبد الله",
    "האוניברסיטה העברית",
    "東京大学とMax-Planck-Institut",
    "한국과학기술원",
    "two  blanks, and one at the end ",
    "a\u200bb\u00a0c",
    "𝛼 beam",
]


@pytest.mark.parametrize("typed", TYPED)
def test_what_was_typed_comes_back_as_typed(small: Callable[..., Agreement], tmp_path: Path, typed: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(written(small(Block("w", "words", (Words(f"The {typed}.", typed=True),)))))
    assert read_word(path).paragraphs[0].text == f"The {typed}."


def test_a_title_with_control_characters_makes_a_sound_file(small: Callable[..., Agreement], tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(written(small(Block("t", "title", (Words("A\x0b\x00B"),)), short_title="A\x0b\x00B")))
    read = read_word(path)
    assert (read.paragraphs[0].text, read.properties["title"]) == ("A B", "A B")


def marks(agreement: Agreement) -> list[tuple[str, list[str]]]:
    main = roots_of(written(agreement))["word/document.xml"]
    runs = [run for run in main.iter(w("r")) if run.find(w("t")) is not None]
    return [
        ("".join(e.text or "" for e in run.iter(w("t"))), [child.tag for child in run.iterfind("w:rPr/*", NSMAP)])
        for run in runs
    ]


def test_right_to_left_words_are_runs_of_their_own(small: Callable[..., Agreement]) -> None:
    agreement = small(Block("w", "words", (Words("The جامعة الملك, a university"),)))
    assert marks(agreement) == [("The ", []), ("جامعة الملك", [w("rtl")]), (", a university", [])]


def test_east_asian_words_ask_for_their_font(small: Callable[..., Agreement]) -> None:
    agreement = small(Block("w", "words", (Words("by 大学 and"),)))
    assert marks(agreement) == [("by ", []), ("大学", [w("rFonts")]), (" and", [])]
