"""Reads text files: takes out page debris, joins what was wrapped, parts what was run together."""

import hashlib
import re
from itertools import pairwise
from pathlib import Path
from statistics import quantiles

from agreements.contents import contents_among
from agreements.document import Document
from agreements.filetypes import read_bytes
from agreements.headings import is_contents_line
from agreements.markdown import markdown_blocks
from agreements.text_blocks import Block, document_of
from agreements.typed_labels import typed_label

_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})

_WIDEST_WRAP = 130  # no typist and no mail program wraps later
_LONG_LINE = 110

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-–—\[(]*\s*(?:\d{1,4}|[ivxl]{1,6}|[A-Z]{1,2}-\d{1,3})\s*[-–—\])]*"
    r"|page\s+[-–]?\s*\d+(\s*(of|/)\s*\d+)?[\s.]*|\[?page break\]?|\d+\s*(of|/)\s*\d+"
    r"|source: .{3,120}\d{1,2}/\d{1,2}/\d{2,4}|<page>|[-_=*~]{3,})\s*\Z",
    re.IGNORECASE,
)
_PAGE_END = re.compile(r"\s{3}(?!\s)(?:[^.;:\n]{0,90}\s)?page\s+\d+(?:\s+of\s+\d+)?\Z", re.IGNORECASE)
_SIGNING = re.compile(
    r"\W*(by|name|title|date|its|signature|address|attn|attention|email|witness)\b|.*[:_]\s*\Z", re.IGNORECASE
)
_BULLET = re.compile(r"\s*([•●▪◦■□☐☒➢·∙\ue000-\uf8ff]|[-–—*](?=\s))\s*")
_SIGN = re.compile(r"\A\s*[•●▪◦■□➢∙\ue000-\uf8ff]\s*")
_FULL_STOP = re.compile(r"[.;:!?][”\"’')\]]*\Z|(?:;|,)\s+(?:and|or)\Z")
_GAP = re.compile(r"\s{2,}")
_ALONE = re.compile(r"\(?[A-Za-z]{1,5}\)|\d{1,3}(\.\d{1,3})*\.|\d{1,3}(\.\d{1,3})+|[•●▪■]")
_INSIDE = re.compile(
    r"""(?<=[.;:”"’)\]])\ (?=(?:\d{1,2}\.\d{1,3}(?:\.\d{1,3})?\.?\s+[A-Z“"]            # 14.2 Notices
        |(?:ARTICLE|Article|SECTION|Section)\s+(?:[IVXL]+|\d{1,2}(?:\.\d{1,2})?)\b[.:]?(?:\s+[A-Z“"]|\Z)))  # ARTICLE IV
    |(?<=[A-Z]{3})\ (?=\d{1,2}\.\d{1,2}\.?\s+[A-Z][a-z])                                # RIGHTS 2.1 Grant of rights
    |(?<=[.:;])\ (?=\([a-z]\)\s+[A-Z\[])                                               # (a) Each Party
    |(?<=[.])\ (?=[“"][A-Z][^”"]{2,60}[”"](?:\s+or\s+[“"][^”"]{2,60}[”"])?\s+
        (?:means|shall\ mean|has\ the\ meaning|is\ defined|shall\ have)\b)""",
    re.VERBOSE,
)

# A heading and the first provision below it, run together: "6. Property 6.1 Each Party ...", "ARTICLE 3 USE 3.1 ...",
# "ARTICLE III RIGHTS Section 3.1 Each Party ...".
_HEADING_RUN_ON = re.compile(
    r"(?P<article>(?-i:[A-Z][A-Z0-9 ,.:;&’'()/-]{3,100}?))\s+(?=(?-i:Section|SECTION)\s+\d{1,2}\.0?1\b)"
    r"|(?P<heading>(?:article\s+|section\s+)?(?P<label>\d{1,2}(?:\.[1-9]\d?){0,2})(?:\.0)?[.:]?\s+[^.;:,]{3,90}?)\s+"
    r"(?=(?P=label)\.0?1\b\.?\s+(?-i:[A-Z“\"(\[]))",
    re.IGNORECASE,
)
_POINTING = frozenset("under in of to and or see by with section sections clause clauses article articles".split())


