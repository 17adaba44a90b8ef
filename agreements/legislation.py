"""The law as it is asked: provisions with force and dates, groups and thresholds, and what they ask of given facts."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

from agreements.asking import Answer, Match, Question, Reply, ask, holds
from agreements.families import families_of
from agreements.groups import Member, Threshold
from agreements.law_checks import mistakes_in
from agreements.patterns import parse_pattern
from agreements.provisions import (
    COMPARISON,
    FORCES,
    LIMIT,
    MESSAGE_NAMES,
    NAME_IN_MESSAGE,
    Action,
    Example,
    Force,
    Grade,
    LawFile,
    MemberEntry,
    Provision,
    ThresholdEntry,
)
from agreements.rows import Facts
from clauses.errors import ContentError
from clauses.index import index
from clauses.source import Table, read_toml, validated

__all__ = [
    "FORCES",
    "Action",
    "Applied",
    "Asked",
    "Example",
    "Force",
    "Grade",
    "Law",
    "Provision",
    "asked_terms",
    "build_law",
    "load_law",
    "strictest",
]

FOLDER = Path(__file__).with_name("law")


@dataclass(frozen=True, slots=True)
class Applied:
    """A provision asked of given facts on a day. `settled` is false while its status is unknown."""

    provision: Provision
    answer: Answer
    matches: tuple[Match, ...] = ()
    perhaps: tuple[Match, ...] = ()
    questions: tuple[Question, ...] = ()
    assumed: tuple[str, ...] = ()
    settled: bool = True
    lifted_by: tuple[str, ...] = ()

    @property
    def messages(self) -> tuple[str, ...]:
        """The provision's message: with `each` once for every row it matched, else once."""
        if not self.provision.message or self.answer is not Answer.YES:
            return ()
        if self.provision.applies.each is None:
            return (self.provision.message,)
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
        """Every duty asked of the facts on their day, less its exceptions; duties not in force are left out."""
        found: list[Applied] = []
        for id, provision in self.provisions.items():
            if provision.role != "duty":
                continue
            standing = provision.stands_on(facts.as_of)
            if standing in ("no", "suspended"):
                continue
            reply = holds(provision.condition(), facts)
            applied = Applied(
                provision,
                reply.answer,
                reply.matches,
                reply.perhaps,
                reply.questions,
                reply.assumed,
                settled=standing == "yes",
            )
            found.append(self._lifted(id, applied, facts))
        return tuple(found)

    @cached_property
    def exceptions(self) -> Mapping[str, tuple[tuple[str, Provision], ...]]:
        """The exceptions of each duty, by its id; they stand in the same file."""
        found: dict[str, list[tuple[str, Provision]]] = {}
        for id, provision in self.provisions.items():
            if provision.role == "exception":
                for name in provision.excepts:
                    found.setdefault(f"{id.partition('/')[0]}/{name}", []).append((id, provision))
        return {id: tuple(entries) for id, entries in found.items()}

    def _lifted(self, id: str, applied: Applied, facts: Facts) -> Applied:
        """The duty after its exceptions: rows lifted, the whole lifted, or left open."""
        for other, exception in self.exceptions.get(id, ()):
            if applied.answer is Answer.NO or exception.stands_on(facts.as_of) != "yes":
                continue
            reply = holds(exception.condition(), facts)
            applied = _after_exception(applied, other, exception, reply, facts)
        return applied


def _after_exception(applied: Applied, id: str, exception: Provision, reply: Reply, facts: Facts) -> Applied:
    if reply.answer is Answer.NO:
        return applied
    lifted_by = (*applied.lifted_by, id)
    duty_each, exception_each = applied.provision.applies.each, exception.applies.each
    if duty_each is None or exception_each is None or _kind(duty_each) != _kind(exception_each):
        if reply.answer is Answer.YES:
            return replace(applied, answer=Answer.NO, matches=(), perhaps=(), questions=(), lifted_by=lifted_by)
        perhaps = (*applied.matches, *applied.perhaps)
        questions = _distinct(applied.questions, reply.questions)
        return replace(
            applied, answer=Answer.OPEN, matches=(), perhaps=perhaps, questions=questions, lifted_by=lifted_by
        )
    lifted = [match.row for match in reply.matches]
    doubtful = [match.row for match in reply.perhaps]
    left = tuple(match for match in applied.matches if match.row not in (*lifted, *doubtful))
    waiting = tuple(match for match in applied.matches if match.row in doubtful)
    perhaps = (*waiting, *(match for match in applied.perhaps if match.row not in lifted))
    if left or perhaps:
        answer = applied.answer if left else Answer.OPEN
        asks_more = bool(waiting) or any(match.row in doubtful for match in perhaps)
        questions = _distinct(applied.questions, reply.questions if asks_more else ())
    else:
        # Every row that is known is lifted; others may exist while their kind is open.
        others = ask(duty_each, replace(facts, rows=tuple(row for row in facts.rows if row not in lifted)))
        answer = min(others.answer, Answer.OPEN) if applied.matches or applied.perhaps else applied.answer
        questions = () if answer is Answer.NO else _distinct(applied.questions, others.questions)
    return replace(applied, answer=answer, matches=left, perhaps=perhaps, questions=questions, lifted_by=lifted_by)


