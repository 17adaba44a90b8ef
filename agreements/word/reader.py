"""Reads a Word file into a document: text in both views, computed labels, streams in reading order.

The body comes first, each text box and each note right after the paragraph it hangs on; then headers, footers and
comments. Labels and numbers are those of the final view; a paragraph that tracked changes take out of it keeps the
label it had in the original. Blank paragraphs without a number are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from agreements.collecting import collector_held
from agreements.document import Document, Notice, Paragraph, ParagraphKind, Revision, Stream
from agreements.word.draft import FINAL, ORIGINAL, Span
from agreements.word.flow import Flow
from agreements.word.labels import Lists
from agreements.word.names import w
from agreements.word.notices import notices_of
from agreements.word.package import Package, open_package
from agreements.word.placing import place
from agreements.word.properties import core_properties
from agreements.word.styles import Styles
from agreements.word.views import Settled, settled

_BESIDE: tuple[tuple[str, Stream], ...] = (("header", "header"), ("footer", "footer"))
_KINDS: dict[Stream, ParagraphKind] = {"header": "header", "footer": "footer", "comment": "comment"}
_EXISTS = {
    FINAL: frozenset({"final"}),
    ORIGINAL: frozenset({"original"}),
    FINAL | ORIGINAL: frozenset({"final", "original"}),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and, for whoever goes back to the file: each paragraph's w:p, and how much of its text was cut off.

    `starts` counts the characters of the raw final text (blanks, a typed label) before the first of `Paragraph.text`.
    """

    document: Document
    elements: tuple[etree._Element, ...]
    starts: tuple[int, ...]


def read_word(path: Path) -> Document:
    """The document in a Word file; ContentError for a file that is none, or not a sound one."""
    return read_package(open_package(path)).document


def read_package(package: Package) -> Reading:
    """The same for a package that is open already."""
    with collector_held():
        return _read(package)


def _read(package: Package) -> Reading:
    missing: list[str] = []
    styles = Styles(_tree(package, "styles", missing))
    flow = Flow(styles, Lists(_tree(package, "numbering", missing), styles))
    flow.notes("footnote", _tree(package, "footnotes", missing))
    flow.notes("endnote", _tree(package, "endnotes", missing))
    for body in package.tree(package.main).iterchildren(w("body")):
        flow.read(body, "body")
    comments = _tree(package, "comments", missing)
    for root, stream in _beside(package, missing):
        flow.read(root, stream)
    for comment in () if comments is None else comments.iterchildren(w("comment")):
        flow.read(comment, "comment")
    drafts, flow.drafts = flow.drafts, []  # the flow knows itself: what it holds would wait for the collector
    rows = settled(drafts)
    del drafts
    place(rows)
    kept = [row for row in rows if row.final or row.original or row.label]
    paragraphs = tuple(_paragraph(index, row) for index, row in enumerate(kept))
    notices = [Notice("missing-part", f"The file names a part it does not hold: {name}.") for name in missing]
    return Reading(
        Document(
            path=package.path,
            sha256=package.sha256,
            format="docx",
            paragraphs=paragraphs,
            notices=(*notices, *notices_of(package, flow, paragraphs, comments)),
            properties=core_properties(package),
        ),
        tuple(row.draft.element for row in kept),
        tuple(row.start for row in kept),
    )


def _tree(package: Package, kind: str, missing: list[str]) -> etree._Element | None:
    """The root of the part of a kind that the main part points to; notes the name of one that is not there."""
    for one in package.relationships(package.main):
        if one.kind == kind and not one.external:
            if one.target in package.parts:
                return package.tree(one.target)
            missing.append(one.target)
    return None


def _beside(package: Package, missing: list[str]) -> Iterator[tuple[etree._Element, Stream]]:
    seen: set[str] = set()
    for kind, stream in _BESIDE:
        for one in package.relationships(package.main):
            if one.kind != kind or one.external or one.target in seen:
                continue
            seen.add(one.target)
            if one.target in package.parts:
                yield package.tree(one.target), stream
            else:
                missing.append(one.target)


def _paragraph(index: int, row: Settled) -> Paragraph:
    draft = row.draft
    kind: ParagraphKind = _KINDS.get(draft.stream, "text")
    if kind == "text" and draft.contents:
        kind = "contents"
    elif kind == "text" and row.is_heading:
        kind = "heading"
    # By place, in the order of the fields: of a long paper there are thousands.
    return Paragraph(
        index,
        row.final,
        row.original,
        kind,
        draft.stream,
        row.label,
        row.number,
        None if draft.spot is None else draft.spot.ilvl,
        row.outline,
        draft.style.name,
        draft.table,
        draft.depth,
        draft.container,
        tuple(_revision(row, span) for span in row.spans) if row.spans else (),
        tuple(row.fields),
        tuple(row.bookmarks),
        tuple(row.highlights),
        tuple(row.hidden),
        _EXISTS[row.exists],  # type: ignore[arg-type]  # mypy widens the words of the frozen sets
    )


def _revision(row: Settled, span: Span) -> Revision:
    text = (row.final if span.view == FINAL else row.original)[span.start : span.end]
    return Revision(span.tracked.change, span.tracked.author, span.tracked.on, span.start, span.end, text)
