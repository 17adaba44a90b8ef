"""What is taken out of a draft is what the check of its Word file says is missing: no more, no less."""

from functools import cache
from pathlib import Path

import pytest

from agreements.compose import Composition, compose
from agreements.deal import Deal
from agreements.word.package import opened
from agreements.word.reader import read_package
from agreements.word.writer import written
from checker.findings import Report, Severity
from checker.judge import Asking, check
from clauses.library import load_library
from tests.agreements.making import DAY, changed

EXAMPLES = ("spin-qubit-control", "photonic-network-consortium", "open-theory")
DEFECTS = ("missing", "weak", "conflict")


@cache
def deal_of(name: str) -> Deal:
    return changed(name, {})


@cache
def composed(name: str, without: str = "") -> Composition:
    deal = deal_of(name)
    if without:
        positions = {page: position for page, position in deal.positions.items() if page != without}
        deal = deal.model_copy(update={"leave_out": (*deal.leave_out, without), "positions": positions})
    return compose(deal, as_of=DAY)


@cache
def report(name: str, without: str = "") -> Report:
    document = read_package(opened(Path("draft.docx"), written(composed(name, without).agreement))).document
    return check(document, Asking(as_of=DAY, deal=deal_of(name)))


def lacking(made: Report, least: Severity = Severity.NOTE) -> set[str]:
    """Terms that the report says are missing, or would say so if a question were answered."""
    weighs = (f for f in made.findings if max(f.severity or 0, f.if_severity or 0) >= least)
    return {f.term for f in weighs if f.subject != "drafting" and (f.if_asked or f.verdict) in DEFECTS}


def removable(name: str) -> list[str]:
    """Pages that supply a term and that no other page needs."""
    choices = composed(name).choices
    needed = {id for choice in choices for id in choice.page.needs(choice.position)}
    return [c.page.id for c in choices if c.page.id not in needed and c.page.supplies(c.position)]


CASES = [pytest.param(name, page, id=f"{name}: {page}") for name in EXAMPLES for page in removable(name)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_draft_has_no_finding_above_note_against_it_but_its_blanks(name: str) -> None:
    made = report(name)
    assert [f.term for f in made.at_or_above(Severity.WARNING) if f.term != "drafting/blank-left"] == []


@pytest.mark.parametrize(("name", "page"), CASES)
def test_a_provision_taken_out_is_missed_by_exactly_its_terms(name: str, page: str) -> None:
    before = {choice.page.id: set(choice.page.supplies(choice.position)) for choice in composed(name).choices}
    after = {choice.page.id: set(choice.page.supplies(choice.position)) for choice in composed(name, page).choices}
    gone = set().union(*before.values()) - set().union(*after.values())
    asked = {finding.term for finding in report(name).findings}
    made = report(name, page)
    assert gone & asked <= lacking(made) - lacking(report(name))
    # A term that another page can supply too may be there or not, by the conditions of its items.
    assert lacking(made, Severity.WARNING) - lacking(report(name), Severity.WARNING) <= before[page]


def test_every_page_that_is_tried_is_one_of_the_library() -> None:
    assert {param.values[1] for param in CASES} <= set(load_library().pages)