def _kind(pattern: str) -> str:
    return parse_pattern(pattern).kind


def _distinct(*questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(question for some in questions for question in some))


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


def terms_to_draft(applied: Iterable[Applied]) -> Mapping[str, tuple[Applied, ...]]:
    """The terms that belong into a draft, with what asks for them.

    Content and grant law asks as soon as it may apply; conduct law where it surely does and its text was seen: what
    would be held against our own draft goes in. Practice is offered and never drafted by itself.
    """
    found: dict[str, list[Applied]] = {}
    for application in applied:
        force, seen = application.provision.force, application.provision.seen.grade
        sure = application.answer is Answer.YES and application.settled and seen != "none"
        may = application.answer >= Answer.OPEN and force in ("content", "grant")
        if may or (sure and force == "conduct"):
            for term in application.provision.asks:
                found.setdefault(term, []).append(application)
    return {term: tuple(entries) for term, entries in sorted(found.items())}


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
        match = LIMIT.match(text)
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
    return NAME_IN_MESSAGE.sub(lambda found: str(getattr(match, MESSAGE_NAMES[found[1]])), text)


@cache
def load_law(packs: tuple[Path, ...] = ()) -> Law:
    """The law that ships with the package and that of packs. Raises ContentError with every mistake of a file."""
    folders = ((FOLDER, "agreements/law"), *((pack / "law", str(pack / "law")) for pack in packs))
    tables: dict[str, Table] = {}
    paths: list[Path] = []
    for folder, shown in folders:
        for path in sorted(folder.glob("*.toml")):
            if path.stem in tables:
                problem = f"{tables[path.stem].path} is that body of law already"
                raise ContentError.of(f"{shown}/{path.name}", problem, hint="rename it")
            tables[path.stem] = read_toml(path, f"{shown}/{path.name}")
            paths.append(path)
    law = build_law(tables.items(), sound={path.stem for path in paths if index().is_sound(path)})
    if not packs:  # a group of a pack could make up for one that is missing here
        for path in paths:
            index().found_sound(path)
    return law


def build_law(tables: Iterable[tuple[str, Table]], sound: AbstractSet[str] = frozenset()) -> Law:
    """The law in parsed tables, by file name; in those named `sound` nothing was wrong when last looked at.

    Raises ContentError with every mistake of the first faulty file.
    """
    files = [(stem, table, validated(LawFile, table)) for stem, table in tables]
    groups: dict[str, list[Member]] = {}
    for stem, _, file in files:
        for name, members in file.group.items():
            groups.setdefault(name, []).extend(_members(members, stem))
    for stem, table, file in files:
        if stem in sound:
            continue
        mistakes = list(mistakes_in(table, file, groups))
        if mistakes:
            raise ContentError(mistakes)
    provisions = {
        f"{stem}/{provision.id}": provision.model_copy(update={"id": f"{stem}/{provision.id}", "family": family})
        for stem, _, file in files
        for provision, family in zip(file.provision, families_of(stem, file).values(), strict=True)
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


def _members(entries: Iterable[MemberEntry], stem: str) -> Iterator[Member]:
    for entry in entries:
        for code in (entry.is_,) if isinstance(entry.is_, str) else entry.is_:
            where = tuple(entry.where.items())
            yield Member(code, entry.from_ or date.min, entry.until, where, entry.source, entry.grade, stem)


def _threshold(entry: ThresholdEntry, stem: str) -> Threshold:
    where = []
    for name, said in entry.where.items():
        for part in said.split("&"):
            match = COMPARISON.match(part.strip())
            assert match is not None
            where.append((name, match[1], Decimal(match[2])))
    return Threshold(
        entry.item, entry.gives, tuple(where), entry.from_ or date.min, entry.until, entry.source, entry.grade, stem
    )
