"""Asks the facts: yes, no or cannot tell, with the rows that matched and the questions that stayed open."""

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from agreements.groups import Member, members_on
from agreements.patterns import Comparison, Condition, Pattern, Test, parse_pattern
from agreements.rows import Facts, Row
from agreements.words import Answer, country_name, covers, load_words

__all__ = ["Answer", "Match", "Question", "Reply", "ask", "holds"]

_OPS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is not known: `key` is its place ("people.visitors.authorisation"), `text` how it is asked."""

    key: str
    text: str


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
    """An answer with its grounds: rows that match, rows that might, questions under an open answer, what was assumed."""

    answer: Answer
    matches: tuple[Match, ...] = ()
    perhaps: tuple[Match, ...] = ()
    questions: tuple[Question, ...] = ()
    assumed: tuple[str, ...] = ()


def ask(pattern: str | Pattern, facts: Facts) -> Reply:
    """The answer to one pattern. Raises ValueError for a text that is no pattern."""
    parsed = parse_pattern(pattern) if isinstance(pattern, str) else pattern
    known = facts.memory.get(parsed.text)
    if not isinstance(known, Reply):
        known = facts.memory[parsed.text] = _asked(parsed, facts)
    return known


def holds(condition: Condition, facts: Facts) -> Reply:
    """The answer to a condition; with `each`, `matches` are the rows for which the whole of it holds."""
    each = ask(condition.each, facts) if condition.each is not None else None
    must = [ask(text, facts) for text in condition.all]
    some = [ask(text, facts) for text in condition.any]
    lifts = [ask(text, facts) for text in condition.unless]
    answers = [reply.answer for reply in must]
    if some:
        answers.append(max(reply.answer for reply in some))
    if lifts:
        answers.append(max(reply.answer for reply in lifts).inverted())
    rest = min(answers, default=Answer.YES)
    whole = min(rest, each.answer) if each is not None else rest
    if whole is Answer.NO:
        return Reply(Answer.NO)
    parts = [*([each] if each is not None else []), *must, *some, *lifts]
    questions = _distinct(q for reply in parts if reply.answer is Answer.OPEN for q in reply.questions)
    if each is not None and each.answer is Answer.YES:
        # Further rows that might match stay questions of their own, under an answer that is yes already.
        questions = _distinct((*questions, *each.questions))
    assumed = tuple(dict.fromkeys(word for reply in parts for word in reply.assumed))
    matches = each.matches if each is not None else tuple(match for reply in must for match in reply.matches)
    perhaps = each.perhaps if each is not None else tuple(match for reply in must for match in reply.perhaps)
    return Reply(
        whole,
        matches if whole is Answer.YES else (),
        perhaps if whole is Answer.YES else (*matches, *perhaps),
        questions,
        assumed,
    )


def _distinct(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(questions))


def _asked(pattern: Pattern, facts: Facts) -> Reply:
    if pattern.text in facts.affirmed:
        return Reply(Answer.YES)
    if pattern.text in facts.denied:
        return Reply(Answer.NO)
    sure: list[Match] = []
    perhaps: list[Match] = []
    questions: list[Question] = []
    for row in facts.by_kind.get(pattern.kind, ()):
        asked: list[Question] = []
        answer = _row_answer(pattern, row, facts, asked)
        if answer is Answer.YES:
            sure.append(match_of(row, facts))
        elif answer is Answer.OPEN:
            perhaps.append(match_of(row, facts))
            questions += asked
    if sure:
        return Reply(Answer.YES, tuple(sure), tuple(perhaps), _distinct(questions))
    if perhaps:
        return Reply(Answer.OPEN, (), tuple(perhaps), _distinct(questions))
    if pattern.kind in facts.closed or _denied(pattern, facts):
        return Reply(Answer.NO)
    assumed = _assumed(pattern, facts)
    if assumed:
        return Reply(Answer.NO, assumed=assumed)
    return Reply(Answer.OPEN, questions=(_kind_question(pattern),))


def _denied(pattern: Pattern, facts: Facts) -> bool:
    words = pattern.places[0].words
    return pattern.kind == "deal" and all(f"deal:{word}" in facts.denied for word in words)


def _assumed(pattern: Pattern, facts: Facts) -> tuple[str, ...]:
    """The assumed-absent words that make the pattern *no*: every word it could match must be assumed absent.

    A word may stand in a place or in a column, so that `flow:*>*[of=us-bulk]` is covered by an assumption "flow:us-bulk".
    """
    tests = [*pattern.places, *(test for _, test in pattern.columns if isinstance(test, Test))]
    for test in tests:
        if test.negated:
            continue
        found = [
            assumed
            for word in test.words
            for assumed in facts.assumed_no
            if assumed.partition(":")[0] == pattern.kind and covers(assumed.partition(":")[2], word) is Answer.YES
        ]
        if found and len({word for word in test.words}) <= len(found):
            return tuple(dict.fromkeys(found))
    return ()


def _row_answer(pattern: Pattern, row: Row, facts: Facts, asked: list[Question]) -> Answer:
    answer = Answer.YES
    for place, test in enumerate(pattern.places):
        value = row.places[place]
        end = _end(row, place, facts)
        answer = min(
            answer, _test_answer(test, None if value is None else (value,), (), end, facts, row, "place", asked)
        )
        if answer is Answer.NO:
            return answer
    for name, test in pattern.columns:
        if isinstance(test, Comparison):
            answer = min(answer, _number_answer(name, test, row, asked))
        else:
            answer = min(answer, _column_answer(name, test, row, facts, asked))
        if answer is Answer.NO:
            return answer
    return answer


def _end(row: Row, place: int, facts: Facts) -> Row | None:
    """The actor at an end of a row: the row itself for a party, who sends or receives for a flow."""
    if row.kind in ("party", "actor"):
        return row
    if row.kind in ("flow", "pair"):
        id = row.column("from" if place == 0 else "to")
        return facts.actors.get(id) if id else None
    return None


def _number_answer(name: str, test: Comparison, row: Row, asked: list[Question]) -> Answer:
    if name not in row.numbers:
        asked.append(_column_question(name, row))
        return Answer.OPEN
    return Answer.YES if _OPS[test.op](row.numbers[name], test.number) else Answer.NO


def _column_answer(name: str, test: Test, row: Row, facts: Facts, asked: list[Question]) -> Answer:
    own, _, opened = name.partition(".")
    values = row.columns.get(own)
    column = load_words().kinds[row.kind].columns.get(own)
    if column is None or column.words != "actor":
        return _test_answer(test, values, row.maybe.get(own, ()), _end(row, 0, facts), facts, row, own, asked)
    if values is None:
        if not (test.words == ("*",) and not test.negated):
            asked.append(_column_question(own, row))
            return Answer.OPEN
        return Answer.OPEN
    answers = []
    for id in values:
        actor = facts.actors.get(id)
        if opened:
            if actor is None:
                answers.append(Answer.OPEN)
            elif opened == "country":
                answers.append(_test_answer(test, _one(actor.places[0]), (), actor, facts, actor, "place", asked))
            else:
                answers.append(_test_answer(test, actor.columns.get(opened), (), actor, facts, actor, opened, asked))
        else:
            # An actor is known by its id and by where it is established.
            told = [id, *([actor.places[0]] if actor is not None and actor.places[0] else [])]
            answers.append(_test_answer(test, tuple(told), (), actor, facts, actor or row, "place", asked))
    return max(answers, default=Answer.NO)


def _one(value: str | None) -> tuple[str, ...] | None:
    return None if value is None else (value,)


def _test_answer(
    test: Test,
    values: tuple[str, ...] | None,
    maybe: tuple[str, ...],
    end: Row | None,
    facts: Facts,
    row: Row,
    column: str,
    asked: list[Question],
) -> Answer:
    before = len(asked)
    if test.words == ("*",):
        answer = Answer.YES
    elif test.words == ("?",):
        answer = Answer.YES if values is None else Answer.NO
    elif values is None:
        answer = Answer.OPEN
        asked.append(_column_question(column, row))
    else:
        answer = (
            max(_word_answer(word, value, end, facts, asked) for word in test.words for value in values)
            if values
            else Answer.NO
        )
        if answer is Answer.NO and any(
            _word_answer(word, value, end, facts, asked) is Answer.YES for word in test.words for value in maybe
        ):
            answer = Answer.OPEN
        if answer is Answer.OPEN and len(asked) == before:
            asked.append(_column_question(column, row))
    if answer is not Answer.OPEN:
        del asked[before:]
    return answer.inverted() if test.negated else answer


def _word_answer(word: str, value: str, end: Row | None, facts: Facts, asked: list[Question]) -> Answer:
    if word == "*":
        return Answer.YES
    if not word.startswith("@"):
        return covers(word, value)
    answers = [_member_answer(member, value, end, facts, asked) for member in members_on(word[1:], facts.as_of)]
    return max(answers, default=Answer.NO)


def _member_answer(member: Member, value: str, end: Row | None, facts: Facts, asked: list[Question]) -> Answer:
    """Membership has a scope: the member's `where` must hold for the actor at the same end."""
    answer = covers(member.is_, value)
    if answer is Answer.NO or not member.where:
        return answer
    for column, word in member.where:
        if end is None:
            return Answer.OPEN
        test = Test(tuple(word.lstrip("!").split("|")), word.startswith("!"))
        answer = min(answer, _test_answer(test, end.columns.get(column), (), end, facts, end, column, asked))
    return answer


