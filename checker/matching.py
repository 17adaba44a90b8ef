"""Finds phrases in a document by an index of its words: a phrase is looked for only where its words stand.

A set of units is a whole number with a bit for each: joining and crossing sets of thousands costs next to nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_

from checker.phrases import Need, Phrase
from checker.units import Unit
from checker.wordlists import Slot, Words

_WORD = re.compile(r"\w+")
Place = tuple[int, int]
Units = int  # a set of units: bit n for unit n


def as_units(numbers: Iterable[int], many: int) -> Units:
    """The set of some units of so many."""
    bits = bytearray(many // 8 + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def numbers_of(units: Units) -> Iterator[int]:
    """The units of a set, in order."""
    signs = bin(units)[:1:-1]
    at = signs.find("1")
    while at >= 0:
        yield at
        at = signs.find("1", at + 1)


class _Sought:
    """A word list in one document: the phrases whose words stand in it, and where the list was found so far."""

    __slots__ = ("likely", "pairs", "places", "words")

    def __init__(self, words: Words, pairs: Sequence[tuple[Phrase, Units]]) -> None:
        self.words = words  # kept, so that no other list comes to have its id
        self.pairs = pairs
        self.likely = reduce(or_, (units for _, units in pairs), 0)
        self.places: dict[int, Place | None] = {}


class Index:
    """The units of a document by the words that stand in them.

    Units that are several of another index joined are found by way of it: `whole` says for each unit of `base` in which
    of these it stands.
    """

    def __init__(self, units: Sequence[Unit], base: "Index | None" = None, whole: Sequence[int] = ()) -> None:
        self.units = units
        self._base, self._whole = base, whole
        self._languages = frozenset(unit.language for unit in units)
        self._needs: dict[Need, Units] = {}
        self._words: dict[str, Units] = {}
        self._stems: dict[str, Units] = {}
        self._sought: dict[int, _Sought] = {}
        self._slots: dict[tuple[int, str], tuple[Slot, tuple[_Sought, ...]]] = {}

    @cached_property
    def postings(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the units of every word, in order; those of its base where there is one."""
        if self._base is not None:
            return self._base.postings
        found: dict[str, list[int]] = {}
        leads: dict[str, frozenset[str]] = {"": frozenset()}
        for number, unit in enumerate(self.units):
            lead = leads.get(unit.lead)
            if lead is None:
                lead = leads[unit.lead] = frozenset(_WORD.findall(unit.lead))
            for word in lead.union(_WORD.findall(unit.text)):
                numbers = found.get(word)
                if numbers is None:
                    found[word] = [number]
                else:
                    numbers.append(number)
        return found

    @cached_property
    def _vocabulary(self) -> Sequence[str]:
        return self._base._vocabulary if self._base is not None else sorted(self.postings)

    def where(self, slot: Slot) -> dict[int, Place]:
        """The units that hold a slot, each with the first place in its whole text."""
        places = {number: self.place(slot, number) for number in numbers_of(self.likely(slot))}
        return {number: place for number, place in places.items() if place is not None}

    def likely(self, slot: Slot) -> Units:
        """The units that hold the words of some phrase of a slot: a unit outside them cannot hold it."""
        units = 0
        for language in self._languages.intersection(slot.lists):
            for sought in self._of(slot, language):
                units |= sought.likely
        return units

    def place(self, slot: Slot, number: int) -> Place | None:
        """The first place of a slot in a unit's whole text, None where the unit does not hold it."""
        bit = 1 << number
        for sought in self._of(slot, self.units[number].language):
            if not sought.likely & bit:
                continue
            place = self._first(sought, number)
            if place is not None:
                return place
        return None

    def _of(self, slot: Slot, language: str) -> tuple[_Sought, ...]:
        key = (id(slot), language)
        known = self._slots.get(key)
        if known is None:
            known = self._slots[key] = (slot, tuple(self._seek(words) for words in slot.lists.get(language, ())))
        return known[1]

    def _seek(self, words: Words) -> _Sought:
        known = self._sought.get(id(words))
        if known is None:
            pairs = [(one, found) for one in words.phrases if (found := self.candidates(one))]
            known = self._sought[id(words)] = _Sought(words, pairs)
        return known

    def _first(self, sought: _Sought, number: int) -> Place | None:
        """The first place of a list in a unit: shared lists stand in many cards, and each unit is asked once."""
        try:
            return sought.places[number]
        except KeyError:
            place = sought.places[number] = self._searched(sought, number)
            return place

    def _searched(self, sought: _Sought, number: int) -> Place | None:
        text, bit = "", 1 << number
        for one, candidates in sought.pairs:
            if not candidates & bit:
                continue
            found = one.search(text := text or self.units[number].whole)
            if found is not None:
                return None if self._excluded(sought.words.unless, number) else found.span()
        return None

    def _excluded(self, unless: Words | None, number: int) -> bool:
        return unless is not None and self._first(self._seek(unless), number) is not None

    def candidates(self, one: Phrase) -> Units:
        """The units that hold every word a phrase cannot do without."""
        found = -1
        for need in one.needs:
            found &= self._needed(need)
            if not found:
                break
        return found

    def _needed(self, need: Need) -> Units:
        known = self._needs.get(need)
        if known is None:
            known = 0
            for stem, begins in need:
                known |= self._beginning(stem) if begins else self._with(stem)
            self._needs[need] = known
        return known

    def _with(self, word: str) -> Units:
        known = self._words.get(word)
        if known is None:
            numbers: Collection[int] | None = self.postings.get(word)
            if numbers and self._base is not None:
                numbers = set(map(self._whole.__getitem__, numbers))
            known = self._words[word] = as_units(numbers, len(self.units)) if numbers else 0
        return known

    def _beginning(self, stem: str) -> Units:
        known = self._stems.get(stem)
        if known is None:
            known, at = 0, bisect_left(self._vocabulary, stem)
            while at < len(self._vocabulary) and self._vocabulary[at].startswith(stem):
                known |= self._with(self._vocabulary[at])
                at += 1
            self._stems[stem] = known
        return known
