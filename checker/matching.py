"""Finds phrases in a document by an index of its words: a phrase is looked for only where its words stand."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from checker.phrases import Need, Phrase
from checker.units import Unit
from checker.wordlists import Slot, Words

_WORD = re.compile(r"\w+")


class Index:
    """The units of a document by the words that stand in them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        postings: dict[str, set[int]] = {}
        for number, unit in enumerate(units):
            for word in set(_WORD.findall(unit.whole)):
                postings.setdefault(word, set()).add(number)
        self._postings = postings
        self._vocabulary = sorted(postings)
        self._stems: dict[str, frozenset[int]] = {}
        self._needs: dict[Need, frozenset[int]] = {}
        self._tried: dict[int, tuple[Words, tuple[tuple[Phrase, frozenset[int]], ...]]] = {}
        self._places: dict[tuple[int, int], tuple[int, int] | None] = {}

    def where(self, slot: Slot) -> dict[int, tuple[int, int]]:
        """The units that hold a slot, each with the first place in its whole text."""
        places = {number: self.place(slot, number) for number in sorted(self.likely(slot))}
        return {number: place for number, place in places.items() if place is not None}

    def likely(self, slot: Slot) -> frozenset[int]:
        """The units that hold the words of some phrase of a slot: a unit outside them cannot hold it."""
        sets = (found for lists in slot.lists.values() for words in lists for _, found in self._candidates_of(words))
        return frozenset().union(*sets)

    def place(self, slot: Slot, number: int) -> tuple[int, int] | None:
        """The first place of a slot in a unit's whole text, None where the unit does not hold it."""
        for words in slot.lists.get(self.units[number].language, ()):
            place = self._place(words, number)
            if place is not None:
                return place
        return None

    def _place(self, words: Words, number: int) -> tuple[int, int] | None:
        # Shared lists stand in many cards: each unit is asked once.
        key = (id(words), number)
        if key not in self._places:
            self._places[key] = self._searched(words, number)
        return self._places[key]

    def _searched(self, words: Words, number: int) -> tuple[int, int] | None:
        text = self.units[number].whole
        for one, candidates in self._candidates_of(words):
            if number in candidates and (found := one.compiled.search(text)) is not None:
                excluded = words.unless is not None and self._place(words.unless, number) is not None
                return None if excluded else found.span()
        return None

    def _candidates_of(self, words: Words) -> tuple[tuple[Phrase, frozenset[int]], ...]:
        known = self._tried.get(id(words))
        if known is None:
            pairs = ((one, self.candidates(one)) for one in words.phrases)
            known = self._tried[id(words)] = (words, tuple(pair for pair in pairs if pair[1]))
        return known[1]

    def candidates(self, one: Phrase) -> frozenset[int]:
        """The units that hold every word a phrase cannot do without."""
        needs = sorted((self._needed(need) for need in one.needs), key=len)
        found = needs[0]
        for other in needs[1:]:
            if not found:
                break
            found = found & other
        return found

    def _needed(self, need: Need) -> frozenset[int]:
        known = self._needs.get(need)
        if known is None:
            known = self._needs[need] = frozenset().union(*(self._with(stem, begins) for stem, begins in need))
        return known

    def _with(self, stem: str, begins: bool) -> Iterable[int]:
        if not begins:
            return self._postings.get(stem, ())
        known = self._stems.get(stem)
        if known is None:
            gathered: set[int] = set()
            at = bisect_left(self._vocabulary, stem)
            while at < len(self._vocabulary) and self._vocabulary[at].startswith(stem):
                gathered |= self._postings[self._vocabulary[at]]
                at += 1
            known = self._stems[stem] = frozenset(gathered)
        return known

    @property
    def postings(self) -> dict[str, set[int]]:
        """The units of every word, for ranking."""
        return self._postings
