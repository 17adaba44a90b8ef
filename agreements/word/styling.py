"""Styles, numbering and settings of our Word files, made from a house style."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from agreements.word.names import NSMAP, add, w
from templates.house_styles import HouseStyle

CLAUSES, SCHEDULES, PARTIES, RECITALS, DEFINITIONS = 1, 2, 3, 4, 5  # numbers of the lists
TABLE_SMALLER = 1  # points by which the type of tables is smaller than that of the text
CELL_MARGIN = 100  # between the edge of a table cell and its text, in twentieths of a point
GREY = "5A6372"  # of what stands beside the text

# Which style and list level each role and level of a block has; the writer and the styles agree through this table.
STYLES: dict[tuple[str, int], str] = {
    ("title", 1): "Title",
    ("cover-line", 1): "CoverLine",
    ("cover-line", 2): "CoverParty",
    ("part-heading", 1): "PartHeading",
    ("party", 1): "Party",
    ("recital", 1): "Recital",
    ("clause-heading", 1): "ClauseHeading",
    ("clause", 1): "ClauseText",
    ("clause", 2): "ClauseItem",
    ("clause", 3): "ClauseSubitem",
    ("clause", 4): "ClauseDetail",
    ("words", 1): "ClauseWords",
    ("words", 2): "ItemWords",
    ("words", 3): "SubitemWords",
    ("words", 4): "DetailWords",
    ("definition", 1): "Definition",
    ("definition-item", 1): "DefinitionItem",
    ("definition-item", 2): "DefinitionSubitem",
    ("definition-words", 1): "DefinitionWords",
    ("schedule-heading", 1): "ScheduleHeading",
    ("schedule", 1): "ScheduleText",
    ("schedule", 2): "ScheduleClause",
    ("schedule", 3): "ScheduleItem",
    ("schedule", 4): "ScheduleSubitem",
    ("schedule-words", 1): "ScheduleWords",
    ("schedule-words", 2): "ScheduleWords",
    ("schedule-words", 3): "ScheduleItemWords",
    ("schedule-words", 4): "ScheduleItemWords",
    ("execution-words", 1): "ExecutionWords",
}


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: lengths in twentieths of a point, sizes in half points."""

    id: str
    name: str
    left: int = 0
    hanging: int = 0
    before: int | None = None
    after: int | None = None
    size: int | None = None
    bold: bool = False
    colour: str | None = None
    align: str | None = None
    keep_next: bool = False
    page_break: bool = False
    outline: int | None = None
    list_: tuple[int, int] | None = None
    caps: bool = False
    tabs: tuple[tuple[str, int], ...] = ()
    based_on: str = "Normal"
    rule_below: bool = False


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def _paragraph_styles(house: HouseStyle) -> list[_Style]:
    number, step, schedule = twips(house.indent.number), twips(house.indent.step), twips(house.indent.schedule)
    kind, colour = house.type, house.type.colour
    small, table = round(kind.small * 2), round((kind.size - TABLE_SMALLER) * 2)
    width = twips(house.page.width - house.page.left - house.page.right)
    heading = round(kind.heading * 2)

    def level(depth: int) -> int:
        return number + step * depth

    return [
        _Style("Title", "Title", before=3000, after=200, size=round(kind.title * 2), bold=True, colour=colour,
               rule_below=True),
        _Style("CoverLine", "Cover Line", after=1200, size=round(kind.subtitle * 2) + 2, colour=GREY),
        _Style("CoverParty", "Cover Party", after=200, size=round(kind.subtitle * 2), colour=colour),
        _Style("PartHeading", "Part Heading", before=360, after=160, size=heading + 2, bold=True, colour=colour,
               keep_next=True, rule_below=True),
        _Style("OpeningHeading", "Opening Heading", before=0, page_break=True, based_on="PartHeading"),
        _Style("Party", "Party", left=number, hanging=number, list_=(PARTIES, 0)),
        _Style("Recital", "Recital", left=number, hanging=number, list_=(RECITALS, 0)),
        _Style("ClauseHeading", "Clause Heading", left=number, hanging=number, before=280, after=120, size=heading,
               bold=True, colour=colour, keep_next=True, outline=0, list_=(CLAUSES, 0)),
        _Style("ClauseText", "Clause Text", left=number, hanging=number, list_=(CLAUSES, 1)),
        _Style("ClauseItem", "Clause Item", left=level(1), hanging=step, list_=(CLAUSES, 2)),
        _Style("ClauseSubitem", "Clause Subitem", left=level(2), hanging=step, list_=(CLAUSES, 3)),
        _Style("ClauseDetail", "Clause Detail", left=level(3), hanging=step, list_=(CLAUSES, 4)),
        _Style("ClauseWords", "Clause Words", left=number),
        _Style("ItemWords", "Item Words", left=level(1)),
        _Style("SubitemWords", "Subitem Words", left=level(2)),
        _Style("DetailWords", "Detail Words", left=level(3)),
        _Style("Definition", "Definition", left=number, list_=(DEFINITIONS, 0)),
        _Style("DefinitionItem", "Definition Item", left=level(1), hanging=step, list_=(DEFINITIONS, 1)),
        _Style("DefinitionSubitem", "Definition Subitem", left=level(2), hanging=step, list_=(DEFINITIONS, 2)),
        _Style("DefinitionWords", "Definition Words", left=number),
        _Style("ScheduleHeading", "Schedule Heading", left=schedule, hanging=schedule, after=240, size=heading + 4,
               bold=True, colour=colour, keep_next=True, page_break=True, outline=0, list_=(SCHEDULES, 0),
               rule_below=True),
        _Style("ScheduleText", "Schedule Text", left=number, hanging=number, list_=(SCHEDULES, 1)),
        _Style("ScheduleClause", "Schedule Clause", left=level(1), hanging=step, list_=(SCHEDULES, 2)),
        _Style("ScheduleItem", "Schedule Item", left=level(2), hanging=step, list_=(SCHEDULES, 3)),
        _Style("ScheduleSubitem", "Schedule Subitem", left=level(3), hanging=step, list_=(SCHEDULES, 4)),
        _Style("ScheduleWords", "Schedule Words", left=number),
        _Style("ScheduleItemWords", "Schedule Item Words", left=level(2)),
        _Style("ExecutionWords", "Execution Words", keep_next=True),
        _Style("SignatureLead", "Signature Lead", before=320, after=40, keep_next=True),
        _Style("SignatureCaption", "Signature Caption", before=260, after=20, size=table, colour=GREY),
        _Style("SignatureLine", "Signature Line", before=260, after=20),
        _Style("TableHead", "Table Head", before=50, after=50, size=table, bold=True, colour=colour, keep_next=True),
        _Style("TableText", "Table Text", before=50, after=50, size=table),
        _Style("AfterTable", "After Table", after=80, size=8),
        _Style("ContentsHeading", "Contents Heading", after=200, size=heading + 2, bold=True, colour=colour,
               page_break=True, rule_below=True),
        # "1." ends before the first stop, "Schedule 1" before the second.
        _Style("TOC1", "toc 1", left=number, hanging=number, after=50,
               tabs=(("left", number), ("left", schedule), ("right", width))),
        _Style("Header", "header", size=small, colour=GREY, align="right", after=0, rule_below=True),
        _Style("CoverHeader", "Cover Header", size=small, colour=GREY, align="right", after=0),
        _Style("Footer", "footer", size=small, colour=GREY, align="right", after=0),
        _Style("CommentText", "annotation text", size=18, after=0),
    ]  # fmt: skip


