"""Clauses, schedules, recitals and signatures as numbered blocks, and what references to them print."""

from pathlib import Path
from typing import Any

import pytest

from agreements.agreement import Block, Grid, PageBreak, Reference, SignatureBlock
from agreements.compose import Composition
from agreements.numbering import letters, roman
from clauses.errors import ContentError
from templates import house_styles
from templates.house_styles import HouseStyle, ReferenceWords, load_house_style
from tests.agreements.composing import clauses, composed, deal_of, lines, page, party, template_of

pytestmark = pytest.mark.usefixtures("own_law")


def paper(folder: Path, text: str, **more: Any) -> Composition:
    return composed(folder, {"x/y": page(text, title="Costs")}, **more)


def mistakes(folder: Path, pages: dict[str, str], **more: Any) -> list[str]:
    with pytest.raises(ContentError) as raised:
        composed(folder, pages, **more)
    return [str(mistake) for mistake in raised.value.mistakes]


@pytest.mark.parametrize(("number", "said"), [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (53, "aaa")])
def test_letters_run_on_as_word_counts_them(number: int, said: str) -> None:
    assert letters(number) == said


@pytest.mark.parametrize(("number", "said"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (99, "xcix")])
def test_roman_numbers(number: int, said: str) -> None:
    assert roman(number) == said


def test_a_clause_counts_four_levels(tmp_path: Path) -> None:
    found = paper(tmp_path, "1. a:\n   1. b:\n      1. c:\n         1. d\n         1. e\n      1. f\n   1. g\n1. h.")
    assert clauses(found) == [
        *("1. Costs", "1.1 a:", "(a) b:", "(i) c:", "(A) d; and", "(B) e; and", "(ii) f; and", "(b) g.", "1.2 h."),
    ]


def test_a_clause_with_one_item_is_just_its_number(tmp_path: Path) -> None:
    assert clauses(paper(tmp_path, "1. All there is.")) == ["1. Costs", "All there is."]


def test_the_items_of_a_clause_with_one_item_are_lettered(tmp_path: Path) -> None:
    assert clauses(paper(tmp_path, "1. Both:\n   1. a\n   1. b")) == ["1. Costs", "Both:", "(a) a; and", "(b) b."]


def test_words_without_a_number_stand_between_items(tmp_path: Path) -> None:
    found = paper(tmp_path, "Before.\n\n1. First.\n1. Second.\n\nAfter.")
    assert clauses(found) == ["1. Costs", "Before.", "1.1 First.", "1.2 Second.", "After."]


def test_closing_words_have_no_number(tmp_path: Path) -> None:
    found = paper(tmp_path, "1. If:\n   1. a\n   1. b\n\n   it ends.\n1. Second.")
    assert clauses(found) == ["1. Costs", "1.1 If:", "(a) a; and", "(b) b,", "it ends.", "1.2 Second."]


def test_run_in_headings_stand_before_the_text(tmp_path: Path) -> None:
    assert clauses(paper(tmp_path, "1. **Cap.** No more.\n1. **Rest.** None."))[1:] == [
        "1.1 Cap. No more.",
        "1.2 Rest. None.",
    ]


def test_clauses_and_schedules_are_counted_apart(tmp_path: Path) -> None:
    pages = {"x/a": page("1. One.", title="A"), "x/b": page("1. Two.", title="B")}
    pages |= {"x/s": page("1. Three.", title="S", kind="schedule"), "x/t": page("1. Four.", title="T", kind="schedule")}
    found = composed(tmp_path, pages, template=template_of(["x/a", "x/b"], schedules=["x/s", "x/t"]))
    assert lines(found, "clause-heading", "schedule-heading") == ["1. A", "2. B", "Schedule 1 S", "Schedule 2 T"]


