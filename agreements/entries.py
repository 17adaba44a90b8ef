"""Compares an item, by its class and its numbers, with one entry of a control list: met, not met, or not to be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from agreements.asking import compared
from agreements.groups import Threshold
from agreements.words import Answer, covers

Standing = Literal["met", "not-met", "unknown"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison of an entry: the number given for the item (None: not told) and what the entry wants of it."""

    name: str
    given: Decimal | None
    op: str
    wanted: Decimal

    @property
    def standing(self) -> Standing:
        if self.given is None:
            return "unknown"
        return "met" if compared(self.op, self.given, self.wanted) else "not-met"


@dataclass(frozen=True, slots=True)
class Comparison:
    """An entry held against an item. `lacking` is what would settle it: names of numbers, and `place` for its class."""

    threshold: Threshold
    answer: Answer
    figures: tuple[Figure, ...]
    lacking: tuple[str, ...]


def compare(threshold: Threshold, class_: str | None, numbers: Mapping[str, Decimal]) -> Comparison | None:
    """The entry held against an item of a class (None: not told); None where the entry is about other things."""
    fits = Answer.OPEN if class_ is None else covers(threshold.item, class_)
    if fits is Answer.NO:
        return None
    figures = tuple(Figure(name, numbers.get(name), op, wanted) for name, op, wanted in threshold.where)
    if any(figure.standing == "not-met" for figure in figures):
        return Comparison(threshold, Answer.NO, figures, ())
    untold = dict.fromkeys(figure.name for figure in figures if figure.given is None)
    lacking = (*(("place",) if fits is Answer.OPEN else ()), *untold)
    return Comparison(threshold, Answer.OPEN if lacking else Answer.YES, figures, lacking)