def styles_xml(house: HouseStyle, language: str) -> Any:
    """The styles part, for a document in a language such as "en-GB"."""
    root = etree.Element(w("styles"), nsmap=NSMAP)
    defaults = add(root, "docDefaults")
    run = add(add(defaults, "rPrDefault"), "rPr")
    font = house.type.font
    add(run, "rFonts", ascii=font, hAnsi=font, eastAsia=house.type.east_asian, cs=font)
    add(run, "sz", val=round(house.type.size * 2))
    add(run, "szCs", val=round(house.type.size * 2))
    add(run, "lang", val=language, eastAsia="zh-CN", bidi="ar-SA")
    paragraph = add(add(defaults, "pPrDefault"), "pPr")
    add(paragraph, "spacing", after=round(house.type.after * 20), line=round(house.type.line * 240), lineRule="auto")
    normal = add(root, "style", type="paragraph", default="1", styleId="Normal")
    add(normal, "name", val="Normal")
    add(normal, "qFormat")
    add(add(normal, "pPr"), "widowControl")
    for style in _paragraph_styles(house):
        _add_style(root, style, house)
    character = add(root, "style", type="character", default="1", styleId="DefaultParagraphFont")
    add(character, "name", val="Default Paragraph Font")
    add(character, "uiPriority", val="1")
    add(character, "semiHidden")
    table = add(root, "style", type="table", default="1", styleId="TableNormal")
    add(table, "name", val="Normal Table")
    add(table, "uiPriority", val="99")
    add(table, "semiHidden")
    properties = add(table, "tblPr")
    add(properties, "tblInd", w_="0", type="dxa")
    margins = add(properties, "tblCellMar")
    for side, size in (("top", 0), ("left", CELL_MARGIN), ("bottom", 0), ("right", CELL_MARGIN)):
        add(margins, side, w_=size, type="dxa")
    _add_table_styles(root, house)
    nothing = add(root, "style", type="numbering", default="1", styleId="NoList")
    add(nothing, "name", val="No List")
    add(nothing, "uiPriority", val="99")
    add(nothing, "semiHidden")
    strong = add(root, "style", type="character", styleId="Strong")
    add(strong, "name", val="Strong")
    add(strong, "basedOn", val="DefaultParagraphFont")
    add(strong, "qFormat")
    look = add(strong, "rPr")
    add(look, "b")
    add(look, "bCs")
    mark = add(root, "style", type="character", styleId="CommentReference")
    add(mark, "name", val="annotation reference")
    add(mark, "basedOn", val="DefaultParagraphFont")
    add(add(mark, "rPr"), "sz", val="16")
    return root


