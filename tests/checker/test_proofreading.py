"""Proofreading: in our own drafts every defect of form, in other people's papers only what is plainly one."""

from pathlib import Path

import pytest

from agreements.plain_text import read_text
from checker.examples import document_in
from checker.findings import Severity
from checker.proofreading import CHECKS, proofread

FRAME = "# 1. Terms\n1.1 The Parties shall meet.\n1.2 They shall work.\n# 2. More\n2.1 They rest.\n2.2 They leave.\n"

# A paper of another hand: five clauses that refer to each other.
PAPER = """COOPERATION AGREEMENT

1. MEANINGS

1.1 "Work" means what the Parties do together under Section 2.1.

1.2 "Site" means the place where the Work is done.

2. WORK

2.1 The Parties do the Work at the Site, as Section 3.1 says.

2.2 Each Party may stop the Work (a) where the Site is closed, (b) where Section 4.2 allows it, or (c) at any time.

3. MONEY

3.1 Each Party bears its own cost, subject to Section 4.1 and Section 5.2.

3.2 Nothing is paid for the Site.

4. END

4.1 This Agreement ends after a year.

4.2 A Party may end it earlier by notice under Section 5.1.

5. NOTICES

5.1 Notices are given in writing.

5.2 A notice under Section 4.2 takes effect when it arrives.
"""


def found(text: str, *, own: bool = True) -> list[tuple[str, str]]:
    return [(finding.term, finding.message) for finding in proofread(document_in(text), own=own)]


def said_of(*more: str, paper: str = PAPER) -> list[str]:
    """What is said of somebody else's paper that has further paragraphs at its end."""
    text = "\n\n".join([paper.rstrip(), *more, ""])
    return [finding.message for finding in proofread(read_text(Path("paper.txt"), text.encode()), own=False)]


def test_a_clean_paper_has_no_finding() -> None:
    assert found(FRAME) == []
    assert found(FRAME, own=False) == []
    assert said_of() == []


# Our own drafts


def test_a_blank_left_is_found() -> None:
    assert ("drafting/blank-left", "A blank is left: [●]") in found(FRAME + "2.3 The fee is [●].")
    assert ("drafting/blank-left", "A blank is left: _____") in found(FRAME + "2.3 The fee is _____.")


def test_many_blanks_are_one_finding() -> None:
    text = FRAME + "".join(f"2.{number} The fee is [●] or ____{'_' * number}.\n" for number in range(3, 7))
    (finding,) = proofread(document_in(text), own=True)
    assert finding.message == "8 blanks are left: [●], _______, ________ and 3 more"
    assert len(finding.evidence) == 8


def test_a_long_blank_is_shortened_in_the_message_and_whole_in_the_passage() -> None:
    blank = f"[insert {'a very long description ' * 5}here]"
    (finding,) = proofread(document_in(f"{FRAME}2.3 The fee is {blank}."), own=True)
    assert finding.message.startswith("A blank is left: [insert a very long")
    assert finding.message.endswith("…]")
    assert finding.where is not None
    assert finding.where.quote == blank


def test_a_reference_to_nothing_is_found() -> None:
    assert found(FRAME + "2.3 As clause 7.9 says.") == [("drafting/reference-dead", "clause 7.9 leads nowhere")]


def test_each_number_of_a_list_of_references_is_looked_up() -> None:
    assert found(FRAME + "2.3 As clauses 1.1, 7.9 and 8 say.") == [
        ("drafting/reference-dead", "clause 7.9 leads nowhere"),
        ("drafting/reference-dead", "clause 8 leads nowhere"),
    ]


def test_the_same_dead_reference_is_one_finding_with_every_place() -> None:
    (finding,) = proofread(document_in(FRAME + "2.3 As clause 7.9 says.\n2.4 So says clause 7.9."), own=True)
    assert [passage.provision for passage in finding.evidence] == ["2.3", "2.4"]


