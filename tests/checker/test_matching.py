"""The index finds exactly what trying every phrase on every sentence finds."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from agreements.compose import compose
from agreements.deals import read_deal
from agreements.plain_writers import as_text
from checker.cards import load_cards
from checker.evidence import Reading
from checker.examples import document_in
from checker.matching import Index, as_units, numbers_of
from checker.phrases import phrase
from checker.units import Unit, cut
from checker.wordlists import Slot, Words

DEALS = Path(__file__).resolve().parents[2] / "agreements/example-deals"
DAY = date(2026, 11, 24)


def _text() -> str:
    path = DEALS / "spin-qubit-control.toml"
    composed = compose(read_deal(path), as_of=DAY, base=path.parent)
    paragraphs = as_text(composed.agreement).split("\n\n")
    return "\n".join(" ".join(one.split()) for one in paragraphs)


def _units() -> tuple[Unit, ...]:
    return cut(document_in(_text()), frozenset({"en"})).units


def _slots() -> list[Slot]:
    cards = load_cards()
    blocks = [block for card in (*cards.terms.values(), *cards.subjects.values()) for block in card.evidence]
    return [
        slot
        for block in blocks
        for role in (block.core, block.full, block.also, block.downgrade)
        for slot in role.values()
    ]


def _one_by_one(slot: Slot, units: Sequence[Unit]) -> set[int]:
    def holds(words: Words, text: str) -> bool:
        return any(one.compiled.search(text) for one in words.phrases) and not (
            words.unless and holds(words.unless, text)
        )

    return {
        number
        for number, unit in enumerate(units)
        if any(holds(words, unit.whole) for words in slot.lists.get(unit.language, ()))
    }


def test_the_index_finds_what_trying_one_by_one_finds() -> None:
    units = _units()
    index = Index(units)
    slots = _slots()[::5]
    assert slots
    for slot in slots:
        assert set(index.where(slot)) == _one_by_one(slot, units)


def test_a_word_list_is_looked_for_only_where_its_words_stand() -> None:
    units = cut(document_in("1.1 The Host shall keep a log.\n1.2 Birds fly."), frozenset({"en"})).units
    index = Index(units)
    slot = Slot({"en": (Words((phrase("keep ~2 log*"),)),)})
    assert set(index.where(slot)) == {0}
    assert list(numbers_of(index.candidates(slot.lists["en"][0].phrases[0]))) == [0]


@pytest.mark.parametrize("span", ["paragraph", "provision"])
def test_joined_units_are_found_by_way_of_their_sentences(span: str) -> None:
    reading = Reading(document_in(_text()), frozenset({"en"}))
    index = reading.index(span)
    assert len(index.units) < len(reading.cut.units)
    for slot in _slots()[::25]:
        assert set(index.where(slot)) == _one_by_one(slot, index.units)


@pytest.mark.parametrize("numbers", [[], [0], [7, 8], [0, 63, 64, 4_000]])
def test_a_set_of_units_gives_its_numbers_back_in_order(numbers: list[int]) -> None:
    assert list(numbers_of(as_units(reversed(numbers), 4_001))) == numbers
