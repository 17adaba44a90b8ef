import pytest

from checker.cards import Card
from checker.evidence import TermResult, judge_subject, judge_term
from checker.examples import document_in

SAID = {"name": "said", "text": "1.1 ⟦The Host shall keep a log of access.⟧", "want": "met"}


def card(**changes: object) -> Card:
    evidence = {
        "core": {"act": {"en": ["log*", "record*"]}, "object": {"en": ["access"]}},
        "full": {"duty": {"use": "duty.strong"}},
        "downgrade": {"soft": {"use": "duty.soft"}},
        "defeat": {"negated": {"use": "defeat"}},
    }
    values = {
        "asks": "Is access logged?",
        "why": "So that it can be shown.",
        "evidence": evidence,
        "examples": {"case": [SAID]},
    }
    return Card.model_validate(values | changes)


def judged(text: str, **changes: object) -> TermResult:
    return judge_term(card(**changes), document_in(text))


def test_core_and_full_make_it_met() -> None:
    assert judged("1.1 The Host shall keep a log of access.").verdict == "met"


def test_without_a_full_slot_it_is_weak_and_the_slot_is_named() -> None:
    found = judged("1.1 A log of access exists at the Host.")
    assert (found.verdict, found.lacks) == ("weak", ("duty",))


def test_the_core_must_stand_in_one_sentence() -> None:
    assert judged("1.1 The Host shall keep a log. Access is free.").verdict == "missing"


def test_a_soft_duty_is_weak() -> None:
    found = judged("1.1 The Host may, in its discretion, keep a log of access.")
    assert found.verdict == "weak"
    assert "soft" in found.lacks


def test_may_not_binds() -> None:
    assert judged("1.1 The Host may not give access without a record of it.").verdict == "met"


def test_a_passage_that_is_undone_is_set_aside_and_shown() -> None:
    found = judged("1.1 Nothing in this Agreement obliges the Host to keep a log of access.")
    assert found.verdict == "missing"
    assert found.set_aside[0].reason == "not counted because of: nothing in this agreement"
    assert found.set_aside[0].passage.provision == "1.1"


def test_a_negation_in_a_side_clause_undoes_nothing() -> None:
    assert (
        judged("1.1 The Host shall keep a log of access to items for which a licence is not required.").verdict == "met"
    )


def test_a_negation_after_a_verb_of_saying_counts() -> None:
    assert judged("1.1 The Parties agree that a log of access is not required.").verdict == "missing"


def test_a_recital_is_set_aside() -> None:
    found = judged("WHEREAS the Host shall keep a log of access;")
    assert (found.verdict, found.set_aside[0].reason) == ("missing", "a recital binds nobody")


def test_struck_text_is_set_aside_with_who_struck_it() -> None:
    found = judged("[-1.1 The Host shall keep a log of access.-]")
    assert (found.verdict, found.set_aside[0].reason) == ("missing", "struck out by the other side")


def test_inserted_text_counts_and_says_by_whom() -> None:
    found = judged("[+1.1 The Host shall keep a log of access.+]")
    assert (found.verdict, found.evidence[0].revision) == ("met", "inserted by the other side")


def test_what_a_lead_in_says_counts_for_its_items() -> None:
    found = judged("1.1 The Host shall:\n(a) keep a log of access; and\n(b) sweep the floor.")
    assert (found.verdict, [passage.provision for passage in found.evidence]) == ("met", ["1.1(a)"])


def test_a_companion_anywhere_is_enough_and_its_absence_is_named() -> None:
    evidence = {"core": {"act": {"en": ["log*"]}}, "also": {"review": {"en": ["review* ~5 yearly"]}}}
    alone = judged("1.1 The Host shall keep a log.", evidence=evidence)
    assert (alone.verdict, alone.lacks) == ("weak", ("review",))
    assert (
        judged("1.1 The Host shall keep a log.\n9.9 The Parties review it yearly.", evidence=evidence).verdict == "met"
    )


def test_a_contradiction_makes_a_conflict_and_shows_both() -> None:
    undone = [{"say": "Logs are forbidden here.", "all": {"en": ["no logs"]}}]
    found = judged("1.1 The Host shall keep a log of access.\n7.1 There shall be no logs.", contradicted_by=undone)
    assert found.verdict == "conflict"
    assert [entry.passage.provision for entry in found.contradictions] == ["7.1"]
    assert found.evidence[0].provision == "1.1"


def test_a_contradiction_of_nothing_is_no_conflict() -> None:
    undone = [{"say": "Logs are forbidden here.", "all": {"en": ["no logs"]}}]
    assert judged("7.1 There shall be no logs.", contradicted_by=undone).verdict == "missing"


def test_a_guard_is_met_until_something_trips_it() -> None:
    guard = {"evidence": [], "contradicted_by": [{"say": "A veto.", "all": {"en": ["veto"]}}]}
    assert judged("1.1 The Parties shall meet.", **guard).verdict == "met"
    assert judged("1.1 The Sponsor has a veto.", **guard).verdict == "conflict"


def test_in_a_page_without_stops_the_core_must_stand_close_together() -> None:
    filler = " and further the parties shall do things that have nothing to do with it" * 20
    assert judged(f"1.1 The Host shall keep a log{filler} and access is free").verdict == "missing"
    assert judged(f"1.1 The Host shall keep a log of access{filler}").verdict == "met"


def test_the_nearest_passages_of_a_missing_term_are_shown() -> None:
    found = judged(
        "1.1 The Host shall show its visitors the way.\n1.2 The Host keeps a log of doors.\n1.3 Fees are due in May."
    )
    assert found.verdict == "missing"
    assert found.nearest[0].provision == "1.2"


def test_exceptions_and_clauses_it_is_subject_to_are_to_be_read_too() -> None:
    text = "1.1 Subject to clause 4.2, the Host shall keep a log of access, unless the machine is idle.\n"
    text += "4.2 Nobody works at night."
    assert judged(text).read_too == ("subject to 4.2: “Nobody works at night.”", "“unless the machine is idle.”")


def test_a_text_in_a_language_without_words_is_not_assessed() -> None:
    text = (
        "1.1 L'institut tient un registre des accès et il le garde pendant la durée de la convention pour les parties."
    )
    assert judged(text).verdict == "not-assessed"


def test_a_subject_under_its_heading_is_present() -> None:
    evidence = {"heading": {"en": ["governing law"]}, "full": {"names": {"en": ["law* of"]}}}
    text = "# Governing law\n9.1 This Agreement is read under the laws of Norway.\n# Other\n10.1 Birds fly."
    found = judge_subject(card(evidence=evidence), document_in(text))
    assert found.present is True
    assert [passage.provision for passage in found.evidence] == ["9.1"]


@pytest.mark.parametrize(("grade", "present"), [("full", True), ("weak", "weak")])
def test_a_block_may_be_capped_at_weak(grade: str, present: object) -> None:
    evidence = {"grade": grade, "core": {"act": {"en": ["log*"]}}}
    assert judge_subject(card(evidence=evidence), document_in("1.1 The Host keeps a log.")).present == present
