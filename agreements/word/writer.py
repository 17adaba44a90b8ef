"""Writes an agreement as a Word file: named styles, native numbering, live references, nothing of ours inside."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from lxml import etree

from agreements.agreement import (
    LISTED,
    Agreement,
    Blank,
    Block,
    Contents,
    Grid,
    Inline,
    PageBreak,
    Part,
    Reference,
    SignatureBlock,
    Words,
)
from agreements.word import beside
from agreements.word.names import NSMAP, add, w
from agreements.word.package_out import FIRST_FOOTER, FIRST_HEADER, FOOTER, HEADER, empty_package, zipped
from agreements.word.runs import add_field, add_words, begin_field, end_field, keep_with_next, paragraph_in
from agreements.word.styling import STYLES, TABLE_SMALLER, twips
from agreements.word.tables import add_grid, add_signature
from templates.house_styles import HouseStyle, load_house_style


def written(agreement: Agreement, *, internal: bool = False, page_numbers: Mapping[str, int] | None = None) -> bytes:
    """The bytes of the Word file. `internal` embeds the reasons as comments; `page_numbers` are pages by block key."""
    house = load_house_style(agreement.house_style)
    parts = dict(empty_package(house, agreement.language, comments=internal))
    writing = _Writing(agreement, house, internal, page_numbers or {})
    parts["word/document.xml"] = _bytes(writing.document(parts["word/document.xml"]))
    for name, first in ((HEADER, False), (FIRST_HEADER, True)):
        parts[name] = _bytes(beside.header(agreement, house.words, first=first, internal=internal))
    for name, first in ((FOOTER, False), (FIRST_FOOTER, True)):
        parts[name] = _bytes(beside.footer(house.words, first=first))
    if internal:
        parts["word/comments.xml"] = _bytes(beside.comments(agreement, writing.reasons))
    parts["docProps/core.xml"] = _bytes(beside.core(agreement))
    return zipped(parts)


def place_id(key: str, place: str) -> str:
    """The meaningless name of a place in the file: a keyed hash, so that public names cannot be looked up."""
    return "_c" + hmac.new(key.encode(), place.encode(), hashlib.sha256).hexdigest()[:16]


def _bytes(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


class _Writing:
    """One file while it is written."""

    def __init__(self, agreement: Agreement, house: HouseStyle, internal: bool, pages: Mapping[str, int]) -> None:
        self.reasons: list[tuple[str, ...]] = []  # of each comment, in order
        self._agreement, self._house, self._internal, self._pages = agreement, house, internal, pages
        self._ids = lru_cache(maxsize=None)(lambda key: place_id(agreement.key, key))
        self._bookmarks = 0
        self._keys = {part.key for part in agreement.parts if isinstance(part, Block)}
        self._landscape = False
        self._sections = 0
        self._new_page = False
        self._first_section: Any = None

    def document(self, empty: bytes) -> Any:
        """The main part: our blocks, and the sections in the shape that the empty package brings."""
        self._first_section = next(etree.fromstring(empty).iter(w("sectPr")))
        root = etree.Element(w("document"), nsmap=NSMAP)
        body = add(root, "body")
        parts = self._agreement.parts
        for part, following in zip(parts, (*parts[1:], None), strict=True):
            self._part(body, part, following)
        body.append(self._section())
        return root

    def _part(self, body: Any, part: Part, following: Part | None) -> None:
        if isinstance(part, Block):
            if part.role == "schedule-heading" and part.landscape != self._landscape:
                # A section ends with the paragraph that holds its properties.
                body[-1][0].append(self._section())
                self._landscape = part.landscape
            self._block(body, part, following)
        elif isinstance(part, Grid):
            add_grid(body, part, self._width(), self._house.type.size - TABLE_SMALLER, self._inlines)
        elif isinstance(part, SignatureBlock):
            # Who signs for one party together signs on one page.
            held = isinstance(following, SignatureBlock) and following.party == part.party
            add_signature(body, part, self._inlines, held=held)
        elif isinstance(part, Contents):
            self._contents(body)
            self._new_page = True
        elif isinstance(part, PageBreak):
            self._new_page = True

    def _section(self) -> Any:
        """The properties of the section that ends here; only the first names headers and footers, the rest inherit."""
        section = deepcopy(self._first_section)
        if self._sections:
            for child in list(section):
                if child.tag in (w("headerReference"), w("footerReference"), w("titlePg")):
                    section.remove(child)
        self._sections += 1
        if self._landscape:
            size = section.find(w("pgSz"))
            width, height = size.get(w("w")), size.get(w("h"))
            size.set(w("w"), height)
            size.set(w("h"), width)
            size.set(w("orient"), "landscape")
        return section

    def _width(self) -> int:
        page = self._house.page
        return twips((page.height if self._landscape else page.width) - page.left - page.right)

    def _block(self, body: Any, block: Block, following: Part | None) -> None:
        style = STYLES[block.role, block.level]
        if self._new_page and block.role == "part-heading":
            style = "OpeningHeading"
        paragraph = paragraph_in(body, style)
        if isinstance(following, Grid) or _leads_in(block):
            keep_with_next(paragraph)
        if self._new_page and style != "OpeningHeading":
            add(paragraph[0], "pageBreakBefore")
        self._new_page = False
        self._bookmarks += 1
        number = self._bookmarks
        add(paragraph, "bookmarkStart", id=number, name=self._ids(block.key))
        reasons = self._reasons(block)
        if reasons:
            add(paragraph, "commentRangeStart", id=len(self.reasons))
        if block.heading:
            add_words(paragraph, block.heading, bold=True)
            if block.text:
                add_words(paragraph, " ")
        self._inlines(paragraph, block.text)
        if reasons:
            add(paragraph, "commentRangeEnd", id=len(self.reasons))
            run = add(paragraph, "r")
            add(add(run, "rPr"), "rStyle", val="CommentReference")
            add(run, "commentReference", id=len(self.reasons))
            self.reasons.append(reasons)
        add(paragraph, "bookmarkEnd", id=number)

    def _reasons(self, block: Block) -> tuple[str, ...]:
        """What an internal copy says of a page, at its heading: which page and position, why, and its notes."""
        if not self._internal or block.role not in LISTED or not block.because:
            return ()
        note = self._agreement.notes.get(block.page, "")
        lines = (f"{block.page}, position {block.position}", *block.because, *note.splitlines())
        return tuple(line for line in lines if line.strip())

    def _inlines(self, paragraph: Any, inlines: Iterable[Inline]) -> None:
        for inline in inlines:
            if isinstance(inline, Words):
                add_words(paragraph, inline.text, bold=inline.bold)
            elif isinstance(inline, Blank):
                add_words(paragraph, f"[{inline.asks}]", highlight=True)
            else:
                self._reference(paragraph, inline)

    def _reference(self, paragraph: Any, reference: Reference) -> None:
        if reference.target not in self._keys:
            raise LookupError(f"a reference leads to {reference.target!r}, which is not in the agreement")
        # \w does not depend on where the reference stands, as \r would; in schedules it would print "Schedule 11.1".
        switch = "\\n" if reference.own else "\\w"
        add_field(paragraph, f"REF {self._ids(reference.target)} {switch} \\h", reference.text)

    def _contents(self, body: Any) -> None:
        add_words(paragraph_in(body, "ContentsHeading"), self._house.words.contents)
        headings = self._agreement.headings()
        without = "" if self._pages else " \\n"  # no page numbers
        for index, heading in enumerate(headings):
            paragraph = paragraph_in(body, "TOC1")
            if index == 0:
                begin_field(paragraph, f'TOC \\o "1-1" \\h \\z \\u{without}')
            link = add(paragraph, "hyperlink", anchor=self._ids(heading.key), history="1")
            add_words(link, heading.label)
            add(add(link, "r"), "tab")
            self._inlines(link, heading.text)
            if heading.key in self._pages:
                add(add(link, "r"), "tab")
                add_field(link, f"PAGEREF {self._ids(heading.key)} \\h", str(self._pages[heading.key]))
        if headings:
            end_field(paragraph_in(body, "AfterTable"))


def _leads_in(block: Block) -> bool:
    """Whether a paragraph only opens what follows, and must not stand alone at the foot of a page."""
    last = block.text[-1] if block.text else None
    return isinstance(last, Words) and last.text.rstrip().endswith(":")