@pytest.mark.parametrize(
    "words",
    [
        "clause 7.9 of this Agreement",
        "clause 7.9 of the Agreement",
        "clause 7.9 under this Agreement",
        "clause 7.9 to Parties",
        "this Agreement, clause 7.9",
        "the Project Plan under clause 7.9",
    ],
)
def test_a_draft_of_ours_is_held_to_its_own_references(words: str) -> None:
    assert found(f"{FRAME}2.3 They follow {words} always.") == [("drafting/reference-dead", "clause 7.9 leads nowhere")]


@pytest.mark.parametrize(
    "words",
    [
        "clause 1.2",
        "Article 46 of Regulation (EU) 2016/679",
        "Article 28 GDPR",
        "Article 28 of the GDPR",
        "12 U.S.C. Section 5",
        "Section 365(n) of the Bankruptcy Code",
        "clause 8 of the Standard Contractual Clauses",
        "Section 9.3(c) of the Grant Agreement",
        "section 17A of the Data Act 2018",
        "clause 9 of that agreement",
    ],
)
def test_a_reference_to_a_provision_or_to_another_text_is_none(words: str) -> None:
    assert found(f"{FRAME}2.3 They follow {words}.") == []


def test_a_paragraph_of_a_schedule_is_looked_up_in_that_schedule() -> None:
    schedule = "# Schedule 1 Plan\n1. The plan begins.\n2. The plan ends.\n"
    text = (
        "{}2.3 As paragraph {} of Schedule 1 says.\n" + "The Parties talk at length about what they do. " * 40 + "\n{}"
    )
    assert found(text.format(FRAME, 2, schedule)) == []
    assert found(text.format(FRAME, 9, schedule)) == [
        ("drafting/reference-dead", "paragraph 9 of Schedule 1 leads nowhere")
    ]


def test_a_definition_that_nobody_uses_is_found() -> None:
    text = FRAME + "“Gadget” means a thing.\n2.3 They shall talk."
    assert found(text) == [("drafting/definition-unused", "“Gadget” is defined and never used")]


def test_a_draft_of_ours_uses_a_term_in_capitals_only() -> None:
    text = FRAME + "“Gadget” means a thing.\n2.3 They shall talk of a gadget."
    assert found(text) == [("drafting/definition-unused", "“Gadget” is defined and never used")]


def test_a_definition_used_in_the_plural_is_used() -> None:
    assert found(FRAME + "“Party” means who signs.\n“Gadget” means a thing.\n2.3 The Gadgets shine.") == []


def test_a_term_defined_twice_is_found() -> None:
    text = FRAME + "“Gadget” means a thing.\n“Gadget” means another.\n2.3 The Gadget shines."
    assert ("drafting/definition-doubled", "“Gadget” is defined twice") in found(text)


def test_a_schedule_that_is_mentioned_and_missing_is_found() -> None:
    text = FRAME + "2.3 Schedule 1 and Schedule 4 apply.\n# Schedule 1\nThe plan."
    assert found(text) == [("drafting/schedule-missing", "Schedule 4 is mentioned and is not there")]


def test_a_number_left_out_or_given_twice_is_found() -> None:
    assert found(FRAME + "# 4. Last\n4.1 They go.") == [("drafting/numbering-broken", "After 2. comes 4.")]
    assert found(FRAME + "# 2. Last\nThey go.")[0] == ("drafting/numbering-broken", "The number 2. stands twice")


def test_defects_are_errors_in_our_own_drafts_and_notes_in_other_papers() -> None:
    blank = document_in(FRAME + "2.3 The fee is [●].")
    assert {finding.severity for finding in proofread(blank, own=True)} == {Severity.ERROR}
    assert {finding.severity for finding in proofread(blank, own=False)} == {Severity.NOTE}


def test_every_finding_belongs_to_a_check_that_can_be_explained() -> None:
    text = FRAME + "“Gadget” means a thing.\n2.3 As clause 7.9 and [●] say in Schedule 4.\n# Schedule 1\nx"
    assert {finding.term for finding in proofread(document_in(text), own=True)} <= set(CHECKS)


