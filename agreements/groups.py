"""Dated groups of countries and bodies, and dated thresholds of items, as the law files hold them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from agreements.words import Answer, covers


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a group: from the first day, until the first day after; `where` is its scope, column by column."""

    is_: str
    from_: date
    until: date | None
    where: tuple[tuple[str, str], ...]
    source: str
    grade: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A control-list entry: it is met when every number of it is met; `where` names the comparison for each."""

    item: str
    gives: str
    where: tuple[tuple[str, str, Decimal], ...]  # number, comparison, value
    from_: date
    until: date | None
    source: str
    grade: str
    file: str


def in_force(from_: date | None, until: date | None, day: date) -> bool:
    """Whether a day lies in a span: `from` is its first day, `until` the first day after."""
    return (from_ is None or from_ <= day) and (until is None or day < until)


@cache
def members_on(group: str, day: date, packs: tuple[Path, ...] = ()) -> tuple[Member, ...]:
    """The members of a group on a day, those that packs add too.

    A group that does not exist has none (the law loader refuses its name).
    """
    return tuple(member for member in all_groups(packs).get(group, ()) if in_force(member.from_, member.until, day))


@lru_cache(maxsize=16_384)
def members_about(group: str, value: str, day: date, packs: tuple[Path, ...] = ()) -> tuple[tuple[Member, Answer], ...]:
    """The members of a group on a day that hold, or may hold, for a country or body, each with that answer."""
    found = ((member, covers(member.is_, value)) for member in members_on(group, day, packs))
    return tuple((member, answer) for member, answer in found if answer is not Answer.NO)


def is_under(country: str, jurisdiction: str, day: date, packs: tuple[Path, ...] = ()) -> bool:
    """Whether a country (or subdivision) is under the law of a jurisdiction: its own, or a union it belongs to."""
    if covers(jurisdiction, country) is Answer.YES:
        return True
    members = members_about(jurisdiction.lower(), country, day, packs)
    return any(answer is Answer.YES for _, answer in members)


def thresholds_on(day: date, packs: tuple[Path, ...] = ()) -> tuple[Threshold, ...]:
    """The thresholds in force on a day, those of packs too."""
    from agreements.legislation import load_law

    return tuple(entry for entry in load_law(packs).thresholds if in_force(entry.from_, entry.until, day))


def all_groups(packs: tuple[Path, ...] = ()) -> Mapping[str, tuple[Member, ...]]:
    """Every group by its name, those of packs too."""
    from agreements.legislation import load_law

    return load_law(packs).groups
