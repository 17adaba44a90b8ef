"""The pair matrix: what passes from whom to whom, which law touches it, and what is of the deal as a whole."""

from typing import Any

import pytest

from agreements.matrix import SORTS, Cell, Matrix, matrix, sort_of
from agreements.words import load_words
from tests.agreements.making import DAY, changed


def of(deal: str, change: dict[str, Any] | None = None) -> Matrix:
    return matrix(changed(deal, change or {}), DAY)


def cell(found: Matrix, from_: str, to: str, sort: str) -> Cell:
    (pair,) = (pair for pair in found.pairs if (pair.from_, pair.to) == (from_, to))
    return next(cell for cell in pair.cells if cell.sort == sort)


def ids(found: Cell) -> set[str]:
    return {touch.applied.provision.id for touch in found.touches}


@pytest.mark.parametrize("word", load_words().lists["moving"])
def test_every_word_of_what_moves_is_of_one_sort(word: str) -> None:
    assert sort_of(word) in SORTS


def test_every_ordered_pair_of_parties_has_every_sort() -> None:
    found = of("photonic-network-consortium")
    parties = [pair for pair in found.pairs if pair.between_parties]
    assert len(parties) == 12
    assert len({(pair.from_, pair.to) for pair in parties}) == 12
    assert all([cell.sort for cell in pair.cells] == list(SORTS) for pair in found.pairs)


def test_law_about_a_listed_item_touches_the_flows_that_carry_it_one_way_only() -> None:
    found = of("spin-qubit-control")
    goods = cell(found, "Lakeshore", "Spree Institute", "goods")
    assert "us-ear/licence-first" in ids(goods)
    assert "export-control/authorisation-first" in goods.terms
    assert [one.item.id for one in goods.items] == ["controller"]
    assert cell(found, "Spree Institute", "Lakeshore", "goods").flows == ()


def test_law_about_people_touches_those_who_come_from_the_one_to_the_other() -> None:
    found = of("spin-qubit-control")
    assert "us-ear/deemed-export" in ids(cell(found, "Spree Institute", "Lakeshore", "people"))
    assert "us-ear/deemed-export" not in ids(cell(found, "Lakeshore", "Spree Institute", "people"))
    assert "us-ear/deemed-export" not in ids(cell(found, "Lakeshore", "Spree Institute", "goods"))


def test_law_about_remote_access_touches_the_access_and_not_the_goods() -> None:
    found = of("spin-qubit-control")
    assert "us-ear/remote-access" in ids(cell(found, "Lakeshore", "Spree Institute", "access"))
    assert "us-ear/remote-access" not in ids(cell(found, "Lakeshore", "Spree Institute", "goods"))


def test_personal_data_of_a_study_are_touched_by_the_law_of_transfers() -> None:
    found = cell(of("photonic-network-consortium"), "Maas", "Thameside", "data")
    assert "eu-gdpr" in found.laws


def test_money_is_touched_by_the_terms_of_the_award() -> None:
    found = cell(of("photonic-network-consortium"), "Garonne", "Helvetia", "money")
    assert "eu-horizon/grant-first" in ids(found)


def test_what_touches_the_two_as_such_is_of_the_pair() -> None:
    found = of("spin-qubit-control")
    whole = {(p.from_, p.to): [t.applied.provision.id for t in p.whole] for p in found.pairs}
    assert "de/boycott" in whole["Spree Institute", "Lakeshore"]
    assert "de/boycott" not in whole["Lakeshore", "Spree Institute"]


def test_a_provision_is_either_of_a_pair_or_of_the_deal_as_a_whole() -> None:
    found = of("spin-qubit-control")
    general = {touch.applied.provision.id for touch in found.general}
    shown = {id for pair in found.pairs for one in pair.cells for id in ids(one)}
    assert "us-patents/foreign-filing" in general
    assert general & shown == set()


def test_what_goes_to_somebody_who_does_not_sign_is_a_pair_of_its_own() -> None:
    cloud = {"id": "cloud", "name": "A cloud", "country": "US", "kind": "company", "roles": ["cloud"]}
    data = [
        {"id": "survey", "name": "Survey", "category": "personal-study", "provider": "spree", "seen_by": ["cloud"]}
        | {"at": ["US"], "seen_from": ["US"]}
    ]
    found = of("spin-qubit-control", {"actors": [cloud], "data": data})
    (pair,) = (pair for pair in found.pairs if not pair.between_parties)
    assert (pair.from_, pair.to, pair.places) == ("Spree Institute", "A cloud", ("DE", "US"))
    (told,) = (one for one in pair.cells if one.flows)
    assert "data-transfer/tool" in (*told.terms, *told.perhaps)
    assert told.questions


def test_what_is_not_told_is_told_from_what_does_not_pass() -> None:
    assert cell(of("spin-qubit-control"), "Spree Institute", "Lakeshore", "goods").known
    assert not cell(of("spin-qubit-control", {"movements": "?"}), "Spree Institute", "Lakeshore", "goods").known


def test_terms_that_hang_on_an_answer_are_told_apart() -> None:
    change = {"items.0.numbers": {}}
    found = cell(of("spin-qubit-control", change), "Lakeshore", "Spree Institute", "goods")
    sure = {touch.applied.provision.id: touch.sure for touch in found.touches}
    assert sure["us-ear/licence-first"] is False
    assert "export-control/authorisation-first" in (*found.terms, *found.perhaps)
    assert set(found.terms) & set(found.perhaps) == set()
    assert "items.controller.temperature" in [question.key for question in found.questions]
