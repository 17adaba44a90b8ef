"""Numbers of provisions as Word will compute them, and what a reference to each prints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from agreements.agreement import Inline, Reference, Words
from templates.house_styles import ReferenceWords

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb, as Word counts."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def roman(number: int) -> str:
    """1 is i, 4 is iv."""
    said = ""
    for value, text in _ROMAN:
        while number >= value:
            said += text
            number -= value
    return said


def clause_label(level: int, clause: int, counts: Sequence[int]) -> str:
    """The label of an item in a clause: 14.1, (a), (i), (A)."""
    number = counts[-1]
    return (f"{clause}.{number}", f"({letters(number)})", f"({roman(number)})", f"({letters(number).upper()})")[
        level - 1
    ]


def schedule_label(level: int, counts: Sequence[int]) -> str:
    """The label of a paragraph in a schedule: 1., 1.1, (a), (i)."""
    number = counts[-1]
    return (f"{number}.", f"{counts[0]}.{number}", f"({letters(number)})", f"({roman(number)})")[level - 1]


@dataclass(frozen=True, slots=True)
class Target:
    """A place that references can lead to. `chain` are the keys and labels that print its own number in a schedule."""

    key: str
    number: str
    schedule: str = ""  # key of the schedule it stands in, or is
    chain: tuple[tuple[str, str], ...] = ()
    recital: bool = False


@dataclass
class Targets:
    """Every place of an agreement, by "page" and "page#label"; `words` are those of the house style."""

    words: ReferenceWords
    places: dict[str, Target] = field(default_factory=dict)
    schedules: dict[str, str] = field(default_factory=dict)  # key of a schedule to its label

    def lead_to(self, page: str, labels: Iterable[str], target: Target) -> None:
        """Lets the labels of an item lead to a place."""
        self.places[target.key] = target
        for label in labels:
            self.places[f"{page}#{label}"] = target

    def printed(self, wanted: Sequence[str]) -> tuple[Inline, ...]:
        """ "clause 14.2", "clauses 3 and 9", "Schedule 5", "paragraph 2 of Schedule 5". KeyError for no place."""
        found = list(dict.fromkeys(self.places[name] for name in wanted))
        for noun, nouns, kind in (
            (self.words.clause, self.words.clauses, [t for t in found if not (t.schedule or t.recital)]),
            (self.words.recital, self.words.recitals, [t for t in found if t.recital]),
        ):
            if kind == found:
                lead = Words(f"{noun if len(found) == 1 else nouns} ")
                return (lead, *_joined([(Reference(target.key, target.number),) for target in found]))
        inside = {target.schedule for target in found}
        if len(found) > 1 and len(inside) == 1 and all(target.chain for target in found):
            numbers = _joined([_own(target) for target in found])
            return (Words(f"{self.words.paragraphs} "), *numbers, Words(" of "), self._schedule(found[0]))
        return _joined([self._one(target) for target in found])

    def _one(self, target: Target) -> tuple[Inline, ...]:
        if not target.schedule:
            noun = self.words.recital if target.recital else self.words.clause
            return (Words(f"{noun} "), Reference(target.key, target.number))
        if not target.chain:
            return (self._schedule(target),)
        return (Words(f"{self.words.paragraph} "), *_own(target), Words(" of "), self._schedule(target))

    def _schedule(self, target: Target) -> Reference:
        return Reference(target.schedule, self.schedules[target.schedule], own=True)


def _own(target: Target) -> tuple[Inline, ...]:
    return tuple(Reference(key, label.rstrip("."), own=True) for key, label in target.chain)


def _joined(parts: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    said: list[Inline] = []
    for index, part in enumerate(parts):
        if index:
            said.append(Words(" and " if index == len(parts) - 1 else ", "))
        said += part
    return tuple(said)
