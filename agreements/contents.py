"""Finds the contents list at the front of a plain text, which nothing marks as one."""

import re
from collections.abc import Sequence

from agreements.headings import is_contents_line
from agreements.typed_labels import typed_label

_HEADING = re.compile(r"\b(?:table of )?contents\b", re.IGNORECASE)
_FIRST_INSIDE = re.compile(
    r"\b(?:contents|page)\b\s+((?:article|section)\s+[\w.]+|\d+(?:\.\d+)*\.?)\s+\S", re.IGNORECASE
)
_ENTRY = re.compile(r"\S\s+\d{1,3}(?=\s|\Z)")
_ENDS_IN_PAGE = re.compile(r"(?:\s|\.|[A-Za-z])\d{1,3}\Z|\s[ivxl]{1,5}\Z")
_FIRSTS = frozenset({"1", "I", "1.1", "1.01", "One", "ONE"})

_FARTHEST = 500  # pieces a contents list may have
_LONG_PROSE = 250
_STRAY = 3  # running heads and the like between entries


def contents_among(pieces: Sequence[str]) -> frozenset[int]:
    """The places of the pieces that are a contents list: its heading, and the entries until its numbers come again."""
    found = {at for at, piece in enumerate(pieces) if is_contents_line(piece)}
    for at, piece in enumerate(pieces):
        if at not in found and _is_heading(piece, at, len(pieces)):
            found.update(range(at, _end(pieces, at)))
    return frozenset(found)


def _is_heading(piece: str, at: int, of: int) -> bool:
    named = _HEADING.search(piece)
    if named is None or at > max(of / 4, 30):
        return False
    before = piece[: named.start()].strip()
    return len(piece) < 60 or _is_run_on(piece) or (len(before) < 40 and _FIRST_INSIDE.search(piece) is not None)


def _end(pieces: Sequence[str], heading: int) -> int:
    """The place right after the last entry."""
    seen: set[str] = set()
    inside = _FIRST_INSIDE.search(pieces[heading])
    if inside is not None and (key := _key(f"{inside[1]} X")) is not None:
        seen.add(key)
    end = heading + 1
    for at in range(heading + 1, min(len(pieces), heading + _FARTHEST)):
        piece = pieces[at]
        key = _key(piece)
        if key is not None and (key in seen or (len(seen) > 4 and key in _FIRSTS)):
            return end
        entry = _is_entry(piece, labelled=key is not None)
        if entry:
            end = at + 1
        elif len(piece) > _LONG_PROSE or at - end >= _STRAY:
            break
        if key is not None:
            seen.add(key)
    return end


def _key(piece: str) -> str | None:
    found = typed_label(piece)
    if found is None or found[0].shape not in ("dotted", "article"):
        return None
    return found[0].core.rstrip(".")


def _is_entry(piece: str, *, labelled: bool) -> bool:
    if _ENDS_IN_PAGE.search(piece) and len(piece) < 200:
        return True
    if _is_run_on(piece) or is_contents_line(piece):
        return True
    annex = (found := typed_label(piece)) is not None and found[0].shape == "annex"
    return (labelled or annex) and len(piece) < 160 and not piece.rstrip().endswith((".", ";"))


def _is_run_on(piece: str) -> bool:
    """Whether a piece is many entries run together: every few words a page number."""
    entries = len(_ENTRY.findall(piece))
    return entries > 4 and entries > len(piece.split()) / 12
