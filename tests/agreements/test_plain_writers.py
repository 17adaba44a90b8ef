"""The agreement as text, Markdown, HTML and JSON: the same words and numbers, and nothing a name could do harm by."""

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from agreements.agreement import (
    Agreement,
    Blank,
    Block,
    Contents,
    Grid,
    PageBreak,
    Reference,
    SignatureBlock,
    SignatureLine,
    Words,
)
from agreements.plain_writers import as_html, as_json, as_markdown, as_text, line_of, said
from agreements.reading import read_document
from tests.agreements.word.conftest import DAY, DEALS, agreement_of
from tests.agreements.word.test_runs import TYPED

PARTS = (
    Block("title", "title", (Words("Research Agreement"),)),
    Contents(),
    Block("terms", "part-heading", (Words("Agreed terms"),)),
    Block("c", "clause-heading", (Words("Term"),), label="1.", number="1"),
    Block("c1", "clause", (Words("It begins on "), Blank("start date", "agreement.start"), Words(".")), 1, "1.1", "1.1",
          heading="Start."),
    Block("c1a", "clause", (Words("see clause "), Reference("c", "1")), 2, "(a)", "1.1(a)"),
    Block("w", "words", (Words("closing words."),), 2),
    PageBreak("b"),
    Block("s", "schedule-heading", (Words("Plan"),), label="Schedule 1", number="Schedule 1"),
    Grid("g", "Plan", (((Words("Task"),), (Words("By"),)), ((Words("a|b"),), (Words("First"),)))),
    SignatureBlock("sign", "First", (Words("Signed for "), Words("First", bold=True)),
                   (SignatureLine("Name"), SignatureLine("Title", (Words("Dean"),)))),
)  # fmt: skip


def agreement(*parts: object) -> Agreement:
    return Agreement(
        title="Research Agreement", short_title="Research Agreement: X", parties=("First", "Second"),
        parts=parts or PARTS, as_of=DAY, language="en-GB", house_style="comity", key="0" * 16,  # type: ignore[arg-type]
    )  # fmt: skip


def test_text_is_indented_and_numbered() -> None:
    assert as_text(agreement()) == (
        "RESEARCH AGREEMENT\n\n\nAGREED TERMS\n\n\n1.    Term\n\n"
        "1.1   Start. It begins on [start date].\n\n      (a)  see clause 1\n\n           closing words.\n\n\n"
        "SCHEDULE 1 PLAN\n\n      | Task | By |\n      | a|b | First |\n\n"
        "Signed for First\n  Name: ______________________________\n  Title: Dean\n"
    )


def test_markdown_has_headings_escaped_numbers_and_tables() -> None:
    assert as_markdown(agreement()).split("\n\n")[:9] == [
        "# Research Agreement",
        "## Agreed terms",
        "## 1. Term",
        "1\\.1 **Start.** It begins on \\[start date\\].",
        "\\(a) see clause 1",
        "closing words.",
        "## Schedule 1 Plan",
        "| Task | By |\n| --- | --- |\n| a\\|b | First |",
        "Signed for **First**",
    ]


def test_html_marks_blanks_and_fetches_nothing() -> None:
    page = as_html(agreement())
    assert "<mark>[start date]</mark>" in page
    assert '<p class="n i1"><span>(a)</span>see clause 1</p>' in page
    assert '<html lang="en-GB">' in page
    assert not [word for word in ("src=", "href=", "@import", "url(", "<script", "<link") if word in page]


def test_json_is_data_of_the_agreement_alone() -> None:
    data = json.loads(as_json(agreement()))
    assert sorted(data) == ["language", "parties", "parts", "schema", "title"]
    assert data["parts"][3] == {
        "role": "clause",
        "level": 1,
        "label": "1.1",
        "heading": "Start.",
        "text": "It begins on [start date].",
    }
    assert data["parts"][-1]["lines"][1] == {"caption": "Title", "value": "Dean"}


class Shown(HTMLParser):
    """The words a browser shows."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("typed", TYPED)
def test_html_shows_what_was_typed(typed: str) -> None:
    page = Shown()
    page.feed(as_html(agreement(Block("w", "words", (Words(typed, typed=True),)))))
    assert typed in page.words
    assert page.tags <= {"html", "head", "meta", "title", "style", "body", "p"}


@pytest.mark.parametrize(
    "typed", [*TYPED, "- dash", "+ plus", "1. one", "12) twelve", "=== line", "[^1]: note", "> quote"]
)
def test_markdown_reads_back_as_typed(tmp_path: Path, typed: str) -> None:
    block = Block("w", "words", (Words(typed, typed=True),))
    (tmp_path / "a.md").write_text(as_markdown(agreement(block)), encoding="utf-8")
    (one,) = read_document(tmp_path / "a.md").paragraphs
    assert f"{one.label} {one.text}".strip().split() == typed.split()


@pytest.mark.parametrize("typed", TYPED)
def test_json_holds_what_was_typed(typed: str) -> None:
    data = json.loads(as_json(agreement(Block("w", "words", (Words(typed, typed=True),)))))
    assert data["parts"][0]["text"] == typed


@pytest.mark.parametrize("write", [as_text, as_markdown, as_html, as_json])
def test_no_control_character_comes_out(write: Callable[[Agreement], str]) -> None:
    bad = "A\x00B\x1b[31m\x0b\u2028C"
    block = Block("w", "words", (Words(bad, typed=True),))
    sign = SignatureBlock("s", bad, (Words(bad),), (SignatureLine("Name", (Words(bad),)),))
    written = write(agreement(block, Grid("g", "x", (((Words(bad),),),)), sign))
    assert [char for char in written if ord(char) < 32 and char != "\n"] == []
    assert "\u2028" not in written


@pytest.mark.parametrize("deal", DEALS, ids=lambda path: path.stem)
@pytest.mark.parametrize("write", [as_text, as_markdown, as_html])
def test_every_format_says_every_word_of_the_agreement(deal: Path, write: Callable[[Agreement], str]) -> None:
    composed = agreement_of(deal)
    page = Shown()
    page.feed(write(composed) if write is as_html else "")
    text = "".join(page.words) if write is as_html else write(composed).replace("\\", "").replace("**", "")
    squeezed = "".join(text.split()).casefold()
    for part in composed.parts:
        if isinstance(part, Block):
            assert "".join(f"{part.label}{line_of(part)}".split()).casefold() in squeezed
        elif isinstance(part, Grid):
            for row in part.rows:
                assert all("".join(said(cell).split()).casefold() in squeezed for cell in row)
