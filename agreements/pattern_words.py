"""Patterns in words, for people who read when a provision applies and do not know the language of patterns."""

from agreements.patterns import Comparison, Pattern, Test, parse_pattern
from agreements.questions import is_country
from agreements.words import Column, country_name, load_words

# How a fact of each kind is called, with its places.
_KINDS = {
    "party": "a party in {0}",
    "actor": "anybody with a part in {0}",
    "pair": "a party in {0} together with one in {1}",
    "flow": "something that passes from {0} to {1}",
    "item": "a technology item: {0}",
    "data": "a data set: {0}",
    "person": "people who take part: {0}",
    "fund": "money from a programme: {0}",
    "work": "work done in {0}",
    "deal": "of the deal it is true: {0}",
    "agreement": "the agreement is of the kind {0}",
}
_SIGNS = {">=": "at least", "<=": "at most", ">": "more than", "<": "less than", "=": "exactly"}


def in_words(text: str | Pattern) -> str:
    """A pattern as a phrase: which fact it asks for, with what in its columns."""
    pattern = parse_pattern(text) if isinstance(text, str) else text
    said = _KINDS[pattern.kind].format(*(_test(test, place=_has_countries(pattern.kind)) for test in pattern.places))
    columns = "; ".join(_column(pattern.kind, name, asked) for name, asked in pattern.columns)
    return f"{said} ({columns})" if columns else said


def _has_countries(kind: str) -> bool:
    return load_words().kinds[kind].words == "country"


def _column(kind: str, name: str, asked: Test | Comparison) -> str:
    words = load_words().kinds[kind]
    if isinstance(asked, Comparison):
        return f"{words.numbers.get(name, name)}: {_SIGNS[asked.op]} {asked.number}"
    own, _, opened = name.partition(".")
    column = words.columns.get(own, Column(own, ""))
    said = _test(asked, place=column.words in ("country", "actor") and opened in ("", "country"))
    if own in words.numbers:
        return f"{words.numbers[own]}: {said}"
    if not opened:
        return f"{column.is_ or own}: {said}"
    of = load_words().kinds["actor"].columns.get(opened, Column(opened, "", "", "where it is established"))
    return f"{of.is_ or opened} of the one ({column.is_ or own}): {said}"


def _test(test: Test, *, place: bool) -> str:
    words = [_word(word, place=place) for word in test.words]
    if not test.negated:
        return " or ".join(words)
    if place:
        return f"a place outside {' and outside '.join(words)}"
    return f"not {words[0]}" if len(words) == 1 else f"neither {' nor '.join(words)}"


def _word(word: str, *, place: bool) -> str:
    if word == "*":
        return "any country" if place else "any"
    if word == "?":
        return "not told"
    if word.startswith("@"):
        return f"the group {word}"
    if is_country(word):
        return country_name(word)
    return word if place else word.replace("-", " ")  # in a place of an actor stands an id
