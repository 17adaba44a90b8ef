"""Asks the facts: yes, no or cannot tell, with the rows that matched and the questions that stayed open."""

import operator
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from agreements.groups import Member, members_about
from agreements.patterns import Condition, Pattern, Test, parse_pattern
from agreements.questions import Question, about_column, about_kind, about_place, is_country, what_moves, word_or_name
from agreements.rows import Facts, Row
from agreements.words import Answer, covers, load_words

__all__ = ["Answer", "Match", "Question", "Reply", "ask", "compared", "holds", "match_of"]

_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
# Which columns say who gives and who receives, for the names in messages and wording.
_ENDS = {
    "flow": ("from", "to"),
    "pair": ("from", "to"),
    "person": ("employer", "host"),
    "item": ("provider", "holder"),
    "data": ("provider", ""),
    "fund": ("", "to"),
    "party": ("id", "id"),
    "actor": ("id", "id"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A row for which a condition holds. In wording and messages its names are match.from, match.to, match.of."""

    row: Row
    from_: str
    to: str
    of: str

    @property
    def tag(self) -> str:
        return self.row.tag

    @property
    def source(self) -> str:
        return self.row.source


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with its grounds: rows that match, rows that might, questions still open, what was assumed."""

    answer: Answer
    matches: tuple[Match, ...] = ()
    perhaps: tuple[Match, ...] = ()
    questions: tuple[Question, ...] = ()
    assumed: tuple[str, ...] = ()


_NO_REPLY = Reply(Answer.NO)


@dataclass(frozen=True, slots=True)
class _Told:
    """An answer with what would settle it, if it is open."""

    answer: Answer
    questions: tuple[Question, ...] = ()

    def inverted(self) -> "_Told":
        return _Told(self.answer.inverted(), self.questions)


_YES, _NO = _Told(Answer.YES), _Told(Answer.NO)


def _weakest(parts: Iterable[_Told]) -> _Told:
    """All of the parts: once one is no, nothing is asked about the others."""
    answer = Answer.YES
    questions: tuple[Question, ...] = ()
    for part in parts:
        if part.answer is Answer.NO:
            return _NO
        if part.answer is Answer.OPEN:
            answer, questions = Answer.OPEN, (*questions, *part.questions)
    return _Told(answer, questions)


def _strongest(parts: Iterable[_Told]) -> _Told:
    """Any of the parts: once one is yes, nothing is asked about the others."""
    answer = Answer.NO
    questions: tuple[Question, ...] = ()
    for part in parts:
        if part.answer is Answer.YES:
            return _YES
        if part.answer is Answer.OPEN:
            answer, questions = Answer.OPEN, (*questions, *part.questions)
    return _Told(answer, questions)


def compared(op: str, number: Decimal, with_: Decimal) -> bool:
    """Whether a comparison of two numbers holds; `op` is one of the signs a pattern may use."""
    return _COMPARISONS[op](number, with_)


def ask(pattern: str | Pattern, facts: Facts) -> Reply:
    """The answer to one pattern. Raises ValueError for a text that is no pattern."""
    parsed = parse_pattern(pattern) if isinstance(pattern, str) else pattern
    known = facts.memory.get(parsed.text)
    if not isinstance(known, Reply):
        known = facts.memory[parsed.text] = _asked(parsed, facts)
    return known


def holds(condition: Condition, facts: Facts) -> Reply:
    """The answer to a condition; with `each`, `matches` are the rows for which the whole of it holds."""
    # Most conditions fail at their first pattern: what cannot change a no is not asked.
    must: list[Reply] = []
    for text in condition.all:
        must.append(ask(text, facts))
        if must[-1].answer is Answer.NO:
            return _NO_REPLY
    lifts = [ask(text, facts) for text in condition.unless]
    lifted = max((reply.answer for reply in lifts), default=Answer.NO)
    if lifted is Answer.YES:
        return _NO_REPLY
    some = [ask(text, facts) for text in condition.any]
    any_of = max((reply.answer for reply in some), default=Answer.YES)
    if any_of is Answer.NO:
        return _NO_REPLY
    each = ask(condition.each, facts) if condition.each is not None else None
    whole = min((any_of, lifted.inverted(), *(reply.answer for reply in must), *((each.answer,) if each else ())))
    if whole is Answer.NO:
        return _NO_REPLY
    # What one alternative has settled is not asked of the others.
    asking = [*must, *(some if any_of is Answer.OPEN else ()), *(lifts if lifted is Answer.OPEN else ())]
    questions = [question for reply in asking if reply.answer is Answer.OPEN for question in reply.questions]
    if each is not None:
        # Further rows that might match stay questions of their own, under an answer that is yes already.
        questions = [*each.questions, *questions]
    parts = [*([each] if each is not None else []), *must, *some, *lifts]
    assumed = tuple(dict.fromkeys(word for reply in parts for word in reply.assumed))
    grounds = [each] if each is not None else [*must, *some]
    matches = tuple(match for reply in grounds for match in reply.matches)
    perhaps = tuple(match for reply in grounds for match in reply.perhaps)
    if whole is Answer.OPEN:
        matches, perhaps = (), (*matches, *perhaps)
    return Reply(whole, matches, perhaps, tuple(dict.fromkeys(questions)), assumed)


def _asked(pattern: Pattern, facts: Facts) -> Reply:
    if pattern.text in facts.affirmed:
        return Reply(Answer.YES)
    if pattern.text in facts.denied:
        return Reply(Answer.NO)
    sure: list[Match] = []
    perhaps: list[Match] = []
    questions: list[Question] = []
    for row in facts.by_kind.get(pattern.kind, ()):
        told = _weakest(_tests_of(pattern, row, facts))
        if told.answer is Answer.YES:
            sure.append(match_of(row, facts))
        elif told.answer is Answer.OPEN:
            perhaps.append(match_of(row, facts))
            questions += told.questions
    if sure or perhaps:
        answer = Answer.YES if sure else Answer.OPEN
        return Reply(answer, tuple(sure), tuple(perhaps), tuple(dict.fromkeys(questions)))
    if pattern.kind in facts.closed or _denied(pattern, facts):
        return Reply(Answer.NO)
    assumed = _assumed(pattern, facts)
    if assumed:
        return Reply(Answer.NO, assumed=assumed)
    return Reply(Answer.OPEN, questions=(about_kind(pattern),))


def _denied(pattern: Pattern, facts: Facts) -> bool:
    words = pattern.places[0].words
    return pattern.kind == "deal" and all(f"deal:{word}" in facts.denied for word in words)


def _assumed(pattern: Pattern, facts: Facts) -> tuple[str, ...]:
    """The assumed-absent words that make the pattern *no*: each word of one of its tests must be assumed absent.

    A word may stand in a place or in a column: `flow:*>*[of=us-bulk]` is covered by an assumption "flow:us-bulk".
    """
    absent = [text.partition(":")[2] for text in facts.assumed_no if text.partition(":")[0] == pattern.kind]
    tests = [*pattern.places, *(test for _, test in pattern.columns if isinstance(test, Test))]
    for test in tests:
        found = [[no for no in absent if covers(no, word) is Answer.YES] for word in test.words]
        if not test.negated and all(found):
            return tuple(dict.fromkeys(f"{pattern.kind}:{nos[0]}" for nos in found))
    return ()


def _tests_of(pattern: Pattern, row: Row, facts: Facts) -> Iterator[_Told]:
    for place, test in enumerate(pattern.places):
        yield _place(test, row, place, facts)
    for name, asked in pattern.columns:
        if isinstance(asked, Test):
            yield _column(name, asked, row, facts)
        elif name not in row.numbers:
            yield _Told(Answer.OPEN, (about_column(name, row),))
        else:
            yield _YES if compared(asked.op, row.numbers[name], asked.number) else _NO


def _place(test: Test, row: Row, place: int, facts: Facts) -> _Told:
    value = row.places[place]
    end = row if row.kind in ("party", "actor") else None
    whose = None
    if row.kind in ("flow", "pair"):
        whose = ("from", "to")[place]
        end = facts.actors.get(row.column(whose) or "")
    open_ = _asking_place(row, place, facts)
    if value is None:
        return _of_unknown(test, open_)
    told = _strongest(_word(word, value, end, open_, whose or "place", row, facts) for word in test.words)
    return told.inverted() if test.negated else told


def _asking_place(row: Row, place: int, facts: Facts) -> _Told:
    """The open answer about an end of a row, made once: hundreds of patterns ask for the same."""
    key = f"place {place} of {id(row)}"
    known = facts.memory.get(key)
    if not isinstance(known, _Told):
        known = facts.memory[key] = _Told(Answer.OPEN, (about_place(row, place, facts),))
    return known


def _of_unknown(test: Test, open_: _Told) -> _Told:
    told = _YES if {"*", "?"} & set(test.words) else open_
    return told.inverted() if test.negated else told


def _column(name: str, test: Test, row: Row, facts: Facts) -> _Told:
    own, _, opened = name.partition(".")
    values = row.columns.get(own)
    key = f"column {own} of {id(row)}"
    known = facts.memory.get(key)
    if not isinstance(known, _Told):
        known = facts.memory[key] = _Told(Answer.OPEN, (about_column(own, row),))
    open_ = known
    if values is None:
        return _of_unknown(test, open_)
    column = load_words().kinds[row.kind].columns[own]
    if column.words == "actor":
        told = _strongest(part for id in values for part in _about_actor(test, id, opened, own, row, open_, facts))
    else:
        told = _strongest(
            (
                *(_word(word, value, None, open_, own, row, facts) for word in test.words for value in values),
                *(_YES for word in test.words if word == "*"),
                *_maybe(test, row, own),
            )
        )
    return told.inverted() if test.negated else told


def _maybe(test: Test, row: Row, column: str) -> Iterator[_Told]:
    """What a column may turn out to hold, once what would settle it is told."""
    for candidate, settled_by in row.maybe.get(column, {}).items():
        if any(covers(word, candidate) is not Answer.NO for word in test.words):
            yield _Told(Answer.OPEN, tuple(about_column(name, row) for name in settled_by))


def _about_actor(
    test: Test, id: str, opened: str, column: str, row: Row, open_: _Told, facts: Facts
) -> Iterator[_Told]:
    """A test of a column that holds an actor: by its id, by the place where it is established, or of a column of it."""
    actor = facts.actors.get(id)
    # People who type a fact may give the country of somebody they cannot name.
    country = actor.places[0] if actor is not None else id if is_country(id) else None
    if opened and opened != "country":
        if actor is None:
            yield _of_unknown(Test(test.words), open_)
            return
        values = actor.columns.get(opened)
        asks = _Told(Answer.OPEN, (about_column(opened, actor),))
        if values is None:
            yield _of_unknown(Test(test.words), asks)
        else:
            yield _strongest(
                _word(word, value, actor, asks, opened, actor, facts) for word in test.words for value in values
            )
        return
    asks = _Told(Answer.OPEN, (about_column("place", actor),)) if actor is not None else open_
    for word in test.words:
        if word == "?":
            yield _NO
        elif word == "*":
            yield _YES
        elif not (word.startswith("@") or is_country(word)):
            yield _YES if word == id else _NO
        elif country is None:
            yield asks
        else:
            yield _word(word, country, actor, asks, column, row, facts)


def _word(word: str, value: str, end: Row | None, open_: _Told, column: str, row: Row, facts: Facts) -> _Told:
    """A word against a value that is known; `end` is the actor there, of whom the scope of a group is asked."""
    if word == "*":
        return _YES
    if word == "?":
        return _NO
    if word.startswith("@"):
        return _strongest(
            _member(member, answer, end, open_, column, row, facts)
            for member, answer in members_about(word[1:], value, facts.as_of, facts.packs)
        )
    answer = covers(word, value)
    return open_ if answer is Answer.OPEN else _Told(answer)


def _member(
    member: Member, answer: Answer, end: Row | None, open_: _Told, column: str, row: Row, facts: Facts
) -> _Told:
    """Membership has a scope: the member's `where` must hold for the actor at the same end."""
    if not member.where:
        return open_ if answer is Answer.OPEN else _YES
    here = open_ if answer is Answer.OPEN else _YES
    if end is None:
        # Nobody was named there, so who it is must be told before its scope can be.
        return _Told(Answer.OPEN, (about_column(column, row),))
    scope = (
        _column(name, Test(tuple(word.lstrip("!").split("|")), word.startswith("!")), end, facts)
        for name, word in member.where
    )
    return _weakest((here, *scope))


def match_of(row: Row, facts: Facts) -> Match:
    """The names of a row as people read them: actors where known, else countries."""
    ends = _ENDS.get(row.kind, ("", ""))
    names = [_name_of(row, column, place, facts) for place, column in enumerate(ends)]
    return Match(row, names[0], names[1], what_moves(row))


def _name_of(row: Row, column: str, place: int, facts: Facts) -> str:
    ids = row.columns.get(column) or ()
    named = [facts.names.get(id) or (word_or_name(id) if is_country(id) else "") for id in ids]
    if any(named):
        return " and ".join(name for name in named if name)
    code = row.places[place] if place < len(row.places) else row.places[0]
    return word_or_name(code) if code is not None and is_country(code) else "somebody not named"
