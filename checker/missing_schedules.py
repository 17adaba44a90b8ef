"""Finds schedules that a paper mentions and does not hold."""

import re
from collections.abc import Iterator, Sequence

from agreements.document import Paragraph
from checker.form import Defect, Part, annex_of

_SCHEDULE = re.compile(r"(?P<word>Schedule|SCHEDULE)\s+(?P<core>\d{1,2}|[A-Z])(?![\w.-]*\w)")
_OF_OTHERS = re.compile(
    r"[\s,]*(?:\([^()]{0,60}\)\s*)?(?:(?:of|in|under)\s+(?!this\b)|to\s+(?:the\s+)?(?!this\b)[A-Z“\"]|thereof|thereto)"
)
_OWN_OF_OTHERS = re.compile(r"[\s,]*(?:of|in|under|to)\s+(?:the\s+)?(?!this\b|Agreement\b)[A-Z]")
_ATTACHED_ELSEWHERE = re.compile(r"(?:Act|Law|Regulations?|Agreement|Form|SEC|Code)[’']?s?,?\s*(?:\([^()]*\)\s*)?\Z")
_HEADING = re.compile(r"SCHEDULE\s+\w+[\s:.–-]+[A-Z]{3}")
_HEADING_LENGTH = 80


def schedules_missing(parts: Sequence[Part], *, own: bool) -> Iterator[Defect]:
    """Schedules that are mentioned and not there, in a paper that holds others of them.

    Somebody else's paper gets one defect for all: schedules are often kept apart from it.
    """
    body = [paragraph for part in parts for paragraph in part.paragraphs]
    mentions = [
        (p, found) for p in body if "chedule" in p.text or "SCHEDULE" in p.text for found in _SCHEDULE.finditer(p.text)
    ]
    if not mentions and own:
        return
    present = {core for p in body if (core := _opened(p))}
    if not present:
        return
    # "for the purposes of this Schedule 3" stands in it, whatever became of its heading.
    present |= {found["core"] for p, found in mentions if p.text.endswith("this ", 0, found.start())}
    if not own:
        # In capitals, with a title in capitals behind it, it is a heading that was run together with other text.
        present |= {found["core"] for p, found in mentions if _HEADING.match(p.text, found.start())}
    gone: dict[str, list[tuple[Paragraph, str]]] = {}
    for paragraph, found in mentions:
        after = paragraph.text[found.end() : found.end() + 80]
        before = paragraph.text[max(0, found.start() - 60) : found.start()]
        others = _OWN_OF_OTHERS.match(after) if own else _OF_OTHERS.match(after) or _ATTACHED_ELSEWHERE.search(before)
        if found["core"] not in present and not others:
            gone.setdefault(found["core"], []).append((paragraph, found[0]))
    if own:
        for places in gone.values():
            yield Defect("drafting/schedule-missing", f"{places[0][1]} is mentioned and is not there", (places[0],))
        return
    # A schedule of another shape than those that are there ("Schedule K" beside "Schedule 1") is another paper's.
    shapes = {core.isdigit() for core in present}
    gone = {core: places for core, places in gone.items() if core.isdigit() in shapes}
    if gone:
        names = [f"Schedule {core}" for core in gone]
        many = f"{', '.join(names[:-1])} and {names[-1]} are mentioned and are not there"
        said = f"{names[0]} is mentioned and is not there" if len(names) == 1 else many
        yield Defect("drafting/schedule-missing", said, tuple(places[0] for places in gone.values()))


def _opened(paragraph: Paragraph) -> str:
    """The schedule that a paragraph is the heading of."""
    if "chedule" not in paragraph.text and "chedule" not in paragraph.number and "SCHEDULE" not in paragraph.text:
        return ""
    annex = annex_of(paragraph)
    if annex.startswith("Schedule ") and annex == paragraph.number:
        return annex.removeprefix("Schedule ")
    if not (paragraph.outline or paragraph.label or len(paragraph.text) < _HEADING_LENGTH):
        return ""
    found = _SCHEDULE.match(f"{paragraph.label} {paragraph.text}".strip())
    return "" if found is None else found["core"]
