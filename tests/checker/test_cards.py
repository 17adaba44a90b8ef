"""Every card of the library holds its own examples and survives its own mutants; a new card needs no new test."""

from collections.abc import Iterator

import pytest

from agreements.document import Document
from checker.cards import Card, Case, load_cards
from checker.evidence import judge_subject, judge_term, judge_values
from checker.examples import document_in, marked_places, mutants

CARDS = load_cards()


def _every_card() -> Iterator[tuple[str, Card, bool]]:
    yield from ((id, card, False) for id, card in CARDS.terms.items())
    yield from ((f"{name}/subject", card, True) for name, card in CARDS.subjects.items())


CASES = [
    pytest.param(card, case, subject, id=f"{id}: {case.name}")
    for id, card, subject in _every_card()
    for case in card.examples.case
]
MUTANTS = [
    pytest.param(card, case, subject, id=f"{id}: {case.name}")
    for id, card, subject in _every_card()
    for case in card.examples.case
    if case.want == "met" and card.evidence
]


def _verdict(card: Card, document: Document, subject: bool) -> tuple[str, tuple[str, ...], list[str]]:
    if subject:
        found = judge_subject(card, document)
        return {True: "met", "weak": "weak", False: "missing"}[found.present], (), [p.quote for p in found.evidence]
    result = judge_term(card, document)
    return result.verdict, result.lacks, [passage.quote for passage in result.evidence]


@pytest.mark.parametrize(("card", "case", "subject"), CASES)
def test_an_example_gets_the_verdict_it_names(card: Card, case: Case, subject: bool) -> None:
    verdict, lacks, quotes = _verdict(card, document_in(case.text), subject)
    assert verdict == case.want, quotes
    if case.lacks is not None and not subject:
        assert lacks == case.lacks
    read = {
        f"{found.name}": f"{found.value} {found.unit}".strip() for found in judge_values(card, document_in(case.text))
    }
    assert {name: read.get(name) for name in case.values} == case.values
    expected = marked_places(case)
    if expected and verdict in ("met", "weak", "conflict"):
        assert any(_overlap(quote, place) for quote in quotes for place in expected), quotes


@pytest.mark.parametrize(("card", "case", "subject"), MUTANTS)
def test_an_example_of_met_has_mutants_with_known_verdicts(card: Card, case: Case, subject: bool) -> None:
    wrong = [
        f"{mutant.name}: {verdict}"
        for mutant in mutants(case)
        if (verdict := _verdict(card, mutant.document, subject)[0]) not in mutant.allowed
    ]
    assert not wrong


def _overlap(quote: str, place: str) -> bool:
    """Whether a quote and an expected place share words in a row; a quote may leave out the number before it."""
    bare = quote.strip("… ")
    return bare[:40] in place or place[-40:] in bare or bare in place


@pytest.mark.parametrize("id", sorted(CARDS.terms))
def test_a_term_has_examples_of_every_fate(id: str) -> None:
    card = CARDS.terms[id]
    wanted = {case.want for case in card.examples.case}
    needed = (
        {"met", "conflict"}
        if card.only_conflicts
        else {"met", "weak", "missing"} | ({"conflict"} if card.contradicted_by else set())
    )
    assert needed <= wanted
