"""Facts as rows: a kind, one or two places, columns, and why each is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

Source = Literal["deal", "option", "document", "derived"]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact. A place or column that is None is unknown.

    `maybe` holds, for a column, words that are neither known nor excluded, each with the columns that would settle it.
    `stands_for` says for a place or column of a derived row which column of which other row must be asked instead.
    """

    kind: str
    places: tuple[str | None, ...]
    columns: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    maybe: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    because: str = ""
    source: Source = "deal"
    name: str = ""  # how a person calls it, for questions
    section: str = ""  # the section of the deal its questions belong to, where it is not its kind's own
    stands_for: Mapping[str, tuple["Row", str]] = field(default_factory=dict)

    @property
    def tag(self) -> str:
        """The fact as a person would type it."""
        places = ">".join(place or "?" for place in self.places)
        shown = [f"{name}={'|'.join(value)}" for name, value in self.columns.items() if value]
        shown += [f"{name}={value}" for name, value in self.numbers.items()]
        return f"{self.kind}:{places}" + (f"[{','.join(shown)}]" if shown else "")

    def column(self, name: str) -> str | None:
        """The single value of a column, None where it is unknown or has several."""
        value = self.columns.get(name)
        return value[0] if value and len(value) == 1 else None


@dataclass(frozen=True)
class Facts:
    """All rows known on a day, which kinds are closed, and what is assumed absent."""

    rows: tuple[Row, ...]
    closed: frozenset[str]
    as_of: date
    assumed_no: frozenset[str] = frozenset()  # words assumed absent, as "data:genomic"
    denied: frozenset[str] = frozenset()  # words of `deal` known not to be true, and patterns the user decided
    affirmed: frozenset[str] = frozenset()  # patterns the user decided
    names: Mapping[str, str] = field(default_factory=dict)  # actor ids to the names people use
    packs: tuple[Path, ...] = ()  # whose groups and thresholds count besides those that ship

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each kind."""
        sorted_rows: dict[str, list[Row]] = {}
        for row in self.rows:
            sorted_rows.setdefault(row.kind, []).append(row)
        return {kind: tuple(rows) for kind, rows in sorted_rows.items()}

    @cached_property
    def actors(self) -> Mapping[str, Row]:
        """The actor of each id."""
        return {id: row for row in self.by_kind.get("actor", ()) if (id := row.column("id")) is not None}

    @cached_property
    def memory(self) -> dict[str, object]:
        """Answers already given in this run: a pattern is asked once, however many provisions share it."""
        return {}
