"""A paragraph while it is being read: its text in both views and the places of what stands in it."""

from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from agreements.document import Change, Field, Stream
from agreements.word.labels import Spot
from agreements.word.styles import Style

# Views, as bits: what is shown once all tracked changes are accepted, and what was there before them.
FINAL = 1
ORIGINAL = 2
BOTH = FINAL | ORIGINAL
NEITHER = 0


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change that encloses what is being read."""

    change: Change
    author: str
    on: str | None

    @property
    def views(self) -> int:
        """The views that show what it encloses."""
        return FINAL if self.change in ("inserted", "moved-here") else ORIGINAL


@dataclass(slots=True)
class Span:
    """Characters of a view that a tracked change encloses."""

    tracked: Tracked
    view: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Anchored:
    """What hangs on a paragraph and is read after it: a text box, or the note a mark in it refers to."""

    kind: Literal["text-box", "footnote", "endnote"]
    element: etree._Element | None
    note_id: str
    tracked: Tracked | None
    views: int


@dataclass(slots=True, eq=False)
class Draft:
    """One w:p: `views` are those that show it, `mark` those in which it ends here and does not run on into the next."""

    element: etree._Element
    stream: Stream
    style: Style
    spot: Spot | None
    outline: int | None
    views: int
    mark: int
    group: int
    container: Literal["", "content-control", "text-box"]
    table: tuple[int, int, int] | None
    depth: int
    contents: bool
    breaks: bool  # the paragraph ends a section
    bookmarks: list[str]
    final: list[str] = field(default_factory=list)
    final_length: int = 0
    original: list[str] | None = None  # None as long as both views are the same
    original_length: int = 0
    spans: list[Span] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    highlights: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)
    anchored: list[Anchored] = field(default_factory=list)
    strong: bool = True  # bold, underlined or in capitals throughout

    def add(self, text: str, views: int, tracked: Tracked | None) -> None:
        """Appends text to the views that show it."""
        if self.original is None:
            self.original, self.original_length = list(self.final), self.final_length
        if views & FINAL:
            self._span(tracked, FINAL, self.final_length, len(text))
            self.final.append(text)
            self.final_length += len(text)
        if views & ORIGINAL:
            self._span(tracked, ORIGINAL, self.original_length, len(text))
            self.original.append(text)
            self.original_length += len(text)

    def _span(self, tracked: Tracked | None, view: int, start: int, length: int) -> None:
        if tracked is None or tracked.views != view or not length:
            return
        last = self.spans[-1] if self.spans else None
        if last is not None and last.tracked == tracked and last.view == view and last.end == start:
            last.end += length
        else:
            self.spans.append(Span(tracked, view, start, start + length))

    def mark_range(self, ranges: list[tuple[int, int]], length: int, end: int | None = None) -> None:
        """Notes that so many characters of the final view, its last or those up to `end`, belong to a range."""
        end = self.final_length if end is None else end
        if ranges and ranges[-1][1] == end - length:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((end - length, end))
