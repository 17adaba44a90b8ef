"""The theme and the table of fonts of our Word files: what Word asks for beside the styles, made from a house style."""

from typing import Any

from lxml import etree

from agreements.word.names import NSMAP, A, add, w
from templates.house_styles import HouseStyle

_COLOURS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink")


def fonts_xml(house: HouseStyle) -> Any:
    """The table of fonts: the names only, so that each reader's machine takes its own."""
    root = etree.Element(w("fonts"), nsmap=NSMAP)
    for name in dict.fromkeys((house.type.font, house.type.east_asian)):
        font = add(root, "font", name=name)
        add(font, "charset", val="00")
        add(font, "family", val="auto")
        add(font, "pitch", val="variable")
    return root


def theme_xml(house: HouseStyle) -> Any:
    """The theme: colours and fonts of the house for whoever picks from Word's menus; no style of ours rests on it."""
    kind = house.type
    root = etree.Element(f"{{{A}}}theme", nsmap={"a": A}, name="House")
    elements = _add(root, "themeElements")
    colours = _add(elements, "clrScheme", name="House")
    named = dict.fromkeys(_COLOURS, kind.colour) | {"dk1": "000000", "lt1": "FFFFFF", "lt2": kind.shade}
    named |= {"accent2": kind.rule, "folHlink": kind.colour}
    for name, value in named.items():
        _add(_add(colours, name), "srgbClr", val=value)
    fonts = _add(elements, "fontScheme", name="House")
    for name in ("majorFont", "minorFont"):
        font = _add(fonts, name)
        _add(font, "latin", typeface=kind.font)
        _add(font, "ea", typeface=kind.east_asian)
        _add(font, "cs", typeface="")
    formats = _add(elements, "fmtScheme", name="House")
    # The format wants three of each, from subtle to strong; ours are all plain.
    fills, lines, effects, grounds = (
        _add(formats, name) for name in ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst")
    )
    for width in ("6350", "12700", "19050"):
        _plain_fill(fills)
        _plain_fill(_add(lines, "ln", w=width))
        _add(_add(effects, "effectStyle"), "effectLst")
        _plain_fill(grounds)
    return root


def _plain_fill(parent: Any) -> None:
    _add(_add(parent, "solidFill"), "schemeClr", val="phClr")


def _add(parent: Any, element: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{A}}}{element}", attributes)
