"""The long runs: `python -m benchmarks.soak [--minutes 10] [--seed N]` prints its seed, and the case that fails.

Random deals are composed, written, read back and checked; Word files are mangled and must be read or refused; phrases
are looked for with the index and one by one.
"""

import argparse
import random
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from agreements.compose import Composition, compose
from agreements.deal import Deal
from agreements.document import Document
from agreements.printable import printable
from agreements.word.package import opened
from agreements.word.reader import read_package
from agreements.word.writer import written
from benchmarks.papers import DAY, DEAL, ROOT, composition
from checker.cards import load_cards
from checker.judge import Asking, check
from checker.matching import Index
from checker.units import cut
from clauses.errors import ContentError
from tests.agreements.test_examples import faults
from tests.agreements.test_random_deals import deals
from tests.agreements.word.test_reading_back import body, texts

Run = Callable[[random.Random], None]


def random_deals(dice: random.Random) -> None:
    """Twenty random deals: composed without a fault, written, read back as written, checked without a defect."""

    @seed(dice.getrandbits(32))
    @settings(
        max_examples=20, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(deals())
    def tried(deal: Deal) -> None:
        made = compose(deal, as_of=DAY)
        assert list(faults(made)) == []
        document = read_back(made)
        assert _plain(one.text for one in body(document)) == _plain(printable(text) for text in texts(made.agreement))
        check(document, Asking(as_of=DAY, deal=deal))

    tried()


def mangled_files(dice: random.Random) -> None:
    """A hundred damaged copies of a draft: each is read, or refused with a reason."""
    data = written(composition().agreement)
    for _ in range(100):
        damaged = bytearray(data)
        for _ in range(dice.randint(1, 40)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        if dice.random() < 0.3:
            damaged = damaged[: dice.randrange(1, len(damaged))]
        try:
            read_package(opened(Path("damaged.docx"), bytes(damaged)))
        except ContentError:
            continue


def phrases_by_index(dice: random.Random) -> None:
    """Random sentences of a draft against every slot of the cards: the index finds what trying one by one finds."""
    cards = load_cards()
    units = cut(read_back(composition()), cards.languages).units
    chosen = dice.sample(units, 60)
    index = Index(chosen)
    for card in (*cards.terms.values(), *cards.subjects.values()):
        for block in card.evidence:
            for slot in (*block.core.values(), *block.full.values()):
                found = set(index.where(slot))
                tried = {n for n, unit in enumerate(chosen) if slot.search(unit.whole, unit.language) is not None}
                assert found == tried, (card.asks, found ^ tried)


def options_and_files(dice: random.Random) -> None:
    """Files of the development corpus, where it is there, with random facts: never a traceback."""
    corpus = ROOT.parent / "shared" / "corpus"
    paths = [path for path in corpus.rglob("*.*") if path.suffix in (".txt", ".docx")] or [DEAL]
    facts = ("item:quantum-computer", "flow:DE>US[of=personal-study]", "person:visitor[host=US]", "fund:eu-horizon")
    for _ in range(5):
        path = dice.choice(paths)
        document = _document(path)
        parties = tuple(dice.sample(("US", "DE", "GB", "CN", "JP", "CA-QC", "INT"), 2))
        told = tuple(dice.sample(facts, dice.randint(0, len(facts))))
        check(document, Asking(as_of=DAY, parties=parties, facts=told))


def _document(path: Path) -> Document:
    from agreements.reading import read_document

    return read_document(path)


def read_back(made: Composition) -> Document:
    """The agreement as it is read from its Word file."""
    return read_package(opened(Path("draft.docx"), written(made.agreement))).document


def _plain(lines: Iterable[str]) -> list[str]:
    return [" ".join(line.split()) for line in lines]


RUNS: dict[str, Run] = {
    "random deals": random_deals,
    "mangled files": mangled_files,
    "phrases by index": phrases_by_index,
    "options and files": options_and_files,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", choices=sorted(RUNS))
    arguments = parser.parse_args()
    first = arguments.seed if arguments.seed is not None else random.SystemRandom().getrandbits(32)
    print(f"seed {first}")
    until = time.monotonic() + arguments.minutes * 60
    done: dict[str, int] = dict.fromkeys(RUNS, 0)
    number = first
    while time.monotonic() < until or not all(done.values()):
        for name, run in RUNS.items():
            if arguments.only in (None, name):
                _one(name, run, number)
            done[name] += 1
        number += 1
    counted: Any = ", ".join(f"{name}: {times}" for name, times in done.items())
    print(f"no failure in {counted} rounds")


def _one(name: str, run: Run, number: int) -> None:
    try:
        run(random.Random(number))
    except Exception:
        traceback.print_exc()
        print(f"{name} failed with --seed {number} --only {name!r}")
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
