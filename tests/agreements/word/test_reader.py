"""What a Word file holds beside plain paragraphs is read where it stands: tables, boxes, notes, fields, both views."""

from pathlib import Path

import pytest

from agreements.document import Document, Paragraph
from agreements.word.reader import read_word
from tests.agreements.word.clauses_in_places import BY, PLACES, SEEN, UNSEEN, agreement_with
from tests.agreements.word.making import (
    DATE,
    box,
    cell,
    change,
    control,
    field,
    make,
    p,
    r,
    row,
    said,
    sign,
    style,
    table,
)

CLAUSE = "The host shall give access to controlled technology only to persons whom it has determined may see it."


def read(tmp_path: Path, *body: str, **more: str) -> Document:
    return read_word(make(tmp_path / "a.docx", *body, **more))  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [one.text for one in document.paragraphs]


def only(document: Document) -> Paragraph:
    (one,) = document.paragraphs
    return one


def codes(document: Document) -> list[str]:
    return [notice.code for notice in document.notices]


@pytest.mark.parametrize("place", SEEN)
def test_a_clause_is_read_as_one_text_wherever_it_stands(tmp_path: Path, place: str) -> None:
    document = read_word(agreement_with(tmp_path / "a.docx", CLAUSE, place))
    assert [one.text for one in document.paragraphs if CLAUSE in one.text] == [CLAUSE]


@pytest.mark.parametrize("place", UNSEEN)
def test_a_clause_that_is_struck_out_or_beside_the_text_is_no_text_of_the_body(tmp_path: Path, place: str) -> None:
    document = read_word(agreement_with(tmp_path / "a.docx", CLAUSE, place))
    assert [one for one in document.paragraphs if one.stream == "body" and CLAUSE in one.text] == []
    where = [one for one in document.paragraphs if CLAUSE in one.original]
    assert [one.stream for one in where] == [place if place in ("header", "footer", "comment") else "body"]


@pytest.mark.parametrize("place", PLACES)
def test_the_words_round_a_clause_are_read_whatever_place_it_has(tmp_path: Path, place: str) -> None:
    document = read_word(agreement_with(tmp_path / "a.docx", CLAUSE, place))
    headings = [one.text for one in document.paragraphs if one.kind == "heading"]
    assert headings == ["Research Agreement", "Conduct of the Project"]
    assert "This Agreement lasts for three years." in texts(document)


def test_cells_know_their_table_row_and_column(tmp_path: Path) -> None:
    document = read(tmp_path, table(row("a", "b"), row("c", "d")), "Between", table(row("e")), p())
    assert [(one.text, one.table) for one in document.paragraphs] == [
        ("a", (0, 0, 0)), ("b", (0, 0, 1)), ("c", (0, 1, 0)), ("d", (0, 1, 1)), ("Between", None), ("e", (1, 0, 0)),
    ]  # fmt: skip


def test_a_wide_cell_counts_for_the_columns_it_covers(tmp_path: Path) -> None:
    document = read(tmp_path, table(row(cell("wide", more='<w:gridSpan w:val="2"/>'), "third")), p())
    assert [one.table for one in document.paragraphs] == [(0, 0, 0), (0, 0, 2)]


def test_a_nested_table_is_deeper_and_a_table_of_its_own(tmp_path: Path) -> None:
    inner = table(row("inner"))
    document = read(tmp_path, table(row(cell("outer", inner, p("after")))), p())
    assert [(one.text, one.table, one.depth) for one in document.paragraphs] == [
        ("outer", (0, 0, 0), 1),
        ("inner", (1, 0, 0), 2),
        ("after", (0, 0, 0), 1),
    ]


def test_cells_and_rows_in_content_controls_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, table(row("a"), control(row(control(cell("b")))), row("c")), p())
    assert [(one.text, one.table) for one in document.paragraphs] == [
        ("a", (0, 0, 0)),
        ("b", (0, 1, 0)),
        ("c", (0, 2, 0)),
    ]


def test_a_content_control_round_paragraphs_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, control(p("Inside"), control(p("Deeper"))), "Outside")
    assert [(one.text, one.container) for one in document.paragraphs] == [
        ("Inside", "content-control"),
        ("Deeper", "content-control"),
        ("Outside", ""),
    ]


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_on(tmp_path: Path) -> None:
    document = read(tmp_path, p("Text", box(p("In the box"))), "After")
    assert [(one.text, one.container) for one in document.paragraphs] == [
        ("Text", ""),
        ("In the box", "text-box"),
        ("After", ""),
    ]


