"""Finds its way in the XML of a Word part: alternatives, text boxes, rows and cells in controls, marks of change."""

from collections.abc import Iterator

from lxml import etree

from agreements.document import Change
from agreements.word.names import MC, VAL, w
from agreements.word.styles import is_on

SDT_CONTENT = w("sdtContent")
_SDT, _TXBX = w("sdt"), w("txbxContent")
_CHOICE, _FALLBACK, ALTERNATE = f"{{{MC}}}Choice", f"{{{MC}}}Fallback", f"{{{MC}}}AlternateContent"
CHANGES: dict[str, Change] = {
    w("ins"): "inserted",
    w("del"): "deleted",
    w("moveTo"): "moved-here",
    w("moveFrom"): "moved-away",
    w("cellIns"): "inserted",
    w("cellDel"): "deleted",
}
_NOTHING = etree.Element("nothing")


def chosen(element: etree._Element) -> etree._Element:
    """The alternative that Word would take: the first choice, else the fallback."""
    for child in element.iterchildren(_CHOICE, _FALLBACK):
        return child
    return _NOTHING


def boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes in an element, each once."""
    for child in element:
        if child.tag == _TXBX:
            yield child
        elif child.tag == ALTERNATE:
            yield from boxes(chosen(child))
        else:
            yield from boxes(child)


def through(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those that controls and the like enclose."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag == _SDT:
            content = child.find(SDT_CONTENT)
            if content is not None:
                yield from through(content, wanted)
        elif child.tag == w("customXml") or child.tag in CHANGES:
            yield from through(child, wanted)
        elif child.tag == ALTERNATE:
            yield from through(chosen(child), wanted)


def change_in(properties: etree._Element | None) -> etree._Element | None:
    """The tracked change a row or a cell is marked with."""
    return None if properties is None else next(properties.iterchildren(*CHANGES), None)


def count_of(element: etree._Element) -> int:
    value = element.get(VAL, "")
    return min(int(value), 1000) if value.isdigit() else 0


def check_box(element: etree._Element) -> str:
    """What a check box of the old kind shows: it has no text of its own."""
    box = element.find(f"{w('ffData')}/{w('checkBox')}")
    if box is None:
        return ""
    state = box.find(w("checked"))
    if state is None:
        state = box.find(w("default"))
    return "☒" if state is not None and is_on(state) else "☐"
