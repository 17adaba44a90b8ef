from checker.examples import document_in
from checker.findings import Severity
from checker.proofreading import CHECKS, proofread

FRAME = "# 1. Terms\n1.1 The Parties shall meet.\n1.2 They shall work.\n# 2. More\n2.1 They rest.\n2.2 They leave.\n"


def found(text: str, *, own: bool = True) -> list[tuple[str, str]]:
    return [(finding.term, finding.message) for finding in proofread(document_in(text), own=own)]


def test_a_clean_paper_has_no_finding() -> None:
    assert found(FRAME) == []


def test_a_blank_left_is_found() -> None:
    assert ("drafting/blank-left", "A blank is left: [●]") in found(FRAME + "2.3 The fee is [●].")
    assert ("drafting/blank-left", "A blank is left: _____") in found(FRAME + "2.3 The fee is _____.")


def test_many_blanks_are_one_finding() -> None:
    text = FRAME + "".join(f"2.{number} The fee is [●] or ____{'_' * number}.\n" for number in range(3, 7))
    (finding,) = proofread(document_in(text), own=True)
    assert finding.message == "8 blanks are left: [●], _______, ________ and 3 more"
    assert len(finding.evidence) == 8


def test_a_reference_to_nothing_is_found() -> None:
    assert found(FRAME + "2.3 As clause 7.9 says.") == [("drafting/reference-dead", "clause 7.9 leads nowhere")]


def test_a_reference_to_a_provision_or_to_a_law_is_none() -> None:
    assert found(FRAME + "2.3 As clause 1.2 says.") == []
    assert found(FRAME + "2.3 As Article 46 of Regulation (EU) 2016/679 says.") == []


def test_a_definition_that_nobody_uses_is_found() -> None:
    text = FRAME + "“Gadget” means a thing.\n2.3 They shall talk."
    assert found(text) == [("drafting/definition-unused", "“Gadget” is defined and never used")]


def test_a_definition_used_in_the_plural_is_used() -> None:
    assert found(FRAME + "“Party” means who signs.\n“Gadget” means a thing.\n2.3 The Gadgets shine.") == []


def test_a_term_defined_twice_is_found() -> None:
    text = FRAME + "“Gadget” means a thing.\n“Gadget” means another.\n2.3 The Gadget shines."
    assert ("drafting/definition-doubled", "“Gadget” is defined twice") in found(text)


def test_a_schedule_that_is_mentioned_and_missing_is_found() -> None:
    text = FRAME + "2.3 Schedule 1 and Schedule 4 apply.\n# Schedule 1\nThe plan."
    assert found(text) == [("drafting/schedule-missing", "Schedule 4 is mentioned and is not there")]


def test_defects_are_errors_in_our_own_drafts_and_notes_in_other_papers() -> None:
    blank = document_in(FRAME + "2.3 The fee is [●].")
    assert {finding.severity for finding in proofread(blank, own=True)} == {Severity.ERROR}
    assert {finding.severity for finding in proofread(blank, own=False)} == {Severity.NOTE}


def test_every_finding_belongs_to_a_check_that_can_be_explained() -> None:
    text = FRAME + "“Gadget” means a thing.\n2.3 As clause 7.9 and [●] say in Schedule 4.\n# Schedule 1\nx"
    assert {finding.term for finding in proofread(document_in(text), own=True)} <= set(CHECKS)
