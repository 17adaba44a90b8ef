"""The words of facts: their trees, their kinds and columns, and the countries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from clauses.errors import near
from clauses.source import read_toml

TABLE = Path(__file__).with_name("facts.toml")
SUBDIVISIONS = Path(__file__).with_name("subdivisions.toml")
INTERNATIONAL = "INT"  # a body under no state's law


class Answer(IntEnum):
    """No, cannot tell, yes: `min` is *and*, `max` is *or* (Kleene)."""

    NO = 0
    OPEN = 1
    YES = 2

    def inverted(self) -> "Answer":
        """Yes for no and no for yes; what is open stays open."""
        return Answer(2 - self)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind of fact: the list of its words (`free`, `actor`, `country` or a tree) and its question."""

    name: str
    words: str
    question: str = ""
    is_: str = ""  # what it tells, in words


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: how many places it has, what list they come from, its columns and its numbers."""

    name: str
    places: int
    words: str
    columns: Mapping[str, Column]
    numbers: Mapping[str, str]
    section: str
    question: str
    place_question: str


@dataclass(frozen=True, slots=True)
class WordTable:
    """Everything facts.toml says."""

    kinds: Mapping[str, Kind]
    lists: Mapping[str, tuple[str, ...]]
    questions: Mapping[str, str]
    follows_from: Mapping[str, str]  # words of `deal` to the kind of fact they follow from
    together: Mapping[str, tuple[str, ...]]  # classes of items to the numbers that an entry compares together

    def check_word(self, list_name: str, word: str) -> str | None:
        """The hint for a word that is not in a list; None when it is."""
        if list_name in ("free", "actor"):
            return None
        if list_name == "country":
            return _country_hint(self, word)
        return None if word in self.lists[list_name] else near(word, self.lists[list_name])

    def country_code(self, name: str) -> str | None:
        """The ISO code of a country by its English name, None where there is no such country."""
        return _codes().get(name.strip().lower())

    def countries(self) -> Iterator[tuple[str, str]]:
        """Every code with its English name."""
        yield from sorted(_territories().items())


def _country_hint(table: WordTable, word: str) -> str | None:
    country = word.partition("-")[0]
    if word != country and country in _places()["complete"] and word not in subdivisions():
        return near(word, [code for code in subdivisions() if code.startswith(f"{country}-")])
    if word == INTERNATIONAL or country in _territories():
        return None
    code = table.country_code(word)
    return f"write {code}" if code else "write an ISO 3166 code, such as DE or CA-QC"


@lru_cache(maxsize=65_536)
def covers(word: str, value: str) -> Answer:
    """Whether a word holds for a value: yes when equal or refined by it, open when the value is coarser."""
    if value == word or value.startswith(f"{word}-"):
        return Answer.YES
    return Answer.OPEN if word.startswith(f"{value}-") else Answer.NO


def country_name(code: str) -> str:
    """The English name of a country or subdivision code, as a sentence has it."""
    said = _places()["in_a_sentence"]
    if code in said or code in subdivisions():
        return str(said.get(code) or subdivisions()[code])
    base = code.partition("-")[0]
    return str(said.get(base) or _territories().get(base, code))


@cache
def subdivisions() -> Mapping[str, str]:
    """The English names of the subdivisions we know, by code."""
    names: Mapping[str, str] = _places()["names"]
    return names


@cache
def _places() -> Mapping[str, Any]:
    return read_toml(SUBDIVISIONS, "agreements/subdivisions.toml").values


@cache
def load_words() -> WordTable:
    """The table of words that ships with the package. Raises ContentError."""
    data = read_toml(TABLE, "agreements/facts.toml").values
    kinds: dict[str, Kind] = {}
    for name, entry in data["kind"].items():
        columns = {} if "same_columns_as" not in entry else dict(kinds[entry["same_columns_as"]].columns)
        columns |= {key: _column(key, said) for key, said in entry.get("columns", {}).items()}
        kinds[name] = Kind(
            name=name,
            places=2 if name in ("pair", "flow") else 1,
            words=entry["words"],
            columns=columns,
            numbers=entry.get("numbers", {}),
            section=entry.get("section", ""),
            question=entry.get("question", ""),
            place_question=entry["place"].get("question", ""),
        )
    lists = {name: tuple(words) for name, words in data["words"].items()}
    together = {item: tuple(names) for item, names in data["together"].items()}
    return WordTable(kinds, lists, data["questions"], data["follows_from"], together)


def _column(name: str, entry: Mapping[str, Any]) -> Column:
    return Column(name, entry["words"], entry.get("question", ""), entry.get("is", ""))


@cache
def _territories() -> Mapping[str, str]:
    from babel import Locale

    return {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO")
    }


@cache
def _codes() -> Mapping[str, str]:
    return {name.lower(): code for code, name in _territories().items()}
