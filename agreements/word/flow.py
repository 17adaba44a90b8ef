"""Goes once through the XML of a Word part and makes a draft of every paragraph in it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field as default
from typing import Literal, NamedTuple

from lxml import etree

from agreements.document import Field, Stream
from agreements.word import names
from agreements.word.draft import BOTH, FINAL, Anchored, Draft, Tracked
from agreements.word.elements import (
    ALTERNATE,
    CHANGES,
    SDT_CONTENT,
    boxes,
    change_in,
    check_box,
    chosen,
    count_of,
    through,
)
from agreements.word.labels import Lists, Spot
from agreements.word.names import VAL, M, w
from agreements.word.styles import PLAIN, Style, Styles, is_on, numbering_of
from agreements.word.symbols import symbol

_P, _R, _T, _PPR, _RPR, _TBL, _SDT = w("p"), w("r"), w("t"), w("pPr"), w("rPr"), w("tbl"), w("sdt")
_PSTYLE, _NUMPR, _OUTLINE, _SECTPR = w("pStyle"), w("numPr"), w("outlineLvl"), w("sectPr")
_RSTYLE, _B, _U, _CAPS, _VANISH, _HIGHLIGHT, _SHD = (
    w(name) for name in ("rStyle", "b", "u", "caps", "vanish", "highlight", "shd")
)
_FILL, _NAME = w("fill"), w("name")
_BOOKMARK = w("bookmarkStart")
# What says nothing of a paragraph's text: properties, and marks that Word leaves.
_SILENT = frozenset(
    w(name)
    for name in (
        "p pPr keepNext keepLines pageBreakBefore widowControl ilvl numId ind jc spacing "
        "contextualSpacing suppressAutoHyphens pBdr rStyle rFonts b bCs i iCs u caps smallCaps vanish "
        "highlight shd color sz szCs lang kern w noProof vertAlign position proofErr bookmarkEnd "
        "lastRenderedPageBreak top left bottom right"
    ).split()
)
_SPACE = f"{{{names.XML}}}space"
_CONTAINERS = tuple(w(name) for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "subDoc"))
_YELLOW = frozenset({"FFFF00", "ffff00"})  # shading some offices use in place of a highlight

Look = tuple[bool, bool, bool]  # strong, hidden, marked
_PLAIN_LOOK: Look = (False, False, False)
Handler = Callable[[etree._Element], None]


@dataclass(slots=True, eq=False)
class _OpenField:
    draft: Draft
    instruction: list[str] = default(default_factory=list)
    state: Literal["instruction", "result", "lapsed"] = "instruction"
    start: int = 0
    recorded: bool = False
    contents: bool = False
    checked: str = ""


class Manner(NamedTuple):
    """What a paragraph is by its style and list: `plain` is the look of a run without properties of its own."""

    style: Style
    spot: Spot | None
    plain: Look


class Flow:
    """Reads blocks into drafts; keeps what outlasts a paragraph: open fields, tables, enclosing tracked changes."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self.drafts: list[Draft] = []
        self.instructions: set[str] = set()
        self.chunks = 0
        self._styles, self._lists = styles, lists
        self._stream: Stream = "body"
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._views = BOTH
        self._tracked: Tracked | None = None
        self._container: Literal["", "content-control", "text-box"] = ""
        self._table: tuple[int, int, int] | None = None
        self._tables = self._depth = self._group = self._groups = 0
        self._fields: list[_OpenField] = []
        self._muted = 0
        self._in_contents = 0
        self._by_field: list[Draft] = []
        self._bookmarks: list[str] = []
        self._preserve = False
        self._draft: Draft
        self._blocks: dict[str, Handler] = {
            _P: self._paragraph,
            _TBL: self._read_table,
            _SDT: self._block_control,
            w("customXml"): self.blocks,
            ALTERNATE: self._block_choice,
            w("bookmarkStart"): self._block_bookmark,
            w("altChunk"): self._chunk,
            **dict.fromkeys(CHANGES, self._block_change),
        }
        self._inlines: dict[str, Handler] = {
            _R: self._run,
            _SDT: self._inline_control,
            ALTERNATE: self._inline_choice,
            w("fldSimple"): self._simple_field,
            w("bookmarkStart"): self._bookmark,
            f"{{{M}}}oMath": self._formula,
            f"{{{M}}}oMathPara": self._formula,
            **dict.fromkeys(CHANGES, self._inline_change),
            **dict.fromkeys(_CONTAINERS, self._inlines_of),
        }
        self._in_runs: dict[str, Handler] = {
            w("tab"): lambda _: self._add("\t"),
            w("ptab"): lambda _: self._add("\t"),
            w("br"): lambda _: self._add("\n"),
            w("cr"): lambda _: self._add("\n"),
            w("noBreakHyphen"): lambda _: self._add("-"),
            w("sym"): lambda element: self._add(symbol(element.get(w("font"), ""), element.get(w("char"), ""))),
            w("delText"): self._text,
            w("instrText"): self._instruction,
            w("delInstrText"): self._instruction,
            w("fldChar"): self._field_sign,
            w("drawing"): self._shape,
            w("pict"): self._shape,
            w("object"): self._shape,
            w("ruby"): self._ruby,
            ALTERNATE: self._run_choice,
            w("footnoteReference"): lambda element: self._note("footnote", element),
            w("endnoteReference"): lambda element: self._note("endnote", element),
        }
        self._manners: dict[tuple[str | None, str | None, int | None], Manner] = {}
        self._looks: dict[tuple[int, str | None], Look] = {}  # by the style of the paragraph and of the run
        self._look = _PLAIN_LOOK  # strong, hidden, marked
        self._plain = self._look  # the same of a run without properties of its own

    def notes(self, kind: Literal["footnote", "endnote"], root: etree._Element | None) -> None:
        """Makes the notes of a part known, so that each can be read where the text refers to it."""
        elements = () if root is None else root.iterchildren(w(kind))
        # Separators are notes too; only they have a type.
        self._notes[kind] = {e.get(names.ID, ""): e for e in elements if e.get(w("type"), "normal") == "normal"}

    def read(self, root: etree._Element, stream: Stream) -> None:
        """Reads the blocks of a part's root (for the main part: of its body)."""
        self._stream = stream
        self._preserve = root.get(_SPACE) == "preserve" or root.getroottree().getroot().get(_SPACE) == "preserve"
        self._group = self._new_group()
        self._table, self._depth, self._container = None, 0, ""
        self.blocks(root)
        if any(one.contents for one in self._fields):
            # A contents field that nobody closed would take the whole agreement for a contents list.
            for draft in self._by_field:
                draft.contents = draft.style.is_contents
        self._fields.clear()
        self._by_field.clear()
        self._muted = self._in_contents = 0

    def blocks(self, parent: etree._Element) -> None:
        """Reads paragraphs, tables and what encloses them."""
        handlers = self._blocks
        for child in parent:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(child)

    # Blocks

    def _block_control(self, element: etree._Element) -> None:
        content = element.find(SDT_CONTENT)
        if content is None:
            return
        gallery = element.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
        is_contents = gallery is not None and gallery.get(VAL) == "Table of Contents"
        outer, self._container = self._container, self._container or "content-control"
        self._in_contents += is_contents
        self.blocks(content)
        self._in_contents -= is_contents
        self._container = outer

    def _block_choice(self, element: etree._Element) -> None:
        self.blocks(chosen(element))

    def _block_bookmark(self, element: etree._Element) -> None:
        self._bookmarks.append(element.get(w("name"), ""))

    def _block_change(self, element: etree._Element) -> None:
        with self._inside(element):
            self.blocks(element)

    def _chunk(self, element: etree._Element) -> None:
        self.chunks += 1

    def _read_table(self, element: etree._Element) -> None:
        outer = self._table, self._group
        table, self._tables = self._tables, self._tables + 1
        self._depth += 1
        for row, row_element in enumerate(through(element, w("tr"))):
            before = row_element.find(f"{w('trPr')}/{w('gridBefore')}")
            place = [table, row, 0 if before is None else count_of(before)]
            with self._inside(change_in(row_element.find(w("trPr")))):
                self._cells(row_element, place)
        self._depth -= 1
        self._table = outer[0]
        # Paragraphs before and after a table never run into one another.
        self._group = self._new_group()

    def _cells(self, row: etree._Element, place: list[int]) -> None:
        for cell in through(row, w("tc")):
            properties = cell.find(w("tcPr"))
            span = None if properties is None else properties.find(w("gridSpan"))
            self._table = (place[0], place[1], place[2])
            self._group = self._new_group()
            with self._inside(change_in(properties)):
                self.blocks(cell)
            place[2] += 1 if span is None else max(count_of(span), 1)

    def _new_group(self) -> int:
        self._groups += 1
        return self._groups

    # Paragraphs

    def _paragraph(self, element: etree._Element) -> None:
        if self._views == BOTH and not self._muted and self._plain_paragraph(element):
            return
        style_id: str | None = None
        num_id: str | None = None
        ilvl: int | None = None
        level: str | None = None
        mark, breaks = self._views, False
        properties = element.find(_PPR)
        for child in () if properties is None else properties:
            tag = child.tag
            if tag == _PSTYLE:
                style_id = child.get(VAL)
            elif tag == _NUMPR:
                num_id, ilvl = numbering_of(child)
            elif tag == _OUTLINE:
                level = child.get(VAL)
            elif tag == _SECTPR:
                breaks = True
            elif tag == _RPR:
                for changed in child.iterchildren(*CHANGES):
                    mark &= FINAL if CHANGES[changed.tag] in ("inserted", "moved-here") else ~FINAL
        manner = self._manner(style_id, num_id, ilvl)
        draft = self._draft = self._begun(element, manner, level, mark, breaks=breaks)
        self._plain = manner.plain
        self._inlines_of(element)
        if self._fields:
            self._end_of_paragraph(draft)
        for anchored in draft.anchored:
            self._read_anchored(anchored)

    def _plain_paragraph(self, element: etree._Element) -> bool:
        """Reads a paragraph that holds runs of text and bookmarks alone; False, and nothing read, for any other.

        Nearly all paragraphs of nearly all papers are such, in three runs or thirty: going once through all elements
        below, whatever their depth, takes half as long as going through properties, runs and what stands in each.
        """
        style_id = num_id = level = None
        ilvl: int | None = None
        manner: Manner | None = None
        look = _PLAIN_LOOK
        strong = True
        pieces: list[str] = []
        bookmarks: list[str] = []
        conspicuous: list[tuple[int, Look]] = []  # the pieces that do not look plain
        for inner in element.iter():
            tag = inner.tag
            if tag == _T:
                text = inner.text
                if not text or manner is None:
                    continue
                if text[0] <= " " or text[-1] <= " " or "\n" in text:
                    text = self._shown(text, inner)
                if look is _PLAIN_LOOK:
                    strong = strong and text.isspace()
                elif text:
                    strong = strong and (look[0] or text.isspace())
                    conspicuous.append((len(pieces), look))
                pieces.append(text)
            elif tag == _R:
                if manner is None:
                    manner = self._manner(style_id, num_id, ilvl)
                look = manner.plain
            elif tag in _SILENT:
                continue
            elif tag == _RPR:
                if manner is not None:
                    look = self._look_of(inner, manner.style)
            elif tag == _BOOKMARK:
                bookmarks.append(inner.get(_NAME, ""))
            elif tag == _PSTYLE:
                style_id = inner.get(VAL)
            elif tag == _NUMPR:
                num_id, ilvl = numbering_of(inner)
            elif tag == _OUTLINE:
                level = inner.get(VAL)
            else:
                return False
        if manner is None:
            manner = self._manner(style_id, num_id, ilvl)
        draft = self._draft = self._begun(element, manner, level, BOTH)
        text = "".join(pieces)
        draft.final.append(text)
        draft.final_length, draft.strong = len(text), strong
        draft.bookmarks += bookmarks
        for piece, (_, hidden, marked) in conspicuous:
            if hidden or marked:
                end = sum(map(len, pieces[: piece + 1]))
                for ranges in (draft.hidden,) * hidden + (draft.highlights,) * marked:
                    draft.mark_range(ranges, len(pieces[piece]), end)
        if self._fields:
            self._end_of_paragraph(draft)
        return True

    def _manner(self, style_id: str | None, num_id: str | None, ilvl: int | None) -> Manner:
        key = (style_id, num_id, ilvl)
        known = self._manners.get(key)
        if known is None:
            style = self._styles.paragraph(style_id)
            plain = style.look if style.is_conspicuous else _PLAIN_LOOK
            known = self._manners[key] = Manner(style, self._lists.spot(style, num_id, ilvl), plain)
        return known

    def _begun(
        self, element: etree._Element, manner: Manner, level: str | None, mark: int, *, breaks: bool = False
    ) -> Draft:
        outline = manner.style.outline
        if level is not None and level.isdigit():
            outline = int(level) + 1 if int(level) < 9 else None
        draft = Draft(
            element,
            self._stream,
            manner.style,
            manner.spot,
            outline,
            self._views,
            mark,
            self._group,
            self._container,
            self._table,
            self._depth,
            self._in_contents > 0 or manner.style.is_contents,
            breaks,
            self._bookmarks,
        )
        self._bookmarks = []
        self.drafts.append(draft)
        if self._in_contents:
            self._by_field.append(draft)
        return draft

    def _end_of_paragraph(self, draft: Draft) -> None:
        for one in self._fields:
            if one.state == "instruction":
                # An instruction still open at the end of a paragraph is a broken field: what follows must not be lost.
                one.state = "lapsed"
                self._muted -= 1
            elif one.state == "result" and one.draft is draft and not one.recorded:
                self._record(one, draft)

    def _read_anchored(self, anchored: Anchored) -> None:
        element = anchored.element
        if element is None:
            element = self._notes.get(anchored.kind, {}).get(anchored.note_id)
        if element is None:
            return
        outer = self._group, self._table, self._depth, self._container, self._stream, self._views, self._tracked
        fields, self._fields = self._fields, []
        muted, self._muted = self._muted, 0
        contents, self._in_contents = self._in_contents, 0
        self._group, self._table, self._depth = self._new_group(), None, 0
        self._views, self._tracked = anchored.views, anchored.tracked
        if anchored.kind == "text-box":
            self._container = "text-box"
        else:
            self._stream, self._container = anchored.kind, ""
        self.blocks(element)
        self._fields, self._muted, self._in_contents = fields, muted, contents
        self._group, self._table, self._depth, self._container, self._stream, self._views, self._tracked = outer

    # Within paragraphs

    def _inlines_of(self, children: Iterable[etree._Element]) -> None:
        handlers = self._inlines
        for child in children:
            handler = handlers.get(child.tag)
            if handler is not None:
                handler(child)

    def _inline_control(self, element: etree._Element) -> None:
        content = element.find(SDT_CONTENT)
        if content is not None:
            self._inlines_of(content)

    def _inline_choice(self, element: etree._Element) -> None:
        self._inlines_of(chosen(element))

    def _inline_change(self, element: etree._Element) -> None:
        with self._inside(element):
            self._inlines_of(element)

    @contextmanager
    def _inside(self, change: etree._Element | None) -> Iterator[None]:
        """While something is read that a tracked change encloses; without a change nothing is different."""
        outer = self._views, self._tracked
        if change is not None:
            self._tracked = Tracked(CHANGES[change.tag], change.get(names.AUTHOR, ""), change.get(names.DATE))
            self._views &= self._tracked.views
        yield
        self._views, self._tracked = outer

    def _bookmark(self, element: etree._Element) -> None:
        self._draft.bookmarks.append(element.get(_NAME, ""))

    def _formula(self, element: etree._Element) -> None:
        self._look = _PLAIN_LOOK
        self._add("".join(text.text or "" for text in element.iter(f"{{{M}}}t")))

    def _run(self, element: etree._Element) -> None:
        self._look = self._plain
        for child in element:
            tag = child.tag
            if tag == _T:
                self._text(child)
            elif tag == _RPR:
                self._look = self._look_of(child, self._draft.style)
            elif (handler := self._in_runs.get(tag)) is not None:
                handler(child)

    def _look_of(self, properties: etree._Element, style: Style) -> Look:
        if len(properties) == 1 and properties[0].tag == _RSTYLE:
            # What most runs with properties say is the name of a style.
            key = (id(style), properties[0].get(VAL))
            known = self._looks.get(key)
            if known is None:
                known = self._looks[key] = self._worked_out(properties, style)
            return known
        return self._worked_out(properties, style)

    def _worked_out(self, properties: etree._Element, style: Style) -> Look:
        bold, caps, hidden, marked = style.bold, style.caps, style.hidden, style.marked
        underlined = False
        for child in properties:
            tag = child.tag
            if tag == _RSTYLE:
                own: Style = self._styles[child.get(VAL, "")] if child.get(VAL) else PLAIN
                bold, caps = _said(own.bold, bold), _said(own.caps, caps)
                hidden, marked = _said(own.hidden, hidden), _said(own.marked, marked)
            elif tag == _B:
                bold = is_on(child)
            elif tag == _U:
                underlined = child.get(VAL, "single") != "none"
            elif tag == _CAPS:
                caps = is_on(child)
            elif tag == _VANISH:
                hidden = is_on(child)
            elif tag == _HIGHLIGHT:
                marked = child.get(VAL, "none") != "none"
            elif tag == _SHD and child.get(_FILL) in _YELLOW:
                marked = True
        strong = bold or caps or underlined
        return (bool(strong), bool(hidden), bool(marked)) if strong or hidden or marked else _PLAIN_LOOK

    def _run_choice(self, element: etree._Element) -> None:
        for child in chosen(element):
            if child.tag == _T:
                self._text(child)
            elif (handler := self._in_runs.get(child.tag)) is not None:
                handler(child)

    def _ruby(self, element: etree._Element) -> None:
        base = element.find(w("rubyBase"))
        if base is not None:
            self._inlines_of(base)

    def _text(self, element: etree._Element) -> None:
        if element.text:
            self._add(self._shown(element.text, element))

    def _shown(self, text: str, element: etree._Element) -> str:
        """The text of an element as Word shows it: blanks around it count only where that is said."""
        if not self._preserve and element.get(_SPACE) != "preserve":
            text = text.strip(" \t\n\r")
        return text.replace("\n", " ")

    def _add(self, text: str) -> None:
        if self._muted or not text:
            return
        draft = self._draft
        if self._tracked is None and draft.original is None and self._views == BOTH:
            draft.final.append(text)
            draft.final_length += len(text)
        else:
            draft.add(text, self._views, self._tracked)
        strong, hidden, marked = self._look
        if not strong and draft.strong and not text.isspace() and self._views & FINAL:
            draft.strong = False
        if (hidden or marked) and self._views & FINAL:
            if hidden:
                draft.mark_range(draft.hidden, len(text))
            if marked:
                draft.mark_range(draft.highlights, len(text))

    def _shape(self, element: etree._Element) -> None:
        for box in boxes(element):
            self._draft.anchored.append(Anchored("text-box", box, "", self._tracked, self._views))

    def _note(self, kind: Literal["footnote", "endnote"], element: etree._Element) -> None:
        note_id = element.get(names.ID, "")
        self._draft.anchored.append(Anchored(kind, None, note_id, self._tracked, self._views))

    # Fields

    def _simple_field(self, element: etree._Element) -> None:
        draft, instruction = self._draft, element.get(w("instr"), "").strip()
        start = draft.final_length
        self.instructions.add(instruction)
        self._inlines_of(element)
        if self._views & FINAL and not self._muted:
            draft.fields.append(Field(instruction, start, draft.final_length))

    def _instruction(self, element: etree._Element) -> None:
        if self._fields and self._fields[-1].state == "instruction":
            self._fields[-1].instruction.append(element.text or "")

    def _field_sign(self, element: etree._Element) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            one = _OpenField(self._draft, checked=check_box(element))
            self._fields.append(one)
            self._muted += 1
        elif kind == "separate" and self._fields:
            self._begin_result(self._fields[-1])
        elif kind == "end" and self._fields:
            self._end_field(self._fields.pop())

    def _begin_result(self, one: _OpenField) -> None:
        draft = self._draft
        if one.state == "instruction":
            one.state = "result"
            self._muted -= 1
        one.draft, one.start = draft, draft.final_length
        if not one.contents and "".join(one.instruction).split()[:1] == ["TOC"]:
            one.contents = True
            self._in_contents += 1
            if not "".join(draft.final).strip():
                draft.contents = True
                self._by_field.append(draft)

    def _end_field(self, one: _OpenField) -> None:
        draft = self._draft
        instruction = " ".join("".join(one.instruction).split())
        self.instructions.add(instruction)
        if one.state == "instruction":
            self._muted -= 1
            # These show something without having a result.
            one.draft, one.start = draft, draft.final_length
            if instruction.startswith("MACROBUTTON"):
                self._add(" ".join(instruction.split(" ")[2:]))
            self._add(one.checked)
        if one.contents:
            self._in_contents -= 1
            if not "".join(draft.final).strip():
                draft.contents = self._in_contents > 0 or draft.style.is_contents
        if one.draft is draft and not one.recorded:
            self._record(one, draft)

    def _record(self, one: _OpenField, draft: Draft) -> None:
        one.recorded = True
        if self._views & FINAL and not self._muted:
            instruction = " ".join("".join(one.instruction).split())
            draft.fields.append(Field(instruction, one.start, draft.final_length))


def _said(own: bool | None, before: bool | None) -> bool | None:
    return before if own is None else own
