"""The agreement as plain text, Markdown, HTML and JSON: the same words and numbers, nothing of ours."""

import html
import json
import re
import textwrap
from collections.abc import Iterable, Iterator

from agreements.agreement import Agreement, Blank, Block, Contents, Grid, Inline, SignatureBlock, Words
from agreements.printable import printable

WIDTH = 92
_INDENTS = {
    "cover-line": (0, 0, 0),
    "clause": (0, 0, 6, 11, 16),
    "words": (0, 6, 11, 16, 21),
    "definition": (0, 6),
    "definition-item": (0, 6, 11),
    "definition-words": (0, 6),
    "schedule": (0, 0, 6, 11, 16),
    "schedule-words": (0, 6, 11, 16, 21),
}


def said(inlines: Iterable[Inline]) -> str:
    """The words as printed, blanks in brackets."""
    return printable("".join(f"[{inline.asks}]" if isinstance(inline, Blank) else inline.text for inline in inlines))


def line_of(block: Block) -> str:
    """A block's words with its run-in heading."""
    text = said(block.text)
    return printable(f"{block.heading} {text}".strip()) if block.heading else text


def as_text(agreement: Agreement) -> str:
    """Plain text, wrapped and indented, with the numbers typed."""
    lines: list[str] = []
    for part in agreement.parts:
        lines += _text_part(part, agreement)
    return "\n".join(lines).strip("\n") + "\n"


def _text_part(part: object, agreement: Agreement) -> Iterator[str]:
    if isinstance(part, Block):
        if part.role in ("title", "part-heading", "clause-heading", "schedule-heading"):
            yield ""
            if part.role in ("title", "part-heading", "schedule-heading"):
                yield f"{part.label} {line_of(part)}".strip().upper()
            else:
                yield f"{part.label:<6}{line_of(part)}"
            yield ""
            return
        indent = _INDENTS.get(part.role, (0, 0))[part.level]
        label = f"{part.label:<6}" if indent == 0 and part.label else f"{part.label:<5}" if part.label else ""
        lead = " " * indent + label
        wrapped = textwrap.TextWrapper(
            WIDTH,
            initial_indent=lead,
            subsequent_indent=" " * len(lead),
            break_long_words=False,
            break_on_hyphens=False,
        ).wrap(line_of(part))
        yield from wrapped
        yield ""
    elif isinstance(part, Grid):
        for row in part.rows:
            yield "      | " + " | ".join(said(cell) for cell in row) + " |"
        yield ""
    elif isinstance(part, SignatureBlock):
        yield said(part.capacity)
        for line in part.lines:
            yield f"  {line.caption}: {said(line.value) or '_' * 30}"
        yield ""


# What Markdown would take for a list, a rule or an underlining.
_MARK = re.compile(r"\A[-+=~](?=\s|[-=~])|(?<=\A\d)[.)](?=\s)|(?<=\A\d\d)[.)](?=\s)")


def as_markdown(agreement: Agreement) -> str:
    """Markdown: headings, numbers typed, tables."""
    lines: list[str] = []
    for part in agreement.parts:
        if isinstance(part, Block):
            level = {"title": "# ", "part-heading": "## ", "clause-heading": "## ", "schedule-heading": "## "}.get(
                part.role, ""
            )
            label = f"{part.label} " if part.label else ""
            heading = f"**{_md(part.heading)}** " if part.heading else ""
            # The number of a paragraph is escaped, or Markdown would make a list of its own and count anew.
            shown = label.replace(".", "\\.").replace("(", "\\(") if not level else label
            line = f"{shown}{heading}{_md_inlines(part.text)}".rstrip()
            lines += [f"{level}{line}" if level else _MARK.sub(r"\\\g<0>", line), ""]
        elif isinstance(part, Grid):
            head, *rest = part.rows
            lines += [_row(head), "| " + " | ".join("---" for _ in head) + " |", *(_row(row) for row in rest), ""]
        elif isinstance(part, SignatureBlock):
            lines += [
                _md_inlines(part.capacity),
                "",
                *(f"- {line.caption}: {said(line.value) or '____'}" for line in part.lines),
                "",
            ]
    return "\n".join(lines)


def _row(row: Iterable[Iterable[Inline]]) -> str:
    return "| " + " | ".join(_md(said(cell)) for cell in row) + " |"