def test_a_schedule_counts_its_own_paragraphs(tmp_path: Path) -> None:
    text = "Before.\n\n1. a:\n   1. b:\n      1. c:\n         1. d\n         1. e\n      1. f\n   1. g\n1. h."
    pages = {"x/s": page(text, kind="schedule")}
    found = composed(tmp_path, pages, template=template_of(schedules=["x/s"]))
    said = [line.split()[0] for line in lines(found, "schedule")]
    assert said == ["1.", "1.1", "(a)", "(i)", "(ii)", "(b)", "1.2", "2."]
    assert lines(found, "schedule-words") == ["Before."]


REFERRED = {
    "x/a": page('1. See {TO}.', title="A", card='needs = ["x/b", "x/s", "x/t"]\n'),
    "x/b": page("1. First. ^first\n1. Second:\n   1. one ^one\n   1. two ^two\n      1. deep ^deep\n1. Third. ^third"),
    "x/s": page(
        "1. First. ^first\n1. Second:\n   1. one ^one\n   1. two:\n      1. deep ^deep\n      1. more ^more",
        kind="schedule",
    ),
    "x/t": page("Words only. ^words", kind="schedule"),
}  # fmt: skip


def referred(folder: Path, *targets: str) -> str:
    told = ", ".join(f'"{target}"' for target in targets)
    pages = {**REFERRED, "x/a": REFERRED["x/a"].replace("{TO}", f"{{{{ ref({told}) }}}}")}
    found = composed(folder, pages, template=template_of(["x/a", "x/b"], schedules=["x/s", "x/t"]))
    return clauses(found)[1].removeprefix("See ").removesuffix(".")


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        (["x/b"], "clause 2"),
        (["x/b#first"], "clause 2.1"),
        (["x/b#one"], "clause 2.2(a)"),
        (["x/b#deep"], "clause 2.2(b)(i)"),
        (["x/b#first", "x/b#third"], "clauses 2.1 and 2.3"),
        (["x/b#first", "x/b#one", "x/b#third"], "clauses 2.1, 2.2(a) and 2.3"),
        (["x/b#first", "x/b#first"], "clause 2.1"),
        (["x/s"], "Schedule 1"),
        (["x/s", "x/t"], "Schedule 1 and Schedule 2"),
        (["x/s#first"], "paragraph 1 of Schedule 1"),
        (["x/s#one"], "paragraph 2.1 of Schedule 1"),
        (["x/s#deep"], "paragraph 2.2(a) of Schedule 1"),
        (["x/s#first", "x/s#one"], "paragraphs 1 and 2.1 of Schedule 1"),
        (["x/s#first", "x/t"], "paragraph 1 of Schedule 1 and Schedule 2"),
        (["x/t#words"], "Schedule 2"),
        (["x/b#first", "x/s"], "clause 2.1 and Schedule 1"),
    ],
)
def test_a_reference_prints_what_it_leads_to(tmp_path: Path, targets: list[str], said: str) -> None:
    assert referred(tmp_path, *targets) == said


def test_every_reference_is_live_and_leads_to_a_block_of_that_number(tmp_path: Path) -> None:
    pages = {**REFERRED, "x/a": REFERRED["x/a"].replace("{TO}", '{{ ref("x/b#deep") }} and {{ ref("x/s#deep") }}')}
    found = composed(tmp_path, pages, template=template_of(["x/a", "x/b"], schedules=["x/s", "x/t"]))
    blocks = {part.key: part for part in found.agreement.parts if isinstance(part, Block)}
    references = [inline for block in blocks.values() for inline in block.text if isinstance(inline, Reference)]
    assert [(reference.text, reference.own) for reference in references] == [
        *(("2.2(b)(i)", False), ("2.2", True), ("(a)", True), ("Schedule 1", True))
    ]
    for reference in references:
        block = blocks[reference.target]
        assert reference.text == (block.label.rstrip(".") if reference.own else block.number)