def _add_table_styles(root: Any, house: HouseStyle) -> None:
    """Tables with rules between rows and a shaded head; signatures with a line to write on."""
    rule = {"val": "single", "sz": "4", "space": "0", "color": house.type.rule}
    for id, name in (("AgreementTable", "Agreement Table"), ("SignatureTable", "Signature Table")):
        style = add(root, "style", type="table", customStyle="1", styleId=id)
        add(style, "name", val=name)
        add(style, "basedOn", val="TableNormal")
        add(style, "qFormat")
        properties = add(style, "tblPr")
        if id == "SignatureTable":
            borders = add(properties, "tblBorders")
            add(borders, "bottom", **rule)
            add(borders, "insideH", **rule)
            margins = add(properties, "tblCellMar")
            add(margins, "left", w_=0, type="dxa")
            add(margins, "right", w_=0, type="dxa")
            continue
        borders = add(properties, "tblBorders")
        for side in ("top", "bottom", "insideH"):
            add(borders, side, **rule)
        head = add(style, "tblStylePr", type="firstRow")
        add(add(head, "tcPr"), "shd", val="clear", color="auto", fill=house.type.shade)


def _add_style(root: Any, style: _Style, house: HouseStyle) -> None:
    element = add(root, "style", type="paragraph", customStyle="1", styleId=style.id)
    if style.name in ("Title", "toc 1", "header", "footer", "annotation text"):
        del element.attrib[w("customStyle")]
    add(element, "name", val=style.name)
    add(element, "basedOn", val=style.based_on)
    if not style.name.startswith(("toc", "header", "footer", "annotation")):
        add(element, "qFormat")
    properties = add(element, "pPr")
    if style.keep_next:
        add(properties, "keepNext")
        add(properties, "keepLines")
    if style.page_break:
        add(properties, "pageBreakBefore")
    if style.list_ is not None:
        numbers = add(properties, "numPr")
        if style.list_[1]:
            add(numbers, "ilvl", val=style.list_[1])
        add(numbers, "numId", val=style.list_[0])
    if style.rule_below:
        add(add(properties, "pBdr"), "bottom", val="single", sz="6", space="4", color=house.type.rule)
    if style.tabs:
        tabs = add(properties, "tabs")
        for kind, place in style.tabs:
            add(tabs, "tab", val=kind, pos=place, **({"leader": "dot"} if kind == "right" else {}))
    if style.before is not None or style.after is not None:
        spacing = add(properties, "spacing")
        if style.before is not None:
            spacing.set(w("before"), str(style.before))
        if style.after is not None:
            spacing.set(w("after"), str(style.after))
    if style.left:
        indent = add(properties, "ind", left=style.left)
        if style.hanging:
            indent.set(w("hanging"), str(style.hanging))
    if style.align:
        add(properties, "jc", val=style.align)
    if style.outline is not None:
        add(properties, "outlineLvl", val=style.outline)
    if style.bold or style.colour or style.size:
        run = add(element, "rPr")
        if style.bold:
            add(run, "b")
            add(run, "bCs")
        if style.colour:
            add(run, "color", val=style.colour)
        if style.size:
            add(run, "sz", val=style.size)
            add(run, "szCs", val=style.size)


