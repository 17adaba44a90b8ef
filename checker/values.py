"""Reads figures out of passages: days, years, sums, places, typed and with the place they stand."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from checker.cards import Value
from checker.matching import Index, numbers_of
from checker.units import Unit

BLANK = "blank"  # the value of a figure that is stated, but was taken out or not yet filled in: "within [***] days"
_UNITS = {"times": "times", "number": "", "text": "", "place": "", "money": ""}
_UNITS_OF_BLANKS = {"percent": "percent"}  # a phrase with {percent} holds the word itself
_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_CURRENCIES = {"us$": "USD", "$": "USD", "€": "EUR", "£": "GBP"}
_AFTER_A_NAME = frozenset(
    "without with excluding exclusive except irrespective regardless notwithstanding applicable as in for to by at on "
    "shall will is are its which that where giving".split()
)


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A figure of a term: a number with its unit ("day", "year", "percent", a currency), or a name as written.

    The value is `BLANK` where the text states a figure that cannot be read.
    """

    term: str
    name: str
    value: Decimal | str
    unit: str
    provision: str
    paragraph: int
    quote: str


def values_in(term: str, values: Mapping[str, Value], passages: Sequence[Unit], index: Index) -> Iterator[FoundValue]:
    """The figures a card looks for, each once: in the passages that hold the term, or in all of them where it says so.

    `index` is over the sentences of the document.
    """
    for name, value in values.items():
        if not (passages or value.anywhere):
            continue
        told: set[tuple[Decimal | str, str]] = set()
        # Only paragraphs that hold the words of a phrase can hold its figure.
        likely = {
            index.units[number].paragraph for one in value.phrases for number in numbers_of(index.candidates(one))
        }
        for unit in index.units if value.anywhere else passages:
            if unit.kind not in ("operative", "definition") or (unit.paragraph not in likely and not unit.joined):
                continue
            found = _first(value, unit)
            if found is not None and found not in told:
                told.add(found)
                yield FoundValue(term, name, found[0], found[1], unit.provision, unit.paragraph, unit.quote[:320])


def _first(value: Value, unit: Unit) -> tuple[Decimal | str, str] | None:
    for one in value.phrases:
        match = one.search(unit.text)
        if match is None:
            continue
        groups = match.groupdict()
        if groups.get("place"):
            begin, end = match.span("place")
            if name := _name(unit.quote[begin:end]):
                return name, ""
            continue
        if groups.get("n") is None:
            return match[0], ""
        number = number_in(groups["n"])
        if number is None:
            # Without a unit beside it nobody knows what was taken out: days, or months.
            counted = groups.get("unit") or _currency(groups.get("currency")) or _UNITS_OF_BLANKS.get(value.unit, "")
            return BLANK, counted
        if groups.get("currency"):
            number *= _SCALES.get(groups.get("scale") or "", 1)
            return number, _currency(groups["currency"])
        return number, groups.get("unit") or _UNITS.get(value.unit, value.unit)
    return None


def _currency(said: str | None) -> str:
    return "" if said is None else _CURRENCIES.get(said, said.upper())


def number_in(text: str) -> Decimal | None:
    """The number in "60", "sixty (60)", "1,000,000" or "forty-five"; figures beat words. None where there is none."""
    figures = re.search(r"\d[\d,']*(?:\.\d+)?", text)
    if figures is not None:
        return Decimal(re.sub(r"[,']", "", figures[0]))
    total = 0
    for word in re.findall(r"[a-z]+", text.lower()):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in _WORDS:
            total += _WORDS[word]
    return Decimal(total) if total else None


def _name(text: str) -> str:
    """A name as far as its words are capitalised: "England and Wales, without regard to …" is "England and Wales".

    Empty where no name begins. In a text all in capitals a name ends at the words that commonly follow one.
    """
    kept: list[str] = []
    for word in re.findall(r"[\w'’.-]+,?", text):
        bare = word.strip(",")
        small = bare.lower() in ("of", "and", "the", "de", "la")
        if bare.lower() in _AFTER_A_NAME or not (bare[:1].isupper() or small):
            break
        kept.append(bare)
        if word.endswith(","):
            break
    while kept and kept[-1].lower() in ("of", "and", "the", "de", "la"):
        kept.pop()
    while kept and kept[0].lower() == "the":
        kept.pop(0)
    return " ".join(kept)
