"""Headings are told by their look where no style says so."""

import pytest

from agreements.headings import is_contents_line, looks_like_heading, may_be_heading


@pytest.mark.parametrize("text", ["CONFIDENTIALITY", "TERM AND TERMINATION.", "ARTICLE IV"])
def test_capitals_make_a_heading(text: str) -> None:
    assert looks_like_heading(text)


@pytest.mark.parametrize("text", ["Confidentiality", "Term and Termination", "Law of the Contract"])
def test_a_short_title_is_a_heading_with_a_number_or_in_bold_only(text: str) -> None:
    assert looks_like_heading(text, numbered=True)
    assert looks_like_heading(text, bold=True)
    assert not looks_like_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "Each Party shall keep it secret",
        "The Parties agree",
        "Name: __________",
        "First University, and",
        "Costs are shared; travel is not",
        "[Intentionally omitted]",
        "12345 Berlin",
        "",
    ],
)
def test_a_sentence_a_signature_or_a_gap_is_no_heading_even_in_bold(text: str) -> None:
    assert not looks_like_heading(text, bold=True)


def test_a_whole_clause_in_a_heading_style_is_no_heading() -> None:
    assert may_be_heading("Notices")
    assert not may_be_heading("A notice shall be in writing and in English")


@pytest.mark.parametrize("text", ["1. Term ........ 4", "Schedule 1\t27", "Notices…… 12", "Annex . . . . . iv"])
def test_leaders_and_a_page_number_make_a_contents_line(text: str) -> None:
    assert is_contents_line(text)


@pytest.mark.parametrize("text", ["1. Term", "It ends after 4 years", "Name ........"])
def test_other_lines_are_none(text: str) -> None:
    assert not is_contents_line(text)
