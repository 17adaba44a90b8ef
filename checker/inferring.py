"""Facts read out of the document itself: who the parties are and where they sit. Always shown with the words."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from agreements.document import Document
from agreements.words import load_words, subdivisions
from clauses.source import read_toml, validated

PLACES = Path(__file__).with_name("places.toml")
OPENING = 6_000  # characters in which parties introduce themselves

_UNDER_LAW = re.compile(
    r"(?:organi[sz]ed|incorporated|established|existing|formed|registered|constituted|created)\b[^.;]{0,60}?"
    r"\b(?:under|by|in|pursuant to)\s+(?:the\s+)?(?:laws?\s+of\s+)?(?:the\s+)?"
    r"(?:(?:State|Commonwealth|Republic|Kingdom|Federal Republic|People's Republic|Province)\s+of\s+)?"
    r"([A-Z][A-Za-z]+(?:\s+(?:of\s+)?[A-Z][A-Za-z]+){0,2})"
)
_A_KIND_FROM = re.compile(
    r"\ban?\s+([A-Z][A-Za-z]+(?:\s+[A-Z][a-z]+)?)\s+(?:limited liability company|limited company|"
    r"public benefit corporation|corporation|company|"
    r"limited partnership|university|non-?profit|institution|foundation)"
)
_SEATED = re.compile(
    r"(?:principal (?:place of business|office)|registered office|head office|offices?|address|located|seat)\b"
    r"[^.;]{0,160}?\b([A-Z][A-Za-z]+(?:\s+[A-Z][a-z]+){0,2})\s*[,.(;]"
)


class _Places(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    names: dict[str, str]
    body: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Inferred:
    """A fact tag with the words of the document it was read from."""

    tag: str
    quote: str


@cache
def _places() -> _Places:
    return validated(_Places, read_toml(PLACES, "checker/places.toml"))


def inferred_parties(document: Document) -> tuple[Inferred, ...]:
    """One fact for each country in which a party says that it is established, in the order of the text."""
    opening = _opening(document)
    found: dict[str, Inferred] = {}
    for pattern in (_UNDER_LAW, _A_KIND_FROM, _SEATED):
        for match in pattern.finditer(opening):
            code = _country(match[1])
            if code is None or code in found:
                continue
            around = opening[max(0, match.start() - 80) : match.end()]
            kind = _body_kind(around)
            tag = f"party:{code}[kind={kind}]" if kind else f"party:{code}"
            found[code] = Inferred(tag, " ".join(match[0].split()))
        if len(found) > 1:
            break
    return tuple(found.values())


@cache
def _subdivisions() -> dict[str, str]:
    # "Georgia" and "Victoria" name a country or a person as often as a state: alone they tell nothing.
    return {name: code for code, name in subdivisions().items() if name not in ("Georgia", "Victoria")}


def _opening(document: Document) -> str:
    text = "\n".join(p.text for p in document.paragraphs if p.stream == "body" and p.kind != "contents")
    return text[:OPENING]


def _country(name: str) -> str | None:
    places = _places()
    words = name.split()
    # "Delaware Corporation" and "Germany Berlin" hold more than the name: the longest run that is one wins.
    for length in range(len(words), 0, -1):
        said = " ".join(words[:length])
        if said in _subdivisions():
            return _subdivisions()[said]
        if said in places.names:
            return places.names[said]
        code = load_words().country_code(said)
        if code is not None:
            return code
    return None


def _body_kind(around: str) -> str | None:
    # What stands nearest to the country is said of the same party; a party before it may be of another kind.
    low = around.lower()
    last = {kind: max(low.rfind(phrase) for phrase in phrases) for kind, phrases in _places().body.items()}
    kind = max(last, key=lambda name: last[name])
    return kind if last[kind] >= 0 else None
