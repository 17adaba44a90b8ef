"""The form of a paper: the parts a file holds, and what a defect of form is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from agreements.document import Paragraph

_ANNEX = re.compile(r"(?:Schedule|Annexe?|Annexure|Appendix|Exhibit|Attachment|Anlage) [\w.-]+")
_FORM_WORD = re.compile(r"\b(?:form|forms|specimen|template|sample|model|pro[ -]forma)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"(?:.*\b)?(?:agreement|letter|notice|certificate|deed|undertaking|request|purchase order|invoice|report|"
    r"statement of work|work order|application|receipt|acknowledge?ment|assignment|questionnaire|checklist|"
    r"press release)\W*\Z",
    re.IGNORECASE,
)
_FORM_OF = re.compile(r"\W*(?:\([a-z]\)\s*)?(?:FORM|Form|SPECIMEN|Specimen|TEMPLATE|Template) (?:OF|of|FOR|for)\b")
_SIGNED = re.compile(
    r"\b(?:IN WITNESS|[Ii]n [Ww]itness [Ww]hereof|[Hh]a(?:ve|s) (?:duly )?(?:executed|signed|caused)|SIGNED|"
    r"(?:[Ss]ignature|SIGNATURE) (?:[Pp]age|PAGE)|(?:[Aa]ccepted|ACCEPTED) (?:[Aa]nd|AND|&) (?:[Aa]greed|AGREED)|"
    r"(?:[Aa]greed|AGREED)(?: to)? (?:[Aa]nd|AND|&) (?:[Aa]ccepted|ACCEPTED))\b"
)
_SIGNED_WORDS = ("itness", "WITNESS", "signed", "executed", "caused", "SIGN", "ignature", "ccepted", "ACCEPTED")
_SIGNED_FIRST = re.compile(
    r"\W*(?:signed|executed|accepted|agreed|acknowledged|signatures?)\b.{0,60}(?:\b(?:by|for|on behalf)\b|\Z)",
    re.IGNORECASE,
)
_TITLE_PARAGRAPHS = 3  # below the line that says "Exhibit B", where its title may stand
_TITLE_LENGTH = 120
_BEFORE_A_RESTART = 3


class Defect(NamedTuple):
    """A defect of form: the check that found it, what it says, and where it stands, the first place first."""

    check: str
    message: str
    places: tuple[tuple[Paragraph, str], ...]


@dataclass(slots=True)
class Part:
    """A text of its own in the file: the agreement, a schedule, or another paper behind it.

    `annex` is the schedule as it is numbered ("Exhibit B"), "" for the agreement. `specimen` tells a form that is
    attached to be filled in later. `signing` holds the indices of paragraphs where people sign.
    """

    annex: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    specimen: bool = False
    signing: set[int] = field(default_factory=set)


def annex_of(paragraph: Paragraph) -> str:
    """The schedule that a paragraph's number says it opens or stands in; "" for one that says nothing of it."""
    found = _ANNEX.match(paragraph.number)
    return "" if found is None else found[0]


def parts_of(body: Sequence[Paragraph]) -> list[Part]:
    """The texts that the paragraphs of a file belong to, in order.

    A text of its own begins at a schedule, at a form, and where clauses are counted from one again.
    """
    parts = [Part("")]
    top = 0
    signing = False
    form = ""  # what the form that is open calls itself: "Exhibit"
    for at, paragraph in enumerate(body):
        number, part = paragraph.number, parts[-1]
        annex = annex_of(paragraph)
        opens = annex == number != "" and paragraph.table is None
        value = int(number) if number.isdigit() else 0
        if opens:
            # An annex that opens within a form, as "Annex 1" behind "Exhibit C", belongs to it.
            word = annex.split(" ")[0]
            within = form not in ("", word)
            form = form if within else word if _is_specimen(body, at) else ""
            parts.append(Part(annex, specimen=form != ""))
        elif _FORM_OF.match(paragraph.text) and len(paragraph.text) < _TITLE_LENGTH and not number:
            if part.paragraphs and not (part.specimen and len(part.paragraphs) <= _TITLE_PARAGRAPHS):
                parts.append(Part(part.annex, specimen=True))
            part.specimen = part.specimen or not part.paragraphs
        elif (part.annex and number[:1].isdigit() and not annex) or (value == 1 and top >= _BEFORE_A_RESTART):
            parts.append(Part(""))
            form, top = "", 0
        goes_on = signing and parts[-1] is part and not (number[:1].isdigit() and paragraph.outline)
        signing = goes_on or _begins_signing(paragraph.text)
        if signing:
            parts[-1].signing.add(paragraph.index)
        top = max(top, value)
        parts[-1].paragraphs.append(paragraph)
    return [part for part in parts if part.paragraphs]


def _begins_signing(text: str) -> bool:
    """Whether people sign from here on."""
    for word in _SIGNED_WORDS:  # quicker than the expression, for every paragraph is asked
        if word in text and _SIGNED.search(text):
            return True
    return text[:1] in "SEAasei" and _SIGNED_FIRST.match(text) is not None


def _is_specimen(body: Sequence[Paragraph], at: int) -> bool:
    """Whether the schedule that opens at a place is a paper of its own, to be made out later."""
    return any(_FORM_WORD.search(title) or _PAPER.match(title) for title in _titles(body, at))


def _titles(body: Sequence[Paragraph], at: int) -> Iterator[str]:
    """What may be the title of the schedule that opens at a place."""
    yield body[at].text[:_TITLE_LENGTH]
    for paragraph in body[at + 1 : at + 1 + _TITLE_PARAGRAPHS]:
        if paragraph.number or len(paragraph.text) > _TITLE_LENGTH:
            return
        yield paragraph.text
