"""Gives each paragraph of a Word file its label, its full number, and its rank as a heading."""

from collections.abc import Iterator

from agreements.headings import is_contents_line
from agreements.places import ListPlace
from agreements.standing import Look, Standing, Standings
from agreements.typed_labels import Family, typed_label
from agreements.word.draft import BOTH, FINAL, ORIGINAL, Span
from agreements.word.labels import Counters, Spot
from agreements.word.views import Settled

_FAMILIES: dict[str, Family] = {
    "decimal": "decimal",
    "decimalZero": "decimal",
    "lowerLetter": "lower-letter",
    "upperLetter": "upper-letter",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    "cardinalText": "words",
    "ordinalText": "words",
}


def place(rows: list[Settled]) -> None:
    """Sets label, number, heading and outline of every paragraph, and cuts blanks and typed labels off its text."""
    final, original = _Count(), _Count()
    # Only where paragraphs come or go do the two views count differently.
    differ = any(row.exists != BOTH for row in rows)
    for row, followed in _followed(rows):
        _trim(row)
        if row.exists & FINAL:
            standing = final.next(row, row.final, followed=followed)
        if differ and row.exists & ORIGINAL:
            before = original.next(row, row.original, followed=followed)
            if not row.exists & FINAL:
                standing = before
        row.label, row.number, row.outline = standing.label, standing.number, standing.outline
        row.is_heading = standing.is_heading
        if standing.cut:
            _cut_label(row, standing.cut)


def _followed(rows: list[Settled]) -> Iterator[tuple[Settled, bool]]:
    """Each paragraph, and whether any text follows it within the next few."""
    filled = [bool(row.final.strip()) for row in rows]
    for at, row in enumerate(rows):
        yield row, True in filled[at + 1 : at + 4]


class _Count:
    """The count of labels and standings through one view."""

    def __init__(self) -> None:
        self._counters = Counters()
        self._standings = Standings()
        self._known: dict[int, ListPlace] = {}  # by spot, of which each list and level of a file has one

    def next(self, row: Settled, text: str, *, followed: bool) -> Standing:
        draft = row.draft
        spot = draft.spot
        if draft.breaks and not text:
            # Word numbers no paragraph that holds nothing but the end of a section.
            spot = None
        printed = "" if spot is None else self._counters.next(spot)
        if draft.stream != "body" or draft.contents:
            return Standing(printed, "", draft.outline)
        if draft.outline is None and draft.table is None and is_contents_line(text):
            draft.contents = True
            return Standing(printed)
        if not text and not printed:
            return Standing()
        place = None if spot is None or not printed else self._list_place(spot)
        look = Look(printed, place, draft.outline, draft.style.is_title, row.strong, draft.table is not None, followed)
        return self._standings.next(text, look)

    def _list_place(self, spot: Spot) -> ListPlace:
        known = self._known.get(id(spot))
        if known is None:
            level = spot.level
            known = ListPlace(spot.counters, spot.ilvl, level.highest, _FAMILIES.get(level.kind))
            self._known[id(spot)] = known
        return known


def _trim(row: Settled) -> None:
    text = row.final
    if row.original is text and not (text and (text[0].isspace() or text[-1].isspace())):
        return
    for view, text in ((FINAL, row.final), (ORIGINAL, row.original)):
        if not text or not (text[0].isspace() or text[-1].isspace()):
            continue
        front, end = len(text) - len(text.lstrip()), len(text.rstrip())
        if front or end < len(text):
            _cut(row, view, front, end)


def _cut_label(row: Settled, length: int) -> None:
    """Takes a typed label off both views, where both begin with one."""
    if not row.exists & FINAL:
        _cut(row, ORIGINAL, length, len(row.original))
        return
    _cut(row, FINAL, length, len(row.final))
    found = typed_label(row.original, in_table=row.draft.table is not None)
    if found is not None:
        _cut(row, ORIGINAL, found[1], len(row.original))


def _cut(row: Settled, view: int, start: int, end: int) -> None:
    """Keeps the characters from start to end of a view, and moves along what is marked in it."""
    end = max(start, end)

    def moved(place: int) -> int:
        return min(max(place, start), end) - start

    def kept(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(moved(a), moved(b)) for a, b in ranges if moved(a) < moved(b)]

    spans = [Span(s.tracked, s.view, moved(s.start), moved(s.end)) if s.view == view else s for s in row.spans]
    row.spans = [span for span in spans if span.start < span.end]
    if view == ORIGINAL:
        row.original = row.original[start:end]
        return
    row.final = row.final[start:end]
    row.start += start
    row.highlights, row.hidden = kept(row.highlights), kept(row.hidden)
    row.fields = [type(f)(f.instruction, moved(f.start), moved(f.end)) for f in row.fields]
