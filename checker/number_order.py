"""Finds numbers of clauses that stand twice, or that are left out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agreements.document import Paragraph
from checker.form import Defect, Part

_TOP = re.compile(r"\d+\.?")


def numbers_broken(parts: Sequence[Part], *, own: bool) -> Iterator[Defect]:
    """Clauses whose numbers do not follow one another.

    In our own drafts every clause counts. Somebody else's paper may hold several texts that count afresh, and a number
    that the reader did not see in front may stand in the words before it: there the gap is no gap.
    """
    if own:
        heads = [p for part in parts for p in part.paragraphs if p.outline == 1 and _TOP.fullmatch(p.label)]
        counted = Counter(p.label.rstrip(".") for p in heads)
        for paragraph in heads:
            if counted[paragraph.label.rstrip(".")] > 1:
                yield _defect(f"The number {paragraph.label} stands twice", paragraph)
        for before, after in pairwise(heads):
            if int(after.label.rstrip(".")) - int(before.label.rstrip(".")) > 1:
                yield _defect(f"After {before.label} comes {after.label}", after)
        return
    for part in parts:
        if not part.annex:
            yield from _broken_in(part.paragraphs)


def _broken_in(paragraphs: Sequence[Paragraph]) -> Iterator[Defect]:
    places = [
        at for at, p in enumerate(paragraphs) if p.number.isdigit() and _TOP.fullmatch(p.label) and p.table is None
    ]
    headed = sum(1 for at in places if paragraphs[at].kind == "heading") * 2 > len(places)
    for before, after in pairwise(places):
        first, second = paragraphs[before], paragraphs[after]
        step = int(second.number) - int(first.number)
        if headed and first.kind != second.kind:
            continue
        if step == 0 and first.kind == second.kind == "heading" and first.text.isupper() == second.text.isupper():
            yield _defect(f"The number {second.label} stands twice", second)
        elif 1 < step < 4 and not _stands_between(
            paragraphs[before : after + 1], int(first.number), int(second.number)
        ):
            yield _defect(f"After {first.label} comes {second.label}", second)


def _stands_between(paragraphs: Sequence[Paragraph], low: int, high: int) -> bool:
    """Whether a number that seems left out stands in the text after all, or what stood there was taken out."""
    missing = "|".join(str(number) for number in range(low + 1, high))
    seen = re.compile(
        rf"(?<![\w.$€£/-])(?:{missing})\s?[.):](?!\d*%)|(?<![\w.])(?:{missing})\.\d|reserved|omitted|deleted|\*\*\*",
        re.IGNORECASE,
    )
    return any(re.match(rf"\W*(?:{missing})\b", p.label) or seen.search(p.text) for p in paragraphs)


def _defect(message: str, paragraph: Paragraph) -> Defect:
    return Defect("drafting/numbering-broken", message, ((paragraph, ""),))
