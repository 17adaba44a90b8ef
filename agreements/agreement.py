"""An agreement once composed: a list of blocks in printing order, each knowing its number and why it is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class Words:
    """Text as it is printed. `typed` marks a value of the deal: no spelling table or typography touches it."""

    text: str
    bold: bool = False
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A fact not yet given: printed as "[asks]", highlighted, counted. `key` is its place in the deal."""

    asks: str
    key: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A live number: the block with key `target`; `text` is what Word must show ("14.2", "Schedule 5", "2").

    `own` asks for the block's own label only, else the full number.
    """

    target: str
    text: str
    own: bool = False


Inline = Words | Blank | Reference

Role = Literal[
    "title",  # the cover
    "cover-line",  # level 1: what it is about, level 2: a party
    "part-heading",  # unnumbered: Parties, Background, Agreed terms
    "party",  # (1)
    "recital",  # (A)
    "clause-heading",  # 1.
    "clause",  # level 1: 1.1, level 2: (a), level 3: (i), level 4: (A)
    "definition",  # unnumbered; its items are `definition-item`
    "definition-item",  # level 1: (a), level 2: (i)
    "words",  # unnumbered words at a level: lead-ins, closing words, a clause of one item
    "definition-words",
    "schedule-heading",  # Schedule 1
    "schedule-title",
    "schedule",  # level 1: 1., level 2: 1.1, level 3: (a), level 4: (i)
    "schedule-words",
    "execution-words",
]
LISTED: tuple[Role, ...] = ("clause-heading", "schedule-heading")  # what a contents list names


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the agreement.

    `key` is unique: "page#label", or page and place. `label` is the number as printed beside it ("14.", "14.2",
    "(a)", "Schedule 1"), `number` the full number as a reference shows it ("14", "14.2(a)", "Schedule 1"),
    "" where there is none. `heading` is a run-in heading, printed bold before the text.
    `because` holds the reasons for the page being there; it never leaves in a default output.
    `landscape`, on a schedule heading, lays the whole schedule on pages turned sideways.
    """

    key: str
    role: Role
    text: tuple[Inline, ...]
    level: int = 1
    label: str = ""
    number: str = ""
    heading: str = ""
    page: str = ""
    position: str = ""
    because: tuple[str, ...] = ()
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells of inline text; the first row is the header. `widths` are shares of the text width."""

    key: str
    caption: str
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    widths: tuple[float, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line to be filled in by hand or already printed: "Name", "Title", "Date"."""

    caption: str
    value: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Where one party signs; kept on one page. `capacity` is printed above the lines."""

    key: str
    party: str
    capacity: tuple[Inline, ...]
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """Where the contents list stands."""

    key: str = "contents"
    title: str = "Contents"


@dataclass(frozen=True, slots=True)
class PageBreak:
    key: str


Part = Block | Grid | SignatureBlock | Contents | PageBreak


@dataclass(frozen=True, slots=True)
class Chosen:
    """A page that was put in: its position, why, and what it supplies (for the side file and the reports)."""

    page: str
    position: str
    because: tuple[str, ...]
    supplies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The whole, ready to be written in any format. Deterministic: same deal, key and day, same agreement."""

    title: str
    short_title: str
    parties: tuple[str, ...]
    parts: tuple[Part, ...]
    as_of: date
    language: str  # "en-GB" or "en-US"
    house_style: str
    key: str  # the deal's secret, for keyed ids
    register: Literal["binding", "intent", "arrangement"] = "binding"
    chosen: tuple[Chosen, ...] = ()
    blanks: tuple[Blank, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)

    def headings(self) -> tuple[Block, ...]:
        """What the contents list names."""
        return tuple(part for part in self.parts if isinstance(part, Block) and part.role in LISTED)
