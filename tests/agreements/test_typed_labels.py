"""Labels that somebody typed are told from sentences that begin alike."""

import pytest

from agreements.typed_labels import read_label, typed_label, values_of


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("14.2 The Parties", "14.2", "The Parties"),
        ("14.2.1\tThe Parties", "14.2.1", "The Parties"),
        ("1. Definitions", "1.", "Definitions"),
        ("4A. Extra Work", "4A.", "Extra Work"),
        ("4A.1 The Parties", "4A.1", "The Parties"),
        ("Schedule A-1: Prices", "Schedule A-1", "Prices"),
        ("(b) the other", "(b)", "the other"),
        ("iv) the other", "iv)", "the other"),
        ("ARTICLE IV – TERM", "ARTICLE IV", "TERM"),
        ("Annex B: Budget", "Annex B", "Budget"),
        ("§ 7 Haftung", "§ 7", "Haftung"),
    ],
)
def test_a_label_and_where_the_text_begins(text: str, label: str, rest: str) -> None:
    found = typed_label(text)
    assert found is not None
    assert (found[0].text, text[found[1] :]) == (label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "2.5 million euros",
        "30 days after",
        "Article 6 applies.",
        "Schedule 2 lists them.",
        "(s)he signs",
        "3D Printing is done.",
        "",
        "—",
    ],
)
def test_what_only_begins_alike_is_no_label(text: str) -> None:
    assert typed_label(text) is None


def test_an_amount_in_a_table_is_no_label() -> None:
    assert typed_label("1.2 Tonnes", in_table=True) is None
    assert typed_label("1.2 The Provider delivers", in_table=True) is not None


def test_i_counts_as_a_letter_and_as_a_numeral() -> None:
    assert values_of("i") == (("lower-letter", 9), ("lower-roman", 1))
    assert values_of("XIV") == (("upper-roman", 14),)
    assert values_of("12") == (("decimal", 12),)
    assert values_of("bb") == (("lower-letter", 28),)


def test_a_label_that_word_printed_is_read_as_it_is() -> None:
    read = read_label("Clause 4")
    assert read is not None
    assert read.values == (("decimal", 4),)
