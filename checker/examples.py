"""Examples of cards as documents, and the mutants that each example of *met* must survive or die of."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from agreements.document import Document, Paragraph, Revision
from agreements.text_blocks import Block, document_of
from checker.cards import Case

_MARKS = re.compile(r"⟦|⟧")
_CHANGES = re.compile(r"\[-(.*?)-\]|\[\+(.*?)\+\]", re.DOTALL)
_NUMBER = re.compile(r"\s*(?:\d+(?:\.\d+)*\.?|\([a-z]+\))\s+")
_STAYS_HARD = re.compile(r"\b(?:only|no|neither|nobody)\b", re.IGNORECASE)
OTHER_SIDE = "the other side"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed example and the verdicts that are right for it."""

    name: str
    document: Document
    allowed: frozenset[str]


def document_in(text: str) -> Document:
    """The document that an example's text describes: a line a paragraph, marks taken out, changes tracked."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    finals = [_CHANGES.sub(lambda found: found[2] or "", _MARKS.sub("", line)) for line in lines]
    # What is only in the original would have no number of its own: it is read as text like the rest.
    shown = [
        final.strip() or _CHANGES.sub(lambda found: found[1] or "", _MARKS.sub("", line))
        for final, line in zip(finals, lines, strict=True)
    ]
    blocks = [Block(text.lstrip("#").strip(), outline=len(text) - len(text.lstrip("#")) or None) for text in shown]
    made = document_of("example", hashlib.sha256(text.encode()).hexdigest(), "text", blocks)
    paragraphs = tuple(
        _with_changes(paragraph, _MARKS.sub("", line)) if _CHANGES.search(line) else paragraph
        for paragraph, line in zip(made.paragraphs, lines, strict=True)
    )
    return replace(made, paragraphs=paragraphs)


def _with_changes(paragraph: Paragraph, line: str) -> Paragraph:
    """The paragraph with the changes a line marks: deletions stand in the original, additions in the final view."""
    final, original = "", ""
    revisions: list[Revision] = []
    at = 0
    for found in _CHANGES.finditer(line):
        between = line[at : found.start()]
        final, original = final + between, original + between
        if found[1] is not None:
            revisions.append(
                Revision("deleted", OTHER_SIDE, None, len(original), len(original) + len(found[1]), found[1])
            )
            original += found[1]
        else:
            revisions.append(Revision("inserted", OTHER_SIDE, None, len(final), len(final) + len(found[2]), found[2]))
            final += found[2]
        at = found.end()
    final, original = final + line[at:], original + line[at:]
    views: set[Literal["original", "final"]] = set()
    if final.strip():
        views.add("final")
    if original.strip():
        views.add("original")
    return replace(paragraph, text=final, original=original, revisions=tuple(revisions), exists=frozenset(views))


def marked_places(case: Case) -> tuple[str, ...]:
    """The words an example expects as evidence."""
    return tuple(" ".join(found.split()) for found in re.findall(r"⟦(.*?)⟧", case.text, re.DOTALL))


def mutants(case: Case) -> Iterator[Mutant]:
    """Changes of an example of *met* whose right verdict is known beforehand."""
    kept = frozenset({"met"})
    gone = frozenset({"missing", "not-assessed"})
    text = case.text
    plain = _MARKS.sub("", text)
    yield Mutant("in capitals", document_in(plain.upper()), kept)
    yield Mutant("with no-break spaces", document_in(plain.replace(" ", "\u00a0")), kept)
    before = "1.1 The Parties will meet twice a year at a place that they choose in turn.\n"
    yield Mutant("after other text", document_in(before + plain), kept)
    yield Mutant("inserted by the other side", document_in(_each_line(plain, "[+", "+]")), kept)
    yield Mutant("struck out", document_in(_each_line(plain, "[-", "-]")), gone)
    yield Mutant("as recitals", document_in(_each_line(_unnumbered(plain), "WHEREAS ", "")), gone)
    if "⟦" in text:
        removed = re.sub(r"⟦.*?⟧", "The Parties will meet twice a year.", text, flags=re.DOTALL)
        yield Mutant("without the evidence", document_in(removed), gone | {"weak"})
        yield Mutant("negated", document_in(_negated(text)), gone)
    # "may give access only to" and "no Party may" still forbid: beside such words "may" is no softer.
    if re.search(r"\b(?:shall|must)\b", plain) and not _STAYS_HARD.search(plain):
        softened = re.sub(r"\b(?:shall|must)\b", "may", re.sub(r"\b(?:shall|must) not\b", "may choose not to", plain))
        yield Mutant("softened", document_in(softened), gone | {"weak"})


def _each_line(text: str, before: str, after: str) -> str:
    return "\n".join(f"{before}{line.strip()}{after}" for line in text.strip().split("\n") if line.strip())


def _unnumbered(text: str) -> str:
    return "\n".join(_NUMBER.sub("", line, count=1) for line in text.strip().split("\n") if not line.startswith("#"))


def _negated(text: str) -> str:
    """Every marked passage turned into what nobody owes; the negation stands after the number."""
    said = "Nothing in this Agreement means that "

    def turned(found: re.Match[str]) -> str:
        inner = found[1]
        number = _NUMBER.match(inner)
        begin = number.end() if number else 0
        # Each sentence of the passage needs a negation of its own.
        parts = re.split(r"(?<=[.;:])\s+(?=[A-Z(])", inner[begin:])
        return inner[:begin] + " ".join(f"{said}{part[:1].lower()}{part[1:]}" for part in parts)

    return re.sub(r"⟦(.*?)⟧", turned, text, flags=re.DOTALL)
