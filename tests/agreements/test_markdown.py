"""Markdown files are read into headings, paragraphs, items, tables and notes, without their marks."""

from pathlib import Path

import pytest

from agreements.document import Document
from agreements.markdown import markdown_blocks, plain
from agreements.plain_writers import as_markdown, line_of
from agreements.reading import read_document
from tests.agreements.word.conftest import DEALS, agreement_of


def read(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    return read_document(path)


def texts(text: str) -> list[str]:
    return [block.text for block in markdown_blocks(text)]


def test_headings_have_the_level_of_their_signs(tmp_path: Path) -> None:
    document = read(tmp_path, "# Agreement\n\n## 1. Term\n\nIt lasts a year.\n\nMoney\n-----\n\nNone.\n")
    assert [(one.text, one.label, one.outline, one.kind) for one in document.paragraphs] == [
        ("Agreement", "", 1, "heading"),
        ("Term", "1.", 2, "heading"),
        ("It lasts a year.", "", None, "text"),
        ("Money", "", 2, "heading"),
        ("None.", "", None, "text"),
    ]


def test_lines_of_a_paragraph_are_joined_and_items_are_not() -> None:
    assert texts("One\nparagraph.\n- an item\n- another\n  that goes on\n1. a third\n") == [
        "One paragraph.",
        "an item",
        "another that goes on",
        "1. a third",
    ]


def test_a_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    document = read(
        tmp_path, "Text.\n\n| Item | By |\n| --- | :-: |\n| Chip \\| die | First |\n| | Second |\n\nAfter it.\n"
    )
    assert [(one.text, one.table) for one in document.paragraphs] == [
        ("Text.", None),
        ("Item", (0, 0, 0)),
        ("By", (0, 0, 1)),
        ("Chip | die", (0, 1, 0)),
        ("First", (0, 1, 1)),
        ("Second", (0, 2, 1)),
        ("After it.", None),
    ]


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("**bold** and *slanted* and ***both***", "bold and slanted and both"),
        ("snake_case_name and _slanted_", "snake_case_name and slanted"),
        ("a [link](https://example.org/a_(b)) here", "a link here"),
        ("`code` and <b>tags</b>", "code and tags"),
        ("14\\.2 \\*not marked\\*", "14.2 *not marked*"),
        ("a note[^1]", "a note"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_marks_of_emphasis_are_taken_off(marked: str, bare: str) -> None:
    assert plain(marked) == bare


def test_quotes_fences_comments_and_front_matter_leave_only_their_words() -> None:
    text = "---\ntitle: x\n---\n<!-- hidden\nwords -->\n> quoted\n\n```\ncode line\n```\n\n***\n\nEnd.\n"
    assert texts(text) == ["quoted", "code line", "End."]


def test_a_note_is_a_footnote(tmp_path: Path) -> None:
    document = read(tmp_path, "Text.[^1]\n\n[^1]: The note.\n")
    assert [(one.text, one.stream) for one in document.paragraphs] == [("Text.", "body"), ("The note.", "footnote")]


def test_boxes_to_tick_are_shown() -> None:
    assert texts("- [ ] open\n- [x] done\n") == ["☐ open", "☒ done"]


def test_a_bold_line_is_a_heading(tmp_path: Path) -> None:
    document = read(tmp_path, "# Agreement\n\n**Term**\n\nIt lasts for a year.\n")
    assert [one.kind for one in document.paragraphs] == ["heading", "heading", "text"]


@pytest.mark.parametrize("deal", DEALS, ids=lambda path: path.stem)
def test_our_own_markdown_comes_back_block_by_block(deal: Path, tmp_path: Path) -> None:
    agreement = agreement_of(deal)
    document = read(tmp_path, as_markdown(agreement))
    wanted = [(heading.label, line_of(heading)) for heading in agreement.headings()]
    found = [(one.label, one.text) for one in document.paragraphs if one.kind == "heading"]
    assert [one for one in found if one in wanted] == wanted
