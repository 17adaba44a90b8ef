"""What the writer wrote, the reader gives back: text, labels, numbers, headings, tables, blanks."""

from collections.abc import Iterator
from pathlib import Path

from agreements.agreement import Agreement, Blank, Block, Contents, Grid, Inline, Reference, SignatureBlock
from agreements.document import Document, Paragraph
from agreements.plain_writers import line_of, said
from agreements.word.reader import read_word
from templates.house_styles import load_house_style

_HEADINGS = ("title", "part-heading", "clause-heading", "schedule-heading")


def body(document: Document) -> list[Paragraph]:
    return [one for one in document.paragraphs if one.stream == "body"]


def texts(agreement: Agreement) -> Iterator[str]:
    """Every paragraph as it must come back; cells and lines without words are no paragraphs."""
    for part in agreement.parts:
        if isinstance(part, Block):
            yield line_of(part)
        elif isinstance(part, Grid):
            yield from (text for row in part.rows for cell in row if (text := said(cell)))
        elif isinstance(part, SignatureBlock):
            yield said(part.capacity)
            for line in part.lines:
                yield line.caption
                if line.value:
                    yield said(line.value)
        elif isinstance(part, Contents):
            yield load_house_style(agreement.house_style).words.contents
            yield from (f"{heading.label}\t{line_of(heading)}" for heading in agreement.headings())


def blocks(agreement: Agreement, document: Document) -> Iterator[tuple[Block, Paragraph]]:
    """Each block with its paragraph."""
    read = iter(one for one in body(document) if one.table is None and one.kind != "contents")
    for part in agreement.parts:
        if isinstance(part, Block):
            yield part, next(read)
        elif isinstance(part, SignatureBlock):
            next(read)


def test_every_paragraph_comes_back_in_its_place(agreement: Agreement, saved: Path) -> None:
    assert [one.text for one in body(read_word(saved))] == [" ".join(text.split(" ")) for text in texts(agreement)]


def test_labels_come_back(agreement: Agreement, saved: Path) -> None:
    read = list(blocks(agreement, read_word(saved)))
    assert [one.label for _, one in read] == [block.label for block, _ in read]


def test_full_numbers_come_back(agreement: Agreement, saved: Path) -> None:
    schedule = ""
    for block, one in blocks(agreement, read_word(saved)):
        if block.role == "schedule-heading":
            schedule = block.number
        if block.role == "schedule":
            assert one.number == f"{schedule}, paragraph {block.number}"
        elif block.role in ("clause-heading", "clause", "schedule-heading", "recital", "party"):
            assert one.number == block.number


def test_headings_come_back_and_nothing_else_is_taken_for_one(agreement: Agreement, saved: Path) -> None:
    read = list(blocks(agreement, read_word(saved)))
    assert [line_of(block) for block, one in read if one.kind == "heading"] == [
        line_of(block) for block, _ in read if block.role in _HEADINGS
    ]


def test_tables_come_back_cell_by_cell(agreement: Agreement, saved: Path) -> None:
    read = {one.table: one.text for one in body(read_word(saved)) if one.table is not None}
    tables = [part for part in agreement.parts if isinstance(part, Grid | SignatureBlock)]
    for number, part in enumerate(tables):
        if isinstance(part, Grid):
            for row, cells in enumerate(part.rows):
                for column, cell in enumerate(cells):
                    assert read.get((number, row, column), "") == said(cell)


def test_every_blank_comes_back_highlighted_and_nothing_else(agreement: Agreement, saved: Path) -> None:
    read = [one.text[start:end] for one in body(read_word(saved)) for start, end in one.highlights]
    assert read == [f"[{inline.asks}]" for inline in _inlines(agreement) if isinstance(inline, Blank)]


def test_every_reference_comes_back_as_a_field_with_its_text(agreement: Agreement, saved: Path) -> None:
    read = [
        one.text[field.start : field.end]
        for one in body(read_word(saved))
        for field in one.fields
        if field.instruction.split()[0] == "REF"
    ]
    assert read == [inline.text for inline in _inlines(agreement) if isinstance(inline, Reference)]


def test_the_text_of_every_reference_is_the_number_our_own_reader_counts(saved: Path) -> None:
    read = body(read_word(saved))
    places = {name: one for one in read for name in one.bookmarks}
    counted = 0
    for one in read:
        for field in one.fields:
            kind, *rest = field.instruction.split()
            if kind == "REF":
                target = places[rest[0]]
                expected = target.label.rstrip(".") if rest[1] == "\\n" else target.number
                assert one.text[field.start : field.end] == expected
                counted += 1
    assert counted > 5


def test_nothing_needs_to_be_said_of_a_draft_of_ours(saved: Path) -> None:
    assert read_word(saved).notices == ()


def _inlines(agreement: Agreement) -> Iterator[Inline]:
    for part in agreement.parts:
        if isinstance(part, Block):
            yield from part.text
        elif isinstance(part, Grid):
            yield from (inline for row in part.rows for cell in row for inline in cell)
        elif isinstance(part, SignatureBlock):
            yield from part.capacity
            yield from (inline for line in part.lines for inline in line.value)