# For each list its levels: number format, text, style, and how the text follows the number.
_LISTS: dict[int, tuple[tuple[str, str, str, str], ...]] = {
    CLAUSES: (
        ("decimal", "%1.", "ClauseHeading", "tab"),
        ("decimal", "%1.%2", "ClauseText", "tab"),
        ("lowerLetter", "(%3)", "ClauseItem", "tab"),
        ("lowerRoman", "(%4)", "ClauseSubitem", "tab"),
        ("upperLetter", "(%5)", "ClauseDetail", "tab"),
    ),
    SCHEDULES: (
        ("decimal", "Schedule %1", "ScheduleHeading", "tab"),
        ("decimal", "%2.", "ScheduleText", "tab"),
        ("decimal", "%2.%3", "ScheduleClause", "tab"),
        ("lowerLetter", "(%4)", "ScheduleItem", "tab"),
        ("lowerRoman", "(%5)", "ScheduleSubitem", "tab"),
    ),
    PARTIES: (("decimal", "(%1)", "Party", "tab"),),
    RECITALS: (("upperLetter", "(%1)", "Recital", "tab"),),
    DEFINITIONS: (
        ("none", "", "Definition", "nothing"),
        ("lowerLetter", "(%2)", "DefinitionItem", "tab"),
        ("lowerRoman", "(%3)", "DefinitionSubitem", "tab"),
    ),
}


def numbering_xml(house: HouseStyle) -> Any:
    """The numbering part: one native multilevel list a purpose, its levels bound to styles both ways."""
    root = etree.Element(w("numbering"), nsmap=NSMAP)
    styles = {style.id: style for style in _paragraph_styles(house)}
    for id, levels in _LISTS.items():
        abstract = add(root, "abstractNum", abstractNumId=id)
        add(abstract, "nsid", val=f"1A2B3C{id:02X}")
        add(abstract, "multiLevelType", val="multilevel")
        add(abstract, "tmpl", val=f"10C3B2{id:02X}")
        for depth, (form, text, style, suffix) in enumerate(levels):
            level = add(abstract, "lvl", ilvl=depth)
            add(level, "start", val="1")
            add(level, "numFmt", val=form)
            add(level, "pStyle", val=style)
            if suffix != "tab":
                add(level, "suff", val=suffix)
            add(level, "lvlText", val=text)
            add(level, "lvlJc", val="left")
            indent = add(add(level, "pPr"), "ind", left=styles[style].left)
            if styles[style].hanging:
                indent.set(w("hanging"), str(styles[style].hanging))
            if style not in ("ClauseHeading", "ScheduleHeading"):
                run = add(level, "rPr")
                add(run, "b", val="0")
    for id in _LISTS:
        add(add(root, "num", numId=id), "abstractNumId", val=id)
    return root


def settings_xml(language: str) -> Any:
    """The settings part: current compatibility, nothing that asks the reader a question on opening."""
    root = etree.Element(w("settings"), nsmap=NSMAP)
    add(root, "zoom", percent="100")
    add(root, "defaultTabStop", val="720")
    add(root, "characterSpacingControl", val="doNotCompress")
    compat = add(root, "compat")
    for name, value in (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ):
        add(compat, "compatSetting", name=name, uri="http://schemas.microsoft.com/office/word", val=value)
    add(root, "themeFontLang", val=language)
    add(root, "decimalSymbol", val=".")
    add(root, "listSeparator", val=",")
    return root
