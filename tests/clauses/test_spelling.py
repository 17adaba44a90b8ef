"""The American spelling of our own wording."""

import re

import pytest

from clauses.library import Library, Page, load_library, texts
from clauses.source import read_toml
from clauses.spelling import TABLE, american

WORDS: dict[str, str] = dict(read_toml(TABLE).values["american"])
LIBRARY: Library = load_library()

# Endings by which British wording is known.
BRITISH = re.compile(
    r"\b(?:\w*(?:is(?:e|es|ed|ing|ation|ations)|our|ours|oured|ouring|ourable|ys(?:e|ed|ing)|tres?|lled|lling|ogue)"
    r"|(?:licen|defen|offen)ces?)\b",
    re.IGNORECASE,
)
# Words that merely end so, and are spelt so on both sides.
ALIKE = frozenset(
    """
    advise advised advises advising advertise advertised advertising arise arises arising comprise comprised comprises
    compromise compromised compromises compromising concise devise disguise enterprise enterprises excise exercise
    exercised exercises exercising expertise franchise improvise likewise merchandise noise otherwise poise praise
    precise premise premises promise promised promises promising raise raised raises raising revise revised revises
    revising rise rises rising supervise supervised supervises supervising surprise televise treatise wise
    advertisement four hour hours our ours pour tour your
    billed billing called calling compelled compelling controlled controlling dialogue drilled enrolled expelled filled
    filling fulfilled fulfilling handling installed installing killed pulled rolled selling skilled spelled telling
    uncontrolled unskilled unwilling willing withholding
    """.split()
)


@pytest.mark.parametrize(
    ("british", "expected"),
    [
        ("The licence is authorised.", "The license is authorized."),
        ("LICENCE", "LICENSE"),
        ("Organisations and Programmes", "Organizations and Programs"),
        ("5 per cent", "5 percent"),
        ("Authorised Person", "Authorized Person"),
        ("advise, otherwise, exercise, promise", "advise, otherwise, exercise, promise"),
        ("licenceless", "licenceless"),
    ],
)
def test_words_are_spelt_the_american_way_and_keep_their_capitals(british: str, expected: str) -> None:
    assert american(british) == expected


@pytest.mark.parametrize("word", WORDS)
def test_each_word_of_the_table_differs_and_stands_still_once_changed(word: str) -> None:
    assert WORDS[word] != word
    assert american(word) == WORDS[word]
    assert american(american(word)) == american(word)


def test_text_without_such_words_is_left_alone() -> None:
    said = "The Parties shall share data, and each shall tell the other of a breach."
    assert american(said) == said


@pytest.mark.parametrize("page", LIBRARY.pages.values(), ids=lambda page: page.id)
def test_no_british_ending_is_left_in_the_american_spelling_of_a_page(page: Page) -> None:
    said = american(" ".join(section.text for _, section in texts(page)))
    assert not {word.lower() for word in BRITISH.findall(said)} - ALIKE