def read_plain_text(path: Path) -> Document:
    """The document in a text or Markdown file; ContentError where there is no such file."""
    return read_text(path, read_bytes(path))


def read_text(path: Path, data: bytes) -> Document:
    """The same for bytes that have been read already."""
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    sha256 = hashlib.sha256(data).hexdigest()
    if path.suffix.lower() in _MARKDOWN:
        return document_of(str(path), sha256, "markdown", markdown_blocks(text))
    return document_of(str(path), sha256, "text", _blocks(text))


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Neither is wrong for long: what is not UTF-8 comes from an older Windows program.
        return data.decode("cp1252", errors="replace")


def _blocks(text: str) -> list[Block]:
    pieces: list[str] = []
    for paragraph in _joined_over_pages(_paragraphs(text)):
        pieces.extend(half for piece in _parted(paragraph) for half in _heading_parted(piece))
    pieces = [_SIGN.sub("", piece, count=1) for piece in _with_lone_labels_joined(pieces)]
    pieces = [piece for piece in pieces if piece]
    contents = contents_among(pieces)
    return [Block(piece, contents=at in contents) for at, piece in enumerate(pieces)]


def _paragraphs(text: str) -> list[tuple[str, bool]]:
    """Each paragraph with its wrapped lines joined, and whether a page ended right before it."""
    lines = [_without_page_end(line.expandtabs(4) if line[:1] == "\t" else line) for line in _lines(text)]
    running = _running_heads(lines)
    width = _width(lines)
    result: list[tuple[str, bool]] = []
    gathered: list[str] = []
    blank, page = 0, False

    def close() -> None:
        nonlocal page
        if gathered:
            result.append((" ".join(line.strip() for line in gathered), page))
            gathered.clear()
            page = False

    for line in lines:
        if not line.strip():
            blank += 1
            close()
            continue
        if line == "\f" or line.strip() in running or _PAGE_NUMBER.match(line):
            close()
            page = True
            continue
        if blank > 2 and result:
            page = True
        blank = 0
        if gathered and not _wraps(gathered[-1], line, width):
            close()
        gathered.append(line)
    close()
    return result


def _without_page_end(line: str) -> str:
    """A line without the running foot a converter left at its end: "...    Collaboration Agreement    Page 3 of 75"."""
    line = line.rstrip()
    found = _PAGE_END.search(line, max(len(line) - 130, 0)) if "page" in line[-20:].lower() else None
    return line if found is None else line[: found.start()].rstrip()


def _lines(text: str) -> list[str]:
    # A form feed is a line of its own: the line it stands in may be the first of the next page.
    return [
        line
        for whole in text.replace("\x0b", "\n").split("\n")
        for line in re.split(r"(\f)", whole)
        if line or not whole
    ]


def _running_heads(lines: list[str]) -> frozenset[str]:
    """Lines that come back on page after page: the same but for their figures, beside a page's end."""
    seen: dict[str, list[str]] = {}
    beside: dict[str, int] = {}
    before, ended = "", False
    for line in lines:
        stripped = line.strip()
        if not stripped:
            continue
        is_end = line == "\f" or _PAGE_NUMBER.match(line) is not None
        masked = ""
        if not is_end and len(stripped) < 100 and not _SIGNING.match(stripped) and typed_label(stripped) is None:
            masked = re.sub(r"\d+", "#", stripped)
            seen.setdefault(masked, []).append(stripped)
        # The head stands right after a page's end, the foot right before it.
        for one in ({masked} if ended else set()) | ({before} if is_end else set()):
            beside[one] = beside.get(one, 0) + 1
        before, ended = masked, is_end
    return frozenset(
        line
        for masked, found in seen.items()
        if len(found) > 2 and beside.get(masked, 0) * 2 > len(found)
        for line in found
    )