def test_a_reference_to_the_only_item_of_a_clause_is_to_the_clause(tmp_path: Path) -> None:
    pages = {"x/a": page('1. See {{ ref("x/b#only") }}.', card='needs = ["x/b"]\n'), "x/b": page("1. All. ^only")}
    assert clauses(composed(tmp_path, pages))[1] == "See clause 2."


def test_a_reference_to_an_item_folded_into_its_lead_in_still_leads_there(tmp_path: Path) -> None:
    text = '1. See {{ ref("#inner") }} and {{ ref("#outer") }}.\n1. It is: ^outer\n   1. one ^inner\n1. Third.'
    assert clauses(paper(tmp_path, text))[1] == "1.1 See clause 1.2 and clause 1.2."


def test_numbers_follow_the_items_that_are_left(tmp_path: Path) -> None:
    text = '1. See {{ ref("#last") }}.\n? fund:eu\n1. Money.\n1. Last. ^last'
    assert clauses(paper(tmp_path, text))[1:] == ["1.1 See clause 1.2.", "1.2 Last."]


def test_a_recital_is_lettered_and_called_a_recital(tmp_path: Path) -> None:
    pages = {
        "x/r": page("1. First.\n1. Second. ^why", kind="recital"),
        "x/a": page('1. As {{ ref("x/r#why") }} says.', card='needs = ["x/r"]\n'),
    }
    found = composed(tmp_path, pages, template=template_of(["x/a"], recitals=["x/r"]))
    assert lines(found, "recital") == ["(A) First.", "(B) Second."]
    assert clauses(found)[1] == "As recital (B) says."


def test_recitals_of_several_pages_are_lettered_on(tmp_path: Path) -> None:
    pages = {"x/r": page("1. First.", kind="recital"), "x/q": page("1. Second.", kind="recital")}
    found = composed(tmp_path, pages, template=template_of(recitals=["x/r", "x/q"]))
    assert lines(found, "recital") == ["(A) First.", "(B) Second."]


