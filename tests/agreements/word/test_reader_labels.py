"""Labels and full numbers: what Word prints in front of paragraphs, and what a lawyer would call the place."""

from pathlib import Path

import pytest

from agreements.word.number_formats import formatted
from agreements.word.reader import read_word

from .making import CLAUSES, abstract, change, lvl, make, num, p, r, row, style, table


def labels(path: Path) -> list[str]:
    return [paragraph.label for paragraph in read_word(path).paragraphs]


def numbers(path: Path) -> list[str]:
    return [paragraph.number for paragraph in read_word(path).paragraphs]


def listed(*levels: int, of: str = "1") -> list[str]:
    return [p("Text of this paragraph", num=of, level=level) for level in levels]


def test_levels_count_and_restart_under_their_parent(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", *listed(0, 1, 2, 2, 3, 1, 2, 0, 1), numbering=CLAUSES)
    assert labels(path) == ["1.", "1.1", "(a)", "(b)", "(i)", "1.2", "(a)", "2.", "2.1"]
    assert numbers(path) == ["1", "1.1", "1.1(a)", "1.1(b)", "1.1(b)(i)", "1.2", "1.2(a)", "2", "2.1"]


def test_a_level_is_kept_with_the_paragraph(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", *listed(0, 2), "Free text", numbering=CLAUSES)
    assert [paragraph.level for paragraph in read_word(path).paragraphs] == [0, 2, None]


def test_a_style_can_carry_the_numbering(tmp_path: Path) -> None:
    numbering = abstract(
        1, lvl(0, "decimal", "%1.", style="ClauseHeading"), lvl(1, "decimal", "%1.%2", style="ClauseText")
    ) + num(1, 1)
    carried = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    # The style of the second level names the wrong one: the list, which names its styles, is right.
    styles = style("ClauseHeading", "Clause Heading", carried) + style("ClauseText", "Clause Text", carried)
    body = [
        p("Term", style="ClauseHeading"),
        p("It lasts a year", style="ClauseText"),
        p("It ends", style="ClauseText"),
    ]
    assert labels(make(tmp_path / "a.docx", *body, styles=styles, numbering=numbering)) == ["1.", "1.1", "1.2"]


def test_a_style_inherits_the_numbering_of_the_one_it_is_based_on(tmp_path: Path) -> None:
    styles = style("One", "One", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("Two", "Two", based_on="One")
    path = make(
        tmp_path / "a.docx", p("First", style="One"), p("Second", style="Two"), styles=styles, numbering=CLAUSES
    )
    assert labels(path) == ["1.", "2."]


def test_styles_based_on_each_other_do_not_hang_the_reader(tmp_path: Path) -> None:
    styles = style("One", "One", based_on="Two") + style("Two", "Two", based_on="One")
    assert labels(make(tmp_path / "a.docx", p("Text", style="One"), styles=styles)) == [""]


def test_list_zero_takes_the_numbering_of_a_style_away(tmp_path: Path) -> None:
    styles = style("One", "One", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = [p("First", style="One"), p("Free", style="One", num="0"), p("Second", style="One")]
    assert labels(make(tmp_path / "a.docx", *body, styles=styles, numbering=CLAUSES)) == ["1.", "", "2."]


def test_two_lists_of_one_definition_count_on(tmp_path: Path) -> None:
    numbering = CLAUSES + num(2, 1)
    assert labels(make(tmp_path / "a.docx", *listed(0), *listed(0, of="2"), numbering=numbering)) == ["1.", "2."]


def test_a_list_that_starts_afresh_does_so_once(tmp_path: Path) -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    path = make(
        tmp_path / "a.docx", *listed(0), *listed(0, 0, of="2"), *listed(0), numbering=CLAUSES + num(2, 1, again)
    )
    assert labels(path) == ["1.", "5.", "6.", "7."]


def test_a_list_can_put_a_level_of_its_own_in_place(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperRoman", "Part %1")}</w:lvlOverride>'
    assert labels(make(tmp_path / "a.docx", *listed(0, of="2"), numbering=CLAUSES + num(2, 1, own))) == ["Part I"]


def test_a_level_that_never_restarts_counts_through(tmp_path: Path) -> None:
    numbering = abstract(
        1, lvl(0, "upperRoman", "Article %1"), lvl(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
    ) + num(1, 1)
    path = make(tmp_path / "a.docx", *listed(0, 1, 1, 0, 1), numbering=numbering)
    assert labels(path) == ["Article I", "1.", "2.", "Article II", "3."]


def test_a_level_may_restart_only_after_a_higher_one(tmp_path: Path) -> None:
    third = lvl(2, "lowerLetter", "(%3)", more='<w:lvlRestart w:val="1"/>')
    numbering = abstract(1, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2"), third) + num(1, 1)
    assert labels(make(tmp_path / "a.docx", *listed(0, 1, 2, 1, 2, 0, 2), numbering=numbering)) == [
        "1.", "1.1", "(a)", "1.2", "(b)", "2.", "(a)",
    ]  # fmt: skip


def test_legal_numbering_shows_higher_levels_in_figures(tmp_path: Path) -> None:
    numbering = abstract(
        1, lvl(0, "upperRoman", "Article %1"), lvl(1, "decimalZero", "Section %1.%2", more="<w:isLgl/>")
    ) + num(1, 1)
    path = make(tmp_path / "a.docx", *listed(0, 1), numbering=numbering)
    assert labels(path) == ["Article I", "Section 1.1"]
    assert numbers(path) == ["I", "1.1"]


def test_a_missing_higher_level_counts_as_begun(tmp_path: Path) -> None:
    assert labels(make(tmp_path / "a.docx", *listed(1, 1, 0), numbering=CLAUSES)) == ["1.1", "1.2", "2."]


def test_a_list_style_is_followed_to_its_levels(tmp_path: Path) -> None:
    empty = abstract(2, more='<w:numStyleLink w:val="Outline"/>')
    full = abstract(3, lvl(0, "upperLetter", "%1)"), more='<w:styleLink w:val="Outline"/>')
    styles = style("Outline", "Outline", '<w:numPr><w:numId w:val="3"/></w:numPr>', kind="numbering")
    numbering = empty + full + num(2, 2) + num(3, 3)
    path = make(tmp_path / "a.docx", *listed(0, 0, of="2"), styles=styles, numbering=numbering)
    assert labels(path) == ["A)", "B)"]


def test_bullets_are_no_labels(tmp_path: Path) -> None:
    numbering = abstract(1, lvl(0, "bullet", "•")) + num(1, 1)
    paragraph = read_word(make(tmp_path / "a.docx", *listed(0), numbering=numbering)).paragraphs[0]
    assert (paragraph.label, paragraph.number, paragraph.level) == ("", "", 0)


def test_a_silent_level_counts_what_stands_under_it_afresh(tmp_path: Path) -> None:
    numbering = abstract(1, lvl(0, "none", ""), lvl(1, "lowerLetter", "(%2)")) + num(1, 1)
    assert labels(make(tmp_path / "a.docx", *listed(0, 1, 1, 0, 1), numbering=numbering)) == [
        "",
        "(a)",
        "(b)",
        "",
        "(a)",
    ]


def test_a_custom_format_is_found_in_its_choice(tmp_path: Path) -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert labels(make(tmp_path / "a.docx", *listed(0), numbering=abstract(1, level) + num(1, 1))) == ["007"]


def test_a_list_nobody_defined_gives_no_label(tmp_path: Path) -> None:
    assert labels(make(tmp_path / "a.docx", *listed(0, of="9"), numbering=CLAUSES)) == [""]


@pytest.mark.parametrize(
    ("kind", "number", "printed"),
    [
        ("decimal", 14, "14"),
        ("decimalZero", 4, "04"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 49, "XLIX"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 112, "112th"),
        ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 12, "Twelfth"),
        ("ordinalText", 45, "Forty-fifth"),
        ("none", 3, ""),
        ("chicago", 5, "**"),
        ("numberInDash", 3, "- 3 -"),
        ("decimalEnclosedCircle", 2, "②"),
        ("hebrew1", 3, "3"),
    ],
)
def test_numbers_are_printed_as_word_prints_them(kind: str, number: int, printed: str) -> None:
    assert formatted(number, kind) == printed


def test_a_deleted_paragraph_does_not_count(tmp_path: Path) -> None:
    gone = p(change("del", "Struck out"), num="1", level=0, mark=change("del"))
    path = make(tmp_path / "a.docx", p("One", num="1", level=0), gone, p("Two", num="1", level=0), numbering=CLAUSES)
    read = read_word(path).paragraphs
    assert [(one.text, one.label) for one in read if "final" in one.exists] == [("One", "1."), ("Two", "2.")]


def test_a_struck_out_paragraph_keeps_the_number_it_had(tmp_path: Path) -> None:
    new = p(change("ins", "New"), num="1", level=0, mark=change("ins"))
    gone = p(change("del", "Struck out"), num="1", level=0, mark=change("del"))
    path = make(
        tmp_path / "a.docx", new, p("One", num="1", level=0), gone, p("Two", num="1", level=0), numbering=CLAUSES
    )
    read = read_word(path).paragraphs
    assert [(one.original, one.number) for one in read if one.exists == {"original"}] == [("Struck out", "2")]


def test_the_end_of_a_section_alone_is_not_numbered(tmp_path: Path) -> None:
    end = p(num="1", level=0, more="<w:sectPr/>")
    path = make(tmp_path / "a.docx", end, p("Term", num="1", level=0), numbering=CLAUSES)
    assert labels(path) == ["1."]


SCHEDULES = abstract(
    2,
    lvl(0, "decimal", "Schedule %1"),
    lvl(1, "decimal", "%2."),
    lvl(2, "decimal", "%2.%3"),
    lvl(3, "lowerLetter", "(%4)"),
) + num(2, 2)


def test_paragraphs_of_a_schedule_are_called_by_it(tmp_path: Path) -> None:
    body = [*listed(0, 1), *listed(0, 1, 2, 3, 0, 1, of="2")]
    clauses = CLAUSES.replace(num(1, 1), "")
    path = make(
        tmp_path / "a.docx", *body, numbering=clauses + SCHEDULES.replace(num(2, 2), "") + num(1, 1) + num(2, 2)
    )
    assert numbers(path) == [
        "1",
        "1.1",
        "Schedule 1",
        "Schedule 1, paragraph 1",
        "Schedule 1, paragraph 1.1",
        "Schedule 1, paragraph 1.1(a)",
        "Schedule 2",
        "Schedule 2, paragraph 1",
    ]


def test_a_list_of_its_own_stands_under_the_clause_before_it(tmp_path: Path) -> None:
    numbering = CLAUSES + abstract(5, lvl(0, "lowerLetter", "(%1)")) + num(5, 5) + num(6, 5, _AFRESH)
    body = [*listed(0, 1), *listed(0, 0, of="5"), *listed(1), *listed(0, of="6")]
    assert numbers(make(tmp_path / "a.docx", *body, numbering=numbering)) == [
        "1", "1.1", "1.1(a)", "1.1(b)", "1.2", "1.2(a)",
    ]  # fmt: skip


_AFRESH = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def test_figures_within_a_clause_are_items_of_it(tmp_path: Path) -> None:
    numbering = CLAUSES + abstract(5, lvl(0, "decimal", "%1.")) + num(5, 5)
    body = [*listed(0, 1), *listed(0, 0, of="5"), *listed(1)]
    assert numbers(make(tmp_path / "a.docx", *body, numbering=numbering)) == ["1", "1.1", "1.1(1)", "1.1(2)", "1.2"]


def test_recitals_have_their_letters_for_numbers(tmp_path: Path) -> None:
    numbering = CLAUSES + abstract(5, lvl(0, "upperLetter", "(%1)")) + num(5, 5)
    body = [p(r("BACKGROUND", "<w:b/>")), *listed(0, 0, of="5"), *listed(0)]
    assert numbers(make(tmp_path / "a.docx", *body, numbering=numbering)) == ["", "(A)", "(B)", "1"]


@pytest.mark.parametrize(
    ("written", "label", "text"),
    [
        ("14.2 The Parties shall meet.", "14.2", "The Parties shall meet."),
        ("14.2\tThe Parties shall meet.", "14.2", "The Parties shall meet."),
        ("1.\tDefinitions", "1.", "Definitions"),
        ("(a) the Party that provides it;", "(a)", "the Party that provides it;"),
        ("(A) Each recital", "(A)", "Each recital"),
        ("a) the first thing", "a)", "the first thing"),
        ("ARTICLE IV – CONFIDENTIALITY", "ARTICLE IV", "CONFIDENTIALITY"),
        ("Section 3. Payment", "Section 3", "Payment"),
        ("Section 3.1 Notices to be given", "Section 3.1", "Notices to be given"),
        ("§ 7 Haftung", "§ 7", "Haftung"),
    ],
)
def test_a_typed_number_is_taken_for_the_label(tmp_path: Path, written: str, label: str, text: str) -> None:
    paragraph = read_word(make(tmp_path / "a.docx", written.replace("\t", "\t"), "Text after it.")).paragraphs[0]
    assert (paragraph.label, paragraph.text, paragraph.original) == (label, text, text)


@pytest.mark.parametrize(
    "written",
    [
        "Section 3.2 of the Act applies to this Agreement.",
        "Article 6 applies.",
        "2.5 million euros are paid at once.",
        "2026 is the first year of the project.",
        "30 days after that it ends.",
        "Schedule 2 lists the materials that are provided.",
        "(s)he signs for the company.",
        "I am the officer in charge.",
        "J. Doe signs for it.",
        "24 November 2026",
    ],
)
def test_what_only_begins_like_a_number_stays_text(tmp_path: Path, written: str) -> None:
    paragraph = read_word(make(tmp_path / "a.docx", "The paper begins here.", written, "Text.")).paragraphs[1]
    assert (paragraph.label, paragraph.number, paragraph.text) == ("", "", written)


def test_typed_numbers_give_full_numbers(tmp_path: Path) -> None:
    body = [
        "1. Term",
        "1.1 It lasts",
        "(a) a year; or",
        "(b) longer, if",
        "(i) both wish; or",
        "(ii) one does",
        "1.2 It ends",
    ]
    assert numbers(make(tmp_path / "a.docx", *body)) == [
        "1",
        "1.1",
        "1.1(a)",
        "1.1(b)",
        "1.1(b)(i)",
        "1.1(b)(ii)",
        "1.2",
    ]


def test_i_after_h_is_a_letter(tmp_path: Path) -> None:
    body = ["1.1 They are:", *(f"({letter}) one of the things;" for letter in "abcdefghij")]
    assert numbers(make(tmp_path / "a.docx", *body))[-2:] == ["1.1(i)", "1.1(j)"]


def test_marks_move_along_when_a_typed_label_is_taken_off(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", p("1.1 Paid to ", r("[bank]", '<w:highlight w:val="yellow"/>'), " at once."))
    paragraph = read_word(path).paragraphs[0]
    assert [paragraph.text[start:end] for start, end in paragraph.highlights] == ["[bank]"]


def test_a_figure_in_a_cell_is_no_label(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", table(row("1.2", "3.5 Tonnes", "(x) Yes")), p())
    assert labels(path) == ["", "", ""]


def test_a_clause_in_a_cell_has_its_label(tmp_path: Path) -> None:
    paragraph = read_word(make(tmp_path / "a.docx", table(row("4.1 The Provider shall deliver.")), p())).paragraphs[0]
    assert (paragraph.label, paragraph.number, paragraph.text) == ("4.1", "4.1", "The Provider shall deliver.")
