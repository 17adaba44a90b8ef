"""What a document holds, whatever the facts: subjects, terms, values, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agreements.document import Document
from checker.cards import load_cards
from checker.evidence import Found, TermResult, read_terms
from checker.kinds import kind_of

SCHEMA = "comity/find/1"


@dataclass(frozen=True, slots=True)
class Holdings:
    """A document with what was found in it."""

    document: Document
    kind: str
    kind_because: str
    found: Found


def holdings(document: Document) -> Holdings:
    """Looks for every subject, term and value of the library in a document."""
    kind = kind_of(document)
    return Holdings(document, kind.kind, kind.because, read_terms(document, load_cards()))


def holdings_as_data(held: Holdings) -> dict[str, Any]:
    """The holdings in the shape of docs/find.schema.json."""
    document, found = held.document, held.found
    return {
        "schema": SCHEMA,
        "document": {
            "path": document.path,
            "sha256": document.sha256,
            "words": document.words,
            "language": found.language,
            "kind": held.kind,
            "kind_because": held.kind_because,
            "notices": [{"code": notice.code, "message": notice.message} for notice in document.notices],
        },
        "subjects": {
            name: {
                "present": result.present,
                "depth": result.depth,
                "evidence": [_passage(passage) for passage in result.evidence],
            }
            for name, result in sorted(found.subjects.items())
        },
        "terms": {
            term: {
                "verdict": result.verdict,
                "lacks": list(result.lacks),
                "evidence": [_passage(passage) for passage in result.evidence],
                "set_aside": [{**_passage(aside.passage), "reason": aside.reason} for aside in result.set_aside],
                "conflicts": [{"say": c.say, **_passage(c.passage)} for c in result.contradictions],
            }
            for term, result in sorted(found.terms.items())
        },
        "values": [
            {
                "term": f"{value.term}/{value.name}",
                "value": _plain(value.value),
                "unit": value.unit,
                "provision": value.provision,
                "paragraph": value.paragraph,
                "quote": value.quote,
            }
            for value in found.values
        ],
    }


def holdings_as_text(held: Holdings) -> str:
    """The holdings for reading on a screen."""
    return "\n".join(_lines(held)) + "\n"


def _lines(held: Holdings) -> Iterator[str]:
    document, found = held.document, held.found
    yield f"{document.path}: {held.kind} ({held.kind_because}), {document.words} words"
    for notice in document.notices:
        yield f"About the file: {notice.message} ({notice.code})"
    for heading, wanted in (("Subjects present", True), ("Subjects touched in passing", "weak")):
        present = [(name, result) for name, result in sorted(found.subjects.items()) if result.present == wanted]
        if present:
            yield ""
            yield heading
            for name, result in present:
                depth = f" ({result.depth})" if wanted is True and result.depth else ""
                yield f"  {name}{depth}" + _where(result.evidence)
    absent = sorted(name for name, result in found.subjects.items() if result.present is False)
    if absent:
        yield ""
        yield f"Not found: {', '.join(absent)}"
    for heading, verdict in (
        ("Terms met", "met"),
        ("Terms with a piece lacking", "weak"),
        ("Terms undone elsewhere", "conflict"),
    ):
        # A guard is met by silence: that it is says nothing of what the document holds.
        terms: list[tuple[str, TermResult]] = [
            (term, result)
            for term, result in sorted(found.terms.items())
            if result.verdict == verdict and (result.evidence or result.contradictions)
        ]
        if terms:
            yield ""
            yield heading
            for term, held_term in terms:
                lacks = f" (lacks {', '.join(held_term.lacks)})" if held_term.lacks else ""
                yield f"  {term}{lacks}" + _where(held_term.evidence)
    if found.values:
        yield ""
        yield "Values"
        for value in found.values:
            place = f", in {value.provision}" if value.provision else ""
            yield f"  {value.term}/{value.name}: {_plain(value.value)} {value.unit}".rstrip() + place


def _where(evidence: Any) -> str:
    if not evidence:
        return ""
    passage = evidence[0]
    quote = passage.quote if len(passage.quote) <= 100 else f"{passage.quote[:99].rstrip()}…"
    return f": {passage.provision or f'paragraph {passage.paragraph + 1}'} “{quote}”"


def _passage(passage: Any) -> dict[str, Any]:
    return {
        "provision": passage.provision,
        "paragraph": passage.paragraph,
        "quote": passage.quote,
        "revision": passage.revision,
    }


def _plain(value: object) -> object:
    """A number as JSON has it: whole where it is whole."""
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
