"""The parts beside the text of a Word file: header, footer, comments, properties."""

from collections.abc import Sequence
from typing import Any

from lxml import etree

from agreements.agreement import Agreement
from agreements.printable import printable
from agreements.word.names import CORE_PROPERTIES, DC, DCTERMS, NSMAP, add, w
from agreements.word.runs import add_field, add_words, paragraph_in
from templates.house_styles import OwnWords

_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def header(agreement: Agreement, words: OwnWords, *, first: bool, internal: bool) -> Any:
    """The short title on all pages but the cover; on an internal copy a warning on every page."""
    root = etree.Element(w("hdr"), nsmap=NSMAP)
    paragraph = paragraph_in(root, "CoverHeader" if first else "Header")
    if internal:
        add_words(paragraph, words.internal, bold=True)
        if not first:
            add_words(paragraph, "  |  ")
    if not first:
        add_words(paragraph, agreement.short_title)
    return root


def footer(words: OwnWords, *, first: bool) -> Any:
    """ "Page 3 of 27", live, on all pages but the cover."""
    root = etree.Element(w("ftr"), nsmap=NSMAP)
    paragraph = paragraph_in(root, "Footer")
    if not first:
        add_words(paragraph, f"{words.page} ")
        add_field(paragraph, "PAGE", "2")
        add_words(paragraph, f" {words.of} ")
        add_field(paragraph, "NUMPAGES", "2")
    return root


def comments(agreement: Agreement, reasons: Sequence[Sequence[str]]) -> Any:
    """The reasons of an internal copy, one comment a clause."""
    root = etree.Element(w("comments"), nsmap=NSMAP)
    for number, lines in enumerate(reasons):
        comment = add(root, "comment", id=number, author="Draft", date=_midnight(agreement), initials="D")
        for line in lines:
            add_words(paragraph_in(comment, "CommentText"), line)
    return root


def core(agreement: Agreement) -> Any:
    """Title, language and dates; no author, no program."""
    root = etree.Element(
        f"{{{CORE_PROPERTIES}}}coreProperties",
        nsmap={"cp": CORE_PROPERTIES, "dc": DC, "dcterms": DCTERMS, "xsi": _XSI},
    )
    etree.SubElement(root, f"{{{DC}}}title").text = printable(agreement.short_title)
    etree.SubElement(root, f"{{{DC}}}language").text = agreement.language
    for name in ("created", "modified"):
        element = etree.SubElement(root, f"{{{DCTERMS}}}{name}")
        element.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        element.text = _midnight(agreement)
    return root


def _midnight(agreement: Agreement) -> str:
    return f"{agreement.as_of.isoformat()}T00:00:00Z"
