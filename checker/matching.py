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
        self._slots: dict[int, tuple[Slot, dict[int, tuple[int, int]]]] = {}
        self._words: dict[int, tuple[Words, dict[int, tuple[int, int]]]] = {}

    def where(self, slot: Slot) -> dict[int, tuple[int, int]]:
        """The units that hold a slot, each with the first place in its whole text."""
        known = self._slots.get(id(slot))
        if known is None:
            known = self._slots[id(slot)] = (slot, self._where(slot))
        return known[1]

    def _where(self, slot: Slot) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        for language, lists in slot.lists.items():
            for words in lists:
                for number, span in self._holding(words).items():
                    if self.units[number].language == language:
                        found.setdefault(number, span)
        return found

    def _holding(self, words: Words) -> dict[int, tuple[int, int]]:
        # Shared lists stand in many cards: each is looked for once a document.
        known = self._words.get(id(words))
        if known is not None:
            return known[1]
        found: dict[int, tuple[int, int]] = {}
        for one in words.phrases:
            for number in self.candidates(one):
                if number not in found and (match := one.compiled.search(self.units[number].whole)) is not None:
                    found[number] = match.span()
        if words.unless is not None and found:
            excluded = self._holding(words.unless)
            found = {number: span for number, span in found.items() if number not in excluded}
        self._words[id(words)] = (words, found)
        return found

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
