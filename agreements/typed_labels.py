"""Tells numbers that stand at the beginning of a paragraph, such as "14.2", "(a)" or "ARTICLE IV", from other text."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Shape = Literal["dotted", "item", "article", "annex"]
Family = Literal["decimal", "lower-letter", "upper-letter", "lower-roman", "upper-roman", "words"]

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_WORDS = {
    word: value
    for value, word in enumerate(
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ],
        start=1,
    )
} | {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        start=1,
    )
}

_ANNEX_WORDS = "schedule|annex|annexe|appendix|exhibit|attachment|anlage|annexure"
_ANNEX = re.compile(
    rf"\s*({_ANNEX_WORDS})\s+(?:no\.?\s*)?((?-i:[A-Z]{{1,2}}|[IVX]+)|\d{{1,2}})((?:[-–.]\d{{1,2}}|[-–](?-i:[A-Z]))?)"
    r"(?=\s*(?:[:.–—\-(\[\"“]|\Z|\s))",
    re.IGNORECASE,
)
_ANOTHER_ANNEX = re.compile(rf"(?<!to )(?<!of )\b(?:{_ANNEX_WORDS})\s+(?:(?-i:[A-Z])|\d{{1,2}})\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\s*(article|art\.)\s+((?-i:[IVXLC]+)|\d{1,3}|[a-z]{3,9}\b|(?-i:[A-Z])(?![\w.]))(?![\w(]|\.\d)\s*([.:–—-]?)",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"\s*(?:(?:section|sec\.|clause|paragraph)\s+|§\s*)(\d{1,3}(?:\.\d{1,3}){0,5})(?![\w(]|\.\d)([.:)]?)(?=[\s–—-]|\Z)",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){1,5})(\([a-z0-9]{1,4}\))*([.)]?)(\s+|\Z)")
_SINGLE = re.compile(r"\s*(\d{1,3})([.)]|\.?(?=\t|\s{2,}))(\s+|\Z|(?=[“\"A-Z]))")
# "4A." was put in between 4 and 5; "3D printing" begins a sentence.
_SUFFIXED = re.compile(r"\s*(\d{1,3}[A-Z](?:\.\d{1,3}){0,3})(\.(?=\s)|(?<=\d)(?=\s)|(?=\t|\s{2,}))(\s+)(?=[“\"A-Z])")
_FIGURES = re.compile(r"[\d.]+")
_PLAIN = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,5}\.?")
_BARE = re.compile(r"\s*(\d{1,2})(\s)(?=[A-Z“\"])")
_PAREN = re.compile(r"\s*\(\s?([a-z]|([a-z])\2{1,3}|[ivxlc]{2,6}|[A-Z]|([A-Z])\3|[IVXLC]{2,6}|\d{1,2})\s?\)(\s*)")
_HALF = re.compile(r"\s*([a-z]|[ivx]{2,5})\)(\s+)")
_LETTER = re.compile(r"\s*([A-Z]|[IVXL]{2,6}|[a-z]|[ivx]{2,5})\.(\s+)")
_OPENING = re.compile(r"[A-Z“\"‘'\[(À-ÞŒ*_]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label as printed, and what can be read from it.

    `core` is the number without words and brackets. `values` are the ways to count it: "(i)" is the ninth letter or the
    first Roman numeral. `closing` is the sign that marks it as an item. `sure` is False for a label that is one only
    where it continues or begins a count.
    """

    text: str
    shape: Shape
    core: str
    values: tuple[tuple[Family, int], ...]
    closing: Literal["()", ")", ".", ""] = ""
    parts: tuple[int, ...] = ()
    sure: bool = True

    def value(self, family: Family) -> int | None:
        """The count in a family, None where the label does not belong to it."""
        return dict(self.values).get(family)


def values_of(core: str) -> tuple[tuple[Family, int], ...]:
    """The ways to count "ii", "B", "12" or "Four"."""
    found: list[tuple[Family, int]] = []
    if core.isdigit():
        return (("decimal", int(core)),)
    lower = core.lower()
    if core.isascii() and core.isalpha() and core in (lower, core.upper()):
        upper = core != lower
        if len(set(lower)) == 1 and len(core) <= 3:
            found.append(("upper-letter" if upper else "lower-letter", ord(lower[0]) - 96 + 26 * (len(core) - 1)))
        if _ROMAN.match(lower):
            found.append(("upper-roman" if upper else "lower-roman", _roman(lower)))
    if lower in _WORDS:
        found.append(("words", _WORDS[lower]))
    return tuple(found)


def _roman(written: str) -> int:
    values = [_ROMAN_VALUES[sign] for sign in written]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


@lru_cache(maxsize=16_384)
def read_label(printed: str) -> Label | None:
    """A label that Word has printed, where it is known to be one; None where nothing in it counts."""
    if _PLAIN.fullmatch(printed) is not None:
        return _dotted_label(printed, printed.rstrip("."))
    found = typed_label(f"{printed}\tX")
    if found is not None:
        label, _ = found
        return label
    core = re.sub(r"^(?:article|section|clause|paragraph|§)\s*", "", printed.strip(), flags=re.IGNORECASE).strip(
        " .:()-–—"
    )
    return (
        Label(printed, "item", core, values_of(core), closing="()" if printed.startswith("(") else ".")
        if core
        else None
    )