def test_the_words_of_references_are_those_of_the_house_style(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def style(name: str) -> HouseStyle:
        words = ReferenceWords(clause="Section", clauses="Sections")
        return load_house_style(name).model_copy(update={"references": words})

    monkeypatch.setattr("agreements.blocks.load_house_style", style)
    assert house_styles.load_house_style("comity").references.clause == "clause"
    assert referred(tmp_path, "x/b#first") == "Section 2.1"


def test_the_words_of_subject_to_come_and_go_with_their_page(tmp_path: Path) -> None:
    pages = {"x/a": page('1. Free.{{ subject_to("x/b", "x/c") }}'), "x/b": page("1. b"), "x/c": page("1. c")}
    assert clauses(composed(tmp_path / "1", pages))[1] == "Free. This clause is subject to clauses 2 and 3."
    two = template_of(["x/a", "x/c"])
    assert clauses(composed(tmp_path / "2", pages, template=two))[1] == "Free. This clause is subject to clause 2."
    assert clauses(composed(tmp_path / "3", pages, template=template_of(["x/a"])))[1] == "Free."


def test_an_item_that_asks_for_a_page_comes_and_goes_with_it(tmp_path: Path) -> None:
    text = '? page:x/b\n1. See {{ ref("x/b") }}.\n? !page:x/b\n1. Alone.\n1. Always.'
    pages = {"x/a": page(text), "x/b": page("1. b")}
    assert clauses(composed(tmp_path / "1", pages))[1:3] == ["1.1 See clause 2.", "1.2 Always."]
    assert clauses(composed(tmp_path / "2", pages, template=template_of(["x/a"])))[1:] == ["1.1 Alone.", "1.2 Always."]


@pytest.mark.parametrize(
    ("count", "endings"), [(1, ["."]), (2, ["; and", "."]), (3, [";", "; and", "."]), (4, [";", ";", "; and", "."])]
)
def test_parties_are_listed_whatever_their_number(tmp_path: Path, count: int, endings: list[str]) -> None:
    found = composed(tmp_path, {"x/y": page("1. a")}, deal_of(count), template_of(["x/y"], parts=["parties"]))
    said = lines(found, "party")
    assert said[0] == f"(1) Alder University, a foundation, of 1 Main Street (“Alder”){endings[0]}"
    assert [line.partition("”)")[2] for line in said] == endings


def test_a_party_may_act_through_a_unit_and_have_a_register_number(tmp_path: Path) -> None:
    deal = deal_of([party(0, unit="School of Physics", identifier="HRB 1"), party(1, legal_form="?", address="?")])
    found = composed(tmp_path, {"x/y": page("1. a")}, deal, template_of(["x/y"], parts=["parties"]))
    assert lines(found, "party") == [
        "(1) Alder University, acting through its School of Physics, a foundation, HRB 1, "
        "of 1 Main Street (“Alder”); and",
        "(2) Birch Institute, [legal form of Birch], of [registered address of Birch] (“Birch”).",
    ]


def test_everybody_who_signs_has_a_block(tmp_path: Path) -> None:
    first = party(0, signatories=[{"title": "Rector", "name": "R. Example"}, {"title": "Chancellor"}], seal=True)
    pages = {"x/e": page("Signed on the dates below.", title="Signatures", kind="execution")}
    found = composed(tmp_path, pages, deal_of([first, party(1)]), template_of(execution=["x/e"]))
    blocks = [part for part in found.agreement.parts if isinstance(part, SignatureBlock)]
    assert [(block.party, [line.caption for line in block.lines]) for block in blocks] == [
        ("Alder University", ["Signature", "Name", "Title", "Place and date"]),
        ("Alder University", ["Signature", "Name", "Title", "Place and date", "Seal"]),
        ("Birch Institute", ["Signature", "Name", "Title", "Place and date"]),
    ]
    assert lines(found, "execution-words") == ["Signed on the dates below."]


PARTICULARS = (
    '1. From {{ particular("start-date") }} under {{ particular("governing-law") }}.\n'
    '? fund:eu\n1. {{ particular("seat") }}.'
)


def particulars(folder: Path, text: str, **agreement: Any) -> list[list[str]]:
    deal = deal_of(agreement=agreement)
    found = composed(folder, {"x/y": page(text)}, deal, template_of(["x/y"], parts=["particulars"]))
    (grid,) = (part for part in found.agreement.parts if isinstance(part, Grid))
    return [
        ["".join(getattr(i, "text", f"[{getattr(i, 'asks', '')}]") for i in cell) for cell in row] for row in grid.rows
    ]


def test_the_page_of_particulars_holds_what_printed_wording_refers_to(tmp_path: Path) -> None:
    assert particulars(tmp_path, PARTICULARS, start="2027-03-01", governing_law="GB") == [
        ["Particular", "Value"],
        ["Project Title", "Quiet qubits"],
        ["Start Date", "1 March 2027"],
        ["Governing Law", "the laws of England and Wales"],
    ]


def test_what_is_not_given_is_a_blank_on_the_page_of_particulars(tmp_path: Path) -> None:
    rows = particulars(tmp_path, PARTICULARS, governing_law="?")
    assert rows[2:] == [["Start Date", "[first day of the project]"], ["Governing Law", "[country whose law governs]"]]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("silent", "none is named"),
        ("US-NY", "the laws of the State of New York"),
        ("US-DC", "the laws of the District of Columbia"),
        ("DE", "the laws of Germany"),
        ("GB-SCT", "the laws of Scotland"),
    ],
)
def test_the_law_is_named_as_contracts_name_it(tmp_path: Path, code: str, said: str) -> None:
    assert particulars(tmp_path, PARTICULARS, governing_law=code)[3] == ["Governing Law", said]


