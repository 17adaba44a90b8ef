"""Every rule of the strict form of Markdown in which clauses are written."""

import pytest

from clauses.text import Definition, Item, TextError, labels, parse_definitions, parse_items


def shape(items: tuple[Item, ...]) -> list[object]:
    """Items as texts, those with items under them as a pair."""
    return [(item.text, shape(item.children)) if item.children else item.text for item in items]


def mistake(text: str, *, definitions: bool = False) -> tuple[int, str, str]:
    with pytest.raises(TextError) as raised:
        _ = parse_definitions(text) if definitions else parse_items(text)
    return raised.value.line, raised.value.problem, raised.value.hint


def test_items_at_four_depths_stand_under_each_other() -> None:
    text = "1. a:\n   1. b:\n      1. c:\n         1. d\n1. e"
    assert shape(parse_items(text)) == [("a:", [("b:", [("c:", ["d"])])]), "e"]


def test_a_fifth_depth_is_refused() -> None:
    assert mistake("1. a\n            1. b") == (
        2,
        "an item stands 12 spaces in",
        "items stand 0, 3, 6 or 9 spaces in",
    )


def test_an_item_between_two_depths_is_refused() -> None:
    assert mistake("1. a\n  1. b")[:2] == (2, "an item stands 2 spaces in")


def test_an_item_cannot_go_two_depths_in_at_once() -> None:
    assert mistake("1. a\n      1. b") == (
        2,
        "an item is deeper than the one before it allows",
        "go in three spaces at a time",
    )


def test_further_lines_three_spaces_in_belong_to_the_same_paragraph() -> None:
    (item,) = parse_items("1. One sentence.\n   Another.\n   A third.")
    assert item.text == "One sentence. Another. A third."


def test_a_further_line_that_is_not_indented_is_refused() -> None:
    line, problem, hint = mistake("1. One sentence.\nAnother.")
    assert (line, problem) == (2, "this line belongs to no item")
    assert hint == "text of an item stands three spaces further in than its number"


def test_text_after_a_blank_line_three_spaces_in_closes_the_item() -> None:
    (item,) = parse_items("1. Either:\n   1. a\n   1. b\n\n   whichever\n   is later.")
    assert shape((item,)) == [("Either:", ["a", "b"])]
    assert item.closing == ("whichever is later.",)


def test_an_item_after_closing_words_is_refused() -> None:
    assert mistake("1. Either:\n   1. a\n\n   whichever is later\n   1. b")[:2] == (
        5,
        "an item stands after the closing words of its list",
    )


def test_text_without_indent_after_a_blank_line_is_words_without_a_number() -> None:
    items = parse_items("First words\ngo on.\n\n1. a")
    assert [(item.level, item.text) for item in items] == [(0, "First words go on."), (1, "a")]


@pytest.mark.parametrize("written", ["1. **Cap.** No more than that.", "1. **Cap:** No more than that."])
def test_bold_at_the_beginning_of_an_item_is_its_run_in_heading(written: str) -> None:
    (item,) = parse_items(written)
    assert item.heading.rstrip(".:") == "Cap"
    assert item.text == "No more than that."


@pytest.mark.parametrize(
    "written",
    [
        "1. No **more** than that.",
        "1. a:\n   1. b\n   1. c\n\n   and **no** more",
        "Words in **bold**",
        "1. a\n\n   | **b** |",
    ],
)
def test_bold_stands_nowhere_else(written: str) -> None:
    assert mistake(written)[1:] == ("bold stands only in run-in headings and definitions", "take out the **")


def test_a_label_at_the_end_of_an_item_is_taken_off_its_text() -> None:
    (item,) = parse_items("1. **Cap.** No more\n   than that: ^cap\n   1. a ^first")
    assert (item.text, item.label, item.children[0].label) == ("No more than that:", "cap", "first")
    assert list(labels((item,))) == ["cap", "first"]


def test_a_label_in_the_middle_of_an_item_is_refused() -> None:
    assert mistake("1. No more ^cap\n   than that.")[:2] == (1, "a label stands at the end of its item")


