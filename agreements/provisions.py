"""The form of a file of law: provisions, members of groups, thresholds and dead names, as people write them."""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from agreements.families import load_families
from agreements.groups import in_force
from agreements.patterns import Condition, PatternText
from agreements.words import load_words
from clauses.errors import near

Force = Literal["content", "grant", "condition", "conduct", "practice"]
Grade = Literal["official", "secondary", "none"]
FORCES: tuple[Force, ...] = ("content", "grant", "condition", "conduct", "practice")  # strongest first

NO_COUNTRY = ("EU", "neutral")  # jurisdictions that are no country: the Union, and good practice

NAME_IN_MESSAGE = re.compile(r"\{\{\s*([^}]*?)\s*\}\}")
MESSAGE_NAMES = {"match.from": "from_", "match.to": "to", "match.of": "of"}
COMPARISON = re.compile(r"^(>=|<=|=|>|<)\s*([0-9.eE-]+)$")
LIMIT = re.compile(r"^at (most|least) (\d+) (hour|day|month|year)s?$")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Entry):
    from_: date | None = Field(None, alias="from")
    until: date | None = None

    @model_validator(mode="after")
    def _forward(self) -> "Span":
        if self.from_ is not None and self.until is not None and self.until <= self.from_:
            raise ValueError(f"the dates are reversed: from {self.from_} until {self.until}")
        return self


class InForce(Span):
    suspended: tuple[Span, ...] = ()

    @model_validator(mode="after")
    def _apart(self) -> "InForce":
        ordered = sorted(self.suspended, key=lambda span: span.from_ or date.min)
        for before, after in pairwise(ordered):
            if before.until is None or (after.from_ or date.min) < before.until:
                raise ValueError("two suspensions overlap")
        return self


class Seen(_Entry):
    """In which source a provision was seen, and of what grade: official text, a secondary page, or not at all."""

    source: str = ""
    grade: Grade
    dated: date | None = None

    @model_validator(mode="after")
    def _named(self) -> "Seen":
        if self.grade != "none" and not self.source:
            raise ValueError(f"grade {self.grade!r} needs the source that was seen")
        return self


class Reviewed(_Entry):
    by: str | None = None
    on: date | None = None


class Action(_Entry):
    do: str
    owner: str
    when: str


class Example(_Entry):
    deal: str
    change: dict[str, Any] = Field(default_factory=dict)
    as_of: date | None = None
    want: Literal["yes", "no", "open"]
    matches: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


def _limit(text: str) -> str:
    if not LIMIT.match(text):
        raise ValueError(f"{text!r} is not a limit\n  hint: write at most 24 hours, or at least 5 years")
    return text


def _family(word: str) -> str:
    if word and word not in load_families():
        raise ValueError(f"there is no family {word!r}\n  hint: {near(word, load_families())}")
    return word


Family = Annotated[str, AfterValidator(_family)]  # a word of agreements/families.toml


def _jurisdiction(word: str) -> str:
    if word not in NO_COUNTRY and (hint := load_words().check_word("country", word)) is not None:
        raise ValueError(f"there is no jurisdiction {word!r}\n  hint: {hint}, or one of: {', '.join(NO_COUNTRY)}")
    return word


class Provision(_Entry):
    """One thing a body of law (or good practice) says, when it applies, with what force, and what follows."""

    id: str
    cite: str = Field(min_length=3)
    says: str = Field(min_length=10)
    role: Literal["duty", "exception"] = "duty"
    family: Family = ""  # what it is about; once loaded it is always told
    force: Force
    in_force: InForce = InForce.model_validate({})
    seen: Seen
    reviewed: Reviewed = Reviewed()
    applies: Condition = Condition()
    unless: tuple[PatternText, ...] = ()
    excepts: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    limits: dict[str, Annotated[str, AfterValidator(_limit)]] = Field(default_factory=dict)
    actions: tuple[Action, ...] = ()
    message: str = ""
    note: str = ""
    status_unknown_after: date | None = None
    example: tuple[Example, ...] = ()

    @model_validator(mode="after")
    def _coherent(self) -> "Provision":
        if self.role == "exception" and not self.excepts:
            raise ValueError("an exception says what it lifts\n  hint: add excepts = [ids of provisions of this file]")
        if self.role == "duty" and self.excepts:
            raise ValueError('only an exception has excepts\n  hint: set role = "exception"')
        for name in NAME_IN_MESSAGE.findall(self.message):
            if name not in MESSAGE_NAMES:
                raise ValueError(f"a message has no name {name!r}\n  hint: {near(name, MESSAGE_NAMES)}")
            if self.applies.each is None:
                raise ValueError(f"without each there is no {name}\n  hint: say in `each` which rows the message names")
        for term in self.limits:
            if term not in self.asks:
                raise ValueError(f"it limits {term!r}, which it does not ask for\n  hint: {near(term, self.asks)}")
        return self

    def condition(self) -> Condition:
        """When it applies, with its own `unless` joined."""
        return self.applies.model_copy(update={"unless": (*self.applies.unless, *self.unless)})

    def stands_on(self, day: date) -> Literal["yes", "no", "suspended", "unknown"]:
        """Whether it is in force on a day; `unknown` when a planned change has passed that nobody has looked at."""
        if not in_force(self.in_force.from_, self.in_force.until, day):
            return "no"
        if any(in_force(span.from_, span.until, day) for span in self.in_force.suspended):
            return "suspended"
        if self.status_unknown_after is not None and day >= self.status_unknown_after:
            return "unknown"
        return "yes"


class MemberEntry(Span):
    """A member of a group, with its dates and the scope of its membership."""

    is_: str | tuple[str, ...] = Field(alias="is")
    where: dict[str, str] = Field(default_factory=dict)
    source: str = Field(min_length=3)
    grade: Grade = "none"


class ThresholdEntry(Span):
    """An entry of a control list: every number in `where` must be met."""

    item: str
    gives: str
    where: dict[str, str] = Field(min_length=1)
    source: str = Field(min_length=3)
    grade: Grade = "none"


class Dead(_Entry):
    """Names of instruments that no longer stand: evidence that rests on them is set aside."""

    names: tuple[str, ...]
    until: date
    source: str = ""


class LawFile(_Entry):
    """One file of agreements/law: a body of law."""

    title: str
    jurisdiction: Annotated[str, AfterValidator(_jurisdiction)]
    family: Family = ""
    provision: tuple[Provision, ...] = ()
    group: dict[str, tuple[MemberEntry, ...]] = Field(default_factory=dict)
    threshold: tuple[ThresholdEntry, ...] = ()
    dead: tuple[Dead, ...] = ()
