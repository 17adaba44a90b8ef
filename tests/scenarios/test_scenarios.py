"""Twelve worked deals with what a specialist expects the law to ask of each: terms, provisions, questions, actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from agreements.asking import Answer
from agreements.compose import compose
from agreements.deal import Deal
from agreements.deals import read_deal
from agreements.document import Document
from agreements.facts import Facts, facts_of_deal
from agreements.legislation import Applied, Asked, Law, asked_terms, load_law
from agreements.reading import read_document
from agreements.writing import write_agreement
from checker.cards import load_cards
from checker.evidence import read_terms
from checker.findings import Finding, Report, Severity
from checker.judge import Asking, check
from clauses.source import read_toml, validated

HERE = Path(__file__).parent
DAY = date(2026, 11, 24)
DEALS = sorted(path for path in HERE.glob("*.toml") if not path.name.endswith(".expected.toml"))

each_scenario = pytest.mark.parametrize("path", DEALS, ids=lambda path: path.stem)


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Terms(_Written):
    """Terms with the specialist's reason."""

    terms: tuple[str, ...]
    because: str


class Provisions(_Written):
    apply: tuple[str, ...]
    not_apply: tuple[str, ...]


class OpenOne(_Written):
    key: str
    because: str


class Due(_Written):
    provision: str
    owner: str
    when: str
    because: str


class Expected(_Written):
    """What is expected of a deal: `asked` by law, `offered` by practice alone, `perhaps` while a fact is open.

    `asked` is everything that law asks; `offered` and `not_asked` name what a specialist would look for.
    """

    about: str
    listed: Mapping[str, tuple[str, ...]] = {}
    asked: tuple[Terms, ...]
    offered: tuple[Terms, ...]
    perhaps: tuple[Terms, ...] = ()
    not_asked: tuple[Terms, ...]
    provisions: Provisions
    question: tuple[OpenOne, ...] = ()
    action: tuple[Due, ...]


@dataclass(frozen=True)
class Scenario:
    """A deal with its facts and what the law says to them."""

    deal: Deal
    expected: Expected
    facts: Facts
    applied: tuple[Applied, ...]
    surely: Mapping[str, Asked]
    perhaps: Mapping[str, Asked]


@cache
def law() -> Law:
    return load_law()


@cache
def scenario(path: Path) -> Scenario:
    deal = read_deal(path)
    expected = validated(Expected, read_toml(path.with_suffix(".expected.toml"), f"{path.stem}.expected.toml"))
    facts = facts_of_deal(deal, DAY)
    applied = law().apply(facts)
    return Scenario(deal, expected, facts, applied, asked_terms(applied), asked_terms(applied, at_least=Answer.OPEN))


def names(groups: tuple[Terms, ...]) -> set[str]:
    return {term for group in groups for term in group.terms}


def by_law(asked: Asked) -> bool:
    return asked.force != "practice"


def test_there_are_twelve_scenarios_each_with_its_expectations() -> None:
    assert len(DEALS) == 12
    assert {path.name for path in HERE.glob("*.expected.toml")} == {f"{path.stem}.expected.toml" for path in DEALS}


@each_scenario
def test_every_term_that_a_specialist_expects_is_asked_by_law(path: Path) -> None:
    told = scenario(path)
    asked = {term for term, entry in told.surely.items() if by_law(entry)}
    assert sorted(names(told.expected.asked) - asked) == []


@each_scenario
def test_law_asks_for_no_term_that_a_specialist_does_not_expect(path: Path) -> None:
    told = scenario(path)
    asked = {term: entry for term, entry in told.surely.items() if by_law(entry)}
    others = asked.keys() - names(told.expected.asked)
    assert {term: [entry.provision.id for entry in asked[term].applied] for term in others} == {}


@each_scenario
def test_nothing_hangs_on_an_open_fact_that_a_specialist_does_not_see(path: Path) -> None:
    told = scenario(path)
    assert sorted(told.perhaps.keys() - told.surely.keys() - names(told.expected.perhaps)) == []


@each_scenario
def test_what_is_good_practice_only_is_asked_by_no_law(path: Path) -> None:
    told = scenario(path)
    offered = {term for term, entry in told.surely.items() if not by_law(entry)}
    assert sorted(names(told.expected.offered) - offered) == []


@each_scenario
def test_what_hangs_on_an_open_fact_is_not_asked_yet(path: Path) -> None:
    told = scenario(path)
    assert sorted(names(told.expected.perhaps) - (set(told.perhaps) - set(told.surely))) == []


@each_scenario
def test_no_term_is_asked_that_has_no_business_in_the_deal(path: Path) -> None:
    told = scenario(path)
    found = names(told.expected.not_asked) & set(told.perhaps)
    assert {term: [entry.provision.id for entry in told.perhaps[term].applied] for term in found} == {}


@each_scenario
def test_the_expected_provisions_apply_and_the_others_do_not(path: Path) -> None:
    told = scenario(path)
    answers = {entry.provision.id: entry.answer for entry in told.applied}
    expected = told.expected.provisions
    assert not {*expected.apply, *expected.not_apply} - set(law().provisions)
    assert [id for id in expected.apply if answers.get(id) is not Answer.YES] == []
    assert [id for id in expected.not_apply if answers.get(id, Answer.NO) is not Answer.NO] == []


@each_scenario
def test_the_open_questions_are_asked_and_no_others(path: Path) -> None:
    told = scenario(path)
    asked = {q.key for entry in told.applied if entry.answer is Answer.OPEN for q in entry.questions}
    assert asked == {question.key for question in told.expected.question}


