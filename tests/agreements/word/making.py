"""Makes small Word files for tests from raw XML: what a file holds is written in the test that needs it."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from agreements.word import names

SPACES = (
    f'xmlns:w="{names.W}" xmlns:r="{names.R}" xmlns:w14="{names.W14}" xmlns:mc="{names.MC}" xmlns:v="{names.V}" '
    f'xmlns:wps="{names.WPS}" xmlns:m="{names.M}" xmlns:wp="{names.WP}" xmlns:a="{names.A}"'
)
DATE = "2026-11-20T09:00:00Z"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def r(text: str, look: str = "") -> str:
    """A run; `look` is what stands in its w:rPr."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, style: str = "", num: str = "", level: int | None = None, more: str = "", mark: str = "") -> str:
    """A paragraph of plain texts and ready XML; `more` goes into its w:pPr, `mark` into the w:rPr of its mark."""
    inside = "".join(piece if piece.startswith("<") else r(piece) for piece in content)
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num or level is not None:
        ilvl = f'<w:ilvl w:val="{level}"/>' if level is not None else ""
        properties += f"<w:numPr>{ilvl}" + (f'<w:numId w:val="{num}"/>' if num else "") + "</w:numPr>"
    properties += more + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>" if properties else f"<w:p>{inside}</w:p>"


def change(kind: str, *content: str, author: str = "Counterparty") -> str:
    """A tracked change of a kind (ins, del, moveFrom, moveTo) round runs or, without content, for a mark or a row."""
    opening = f'w:{kind} w:id="1" w:author={quoteattr(author)} w:date="{DATE}"'
    inside = "".join(piece if piece.startswith("<") else r(piece) for piece in content)
    if kind == "del":
        inside = inside.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f"<{opening}>{inside}</w:{kind}>" if content else f"<{opening}/>"


def cell(*blocks: str, more: str = "") -> str:
    """A table cell of plain texts and ready blocks."""
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, more: str = "") -> str:
    """A table row of plain texts and ready cells."""
    inside = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{more}</w:trPr>{inside}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(*blocks: str, properties: str = "") -> str:
    """A content control round blocks or runs."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{''.join(blocks)}</w:sdtContent></w:sdt>"


def box(*blocks: str) -> str:
    """A run with a text box, as Word writes it: once for itself and once for older programs."""
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def field(instruction: str, *result: str) -> str:
    """A complex field with its cached result."""
    inside = "".join(piece if piece.startswith("<") else r(piece) for piece in result)
    return f"{sign('begin')}{said(instruction)}{sign('separate')}{inside}{sign('end')}"


def sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def said(instruction: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'


def lvl(ilvl: int, kind: str, text: str, *, start: int | None = 1, style: str = "", more: str = "") -> str:
    """A level of a list."""
    starts = "" if start is None else f'<w:start w:val="{start}"/>'
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    shown = f"{more}{named}<w:lvlText w:val={quoteattr(text)}/>"
    return f'<w:lvl w:ilvl="{ilvl}">{starts}<w:numFmt w:val="{kind}"/>{shown}</w:lvl>'


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


CLAUSES = abstract(
    1,
    lvl(0, "decimal", "%1."),
    lvl(1, "decimal", "%1.%2"),
    lvl(2, "lowerLetter", "(%3)"),
    lvl(3, "lowerRoman", "(%4)"),
    lvl(4, "upperLetter", "(%5)"),
) + num(1, 1)
"""The usual list of an agreement: 1., 1.1, (a), (i), (A) as list 1."""


def style(
    style_id: str, name: str, properties: str = "", look: str = "", *, based_on: str = "", kind: str = "paragraph"
) -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{parent}'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{look}</w:rPr></w:style>"
    )


def make(
    path: Path,
    *body: str,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    header: str = "",
    footer: str = "",
    settings: str = "",
    core: str = "",
    relationships: Sequence[tuple[str, str]] = (),
    parts: Mapping[str, str | bytes] | None = None,
    main: str = "word/document.xml",
    main_type: str = MAIN_TYPE,
    document: str | bytes | None = None,
) -> Path:
    """Writes a Word file whose body holds the blocks, plain texts among them as paragraphs, and gives its path.

    `relationships` are further ones of the main part: kind and address, an address with "://" being outside.
    `parts` are added as they are, or replace those made here.
    """
    blocks = "".join(block if block.startswith("<") else p(block) for block in body)
    folder, file = main.rsplit("/", 1)
    roots = {
        "styles": styles,
        "numbering": numbering,
        "footnotes": footnotes,
        "endnotes": endnotes,
        "comments": comments,
    }
    roots |= {"settings": settings}
    made: dict[str, str | bytes] = {}
    linked: list[tuple[str, str]] = list(relationships)
    for kind, content in roots.items():
        if content:
            made[f"{folder}/{kind}.xml"] = f"{HEAD}<w:{kind} {SPACES}>{content}</w:{kind}>"
            linked.append((kind, f"{kind}.xml"))
    for kind, tag, content in (("header", "hdr", header), ("footer", "ftr", footer)):
        if content:
            made[f"{folder}/{kind}1.xml"] = f"{HEAD}<w:{tag} {SPACES}>{content}</w:{tag}>"
            linked.append((kind, f"{kind}1.xml"))
    links = "".join(
        f'<Relationship Id="r{number}" Type="{names.R}/{kind}" Target={quoteattr(target)}'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for number, (kind, target) in enumerate(linked, start=1)
    )
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{names.CONTENT_TYPES}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{main}" ContentType="{main_type}"/></Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{names.PACKAGE_RELATIONSHIPS}">'
        f'<Relationship Id="r1" Type="{names.R}/officeDocument" Target="{main}"/>'
        + (f'<Relationship Id="r2" Type="{names.R}/core-properties" Target="docProps/core.xml"/>' if core else "")
        + "</Relationships>",
        main: document
        if document is not None
        else f"{HEAD}<w:document {SPACES}><w:body>{blocks}<w:sectPr/></w:body></w:document>",
        f"{folder}/_rels/{file}.rels": (
            f'{HEAD}<Relationships xmlns="{names.PACKAGE_RELATIONSHIPS}">{links}</Relationships>'
        ),
    }
    if core:
        whole["docProps/core.xml"] = (
            f'{HEAD}<cp:coreProperties xmlns:cp="{names.CORE_PROPERTIES}" xmlns:dc="{names.DC}" '
            f'xmlns:dcterms="{names.DCTERMS}">{core}</cp:coreProperties>'
        )
    return packed(path, whole | made | dict(parts or {}))


def packed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Writes parts into a zip as they are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
