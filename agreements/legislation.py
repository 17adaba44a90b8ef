"""The law: provisions with force, dates and conditions, dated groups and thresholds, and what they ask of given facts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from agreements.asking import Answer, Match, Question, Reply, holds
from agreements.groups import Member, Threshold, in_force
from agreements.patterns import Condition, PatternText, parse_pattern
from agreements.rows import Facts
from agreements.words import load_words
from clauses.errors import ContentError, Mistake, near
from clauses.source import Table, read_toml, validated

FOLDER = Path(__file__).with_name("law")

Force = Literal["content", "grant", "condition", "conduct", "practice"]
Grade = Literal["official", "secondary", "none"]
FORCES: tuple[Force, ...] = ("content", "grant", "condition", "conduct", "practice")  # strongest first

_NAME_IN_MESSAGE = re.compile(r"\{\{\s*([^}]*?)\s*\}\}")
_MESSAGE_NAMES = {"match.from": "from_", "match.to": "to", "match.of": "of"}
_NUMBER = re.compile(r"^(>=|<=|=|>|<)\s*([0-9.eE-]+)$")
_LIMIT = re.compile(r"^at (most|least) (\d+) (hour|day|month|year)s?$")


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
        for before, after in zip(ordered, ordered[1:], strict=False):
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
    if not _LIMIT.match(text):
        raise ValueError(f"{text!r} is not a limit\n  hint: write at most 24 hours, or at least 5 years")
    return text


class Provision(_Entry):
    """One thing a body of law (or good practice) says, when it applies, with what force, and what follows."""

    id: str
    cite: str = Field(min_length=3)
    says: str = Field(min_length=10)
    role: Literal["duty", "exception"] = "duty"
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
        for name in _NAME_IN_MESSAGE.findall(self.message):
            if name not in _MESSAGE_NAMES:
                raise ValueError(f"a message has no name {name!r}\n  hint: {near(name, _MESSAGE_NAMES)}")
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


class _MemberEntry(Span):
    is_: str | tuple[str, ...] = Field(alias="is")
    where: dict[str, str] = Field(default_factory=dict)
    source: str = Field(min_length=3)
    grade: Grade = "none"


class _ThresholdEntry(Span):
    item: str
    gives: str
    where: dict[str, str] = Field(min_length=1)
    source: str = Field(min_length=3)
    grade: Grade = "none"


class _Dead(_Entry):
    names: tuple[str, ...]
    until: date
    source: str = ""


class _File(_Entry):
    title: str
    jurisdiction: str
    provision: tuple[Provision, ...] = ()
    group: dict[str, tuple[_MemberEntry, ...]] = Field(default_factory=dict)
    threshold: tuple[_ThresholdEntry, ...] = ()
    dead: tuple[_Dead, ...] = ()


@dataclass(frozen=True, slots=True)
class Applied:
    """A provision asked of given facts on a day. `settled` is false while its status is unknown."""

    provision: Provision
    answer: Answer
    matches: tuple[Match, ...] = ()
    questions: tuple[Question, ...] = ()
    assumed: tuple[str, ...] = ()
    settled: bool = True
    lifted_by: tuple[str, ...] = ()

    @property
    def messages(self) -> tuple[str, ...]:
        """The provision's message, once for every row it matched."""
        if not self.provision.message:
            return ()
        return tuple(_message(self.provision.message, match) for match in self.matches)


@dataclass(frozen=True, slots=True)
class Asked:
    """A term with everything that asks for it: strongest force first."""

    term: str
    applied: tuple[Applied, ...]

    @property
    def force(self) -> Force:
        return min((a.provision.force for a in self.applied), key=FORCES.index)

    @property
    def matches(self) -> tuple[Match, ...]:
        """The rows of all provisions that ask for the term, each once."""
        return _once(match for application in self.applied for match in application.matches)


