"""The styles of a Word file, each with what it inherits, found by id and told by name."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from agreements.word import names
from agreements.word.names import OFF, VAL, w

_HEADING = re.compile(r"heading (\d)\Z")
_CONTENTS = re.compile(r"(toc \d|toc heading|contents \d|contents heading|table of contents\b.*|index heading)\Z")

_PPR, _RPR = w("pPr"), w("rPr")
_BODY_TEXT = 9  # what Word writes for "no heading level"


@dataclass(frozen=True)
class Style:
    """A style with everything it inherits already in it.

    `chain` are the ids from this style up to the one it is based on last; `listed_by` is the place in it of the style
    that carries the numbering. `outline` counts from 1. Switches are None where no style says anything.
    """

    name: str
    chain: tuple[str, ...] = ()
    num_id: str | None = None
    ilvl: int | None = None
    outline: int | None = None
    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    marked: bool | None = None

    @cached_property
    def is_contents(self) -> bool:
        """Whether it is a style of contents lists."""
        return _CONTENTS.match(self.name.lower()) is not None

    @property
    def is_conspicuous(self) -> bool:
        """Whether its text looks other than plain."""
        return bool(self.bold or self.caps or self.hidden or self.marked)

    @property
    def look(self) -> tuple[bool, bool, bool]:
        """Whether its text is strong, hidden, marked."""
        return bool(self.bold or self.caps), bool(self.hidden), bool(self.marked)

    @cached_property
    def is_title(self) -> bool:
        return self.name.lower() in ("title", "subtitle")


PLAIN = Style("")


class Styles:
    """All styles of a file; each is worked out when first asked for and then kept."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._worked_out: dict[str, Style] = {}
        default = None
        for element in () if root is None else root.iterchildren(w("style")):
            self._elements[element.get(names.STYLE_ID, "")] = element
            if element.get(w("default")) in ("1", "true", "on") and element.get(w("type")) == "paragraph":
                default = element.get(names.STYLE_ID)
        self._default = PLAIN if default is None else self[default]

    def __getitem__(self, style_id: str) -> Style:
        """The style of that id; an unknown id gives a style of that name that says nothing."""
        style = self._worked_out.get(style_id)
        if style is None:
            style = self._worked_out[style_id] = self._work_out(style_id, frozenset())
        return style

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; without an id, or with one nobody defined, the default one."""
        if style_id is None:
            return self._default
        return self[style_id] if style_id in self._elements else replace(self._default, name=style_id)

    def _work_out(self, style_id: str, above: frozenset[str]) -> Style:
        element = self._elements.get(style_id)
        if element is None:
            return Style(style_id)
        based_on = _value(element, "basedOn")
        # A style based on itself, by however many steps, stops at the first repetition.
        known = based_on is not None and based_on in self._elements and based_on not in above | {style_id}
        parent = self._work_out(based_on, above | {style_id}) if known and based_on is not None else PLAIN
        name = _value(element, "name") or style_id
        heading = _HEADING.match(name.lower())
        style = replace(
            parent,
            name=name,
            chain=(style_id, *parent.chain),
            outline=int(heading[1]) if heading else parent.outline,
        )
        properties = element.find(_PPR)
        if properties is not None:
            style = _with_numbering(style, properties)
        look = element.find(_RPR)
        return style if look is None else _with_look(style, look)


def _with_numbering(style: Style, properties: etree._Element) -> Style:
    level = _value(properties, "outlineLvl")
    if level is not None and level.isdigit():
        style = replace(style, outline=int(level) + 1 if int(level) < _BODY_TEXT else None)
    num_pr = properties.find(w("numPr"))
    if num_pr is not None:
        num_id, ilvl = numbering_of(num_pr)
        style = replace(
            style,
            num_id=style.num_id if num_id is None else num_id,
            ilvl=style.ilvl if ilvl is None else ilvl,
        )
    return style


def _with_look(style: Style, look: etree._Element) -> Style:
    def switch(name: str, before: bool | None) -> bool | None:
        element = look.find(w(name))
        return before if element is None else is_on(element)

    highlight = _value(look, "highlight")
    return replace(
        style,
        bold=switch("b", style.bold),
        caps=switch("caps", style.caps),
        hidden=switch("vanish", style.hidden),
        marked=style.marked if highlight is None else highlight != "none",
    )


def numbering_of(num_pr: etree._Element) -> tuple[str | None, int | None]:
    """The list and the level a w:numPr names, each None where it is not said."""
    level = _value(num_pr, "ilvl")
    return _value(num_pr, "numId"), int(level) if level is not None and level.isdigit() and int(level) < 9 else None


def is_on(element: etree._Element) -> bool:
    """Whether a switch such as w:b is on; without a value it is."""
    return element.get(VAL, "1") not in OFF


def _value(element: etree._Element, name: str) -> str | None:
    child = element.find(w(name))
    return None if child is None else child.get(VAL)
