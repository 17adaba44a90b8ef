"""Writes tables and signature blocks into a Word file."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any

from agreements.agreement import Grid, Inline, SignatureBlock, Words
from agreements.plain_writers import said
from agreements.printable import printable
from agreements.word.names import add
from agreements.word.runs import keep_with_next, paragraph_in
from agreements.word.styling import CELL_MARGIN

Inlines = Callable[[Any, Iterable[Inline]], None]

# How wide letters are in hundredths of their size, by and large: a broken word looks worse than a wide column.
_NARROW, _MIDDLING, _WIDE, _SQUARE = 36, 58, 86, 105
_SIGNATURE = (1700, 5200)
_UNBROKEN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\uffef-]+-?")


def add_grid(body: Any, grid: Grid, width: int, size: float, inlines: Inlines) -> None:
    """A table over the whole width: header row repeated, rows unbroken, caption for those who cannot see it.

    `width` is in twentieths of a point, `size` that of the type in points.
    """
    widths = [round(width * share) for share in grid.widths] if grid.widths else _widths(grid, width, size)
    table = _table(body, "AgreementTable", widths, grid.caption, header=True)
    for index, row in enumerate(grid.rows):
        line = add(table, "tr")
        rules = add(line, "trPr")
        add(rules, "cantSplit")
        if index == 0:
            add(rules, "tblHeader")
        for size, cell in zip(widths, row, strict=True):
            paragraph = paragraph_in(_cell(line, size), "TableHead" if index == 0 else "TableText")
            if index == len(grid.rows) - 2:
                # The last row does not stand alone on a page.
                keep_with_next(paragraph)
            inlines(paragraph, cell)
    # A table right before another, or before the end of a section, runs into it.
    paragraph_in(body, "AfterTable")


def add_signature(body: Any, block: SignatureBlock, inlines: Inlines, *, held: bool) -> None:
    """Where one party signs: the capacity and all lines on one page; `held` keeps the block with the one after it."""
    inlines(paragraph_in(body, "SignatureLead"), block.capacity)
    table = _table(body, "SignatureTable", _SIGNATURE, f"Signature of {block.party}", header=False)
    for index, line in enumerate(block.lines):
        row = add(table, "tr")
        add(add(row, "trPr"), "cantSplit")
        for size, style, content in zip(
            _SIGNATURE, ("SignatureCaption", "SignatureLine"), ((Words(line.caption),), line.value), strict=True
        ):
            paragraph = paragraph_in(_cell(row, size), style)
            if held or index < len(block.lines) - 1:
                keep_with_next(paragraph)
            inlines(paragraph, content)
    end = paragraph_in(body, "AfterTable")
    if held:
        keep_with_next(end)


def _table(body: Any, style: str, widths: Sequence[int], caption: str, *, header: bool) -> Any:
    table = add(body, "tbl")
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=style)
    add(properties, "tblW", w_=sum(widths), type="dxa")
    add(properties, "tblLayout", type="fixed")
    look = {"firstRow": int(header), "lastRow": 0, "firstColumn": 0, "lastColumn": 0, "noHBand": 1, "noVBand": 1}
    add(properties, "tblLook", val="0620" if header else "0600", **look)
    add(properties, "tblCaption", val=printable(caption))
    columns = add(table, "tblGrid")
    for size in widths:
        add(columns, "gridCol", w_=size)
    return table


def _cell(row: Any, width: int) -> Any:
    cell = add(row, "tc")
    add(add(cell, "tcPr"), "tcW", w_=width, type="dxa")
    return cell


def _widths(grid: Grid, width: int, size: float) -> list[int]:
    """Columns as wide as their longest word at least, and beyond that after how much stands in them."""
    need, want = [], []
    for column in range(len(grid.rows[0])):
        texts = [said(row[column]) for row in grid.rows]
        longest = max((_length(word, size) for text in texts for word in _UNBROKEN.findall(text)), default=0)
        need.append(max(longest, round(size * 50)) + 2 * CELL_MARGIN)
        want.append(max(_length(text, size) for text in texts) + 2 * CELL_MARGIN)
    if sum(need) > width:
        need = [needed * width // sum(need) for needed in need]
    spare = width - sum(need)
    # The square root keeps one long text from taking the room of all others.
    pulls = [max(wanted - needed, 1) ** 0.5 for needed, wanted in zip(need, want, strict=True)]
    total = sum(pulls)
    edges = [0]
    for needed, pull in zip(need, pulls, strict=True):
        edges.append(edges[-1] + needed + round(spare * pull / total))
    edges[-1] = width
    return [right - left for left, right in pairwise(edges)]


def _length(text: str, size: float) -> int:
    """About how wide a text is on one line, in twentieths of a point."""
    return round(sum(_breadth(char) for char in text) * size / 5)


def _breadth(char: str) -> int:
    if char >= "\u2e80":
        return _SQUARE
    if char in "iljtf.,;:'|()[]/ ":
        return _NARROW
    return _WIDE if char.isupper() or char in "mw@%—" else _MIDDLING
