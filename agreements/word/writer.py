"""Writes an agreement as a Word file: named styles, native numbering, live references, nothing of ours inside."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from lxml import etree

from agreements.agreement import (
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
from agreements.word.names import NSMAP, XML, add, w
from agreements.word.package_out import empty_package, zipped
from agreements.word.styling import STYLES, twips
from templates.house_styles import HouseStyle, load_house_style

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SCRIPTS = re.compile(
    "(?P<rtl>[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\\s]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?)"
    "|(?P<cjk>[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+)"
)
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def written(agreement: Agreement, *, internal: bool = False, page_numbers: Mapping[str, int] | None = None) -> bytes:
    """The bytes of the Word file. `internal` embeds the reasons as comments; `page_numbers` are pages by block key."""
    house = load_house_style(agreement.house_style)
    parts = dict(empty_package(house, agreement.language, comments=internal))
    writing = _Writing(agreement, house, internal, page_numbers or {})
    parts["word/document.xml"] = _bytes(writing.document(parts["word/document.xml"]))
    for name in list(parts):
        if re.fullmatch(r"word/header\d+\.xml", name):
            parts[name] = _bytes(writing.header(first=_is_first(parts, name)))
        elif re.fullmatch(r"word/footer\d+\.xml", name):
            parts[name] = _bytes(writing.footer())
    if internal:
        parts["word/comments.xml"] = _bytes(writing.comments())
    parts["docProps/core.xml"] = _core(agreement)
    return zipped(parts)


def place_id(key: str, place: str) -> str:
    """The meaningless name of a place in the file: a keyed hash, so that public names cannot be looked up."""
    return "_c" + hmac.new(key.encode(), place.encode(), hashlib.sha256).hexdigest()[:16]


def legal_text(text: str) -> str:
    """Text without the control characters that no XML may hold; a tab or line break in a name becomes a space."""
    return _ILLEGAL.sub("", re.sub(r"[\t\r\n\v\f]+", " ", text))


def _is_first(parts: Mapping[str, bytes], name: str) -> bool:
    """Whether a header part is the one of the first page."""
    relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
    target = name.removeprefix("word/")
    id = next(r.get("Id") for r in relations if r.get("Target") == target)
    body = etree.fromstring(parts["word/document.xml"])
    references = body.iter(w("headerReference"))
    return any(
        reference.get(f"{{{NSMAP['r']}}}id") == id and reference.get(w("type")) == "first" for reference in references
    )


def _bytes(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


class _Writing:
    """One file while it is written."""

    def __init__(self, agreement: Agreement, house: HouseStyle, internal: bool, pages: Mapping[str, int]) -> None:
        self._agreement, self._house, self._internal, self._pages = agreement, house, internal, pages
        self._ids = lru_cache(maxsize=None)(lambda key: place_id(agreement.key, key))
        self._bookmark = 0
        self._comments: list[tuple[int, tuple[str, ...]]] = []
        self._keys = {part.key for part in agreement.parts if isinstance(part, Block)}

    def document(self, empty: bytes) -> Any:
        """The main part: our blocks, then the section that the empty package brings."""
        section = next(etree.fromstring(empty).iter(w("sectPr")))
        root = etree.Element(w("document"), nsmap=NSMAP)
        body = add(root, "body")
        parts = self._agreement.parts
        for index, part in enumerate(parts):
            self._part(body, part, parts[index + 1] if index + 1 < len(parts) else None)
        if len(body) and body[-1].tag == w("tbl"):
            self._paragraph(body, "AfterTable")
        body.append(section)
        return root

    def _part(self, body: Any, part: Part, following: Part | None) -> None:
        if isinstance(part, Block):
            self._block(body, part, following)
        elif isinstance(part, Grid):
            self._grid(body, part)
        elif isinstance(part, SignatureBlock):
            self._signature(body, part)
        elif isinstance(part, Contents):
            self._contents(body)
        elif isinstance(part, PageBreak):
            add(add(self._paragraph(body, "Normal"), "r"), "br", type="page")

    def _paragraph(self, body: Any, style: str) -> Any:
        paragraph = add(body, "p")
        add(add(paragraph, "pPr"), "pStyle", val=style)
        return paragraph

    def _block(self, body: Any, block: Block, following: Part | None) -> None:
        paragraph = self._paragraph(body, STYLES[block.role, block.level])
        if isinstance(following, Grid) or (
            block.text
            and isinstance(block.text[-1], Words)
            and block.text[-1].text.endswith(":")
            and block.role != "clause-heading"
        ):
            # A lead-in does not stand alone at the foot of a page.
            add(paragraph[0], "keepNext")
        self._bookmark += 1
        number = self._bookmark
        add(paragraph, "bookmarkStart", id=number, name=self._ids(block.key))
        if self._internal and block.because and block.role in ("clause-heading", "schedule-heading"):
            self._comments.append((len(self._comments), (f"{block.page}, position {block.position}", *block.because)))
            add(paragraph, "commentRangeStart", id=len(self._comments) - 1)
        if block.heading:
            bold = Words(block.heading, bold=True)
            self._inlines(paragraph, (bold, Words(" ")) if block.text else (bold,))
        self._inlines(paragraph, block.text)
        if self._internal and block.because and block.role in ("clause-heading", "schedule-heading"):
            add(paragraph, "commentRangeEnd", id=len(self._comments) - 1)
            run = add(paragraph, "r")
            add(add(run, "rPr"), "rStyle", val="CommentReference")
            add(run, "commentReference", id=len(self._comments) - 1)
        add(paragraph, "bookmarkEnd", id=number)

    def _inlines(self, paragraph: Any, inlines: Iterable[Inline]) -> None:
        for inline in inlines:
            if isinstance(inline, Words):
                self._words(paragraph, inline.text, bold=inline.bold)
            elif isinstance(inline, Blank):
                self._words(paragraph, f"[{inline.asks}]", highlight=True)
            else:
                self._reference(paragraph, inline)

    def _words(self, paragraph: Any, text: str, *, bold: bool = False, highlight: bool = False) -> None:
        for piece, script in _pieces(legal_text(text)):
            run = add(paragraph, "r")
            if bold or highlight or script:
                properties = add(run, "rPr")
                if script == "cjk":
                    add(properties, "rFonts", hint="eastAsia")
                if bold:
                    add(properties, "b")
                    add(properties, "bCs")
                if highlight:
                    add(properties, "highlight", val="yellow")
                if script == "rtl":
                    add(properties, "rtl")
            _text(run, piece)

    def _reference(self, paragraph: Any, reference: Reference) -> None:
        if reference.target not in self._keys:
            raise LookupError(f"a reference leads to {reference.target!r}, which is not in the agreement")
        switch = "\\n" if reference.own else "\\w"
        self._field(paragraph, f" REF {self._ids(reference.target)} {switch} \\h ", reference.text)

    def _field(self, paragraph: Any, instruction: str, result: str) -> None:
        add(add(paragraph, "r"), "fldChar", fldCharType="begin")
        text = add(add(paragraph, "r"), "instrText")
        text.set(f"{{{XML}}}space", "preserve")
        text.text = instruction
        add(add(paragraph, "r"), "fldChar", fldCharType="separate")
        _text(add(paragraph, "r"), result)
        add(add(paragraph, "r"), "fldChar", fldCharType="end")

    def _grid(self, body: Any, grid: Grid) -> None:
        width = twips(self._house.page.width - self._house.page.left - self._house.page.right)
        columns = len(grid.rows[0])
        shares = grid.widths or _shares(grid)
        widths = [round(width * share) for share in shares]
        table = add(body, "tbl")
        properties = add(table, "tblPr")
        add(properties, "tblW", w_=sum(widths), type="dxa")
        borders = add(properties, "tblBorders")
        for side in ("top", "bottom", "insideH"):
            add(borders, side, val="single", sz="4", space="0", color=self._house.type.rule)
        add(properties, "tblLayout", type="fixed")
        add(
            properties,
            "tblLook",
            val="0020",
            firstRow="1",
            lastRow="0",
            firstColumn="0",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
        add(properties, "tblCaption", val=legal_text(grid.caption))
        add(properties, "tblDescription", val=f"{legal_text(grid.caption)}: table of {columns} columns")
        layout = add(table, "tblGrid")
        for size in widths:
            add(layout, "gridCol", w_=size)
        for index, row in enumerate(grid.rows):
            line = add(table, "tr")
            rules = add(line, "trPr")
            add(rules, "cantSplit")
            if index == 0:
                add(rules, "tblHeader")
            for size, cell in zip(widths, row, strict=True):
                box = add(line, "tc")
                shape = add(box, "tcPr")
                add(shape, "tcW", w_=size, type="dxa")
                if index == 0:
                    add(shape, "shd", val="clear", color="auto", fill=self._house.type.shade)
                self._inlines(self._paragraph(box, "TableHead" if index == 0 else "TableText"), cell)
        self._paragraph(body, "AfterTable")

    def _signature(self, body: Any, block: SignatureBlock) -> None:
        self._inlines(self._paragraph(body, "SignatureLead"), block.capacity)
        table = add(body, "tbl")
        properties = add(table, "tblPr")
        widths = (1700, 5200)
        add(properties, "tblW", w_=sum(widths), type="dxa")
        add(properties, "tblLayout", type="fixed")
        add(properties, "tblCaption", val=legal_text(f"Signature of {block.party}"))
        layout = add(table, "tblGrid")
        for size in widths:
            add(layout, "gridCol", w_=size)
        for index, line in enumerate(block.lines):
            row = add(table, "tr")
            add(add(row, "trPr"), "cantSplit")
            for size, cell in zip(widths, ((Words(line.caption),), line.value), strict=True):
                box = add(row, "tc")
                shape = add(box, "tcPr")
                add(shape, "tcW", w_=size, type="dxa")
                if size == widths[1]:
                    add(add(shape, "tcBorders"), "bottom", val="single", sz="4", space="0", color=self._house.type.rule)
                add(shape, "vAlign", val="bottom")
                paragraph = self._paragraph(box, "SignatureLine")
                if index < len(block.lines) - 1:
                    add(paragraph[0], "keepNext")
                self._inlines(paragraph, cell)
        self._paragraph(body, "AfterTable")

    def _contents(self, body: Any) -> None:
        self._words(self._paragraph(body, "ContentsHeading"), self._house.words.contents)
        headings = [
            p
            for p in self._agreement.parts
            if isinstance(p, Block) and p.role in ("clause-heading", "schedule-heading")
        ]
        pages = "" if self._pages else " \\n"
        for index, heading in enumerate(headings):
            paragraph = self._paragraph(body, "TOC1")
            if index == 0:
                add(add(paragraph, "r"), "fldChar", fldCharType="begin")
                text = add(add(paragraph, "r"), "instrText")
                text.set(f"{{{XML}}}space", "preserve")
                text.text = f' TOC \\o "1-1" \\h \\z \\u{pages} '
                add(add(paragraph, "r"), "fldChar", fldCharType="separate")
            link = add(paragraph, "hyperlink", anchor=self._ids(heading.key), history="1")
            self._words(link, heading.label)
            add(add(link, "r"), "tab")
            self._inlines(link, heading.text)
            if heading.key in self._pages:
                add(add(link, "r"), "tab")
                self._field(link, f" PAGEREF {self._ids(heading.key)} \\h ", str(self._pages[heading.key]))
        if headings:
            add(add(self._paragraph(body, "Normal"), "r"), "fldChar", fldCharType="end")

    def header(self, *, first: bool) -> Any:
        """The running header: the short title, on all pages but the first; on an internal copy also a warning."""
        root = etree.Element(w("hdr"), nsmap=NSMAP)
        paragraph = self._paragraph(root, "Header")
        if self._internal:
            self._words(paragraph, self._house.words.internal, bold=True)
            if not first:
                self._words(paragraph, "  |  ")
        if not first:
            self._words(paragraph, self._agreement.short_title)
        return root

    def footer(self) -> Any:
        """ "Page 3 of 27", live."""
        root = etree.Element(w("ftr"), nsmap=NSMAP)
        paragraph = self._paragraph(root, "Footer")
        self._words(paragraph, f"{self._house.words.page} ")
        self._field(paragraph, " PAGE ", "1")
        self._words(paragraph, f" {self._house.words.of} ")
        self._field(paragraph, " NUMPAGES ", "1")
        return root

    def comments(self) -> Any:
        """The reasons of an internal copy, one comment a clause."""
        root = etree.Element(w("comments"), nsmap=NSMAP)
        day = f"{self._agreement.as_of.isoformat()}T00:00:00Z"
        for id, reasons in self._comments:
            comment = add(root, "comment", id=id, author="Draft", date=day, initials="D")
            for reason in reasons:
                self._words(self._paragraph(comment, "CommentText"), reason)
        return root


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in runs of one writing system: "", "rtl" or "cjk"."""
    at = 0
    for match in _SCRIPTS.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ""
        yield match[0], str(match.lastgroup)
        at = match.end()
    if at < len(text):
        yield text[at:], ""


def _text(run: Any, text: str) -> None:
    element = add(run, "t")
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(f"{{{XML}}}space", "preserve")


def _shares(grid: Grid) -> tuple[float, ...]:
    """Column widths after what stands in them, none narrower than a tenth."""
    longest = [
        max(
            12,
            max(sum(len(i.text) if not isinstance(i, Blank) else len(i.asks) for i in row[column]) for row in grid.rows)
            ** 0.75,
        )
        for column in range(len(grid.rows[0]))
    ]
    return tuple(size / sum(longest) for size in longest)


def _core(agreement: Agreement) -> bytes:
    """Title, language and dates; no author, no program."""
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI})
    day = f"{agreement.as_of.isoformat()}T00:00:00Z"
    for namespace, name, value in (
        (_DC, "title", legal_text(agreement.short_title)),
        (_DC, "language", agreement.language),
    ):
        etree.SubElement(root, f"{{{namespace}}}{name}").text = value
    for name in ("created", "modified"):
        element = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        element.text = day
    return _bytes(root)