# Other people's papers: references


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("as Section 4.7 says", "Section 4.7"),
        ("as Section 4.7 of this Agreement says", "Section 4.7"),
        ("as Sections 4.1 and 4.7 say", "Section 4.7"),
        ("as Section 2.2(e) says", "Section 2.2(e)"),
        ("as Section 8 says", "Section 8"),
    ],
)
def test_a_reference_that_leads_nowhere_is_noted_in_a_paper_of_another_hand(words: str, target: str) -> None:
    assert said_of(f"5.3 The Work stops, {words}.") == [f"{target} leads nowhere"]


@pytest.mark.parametrize(
    "words",
    [
        "as Section 2.2(c) says",  # an item within the words of its clause
        "as Section 2.2(A) says",
        "as Section 4.02 says",
        "as Section 4.0 says",
        "as Section 4.7 of the Supply Agreement says",
        "as Sections 4.6, 4.7 and 4.8(b) of the Supply Agreement say",
        "as Section 4.6 (Prices) through Section 4.9 (Delivery) of the Supply Agreement say",
        "as the Supply Agreement, Section 4.7, says",
        "as that agreement says in Section 4.7 thereof",
        "under Section 13(d) of the Exchange Act",
        "under Section 365(n) of Title 11",
        "under 35 U.S.C. Section 4.7",
        "under Rule 144 and 17 C.F.R. Section 2.9",
        "under Labor Code Section 7",
        "under Article 28 GDPR",
        "under Article 28(3) of Regulation (EU) 2016/679",
        "under clause 3.9 of the Standard Contractual Clauses",
        "under Section 501(c)(3)",
        "under Section 17A of a law of the place",
        "under Clause 4.9",  # the paper calls its own places sections
        "under this Section 4.9",
    ],
)
def test_a_reference_to_another_text_is_not_noted(words: str) -> None:
    assert said_of(f"5.3 The Work stops {words}.") == []


def test_a_clause_put_in_between_two_others_is_found_by_its_letter() -> None:
    paper = PAPER.replace("5. NOTICES", "4A. HALTS\n\n4A.1 The Work may halt.\n\n4A.2 It goes on.\n\n5. NOTICES")
    assert said_of("5.3 The Work halts under Section 4A and Section 4A.1.", paper=paper) == []
    assert said_of("5.3 The Work halts under Section 4A.3.", paper=paper) == ["Section 4A.3 leads nowhere"]


def test_an_amendment_refers_to_the_agreement_that_it_changes() -> None:
    paper = PAPER.replace("COOPERATION AGREEMENT", "FIRST AMENDMENT TO THE COOPERATION AGREEMENT")
    assert said_of("5.3 The Work stops, as Section 4.7 says.", paper=paper) == []
    assert said_of("5.3 The Work stops, as Section 4.7 of this Amendment says.", paper=paper) == [
        "Section 4.7 leads nowhere"
    ]


def test_a_number_that_stands_in_running_text_is_there() -> None:
    paper = PAPER.replace("ends after a year.", "ends after a year; and 4.3 No Party is bound after it.")
    assert said_of("5.3 The Work stops, as Section 4.3 says.", paper=paper) == []


def test_an_item_of_a_clause_from_which_words_were_taken_out_may_have_stood_there() -> None:
    paper = PAPER.replace("(b) where Section 4.2 allows it", "[***]")
    assert said_of("5.3 The Work stops, as Section 2.2(e) says.", paper=paper) == []


def test_the_numbering_of_an_exhibit_is_its_own() -> None:
    padding = "The Parties talk about the Work and the Site for as long as they need to. " * 25
    exhibit = ["EXHIBIT A", "1. The order of steps is that of Section 9.", "2. The steps are free."]
    assert said_of(padding, *exhibit) == []


def test_the_words_that_stand_for_a_broken_field_are_found() -> None:
    broken = "The Work stops, as Error! Reference source not found. says."
    assert said_of(f"5.3 {broken}") == ["A reference field is broken"]
    assert found(f"{FRAME}2.3 {broken}") == [("drafting/reference-dead", "A reference field is broken")]


# Other people's papers: terms


