"""The words of facts: trees by hyphen, lists without doubles, countries, and questions."""

from itertools import pairwise

import pytest

from agreements.words import Answer, country_name, covers, load_words

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