def test_notes_stand_after_the_paragraph_that_refers_to_them(tmp_path: Path) -> None:
    foot = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="5">' + p("Foot") + "</w:footnote>"
    )
    end = '<w:endnote w:id="5">' + p("End") + "</w:endnote>"
    body = p("A", '<w:r><w:footnoteReference w:id="5"/></w:r>', '<w:r><w:endnoteReference w:id="5"/></w:r>')
    document = read(tmp_path, body, "B", footnotes=foot, endnotes=end)
    assert [(one.text, one.stream) for one in document.paragraphs] == [
        ("A", "body"),
        ("Foot", "footnote"),
        ("End", "endnote"),
        ("B", "body"),
    ]


def test_headers_footers_and_comments_come_last_each_in_its_stream(tmp_path: Path) -> None:
    document = read(
        tmp_path, "The body.", header=p("Head"), footer=p("Foot"),
        comments=f'<w:comment w:id="0" w:author="A. Reader">{p("Why?")}</w:comment>',
    )  # fmt: skip
    assert [(one.text, one.stream, one.kind) for one in document.paragraphs] == [
        ("The body.", "body", "text"),
        ("Head", "header", "header"),
        ("Foot", "footer", "footer"),
        ("Why?", "comment", "comment"),
    ]
    assert [str(notice.message) for notice in document.notices] == ["The file holds 1 comment by A. Reader."]


def test_only_words_of_the_body_are_counted(tmp_path: Path) -> None:
    assert read(tmp_path, "Three words here", header=p("Not these")).words == 3


def test_a_field_shows_its_result_and_keeps_its_instruction(tmp_path: Path) -> None:
    one = only(read(tmp_path, p("See clause ", field("REF _r1 \\r \\h", "14.2"), ".")))
    assert one.text == "See clause 14.2."
    assert [(f.instruction, one.text[f.start : f.end]) for f in one.fields] == [("REF _r1 \\r \\h", "14.2")]


def test_a_simple_field_is_a_field(tmp_path: Path) -> None:
    one = only(read(tmp_path, p("On ", f'<w:fldSimple w:instr=" DATE ">{r("today")}</w:fldSimple>')))
    assert (one.text, [f.instruction for f in one.fields]) == ("On today", ["DATE"])


def test_a_field_in_a_field_shows_the_result_of_the_outer(tmp_path: Path) -> None:
    inner = sign("begin") + said("PAGE") + sign("separate") + r("3") + sign("end")
    outer = sign("begin") + said("IF ") + inner + said("= 3") + sign("separate") + r("last") + sign("end")
    assert only(read(tmp_path, p("It is ", outer, " page"))).text == "It is last page"


def test_a_field_nobody_closed_swallows_nothing_after_its_paragraph(tmp_path: Path) -> None:
    assert texts(read(tmp_path, p("Broken ", sign("begin"), said("REF x")), "Next")) == ["Broken", "Next"]


def test_a_contents_list_is_told_from_the_text(tmp_path: Path) -> None:
    listed = p(sign("begin"), said('TOC \\o "1-1"'), sign("separate"), "1. Term\t4") + p("2. Money\t5") + p(sign("end"))
    document = read(tmp_path, listed, "1. Term")
    assert [one.kind for one in document.paragraphs][:2] == ["contents", "contents"]
    assert document.paragraphs[-1].kind != "contents"


def test_bookmarks_are_kept_with_their_paragraph(tmp_path: Path) -> None:
    marked = p('<w:bookmarkStart w:id="1" w:name="_c1"/>', "Text", '<w:bookmarkEnd w:id="1"/>')
    assert only(read(tmp_path, marked)).bookmarks == ("_c1",)


def test_a_highlight_is_kept_as_characters_of_the_text(tmp_path: Path) -> None:
    one = only(read(tmp_path, p("From ", r("[date]", '<w:highlight w:val="yellow"/>'), " on")))
    assert [one.text[start:end] for start, end in one.highlights] == ["[date]"]


def test_hidden_text_is_read_and_said(tmp_path: Path) -> None:
    document = read(tmp_path, p("Seen ", r("unseen", "<w:vanish/>")))
    one = document.paragraphs[0]
    assert (one.text, [one.text[a:b] for a, b in one.hidden], codes(document)) == (
        "Seen unseen",
        ["unseen"],
        ["hidden-text"],
    )


def test_signs_within_runs_are_text(tmp_path: Path) -> None:
    signs = (
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    )
    assert only(read(tmp_path, p(signs))).text == "a\tb\nc-d☑"