@pytest.mark.parametrize(
    ("definition", "use"),
    [
        ('"Gadget Box" means a box.', "The gadget boxes are blue."),
        ('"Gadget Boxes" means boxes.', "One Gadget Box is blue."),
        ('"Gadget Box." means a box.', "The Gadget Box is blue."),
        ('"Gadget-Box" means a box.', "The Gadget Box’s lid is blue."),
        ('"Gadget Box" means a box.', "The gadget–box is blue."),
        ("“Gadget Box(es)” means a box.", "The Gadget Boxes are blue."),
        ('"Gadget Box" or "GB" means a box.', "The GB is blue."),
        ('The box that is lent (the "Gadget Box") is blue.', "It is a gadget box."),
        ('The boxes lent (each, a "Gadget" and together the "Gadget Set") are blue.', "The Gadget Set is old."),
        ('The office for boxes ("OFB") lends them.', "It lends many."),
        ('"Gadgets/Boxes" means things.', "The gadgets are blue."),
        ('"Gadget Box" has the meaning given in Section 5.4.', 'This is a box ("Gadget Box"). The Gadget Box is blue.'),
    ],
)
def test_a_term_is_used_however_it_is_written(definition: str, use: str) -> None:
    assert said_of(f"5.3 {definition}", f"5.4 {use}") == []


def test_terms_that_nobody_uses_are_one_note() -> None:
    assert said_of('5.3 "Gadget Box" means a box.') == ["“Gadget Box” is defined and never used"]
    (note,) = said_of('5.3 "Gadget Box" means a box.', '5.4 Its lid (the "Blue Lid") is shut.')
    assert note == "2 terms are defined and never used: “Gadget Box”, “Blue Lid”"


def test_where_most_terms_are_unused_another_paper_uses_them() -> None:
    assert said_of(*(f'5.{n} "Gadget {name}" means a box.' for n, name in enumerate("ABCDEFGH", start=3))) == []


@pytest.mark.parametrize(
    "again",
    [
        '"Work" has the meaning given in Section 1.1.',
        '"Work", for purposes of this Section, means digging.',
        '"Work" means, in relation to one Party, digging.',
        'What is dug (the "Work") stays here.',
    ],
)
def test_a_pointer_or_a_local_meaning_is_no_second_definition(again: str) -> None:
    assert said_of(f"5.3 {again}") == []


def test_two_full_definitions_of_one_term_are_noted() -> None:
    assert said_of('5.3 "Work" means digging.') == ["“Work” is defined twice"]


def test_a_term_that_is_not_defined_where_the_paper_says_it_is_is_noted() -> None:
    more = ['5.3 "Gadget Box" has the meaning set forth in Section 3.2.', "5.4 A gadget box is lent."]
    assert said_of(*more) == ["“Gadget Box” in Section 3.2 is not defined there, though the paper says it is"]
    assert said_of('5.3 "Site" has the meaning set forth in Section 3.2.') == []
    assert said_of('5.3 "Gadget Box" has the meaning set forth in Section 3.2 of the Loan.', more[1]) == []


# Other people's papers: numbers and schedules


def test_clauses_whose_headings_run_into_their_text_are_in_order() -> None:
    clauses = [
        "1. Purpose. The parties wish to work together on the things below.",
        "2. Work. They do it well.",
        "3. Money. Nobody pays.",
        "4. End. It ends after a year.",
    ]
    assert said_of(paper="\n\n".join(clauses)) == []
    run_on = [clauses[0], f"{clauses[1]} {clauses[2]}", clauses[3]]
    assert said_of(paper="\n\n".join(run_on)) == []


def test_a_number_left_out_between_clauses_is_noted() -> None:
    paper = PAPER.replace("5. NOTICES", "6. NOTICES").replace("5.1 ", "6.1 ").replace("5.2 ", "6.2 ")
    assert "After 4. comes 6." in said_of(paper=paper.replace("Section 5.", "Section 6."))
    reserved = paper.replace("\n6. NOTICES", "\n5. [Reserved]\n\n6. NOTICES")
    assert said_of(paper=reserved.replace("Section 5.", "Section 6.")) == []


def test_a_text_behind_the_agreement_counts_from_one_again() -> None:
    again = ["1. FIRST STEP", "One digs.", "2. SECOND STEP", "One stops."]
    assert said_of("SPECIFICATION", *again) == []


