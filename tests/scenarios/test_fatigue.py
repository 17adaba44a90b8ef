"""How much a check says: findings above a note in papers of the other side stay few enough to be read."""

from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median

import pytest

from agreements.deal import Deal
from agreements.deals import read_deal
from agreements.document import Document
from agreements.reading import read_document
from checker.findings import Finding, Severity
from checker.judge import Asking, check
from checker.kinds import kind_of

HERE = Path(__file__).parent
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
DAY = date(2026, 11, 24)
# Three deals that differ: listed inputs and a grant, listed goods for money, and a machine used from afar.
CHOSEN = ("us-visitors-open-results", "german-amplifiers-to-japan", "cloud-users-four-countries")
CEILINGS = {"nda": 3, "transfer": 6, "research": 12, "consortium": 15}
EVERY = 15  # of the long row of commercial contracts, each fifteenth is read

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the development corpus ../shared/corpus is not here")


@cache
def deals() -> tuple[Deal, ...]:
    return tuple(read_deal(HERE / f"{name}.toml") for name in CHOSEN)


def above_note(document: Document, kind: str, deal: Deal) -> tuple[Finding, ...]:
    return check(document, Asking(as_of=DAY, deal=deal, kind=kind)).at_or_above(Severity.WARNING)


def counted(paths: list[Path]) -> dict[str, list[int]]:
    """How many findings above a note each paper has in each deal, by kind of paper, wide."""
    found: dict[str, list[int]] = defaultdict(list)
    for path in paths:
        document = read_document(path)
        kind = kind_of(document).kind
        found[kind.partition("-")[0] if kind.startswith(("transfer", "research")) else kind] += [
            len(above_note(document, kind, deal)) for deal in deals()
        ]
    return found


@pytest.mark.parametrize("name", ["transfer", "sponsored", "consortium"])
def test_a_paper_of_the_other_side_has_findings_few_enough_to_be_read(name: str) -> None:
    path = HERE / "papers" / f"{name}.md"
    ((kind, counts),) = counted([path]).items()
    assert median(counts) <= CEILINGS[kind]
    assert min(counts) > 0


def test_every_paper_of_the_other_side_is_told_to_be_what_it_is() -> None:
    kinds = {path.stem: kind_of(read_document(path)).kind for path in (HERE / "papers").glob("*.md")}
    assert kinds == {"transfer": "transfer-material", "sponsored": "research-sponsored", "consortium": "consortium"}


def corpus_papers() -> list[Path]:
    return [
        *sorted(CORPUS.glob("docx/*.docx")),
        *sorted(CORPUS.glob("nda/*.txt")),
        *sorted(CORPUS.glob("cuad-text/*.txt"))[::EVERY],
    ]


@needs_corpus
def test_the_findings_in_real_confidentiality_agreements_are_few_enough_to_be_read() -> None:
    counts = counted(corpus_papers())
    assert len(counts["nda"]) >= 12
    assert median(counts["nda"]) <= CEILINGS["nda"], dict(counts)


@needs_corpus
def test_no_finding_in_a_real_paper_says_that_somebody_breaks_the_law() -> None:
    for path in corpus_papers()[:9]:
        document = read_document(path)
        for deal in deals():
            for finding in above_note(document, kind_of(document).kind, deal):
                assert "violat" not in finding.message.lower()