@dataclass(frozen=True)
class Law:
    """Everything the law files say. Provisions by "file/id", titles by file."""

    provisions: Mapping[str, Provision]
    groups: Mapping[str, tuple[Member, ...]]
    thresholds: tuple[Threshold, ...]
    dead: tuple[tuple[tuple[str, ...], date], ...]
    titles: Mapping[str, str]
    jurisdictions: Mapping[str, str]

    def apply(self, facts: Facts) -> tuple[Applied, ...]:
        """Every duty asked of the facts on their day, exceptions taken into account; duties not in force are left out."""
        found: list[Applied] = []
        for id, provision in self.provisions.items():
            if provision.role != "duty":
                continue
            standing = provision.stands_on(facts.as_of)
            if standing in ("no", "suspended"):
                continue
            reply = holds(provision.condition(), facts)
            applied = Applied(provision, reply.answer, reply.matches, reply.questions, reply.assumed, standing == "yes")
            found.append(self._lifted(id, applied, facts))
        return tuple(found)

    def _lifted(self, id: str, applied: Applied, facts: Facts) -> Applied:
        """The duty after its exceptions: rows lifted, the whole lifted, or left open."""
        file, _, name = id.partition("/")
        for other, exception in self.provisions.items():
            if applied.answer is Answer.NO or exception.role != "exception" or other.partition("/")[0] != file:
                continue
            if name not in exception.excepts or exception.stands_on(facts.as_of) != "yes":
                continue
            reply = holds(exception.condition(), facts)
            applied = _after_exception(applied, other, exception, reply)
        return applied


def _after_exception(applied: Applied, id: str, exception: Provision, reply: Reply) -> Applied:
    if reply.answer is Answer.NO:
        return applied
    by_row = (
        exception.applies.each is not None
        and applied.provision.applies.each is not None
        and parse_pattern(exception.applies.each).kind == parse_pattern(applied.provision.applies.each).kind
    )
    lifted_by = (*applied.lifted_by, id)
    if not by_row:
        answer = Answer.NO if reply.answer is Answer.YES else min(applied.answer, Answer.OPEN)
        questions = () if answer is Answer.NO else (*applied.questions, *reply.questions)
        return Applied(applied.provision, answer, (), questions, applied.assumed, applied.settled, lifted_by)
    lifted = [match.row for match in reply.matches]
    doubtful = [match.row for match in reply.perhaps]
    left = tuple(match for match in applied.matches if match.row not in lifted and match.row not in doubtful)
    waiting = [match for match in applied.matches if match.row in doubtful]
    if left:
        answer = Answer.YES
    elif waiting:
        answer = Answer.OPEN
    else:
        answer = Answer.NO if applied.answer is Answer.YES else applied.answer
    questions = (*applied.questions, *(reply.questions if waiting else ()))
    return Applied(
        applied.provision,
        answer,
        left,
        questions if answer is not Answer.NO else (),
        applied.assumed,
        applied.settled,
        lifted_by,
    )


def asked_terms(applied: Iterable[Applied], *, at_least: Answer = Answer.YES) -> Mapping[str, Asked]:
    """The terms asked for by provisions whose answer is at least this, by term."""
    found: dict[str, list[Applied]] = {}
    for application in applied:
        if application.answer >= at_least:
            for term in application.provision.asks:
                found.setdefault(term, []).append(application)
    return {
        term: Asked(term, tuple(sorted(entries, key=lambda a: (FORCES.index(a.provision.force), a.provision.id))))
        for term, entries in sorted(found.items())
    }


def strictest(term: str, applied: Iterable[Applied]) -> tuple[int, str] | None:
    """The strictest limit that applying provisions set for a term, as (number, unit); None where none does.

    "At most" is strictest when smallest, "at least" when largest; hours and days are compared in hours.
    """
    hours = {"hour": 1, "day": 24, "month": 730, "year": 8_760}
    best: tuple[int, int, str] | None = None
    for application in applied:
        text = application.provision.limits.get(term)
        if text is None or application.answer is not Answer.YES:
            continue
        match = _LIMIT.match(text)
        assert match is not None
        size = int(match[2]) * hours[match[3]]
        weight = -size if match[1] == "most" else size
        if best is None or weight > best[0]:
            best = (weight, int(match[2]), match[3])
    return None if best is None else (best[1], best[2])


def _once(matches: Iterable[Match]) -> tuple[Match, ...]:
    found: list[Match] = []
    for match in matches:
        if match not in found:
            found.append(match)
    return tuple(found)


def _message(text: str, match: Match) -> str:
    return _NAME_IN_MESSAGE.sub(lambda found: str(getattr(match, _MESSAGE_NAMES[found[1]])), text)


@cache
def load_law(packs: tuple[Path, ...] = ()) -> Law:
    """The law that ships with the package and that of packs. Raises ContentError with every mistake of a file."""
    folders = (FOLDER, *(pack / "law" for pack in packs))
    tables = [
        (path.stem, read_toml(path, f"agreements/law/{path.name}"))
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.glob("*.toml"))
    ]
    return build_law(tables)