def test_schedules_that_are_not_there_are_one_note() -> None:
    padding = "The Parties talk about the Work and the Site for as long as they need to. " * 25
    more = ["5.3 Schedule 1, Schedule 2 and Schedule 3 apply.", padding, "SCHEDULE 1", "The plan is short."]
    assert said_of(*more) == ["Schedule 2 and Schedule 3 are mentioned and are not there"]


@pytest.mark.parametrize(
    "words",
    ["Schedule 4 of the Loan", "Schedule 13D", "Schedule K-1", "Schedule 6.1.2", "Schedule A", "this Schedule 1"],
)
def test_a_schedule_of_another_text_is_not_noted(words: str) -> None:
    padding = "The Parties talk about the Work and the Site for as long as they need to. " * 25
    assert said_of(f"5.3 They follow {words}.", padding, "SCHEDULE 1", "The plan is short.") == []


# Other people's papers: blanks


@pytest.mark.parametrize(
    "blank",
    [
        "{purpose}",
        "{{ fee }}",
        "<insert name>",
        "[insert date]",
        "[●]",
        "[ ]",
        "[$●]",
        "[__]",
        "[…………]",
        "………………",
        "____",
        "[NAME OF PARTY]",
        "[UNIVERSITY]",
        "[Alpha Address]",
        "[date of this agreement]",
        "[to be agreed]",
        "TBD",
        "XX",
        "[Drafting note: choose one]",
    ],
)
def test_a_blank_is_noted(blank: str) -> None:
    assert said_of(f"5.3 The fee of {blank} is due.") == [f"A blank is left: {blank}"]


@pytest.mark.parametrize(
    "words",
    [
        "[***]",
        "[*]",
        "[* * *]",
        "[…***…]",
        "[REDACTED]",
        "[Confidential treatment requested]",
        "[Intentionally omitted]",
        "[Reserved]",
        "[sic]",
        "[the Site]",
        "<https://example.org/a_b>",
        "Article XX",
        "a@xxxx.org",
        "{1, 2}",
    ],
)
def test_what_was_taken_out_is_no_blank(words: str) -> None:
    assert said_of(f"5.3 The fee of {words} is due.") == []


def test_the_sign_that_a_paper_puts_for_what_it_left_out_is_no_blank() -> None:
    legend = "Certain information has been omitted from this copy; what was left out is marked by [●]."
    assert said_of(legend, "5.3 The fee of [●] is due.") == []
    assert said_of(legend, "5.3 The fee of [ ] is due.") == ["A blank is left: [ ]"]


def test_lines_to_sign_on_are_no_blanks() -> None:
    lines = ["IN WITNESS WHEREOF the Parties have signed on this ___ day of ______.", "By: ________", "Name: ________"]
    assert said_of(*lines, "________________", "A. Director", "[title]") == []
    assert said_of("For the first Party By: _____________ Title: ____________") == []
    assert said_of("A. Director ______________ ______________ Name (please print) Date") == []
    assert said_of("Signed by ........................ for the first Party") == []


def test_dots_to_a_page_number_are_no_blank() -> None:
    assert said_of("What follows: Work........................ 2 Money........................ 3 and so on") == []
    assert said_of("5.3 It was signed on ........................ 2031 here.") == [f"A blank is left: {'.' * 24}"]


def test_a_form_that_is_attached_to_be_filled_in_later_has_no_blanks() -> None:
    padding = "The Parties talk about the Work and the Site for as long as they need to. " * 25
    form = ["EXHIBIT A", "FORM OF NOTICE", "To [name of Party]: the Work at ________ stops on [date]."]
    assert said_of(padding, *form) == []
    assert said_of(padding, "EXHIBIT A", "PRICES", "The price is [amount].") == ["A blank is left: [amount]"]


def test_boxes_of_which_none_is_ticked_are_one_blank() -> None:
    assert said_of("5.3 The Work is:", "[ ] short", "[ ] long") == ["A blank is left: [ ]"]
    assert said_of("5.3 The Work is:", "[x] short", "[ ] long") == []
    assert said_of("5.3 The Work ends:", "☐ I have read this.") == []
