"""Cuts a document into the units that are judged: sentences with their lead-in, headings above them, and kind."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from agreements.document import Document, Paragraph, Revision
from checker.languages import language_of

UnitKind = Literal[
    "operative", "recital", "definition", "heading", "contents", "header", "footer", "comment", "signature"
]
Span = Literal["sentence", "paragraph", "provision"]

_ABBREVIATIONS = frozenset(
    (
        "u.s no art arts e.g i.e inc ltd co corp dr mr mrs ms vs sec sect para paras cf approx st l.p seq al ex fig "
        "vol v p pp dept univ prof cl sch reg subpt pt abs nr z.b d.h bzw ca etc"
    ).split()
)
_ENDS = re.compile(r"[.!?][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9À-Þ])")
_BEFORE = re.compile(r"([\w.]+)[.!?][”\"’')\]]*\s+\Z")
_SIGNS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "−": "-",
        "İ": "I",
    }
)
_SOFT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_RECITAL = re.compile(
    r"\s*(?:\(?[A-Za-z0-9]{1,3}[).]\s*)?(?:whereas|considering that|in consideration of the foregoing)\b", re.IGNORECASE
)
_RECITAL_HEADING = re.compile(
    r"\W*(?:recitals?|background|preamble|whereas|premises|introduction|witnesseth)\W*\Z", re.IGNORECASE
)
_OPERATIVE = re.compile(
    r"\b(?:now,? therefore|agree(?:s|d)? as follows|hereby agree|it is agreed|agreed terms|operative provisions)\b",
    re.IGNORECASE,
)
_MEANS = r"(?:shall\s+)?(?:mean|means|has the meaning|have the meaning|refers? to|includes?|is defined)\b"
_DEFINITION = re.compile(
    r"\s*[“\"][^”\"]{1,80}[”\"](?:\s+or\s+[“\"][^”\"]{1,80}[”\"])?[\s,]*(?:\([^)]*\)[\s,]*)?"
    + _MEANS
    + r"|\s*[A-Z][\w’'-]*(?:\s+(?:of|and|for|the|to|or|[A-Z][\w’'-]*)){0,6}\s+(?:means|has the meaning)\b"
)
_SIGNATURE = re.compile(
    r"\s*(?:in witness whereof|signed (?:for|by)|for and on behalf of|by:|name:|title:|date:|signature)\b",
    re.IGNORECASE,
)
_HEADWORDS = 7
_LEADS_ON = re.compile(r"\b(?:following|shall|must|not)\W*\Z")
_TAIL = 40  # characters at the end of a paragraph that tell whether it leads on to items
_EDGE = 120  # characters at either end of a paragraph within which the agreement itself begins
LONGEST_QUOTE = 320


@dataclass(slots=True, eq=False)
class Unit:
    """A sentence of the document, never changed once it is cut. A unit is itself and no other that reads the same.

    `text` is normalised (lower case, plain quotes and dashes), `lead` the normalised lead-in it hangs on ("The
    Recipient shall:"), `whole` both. `heading` is the chain of headings above, normalised. `by` says whose tracked
    change brought it in.
    """

    index: int
    paragraph: int
    quote: str
    text: str
    lead: str
    heading: str
    kind: UnitKind
    provision: str
    language: str
    by: str | None = None
    struck: str | None = None  # who struck it out: it stands in the original only
    joined: bool = False  # several paragraphs as one: a provision with all that is numbered under it

    @property
    def whole(self) -> str:
        return f"{self.lead} {self.text}" if self.lead else self.text


@dataclass(frozen=True, slots=True)
class Cut:
    """A document cut up: units that stand, units that were struck out, the language most of it is in."""

    units: tuple[Unit, ...]
    struck: tuple[Unit, ...]
    language: str
    unassessed: float  # share of the operative words in languages other than `assessed`


def normal(text: str) -> str:
    """Text as phrases are compared with it."""
    return text.lower() if text.isascii() else text.translate(_SIGNS).lower()


def cleaned(text: str) -> str:
    """Text with single blanks and without signs nobody sees."""
    return " ".join((text if text.isascii() else _SOFT.sub("", text)).split())


def sentences(text: str) -> Iterator[str]:
    """The sentences of a cleaned paragraph."""
    begin = 0
    for end in _ENDS.finditer(text):
        before = _BEFORE.search(text[max(0, end.start() - 30) : end.end()])
        word = before[1].lower().rstrip(".") if before else ""
        if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
            continue
        if re.fullmatch(r"[\d.]+|[ivxlc]+", word) and end.start() - begin < 12:
            continue  # "14.2. The Recipient …": a typed number is no sentence
        yield text[begin : end.end()].rstrip()
        begin = end.end()
    if text[begin:].strip():
        yield text[begin:]


def cut(document: Document, assessed: frozenset[str]) -> Cut:
    """The units of a document; `assessed` are the languages for which there are word lists."""
    paragraphs = [p for p in document.paragraphs if p.text.strip() or p.original.strip()]
    told = [language_of(paragraph.text) for paragraph in paragraphs]
    words: dict[str, int] = {}
    for paragraph, language in zip(paragraphs, told, strict=True):
        if language is not None:
            words[language] = words.get(language, 0) + len(paragraph.text)
    main = max(words, key=lambda language: words[language], default="en")
    units: list[Unit] = []
    struck: list[Unit] = []
    heads, leads, state = _Headings(), _Leads(), _State()
    operative: dict[str, int] = {}
    for paragraph, language in zip(paragraphs, told, strict=True):
        text = cleaned(paragraph.text) if "final" in paragraph.exists else ""
        kind = state.kind(paragraph, text)
        frame = _Frame(
            paragraph.index,
            normal(leads.of(paragraph, text)),
            heads.above(paragraph, text),
            kind,
            paragraph.number or paragraph.label,
            language or main,
        )
        if kind in ("operative", "definition"):
            operative[frame.language] = operative.get(frame.language, 0) + len(text)
        by = _whose(paragraph.revisions, "inserted", "moved-here", text) if paragraph.revisions else None
        units += _units_of(text, frame, len(units), by=by)
        gone = _whose(paragraph.revisions, "deleted", "moved-away", None) if paragraph.revisions else None
        if gone is not None:
            struck += _units_of(cleaned(paragraph.original), frame, len(struck), struck=gone)
    counted = sum(operative.values())
    share = sum(count for lang, count in operative.items() if lang not in assessed) / counted if counted else 0.0
    return Cut(tuple(units), tuple(struck), main, share)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all sentences of a paragraph share."""

    paragraph: int
    lead: str
    heading: str
    kind: UnitKind
    provision: str
    language: str


def _units_of(
    text: str, frame: _Frame, first: int, *, by: str | None = None, struck: str | None = None
) -> Iterator[Unit]:
    run_in = ""
    for index, sentence in enumerate(sentences(text), start=first):
        plain = normal(sentence)
        opens = not run_in and frame.kind == "operative" and len(sentence) < len(text) and _is_run_in(sentence)
        yield Unit(
            index,
            frame.paragraph,
            sentence,
            plain,
            "" if opens else frame.lead,
            " > ".join(said for said in (frame.heading, run_in) if said),
            "heading" if opens else frame.kind,
            frame.provision,
            frame.language,
            by,
            struck,
        )
        if opens:
            run_in = plain


def _is_run_in(sentence: str) -> bool:
    words = sentence.split()
    return (
        sentence.endswith(".")
        and len(words) <= _HEADWORDS
        and not re.search(r"\b(?:shall|will|may|must|is|are)\b", sentence)
    )


def _whose(revisions: Sequence[Revision], first: str, second: str, text: str | None) -> str | None:
    """Who made tracked changes of a kind in a paragraph; of insertions only such as make up most of it."""
    made = [revision for revision in revisions if revision.change in (first, second)]
    if not made:
        return None
    if text is not None and sum(revision.end - revision.start for revision in made) < len(text) / 2:
        return None
    return made[0].author or "somebody"


class _State:
    """Which part of the agreement is being read: recitals come before the operative part."""

    def __init__(self) -> None:
        self._recitals = False
        self._signing = False

    def kind(self, paragraph: Paragraph, text: str) -> UnitKind:
        if paragraph.kind in ("contents", "header", "footer", "comment"):
            return paragraph.kind
        if paragraph.stream in ("header", "footer", "comment"):
            return paragraph.stream
        bare = text.strip()
        if paragraph.kind == "heading":
            self._recitals = _RECITAL_HEADING.match(bare) is not None
            self._signing = False
            return "heading"
        if _opens_the_agreement(bare):
            self._recitals = False
            return "operative"
        if _RECITAL.match(bare):
            return "recital"
        if self._recitals and not re.match(r"\d+\.\d", paragraph.label):
            return "recital"
        self._recitals = False
        if _SIGNATURE.match(bare) and len(bare) < 200:
            return "signature"
        return "definition" if _DEFINITION.match(bare) else "operative"


def _opens_the_agreement(text: str) -> bool:
    for edge in (text[:_EDGE], text[-_EDGE:]):
        plain = edge.lower()
        # Nearly no paragraph does: a word that each way of saying it holds is looked for first.
        if any(word in plain for word in ("agree", "therefore", "operative")) and _OPERATIVE.search(edge):
            return True
    return False


class _Headings:
    """The chain of headings above a paragraph."""

    def __init__(self) -> None:
        self._chain: list[tuple[int, str]] = []
        self._cell: tuple[int, int, str] | None = None

    def above(self, paragraph: Paragraph, text: str) -> str:
        if paragraph.stream != "body":
            return ""
        if paragraph.table is not None and paragraph.kind != "heading":
            return self._beside(paragraph.table, text)
        if paragraph.kind == "heading":
            level = paragraph.outline or 1
            self._chain = [entry for entry in self._chain if entry[0] < level]
            chain = " > ".join(said for _, said in self._chain)
            self._chain.append((level, normal(text)))
            return chain
        return " > ".join(said for _, said in self._chain)

    def _beside(self, place: tuple[int, int, int], text: str) -> str:
        """In a table the first cell of a row heads the others: "Governing law | The laws of …" on a cover page."""
        table, row, column = place
        chain = [said for _, said in self._chain]
        if column == 0:
            self._cell = (table, row, normal(text)) if len(text.split()) <= _HEADWORDS else None
        elif self._cell is not None and self._cell[:2] == (table, row):
            chain.append(self._cell[2])
        return " > ".join(chain)


class _Leads:
    """The lead-in a paragraph hangs on: "The Recipient shall:" before (a), (b), (c)."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, str]] = []  # number, list level, words

    def of(self, paragraph: Paragraph, text: str) -> str:
        number, level = paragraph.number, -1 if paragraph.level is None else paragraph.level
        self._open = [entry for entry in self._open if self._holds(entry, paragraph, number, level)]
        lead = " ".join(words for _, _, words in self._open)
        if text.endswith((":", ":-", "—", "–", ": -")) or _LEADS_ON.search(text[-_TAIL:]):
            last = list(sentences(text))[-1] if text else ""
            self._open.append((number, level, last))
        return lead[-600:]

    @staticmethod
    def _holds(entry: tuple[str, int, str], paragraph: Paragraph, number: str, level: int) -> bool:
        before, depth, _ = entry
        if paragraph.kind == "heading" or paragraph.stream not in ("body", "footnote"):
            return False
        if before and number:
            return number != before and number.startswith(before.rstrip("."))
        if level >= 0 and depth >= 0:
            return level > depth
        # Without numbers on both sides only a small label tells an item: (a), (i), a bullet has none at all.
        return bool(re.match(r"\(?[a-z0-9]{1,4}[).]\Z", paragraph.label)) if paragraph.label else not before
