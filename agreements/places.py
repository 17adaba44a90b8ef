"""Keeps the full number of each place while a document is read: "(a)" under "14.2" is "14.2(a)".

Inside a schedule numbers are those of its paragraphs: "Schedule 1, paragraph 2(a)". Where each article counts its
sections afresh, a section carries its article: "II.1".
"""

from typing import NamedTuple

from agreements.typed_labels import Family, Label, Shape

_LISTED = 30  # words between schedules that are only listed
_FRONT = 2500  # words within which a list of schedules stands in front of the paper
_ENOUGH_BEFORE_A_SCHEDULE = 300  # words; a paper that is itself "Attachment 8" says so in its first lines


class ListPlace(NamedTuple):
    """What is known of a label that Word counts by itself: its list, its level, the highest level it shows."""

    counters: str
    ilvl: int
    highest: int | None
    family: Family | None


class _Open(NamedTuple):
    """A numbered place that what follows may stand under."""

    number: str
    shape: Shape
    family: Family | None
    value: int
    closing: str
    counters: str | None
    ilvl: int


class Places:
    """The numbered places that are open at the paragraph being read."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._annex = ""
        self._annex_counters: str | None = None
        self._words = 0
        self._words_at_annex = -_FRONT
        self._listed = False
        self._numbered = False
        self._last: tuple[int, ...] = ()  # the last dotted number of the clauses, or of the schedule that is open
        self._last_of_clauses: tuple[int, ...] = ()
        self._last_article = 0
        self._clause_lists: set[str] = set()

    def read(self, words: int) -> None:
        """Counts the words of a paragraph: they tell the front of a paper from its end."""
        self._words += words

    def heading(self) -> None:
        """A heading without a number closes the items that stand under nothing, such as recitals."""
        if self._open and self._open[0].shape == "item":
            self._open.clear()

    def enter(
        self, label: Label, place: ListPlace | None = None, *, heading: bool = False, in_table: bool = False
    ) -> str | None:
        """The full number of the place a label opens; None where it is not believed to be a label here."""
        if label.shape == "annex":
            # Cover pages in tables name schedules without being in one.
            return label.core if in_table else self._enter_annex(label, place)
        if self._listed and self._annex and not self._last and self._under_own_list(place) is None:
            self._leave_annex()
            self._last = ()
        if label.shape == "article":
            return self._enter_article(label, place)
        if label.shape == "dotted" and (number := self._enter_dotted(label, place, heading=heading)) is not None:
            return number
        if label.shape == "dotted" and not label.sure:
            return None
        return self._enter_item(label, place, unsure=in_table or not label.sure)

    def _enter_annex(self, label: Label, place: ListPlace | None) -> str:
        if self._numbered or self._words >= _ENOUGH_BEFORE_A_SCHEDULE:
            if not self._annex:
                self._last_of_clauses = self._last
            # Schedules that follow one another at once, with no paragraph numbered between them, are a list of them in
            # front of the paper, or at its end.
            near = self._words - self._words_at_annex < _LISTED and self._words < _FRONT
            self._listed = near and not (self._annex and self._last)
            self._words_at_annex = self._words
            self._annex = label.core
            self._annex_counters = None if place is None else place.counters
            self._open = [
                _Open(label.core, "annex", None, 0, "", self._annex_counters, 0 if place is None else place.ilvl)
            ]
            self._last = ()
        return label.core

    def _enter_article(self, label: Label, place: ListPlace | None) -> str:
        value = label.values[0][1] if label.values else 0
        for family in ("upper-roman", "decimal", "words"):
            value = label.value(family) or value
        if self._annex and value == self._last_article + 1 and value > 1 and not self._last:
            self._leave_annex()
        if not self._annex:
            self._last_article = value
        number = self._in_annex(label.core)
        self._open = [_Open(number, "article", None, value, "", *_list_of(place))]
        self._numbered = True
        return number

    def _enter_dotted(self, label: Label, place: ListPlace | None, *, heading: bool) -> str | None:
        parts = label.parts
        if not self._stands_alone(label, place, heading=heading):
            return None
        if self._annex and self._continues_clauses(label, place):
            self._leave_annex()
        core = label.core
        # An article, and a schedule, is the first that is open or not open.
        article = self._open[0] if self._open and self._open[0].shape == "article" else None
        under = self._under_own_list(place)
        if under is not None and under.shape == "article":
            number = f"{under.number}.{core}"
        elif article is not None and len(parts) == 1 and parts[0] == 1 and self._last[:1] >= (1,) and place is None:
            # The article before this one had sections of its own: the count has begun afresh.
            number = f"{article.number}.{core}"
        elif article is not None and len(parts) == 1 and self._restarted(article):
            number = f"{article.number}.{core}"
        else:
            number = self._in_annex(core)
        opened = _Open(number, "dotted", "decimal", parts[-1], ".", *_list_of(place))
        self._open = [opened] if article is None else [article, opened]
        self._last = parts
        self._numbered = True
        if place is not None and not self._annex:
            self._clause_lists.add(place.counters)
        return number

    def _restarted(self, article: _Open) -> bool:
        return any(one.shape == "dotted" and one.number.startswith(f"{article.number}.") for one in self._open)

    def _stands_alone(self, label: Label, place: ListPlace | None, *, heading: bool) -> bool:
        """Whether a number such as "3." is a clause of its own rather than an item within one."""
        parts = label.parts
        if len(parts) > 1 or not label.closing:
            return True
        value = parts[0]
        top = self._last[0] if self._last else 0
        if not label.sure:
            return value == top + 1
        if place is not None:
            if place.counters in self._clause_lists or self._under_own_list(place) is not None:
                return True
            if any(one.counters == place.counters and one.shape == "item" for one in self._open):
                return False
            if place.ilvl > 0 and place.highest == place.ilvl:
                return False
        item = next((one for one in reversed(self._open) if _counts(one, "decimal", ".")), None)
        if item is not None and value == item.value + 1 and not (heading and value == top + 1):
            return False
        if value == top + 1:
            # Under an outline that begins with "I." figures are its third step, not clauses.
            return not any(one.shape == "item" and one.family == "upper-roman" for one in self._open)
        if value == 1:
            return self._open == [] or self._open[-1].shape in ("article", "annex")
        return True

    def _under_own_list(self, place: ListPlace | None) -> _Open | None:
        """The article or schedule that the same list has counted above this level."""
        if place is None or place.highest == 0:
            return None
        return next(
            (
                one
                for one in self._open
                if one.counters == place.counters and one.ilvl < place.ilvl and one.shape in ("article", "annex")
            ),
            None,
        )

    def _continues_clauses(self, label: Label, place: ListPlace | None) -> bool:
        before, parts = self._last_of_clauses, label.parts
        if place is not None and place.counters in self._clause_lists:
            return place.counters != self._annex_counters
        if self._last or not before:
            return False
        return parts[0] > 1 and parts in {(*before[:step], before[step] + 1) for step in range(len(before))}

    def _leave_annex(self) -> None:
        self._annex, self._annex_counters, self._open = "", None, []
        self._last = self._last_of_clauses

    def _in_annex(self, core: str) -> str:
        return f"{self._annex}, paragraph {core}" if self._annex else core

    def _enter_item(self, label: Label, place: ListPlace | None, *, unsure: bool) -> str | None:
        found = self._live_item(label, place) if place is not None else self._typed_item(label, unsure=unsure)
        if found is None:
            return None
        depth, family, value = found
        del self._open[depth:]
        parent = self._open[-1] if self._open else None
        number = label.core if label.closing != "()" else f"({label.core})"
        if parent is not None and parent.shape == "annex":
            number = f"{parent.number}, paragraph {number}"
        elif parent is not None and label.closing == "." and not (family == "decimal" and parent.number[-1:].isdigit()):
            number = f"{parent.number}.{label.core}"
        elif parent is not None:
            number = f"{parent.number}({label.core})"
        elif self._annex:
            number = self._in_annex(number)
        self._open.append(_Open(number, "item", family, value, label.closing, *_list_of(place)))
        return number

    def _live_item(self, label: Label, place: ListPlace) -> tuple[int, Family | None, int]:
        family = place.family
        value = (label.value(family) if family is not None else None) or (label.values[0][1] if label.values else 0)
        for depth, one in enumerate(self._open):
            if one.counters == place.counters and one.ilvl >= place.ilvl:
                return depth, family, value
        above = [d for d, one in enumerate(self._open) if one.counters == place.counters and one.ilvl < place.ilvl]
        if above:
            return above[-1] + 1, family, value
        for depth, one in enumerate(self._open):
            if family is not None and one.shape == "item" and _counts(one, family, label.closing):
                return depth, family, value
        return len(self._open), family, value

    def _typed_item(self, label: Label, *, unsure: bool) -> tuple[int, Family | None, int] | None:
        """How deep a typed item stands: beside the item it counts on from, else, a first one, under the last place."""
        open_items = [(depth, one) for depth, one in enumerate(self._open) if one.shape == "item"]
        for depth, one in reversed(open_items):
            for family, value in label.values:
                if _counts(one, family, label.closing) and value == one.value + 1:
                    return depth, family, value
        for family, value in sorted(label.values, key=lambda counted: counted[1]):
            if value == 1:
                same = [depth for depth, one in open_items if _counts(one, family, label.closing)]
                return (same[0] if same else len(self._open)), family, value
        if unsure:
            return None
        for depth, one in reversed(open_items):
            for family, value in label.values:
                if _counts(one, family, label.closing):
                    return depth, family, value
        if not label.values:
            return len(self._open), None, 0
        return len(self._open), *label.values[0]


def _counts(one: _Open, family: Family, closing: str) -> bool:
    return one.family == family and one.closing == closing and one.shape == "item"


def _list_of(place: ListPlace | None) -> tuple[str | None, int]:
    return (None, 0) if place is None else (place.counters, place.ilvl)
