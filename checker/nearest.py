"""Ranks the operative passages of a document by how near their words are to a card's examples."""

import math
import re
from collections.abc import Iterable
from heapq import nlargest

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
_COMMON, _FEW = 6, 30  # a word in every sixth sentence of a long paper tells none of them from the others
_LEAST = 0.08  # below, nothing in the document has to do with it


class Ranking:
    """TF-IDF cosine over the sentences of one document."""

    def __init__(self, index: Index) -> None:
        self._index = index
        many = max(len(index.units), 1)
        self._weight = {word: math.log(1 + many / len(at)) for word, at in index.postings.items()}
        sizes = [0.0] * len(index.units)
        for word, at in index.postings.items():
            square = self._weight[word] ** 2
            for number in at:
                sizes[number] += square
        self._size = [math.sqrt(size) or 1.0 for size in sizes]
        self._shown = {
            number
            for number, unit in enumerate(index.units)
            if unit.kind == "operative" and len(unit.text) >= _SHORTEST
        }

    def nearest(self, card: Card) -> list[Unit]:
        """The nearest operative passages, best first, at most three; fewer where the words have nothing in common."""
        scores: dict[int, float] = {}
        words = _words_of(card)
        for word in words:
            weight = self._weight.get(word)
            at = self._index.postings.get(word, ())
            if weight is None or len(at) > max(_FEW, len(self._index.units) / _COMMON):
                continue
            square = weight * weight
            for number in at:
                scores[number] = scores.get(number, 0.0) + square
        asked = math.sqrt(sum(self._weight.get(word, 0.0) ** 2 for word in words)) or 1.0
        size, shown = self._size, self._shown
        near = nlargest(
            4 * SHOWN, ((score / size[number], -number) for number, score in scores.items() if number in shown)
        )
        # Sums of fractions depend in the last place on the order of words, which differs from run to run.
        ranked = sorted((-round(score / asked, 9), -number) for score, number in near)
        return [self._index.units[number] for score, number in ranked[:SHOWN] if -score >= _LEAST]


def _words_of(card: Card) -> frozenset[str]:
    said = [card.asks, *(marked for case in card.examples.case if case.want == "met" for marked in _marked(case.text))]
    return frozenset(word for text in said for word in _WORD.findall(normal(text)) if word not in _EMPTY)


def _marked(text: str) -> Iterable[str]:
    return re.findall(r"⟦(.*?)⟧", text, re.DOTALL) or [text]
