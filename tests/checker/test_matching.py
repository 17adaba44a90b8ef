"""The index finds exactly what trying every phrase on every sentence finds."""

from datetime import date
from pathlib import Path

from agreements.compose import compose
from agreements.deals import read_deal
from agreements.plain_writers import as_text
from checker.cards import load_cards
from checker.examples import document_in
from checker.matching import Index
from checker.phrases import phrase
from checker.units import Unit, cut
from checker.wordlists import Slot, Words

DEALS = Path(__file__).resolve().parents[2] / "agreements/example-deals"
DAY = date(2026, 11, 24)


def _units() -> tuple[Unit, ...]:
    path = DEALS / "spin-qubit-control.toml"
    composed = compose(read_deal(path), as_of=DAY, base=path.parent)
    paragraphs = as_text(composed.agreement).split("\n\n")
    return cut(document_in("\n".join(" ".join(one.split()) for one in paragraphs)), frozenset({"en"})).units


def _slots() -> list[Slot]:
    cards = load_cards()
    blocks = [block for card in (*cards.terms.values(), *cards.subjects.values()) for block in card.evidence]
    return [
        slot
        for block in blocks
        for role in (block.core, block.full, block.also, block.downgrade)
        for slot in role.values()
    ]


def _one_by_one(slot: Slot, units: tuple[Unit, ...]) -> set[int]:
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
    assert set(index.candidates(slot.lists["en"][0].phrases[0])) == {0}
