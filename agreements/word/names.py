"""The names Word files are written in: namespaces, element names, kinds of relationship and of content."""

from functools import cache
from typing import Any, Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
W15: Final = "http://schemas.microsoft.com/office/word/2012/wordml"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
V: Final = "urn:schemas-microsoft-com:vml"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
WPS: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
XML: Final = "http://www.w3.org/XML/1998/namespace"

PACKAGE_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE_PROPERTIES: Final = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
DC: Final = "http://purl.org/dc/elements/1.1/"
DCTERMS: Final = "http://purl.org/dc/terms/"

# Kinds of relationship are told by their last word: Strict files spell the words before it differently.
MAIN_PART: Final = "officeDocument"
CORE_PART: Final = "core-properties"

# Part of the content type of every Word main part: document, template, and both with macros.
WORD_MAIN_TYPES: Final = (
    "wordprocessingml.document.main",
    "wordprocessingml.template.main",
    "ms-word.document.macroenabled.main",
    "ms-word.template.macroenabledtemplate.main",
)


@cache
def w(name: str) -> str:
    """An element or attribute of WordprocessingML as lxml spells it."""
    return f"{{{W}}}{name}"


def w14(name: str) -> str:
    """An element or attribute of Word 2010's additions as lxml spells it."""
    return f"{{{W14}}}{name}"


def r(name: str) -> str:
    """An attribute that points to a relationship, as lxml spells it."""
    return f"{{{R}}}{name}"


VAL: Final = w("val")
STYLE_ID: Final = w("styleId")
ID: Final = w("id")
AUTHOR: Final = w("author")
DATE: Final = w("date")

# What w:val says when a property that is either on or off is off; no w:val at all is on.
OFF: Final = frozenset({"0", "false", "off", "none"})

# What our own files declare; foreign namespaces are added by whoever needs them.
NSMAP: Final = {"w": W, "r": R}


class _Names(dict[str, str]):
    """Names of the main namespace, each made once: a long agreement has tens of thousands of elements."""

    def __missing__(self, name: str) -> str:
        made = self[name] = w(name.rstrip("_"))
        return made


_NAMES = _Names()


def add(parent: Any, element: str, /, **attributes: Any) -> Any:
    """Appends an element; attributes are of the main namespace, a trailing underscore is taken off."""
    if not attributes:
        return etree.SubElement(parent, _NAMES[element])
    return etree.SubElement(parent, _NAMES[element], {_NAMES[key]: str(value) for key, value in attributes.items()})