def match_of(row: Row, facts: Facts) -> Match:
    """The names of a row as people read them: actors where known, else countries."""
    ends = []
    for place in range(2):
        id = row.column("from" if place == 0 else "to") if row.kind in ("flow", "pair") else row.column("id")
        code = row.places[place] if place < len(row.places) else None
        ends.append(
            facts.names.get(id or "", "")
            or (country_name(code) if code and code[:2].isupper() else code or "an unknown place")
        )
    return Match(row, ends[0], ends[1], _of(row))


def _of(row: Row) -> str:
    value = row.columns.get("of") or (row.places[0] or "",)
    return " and ".join(word.replace("-", " ") for word in value)


def _column_question(column: str, row: Row) -> Question:
    kind = load_words().kinds[row.kind]
    id = row.column("id") or ">".join(place or "?" for place in row.places)
    key = f"{kind.section or row.kind}.{id}.{'country' if column == 'place' else column}"
    if column == "place":
        text = kind.place_question
    elif column in kind.numbers:
        text = f"What is the {column.replace('-', ' ')} ({kind.numbers[column]}) of {{who}}?"
    else:
        text = kind.columns[column].question if column in kind.columns else ""
    said = row.name or id
    text = text or f"What is the {column.replace('-', ' ')} of {{who}}?"
    ends = {"from": row.places[0] or "?", "to": row.places[-1] or "?"}
    of = _of(row) or "this"
    return Question(key, text.format(who=said, of=of, **ends))


def _kind_question(pattern: Pattern) -> Question:
    table = load_words()
    if pattern.kind == "deal":
        word = pattern.places[0].words[0]
        return Question(
            f"deal.{word}", table.questions.get(word, f"Is this true of the project: {word.replace('-', ' ')}?")
        )
    kind = table.kinds[pattern.kind]
    return Question(kind.section or pattern.kind, kind.question or f"Is there anything of the kind {pattern.kind}?")