def test_the_place_of_the_particulars_is_the_template_s(tmp_path: Path) -> None:
    found = composed(tmp_path, {"x/y": page("1. a")}, template=template_of(["x/y"], parts=["parties", "particulars"]))
    assert lines(found, "part-heading") == ["Parties", "Particulars", "Agreed terms"]
    assert not [part for part in found.agreement.parts if isinstance(part, PageBreak)]


def test_keys_of_blocks_are_never_the_same(tmp_path: Path) -> None:
    pages = {**REFERRED, "x/a": REFERRED["x/a"].replace("{TO}", '{{ ref("x/b") }}')}
    found = composed(tmp_path, pages, template=template_of(["x/a", "x/b"], schedules=["x/s", "x/t"]))
    keys = [part.key for part in found.agreement.parts]
    assert len(keys) == len(set(keys))


AGREED = '1. **Agreed.** The organisation pays {{ ref("x/b#pay") }}. ^own\n1. More.\n   1. no list'


def test_negotiated_wording_takes_the_place_of_ours(tmp_path: Path) -> None:
    pages = {"x/a": page("1. Ours. ^own"), "x/b": page('1. See {{ ref("x/a#own") }}. ^pay', card='needs = ["x/a"]\n')}
    found = composed(tmp_path, pages, deal_of(wording={"x/a": AGREED}))
    assert clauses(found) == [
        *("1. Page", "1.1 Agreed. The organisation pays clause 2.", "1.2 More.", "(a) no list"),
        *("2. Page", "See clause 1.1."),
    ]


def test_the_spelling_of_negotiated_wording_is_nobody_else_s_business(tmp_path: Path) -> None:
    pages = {"x/a": page("1. Ours."), "x/b": page("1. The organisation. ^pay")}
    deal = deal_of(wording={"x/a": AGREED}, agreement={"language": "en-US"})
    assert "The organisation pays" in clauses(composed(tmp_path, pages, deal))[1]
    assert "The organization." in clauses(composed(tmp_path, pages, deal))[5]


def test_every_mistake_in_negotiated_wording_is_told_with_its_line(tmp_path: Path) -> None:
    deal = deal_of(wording={"x/a": "1. {{ project.title }}\n1. b\n1. {{ 1 }}"})
    assert mistakes(tmp_path, {"x/a": page("1. Ours.")}, deal=deal) == [
        'deal.toml, wording of x/a:1: negotiated wording may use ref("page#label") and nothing else of ours',
        'deal.toml, wording of x/a:3: negotiated wording may use ref("page#label") and nothing else of ours',
    ]


def test_negotiated_wording_that_is_not_in_the_form_is_told(tmp_path: Path) -> None:
    deal = deal_of(wording={"x/a": "1. a\n- b"})
    assert mistakes(tmp_path, {"x/a": page("1. Ours.")}, deal=deal) == [
        "deal.toml, wording of x/a:2: '- b' is not in the form\n"
        '  hint: an item is written "1. text", whatever its number',
    ]


def test_a_reference_of_negotiated_wording_to_nowhere_has_its_near_match(tmp_path: Path) -> None:
    pages = {"x/a": page("1. Ours."), "x/b": page("1. b ^pay")}
    deal = deal_of(wording={"x/a": '1. See {{ ref("x/b#pays") }}.'})
    assert mistakes(tmp_path, pages, deal=deal) == [
        "deal.toml, wording of x/a: 'x/b#pays' is no place in this agreement\n  hint: did you mean x/b#pay?",
    ]


def test_negotiated_wording_without_a_label_that_others_refer_to_is_told(tmp_path: Path) -> None:
    pages = {"x/a": page("1. Ours. ^own"), "x/b": page('1. See {{ ref("x/a#own") }}.', card='needs = ["x/a"]\n')}
    assert mistakes(tmp_path, pages, deal=deal_of(wording={"x/a": "1. Theirs."})) == [
        "deal.toml, wording of x/a: the label ^own is lacking, to which x/b refers\n"
        "  hint: end the provision it means with ^own",
    ]