@each_scenario
def test_the_main_acts_have_their_owner_and_moment(path: Path) -> None:
    told = scenario(path)
    due = {
        (entry.provision.id, action.owner, action.when)
        for entry in told.applied
        if entry.answer is Answer.YES
        for action in entry.provision.actions
    }
    expected = {(action.provision, action.owner, action.when) for action in told.expected.action}
    assert sorted(expected - due) == []


@each_scenario
def test_items_meet_the_entries_that_their_numbers_reach(path: Path) -> None:
    told = scenario(path)
    listed = {row.column("id"): row.columns.get("listed") or () for row in told.facts.by_kind.get("item", ())}
    for item, entries in told.expected.listed.items():
        assert set(entries) <= set(listed[item])


EMPTY = "Agreement\n\nThe parties will work together.\n"


@cache
def against_nothing(path: Path, folder: Path) -> Report:
    """The check of a paper that says nothing, with the deal: every term asked for is missing."""
    paper = folder / f"{path.stem}.txt"
    paper.write_text(EMPTY, encoding="utf-8")
    return check(read_document(paper), Asking(as_of=DAY, deal=read_deal(path)))


@each_scenario
def test_conduct_law_never_comes_out_as_a_law_that_wants_words(path: Path, tmp_path: Path) -> None:
    for finding in against_nothing(path, tmp_path).findings:
        forces = {asked.force for asked in finding.asked_by}
        if forces and not forces & {"content", "grant"} and not finding.conflicts:
            assert finding.severity is not Severity.ERROR, finding.term
        if forces == {"practice"}:
            assert finding.severity in (None, Severity.NOTE), finding.term
        said = " ".join((finding.message, *(m for asked in finding.asked_by for m in asked.messages))).lower()
        for words in ("the law requires", "required by law", "must say", "must contain", "mandatory clause", "violat"):
            assert words not in said, finding.term


@each_scenario
def test_nothing_is_held_against_the_draft_of_a_scenario_but_its_blanks(path: Path, tmp_path: Path) -> None:
    deal, out = read_deal(path), tmp_path / f"{path.stem}.docx"
    write_agreement(compose(deal, as_of=DAY, base=path.parent, shown=path.name).agreement, out)
    report = check(read_document(out), Asking(as_of=DAY, deal=deal))
    against = report.at_or_above(Severity.WARNING)
    assert sorted(f"{f.term} {f.verdict}" for f in against if f.term != "drafting/blank-left") == []


@each_scenario
def test_the_draft_of_a_scenario_prints_no_act_that_is_nobodys(path: Path) -> None:
    composed = compose(read_deal(path), as_of=DAY, base=path.parent, shown=path.name)
    assert composed.choices
    told = scenario(path)
    assert all(action.owner and action.when for entry in told.applied for action in entry.provision.actions)


OPEN = HERE / "us-visitors-open-results.toml"
CLOSED = HERE / "us-visitors-60-qubits.toml"


def test_open_results_lift_no_gate_from_what_goes_in() -> None:
    gates = {"deemed-export/access-gate", "export-control/authorisation-first", "export-control/notice-before-sending"}
    assert gates <= set(scenario(OPEN).surely) & set(scenario(CLOSED).surely)


def read_back(deal: Deal, folder: Path) -> Document:
    """The draft of a deal as its Word file reads."""
    out = folder / "draft.docx"
    write_agreement(compose(deal, as_of=DAY, base=HERE, shown="deal.toml").agreement, out)
    return read_document(out)


def verdicts(document: Document, deal: Deal) -> dict[str, Finding]:
    return {finding.term: finding for finding in check(document, Asking(as_of=DAY, deal=deal)).findings}


VETO = """1. **Consent.** A Party shall not publish Results without the prior written consent of the other. ^review
1. **Refusal.** The other Party may refuse to consent to a publication of Results for any reason."""


def test_open_results_are_drafted_free_and_give_nobody_a_veto(tmp_path: Path) -> None:
    deal = read_deal(OPEN)
    draft = read_back(deal, tmp_path)
    found = verdicts(draft, deal)
    assert found["guards/results-open"].verdict == "met"
    assert found["fundamental-research/results-free"].verdict == "met"
    assert found["publication-review/review-and-delay"].verdict == "met"
    # That silence clears a paper is asked by no law; the draft says it all the same, and nothing in it says otherwise.
    silence = read_terms(draft, load_cards()).terms["publication-review/no-veto"]
    assert (silence.verdict, silence.contradictions) == ("met", ())
    assert found["deemed-export/access-gate"].verdict == "met"


def test_a_consent_to_publish_put_into_the_same_draft_is_objected_to(tmp_path: Path) -> None:
    deal = read_deal(OPEN)
    vetoed = deal.model_copy(update={"wording": {"publication/review": VETO}})
    draft = read_back(vetoed, tmp_path)
    found = verdicts(draft, vetoed)
    guard = found["guards/results-open"]
    assert (guard.verdict, guard.severity) == ("conflict", Severity.ERROR)
    assert any("consent" in passage.quote for _, passage in guard.conflicts)
    assert read_terms(draft, load_cards()).terms["publication-review/no-veto"].verdict in ("conflict", "missing")


def test_freedom_of_results_is_asked_only_where_results_are_open() -> None:
    assert "fundamental-research/results-free" in scenario(OPEN).surely
    assert "fundamental-research/results-free" not in scenario(CLOSED).perhaps
