"""Reads Markdown into blocks: headings, paragraphs, list items, tables, footnotes; marks of emphasis are taken off."""

import re

from agreements.text_blocks import Block

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)\s*\Z")
_RULE = re.compile(r" {0,3}([-*_])(\s*\1){2,}\s*\Z")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_BULLET = re.compile(r"\s*[-*+]\s+(?:\[([ xX])\]\s+)?")
_ITEM = re.compile(r"\s*(\d{1,3}[.)]|\(?[a-zA-Z]{1,4}[.)])\s+\S")
_QUOTE = re.compile(r"\A {0,3}(?:>\s?)+")
_TABLE_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)*\|?\s*\Z")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:\s*")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_STRONG = re.compile(r"(?:\*\*.+\*\*|__.+__)\Z")
_EMPHASIS = (
    (re.compile(r"(?<!\\)!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(?<!\\)\[([^\]]+)(?<!\\)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"(?<!\\)\[\^[^\]]+\]"), ""),
    (re.compile(r"(?<!\\)(\*\*\*|\*\*|\*)(?=\S)(.+?)(?<=\S)(?<!\\)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(___|__|_)(?=[^\s_])(.+?)(?<=[^\s_\\])\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!\\)(`+)(.+?)(?<!\\)\1"), r"\2"),
    (re.compile(r"(?<!\\)<((?:https?|mailto):[^>\s]+)>"), r"\1"),
    (
        re.compile(r"(?<!\\)</?(?:b|i|u|em|strong|span|sup|sub|a|p|div|center|small|mark|br)\b[^>]*>", re.IGNORECASE),
        " ",
    ),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text in order; each cell of a table is one, each footnote stands where it is given."""
    lines = _COMMENT.sub("", _FRONT.sub("", text)).split("\n")
    blocks: list[Block] = []
    gathered: list[str] = []
    tables, fenced = 0, ""

    def close() -> None:
        if gathered:
            blocks.append(_block(" ".join(line.strip().rstrip("\\") for line in gathered)))
            gathered.clear()

    at = 0
    while at < len(lines):
        line = lines[at].expandtabs(4).rstrip()
        at += 1
        if fence := _FENCE.match(line):
            fenced = "" if fenced and fence[1].startswith(fenced) else fenced or fence[1][:3]
            close()
            continue
        if fenced:
            if line.strip():
                blocks.append(Block(line.strip()))
            continue
        line = _QUOTE.sub("", line)
        if not line.strip():
            close()
            continue
        heading = _HEADING.match(line)
        if heading is not None:
            close()
            if heading[2]:
                blocks.append(Block(plain(heading[2]), outline=len(heading[1])))
            continue
        if gathered and len(gathered) == 1 and (under := _UNDERLINE.match(line)) and len(line.strip()) > 1:
            blocks.append(Block(plain(gathered.pop().strip()), outline=1 if under[1][0] == "=" else 2))
            continue
        if _RULE.match(line):
            close()
            continue
        if "|" in line and at < len(lines) and _TABLE_RULE.match(lines[at]) and "-" in lines[at]:
            close()
            at = _read_table(lines, at - 1, tables, blocks)
            tables += 1
            continue
        if note := _NOTE.match(line):
            close()
            blocks.append(Block(plain(line[note.end() :]), note=True))
            continue
        if _BULLET.match(line) or _ITEM.match(line):
            close()
        gathered.append(line)
        if line.endswith("  ") or lines[at - 1].endswith(("  ", "\\")):
            close()
    close()
    return blocks


def plain(marked: str) -> str:
    """A line without the marks of emphasis, links and escapes."""
    for pattern, instead in _EMPHASIS:
        marked = pattern.sub(instead, marked)
    return re.sub(r"[ \t]{2,}", " ", marked).strip()


def _block(text: str) -> Block:
    bullet = _BULLET.match(text)
    if bullet is not None:
        box = {None: "", " ": "☐ "}.get(bullet[1], "☒ ")
        text = box + text[bullet.end() :]
    bare = re.sub(r"^\(?[\w.]{1,6}[.)]?\s+(?=\*\*|__)", "", text.strip())
    return Block(plain(text), strong=_STRONG.match(bare) is not None and bare.count("**") + bare.count("__") == 2)


def _read_table(lines: list[str], at: int, number: int, blocks: list[Block]) -> int:
    """Reads the table whose first row is at a line; gives the line after it."""
    rule = at + 1
    row = 0
    while at < len(lines) and "|" in lines[at]:
        if at != rule:
            cells = enumerate(_cells(lines[at]))
            blocks.extend(Block(plain(cell), table=(number, row, column)) for column, cell in cells if cell)
            row += 1
        at += 1
    return at


def _cells(line: str) -> list[str]:
    cells = re.split(r"(?<!\\)\|", line.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    return [cell.strip().replace("\\|", "|") for cell in cells]