def test_a_condition_holds_for_the_next_item_with_all_under_it() -> None:
    items = parse_items("1. a\n? fund:eu\n? page:family/page\n1. b:\n   1. c\n1. d")
    assert [item.conditions for item in items] == [(), ("fund:eu", "page:family/page"), ()]
    assert items[1].children[0].conditions == ()


def test_a_condition_before_a_nested_item_leaves_its_list_whole() -> None:
    (item,) = parse_items("1. a:\n   1. b\n? fund:eu\n   1. c\n   1. d")
    assert [child.conditions for child in item.children] == [(), ("fund:eu",), ()]


@pytest.mark.parametrize(
    ("written", "line"), [("1. a\n? fund:eu", 2), ("1. a:\n   1. b\n\n? fund:eu\n   and so on", 5)]
)
def test_a_condition_that_no_item_follows_is_refused(written: str, line: int) -> None:
    assert mistake(written)[:2] == (line, "the condition 'fund:eu' is followed by no item")


def test_a_condition_without_a_space_is_refused() -> None:
    assert mistake("?fund:eu\n1. a") == (1, "'?fund:eu' is not in the form", 'a condition is written "? pattern"')


def test_a_drafters_note_is_never_read() -> None:
    assert shape(parse_items("> Why this is so.\n1. a\n> And this.\n   b")) == ["a b"]


def test_rows_between_bars_are_a_table_whose_first_row_is_the_header() -> None:
    (item,) = parse_items("1. The items are:\n\n   | Item | Origin |\n   | --- | :-: |\n   | a \\| b | DE |")
    assert item.rows == (("Item", "Origin"), ("a | b", "DE"))


def test_a_table_may_stand_alone() -> None:
    (item,) = parse_items("| Item |\n| --- |\n| a |")
    assert (item.level, item.text, item.rows) == (0, "", (("Item",), ("a",)))


def test_a_row_that_is_longer_than_the_header_is_refused() -> None:
    assert mistake("| a | b |\n| c |")[:2] == (2, "a row has 1 cells, the header 2")


def test_a_row_without_its_last_bar_is_refused() -> None:
    assert mistake("| a | b")[:2] == (1, "a table row ends with |")


@pytest.mark.parametrize("written", ["2. b", "1) b", "- b", "* b", "### b", "1.B", "```"])
def test_other_markdown_is_refused(written: str) -> None:
    line, problem, hint = mistake(f"1. a\n{written}")
    assert (line, problem) == (2, f"{written!r} is not in the form")
    assert hint == 'an item is written "1. text", whatever its number'


def test_a_definition_is_a_term_and_the_words_after_it() -> None:
    (found,) = parse_definitions("**Controlled Items** means goods\nand software.")
    assert found == Definition("Controlled Items", "means goods and software.", line=1)


@pytest.mark.parametrize("verb", ["means", "includes", "has the meaning"])
def test_a_definition_may_begin_in_three_ways(verb: str) -> None:
    assert parse_definitions(f"**Term** {verb} something.")[0].term == "Term"


def test_a_definition_has_items_conditions_and_closing_words() -> None:
    text = "? fund:eu\n**Term** means:\n\n1. a:\n   1. b\n1. c\n\nbut not d.\n\n**Next** means e."
    first, second = parse_definitions(text)
    assert first.conditions == ("fund:eu",)
    assert shape(first.children) == [("a:", ["b"]), "c"]
    assert first.closing == ("but not d.",)
    assert second.term == "Next"


@pytest.mark.parametrize("written", ["Term means something.", "**Term**, that is something."])
def test_text_that_defines_nothing_is_refused_among_definitions(written: str) -> None:
    assert mistake(written, definitions=True) == (
        1,
        "a definition begins with **Term** means",
        "write **Term** means …",
    )


def test_bold_in_the_words_of_a_definition_is_refused() -> None:
    assert mistake("**Term** means **something**.", definitions=True)[0] == 1
