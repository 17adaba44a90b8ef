"""Tells blanks that somebody still has to fill in from redactions, signature lines and boxes to tick."""

import re
from collections.abc import Iterable, Iterator, Sequence

from agreements.document import Paragraph
from checker.form import Defect, Part

SHOWN = 5
LONGEST = 80

_SIGNS = re.compile(r"[\[_{<●…]|\.{8}")
_FILL = (
    r"insert|enter|specify|fill|complete|add|state|describe|list|select|choose|delete|include|identify|provide|"
    r"names?|dates?|day|month|year|amounts?|address(?:es)?|number|title|party|parties|company|institution|university|"
    r"organi[sz]ation|country|jurisdiction|city|purpose|description|percentage|sum|currency|e-?mail|"
    r"to be (?:determined|completed|agreed|confirmed|inserted|provided|filled|added|discussed|supplied)|tbd|tbc|"
    r"drafting note|note to draft(?:er)?|nb|your"
)
_ROLE = (
    r"NAMES?|DATE|AMOUNT|ADDRESS|NUMBER|TITLE|PART(?:Y|IES)|COMPANY|INSTITUTION|UNIVERSITY|INSTITUTE|COUNTRY|STATE|"
    r"JURISDICTION|CITY|PROVIDER|CUSTOMER|SUPPLIER|LICENSEE|LICENSOR|SPONSOR|RECIPIENT|DISCLOSER|FUNDER|PROJECT|PURPOSE|"
    r"TERM|YEARS?|DAYS?|MONTHS?|COURT|LAW|CURRENCY|PERCENT"
)
_PLACEHOLDER = re.compile(
    r"\[[\s●•_.…#■$€£-]*\]"  # empty, or only signs that fill
    r"|\{\{[^{}]*\}\}|\{\s*[A-Za-z][\w ,.'’/&:-]{0,60}\}"
    rf"|<\s*(?:(?i:{_FILL})\b|[A-Z]{{3,}} )[^<>@=]{{0,80}}>"
    rf"|\[\s*(?i:{_FILL})\b[^\[\]]{{0,160}}\]"
    r"|\[(?!\s*[Tt]he\b)[^\[\]]{0,50}\b(?i:names?|address|date|title|amount|number|e-?mail)\s*\]"
    rf"|\[(?=[^\[\]a-z.,]{{3,60}}\])(?:[^\[\]\s]+ ){{0,3}}(?:{_ROLE})\b[^\[\]]*\]"
    r"|_{3,}|(?:…{2,}|\.{8})[….]*(?![….]*\s*\d{1,3}(?!\d))"  # no dots to a page number
    r"|(?:(?<=[$€£])|(?<= of )|(?<= is )|(?<= by )|(?<= on ))●(?!\s*[A-Z])"
)
_WORDS = re.compile(
    r"\bTBD\b|\bTBC\b|\b[Dd]rafting [Nn]ote\b"
    r"|(?<![\w.@])(?:X{2,}|x{3,})(?:[/.-][Xx]{2,})*(?![\w@])"
)
_BRACKETED = re.compile(r"\[[^\[\]]{1,160}\]")
# What was taken out of a paper before it was shown, and what only tells how it is laid out.
_REDACTED = re.compile(
    r"[\[(]?[\s.…*]*\*[\s.…*]*[\])]?|\W*(?:\w+ ){0,2}(?:redacted|confidential|omitted|reserved|intentionally|deleted|"
    r"unused|withheld|sic|signatures?|remainder|page|logo|seal|l\.?s|exhibit|schedule|annex|appendix|attached|follows?)\b",
    re.IGNORECASE,
)
_LEGEND = re.compile(
    r"\b(?:omitted|omissions?|redacted|redactions?|been excluded|confidential treatment)\b.{0,250}"
    r"\b(?:mark(?:ed|s)?|brackets?|denot\w+|asterisks?|symbols?|placeholders?)\b"
    r"|\b(?:marked|brackets?|denot\w+|asterisks?)\b.{0,120}\b(?:omitted|redacted|been excluded)\b",
    re.IGNORECASE,
)
_NUMBERED_BEFORE = re.compile(
    r"\b(?:article|section|chapter|title|part|annex|appendix|schedule|exhibit|volume|class|division|book|phase)\s+\Z",
    re.IGNORECASE,
)
_SIGNING_LINE = re.compile(
    r"\W*(?:(?:by|name|title|its)\s*:|(?:initial(?:l?ed)?|by|name|print(?:ed)?(?: name)?|title|its|position|dated?|"
    r"signature|signed|witness(?:ed)?|for|on behalf|attest|notary|place|authori[sz]ed|duly)\b"
    r"[^_.…]{0,60}:?\s*(?:_{3,}|…{2,}|\.{8}))",
    re.IGNORECASE,
)
_UNTICKED = re.compile(r"\s*(?:\[\s*\]|☐|□)\s*\S")
_TICKED = re.compile(r"\s*(?:\[\s*[xX✓✔]\s*\]|☒|☑)")
_BOX = re.compile(r"\[\s*[xX✓✔]?\s*\]|[☐☒☑□]")
_SIGN_ABOVE = re.compile(  # what stands below the line it belongs to
    r"_{3,}[\s_]*\(?(?:authori[sz]ed\s+)?(?:signature|signed|name|title|date|position|witness|seal)\b", re.IGNORECASE
)
_FEW_WORDS = 16
_OPTION_BEFORE = re.compile(r"[¨☐□]\s*(?:[Oo]ther|OTHER)\b\W{0,3}\Z")  # to be filled in only where it is chosen
_SIGN_HERE = re.compile(
    r"\b(?:By|BY|Name|NAME|Title|TITLE|Its|Sign(?:ed|ature)?|SIGNATURE|Dated?|DATED?|Witness|WITNESS)\s*:?\s*\Z"
)
_TOGETHER = 3  # paragraphs from one box of a choice to the next
_RULED = re.compile(r"[_\s]+")