def typed_label(text: str, *, in_table: bool = False) -> tuple[Label, int] | None:
    """The label a paragraph begins with and where the text after it begins; None where it begins with none.

    A reference at the beginning of a sentence ("Section 3.2 of the Act applies") is no label, nor is an amount.
    """
    first = text.lstrip()[:1]
    if not first or not (first.isalnum() or first in "(§"):
        return None
    if first.isalpha() or first == "§":
        return _annex(text) or _article(text) or _section(text) or _lettered(text)
    if first == "(":
        return _bracketed(text)
    return _numbered(text, in_table=in_table)


def _annex(text: str) -> tuple[Label, int] | None:
    found = _ANNEX.match(text)
    if found is None:
        return None
    word, core, more = found[1], found[2], found[3].replace("–", "-")
    rest = text[found.end() :].strip()
    title = rest.lstrip(".:–—- \t\n")
    # "Exhibit 10.13" is how filings number what they enclose; "Schedule 2 lists" begins a sentence.
    if more.startswith(".") or len(title) > 120 or (title[:1].islower() and not rest.startswith((":", "–", "—", "-"))):
        return None
    if title.endswith((".", ";", ",")) and len(title.split()) > 8:
        return None
    if _ANOTHER_ANNEX.search(title):
        return None  # a list of schedules, run together
    number = f"{word.capitalize()} {core}{more}"
    return Label(text[: found.end()].strip(), "annex", number, values_of(core)), _after(text, found.end())


def _article(text: str) -> tuple[Label, int] | None:
    found = _ARTICLE.match(text)
    if found is None or not (values := values_of(found[2].upper() if len(found[2]) < 3 else found[2])):
        return None
    rest = text[found.end() :].strip()
    if not found[3] and rest and not (_OPENING.match(rest) and _is_short(rest)):
        return None
    return Label(text[: found.end(2)].strip(), "article", found[2], values), _after(text, found.end())


def _section(text: str) -> tuple[Label, int] | None:
    found = _SECTION.match(text)
    if found is None:
        return None
    rest = text[found.end() :].strip()
    spaced = re.match(r"\t|\s{2,}", text[found.end() :]) is not None
    if not found[2] and not spaced and rest and not _OPENING.match(rest.lstrip("–—- ")):
        return None
    return _dotted_label(text[: found.end(1)].strip(), found[1]), _after(text, found.end())


def _numbered(text: str, *, in_table: bool) -> tuple[Label, int] | None:
    found = _DOTTED.match(text)
    if found is not None:
        rest = text[found.end() :]
        printed = text[: found.start(4)].strip()
        marked = found[3] or "\t" in found[4] or len(found[4]) > 1
        # Amounts and scores in tables look the same; a provision has words.
        if (
            rest
            and (_OPENING.match(rest) or (marked and rest[:1].islower()))
            and not (in_table and len(rest.split()) < 2)
        ):
            core = printed.rstrip(".)") if not found[2] else printed.rstrip(".")
            return _dotted_label(printed, core), found.end()
        return (_dotted_label(printed, found[1]), found.end()) if not rest and not in_table else None
    found = _SINGLE.match(text)
    if found is not None and not (in_table and len(text[found.end() :].split()) < 2):
        rest = text[found.end() :]
        if rest[:1].isdigit() or not rest:
            return None
        closing: Literal[")", "."] = ")" if found[2] == ")" else "."
        if closing == ")":
            return Label(f"{found[1]})", "item", found[1], values_of(found[1]), closing), found.end()
        if rest[:1].islower() and found[2] != ".":
            return None
        return _dotted_label(f"{found[1]}{found[2]}".strip(), found[1]), found.end()
    found = _SUFFIXED.match(text)
    if found is not None and not in_table:
        return _dotted_label(f"{found[1]}{found[2]}", found[1]), found.end()
    found = _BARE.match(text)
    if found is not None and not in_table and _is_title(text[found.end() :]):
        return _dotted_label(found[1], found[1], sure=False), found.end()
    return None


def _bracketed(text: str) -> tuple[Label, int] | None:
    found = _PAREN.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    # "(s)he" and "(A)(1)" are told apart by what follows at once.
    if rest and not found[4] and not (rest[0] in '(“"[' or rest[0].isupper()):
        return None
    return Label(f"({found[1]})", "item", found[1], values_of(found[1]), "()"), found.end()


def _lettered(text: str) -> tuple[Label, int] | None:
    found = _HALF.match(text)
    if found is not None:
        return Label(f"{found[1]})", "item", found[1], values_of(found[1]), ")"), found.end()
    found = _LETTER.match(text)
    if found is not None and (values := values_of(found[1])):
        return Label(f"{found[1]}.", "item", found[1], values, ".", sure=False), found.end()
    return None


def _dotted_label(printed: str, core: str, *, sure: bool = True) -> Label:
    parts = tuple([int(figure) for figure in _FIGURES.match(core)[0].split(".") if figure])  # type: ignore[index]
    return Label(printed, "dotted", core, (("decimal", parts[-1]),), ".", parts, sure)


def _after(text: str, end: int) -> int:
    """Where the text begins once the signs between a label and its heading are passed over."""
    between = re.compile(r"[\s.:–—-]*").match(text, end)
    return end if between is None else between.end()


def _is_short(rest: str) -> bool:
    return len(rest) <= 100 and not rest.rstrip().endswith((";", ","))


def _is_title(rest: str) -> bool:
    """Whether what follows a bare number can only be a heading: "1 Definitions", not "30 Days after that ..."."""
    words = rest.split()
    return (
        len(words) <= 8
        and not rest.rstrip().endswith((".", ";", ",", ":"))
        and not any(figure.isdigit() for figure in rest)
    )
