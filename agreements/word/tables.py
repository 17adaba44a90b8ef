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

_CHARACTER = 100  # a middling letter of table text, in twentieths of a point
_SIGNATURE = (1700, 5200)
_BREAKS = re.compile(r"[\s\u2010\u2013\u2014-]+")


def add_grid(body: Any, grid: Grid, width: int, inlines: Inlines) -> None:
    """A table over the whole width: header row repeated, rows unbroken, caption for those who cannot see it."""
    widths = [round(width * share) for share in grid.widths] if grid.widths else _widths(grid, width)
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


def add_signature(body: Any, block: SignatureBlock, inlines: Inlines) -> None:
    """Where one party signs: the capacity and all lines on one page."""
    inlines(paragraph_in(body, "SignatureLead"), block.capacity)
    table = _table(body, "SignatureTable", _SIGNATURE, f"Signature of {block.party}", header=False)
    for index, line in enumerate(block.lines):
        row = add(table, "tr")
        add(add(row, "trPr"), "cantSplit")
        for size, style, content in zip(
            _SIGNATURE, ("SignatureCaption", "SignatureLine"), ((Words(line.caption),), line.value), strict=True
        ):
            paragraph = paragraph_in(_cell(row, size), style)
            if index < len(block.lines) - 1:
                keep_with_next(paragraph)
            inlines(paragraph, content)
    paragraph_in(body, "AfterTable")


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


def _widths(grid: Grid, width: int) -> list[int]:
    """Columns as wide as their longest word at least, and beyond that after how much stands in them."""
    need, want = [], []
    for column in range(len(grid.rows[0])):
        texts = [said(row[column]) for row in grid.rows]
        longest = max(len(word) for text in texts for word in _BREAKS.split(text))
        need.append(_CHARACTER * max(longest, 5) + 2 * CELL_MARGIN)
        want.append(_CHARACTER * max(len(text) for text in texts) + 2 * CELL_MARGIN)
    if sum(need) > width:
        need = [size * width // sum(need) for size in need]
    spare = width - sum(need)
    # The square root keeps one long text from taking the room of all others.
    pulls = [max(wanted - size, 1) ** 0.5 for size, wanted in zip(need, want, strict=True)]
    total = sum(pulls)
    edges = [0]
    for size, pull in zip(need, pulls, strict=True):
        edges.append(edges[-1] + size + round(spare * pull / total))
    edges[-1] = width
    return [right - left for left, right in pairwise(edges)]