def _width(lines: list[str]) -> float:
    """How wide lines run before they are wrapped."""
    lengths = [len(line) for line in lines if 20 < len(line) <= _WIDEST_WRAP]
    return quantiles(lengths, n=10)[-1] if len(lengths) > 1 else _WIDEST_WRAP


def _wraps(before: str, line: str, width: float) -> bool:
    """Whether a line only goes on because the one before it was full."""
    if len(before) > _WIDEST_WRAP or _BULLET.match(line):
        return False
    ended = _FULL_STOP.search(before) is not None
    if typed_label(line) is not None and (ended or len(before) < 0.6 * width):
        return False
    words = line.strip()
    if words[:1].islower() and not ended:
        return len(before) > 0.5 * width
    if before.strip().isupper() != words.isupper() and len(before) < 0.8 * width:
        return False
    indented = len(line) - len(line.lstrip()) > len(before) - len(before.lstrip()) + 2
    return len(before) >= 0.75 * width and not (indented and ended)


def _joined_over_pages(paragraphs: list[tuple[str, bool]]) -> list[str]:
    """Joins the two halves of a sentence that a page's end had parted."""
    result: list[str] = []
    for text, after_page in paragraphs:
        before = result[-1] if result else ""
        goes_on = (
            text[:1].islower()
            or text[:1] in ",;)"
            or (text[:1].isdigit() and before.endswith((",", "Section", "Article")))
        )
        if (
            after_page
            and goes_on
            and len(before) > 40
            and not re.search(r"[.:!?][”\"')]*\Z", before)
            and not typed_label(text)
        ):
            result[-1] = f"{before} {text}"
        else:
            result.append(text)
    return result


def _parted(paragraph: str) -> list[str]:
    """Parts what a converter ran together into one long line; blanks that only fill are taken out."""
    if len(paragraph) <= _LONG_LINE:
        return [_GAP.sub(" ", paragraph).strip()] if not is_contents_line(paragraph) else [paragraph.strip()]
    pieces: list[str] = []
    for part in _at_gaps(paragraph):
        pieces.extend(piece.strip() for piece in _INSIDE.split(part) if piece.strip())
    return pieces


def _heading_parted(piece: str) -> list[str]:
    """Parts a heading from the first provision below it."""
    found = _HEADING_RUN_ON.match(piece)
    if found is None:
        return [piece]
    heading = found["article"] or found["heading"]
    return [piece] if heading.split()[-1].lower() in _POINTING else [heading, piece[found.end() :]]


def _at_gaps(paragraph: str) -> list[str]:
    """Parts at wide gaps where a label, a bullet or a definition begins, or a sentence after another has ended."""
    parts = [""]
    places = [0, *(found.end() for found in _GAP.finditer(paragraph)), len(paragraph)]
    for start, end in pairwise(places):
        chunk, before = paragraph[start:end], parts[-1].rstrip()
        wide = before and len(parts[-1]) - len(before) > 2
        ended = _FULL_STOP.search(before) is not None and not before.endswith("....")  # leaders end nothing
        begins = typed_label(chunk) is not None or _BULLET.match(chunk) is not None
        defines = re.match(r"[“\"][A-Z]", chunk) is not None
        new = before and ((begins and (ended or wide)) or (ended and wide) or (ended and defines))
        # After a heading in capitals there is no full stop, only a gap.
        new = new or (wide and before.isupper() and len(before) > 3 and chunk[:1].isupper())
        if new:
            parts.append(chunk)
        else:
            parts[-1] = f"{parts[-1]}{chunk}"
    return [_GAP.sub(" ", part).strip() for part in parts if part.strip()]


def _with_lone_labels_joined(pieces: list[str]) -> list[str]:
    """Gives a label that stands on a line of its own to the text after it."""
    result: list[str] = []
    for piece in pieces:
        before = result[-1] if result else ""
        if _ALONE.fullmatch(before) and typed_label(piece) is None and len(piece) > 3:
            result[-1] = f"{before} {piece}"
        else:
            result.append(piece)
    return result
