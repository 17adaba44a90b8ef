"""End punctuation, set when it is known which items there are."""

import pytest

from clauses.punctuation import punctuated
from clauses.text import Item, labels, parse_items


def said(items: tuple[Item, ...]) -> list[str]:
    """Texts in printing order."""
    return [text for item in items for text in (item.text, *said(item.children), *item.closing)]


def set_(text: str) -> list[str]:
    return said(punctuated(parse_items(text)))


def test_three_items_end_in_semicolon_semicolon_and_and_full_stop() -> None:
    assert set_("1. Either:\n   1. a\n   1. b\n   1. c") == ["Either:", "a;", "b; and", "c."]


def test_two_items_are_joined_by_and() -> None:
    assert set_("1. Both:\n   1. a\n   1. b") == ["Both:", "a; and", "b."]


def test_one_item_is_folded_into_its_lead_in() -> None:
    assert set_("1. It is:\n   1. a") == ["It is a."]


def test_a_list_of_nothing_says_none() -> None:
    assert set_("1. The items are:") == ["The items are: none."]


def test_a_table_without_rows_says_none() -> None:
    (item,) = punctuated(parse_items("1. The items are:\n\n   | Item | Origin |\n   | --- | --- |"))
    assert item.rows == (("Item", "Origin"), ("None", ""))
    assert item.text == "The items are:"


def test_one_item_that_ends_so_makes_the_list_alternative() -> None:
    assert set_("1. One of:\n   1. a\n   1. b; or\n   1. c") == ["One of:", "a;", "b; or", "c."]


def test_punctuation_in_the_source_is_not_doubled() -> None:
    assert set_("1. All:\n   1. a;\n   1. b; and\n   1. c.") == ["All:", "a;", "b; and", "c."]


def test_closing_words_that_go_on_keep_the_list_open() -> None:
    assert set_("1. If:\n   1. a\n   1. b\n\n   it ends.") == ["If:", "a; and", "b,", "it ends."]


def test_closing_words_that_begin_anew_end_the_list() -> None:
    assert set_("1. If:\n   1. a\n   1. b\n\n   Nothing else ends it.") == [
        "If:",
        "a; and",
        "b.",
        "Nothing else ends it.",
    ]


def test_closing_words_go_on_after_a_list_of_one() -> None:
    assert set_("1. If:\n   1. a\n\n   it ends.") == ["If a it ends."]


def test_a_list_in_a_list_takes_the_punctuation_of_its_place() -> None:
    text = "1. All:\n   1. a:\n      1. b\n      1. c\n   1. d\n   1. e:\n      1. f\n      1. g"
    assert set_(text) == ["All:", "a:", "b; and", "c;", "d; and", "e:", "f; and", "g."]


def test_a_list_of_one_in_a_list_ends_like_its_neighbours() -> None:
    assert set_("1. All:\n   1. a:\n      1. b\n   1. c") == ["All:", "a b; and", "c."]


def test_a_list_of_one_with_a_list_of_its_own_is_folded_once() -> None:
    assert set_("1. It:\n   1. is:\n      1. a\n      1. b") == ["It is:", "a; and", "b."]


def test_an_item_with_a_run_in_heading_is_not_folded() -> None:
    assert set_("1. It:\n   1. **Cap.** Is a") == ["It:", "Is a."]


def test_items_under_a_sentence_keep_their_own_punctuation() -> None:
    assert set_("1. A sentence.\n   1. Another!\n   1. Third.") == ["A sentence.", "Another!", "Third."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. It is: ^outer\n   1. a ^inner", ["outer", "inner"]),
        ("1. It is:\n   1. a ^inner", ["inner"]),
        ("1. It is: ^outer\n   1. a", ["outer"]),
    ],
)
def test_no_label_is_lost_by_folding(text: str, expected: list[str]) -> None:
    assert list(labels(punctuated(parse_items(text)))) == expected


def test_the_item_for_the_definitions_is_left_open() -> None:
    assert set_("1. These words mean: ^definitions") == ["These words mean:"]
