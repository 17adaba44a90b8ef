"""How much a check says: papers of the other side have findings few enough to be read, in every deal."""

from collections import defaultdict
from collections.abc import Iterable
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
from checker.kinds import kind_of, load_kinds

HERE = Path(__file__).parent
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
DAY = date(2026, 11, 24)
DEALS = sorted(path for path in HERE.glob("*.toml") if not path.name.endswith(".expected.toml"))
PAPERS = ("transfer", "sponsored", "consortium")
CEILINGS = {"nda": 3, "transfer": 6, "research": 12, "consortium": 15}
EVERY = 15  # of the long row of commercial contracts, each fifteenth is read

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the development corpus ../shared/corpus is not here")
each_deal = pytest.mark.parametrize("deal", DEALS, ids=lambda path: path.stem)


@cache
def deal_in(path: Path) -> Deal:
    return read_deal(path)


@cache
def document_in(path: Path) -> Document:
    return read_document(path)


def above_note(path: Path, deal: Path) -> tuple[Finding, ...]:
    return check(document_in(path), Asking(as_of=DAY, deal=deal_in(deal))).at_or_above(Severity.WARNING)


def family(path: Path) -> str:
    """The kind of a paper without its refinement: the ceilings are by these."""
    kind = kind_of(document_in(path)).kind
    return kind.partition("-")[0] if kind.startswith(("transfer", "research")) else kind


def counted(paths: Iterable[Path], deals: Iterable[Path] = DEALS) -> dict[str, list[int]]:
    """How many findings above a note each paper has in each deal, by kind of paper, wide."""
    found: dict[str, list[int]] = defaultdict(list)
    for path in paths:
        found[family(path)] += [len(above_note(path, deal)) for deal in deals]
    return found


@each_deal
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_of_the_other_side_has_findings_few_enough_to_be_read(name: str, deal: Path) -> None:
    path = HERE / "papers" / f"{name}.md"
    found = above_note(path, deal)
    assert len(found) <= CEILINGS[family(path)], [finding.term for finding in found]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_of_the_other_side_is_not_let_pass(name: str) -> None:
    """Few is not none: each of the papers lacks something that law asks for in most of the deals."""
    (counts,) = counted([HERE / "papers" / f"{name}.md"]).values()
    assert sum(count > 0 for count in counts) > len(counts) / 2


def test_every_paper_of_the_other_side_is_told_to_be_what_it_is() -> None:
    kinds = {path.stem: kind_of(document_in(path)).kind for path in (HERE / "papers").glob("*.md")}
    assert kinds == {"transfer": "transfer-material", "sponsored": "research-sponsored", "consortium": "consortium"}


NARROW = [name for name, kind in load_kinds().items() if kind.law_may_want == ()]


def test_papers_under_which_nothing_passes_but_words_or_people_are_asked_for_no_words_of_law() -> None:
    assert set(NARROW) == {"nda", "secondment", "intent", "accession", "variation"}


@each_deal
@pytest.mark.parametrize("kind", NARROW)
def test_what_a_grant_or_a_law_wants_in_a_contract_is_not_asked_of_a_paper_beside_it(
    kind: str, deal: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("Paper\n\nThe parties will talk.\n", encoding="utf-8")
    report = check(read_document(paper), Asking(as_of=DAY, deal=deal_in(deal), kind=kind))
    forces = {asked.force for finding in report.findings for asked in finding.asked_by}
    assert not forces & {"content", "grant"}


def corpus_papers(kind: str) -> list[Path]:
    papers = [
        *sorted(CORPUS.glob("docx/*.docx")),
        *sorted(CORPUS.glob("nda/*.txt")),
        *sorted(CORPUS.glob("cuad-text/*.txt"))[::EVERY],
    ]
    return [path for path in papers if family(path) == kind]


@needs_corpus
@each_deal
def test_the_findings_in_real_confidentiality_agreements_are_few_enough_to_be_read(deal: Path) -> None:
    (counts,) = counted(corpus_papers("nda"), [deal]).values()
    assert len(counts) >= 4
    assert max(counts) <= CEILINGS["nda"]


@needs_corpus
@pytest.mark.parametrize("kind", ["research", "licence"])
def test_the_findings_in_real_agreements_on_research_and_licences_are_few_enough_to_be_read(kind: str) -> None:
    (counts,) = counted(corpus_papers(kind)).values()
    assert len(counts) >= 3 * len(DEALS)
    assert median(counts) <= CEILINGS["research"]


@needs_corpus
def test_no_finding_in_a_real_paper_says_that_somebody_breaks_the_law() -> None:
    for path in corpus_papers("nda"):
        for deal in DEALS[::4]:
            for finding in above_note(path, deal):
                assert "violat" not in finding.message.lower()
