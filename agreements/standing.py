"""Tells how each paragraph stands in its agreement as it is read: its label, its full number, heading or not."""

from typing import NamedTuple

from agreements.headings import LONGEST_HEADING, looks_like_heading, may_be_heading
from agreements.places import ListPlace, Places
from agreements.typed_labels import Label, read_label, typed_label

_TITLE_WORDS = 14


class Look(NamedTuple):
    """What a reader knows of a paragraph beside its text.

    `printed` and `place` are the label Word counts by itself and its list; `outline` and `titled` what its style says;
    `strong` is bold or capitals throughout; `followed` tells whether any text comes after it.
    """

    printed: str = ""
    place: ListPlace | None = None
    outline: int | None = None
    titled: bool = False
    strong: bool = False
    in_table: bool = False
    followed: bool = True


class Standing(NamedTuple):
    """How a paragraph stands; `cut` are the characters of a typed label and the blanks after it."""

    label: str = ""
    number: str = ""
    outline: int | None = None
    is_heading: bool = False
    cut: int = 0


class Standings:
    """The standing of each paragraph of the body, asked for in reading order."""

    def __init__(self) -> None:
        self._places = Places()
        self._begun = False

    def next(self, text: str, look: Look) -> Standing:
        """How the next paragraph stands."""
        self._places.read(text.count(" ") + 1)
        first = not self._begun and bool(text.strip())
        self._begun = self._begun or first
        label: Label | None = None
        cut = 0
        if look.printed:
            label = read_label(look.printed)
        elif (found := typed_label(text, in_table=look.in_table)) is not None:
            label, cut = found
        number: str | None = None
        # No heading is as long as that: most paragraphs need no closer look.
        too_long = len(text) - cut > LONGEST_HEADING
        is_heading = not too_long and _is_heading(text[cut:].strip(), look, label)
        if label is not None:
            number = self._places.enter(label, look.place, heading=is_heading, in_table=look.in_table)
        if number is None and not look.printed:
            # Not believed to be a label here: it is part of the text.
            label, cut = None, 0
            is_heading = (not too_long and _is_heading(text.strip(), look, None)) or (first and _is_title(text, look))
        outline = look.outline
        if is_heading:
            if not number:
                self._places.heading()
            if outline is None:
                outline = 1 if first else _rank(label, text)
        printed = look.printed or ("" if label is None else label.text)
        return Standing(printed, number or "", outline, is_heading, cut)


def _is_heading(text: str, look: Look, label: Label | None) -> bool:
    great = label is not None and label.shape in ("article", "annex")
    if not text:
        return great
    if look.outline is not None or look.titled:
        return may_be_heading(text)
    if look.in_table:
        return False
    if great and may_be_heading(text):
        return True
    numbered = label is not None and label.shape == "dotted"
    return look.followed and looks_like_heading(text, bold=look.strong, numbered=numbered)


def _is_title(text: str, look: Look) -> bool:
    """Whether the first words of a paper are its title, however they look."""
    stripped = text.strip()
    short = len(stripped.split()) <= _TITLE_WORDS and not stripped.endswith((".", ":", ";", ","))
    return short and look.followed and not look.in_table and stripped[0].isalnum()


def _rank(label: Label | None, text: str) -> int:
    """The level of a heading that no style gives one."""
    if label is not None:
        return len(label.parts) if label.shape == "dotted" else 2 if label.shape == "item" else 1
    return 1 if text.isupper() else 2
