"""A contents list in plain text is found by its heading and ends where the numbers begin again."""

from agreements.contents import contents_among

CLAUSES = ["1. Term", "This Agreement lasts for three years.", "2. Money", "Each Party pays its own share."]


def test_entries_without_leaders_are_found_until_the_first_clause() -> None:
    pieces = ["Agreement", "Table of Contents", "1. Term", "2. Money", *CLAUSES]
    assert contents_among(pieces) == {1, 2, 3}


def test_entries_with_page_numbers_are_found_without_a_heading() -> None:
    assert contents_among(["Agreement", "Term ....... 2", "Money ....... 3", *CLAUSES]) == {1, 2}


def test_a_paper_without_a_contents_list_has_none() -> None:
    assert contents_among(["Agreement", *CLAUSES]) == frozenset()


def test_the_word_contents_in_a_sentence_begins_no_list() -> None:
    sentence = (
        "The contents of this Agreement are confidential, and no Party may show them to anybody but its advisers."
    )
    assert contents_among(["Agreement", sentence, *CLAUSES]) == frozenset()
