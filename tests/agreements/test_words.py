"""The words of facts: trees by hyphen, lists without doubles, countries, and questions."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from agreements.fact_words import tables
from agreements.facts import facts_of_options
from agreements.legislation import load_law
from agreements.patterns import parse_pattern
from agreements.words import Answer, _places, country_name, covers, load_words, subdivisions

TABLE = load_words()


@pytest.mark.parametrize(
    ("word", "value", "answer"),
    [
        ("personal", "personal", Answer.YES),
        ("personal", "personal-study-health", Answer.YES),
        ("personal-study", "personal", Answer.OPEN),
        ("personal-study", "personal-contact", Answer.NO),
        ("CA-QC", "CA", Answer.OPEN),
        ("CA", "CA-QC", Answer.YES),
        ("CA-QC", "CA-ON", Answer.NO),
        ("data", "database", Answer.NO),
        ("us-3A90", "us-3A901", Answer.NO),
    ],
)
def test_a_word_covers_itself_and_its_refinements_and_nothing_that_merely_starts_alike(
    word: str, value: str, answer: Answer
) -> None:
    assert covers(word, value) is answer


def test_answers_are_ordered_so_that_least_is_and_most_is_or_and_open_stays_open_when_turned_round() -> None:
    assert all(low < high for low, high in pairwise((Answer.NO, Answer.OPEN, Answer.YES)))
    assert [answer.inverted() for answer in Answer] == [Answer.YES, Answer.OPEN, Answer.NO]


@pytest.mark.parametrize("name", sorted(TABLE.lists))
def test_no_word_stands_twice_in_its_list(name: str) -> None:
    assert len(set(TABLE.lists[name])) == len(TABLE.lists[name])


@pytest.mark.parametrize("kind", sorted(TABLE.kinds))
def test_every_list_a_kind_names_exists(kind: str) -> None:
    known = {*TABLE.lists, "country", "free", "actor"}
    entry = TABLE.kinds[kind]
    assert {entry.words, *(column.words for column in entry.columns.values())} <= known


@pytest.mark.parametrize("kind", sorted(set(TABLE.kinds) - {"deal"}))
def test_a_kind_that_can_be_open_has_a_question_that_is_one(kind: str) -> None:
    assert TABLE.kinds[kind].question.endswith("?")


def test_a_word_of_the_deal_is_asked_by_itself_or_follows_from_another_kind() -> None:
    assert not set(TABLE.questions) & set(TABLE.follows_from)
    assert set(TABLE.questions) | set(TABLE.follows_from) == set(TABLE.lists["deal"])
    assert all(TABLE.kinds[kind].question for kind in TABLE.follows_from.values())


def test_a_question_has_no_name_but_those_that_are_filled_in() -> None:
    for kind in TABLE.kinds.values():
        for text in (kind.place_question, *(column.question for column in kind.columns.values())):
            text.format(**{"who": "A", "from": "B", "to": "C", "of": "D"})


@pytest.mark.parametrize(("typed", "hint"), [("Germany", "write DE"), ("france", "write FR"), ("XX", "ISO 3166")])
def test_a_country_that_is_no_code_gets_its_code_or_the_rule_as_hint(typed: str, hint: str) -> None:
    said = TABLE.check_word("country", typed)
    assert said is not None
    assert hint in said


@pytest.mark.parametrize("code", ["DE", "CA-QC", "US-MI", "INT", "HK", "TW"])
def test_countries_subdivisions_and_bodies_under_no_states_law_are_places(code: str) -> None:
    assert TABLE.check_word("country", code) is None


def test_a_country_is_called_as_a_sentence_calls_it() -> None:
    assert [country_name(code) for code in ("US", "GB", "DE")] == ["the United States", "the United Kingdom", "Germany"]
    assert [country_name(code) for code in ("US-MI", "US-DC", "CH-ZH")] == [
        "Michigan",
        "the District of Columbia",
        "Switzerland",
    ]


def test_a_subdivision_that_does_not_exist_is_no_place_where_all_of_them_are_known() -> None:
    assert TABLE.check_word("country", "US-MX") is not None
    assert TABLE.check_word("country", "CH-ZH") is None


def test_every_place_named_is_one() -> None:
    for code in (*subdivisions(), *_places()["in_a_sentence"], *_places()["complete"]):
        assert TABLE.check_word("country", code) is None


# The page for users


PAGE = Path(__file__).resolve().parents[2] / "docs" / "facts.md"


def shown(language: str) -> list[str]:
    """The lines of the page's blocks in a language."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.splitlines()]


def test_the_page_on_facts_ends_with_the_words_there_are(update_golden: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index("| kind | places |")]
    if update_golden:
        PAGE.write_text(head + tables(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == head + tables()


@pytest.mark.parametrize("tag", shown("fact"))
def test_a_fact_on_the_page_can_be_typed(tag: str) -> None:
    facts = facts_of_options((), (tag,), date(2026, 11, 24))
    assert facts.rows or facts.closed


@pytest.mark.parametrize("pattern", shown("pattern"))
def test_a_pattern_on_the_page_is_one(pattern: str) -> None:
    assert set(parse_pattern(pattern).groups()) <= set(load_law().groups)
