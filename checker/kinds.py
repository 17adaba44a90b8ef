"""The kind of a document: what its title and opening call it, and what such a paper is asked about."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from agreements.document import Document
from clauses.errors import ContentError, near
from clauses.source import read_toml, validated
from templates.arrangements import load_templates

TABLE = Path(__file__).with_name("kinds.toml")
OPENING_PARAGRAPHS = 12
OPENING_CHARACTERS = 1_500


class _Kind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: tuple[str, ...]
    asks_about: tuple[str, ...] | None = None
    law_may_want: tuple[str, ...] | None = None
    like: str | None = None


class _Kinds(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: dict[str, _Kind]


@dataclass(frozen=True, slots=True)
class KindOfDocument:
    """A kind with the words it was told by."""

    kind: str
    because: str
    asks_about: frozenset[str]
    law_may_want: frozenset[str] | None = None  # None: a paper that may hold whatever law or an award wants in it

    def is_asked(self, term: str) -> bool:
        """Whether such a paper is asked for a term: its subject is named, or the term itself."""
        return _names(self.asks_about, term)

    def can_hold(self, term: str) -> bool:
        """Whether law of content or grant force can want a term in such a paper, and not in another of the deal."""
        return self.law_may_want is None or _names(self.law_may_want, term)


@cache
def load_kinds() -> Mapping[str, _Kind]:
    """The table of kinds. Raises ContentError."""
    return validated(_Kinds, read_toml(TABLE, "checker/kinds.toml")).kind


def kind_named(kind: str) -> KindOfDocument:
    """The kind a person named with `--kind`. Raises ContentError for a kind that does not exist."""
    kinds = load_kinds()
    # "research-bilateral" is asked what "research" is asked.
    entry = next((name for name in (kind, kind.rpartition("-")[0]) if name in kinds), None)
    if entry is None:
        raise ContentError.of("--kind", f"there is no kind of agreement {kind!r}", hint=near(kind, kinds))
    return _kind(kind, "given", entry)


def kind_of(document: Document) -> KindOfDocument:
    """The kind a document gives itself in its title, else in its opening lines, else `other`."""
    opening = [p.text for p in document.paragraphs if p.stream == "body" and p.kind != "contents" and p.text.strip()]
    title = " ".join([document.properties.get("title", ""), *opening[:3]])[:400]
    headers = " ".join(p.text for p in document.paragraphs if p.stream == "header")[:300]
    for text, place in (
        (title, "title"),
        (headers, "page header"),
        (" ".join(opening[:OPENING_PARAGRAPHS])[:OPENING_CHARACTERS], "opening"),
    ):
        found = _named_in(text)
        if found is not None:
            kind, phrase = found
            return _kind(kind, f"the {place} says {phrase!r}", kind)
    return _kind("other", "neither title nor opening names a kind", "other")


def _kind(name: str, because: str, entry: str) -> KindOfDocument:
    wanted = load_kinds()[entry].law_may_want
    return KindOfDocument(name, because, _asked_about(entry), None if wanted is None else frozenset(wanted))


def _names(subjects_or_terms: frozenset[str], term: str) -> bool:
    return term in subjects_or_terms or term.partition("/")[0] in subjects_or_terms


def _named_in(text: str) -> tuple[str, str] | None:
    plain = re.sub(r"[\s‐-―-]+", " ", text.lower())
    best: tuple[int, str, str] | None = None
    for kind, entry in load_kinds().items():
        for phrase in entry.title:
            place = re.search(rf"\b{re.escape(phrase.replace('-', ' '))}s?\b", plain)
            # What stands first names the paper: "Mutual NDA" before "the Development Agreement between them".
            if place and (best is None or place.start() < best[0]):
                best = (place.start(), kind, phrase)
    return None if best is None else (best[1], best[2])


def _asked_about(kind: str) -> frozenset[str]:
    for template in load_templates().values():
        if template.kind == kind:
            return frozenset(template.asks_about)
    entry = load_kinds()[kind]
    if entry.asks_about is not None:
        return frozenset(entry.asks_about)
    return _asked_about(entry.like) if entry.like else frozenset()
