"""A document as it was read: numbered paragraphs with kind, place and history of change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Stream = Literal["body", "header", "footer", "footnote", "endnote", "comment"]
ParagraphKind = Literal["text", "heading", "contents", "header", "footer", "comment"]
Change = Literal["inserted", "deleted", "moved-here", "moved-away"]


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change: characters `start` to `end` of the view that shows it (`text` of the final or the original)."""

    change: Change
    author: str
    on: str | None
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its instruction and the characters of the final text that hold its cached result."""

    instruction: str
    start: int
    end: int


@dataclass(slots=True, unsafe_hash=True)  # `frozen` would make each, of thousands, five times as dear to make
class Paragraph:
    """One paragraph, never changed once it is read.

    `text` is the final view (tracked changes accepted), `original` the view before them; neither holds the
    label. `label` is what Word prints in front ("14.2", "(a)"), `number` the full number of the place ("14.2(a)"),
    "" where there is none. `level` is the list level from 0, `outline` the heading level from 1.
    `exists` tells in which views the paragraph stands by itself.
    """

    index: int
    text: str
    original: str
    kind: ParagraphKind = "text"
    stream: Stream = "body"
    label: str = ""
    number: str = ""
    level: int | None = None
    outline: int | None = None
    style: str = ""
    table: tuple[int, int, int] | None = None  # table, row, column, each from 0
    depth: int = 0  # nesting of tables
    container: Literal["", "content-control", "text-box"] = ""
    revisions: tuple[Revision, ...] = ()
    fields: tuple[Field, ...] = ()
    bookmarks: tuple[str, ...] = ()
    highlights: tuple[tuple[int, int], ...] = ()  # characters of the final text
    hidden: tuple[tuple[int, int], ...] = ()
    exists: frozenset[Literal["original", "final"]] = frozenset({"original", "final"})


@dataclass(frozen=True, slots=True)
class Notice:
    """What must be said of the file itself: `code` is a word such as `macros`, `external-link`, `tracked-changes`."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read, whatever its format. Paragraphs of all streams are in reading order, `index` from 0."""

    path: str
    sha256: str
    format: Literal["docx", "text", "markdown"]
    paragraphs: tuple[Paragraph, ...]
    notices: tuple[Notice, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> int:
        """Words of the body in its final view."""
        return sum(len(p.text.split()) for p in self.paragraphs if p.stream == "body" and p.kind != "contents")
