"""Settles what each paragraph is in the two views of a file with tracked changes.

A paragraph whose mark is deleted runs on into the next one in the final view, one whose mark is inserted does so in the
original; the next one's style and number count. Paragraphs run on only within the same cell, box or stretch of text.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from agreements.document import Field
from agreements.word.draft import BOTH, FINAL, ORIGINAL, Draft, Span


@dataclass(slots=True, eq=False)
class Settled:
    """A paragraph with its text in both views, and the views in which it stands by itself."""

    draft: Draft
    final: str
    original: str
    exists: int
    spans: list[Span]
    fields: list[Field]
    highlights: list[tuple[int, int]]
    hidden: list[tuple[int, int]]
    bookmarks: list[str]
    strong: bool
    label: str = ""
    number: str = ""
    start: int = 0  # characters of the final view cut off in front: blanks, a typed label
    is_heading: bool = False
    outline: int | None = None


@dataclass(slots=True)
class _Carried:
    """What a paragraph without an end of its own gives to the next."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    highlights: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    strong: bool = True


def settled(drafts: Iterable[Draft]) -> list[Settled]:
    """The paragraphs that stand in at least one view, in order."""
    drafts = list(drafts)
    if all(draft.views == BOTH and draft.mark == BOTH for draft in drafts):
        return [_alone(draft) for draft in drafts]  # no change is tracked in it, as in most files
    last = {draft.group: place for place, draft in enumerate(drafts)}
    carried: dict[tuple[int, int], _Carried] = {}
    bookmarks: list[str] = []
    result: list[Settled] = []
    for place, draft in enumerate(drafts):
        one = _alone(draft)
        one.bookmarks[:0] = bookmarks
        bookmarks = []
        for view in (FINAL, ORIGINAL):
            before = carried.pop((draft.group, view), None)
            if before is not None:
                _take_up(one, before, view)
            if not draft.views & view or draft.mark & view:
                continue
            text = one.final if view == FINAL else one.original
            if last[draft.group] != place:
                carried[(draft.group, view)] = _give(one, view)
                one.exists &= ~view
            elif not text:
                one.exists &= ~view
        if one.exists:
            result.append(one)
        else:
            bookmarks = one.bookmarks
    return result


def _alone(draft: Draft) -> Settled:
    final = "".join(draft.final)
    original = final if draft.original is None else "".join(draft.original)
    return Settled(
        draft=draft,
        final=final,
        original=original,
        exists=draft.views,
        spans=draft.spans,
        fields=draft.fields,
        highlights=draft.highlights,
        hidden=draft.hidden,
        bookmarks=draft.bookmarks,
        strong=draft.strong,
    )


def _give(one: Settled, view: int) -> _Carried:
    spans = [span for span in one.spans if span.view == view]
    one.spans = [span for span in one.spans if span.view != view]
    if view == ORIGINAL:
        carried = _Carried(one.original, spans)
        one.original = ""
        return carried
    carried = _Carried(one.final, spans, one.fields, one.highlights, one.hidden, one.strong or not one.final.strip())
    one.final, one.fields, one.highlights, one.hidden = "", [], [], []
    return carried


def _take_up(one: Settled, before: _Carried, view: int) -> None:
    by = len(before.text)
    if not by and not before.spans and not before.fields:
        return
    moved = [Span(s.tracked, view, s.start + by, s.end + by) if s.view == view else s for s in one.spans]
    one.spans = [*before.spans, *moved]
    if view == ORIGINAL:
        one.original = before.text + one.original
        return
    one.final = before.text + one.final
    one.strong = one.strong and before.strong
    one.fields = [*before.fields, *(Field(f.instruction, f.start + by, f.end + by) for f in one.fields)]
    one.highlights = [*before.highlights, *((start + by, end + by) for start, end in one.highlights)]
    one.hidden = [*before.hidden, *((start + by, end + by) for start, end in one.hidden)]