def blanks_left(parts: Sequence[Part], *, own: bool) -> Iterator[Defect]:
    """One defect for all blanks: a starter deal leaves many, and they are filled in together.

    In somebody else's paper lines to sign on are none, nor are those of a form, or another paper with signatures of its
    own, that is attached to be filled in some other day.
    """
    counted = [part for at, part in enumerate(parts) if own or not (part.specimen or (at and part.signing))]
    left = [found for part in counted for found in _each_blank(part, own=own)]
    if left and not own:
        taken_out = _marks_of_omission(parts)
        left = [(paragraph, blank) for paragraph, blank in left if blank not in taken_out]
    if not left:
        return
    shown = ", ".join(dict.fromkeys(_short(blank) for _, blank in left[:SHOWN]))
    rest = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
    said = f"A blank is left: {shown}" if len(left) == 1 else f"{len(left)} blanks are left: {shown}{rest}"
    yield Defect("drafting/blank-left", said, tuple(left))


def _marks_of_omission(parts: Iterable[Part]) -> frozenset[str]:
    """The signs that a paper says it puts where words were taken out, such as "[ ]"."""
    return frozenset(
        found[0]
        for part in parts
        for paragraph in part.paragraphs
        if "[" in paragraph.text and _LEGEND.search(paragraph.text) is not None
        for found in _found_in(paragraph.text)
    )


def _short(blank: str) -> str:
    return blank if len(blank) <= LONGEST else f"{blank[: LONGEST - 2].rstrip()}…{blank[-1]}"


def _each_blank(part: Part, *, own: bool) -> Iterator[tuple[Paragraph, str]]:
    choices: list[list[tuple[int, Paragraph, bool]]] = []
    for at, paragraph in enumerate(part.paragraphs):
        text = paragraph.text
        if not paragraph.highlights and not _may_hold_one(text):
            continue
        if not own and (_UNTICKED.match(text) or _TICKED.match(text)):
            if not choices or at - choices[-1][-1][0] > _TOGETHER:
                choices.append([])
            choices[-1].append((at, paragraph, _TICKED.match(text) is not None))
            text = _BOX.sub("", text)
        marked = [paragraph.text[start:end] for start, end in paragraph.highlights]
        # A bracket of the text itself ("[sic]") is no blank unless it is highlighted or asks for something.
        blanks = [said for said in marked if _BRACKETED.fullmatch(said.strip())]
        if own or not _is_signing(part.paragraphs, at, part.signing):
            blanks += [said for said in _placeholders(text, own=own) if said not in blanks]
        yield from ((paragraph, blank) for blank in dict.fromkeys(blanks))
    for boxes in choices:
        # Boxes that stand together are one choice: it is open only while none of them is ticked.
        if len(boxes) > 1 and not any(ticked for _, _, ticked in boxes):
            _, paragraph, _ = boxes[0]
            yield from ((paragraph, box[0]) for box in [_BOX.search(paragraph.text)] if box is not None)


def _may_hold_one(text: str) -> bool:
    # Nearly every paragraph is told by this: it has none of the signs.
    signs = (
        "[" in text
        or "_" in text
        or "{" in text
        or "<" in text
        or "●" in text
        or "……" in text
        or "........" in text
        or "☐" in text
        or "☒" in text
    )
    return signs or _says_blank(text)


def _says_blank(text: str) -> bool:
    return "XX" in text or "xxx" in text or "TBD" in text or "TBC" in text or "rafting " in text


def _found_in(text: str) -> Iterator[re.Match[str]]:
    spans: list[tuple[int, int]] = []
    for sign in _SIGNS.finditer(text):
        within = bool(spans) and sign.start() < spans[-1][1]
        if not within and (found := _PLACEHOLDER.match(text, sign.start())) is not None:
            spans.append(found.span())
            yield found
    if _says_blank(text):
        for word in _WORDS.finditer(text):
            # "[Drafting note: ...]" has been found as a whole.
            if not any(start <= word.start() < end for start, end in spans):
                yield word


def _placeholders(text: str, *, own: bool) -> Iterator[str]:
    for found in _found_in(text):
        said = found[0]
        if said[0] in "[<" and _REDACTED.match(said, 1):
            continue
        if said[0] in "Xx" and _NUMBERED_BEFORE.search(text[max(0, found.start() - 12) : found.start()]):
            continue
        before = text[max(0, found.start() - 20) : found.start()]
        if said[0] in "_…." and not own and (_OPTION_BEFORE.search(before) or _SIGN_HERE.search(before)):
            continue
        yield said


def _is_signing(paragraphs: Sequence[Paragraph], at: int, signing: set[int]) -> bool:
    """Whether the blanks of a paragraph are lines to sign on, or a rule across the page."""
    paragraph = paragraphs[at]
    if paragraph.index in signing or "/s/" in paragraph.text or _SIGNING_LINE.match(paragraph.text):
        return True
    if len(paragraph.text.split()) <= _FEW_WORDS and _SIGN_ABOVE.search(paragraph.text):
        return True
    if _RULED.fullmatch(paragraph.text) is None:
        return False
    before = paragraphs[at - 1].text.rstrip() if at else ""
    return not before.endswith((":", ",")) and before[-1:] in (".", ";", "")
