"""What stands in a Word file of ours: styles, numbering, sections, contents, headers, language, comments."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from agreements.agreement import Agreement, Blank, Block, Contents, Grid, PageBreak, Reference, SignatureBlock, Words
from agreements.word.names import NSMAP, VAL, w
from agreements.word.styling import STYLES
from agreements.word.writer import written
from tests.agreements.word.conftest import DEALS, agreement_of, file_of
from tests.agreements.word.structure import faults, roots_of

Small = Callable[..., Agreement]

HEADING = Block("c1", "clause-heading", (Words("Term"),), label="1.", number="1", page="term/x", position="p",
                because=("it is asked for",))  # fmt: skip


def main(data: bytes) -> Any:
    return roots_of(data)["word/document.xml"]


def paragraphs(data: bytes) -> list[etree._Element]:
    return list(main(data).iter(w("p")))


def text(element: etree._Element) -> str:
    return "".join(e.text or "" for e in element.iter(w("t")))


def with_text(data: bytes, wanted: str) -> etree._Element:
    return next(one for one in paragraphs(data) if text(one) == wanted)


def style_of(paragraph: etree._Element) -> str:
    found = paragraph.find("w:pPr/w:pStyle", NSMAP)
    assert found is not None
    return found.get(VAL, "")


def tables_of(data: bytes, style: str) -> list[Any]:
    return [t for t in main(data).iter(w("tbl")) if _value(t, "w:tblPr/w:tblStyle") == style]


def _value(element: Any, path: str) -> str | None:
    found = element.find(path, NSMAP)
    return None if found is None else found.get(VAL)


def test_every_paragraph_has_a_style_and_no_number_of_its_own(made: bytes) -> None:
    for paragraph in paragraphs(made):
        assert style_of(paragraph)
        assert paragraph.find("w:pPr/w:numPr", NSMAP) is None


def test_runs_carry_no_look_of_their_own_but_the_highlight_of_blanks_and_the_script_of_names(made: bytes) -> None:
    kinds = {child.tag for properties in main(made).iter(w("rPr")) for child in properties}
    assert kinds <= {w("rStyle"), w("highlight"), w("rFonts"), w("rtl")}


def test_every_role_has_a_style_that_is_defined(made: bytes) -> None:
    defined = {e.get(w("styleId")) for e in roots_of(made)["word/styles.xml"].iter(w("style"))}
    assert set(STYLES.values()) <= defined


def test_clauses_schedules_parties_and_recitals_are_lists_of_their_own(made: bytes) -> None:
    numbering = roots_of(made)["word/numbering.xml"]
    shown = {
        next(e.get(VAL) for e in abstract.iter(w("pStyle"))): [e.get(VAL) for e in abstract.iter(w("lvlText"))]
        for abstract in numbering.iter(w("abstractNum"))
    }
    assert shown == {
        "ClauseHeading": ["%1.", "%1.%2", "(%3)", "(%4)", "(%5)"],
        "ScheduleHeading": ["Schedule %1", "%2.", "%2.%3", "(%4)", "(%5)"],
        "Party": ["(%1)"],
        "Recital": ["(%1)"],
        "Definition": ["", "(%2)", "(%3)"],
    }


def test_every_block_is_bookmarked(agreement: Agreement, made: bytes) -> None:
    marked = list(main(made).iter(w("bookmarkStart")))
    assert len(marked) == len([part for part in agreement.parts if isinstance(part, Block)])


def test_references_to_clauses_show_the_full_number_and_those_to_schedules_their_own(small: Small) -> None:
    item = Block("c1#cap", "clause", (Words("Text"),), 1, "1.1", "1.1")
    schedule = Block("s", "schedule-heading", (Words("Plan"),), label="Schedule 1", number="Schedule 1")
    words = Block(
        "w", "words", (Words("See clause "), Reference("c1#cap", "1.1"), Reference("s", "Schedule 1", own=True))
    )
    instructions = [e.text for e in main(written(small(HEADING, item, words, schedule))).iter(w("instrText"))]
    assert [instruction.split()[2] for instruction in instructions if instruction] == ["\\w", "\\n"]


def test_a_reference_to_nothing_is_a_defect(small: Small) -> None:
    with pytest.raises(LookupError, match="'gone', which is not in the agreement"):
        written(small(Block("w", "words", (Reference("gone", "4"),))))


def test_the_contents_list_names_every_clause_and_schedule(agreement: Agreement, made: bytes) -> None:
    entries = [text(one) for one in paragraphs(made) if style_of(one) == "TOC1"]
    headings = [f"{one.label}{text(with_heading(made, one))}" for one in agreement.headings()]
    assert entries == (headings if has_contents(agreement) else [])


def has_contents(agreement: Agreement) -> bool:
    """Whether an agreement is long enough for a contents list."""
    return any(isinstance(part, Contents) for part in agreement.parts)


def with_heading(made: bytes, block: Block) -> etree._Element:
    wanted = "".join(inline.text for inline in block.text if isinstance(inline, Words))
    return next(one for one in paragraphs(made) if text(one) == wanted and style_of(one) == STYLES[block.role, 1])


def test_the_contents_list_has_page_numbers_only_when_they_are_known(small: Small) -> None:
    agreement = small(Contents(), HEADING)
    with_pages, without = written(agreement, page_numbers={"c1": 3}), written(agreement)
    assert "PAGEREF" not in etree.tostring(main(without)).decode()
    assert [text(one) for one in paragraphs(with_pages) if style_of(one) == "TOC1"] == ["1.Term3"]
    assert "\\n" in next(e.text or "" for e in main(without).iter(w("instrText")))
    assert "\\n" not in next(e.text or "" for e in main(with_pages).iter(w("instrText")))


def test_the_text_begins_on_a_page_of_its_own_after_the_contents(agreement: Agreement, made: bytes) -> None:
    assert style_of(with_text(made, "Parties")) == ("OpeningHeading" if has_contents(agreement) else "PartHeading")
    styles = roots_of(made)["word/styles.xml"]
    opening = next(e for e in styles.iter(w("style")) if e.get(w("styleId")) == "OpeningHeading")
    assert opening.find("w:pPr/w:pageBreakBefore", NSMAP) is not None


def test_a_page_break_before_words_is_kept(small: Small) -> None:
    data = written(small(HEADING, PageBreak("b"), Block("w", "words", (Words("Next page"),))))
    assert with_text(data, "Next page").find("w:pPr/w:pageBreakBefore", NSMAP) is not None


def test_the_cover_has_no_header_and_every_other_page_the_short_title_and_its_number(made: bytes) -> None:
    roots = roots_of(made)
    assert (text(roots["word/header2.xml"]), text(roots["word/footer2.xml"])) == ("", "")
    assert text(roots["word/footer1.xml"]) == "Page 2 of 2"
    assert [e.text for e in roots["word/footer1.xml"].iter(w("instrText"))] == [" PAGE ", " NUMPAGES "]
    assert main(made).find("w:body/w:sectPr/w:titlePg", NSMAP) is not None


@pytest.mark.parametrize("language", ["en-GB", "en-US"])
def test_the_language_of_the_deal_is_that_of_the_document(small: Small, language: str) -> None:
    roots = roots_of(written(small(HEADING, language=language)))
    said = next(roots["word/styles.xml"].iter(w("lang")))
    assert said.get(VAL) == language
    assert [e.text for e in roots["docProps/core.xml"] if e.tag.endswith("language")] == [language]


def test_the_dates_are_those_of_the_as_of_day(small: Small) -> None:
    core = roots_of(written(small(HEADING, as_of=date(2027, 3, 1))))["docProps/core.xml"]
    assert {e.text for e in core if e.tag.endswith(("created", "modified"))} == {"2027-03-01T00:00:00Z"}


def test_a_landscape_schedule_is_a_section_of_its_own_between_upright_pages(small: Small) -> None:
    plan = Block("s1", "schedule-heading", (Words("Plan"),), label="Schedule 1", landscape=True)
    grid = Grid("g", "Plan", (((Words("Task"),), (Words("Month"),)), ((Words("Design"),), (Words("3"),))))
    contacts = Block("s2", "schedule-heading", (Words("Contacts"),), label="Schedule 2")
    data = written(small(HEADING, plan, grid, contacts))
    sections = list(main(data).iter(w("sectPr")))
    sizes = [section.find("w:pgSz", NSMAP) for section in sections]
    assert [(size.get(w("w")), size.get(w("orient"))) for size in sizes if size is not None] == [
        ("11906", None),
        ("16838", "landscape"),
        ("11906", None),
    ]
    assert [len(section.findall("w:headerReference", NSMAP)) for section in sections] == [2, 0, 0]
    assert faults(data) == []


def test_a_landscape_schedule_at_the_end_ends_the_document(small: Small) -> None:
    plan = Block("s1", "schedule-heading", (Words("Plan"),), label="Schedule 1", landscape=True)
    sections = list(main(written(small(HEADING, plan))).iter(w("sectPr")))
    assert [s.find("w:pgSz", NSMAP).get(w("orient")) for s in sections] == [None, "landscape"]


def test_a_lead_in_is_held_with_what_it_leads_to(small: Small) -> None:
    lead, end = Block("a", "clause", (Words("They are:"),)), Block("b", "clause", (Words("None."),))
    data = written(small(HEADING, lead, end))
    assert with_text(data, "They are:").find("w:pPr/w:keepNext", NSMAP) is not None
    assert with_text(data, "None.").find("w:pPr/w:keepNext", NSMAP) is None


def test_a_blank_is_highlighted_and_says_what_is_asked(small: Small) -> None:
    data = written(small(Block("w", "words", (Words("From "), Blank("start date", "agreement.start")))))
    run = next(main(data).iter(w("highlight"))).getparent().getparent()
    assert run is not None
    assert text(run) == "[start date]"


def test_an_internal_copy_says_so_on_every_page_and_gives_the_reasons(small: Small) -> None:
    agreement = small(Contents(), HEADING, notes={"term/x": "Ask for less."})
    roots = roots_of(written(agreement, internal=True))
    assert text(roots["word/header2.xml"]) == "Internal: not for circulation"
    assert text(roots["word/header1.xml"]).startswith("Internal: not for circulation  |  ")
    assert [text(p) for p in roots["word/comments.xml"].iter(w("p"))] == [
        "term/x, position p", "it is asked for", "Ask for less.",
    ]  # fmt: skip


def test_every_clause_of_an_internal_copy_has_one_comment(deal: Path) -> None:
    agreement = agreement_of(deal)
    comments = roots_of(file_of(deal, internal=True))["word/comments.xml"]
    reasoned = [heading for heading in agreement.headings() if heading.because]
    assert len(comments) == len(reasoned) > 10


def test_signature_blocks_stay_together_and_so_do_those_of_one_party(made: bytes, agreement: Agreement) -> None:
    tables = tables_of(made, "SignatureTable")
    signing = [part for part in agreement.parts if isinstance(part, SignatureBlock)]
    assert len(tables) == len(signing) > 0
    for table, block, after in zip(tables, signing, (*signing[1:], None), strict=True):
        assert style_of(table.getprevious()) == "SignatureLead"
        rows = table.findall(w("tr"))
        assert [row for row in rows if row.find("w:trPr/w:cantSplit", NSMAP) is None] == []
        kept = [{p.find("w:pPr/w:keepNext", NSMAP) is not None for p in row.iter(w("p"))} for row in rows]
        same = after is not None and after.party == block.party
        assert kept == [*[{True}] * (len(rows) - 1), {same}]
        assert (table.getnext().find("w:pPr/w:keepNext", NSMAP) is not None) is same


def test_tables_repeat_their_head_and_are_described(made: bytes, agreement: Agreement) -> None:
    grids = [part for part in agreement.parts if isinstance(part, Grid)]
    tables = tables_of(made, "AgreementTable")
    assert [_value(table, "w:tblPr/w:tblCaption") for table in tables] == [grid.caption for grid in grids]
    for table in tables:
        heads = [row.find("w:trPr/w:tblHeader", NSMAP) is not None for row in table.findall(w("tr"))]
        assert heads == [True, *[False] * (len(heads) - 1)]


def test_columns_fill_the_page_and_no_word_is_broken(small: Small) -> None:
    cells = (
        ("Office", "E-mail"),
        ("Legal department for research and all other contracts of the house", "a@b.example"),
    )
    grid = Grid("g", "Contacts", tuple(tuple((Words(cell),) for cell in row) for row in cells))
    columns = [int(e.get(w("w"), "")) for e in main(written(small(grid))).iter(w("gridCol"))]
    assert sum(columns) == 9071
    assert columns[1] > 90 * len("a@b.example") + 200
    assert columns[0] > columns[1]


def test_an_empty_text_is_no_run(small: Small) -> None:
    assert faults(written(small(HEADING, Block("w", "words", (Words(""),))))) == []


def test_every_example_is_written_with_its_deal(made: bytes) -> None:
    assert len(DEALS) >= 3
    assert len(paragraphs(made)) > 150