def build_law(tables: Iterable[tuple[str, Table]]) -> Law:
    """The law in parsed tables, by file name. Raises ContentError with every mistake of the first faulty file."""
    files = [(stem, table, validated(_File, table)) for stem, table in tables]
    groups: dict[str, list[Member]] = {}
    for _, _, file in files:
        for name, members in file.group.items():
            groups.setdefault(name, []).extend(_members(members))
    for _, table, file in files:
        mistakes = list(_mistakes(table, file, groups))
        if mistakes:
            raise ContentError(mistakes)
    provisions = {
        f"{stem}/{provision.id}": provision.model_copy(update={"id": f"{stem}/{provision.id}"})
        for stem, _, file in files
        for provision in file.provision
    }
    thresholds = [_threshold(entry, stem) for stem, _, file in files for entry in file.threshold]
    return Law(
        provisions=provisions,
        groups={name: tuple(members) for name, members in groups.items()},
        thresholds=tuple(thresholds),
        dead=tuple((entry.names, entry.until) for _, _, file in files for entry in file.dead),
        titles={stem: file.title for stem, _, file in files},
        jurisdictions={stem: file.jurisdiction for stem, _, file in files},
    )


def _members(entries: Iterable[_MemberEntry]) -> Iterator[Member]:
    for entry in entries:
        for code in (entry.is_,) if isinstance(entry.is_, str) else entry.is_:
            yield Member(
                code, entry.from_ or date.min, entry.until, tuple(entry.where.items()), entry.source, entry.grade
            )


def _threshold(entry: _ThresholdEntry, stem: str) -> Threshold:
    where = []
    for name, said in entry.where.items():
        for part in said.split("&"):
            match = _NUMBER.match(part.strip())
            assert match is not None
            where.append((name, match[1], Decimal(match[2])))
    return Threshold(
        entry.item, entry.gives, tuple(where), entry.from_ or date.min, entry.until, entry.source, entry.grade, stem
    )


def _mistakes(table: Table, file: _File, groups: Mapping[str, list[Member]]) -> Iterator[Mistake]:
    words = load_words()
    ids = [provision.id for provision in file.provision]
    for index, provision in enumerate(file.provision):
        line = table.line(("provision", index, "id"))
        if ids.index(provision.id) != index:
            yield Mistake(table.path, f"provision {provision.id!r} stands twice", line, "give each its own id")
        for name in provision.excepts:
            if name not in ids:
                yield Mistake(
                    table.path,
                    f"{provision.id}: excepts names no provision of this file: {name!r}",
                    line,
                    near(name, ids),
                )
        for text in provision.condition().patterns():
            for group in parse_pattern(text).groups():
                if group not in groups:
                    where = table.line(("provision", index, "applies")) or line
                    yield Mistake(table.path, f"{provision.id}: there is no group @{group}", where, near(group, groups))
    for name, members in file.group.items():
        seen: dict[tuple[str, tuple[tuple[str, str], ...]], list[_MemberEntry]] = {}
        for index, entry in enumerate(members):
            line = table.line(("group", name, index)) or table.line(("group", name))
            for code in (entry.is_,) if isinstance(entry.is_, str) else entry.is_:
                if code[:1].isupper() and (hint := words.check_word("country", code)) is not None:
                    yield Mistake(table.path, f"group {name}: there is no country {code!r}", line, hint)
                for other in seen.get((code, tuple(entry.where.items())), ()):
                    if _overlap(entry, other):
                        yield Mistake(
                            table.path,
                            f"group {name}: {code} is a member twice on the same day",
                            line,
                            "end one with until",
                        )
                seen.setdefault((code, tuple(entry.where.items())), []).append(entry)
    for index, threshold in enumerate(file.threshold):
        line = table.line(("threshold", index))
        for value, words_name in ((threshold.item, "item"), (threshold.gives, "listed")):
            hint = words.check_word(words_name, value)
            if hint is not None:
                yield Mistake(table.path, f"threshold: there is no word {value!r} for {words_name}", line, hint)
        for name, said in threshold.where.items():
            if name not in words.kinds["item"].numbers:
                yield Mistake(
                    table.path,
                    f"threshold: an item has no number {name!r}",
                    line,
                    near(name, words.kinds["item"].numbers),
                )
            if not all(_is_comparison(part) for part in said.split("&")):
                yield Mistake(
                    table.path,
                    f"threshold: {said!r} is not a comparison of {name}",
                    line,
                    'write ">=34" or ">=34 & <100"',
                )


def _is_comparison(text: str) -> bool:
    match = _NUMBER.match(text.strip())
    if match is None:
        return False
    try:
        Decimal(match[2])
    except InvalidOperation:
        return False
    return True


def _overlap(one: Span, other: Span) -> bool:
    return (one.from_ or date.min) < (other.until or date.max) and (other.from_ or date.min) < (one.until or date.max)