def _md(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#&|~" else char for char in text)


def _md_inlines(inlines: Iterable[Inline]) -> str:
    made = []
    for inline in inlines:
        text = said((inline,))
        made.append(f"**{_md(text)}**" if isinstance(inline, Words) and inline.bold else _md(text))
    return "".join(made)


_CSS = """
body { font: 11pt/1.5 Arial, sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em; color: #222 }
h1, h2 { color: #1f2a44 }
h2 { font-size: 1.1em; margin-top: 1.8em; break-after: avoid }
p.n { padding-left: 3.4em; text-indent: -3.4em }
p.n span { display: inline-block; width: 3.4em; text-indent: 0 }
.i1 { margin-left: 3.4em }
.i2 { margin-left: 6.8em }
.i3 { margin-left: 10.2em }
.i4 { margin-left: 13.6em }
mark { background: #ff0 }
table { border-collapse: collapse; width: 100%; break-inside: avoid }
caption { text-align: left; font-size: .85em; color: #5a6372 }
td, th { border-bottom: 1px solid #9aa3b2; text-align: left; padding: .3em; vertical-align: top }
th { background: #eef1f5 }
table.s { max-width: 30em; margin-bottom: 2em }
table.s td { height: 2.2em; vertical-align: bottom }
@media print { body { max-width: none; margin: 0 } }
"""


def as_html(agreement: Agreement) -> str:
    """One file of HTML, without scripts and without anything to be fetched."""
    body: list[str] = []
    for part in agreement.parts:
        if isinstance(part, Block):
            body.append(_html_block(part))
        elif isinstance(part, Contents):
            heads = agreement.headings()
            body.append(
                "<ul>" + "".join(f"<li>{html.escape(f'{h.label} {said(h.text)}')}</li>" for h in heads) + "</ul>"
            )
        elif isinstance(part, Grid):
            body.append(_html_table(part))
        elif isinstance(part, SignatureBlock):
            rows = "".join(
                f"<tr><td>{html.escape(line.caption)}</td><td>{_html(line.value)}</td></tr>" for line in part.lines
            )
            body.append(f"<p>{_html(part.capacity)}</p><table class='s'>{rows}</table>")
    title = html.escape(printable(agreement.short_title))
    return (
        f'<!doctype html>\n<html lang="{agreement.language}">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_CSS}</style></head>\n<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _html_block(block: Block) -> str:
    heading = f"<b>{html.escape(printable(block.heading))}</b> " if block.heading else ""
    text = heading + _html(block.text)
    label = html.escape(block.label)
    if block.role == "title":
        return f"<h1>{text}</h1>"
    if block.role in ("part-heading", "clause-heading", "schedule-heading"):
        return f"<h2>{label} {text}</h2>" if label else f"<h2>{text}</h2>"
    # What has a number hangs behind it; what has none stands below what it belongs to.
    deep = block.level - 1 if block.role in ("clause", "schedule") else _DEPTHS.get(block.role, 0) * block.level
    classes = " ".join([*(["n"] if label else []), *([f"i{deep}"] if deep else [])])
    opening = f'<p class="{classes}">' if classes else "<p>"
    return f"{opening}<span>{label}</span>{text}</p>" if label else f"{opening}{text}</p>"


_DEPTHS = {"words": 1, "definition": 1, "definition-item": 1, "definition-words": 1, "schedule-words": 1}


def _html_table(grid: Grid) -> str:
    head, *rest = grid.rows
    heads = "".join(f'<th scope="col">{_html(cell)}</th>' for cell in head)
    rows = "".join("<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>" for row in rest)
    caption = html.escape(grid.caption)
    return f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _html(inlines: Iterable[Inline]) -> str:
    made = []
    for inline in inlines:
        text = html.escape(said((inline,)))
        if isinstance(inline, Blank):
            made.append(f"<mark>{text}</mark>")
        else:
            made.append(f"<b>{text}</b>" if isinstance(inline, Words) and inline.bold else text)
    return "".join(made)


def as_json(agreement: Agreement) -> str:
    """The agreement as data: blocks with their numbers, tables, signatures; no reasons, no positions."""
    parts: list[dict[str, object]] = []
    for part in agreement.parts:
        if isinstance(part, Block):
            parts.append(
                {
                    "role": part.role,
                    "level": part.level,
                    "label": part.label,
                    "heading": printable(part.heading),
                    "text": said(part.text),
                }
            )
        elif isinstance(part, Grid):
            parts.append(
                {"role": "table", "caption": part.caption, "rows": [[said(cell) for cell in row] for row in part.rows]}
            )
        elif isinstance(part, SignatureBlock):
            lines = [{"caption": line.caption, "value": said(line.value)} for line in part.lines]
            party = printable(part.party)
            parts.append({"role": "signature", "party": party, "capacity": said(part.capacity), "lines": lines})
    data = {
        "schema": "agreement/1",
        "title": printable(agreement.title),
        "language": agreement.language,
        "parties": [printable(party) for party in agreement.parties],
        "parts": parts,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
