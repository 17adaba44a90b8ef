import re

import pytest

from checker.cards import load_cards
from checker.examples import document_in
from checker.kinds import kind_named, kind_of, load_kinds
from clauses.errors import ContentError


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("# Mutual Non-Disclosure Agreement\nThis Agreement is made today.", "nda"),
        ("# DATA PROCESSING ADDENDUM\nbetween A and B", "data-processing"),
        ("# Consortium Agreement\nbetween many", "consortium"),
        ("# Joint Development Agreement\nbetween A and B", "research"),
        ("# Agreement\nThis Sponsored Research Agreement is made between A and B.", "research-sponsored"),
        ("# Mutual NDA\nfor talks about a Development Agreement", "nda"),
        ("# Purchase of horses\nA sells horses to B.", "other"),
    ],
)
def test_the_kind_is_what_the_paper_calls_itself(opening: str, kind: str) -> None:
    assert kind_of(document_in(opening)).kind == kind


def test_the_words_that_told_the_kind_are_said() -> None:
    assert (
        kind_of(document_in("# Consortium Agreement\nbetween many")).because == "the title says 'consortium agreement'"
    )


def test_a_refined_kind_is_asked_what_its_kind_is_asked() -> None:
    assert kind_named("nda").asks_about == kind_of(document_in("# NDA\nx")).asks_about


def test_a_kind_that_does_not_exist_is_refused_with_the_near_match() -> None:
    with pytest.raises(
        ContentError, match=re.escape("--kind: there is no kind of agreement 'ndaa'\n  hint: did you mean nda?")
    ):
        kind_named("ndaa")


@pytest.mark.parametrize("kind", sorted(load_kinds()))
def test_every_kind_says_what_it_is_asked_about(kind: str) -> None:
    assert kind_named(kind).kind == kind


def test_a_confidentiality_agreement_is_asked_of_export_control_what_it_can_answer() -> None:
    kind = kind_named("nda")
    assert kind.is_asked("export-control/notice-before-sending")
    assert kind.is_asked("foreign-authority-access/request-handling")
    assert not kind.is_asked("export-control/records")


def test_what_law_wants_in_a_contract_is_looked_for_in_the_paper_that_can_hold_it() -> None:
    funder = "exploitation-and-options/funder-rights"
    assert kind_named("consortium").can_hold(funder)
    assert kind_named("other").can_hold(funder)
    assert kind_named("licence").can_hold(funder)
    assert not kind_named("nda").can_hold(funder)
    assert not kind_named("data-processing").can_hold(funder)
    assert kind_named("data-processing").can_hold("data-protection/processor-terms")
    assert not kind_named("secondment").can_hold("data-transfer/tool")


@pytest.mark.parametrize("kind", sorted(load_kinds()))
def test_what_a_kind_names_is_a_subject_or_a_term(kind: str) -> None:
    known = {*load_cards().subjects, *load_cards().terms}
    entry = load_kinds()[kind]
    assert {*(entry.asks_about or ()), *(entry.law_may_want or ())} <= {*known, "guards"}
