"""One clause, many fates: what becomes of a term when its clause is struck out, moved to a box, softened or translated.

Each fate is a real Word file made here, for one term after another.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest

from agreements.word.reader import read_word
from checker.cards import load_cards
from checker.evidence import TermResult, judge_term
from tests.agreements.word.clauses_in_places import BY, SEEN, agreement_with


@dataclass(frozen=True)
class Clause:
    """A clause that meets a term, and what others make of it.

    `negated` frees from the duty, `soft` leaves it to somebody's pleasure, `paraphrase` says the same in words of
    another kind, `french` in French; `heading` would stand over it.
    """

    term: str
    heading: str
    met: str
    negated: str
    soft: str
    paraphrase: str
    french: str


CLAUSES = (
    Clause(
        "deemed-export/access-gate",
        "Access to Controlled Technology",
        "The Host shall give access to controlled technology only to persons for whom it has determined that no "
        "licence is needed.",
        "Nothing in this Agreement obliges the Host to obtain a licence before a person has access to controlled "
        "technology.",
        "The Host may, in its discretion, consider whether the access of a person to controlled technology needs "
        "a licence.",
        "Nobody must see export-controlled drawings before the holder has cleared that individual.",
        "L'hôte ne donne accès à la technologie contrôlée qu'aux personnes pour lesquelles il a établi qu'aucune "
        "licence n'est requise.",
    ),
    Clause(
        "export-control/notice-before-sending",
        "Export Control",
        "A Party shall not send controlled technology before it has told the receiving Party in writing what it "
        "is and the "
        "receiving Party has accepted it.",
        "Nothing in this Agreement obliges a Party to tell the receiving Party in writing, or to await its "
        "acceptance, before "
        "it sends controlled technology.",
        "A Party may, in its discretion, consider whether to inform the receiving Party before it sends "
        "controlled technology "
        "that it is to accept.",
        "Before delivery of a dual-use item the supplier must advise the recipient in advance and obtain its consent.",
        "Une Partie n'envoie aucune technologie contrôlée avant d'avoir informé par écrit la Partie destinataire "
        "et reçu son accord.",
    ),
    Clause(
        "export-control/authorisation-first",
        "Export Control",
        "A Party shall not send controlled technology until the export licence that it needs has been obtained.",
        "Nothing in this Agreement obliges a Party to obtain an export licence before it sends controlled technology.",
        "A Party may, in its discretion, consider whether an export licence should be obtained before it sends "
        "controlled technology.",
        "No dual-use goods shall be shipped without the required permit of the government.",
        "Une Partie n'envoie aucune technologie contrôlée avant que la licence d'exportation dont elle a besoin "
        "ait été obtenue.",
    ),
    Clause(
        "export-control/onward-transfer",
        "Export Control",
        "The receiving Party shall not re-export controlled technology to another country without the written "
        "consent of the provider.",
        "Nothing in this Agreement obliges the receiving Party to ask for consent before it re-exports controlled "
        "technology to "
        "another country.",
        "The receiving Party may, in its discretion, consider whether to ask for consent before it re-exports "
        "controlled "
        "technology to another country.",
        "Controlled items must not pass to third parties unless their provider has given prior approval.",
        "La Partie destinataire ne réexporte pas la technologie contrôlée vers un autre pays sans l'accord écrit "
        "du fournisseur.",
    ),
    Clause(
        "export-control/end-use",
        "End Use",
        "The Recipient shall not use the technology for chemical, biological or nuclear weapons or for missiles.",
        "Nothing in this Agreement obliges the Recipient not to use the technology for nuclear weapons.",
        "The Recipient may, in its discretion, consider not to use the technology for nuclear weapons.",
        "The equipment must serve peaceful purposes only, and its application to any weapon of mass destruction "
        "is prohibited.",
        "Le destinataire n'utilise pas la technologie pour des armes chimiques, biologiques ou nucléaires ni pour "
        "des missiles.",
    ),
    Clause(
        "technology-control-plan/security-measures",
        "Technology Control Plan",
        "The Party that holds controlled technology shall keep a written control plan of physical and computer "
        "measures for it.",
        "Nothing in this Agreement obliges a Party to keep a control plan of physical measures for controlled "
        "technology.",
        "A Party may, in its discretion, consider a control plan of physical measures for controlled technology.",
        "Export-controlled items must be locked away from visitors and encrypted on every device.",
        "La Partie qui détient la technologie contrôlée tient un plan écrit de mesures physiques et informatiques "
        "pour la protéger.",
    ),
    Clause(
        "data-location/storage-places",
        "Places of Storage",
        "Project data shall be stored and processed only at the places that Annex 2 lists for them.",
        "Nothing in this Agreement obliges the Recipient to store project data only at the places that Annex 2 lists.",
        "The Recipient may, in its discretion, consider to keep project data stored only at the places that Annex "
        "2 lists.",
        "The research data must remain on servers within the European Union.",
        "Les données du projet ne sont conservées et traitées que dans les lieux que l'annexe 2 énumère pour elles.",
    ),
    Clause(
        "information-security/incident-notice",
        "Security Incidents",
        "A Party that becomes aware of a security incident which affects the data of the other shall notify it "
        "within 48 hours.",
        "Nothing in this Agreement obliges a Party to notify the other of a security incident within any number "
        "of hours.",
        "A Party may, in its discretion, consider whether to inform the other of a security incident within two days.",
        "Whoever detects unauthorised access to shared data must report it to their provider immediately.",
        "Une Partie qui apprend un incident de sécurité touchant les données de l'autre l'en informe dans les "
        "quarante-huit heures.",
    ),
    Clause(
        "foreign-filing/clearance-first",
        "Foreign Filing",
        "Before it files a patent application abroad, a Party shall obtain the foreign filing licence that the "
        "law requires.",
        "Nothing in this Agreement obliges a Party to obtain a foreign filing licence before it files a patent "
        "application abroad.",
        "A Party may, in its discretion, consider whether to obtain a foreign filing licence before it files a "
        "patent application.",
        "An invention must undergo the secrecy examination of its home country before protection is sought elsewhere.",
        "Avant de déposer une demande de brevet à l'étranger, une Partie obtient l'autorisation de dépôt que la "
        "loi exige.",
    ),
)
FRENCH_BEFORE = (
    "Le présent accord est conclu entre la Première Université et le Second Institut.",
    "1.1 Les Parties travaillent ensemble au projet, chacune à ses propres frais et avec son propre personnel.",
)
FRENCH_AFTER = (
    "Chaque Partie conserve ce qui lui appartenait avant le début de cet accord et en garde la propriété.",
    "Le présent accord est conclu pour une durée de trois ans à compter de la date de la dernière signature.",
)
each_clause = pytest.mark.parametrize("clause", [pytest.param(clause, id=clause.term) for clause in CLAUSES])


def judged(clause: Clause, file: Path) -> TermResult:
    return judge_term(load_cards().terms[clause.term], read_word(file))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    return tmp_path / "paper.docx"


@each_clause
@pytest.mark.parametrize("place", SEEN)
def test_a_clause_meets_its_term_wherever_it_stands(paper: Path, clause: Clause, place: str) -> None:
    result = judged(clause, agreement_with(paper, clause.met, place))
    assert result.verdict == "met"
    assert [passage.quote for passage in result.evidence] == [clause.met]


@each_clause
@pytest.mark.parametrize("place", ["inserted", "inserted-paragraph"])
def test_a_clause_of_the_other_side_is_met_and_says_whose_it_is(paper: Path, clause: Clause, place: str) -> None:
    result = judged(clause, agreement_with(paper, clause.met, place))
    assert (result.verdict, result.evidence[0].revision) == ("met", f"inserted by {BY}")


@each_clause
@pytest.mark.parametrize("place", ["deleted", "deleted-paragraph"])
def test_a_clause_that_was_struck_out_is_missing_and_says_by_whom(paper: Path, clause: Clause, place: str) -> None:
    result = judged(clause, agreement_with(paper, clause.met, place))
    assert result.verdict == "missing"
    assert [(aside.passage.quote, aside.reason) for aside in result.set_aside] == [(clause.met, f"struck out by {BY}")]


@each_clause
@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("header", "it stands in a page header"),
        ("footer", "it stands in a page footer"),
        ("comment", "it stands in a comment"),
    ],
)
def test_a_clause_beside_the_text_is_missing(paper: Path, clause: Clause, place: str, reason: str) -> None:
    result = judged(clause, agreement_with(paper, clause.met, place))
    assert result.verdict == "missing"
    assert [(aside.passage.quote, aside.reason) for aside in result.set_aside] == [(clause.met, reason)]


@each_clause
def test_an_agreement_without_the_clause_misses_its_term(paper: Path, clause: Clause) -> None:
    result = judged(clause, agreement_with(paper, "The Parties meet twice a year."))
    assert (result.verdict, result.evidence, result.set_aside) == ("missing", (), ())


@each_clause
def test_a_clause_that_obliges_nobody_is_missing_and_shown_with_the_reason(paper: Path, clause: Clause) -> None:
    result = judged(clause, agreement_with(paper, clause.negated))
    assert result.verdict == "missing"
    assert [aside.passage.quote for aside in result.set_aside] == [clause.negated]
    assert result.set_aside[0].reason == "not counted because of: nothing in this agreement"


@each_clause
def test_a_heading_over_nothing_is_missing(paper: Path, clause: Clause) -> None:
    result = judged(clause, agreement_with(paper, "[Intentionally omitted]", heading=clause.heading))
    assert result.verdict == "missing"


@each_clause
def test_a_clause_left_to_discretion_is_weak(paper: Path, clause: Clause) -> None:
    result = judged(clause, agreement_with(paper, clause.soft))
    assert result.verdict == "weak"
    assert [passage.quote for passage in result.evidence] == [clause.soft]


@each_clause
def test_a_clause_in_other_words_is_not_missing(paper: Path, clause: Clause) -> None:
    result = judged(clause, agreement_with(paper, clause.paraphrase))
    assert result.verdict in ("met", "weak")


@each_clause
def test_a_paper_in_a_language_without_word_lists_is_not_assessed(paper: Path, clause: Clause) -> None:
    file = agreement_with(paper, clause.french, before=FRENCH_BEFORE, after=FRENCH_AFTER)
    assert judged(clause, file).verdict == "not-assessed"
