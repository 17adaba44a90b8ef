"""The law that ships: every example holds, every pattern of a condition is needed by one, every source is told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agreements.asking import Answer, Match, Question, holds
from agreements.facts import facts_of_deal
from agreements.legislation import FORCES, Example, Law, Provision, load_law
from agreements.patterns import Comparison, Condition, parse_pattern
from agreements.rows import Facts
from tests.agreements.making import changed

DAY = date(2026, 11, 22)
LAW = load_law()
EXAMPLES = [(id, number) for id, provision in LAW.provisions.items() for number in range(len(provision.example))]


_FACTS: dict[str, Facts] = {}


def facts_of(example: Example) -> Facts:
    """The facts of an example; each changed deal is read once, since mutants ask the same ones again and again."""
    key = f"{example.deal} {example.change} {example.as_of}"
    if key not in _FACTS:
        _FACTS[key] = facts_of_deal(changed(example.deal, example.change), example.as_of or DAY)
    return _FACTS[key]


def asked(law: Law, id: str, facts: Facts) -> tuple[Answer, tuple[Match, ...], tuple[Question, ...]]:
    """What a provision answers: a duty after its exceptions, an exception by its own condition."""
    if law.provisions[id].role == "exception":
        reply = holds(law.provisions[id].condition(), facts)
        return reply.answer, reply.matches, reply.questions
    # Other duties change nothing of its answer, and there are hundreds: only it and its exceptions are asked.
    file = id.partition("/")[0]
    near = {
        name: provision
        for name, provision in law.provisions.items()
        if name == id or (provision.role == "exception" and name.partition("/")[0] == file)
    }
    for applied in replace(law, provisions=near).apply(facts):
        return applied.answer, applied.matches, applied.questions
    return Answer.NO, (), ()


def names_of(matches: tuple[Match, ...]) -> set[str]:
    """What an example may call the rows that matched: their ids and their two ends."""
    return {name for match in matches for name in (match.row.column("id"), f"{match.from_}>{match.to}") if name}


def failing(law: Law, id: str) -> Iterator[int]:
    """The examples of a provision that do not come out as they say."""
    for number, example in enumerate(law.provisions[id].example):
        answer, matches, questions = asked(law, id, facts_of(example))
        if (
            answer.name.lower() != example.want
            or (example.matches and names_of(matches) & set(example.matches) != set(example.matches))
            or not set(example.questions) <= {question.key for question in questions}
        ):
            yield number


@pytest.mark.parametrize(("id", "number"), EXAMPLES)
def test_an_example_of_a_provision_comes_out_as_it_says(id: str, number: int) -> None:
    example = LAW.provisions[id].example[number]
    answer, matches, questions = asked(LAW, id, facts_of(example))
    assert answer.name.lower() == example.want, [question.key for question in questions] or names_of(matches)
    assert set(example.matches) <= names_of(matches)
    assert set(example.questions) <= {question.key for question in questions}
    assert answer is not Answer.OPEN or questions


@pytest.mark.parametrize("id", LAW.provisions)
def test_a_provision_has_an_example_of_each_answer(id: str) -> None:
    assert {example.want for example in LAW.provisions[id].example} == {"yes", "no", "open"}


def wider(text: str) -> Iterator[str]:
    """The pattern with one of its tests left out, or one of its words."""
    pattern = parse_pattern(text)

    def written(places: Sequence[str], columns: Sequence[str]) -> str:
        return f"{pattern.kind}:{'>'.join(places)}" + (f"[{','.join(columns)}]" if columns else "")

    places = ["!" * test.negated + "|".join(test.words) for test in pattern.places]
    columns = [
        f"{name}{test.op}{test.number}"
        if isinstance(test, Comparison)
        else f"{name}={'!' * test.negated}{'|'.join(test.words)}"
        for name, test in pattern.columns
    ]
    for index, place in enumerate(places):
        if place != "*":
            yield written([*places[:index], "*", *places[index + 1 :]], columns)
    for index in range(len(columns)):
        yield written(places, columns[:index] + columns[index + 1 :])
    for index, (name, test) in enumerate(pattern.columns):
        if not isinstance(test, Comparison) and len(test.words) > 1:
            for word in test.words:
                left = "|".join(other for other in test.words if other != word)
                said = f"{name}={'!' * test.negated}{left}"
                yield written(places, [*columns[:index], said, *columns[index + 1 :]])


def mutants(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """The condition with one thing left out: a pattern, a test of a pattern, or a word of a test."""
    if condition.each is not None:
        yield f"each {condition.each}", condition.model_copy(update={"each": None})
        for text in wider(condition.each):
            yield f"each {text}", condition.model_copy(update={"each": text})
    for name in ("all", "any", "unless"):
        patterns: tuple[str, ...] = getattr(condition, name)
        for index, pattern in enumerate(patterns):
            rest = (patterns[:index], patterns[index + 1 :])
            yield f"without {name} {pattern}", condition.model_copy(update={name: rest[0] + rest[1]})
            for text in wider(pattern):
                yield f"{name} {text}", condition.model_copy(update={name: (*rest[0], text, *rest[1])})


def with_condition(id: str, condition: Condition) -> Law:
    provision = LAW.provisions[id].model_copy(update={"applies": condition, "unless": ()})
    return replace(LAW, provisions={**LAW.provisions, id: provision})


@pytest.mark.parametrize("id", LAW.provisions)
def test_every_part_of_a_condition_is_needed_by_an_example(id: str) -> None:
    unneeded = [
        said
        for said, mutant in mutants(LAW.provisions[id].condition())
        if not list(failing(with_condition(id, mutant), id))
    ]
    assert not unneeded


@pytest.mark.parametrize("id", LAW.provisions)
def test_a_provision_asks_for_a_term_lifts_one_or_gives_somebody_a_task(id: str) -> None:
    provision = LAW.provisions[id]
    assert provision.asks or provision.excepts or provision.actions


@pytest.mark.parametrize("id", LAW.provisions)
def test_nobody_is_said_to_have_reviewed_what_nobody_reviewed(id: str) -> None:
    assert LAW.provisions[id].reviewed.by is None


@pytest.mark.parametrize("id", LAW.provisions)
def test_what_was_not_seen_has_no_source_and_no_day(id: str) -> None:
    seen = LAW.provisions[id].seen
    assert (seen.grade == "none") is (not seen.source)
    assert seen.grade != "none" or seen.dated is None


@pytest.mark.parametrize("id", LAW.provisions)
def test_practice_cites_no_law_and_law_does(id: str) -> None:
    provision = LAW.provisions[id]
    assert (provision.force == "practice") is provision.cite.startswith("Practice")


@pytest.mark.parametrize("id", LAW.provisions)
def test_no_message_says_that_somebody_violates_the_law(id: str) -> None:
    provision: Provision = LAW.provisions[id]
    assert not any(word in provision.message.lower() for word in ("violat", "illegal", "unlawful", "breaches"))


def test_all_five_forces_an_exception_a_suspension_a_scope_and_actions_are_there() -> None:
    provisions = LAW.provisions.values()
    assert {provision.force for provision in provisions} == set(FORCES)
    assert any(provision.role == "exception" for provision in provisions)
    assert any(provision.in_force.suspended for provision in provisions)
    assert any(provision.actions for provision in provisions)
    assert any(member.where for members in LAW.groups.values() for member in members)


COMPUTERS = [
    (33, "0.00001", False), (34, "0.0001", True), (34, "0.00011", False), (99, "0.0001", True), (100, "0.001", True),
    (199, "0.0011", False), (200, "0.002", True), (349, "0.002", True), (350, "0.003", True), (500, "0.004", True),
    (699, "0.0041", False), (700, "0.005", True), (1100, "0.006", True), (1999, "0.0061", False), (2000, "0.5", True),
]  # fmt: skip


@pytest.mark.parametrize(("qubits", "error", "listed"), COMPUTERS)
@pytest.mark.parametrize("entry", ["us-4A906", "eu-4A506", "gb-4A506", "ca-5506", "es-4A901", "jp-7-6"])
def test_a_quantum_computer_is_listed_by_count_and_error_together(
    qubits: int, error: str, listed: bool, entry: str
) -> None:
    change = {
        "items": [
            {
                "id": "machine",
                "name": "Machine",
                "class": "quantum-computer",
                "numbers": {"qubits": qubits, "cnot-error": float(error)},
            }
        ]
    }
    deal = changed("spin-qubit-control", {**change, "movements": [], "facilities": []})
    (item,) = facts_of_deal(deal, DAY).by_kind["item"]
    assert (entry in (item.columns["listed"] or ())) is listed


def numbers(**told: float) -> dict[str, Any]:
    return {name.replace("_", "-"): value for name, value in told.items()}


@pytest.mark.parametrize(
    ("kind", "told", "entry", "listed"),
    [
        ("cryogenic-electronics-cmos", numbers(temperature=4.5), "us-3A901", True),
        ("cryogenic-electronics-cmos", numbers(temperature=4.6), "us-3A901", False),
        (
            "cryogenic-electronics-amplifier",
            numbers(temperature=0.1, frequency=6.0, noise_figure=0.01),
            "eu-3A501",
            True,
        ),
        (
            "cryogenic-electronics-amplifier",
            numbers(temperature=1.0, frequency=6.0, noise_figure=0.01),
            "eu-3A501",
            False,
        ),
        (
            "cryogenic-electronics-amplifier",
            numbers(temperature=0.1, frequency=20.0, noise_figure=0.01),
            "eu-3A501",
            False,
        ),
        ("cryogenic-cooling", numbers(temperature=0.1, cooling_power=0.0006, hold_hours=49.0), "us-3A904", True),
        ("cryogenic-cooling", numbers(temperature=0.1, cooling_power=0.0006, hold_hours=48.0), "us-3A904", False),
        ("cryogenic-cooling", numbers(temperature=4.2, cooling_power=1.5, hold_hours=1.0), "us-3A904", True),
        ("cryogenic-cooling", numbers(temperature=3.9, cooling_power=1.6, hold_hours=1.0), "eu-3A504", True),
        ("cryogenic-cooling", numbers(temperature=4.2, cooling_power=1.4, hold_hours=1.0), "us-3A904", False),
    ],
)
def test_an_entry_of_cryogenic_equipment_needs_every_number_it_names(
    kind: str, told: dict[str, Any], entry: str, listed: bool
) -> None:
    item = {"id": "thing", "name": "Thing", "class": kind, "numbers": told}
    deal = changed("spin-qubit-control", {"items": [item], "movements": [], "facilities": []})
    (row,) = facts_of_deal(deal, DAY).by_kind["item"]
    assert (entry in (row.columns["listed"] or ())) is listed


def test_a_list_is_compared_as_it_stood_on_the_day() -> None:
    deal = changed("spin-qubit-control", {})
    listed = {
        day: facts_of_deal(deal, day).by_kind["item"][0].columns["listed"]
        for day in (date(2025, 11, 14), date(2025, 11, 15))
    }
    assert "eu-3A501" not in (listed[date(2025, 11, 14)] or ())
    assert "eu-3A501" in (listed[date(2025, 11, 15)] or ())


@pytest.mark.parametrize(("day", "entries"), [(date(2025, 4, 24), False), (date(2025, 4, 25), True)])
def test_canada_listed_cooling_only_with_its_second_order(day: date, entries: bool) -> None:
    item = {
        "id": "cooler",
        "name": "Cooler",
        "class": "cryogenic-cooling",
        "numbers": numbers(temperature=0.1, cooling_power=0.001, hold_hours=72.0),
    }
    deal = changed("spin-qubit-control", {"items": [item], "movements": [], "facilities": []})
    (row,) = facts_of_deal(deal, day).by_kind["item"]
    assert ("ca-5506" in (row.columns["listed"] or ())) is entries


def test_the_first_example_deal_lists_the_cold_circuits_and_not_the_processor() -> None:
    items = {
        row.columns["id"]: row.columns["listed"]
        for row in facts_of_deal(changed("spin-qubit-control", {}), DAY).by_kind["item"]
    }
    assert {"us-3A901", "eu-3A501"} <= set(items["controller",] or ())
    assert items["processor",] == ("none",)


def test_the_first_example_deal_needs_no_transfer_tool() -> None:
    facts = facts_of_deal(changed("spin-qubit-control", {}), DAY)
    assert asked(LAW, "eu-gdpr/transfer-tool", facts)[0] is Answer.NO


def test_favoured_visitors_do_not_lift_the_rule_for_others_beside_them() -> None:
    indian = {"id": "bharat", "name": "Institute in Bengaluru", "country": "IN", "kind": "research-institute"}
    people = [
        {"id": "from-michigan", "category": "visitor", "employer": "lakeshore", "host": "spree"},
        {"id": "from-bengaluru", "category": "visitor", "employer": "bharat", "host": "spree"},
    ]
    facts = facts_of_deal(changed("spin-qubit-control", {"actors": [indian], "people": people}), DAY)
    answer, matches, _ = asked(LAW, "eu-dual-use/technical-assistance", facts)
    assert (answer, names_of(matches) & {"from-michigan", "from-bengaluru"}) == (Answer.YES, {"from-bengaluru"})
