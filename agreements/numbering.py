"""Numbers of provisions as Word will compute them, and what a reference to each prints."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from agreements.agreement import Inline, Reference, Words


def letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb, as Word counts."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def roman(number: int) -> str:
    """1 is i, 4 is iv."""
    said = ""
    for value, text in (
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ):
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


@dataclass
class Targets:
    """Every place of an agreement, by "page" and "page#label"."""

    places: dict[str, Target] = field(default_factory=dict)
    schedules: dict[str, str] = field(default_factory=dict)  # key of a schedule to its label

    def printed(self, wanted: Sequence[str]) -> tuple[Inline, ...]:
        """ "clause 14.2", "clauses 3 and 9", "Schedule 5", "paragraph 2 of Schedule 5"."""
        found = [self.places[name] for name in wanted]
        if all(not target.schedule for target in found):
            noun = "clause " if len(found) == 1 else "clauses "
            return (Words(noun), *_joined([(Reference(target.key, target.number),) for target in found]))
        return _joined([self._one(target) for target in found])

    def _one(self, target: Target) -> tuple[Inline, ...]:
        if not target.schedule:
            return (Words("clause "), Reference(target.key, target.number))
        schedule = Reference(target.schedule, self.schedules[target.schedule], own=True)
        if target.key == target.schedule:
            return (schedule,)
        own = tuple(Reference(key, label.rstrip("."), own=True) for key, label in target.chain)
        return (Words("paragraph "), *own, Words(" of "), schedule)


def _joined(parts: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    said: list[Inline] = []
    for index, part in enumerate(parts):
        if index:
            said.append(Words(" and " if index == len(parts) - 1 else ", "))
        said += part
    return tuple(said)