def test_headings_are_known_by_the_outline_of_their_style(tmp_path: Path) -> None:
    styles = style("Titre1", "heading 1", '<w:outlineLvl w:val="0"/>') + style("Sub", "Sub", based_on="Titre1")
    document = read(tmp_path, p("Term", style="Titre1"), p("Length", style="Sub"), "It lasts a year.", styles=styles)
    assert [(one.kind, one.outline, one.style) for one in document.paragraphs] == [
        ("heading", 1, "heading 1"),
        ("heading", 1, "Sub"),
        ("text", None, ""),
    ]


def test_the_final_view_accepts_changes_and_the_original_rejects_them(tmp_path: Path) -> None:
    one = only(read(tmp_path, p("Within ", change("del", "ten"), change("ins", "thirty"), " days")))
    assert (one.text, one.original) == ("Within thirty days", "Within ten days")


def test_each_change_says_who_made_it_when_and_where(tmp_path: Path) -> None:
    one = only(
        read(tmp_path, p("Within ", change("del", "ten", author=BY), change("ins", "thirty", author="Me"), " days"))
    )
    assert [(c.change, c.author, c.on, c.text) for c in one.revisions] == [
        ("deleted", BY, DATE, "ten"),
        ("inserted", "Me", DATE, "thirty"),
    ]
    assert [(c.start, c.end) for c in one.revisions] == [(7, 10), (7, 13)]


def test_an_insertion_within_anothers_deletion_stands_in_neither_view(tmp_path: Path) -> None:
    nested = '<w:ins w:id="8" w:author="A">' + change("del", "gone") + "</w:ins>"
    assert [(one.text, one.original) for one in read(tmp_path, p("Text ", nested, "here")).paragraphs] == [
        ("Text here", "Text here")
    ]


def test_a_paragraph_whose_mark_is_struck_out_runs_on_into_the_next(tmp_path: Path) -> None:
    document = read(tmp_path, p("One ", mark=change("del")), p("two"))
    assert [(one.text, one.original, set(one.exists)) for one in document.paragraphs] == [
        ("", "One", {"original"}),
        ("One two", "two", {"original", "final"}),
    ]


def test_a_row_that_is_struck_out_is_only_in_the_original(tmp_path: Path) -> None:
    document = read(tmp_path, table(row("kept"), row("gone", more=change("del"))), p())
    assert [(one.text, one.original) for one in document.paragraphs] == [("kept", "kept"), ("", "gone")]


def test_a_paragraph_inserted_by_the_other_side_is_only_in_the_final_view(tmp_path: Path) -> None:
    document = read_word(agreement_with(tmp_path / "a.docx", CLAUSE, "inserted-paragraph"))
    one = next(one for one in document.paragraphs if one.text == CLAUSE)
    assert (set(one.exists), one.original) == ({"final"}, "")
    assert [(c.change, c.author) for c in one.revisions] == [("inserted", BY)]
    assert codes(document) == ["tracked-changes"]


@pytest.mark.parametrize(
    ("setting", "code", "said"),
    [
        (
            '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
            "protected",
            "The file is protected: read only.",
        ),
        ("<w:trackRevisions/>", "tracking-on", "Tracking of changes is switched on in the file."),
        ("<w:writeProtection/>", "protected", "The file asks to be opened read only."),
    ],
)
def test_settings_that_matter_are_said(tmp_path: Path, setting: str, code: str, said: str) -> None:
    document = read(tmp_path, "Text", settings=setting)
    assert [(notice.code, notice.message) for notice in document.notices] == [(code, said)]


def test_a_protection_that_is_only_prepared_is_not_said(tmp_path: Path) -> None:
    assert read(tmp_path, "Text", settings='<w:documentProtection w:edit="readOnly"/>').notices == ()


def test_what_would_fetch_is_said_and_not_fetched(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.docx", p("Text", field("INCLUDETEXT x", "other")), '<w:altChunk r:id="r9"/>', p(),
        relationships=[("attachedTemplate", "http://example.org/a.dotm"), ("hyperlink", "http://example.org")],
    )  # fmt: skip
    document = read_word(path)
    assert codes(document) == ["external-link", "embedded-document", "active-field"]
    assert "http://example.org/a.dotm. Nothing was fetched." in document.notices[0].message


def test_properties_are_read(tmp_path: Path) -> None:
    document = read(tmp_path, "Text", core="<dc:title>Agreement</dc:title><dc:creator>A. Writer</dc:creator>")
    assert (document.properties["title"], document.properties["creator"]) == ("Agreement", "A. Writer")


def test_blank_paragraphs_are_left_out_and_the_rest_is_counted_through(tmp_path: Path) -> None:
    assert [one.index for one in read(tmp_path, "a", p(), p("  "), "b").paragraphs] == [0, 1]
