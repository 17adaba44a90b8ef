"""One paragraph of a text or Markdown file before it is known how it stands in the agreement."""

from dataclasses import dataclass
from typing import Literal

from agreements.document import Document, Paragraph, ParagraphKind
from agreements.standing import Look, Standings


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph's text and what the file says of it: a heading's level, a place in a table, note, contents line."""

    text: str
    outline: int | None = None
    table: tuple[int, int, int] | None = None
    contents: bool = False
    note: bool = False
    strong: bool = False


def document_of(path: str, sha256: str, form: Literal["text", "markdown"], blocks: list[Block]) -> Document:
    """The document made of blocks: labels and numbers told from the text, headings by mark or look."""
    standings = Standings()
    paragraphs: list[Paragraph] = []
    worded = [at for at, block in enumerate(blocks) if block.text and not block.contents]
    last = worded[-1] if worded else -1
    for at, block in enumerate(blocks):
        kind: ParagraphKind = "contents" if block.contents else "text"
        text, label, number, outline = block.text, "", "", block.outline
        if not block.contents and not block.note:
            look = Look(outline=outline, strong=block.strong, in_table=block.table is not None, followed=at < last)
            standing = standings.next(text, look)
            text, label, number, outline = text[standing.cut :], standing.label, standing.number, standing.outline
            kind = "heading" if standing.is_heading else "text"
        paragraphs.append(
            Paragraph(
                index=len(paragraphs),
                text=text,
                original=text,
                kind=kind,
                stream="footnote" if block.note else "body",
                label=label,
                number=number,
                outline=outline,
                table=block.table,
                depth=0 if block.table is None else 1,
            )
        )
    return Document(path=path, sha256=sha256, format=form, paragraphs=tuple(paragraphs))
