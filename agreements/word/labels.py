"""Works out what Word prints in front of numbered paragraphs, which no Word file holds in so many words."""

import re
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from agreements.word.names import MC, VAL, w
from agreements.word.number_formats import formatted
from agreements.word.styles import Style, Styles, is_on

LEVELS = 9
_NOTHING: tuple[int | None, ...] = (None,) * LEVELS
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list: `text` in pieces, a number standing for the level whose count goes there."""

    start: int = 1
    kind: str = "decimal"
    custom: str = ""
    text: tuple[str | int, ...] = ()
    style: str | None = None
    restart: int | None = None
    legal: bool = False

    @cached_property
    def prints(self) -> bool:
        """Whether the level prints anything that could be called a number."""
        return self.kind != "bullet" and any(isinstance(piece, int) or piece.strip() for piece in self.text)

    @cached_property
    def highest(self) -> int | None:
        """The highest level whose count the label shows: 0 for "14.2", 2 for "(a)" under it."""
        return min((piece for piece in self.text if isinstance(piece, int)), default=None)


@dataclass(frozen=True)
class Spot:
    """Where a paragraph stands in a list: which counters, which level of them, told how."""

    counters: str
    num_id: str
    ilvl: int
    levels: tuple[Level, ...]
    start_override: int | None

    @property
    def level(self) -> Level:
        return self.levels[self.ilvl]

    @cached_property
    def begins_again(self) -> tuple[int, ...]:
        """The levels below whose count begins again after a paragraph here."""
        # lvlRestart counts levels from 1; 0 is never.
        below = ((place, self.levels[place].restart) for place in range(self.ilvl + 1, LEVELS))
        return tuple(place for place, restart in below if restart is None or self.ilvl < restart)

    @cached_property
    def all_begin_again(self) -> bool:
        """Whether the counts of all levels below do, as in most lists."""
        return len(self.begins_again) == LEVELS - self.ilvl - 1


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: the counters it shares, its levels, and where it starts afresh."""

    counters: str
    levels: tuple[Level, ...]
    starts: dict[int, int]


