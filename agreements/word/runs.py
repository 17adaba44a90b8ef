"""Puts text, blanks and fields into paragraphs of a Word file."""

import re
from collections.abc import Iterator
from typing import Any

from agreements.printable import printable
from agreements.word.names import XML, add, w

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_SCRIPTS = re.compile(
    f"(?P<rtl>[{_RTL}](?:[{_RTL}\\s]*[{_RTL}])?)|(?P<cjk>[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+)"
)
_SPACE = f"{{{XML}}}space"


def add_words(parent: Any, text: str, *, bold: bool = False, highlight: bool = False) -> None:
    """Appends runs, one for each writing system, so that Word takes the right font and direction."""
    for piece, script in _pieces(printable(text)):
        run = add(parent, "r")
        if bold or highlight or script:
            properties = add(run, "rPr")
            if bold:
                add(properties, "rStyle", val="Strong")
            if script == "cjk":
                add(properties, "rFonts", hint="eastAsia")
            if highlight:
                add(properties, "highlight", val="yellow")
            if script == "rtl":
                add(properties, "rtl")
        _add_text(run, piece)


def add_field(parent: Any, instruction: str, result: str) -> None:
    """Appends a field with the text that stands for it until Word computes it."""
    begin_field(parent, instruction)
    _add_text(add(parent, "r"), result)
    end_field(parent)


def begin_field(parent: Any, instruction: str) -> None:
    """Opens a field whose result follows; `end_field` closes it, here or in a later paragraph."""
    add(add(parent, "r"), "fldChar", fldCharType="begin")
    text = add(add(parent, "r"), "instrText")
    text.set(_SPACE, "preserve")
    text.text = f" {instruction} "
    add(add(parent, "r"), "fldChar", fldCharType="separate")


def end_field(parent: Any) -> None:
    add(add(parent, "r"), "fldChar", fldCharType="end")


def paragraph_in(parent: Any, style: str) -> Any:
    """A new paragraph of a style."""
    paragraph = add(parent, "p")
    add(add(paragraph, "pPr"), "pStyle", val=style)
    return paragraph


def keep_with_next(paragraph: Any) -> None:
    """Holds a paragraph on the page of the one after it; to be called before other properties are added."""
    if paragraph[0].find(w("keepNext")) is None:
        add(paragraph[0], "keepNext")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text in runs of one writing system: "", "rtl" or "cjk"."""
    if text.isascii():
        if text:
            yield text, ""
        return
    at = 0
    for match in _SCRIPTS.finditer(text):
        if match.start() > at:
            yield text[at : match.start()], ""
        yield match[0], str(match.lastgroup)
        at = match.end()
    if at < len(text):
        yield text[at:], ""


def _add_text(run: Any, text: str) -> None:
    element = add(run, "t")
    element.text = text
    if text != text.strip() or "  " in text:
        element.set(_SPACE, "preserve")
