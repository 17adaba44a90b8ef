"""Finds definitions that nobody uses, terms defined twice, and terms whose definition is not where the paper says."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agreements.document import Paragraph
from checker.dead_references import Places, key_of
from checker.form import Defect, Part

_UNQUOTED = re.compile(
    r"[“\"]?([A-Z][\w’'-]*(?:\s+(?:of|and|for|the|to|[A-Z][\w’'-]*)){0,5})[”\"]?\s+(?:means|has the meaning|includes)\b"
)
_INLINE_OWN = re.compile(r"\((?:the|an?|each an?|together(?:,)? the)?\s*[“\"]([A-Z][^”\"]{1,60})[”\"]\)")
_PLURAL_END = re.compile(r"(?:s|es)?\b")

_QUOTED = re.compile(r"[“\"„]\s?([A-Z0-9α-ω][^“”\"„]{0,60}?)\s?,?[”\"“]")
_OPENING_TERM = re.compile(r"\s*(?:\([a-zA-Z]{1,4}\)\s*)?(?:(?:the|The|an?|An?)\s+)?(?:term\s+)?[“\"„]")
_VERB = re.compile(
    r"[\s,)]*(?:\([^()]*\)[\s,]*)?(?:(?:or|and|and/or|/)\s*)?(?:(?:when|as) used [\w ]{2,40},?\s*)?"
    r"(?:(?:shall|will|is|are|each|both|in this Agreement)\s+)*"
    r"(?P<verb>(?:means?|defined|have|has|includes?|refers?|denotes?)\b|:)"
)
_POINTER = re.compile(
    r"(?:have|has) (?:the|such|its) (?:\w+ )?(?:meanings?|definitions?)\b|defined (?:in|above|below|at|by)\b"
    r"|refers? to .{0,40}\bdefined\b"
)
_TO_PLACE = re.compile(
    r"\b(?:in|under)\s+(?P<word>[Ss]ection|[Cc]lause|[Aa]rticle)\s+(?P<number>\d+(?:\.\d+)*(?:\([a-zA-Z]{1,4}\))*)(?!\.?\d)"
    r"(?![\s,]*(?:of|to|in)\s+(?!this\b))(?!\s*(?:,|and|or|\())"
)
_PARENTHESIS = re.compile(r"\(([^()]{0,200}[“\"][^()]{0,300})\)")
_LEADING = frozenset(
    "the a an each any every all collectively together individually hereinafter hereafter herein referred to as and or "
    "such also called known with in this that agreement jointly severally respectively being sometimes below defined "
    "singly either it its for purposes of hereof abbreviated both".split()
)
_WORDS = re.compile(r"[A-Za-z]+")
_NOT_OURS = re.compile(r"\bas defined\b|\bas such term\b|\bmeaning\b", re.IGNORECASE)
_LOCAL = re.compile(
    r"\b(?:in (?:relation|respect)|with respect|in the case|as to|for (?:the )?purposes? of|as used in|"
    r"in this (?:section|clause|article|paragraph))\b",
    re.IGNORECASE,
)
_ALIKE = (
    *((mark, '"') for mark in "“”„"),
    *((mark, " ") for mark in "-‐‑–—/"),
    ("’", "'"),
    ("(s)", ""),
    ("(es)", ""),
    ("(ies)", ""),
    ("\u00ad", ""),
)
_ENDS = " .,;:"
_OR = re.compile(r"\s*/\s*|\s+or\s+")
_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ABBREVIATION = re.compile(r"[A-Z][\w.&’']{0,7}")
_ENOUGH_UNUSED = 6
_SHORTEST_STEM = 8


class _Definition(NamedTuple):
    term: str
    paragraph: Paragraph
    part: int
    beside: tuple[str, ...]  # the other names that the same words give the same thing
    full: bool  # "X means ...", not the short name in brackets
    pointer: str  # the words that send the reader to another place


def definitions_wrong(parts: Sequence[Part], places: Places, *, own: bool) -> Iterator[Defect]:
    """Definitions that are unused, doubled, or not where the paper says they are.

    In our own drafts a term is used in capitals only. In somebody else's paper any way of writing it is a use, and what
    is unused is one defect.
    """
    if own:
        yield from _wrong_in_ours([paragraph for part in parts for paragraph in part.paragraphs])
    else:
        yield from _wrong_in_theirs(parts, places)


def _wrong_in_ours(body: Sequence[Paragraph]) -> Iterator[Defect]:
    defined: dict[str, Paragraph] = {}
    for paragraph in body:
        match = _UNQUOTED.match(paragraph.text)
        names = [match[1]] if match else []
        if "(" in paragraph.text:
            names += _INLINE_OWN.findall(paragraph.text)
        for name in names:
            if name in defined and match:
                yield Defect("drafting/definition-doubled", f"“{name}” is defined twice", ((paragraph, name),))
            defined.setdefault(name, paragraph)
    texts = "\n".join(paragraph.text for paragraph in body)
    for name, place in defined.items():
        # Its own paragraph says it once without using it.
        if not _is_used(name, texts, place.text.count(name) and 1) and not place.text.startswith("("):
            yield Defect("drafting/definition-unused", f"“{name}” is defined and never used", ((place, name),))


def _is_used(name: str, texts: str, besides: int) -> bool:
    """Whether a term stands in a text, in the plural too, oftener than where it is defined."""
    for form in dict.fromkeys((name, re.sub(r"y$", "ies", name))):
        at = texts.find(form)
        while at >= 0:
            end = at + len(form)
            if not texts[at - 1 : at].isalnum() and _PLURAL_END.match(texts, end):
                if not besides:
                    return True
                besides -= 1
            at = texts.find(form, end)
    return False


def _wrong_in_theirs(parts: Sequence[Part], places: Places) -> Iterator[Defect]:
    definitions = [one for at, part in enumerate(parts) for one in _defined_in(part, at)]
    if not definitions:
        return
    yield from _doubled(definitions)
    texts = _folded("\n".join(paragraph.text for part in parts for paragraph in part.paragraphs))
    yield from _not_there(definitions, places, texts)
    first: dict[str, _Definition] = {}
    for one in definitions:
        first.setdefault(_folded(one.term), one)
    unused = [one for one in first.values() if not parts[one.part].specimen and not _is_used_somehow(one, texts)]
    # Where most terms are unused, what uses them is another paper.
    if unused and not (len(unused) >= _ENOUGH_UNUSED and len(unused) * 3 > len(first)):
        names = [f"“{one.term}”" for one in unused]
        said = f"{names[0]} is defined and never used"
        if len(names) > 1:
            said = f"{len(names)} terms are defined and never used: {', '.join(names)}"
        yield Defect("drafting/definition-unused", said, tuple((one.paragraph, one.term) for one in unused))


def _defined_in(part: Part, at: int) -> Iterator[_Definition]:
    for paragraph in part.paragraphs:
        text = paragraph.text
        if '"' not in text and "“" not in text and "„" not in text:
            continue
        begun = _OPENING_TERM.match(text)
        if begun is not None:
            yield from _opening(paragraph, text, begun.end() - 1, at)
        if "(" in text:
            for found in _PARENTHESIS.finditer(text):
                inside = found[1]
                rest = _QUOTED.sub(" ", inside)
                if _NOT_OURS.search(inside) is None and all(word.lower() in _LEADING for word in _WORDS.findall(rest)):
                    terms = tuple(term.rstrip(_ENDS) for term in _QUOTED.findall(inside))
                    yield from (_Definition(term, paragraph, at, terms, full=False, pointer="") for term in terms)


def _opening(paragraph: Paragraph, text: str, start: int, part: int) -> Iterator[_Definition]:
    """The terms that a paragraph begins with, where it goes on to say what they mean."""
    terms: list[str] = []
    end = start
    while (found := _QUOTED.match(text, end)) is not None:
        terms.append(found[1].rstrip(_ENDS))
        end = found.end()
        more = re.compile(r"[\s,]*(?:and/or|or|and|/)?\s*(?:the\s+)?(?=[“\"„])").match(text, end)
        end = end if more is None else more.end()
    verb = _VERB.match(text, end)
    if verb is None:
        return
    said = text[verb.start("verb") : verb.start("verb") + 160]
    pointer = said if _POINTER.match(said) else ""
    full = not pointer and (verb["verb"].startswith("mean") or verb["verb"] == ":")
    for term in terms:
        yield _Definition(
            term, paragraph, part, tuple(terms), full=full and _LOCAL.search(text) is None, pointer=pointer
        )


def _doubled(definitions: Sequence[_Definition]) -> Iterator[Defect]:
    seen: dict[tuple[int, str], _Definition] = {}
    for one in definitions:
        if one.full:
            before = seen.setdefault((one.part, one.term), one)
            if before.paragraph is not one.paragraph:
                places = ((one.paragraph, one.term), (before.paragraph, one.term))
                yield Defect("drafting/definition-doubled", f"“{one.term}” is defined twice", places)


def _not_there(definitions: Sequence[_Definition], places: Places, texts: str) -> Iterator[Defect]:
    """Terms that are to be defined in a clause which is there and does not name them, and that nothing else defines."""
    sent = [(one, place) for one in definitions if one.pointer and (place := _TO_PLACE.search(one.pointer))]
    gone: list[tuple[_Definition, str]] = []
    for one, place in sent:
        words = places.words_at(key_of(place["number"]))
        term = _folded(one.term)
        said_elsewhere = texts.count(f'"{term}') + texts.count(f'"{_stem(term)}') > 2
        # Where words were taken out, the definition may have been among them.
        if words and "*" not in words and _stem(term) not in _folded(words) and not said_elsewhere:
            gone.append((one, f"“{one.term}” in {place['word']} {place['number']}"))
    if gone:
        many = f"{len(gone)} terms are not defined where the paper says they are: {', '.join(said for _, said in gone)}"
        said = many if len(gone) > 1 else f"{gone[0][1]} is not defined there, though the paper says it is"
        yield Defect("drafting/definition-missing", said, tuple((one.paragraph, one.term) for one, _ in gone))


def _folded(text: str) -> str:
    """A text in which case, quotes, hyphens, dashes and breaks make no difference."""
    for written, plain in _ALIKE:
        text = text.replace(written, plain)
    return " ".join(text.lower().split())


def _is_used_somehow(definition: _Definition, texts: str) -> bool:
    """Whether a term, or another name of the same thing, stands anywhere but in the quotes of a definition.

    An abbreviation in brackets behind the name that it shortens does no harm where nobody uses it.
    """
    if not definition.full and not definition.pointer and _ABBREVIATION.fullmatch(definition.term):
        return True
    names = {name for term in definition.beside for name in (term, *_OR.split(term), _RUN_TOGETHER.sub(" ", term))}
    return any(_stands(_folded(name), texts) for name in names)


def _stands(term: str, texts: str) -> bool:
    stem = _stem(term)
    at = texts.find(stem)
    while at >= 0:
        before, after = texts[at - 1 : at], texts[at + len(stem) : at + len(stem) + 8]
        # An abbreviation is used within longer ones: "cGMP" is a use of "GMP".
        inside = before.isalnum() and len(term) > 5
        if not inside and not (before == '"' and '"' in after):
            return True
        at = texts.find(stem, at + len(stem))
    return False


def _stem(term: str) -> str:
    """What a term has in common with its other forms."""
    last = term.rsplit(" ", 1)[-1]
    if " " not in term and len(term) >= _SHORTEST_STEM:
        return term[:-3]
    for ending in ("ies", "es", "s", "y"):
        if last.endswith(ending) and len(last) > len(ending) + 2:
            return term[: -len(ending)]
    return term
