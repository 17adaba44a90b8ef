"""Asking facts: the six rules, the three kinds of unknown, groups with scope, conditions, and what is asked back."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest

from agreements import legislation
from agreements.asking import Answer, ask, holds
from agreements.groups import members_about, members_on
from agreements.legislation import build_law
from agreements.patterns import Condition
from agreements.rows import Facts, Row
from clauses.source import parse_toml

DAY = date(2026, 11, 24)
GROUPS = """
title = "Groups for tests"
jurisdiction = "EU"

[[group.eea]]
is = ["DE", "NO"]
source = "an invented list"

[[group.eu-adequate]]
is = "CH"
source = "an invented list"

[[group.eu-adequate]]
is = "CA"
where = { kind = "company" }
source = "an invented list"

[[group.eu-adequate]]
is = "US"
from = 2023-07-10
where = { certified = "dpf" }
source = "an invented list"

[[group.eu-adequate]]
is = "GB"
until = 2026-11-24
source = "an invented list"
"""


@pytest.fixture(autouse=True)
def groups(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    law = build_law([("sample", parse_toml(GROUPS, "sample.toml"))])
    monkeypatch.setattr(legislation, "load_law", lambda packs=(): law)
    members_on.cache_clear()
    members_about.cache_clear()
    yield
    members_on.cache_clear()
    members_about.cache_clear()


def row(kind: str, /, *places: str | None, numbers: dict[str, str] | None = None, **columns: str | None) -> Row:
    """A row; a column "a|b" has two values, None is unknown, underscores are hyphens."""
    told = {
        name.strip("_").replace("_", "-"): None if value is None else tuple(value.split("|"))
        for name, value in columns.items()
    }
    return Row(kind, places, told, {name: Decimal(value) for name, value in (numbers or {}).items()}, name="it")


def body(id: str, country: str | None, /, **columns: str | None) -> Row:
    return row("actor", country, numbers=None, id=id, **columns)


def facts(*rows: Row, closed: str = "", assumed: str = "", day: date = DAY) -> Facts:
    return Facts(rows, frozenset(closed.split()), day, assumed_no=frozenset(assumed.split()))


# The rules


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("party:US", Answer.YES),
        ("party:US-MI", Answer.YES),
        ("party:US-CA", Answer.NO),
        ("party:CA-QC", Answer.OPEN),
        ("party:DE", Answer.NO),
        ("party:!US", Answer.YES),
        ("party:!US|CA", Answer.NO),
        ("party:*[kind=university]", Answer.YES),
        ("party:US[kind=university-state]", Answer.OPEN),
        ("party:CA[kind=company]", Answer.YES),
        ("party:US[kind=!company]", Answer.YES),
        ("party:US[performs=FR]", Answer.OPEN),
        ("party:CA[performs=!FR]", Answer.NO),
        ("party:CA[performs=IT]", Answer.NO),
        ("party:CA[performs=*]", Answer.YES),
        ("party:US[performs=*]", Answer.YES),
        ("party:US[performs=?]", Answer.YES),
        ("party:CA[performs=?]", Answer.NO),
    ],
)
def test_a_pattern_about_parties(pattern: str, answer: Answer) -> None:
    told = facts(
        row("party", "US-MI", id="a", kind="university", performs=None),
        row("party", "CA", id="b", kind="company-sme", performs="CA|FR"),
        closed="party",
    )
    assert ask(pattern, told).answer is answer


@pytest.mark.parametrize("test", ["?|dpf", "*|dpf"])
def test_a_test_is_any_of_its_words_so_a_star_or_a_question_mark_among_them_holds_for_the_unknown(test: str) -> None:
    assert (
        ask(f"party:*[certified={test}]", facts(row("party", "US", certified=None), closed="party")).answer
        is Answer.YES
    )


@pytest.mark.parametrize(("closed", "answer"), [("", Answer.OPEN), ("person", Answer.NO)])
def test_a_kind_without_rows_is_open_until_it_is_closed(closed: str, answer: Answer) -> None:
    reply = ask("person:*[host=US]", facts(closed=closed))
    assert reply.answer is answer
    assert [question.key for question in reply.questions] == ["people"] * (answer is Answer.OPEN)


def test_a_column_without_a_value_is_asked_by_its_own_question_and_nothing_else_is() -> None:
    told = facts(
        row("person", "visitor", id="guests", host="lab", authorisation=None, foreign_duty=None), body("lab", "US")
    )
    reply = ask("person:*[host=US,authorisation=expected|undecided]", told)
    assert reply.answer is Answer.OPEN
    assert [question.key for question in reply.questions] == ["people.guests.authorisation"]


def test_a_row_that_fails_one_test_asks_nothing_about_its_others() -> None:
    told = facts(
        row("person", "visitor", id="guests", host="lab", authorisation=None), body("lab", "FR"), closed="person"
    )
    assert ask("person:*[authorisation=expected,host=US]", told).questions == ()


def test_numbers_are_compared_and_a_missing_one_is_asked_for() -> None:
    told = facts(row("item", "quantum-computer", id="chip", numbers={"qubits": "60"}), closed="item")
    assert ask("item:*[qubits>=60]", told).answer is Answer.YES
    assert ask("item:*[qubits>60]", told).answer is Answer.NO
    reply = ask("item:*[qubits>=34,cnot-error<=0.0001]", told)
    assert (reply.answer, [question.key for question in reply.questions]) == (Answer.OPEN, ["items.chip.cnot-error"])


# Columns that hold actors


@pytest.mark.parametrize(
    ("pattern", "answer"),
    [
        ("person:*[host=lab]", Answer.YES),
        ("person:*[host=US]", Answer.YES),
        ("person:*[host=!US]", Answer.NO),
        ("person:*[host=DE]", Answer.NO),
        ("person:*[host.kind=university]", Answer.YES),
        ("person:*[host.country=US-MI]", Answer.YES),
        ("person:*[host.traits=immunity]", Answer.OPEN),
        ("person:*[host=*]", Answer.YES),
        ("person:*[host=?]", Answer.NO),
        ("person:*[employer=*]", Answer.YES),
        ("person:*[employer=?]", Answer.YES),
        ("person:*[employer=DE]", Answer.OPEN),
        ("person:*[employer=!DE]", Answer.OPEN),
    ],
)
def test_a_column_that_holds_an_actor_is_asked_by_id_by_place_or_opened(pattern: str, answer: Answer) -> None:
    told = facts(
        row("person", "visitor", id="guests", host="lab", employer=None),
        body("lab", "US-MI", kind="university-state", traits=None),
        closed="person",
    )
    assert ask(pattern, told).answer is answer


def test_an_actor_whose_country_is_not_told_is_neither_in_a_country_nor_outside_it() -> None:
    told = facts(row("person", "visitor", id="guests", host="lab"), body("lab", None), closed="person")
    assert [ask(f"person:*[host={test}]", told).answer for test in ("US", "!US")] == [Answer.OPEN, Answer.OPEN]


def test_an_id_names_one_actor_and_covers_no_id_that_begins_alike() -> None:
    told = facts(row("person", "visitor", id="guests", host="lab-two"), body("lab-two", "US"), closed="person")
    assert ask("person:*[host=lab]", told).answer is Answer.NO


def test_a_group_is_asked_of_the_actors_place_and_its_scope_of_the_actor() -> None:
    told = facts(row("person", "visitor", host="firm"), body("firm", "CA", kind="company"), closed="person")
    assert ask("person:*[host=@eu-adequate]", told).answer is Answer.YES


def test_a_column_settled_by_one_actor_asks_nothing_about_another() -> None:
    told = facts(
        row("fund", "eu-horizon", to="firm|lab", award_seen=None, under="x"),
        body("firm", "DE", kind="company"),
        body("lab", "DE", kind=None),
        closed="fund",
    )
    reply = ask("fund:eu[to.kind=company,award-seen=yes]", told)
    assert reply.answer is Answer.OPEN
    assert [question.key.rpartition(".")[2] for question in reply.questions] == ["award-seen"]


# Groups


def transfer(country: str, day: date = DAY, /, **columns: str | None) -> Answer:
    """Whether data from Germany need a transfer tool on the way to a body in a country."""
    told = facts(
        row("flow", "DE", country, from_="lab", to="other", of="personal-study-pseudonymised"),
        body("lab", "DE"),
        body("other", country, **columns),
        closed="flow",
        day=day,
    )
    return ask("flow:@eea>!@eea|@eu-adequate[of=personal-study]", told).answer


def test_membership_of_a_group_has_a_scope() -> None:
    assert transfer("CA", kind="university") is Answer.YES
    assert transfer("CA", kind="company-sme") is Answer.NO
    assert transfer("CA", kind=None) is Answer.OPEN
    assert transfer("US", certified="dpf") is Answer.NO
    assert transfer("US", certified="none") is Answer.YES
    assert transfer("US", certified=None) is Answer.OPEN


def test_membership_of_a_group_has_its_days_and_until_is_the_first_day_after() -> None:
    assert transfer("GB", date(2026, 11, 23)) is Answer.NO
    assert transfer("GB", date(2026, 11, 24)) is Answer.YES
    assert transfer("US", date(2023, 7, 9), certified="dpf") is Answer.YES
    assert transfer("US", date(2023, 7, 10), certified="dpf") is Answer.NO


def test_inside_the_group_or_into_one_without_scope_nothing_is_asked() -> None:
    assert transfer("NO") is Answer.NO
    assert transfer("CH") is Answer.NO


def test_the_scope_of_a_body_nobody_named_is_open_and_asks_who_it_is() -> None:
    told = facts(row("flow", "DE", "US", from_=None, to=None, of="personal-study"), closed="flow")
    reply = ask("flow:@eea>!@eea|@eu-adequate[of=personal-study]", told)
    assert reply.answer is Answer.OPEN
    assert "in the United States" in reply.questions[0].text


# Assumptions


def test_what_the_field_assumes_absent_is_no_while_its_kind_is_open_and_is_listed() -> None:
    told = facts(assumed="data:genomic flow:us-bulk")
    assert (ask("data:genomic", told).answer, ask("data:genomic", told).assumed) == (Answer.NO, ("data:genomic",))
    assert ask("flow:US>!US[of=us-bulk]", told).answer is Answer.NO
    assert ask("data:personal", told).answer is Answer.OPEN


def test_one_row_ends_an_assumption() -> None:
    told = facts(row("data", "genomic", id="set"), assumed="data:genomic")
    assert ask("data:genomic", told).answer is Answer.YES


def test_an_assumption_about_a_word_covers_its_refinements_but_not_what_it_refines() -> None:
    told = facts(assumed="data:personal-study")
    assert ask("data:personal-study-health", told).answer is Answer.NO
    assert ask("data:personal", told).answer is Answer.OPEN


def test_every_word_of_a_pattern_must_be_assumed_absent_not_one_of_them_twice() -> None:
    told = facts(assumed="data:personal-study data:personal-study-health")
    assert ask("data:personal-study-health|measurement", told).answer is Answer.OPEN


def test_nothing_is_assumed_of_a_pattern_that_asks_for_the_opposite() -> None:
    assert ask("data:!genomic", facts(assumed="data:genomic")).answer is Answer.OPEN


# Conditions


def test_a_condition_takes_the_weakest_of_all_the_strongest_of_any_and_turns_unless_round() -> None:
    told = facts(row("party", "US", kind=None), closed="party fund")
    yes, open_, no = "party:US", "party:US[kind=company]", "party:DE"
    answers = {
        (): Condition(),
        (yes, open_): Condition(all=(yes, open_)),
        (open_, no): Condition(all=(open_, no)),
        ("any", yes, open_): Condition(any=(yes, open_)),
        ("any", open_, no): Condition(any=(open_, no)),
        ("unless", yes): Condition(unless=(yes,)),
        ("unless", open_): Condition(unless=(open_,)),
        ("unless", no): Condition(unless=(no,)),
    }
    assert [holds(condition, told).answer.name for condition in answers.values()] == [
        "YES", "OPEN", "NO", "YES", "OPEN", "NO", "OPEN", "YES",
    ]  # fmt: skip


def test_every_party_in_a_group_is_said_by_unless_none_is_outside() -> None:
    condition = Condition(unless=("party:!@eea",))
    assert holds(condition, facts(row("party", "DE"), row("party", "NO"), closed="party")).answer is Answer.YES
    assert holds(condition, facts(row("party", "DE"), row("party", "US"), closed="party")).answer is Answer.NO
    assert holds(condition, facts(row("party", "DE"))).answer is Answer.OPEN


def test_with_each_a_condition_holds_for_every_row_that_matches_and_doubtful_rows_stay_apart() -> None:
    told = facts(
        row("party", "US", id="a", kind="company"),
        row("party", "FR", id="b", kind=None),
        row("party", "DE", id="c", kind="state"),
    )
    reply = holds(Condition(each="party:*[kind=company]"), told)
    assert reply.answer is Answer.YES
    assert [[match.row.places[0] for match in matches] for matches in (reply.matches, reply.perhaps)] == [
        ["US"],
        ["FR"],
    ]
    assert [question.key for question in reply.questions] == ["parties.b.kind"]


def test_an_open_alternative_is_not_asked_about_once_another_has_settled_the_matter() -> None:
    told = facts(row("party", "US", id="a", kind=None, certified=None), closed="party")
    reply = holds(Condition(all=("party:*[kind=company]",), any=("party:US", "party:*[certified=dpf]")), told)
    assert reply.answer is Answer.OPEN
    assert [question.key for question in reply.questions] == ["parties.a.kind"]


def test_an_answer_of_no_asks_nothing() -> None:
    told = facts(row("party", "US", id="a", kind=None), closed="party fund")
    assert holds(Condition(all=("party:*[kind=company]", "fund:eu")), told).questions == ()


def test_a_pattern_is_asked_once_a_run() -> None:
    told = facts(row("party", "US"))
    assert ask("party:US", told) is ask("party:US", told)


def test_an_open_answer_always_says_what_to_ask() -> None:
    told = facts(
        row("party", None, id="a", kind=None),
        row("flow", "DE", None, from_=None, to=None, of=None),
        row("person", "visitor", id="guests", host=None),
        row("fund", "eu", to=None),
    )
    patterns = (
        "party:US", "party:*[kind=company]", "pair:US>DE", "flow:DE>US", "flow:*>*[of=access]",
        "flow:*>*[to.kind=company]",
        "person:*[host=US]", "person:*[host.traits=immunity]", "fund:eu-horizon", "fund:*[to=US]", "item:*[listed=us]",
        "data:personal", "work:US", "deal:equity", "agreement:nda",
    )  # fmt: skip
    for pattern in patterns:
        reply = ask(pattern, told)
        assert reply.answer is Answer.OPEN, pattern
        assert reply.questions, pattern
        assert all(question.text.endswith("?") and "{" not in question.text for question in reply.questions), pattern


# Names in messages


def test_the_names_of_a_match_are_the_actors_where_known_and_else_the_countries() -> None:
    known = Facts(
        (row("flow", "DE", "US", from_="lab", to=None, of="personal-study"),),
        frozenset(),
        DAY,
        names={"lab": "The Lab"},
    )
    (match,) = ask("flow:DE>US", known).matches
    assert (match.from_, match.to, match.of) == ("The Lab", "the United States", "personal study")


def test_the_ends_of_a_match_about_people_are_who_sends_and_who_receives_them() -> None:
    told = Facts(
        (row("person", "visitor", host="lab", employer="firm"), body("lab", "US"), body("firm", "DE")),
        frozenset(),
        DAY,
        names={"lab": "The Lab", "firm": "The Firm"},
    )
    (match,) = ask("person:*[host=US]", told).matches
    assert (match.from_, match.to) == ("The Firm", "The Lab")