class Lists:
    """The lists of a file and the levels paragraphs take in them."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._by_style_link: dict[str, str] = {}
        for element in () if root is None else root.iterchildren(w("abstractNum"), w("num")):
            if element.tag == w("num"):
                self._nums[element.get(w("numId"), "")] = element
                continue
            abstract_id = element.get(w("abstractNumId"), "")
            self._abstracts[abstract_id] = element
            link = element.find(w("styleLink"))
            if link is not None:
                self._by_style_link[link.get(VAL, "")] = abstract_id
        self._levels: dict[str, tuple[Level, ...]] = {}
        self._lists: dict[str, _List | None] = {}
        self._spots: dict[tuple[tuple[str, ...], str | None, int | None], Spot | None] = {}

    def spot(self, style: Style, num_id: str | None, ilvl: int | None) -> Spot | None:
        """Where a paragraph with that style, list and level of its own stands; None outside every list."""
        key = (style.chain, num_id, ilvl)
        if key not in self._spots:
            self._spots[key] = self._find_spot(style, num_id, ilvl)
        return self._spots[key]

    def _find_spot(self, style: Style, num_id: str | None, ilvl: int | None) -> Spot | None:
        in_list = num_id if num_id is not None else style.num_id
        numbered = self._list(in_list) if in_list is not None else None
        if in_list is None or numbered is None:
            return None
        if ilvl is None and num_id is None:
            # In a style the level is told by the list, which names its styles, rather than by the style itself.
            linked = {level.style: place for place, level in reversed(list(enumerate(numbered.levels))) if level.style}
            ilvl = next((linked[name] for name in style.chain if name in linked), None)
        if ilvl is None:
            ilvl = style.ilvl or 0
        return Spot(numbered.counters, in_list, ilvl, numbered.levels, numbered.starts.get(ilvl))

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._read_list(num_id)
        return self._lists[num_id]

    def _read_list(self, num_id: str) -> _List | None:
        element = self._nums.get(num_id)
        if element is None or num_id == "0":
            return None
        named = element.find(w("abstractNumId"))
        counters = self._linked("" if named is None else named.get(VAL, ""), frozenset())
        if counters is None:
            return None
        levels = list(self._levels_of(counters))
        starts: dict[int, int] = {}
        for override in element.iterchildren(w("lvlOverride")):
            ilvl = _figures(override.get(w("ilvl")))
            if ilvl is None or ilvl >= LEVELS:
                continue
            own = override.find(w("lvl"))
            if own is not None:
                levels[ilvl] = _read_level(own)
            start = override.find(w("startOverride"))
            if start is not None:
                starts[ilvl] = _figures(start.get(VAL)) or 0
        return _List(counters, tuple(levels), starts)

    def _linked(self, abstract_id: str, seen: frozenset[str]) -> str | None:
        """The list definition that really has levels: Word writes empty ones that only name a list style."""
        element = self._abstracts.get(abstract_id)
        if element is None or abstract_id in seen:
            return None
        link = element.find(w("numStyleLink"))
        if link is None:
            return abstract_id
        style_id = link.get(VAL, "")
        num_id = self._styles[style_id].num_id
        num = self._nums.get(num_id) if num_id is not None else None
        named = None if num is None else num.find(w("abstractNumId"))
        if named is not None:
            found = self._linked(named.get(VAL, ""), seen | {abstract_id})
            if found is not None:
                return found
        return self._by_style_link.get(style_id, abstract_id)

    def _levels_of(self, abstract_id: str) -> tuple[Level, ...]:
        if abstract_id not in self._levels:
            levels = [Level()] * LEVELS
            for element in self._abstracts[abstract_id].iterchildren(w("lvl")):
                ilvl = _figures(element.get(w("ilvl")))
                if ilvl is not None and ilvl < LEVELS:
                    levels[ilvl] = _read_level(element)
            self._levels[abstract_id] = tuple(levels)
        return self._levels[abstract_id]


class Counters:
    """The counts of all lists while one view of a document is read from beginning to end."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def next(self, spot: Spot) -> str:
        """The label of the next paragraph at a spot, "" for bullets and silent levels, which count all the same."""
        counts = self._counts.setdefault(spot.counters, [None] * LEVELS)
        ilvl, levels = spot.ilvl, spot.levels
        for above in range(ilvl):
            if counts[above] is None:
                counts[above] = levels[above].start
        count = counts[ilvl]
        if spot.start_override is not None and (spot.num_id, ilvl) not in self._started:
            # A list that starts afresh does so once, at its first paragraph.
            self._started.add((spot.num_id, ilvl))
            counts[ilvl] = spot.start_override
        else:
            counts[ilvl] = spot.level.start if count is None else count + 1
        if spot.all_begin_again:
            counts[ilvl + 1 :] = _NOTHING[ilvl + 1 :]
        else:
            for below in spot.begins_again:
                counts[below] = None
        level = levels[ilvl]
        if not level.prints:
            return ""
        printed = ""
        for piece in level.text:
            if isinstance(piece, str):
                printed += piece
                continue
            shown, value = levels[piece], counts[piece]
            as_decimal = level.legal and shown.kind != "none"
            value = shown.start if value is None else value
            printed += formatted(value, "decimal" if as_decimal else shown.kind, shown.custom)
        return printed.strip()


def _read_level(element: etree._Element) -> Level:
    def value(name: str) -> str | None:
        child = element.find(w(name))
        return None if child is None else child.get(VAL)

    fmt = element.find(w("numFmt"))
    if fmt is None:
        # Custom formats stand in a choice whose fallback is a plainer one.
        fmt = next(element.iterfind(f"{{{MC}}}AlternateContent/{{{MC}}}Choice/{w('numFmt')}"), None)
    kind = "decimal" if fmt is None else fmt.get(VAL, "decimal")
    text = value("lvlText") or ""
    pieces = [int(piece) - 1 if place % 2 else piece for place, piece in enumerate(_PLACE.split(text))]
    legal = element.find(w("isLgl"))
    start = _figures(value("start"))
    picture = element.find(w("lvlPicBulletId"))
    return Level(
        start=0 if start is None else start,
        kind="bullet" if picture is not None else kind,
        custom="" if fmt is None else fmt.get(w("format"), ""),
        text=tuple(piece for piece in pieces if piece != ""),
        style=value("pStyle"),
        restart=_figures(value("lvlRestart")),
        legal=legal is not None and is_on(legal),
    )


def _figures(value: str | None) -> int | None:
    return int(value) if value is not None and value.strip().isdigit() else None
