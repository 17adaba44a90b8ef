"""Patterns over facts: `kind:test>test[column=test,...]`, the only language in which conditions are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from agreements.words import load_words
from clauses.errors import near

_SHAPE = re.compile(r"^\s*([a-z]+)\s*:\s*([^\[\]]+?)\s*(?:\[(.*)\])?\s*$")
_COLUMN = re.compile(r"^\s*([a-z-]+(?:\.[a-z-]+)?)\s*(>=|<=|=|>|<)\s*(.+?)\s*$")
_NAME = re.compile(r"^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$")


@dataclass(frozen=True, slots=True)
class Test:
    """Any of some words, turned round by `negated`. A word is a name, `@group`, `*` or `?`."""

    words: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """A column compared with a number."""

    op: str
    number: Decimal


@dataclass(frozen=True, slots=True)
class Pattern:
    """A parsed pattern; `text` is what was written."""

    text: str
    kind: str
    places: tuple[Test, ...]
    columns: tuple[tuple[str, Test | Comparison], ...]

    def groups(self) -> Iterator[str]:
        """The groups it names, without the @."""
        tests = [*self.places, *(test for _, test in self.columns if isinstance(test, Test))]
        yield from (word[1:] for test in tests for word in test.words if word.startswith("@"))


@lru_cache(maxsize=4096)
def parse_pattern(text: str) -> Pattern:
    """The pattern in a text. Raises ValueError whose message may carry a hint on a second line."""
    table = load_words()
    shape = _SHAPE.match(text)
    if shape is None:
        raise ValueError(f"{text!r} is not a pattern\n  hint: write kind:word, such as party:US[kind=university]")
    if shape[1] not in table.kinds:
        raise ValueError(f"there is no kind of fact {shape[1]!r} in {text!r}\n  hint: {near(shape[1], table.kinds)}")
    kind = table.kinds[shape[1]]
    ends = shape[2].split(">")
    if len(ends) != kind.places:
        wanted = "one place" if kind.places == 1 else "two places, such as US>DE"
        raise ValueError(f"{kind.name} has {wanted}: {text!r}")
    places = tuple(_test(end, kind.words, text) for end in ends)
    columns: list[tuple[str, Test | Comparison]] = []
    for part in _split(shape[3] or ""):
        found = _COLUMN.match(part)
        if found is None:
            raise ValueError(
                f"{part!r} in {text!r} is not a condition on a column\n  hint: write column=word or column>=number"
            )
        columns.append((found[1], _column_test(kind.name, found[1], found[2], found[3], text)))
    return Pattern(text.strip(), kind.name, places, tuple(columns))


def _split(text: str) -> list[str]:
    return [part for part in text.split(",") if part.strip()]


def _column_test(kind: str, name: str, op: str, value: str, text: str) -> Test | Comparison:
    table = load_words()
    own, _, opened = name.partition(".")
    columns, numbers = table.kinds[kind].columns, table.kinds[kind].numbers
    if own in numbers and not opened:
        if op == "=" and value == "?":
            return Test(("?",))
        return _comparison(op, value, text)
    if own not in columns:
        raise ValueError(f"{kind} has no column {own!r} in {text!r}\n  hint: {near(own, [*columns, *numbers])}")
    column = columns[own]
    if opened:
        if column.words != "actor":
            raise ValueError(f"{own!r} holds no actor, so {name!r} cannot be opened in {text!r}")
        actor_columns = table.kinds["actor"].columns
        if opened not in actor_columns and opened != "country":
            raise ValueError(
                f"an actor has no column {opened!r} in {text!r}\n  hint: {near(opened, [*actor_columns, 'country'])}"
            )
        words = "country" if opened == "country" else actor_columns[opened].words
    else:
        words = column.words  # an actor is named by its id, or by the place where it is established
    if op != "=":
        raise ValueError(f"{name!r} holds words, not numbers: {text!r}\n  hint: compare it with =")
    return _test(value, words, text)


def _comparison(op: str, value: str, text: str) -> Comparison:
    try:
        return Comparison(op, Decimal(value))
    except InvalidOperation:
        raise ValueError(f"{value!r} in {text!r} is not a number") from None


def _test(text: str, words: str, whole: str) -> Test:
    table = load_words()
    bare = text.strip()
    negated = bare.startswith("!")
    named = [word.strip() for word in bare.removeprefix("!").split("|")]
    for word in named:
        if word in ("*", "?"):
            continue
        if word.startswith("@"):
            if not _NAME.match(word[1:]):
                raise ValueError(f"{word!r} in {whole!r} is not the name of a group")
            continue
        if not _NAME.match(word):
            raise ValueError(f"{word!r} in {whole!r} is not a word")
        hint = table.check_word(words, word)
        if hint is not None:
            raise ValueError(f"there is no word {word!r} for {words} in {whole!r}\n  hint: {hint}")
    return Test(tuple(named), negated)


def _parsed(text: str) -> str:
    parse_pattern(text)
    return text


PatternText = Annotated[str, AfterValidator(_parsed)]


class Condition(BaseModel):
    """When something holds: flat lists of patterns, joined by *and*. With `each` it holds once a row that matches."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    each: PatternText | None = None
    all: tuple[PatternText, ...] = ()
    any: tuple[PatternText, ...] = ()
    unless: tuple[PatternText, ...] = ()

    def patterns(self) -> Iterator[str]:
        """Every pattern of the condition."""
        if self.each is not None:
            yield self.each
        yield from (*self.all, *self.any, *self.unless)
