"""Ranks the operative passages of a document by how near their words are to a card's examples."""

import math
import re
from collections.abc import Iterable

from checker.cards import Card
from checker.matching import Index
from checker.units import Unit, normal

_WORD = re.compile(r"[a-zà-ÿ]{3,}")
_EMPTY = frozenset(
    "the and any for that this with shall will may not such other which under its are was has have from been each "
    "party parties agreement hereby herein hereof thereof does say says who whom before".split()
)
SHOWN = 3
_SHORTEST = 24  # characters; a label or a heading of two words shows nobody anything
_LEAST = 0.08  # below, nothing in the document has to do with it


class Ranking:
    """TF-IDF cosine over the sentences of one document."""

    def __init__(self, index: Index) -> None:
        self._index = index
        many = max(len(index.units), 1)
        self._weight = {word: math.log(1 + many / len(at)) for word, at in index.postings.items()}
        self._length: dict[int, float] = {}

    def nearest(self, card: Card) -> list[Unit]:
        """The nearest operative passages, best first, at most three; fewer where the words have nothing in common."""
        scores: dict[int, float] = {}
        words = _words_of(card)
        for word in words:
            weight = self._weight.get(word)
            if weight is None:
                continue
            for number in self._index.postings[word]:
                scores[number] = scores.get(number, 0.0) + weight * weight
        asked = math.sqrt(sum(self._weight.get(word, 0.0) ** 2 for word in words)) or 1.0
        ranked = sorted(
            (
                (score / (asked * self._size(number)), number)
                for number, score in scores.items()
                if self._index.units[number].kind == "operative" and len(self._index.units[number].text) >= _SHORTEST
            ),
            key=lambda entry: (-entry[0], entry[1]),
        )
        return [self._index.units[number] for score, number in ranked[:SHOWN] if score >= _LEAST]

    def _size(self, number: int) -> float:
        if number not in self._length:
            words = set(re.findall(r"\w+", self._index.units[number].whole))
            self._length[number] = math.sqrt(sum(self._weight.get(word, 0.0) ** 2 for word in words)) or 1.0
        return self._length[number]


def _words_of(card: Card) -> frozenset[str]:
    said = [card.asks, *(marked for case in card.examples.case if case.want == "met" for marked in _marked(case.text))]
    return frozenset(word for text in said for word in _WORD.findall(normal(text)) if word not in _EMPTY)


def _marked(text: str) -> Iterable[str]:
    return re.findall(r"⟦(.*?)⟧", text, re.DOTALL) or [text]
