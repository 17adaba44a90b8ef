"""The package of a new Word file: made once a house style with python-docx, saved byte for byte the same."""

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from lxml import etree

from agreements.word.names import w
from agreements.word.styling import numbering_xml, settings_xml, styles_xml, twips
from agreements.word.theme import fonts_xml, theme_xml
from templates.house_styles import HouseStyle

# The names python-docx gives to the parts of a section, in the order they are asked for below.
HEADER, FOOTER = "word/header1.xml", "word/footer1.xml"
FIRST_HEADER, FIRST_FOOTER = "word/header2.xml", "word/footer2.xml"

# What python-docx's template brings and a file of ours does not need: stale copies, a picture, another program's name.
_DROPPED = ("stylesWithEffects", "thumbnail", "extended-properties", "customXml", "webSettings")
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@lru_cache(maxsize=8)
def empty_package(house: HouseStyle, language: str, *, comments: bool) -> Mapping[str, bytes]:
    """The parts of a file without text: styles, numbering, settings, page shape, header and footer parts.

    python-docx keeps the parts, relationships and content types right; what stands in them is ours.
    """
    document = Document()
    part = document.part
    for holder in (part, part.package):
        for id, relation in list(holder.rels.items()):
            if any(relation.reltype.endswith(name) for name in _DROPPED):
                del holder.rels[id]
    _replace(document.styles.element, styles_xml(house, language))
    _replace(part.numbering_part.element, numbering_xml(house))
    _replace(document.settings.element, settings_xml(language))
    section = document.sections[0]
    _set_page(section, house)
    section.different_first_page_header_footer = True
    for piece in (section.header, section.footer, section.first_page_header, section.first_page_footer):
        piece.is_linked_to_previous = False
    if comments:
        document.add_comment(document.add_paragraph().add_run("x"), text="x", author="", initials="")
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, root in (("word/fontTable.xml", fonts_xml(house)), ("word/theme/theme1.xml", theme_xml(house))):
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return parts


def _replace(old: Any, new: Any) -> None:
    """Puts other children into an element that python-docx holds on to."""
    for child in list(old):
        old.remove(child)
    for child in parse_xml(etree.tostring(new)):
        old.append(child)


def _set_page(section: Any, house: HouseStyle) -> None:
    page = house.page
    properties = section._sectPr
    size = properties.find(w("pgSz"))
    margins = properties.find(w("pgMar"))
    for name in list(size.attrib):
        del size.attrib[name]
    size.set(w("w"), str(twips(page.width)))
    size.set(w("h"), str(twips(page.height)))
    lengths = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    lengths |= {"header": page.header, "footer": page.footer}
    for name, value in lengths.items():
        margins.set(w(name), str(twips(value)))
    columns = properties.find(w("cols"))
    if columns is not None:
        columns.set(w("space"), "708")


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """The parts as one file: fixed order, fixed dates, no trace of the machine."""
    stream = io.BytesIO()
    rest = sorted(name for name in parts if name not in _FIRST)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in (*(name for name in _FIRST if name in parts), *rest):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return stream.getvalue()
