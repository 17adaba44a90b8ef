"""The pages of the library hold what they say they supply, as a reader of the Word file finds it.

Each position stands in a deal that can hold it: the first of some example deals, as they are or with a change that the
position asks for. A new page or card needs no new test; a position that fits none of these deals needs a deal here.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from agreements.compose import Composition, compose
from agreements.deal import Deal
from agreements.document import Document
from agreements.legislation import load_law
from agreements.word.package import opened
from agreements.word.reader import read_package
from agreements.word.writer import written
from checker.cards import Cards, load_cards
from checker.evidence import Found, TermResult, read_terms
from clauses.errors import ContentError
from clauses.library import Page, load_library
from tests.agreements.making import DAY, changed

LIBRARY = load_library(()).pages
CARDS = load_cards()
GUARDS = {id: card for id, card in CARDS.terms.items() if card.only_conflicts}

LISTED_GOODS = {"of": "goods-annex-xl", "from": "spree", "to": "lakeshore", "item": "module"}
DEALS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("spin-qubit-control", {}),
    ("photonic-network-consortium", {}),
    ("open-theory", {}),
    ("spin-qubit-control", {"items.0.licence_conditions": True}),
    ("spin-qubit-control", {"parties.0.roles": ["payer", "provider", "host"]}),
    ("spin-qubit-control", {"parties.0.country": "IN", "movements.0": LISTED_GOODS}),
    ("photonic-network-consortium", {"parties.2.country": "IN"}),
    ("spin-qubit-control", {"parties.1.country": "INT", "parties.1.kind": "international-organisation"}),
)


def text_of(page: str, position: str) -> str:
    """The wording of a position with what all positions of its page say."""
    shared = (section.text for section in LIBRARY[page].sections.values())
    return "\n".join((LIBRARY[page].positions[position].section.text, *shared))


POSITIONS = [(page.id, name) for page in LIBRARY.values() for name in page.positions]
VALUES = [
    (page, name, value.term)
    for page, name in POSITIONS
    for key, value in LIBRARY[page].card.values.items()
    if value.term is not None and f'value("{key}")' in text_of(page, name)
]
SUPPLYING = [(page, name) for page, name in POSITIONS if LIBRARY[page].supplies(name)]


@cache
def deals() -> tuple[Deal, ...]:
    return tuple(changed(name, change) for name, change in DEALS)


def composition(deal: Deal) -> Composition:
    return compose(deal, as_of=DAY)


@cache
def hosted(page: str, position: str) -> tuple[Deal, Composition] | None:
    """The first deal in which the page stands with the position, and its agreement."""
    for deal in deals():
        wanted = deal.model_copy(update={"positions": {**deal.positions, page: position}})
        try:
            made = composition(wanted)
        except ContentError:
            continue
        if any(choice.page.id == page and choice.position == position for choice in made.choices):
            return wanted, made
    return None


def read_back(made: Composition) -> Document:
    """The agreement as it is read from its Word file."""
    return read_package(opened(Path("draft.docx"), written(made.agreement))).document


def found_in(made: Composition, terms: tuple[str, ...]) -> Found:
    wanted = {term: CARDS.terms[term] for term in terms} | GUARDS
    return read_terms(read_back(made), Cards(wanted, {}))


def held(made: Composition, terms: tuple[str, ...]) -> Mapping[str, TermResult]:
    return found_in(made, terms).terms


def without(deal: Deal, term: str) -> Deal:
    """The deal without any page that could supply a term, and without those that cannot stand without these.

    The law would put another supplier in where one is left out.
    """
    gone = {page.id for page in LIBRARY.values() if any(term in page.supplies(name) for name in page.positions)}
    while True:
        more = {page.id for page in LIBRARY.values() if page.id not in gone and gone & needs_of(page)}
        if not more:
            break
        gone |= more
    kept = {id: name for id, name in deal.positions.items() if id not in gone}
    return deal.model_copy(update={"positions": kept, "leave_out": tuple(sorted({*deal.leave_out, *gone}))})


def needs_of(page: Page) -> set[str]:
    """What a page cannot do without in any of its positions."""
    return set().union(*(page.needs(name) for name in page.positions))


@pytest.mark.parametrize(("page", "position"), POSITIONS)
def test_a_position_holds_what_it_supplies_and_nothing_we_object_to(page: str, position: str) -> None:
    """One reading of the Word file for the terms, the figures it states, and the guards."""
    made = hosted(page, position)
    assert made is not None, "no example deal can hold this position: add one to DEALS"
    terms = LIBRARY[page].supplies(position)
    figures = [value.rpartition("/")[::2] for at, name, value in VALUES if (at, name) == (page, position)]
    found = found_in(made[1], tuple(dict.fromkeys((*terms, *(term for term, _ in figures)))))
    said = {term: f"{found.terms[term].verdict} {', '.join(found.terms[term].lacks)}".strip() for term in terms}
    assert said == dict.fromkeys(terms, "met")
    objections = {id: [undone.passage.quote for undone in found.terms[id].contradictions] for id in GUARDS}
    assert objections == {id: [] for id in GUARDS}
    assert set(figures) <= {(entry.term, entry.name) for entry in found.values}


@pytest.mark.parametrize("term", sorted({term for page, name in SUPPLYING for term in LIBRARY[page].supplies(name)}))
def test_a_term_is_gone_with_the_pages_that_supply_it(term: str) -> None:
    page, position = next((page, name) for page, name in SUPPLYING if term in LIBRARY[page].supplies(name))
    found = hosted(page, position)
    assert found is not None
    result = held(composition(without(found[0], term)), (term,))[term]
    assert result.verdict in ("missing", "weak"), [passage.quote for passage in result.evidence]


def test_every_term_that_a_page_supplies_has_a_card() -> None:
    supplied = {term: page for page, name in SUPPLYING for term in LIBRARY[page].supplies(name)}
    assert {term: page for term, page in supplied.items() if term not in CARDS.terms} == {}


def test_every_term_that_the_law_asks_for_has_a_card() -> None:
    asked = {term: provision.id for provision in load_law(()).provisions.values() for term in provision.asks}
    assert {term: provision for term, provision in asked.items() if term not in CARDS.terms} == {}


def test_every_term_is_supplied_by_some_position() -> None:
    supplied = {term for page, name in SUPPLYING for term in LIBRARY[page].supplies(name)}
    assert set(CARDS.terms) - set(GUARDS) - supplied == set()
