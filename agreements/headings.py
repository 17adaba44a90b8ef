"""Tells headings by their look, in papers whose styles do not say so."""

import re

_SIGNING = re.compile(
    r"(by|name|title|date|dated|its|signature|signed|address|attn|attention|email|e-mail|fax|tel|telephone|phone|place|witness)"
    r"\b\s*[:_]|.*_{4,}|/s/|.*@\w+\.|.*\d{5}",
    re.IGNORECASE,
)
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "into",
        "nor",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
        "upon",
        "via",
        "with",
        "without",
        "von",
        "und",
        "der",
        "des",
        "de",
        "et",
        "la",
        "le",
        "les",
        "du",
    ]
)
_ENDS_OPEN = (",", ";", "-", "–", "—", "(", "&")
_LINKING = frozenset({"and", "or", "between"})  # a list of parties goes on
_LEADER = re.compile(r"(?:\.\s?){4,}\s*[\divxl]+\s*$|\t+\s*[\divxl]{1,4}\s*$|…+\s*\d+\s*$", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"\W*(intentionally|deliberately)?\s*(omitted|deleted|reserved|left blank|blank)\W*$", re.IGNORECASE
)
_RUNNING_TEXT = re.compile(r"[.;]\s+\S|[;:]$")
_SENTENCE = re.compile(r"\b(shall|will|means|must|may not|agrees?|has the meaning|SHALL|MUST|MAY)\b")

LONGEST_HEADING = 140


def is_contents_line(text: str) -> bool:
    """Whether a line is an entry of a contents list: a title, leaders or a tab, a page number."""
    return len(text) < 200 and _LEADER.search(text) is not None


def may_be_heading(text: str) -> bool:
    """Whether a paragraph that a style calls a heading is one: many templates style whole clauses as headings."""
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST_HEADING or _PLACEHOLDER.match(stripped):
        return False
    words = stripped.split()
    if _SENTENCE.search(stripped):
        return False
    return not (_RUNNING_TEXT.search(stripped) and len(words) > 6) and not (stripped.endswith(".") and len(words) > 10)


def looks_like_heading(text: str, *, bold: bool = False, numbered: bool = False) -> bool:
    """Whether a paragraph without a heading style is a heading by its look.

    Bold or capitals throughout make one, and with a number a short title in title case does.
    """
    stripped = text.strip()
    words = stripped.split()
    if not words or len(words) > 14 or len(stripped) > 110 or not any(sign.isalpha() for sign in stripped):
        return False
    if (
        stripped.endswith(_ENDS_OPEN)
        or words[-1].lower() in _LINKING
        or _SIGNING.match(stripped)
        or _PLACEHOLDER.match(stripped)
    ):
        return False
    if _RUNNING_TEXT.search(stripped.rstrip(":")) or _SENTENCE.search(stripped):
        return False
    capitals = stripped.isupper() and len(stripped) > 3
    if stripped.endswith(".") and not (numbered or capitals):
        return False
    if bold or capitals:
        return stripped[0].isalnum() or stripped[0] in '“"[('
    return numbered and len(words) <= 10 and _is_title_case(words)


def _is_title_case(words: list[str]) -> bool:
    counted = [word.strip("“”\"'’(),.:;/") for word in words]
    counted = [word for word in counted if word and word.lower() not in _SMALL]
    if not counted or not counted[0][0].isupper():
        return False
    return len(counted) == 1 or sum(word[0].isupper() or word[0].isdigit() for word in counted) >= 0.75 * len(counted)
