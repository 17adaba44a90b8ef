"""Finds references that lead nowhere, and tells those to another text from those to the paper itself."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from agreements.document import Paragraph
from agreements.typed_labels import values_of
from checker.form import Defect, Part, annex_of

_NUMBER = (
    r"\d{1,4}(?:\.\d{1,3})*(?:-?[A-Z](?![\w'’])(?:\.\d{1,3})*)?"
    r"(?:\s?\((?:[a-zA-Z]|aa|bb|cc|[ivx]{2,5}|[IVX]{2,5}|\d\d?)\))*"
)
_WORD = r"(?:[Cc]lause|[Ss]ection|[Aa]rticle|[Pp]aragraph|CLAUSE|SECTION|ARTICLE|PARAGRAPH)[sS]?"
_MIDDLES = ("lause", "ection", "rticle", "aragraph", "LAUSE", "ECTION", "RTICLE", "ARAGRAPH")
_BETWEEN = r"\s*(?:,|/|-|–|and/or|(?:,\s*)?(?:and|or|to|through|until)\b)\s*"
_REFERENCE = re.compile(
    rf"(?P<word>{_WORD})\s+(?P<first>{_NUMBER})"
    rf"(?P<more>(?:{_BETWEEN}(?:{_WORD}\s+)?(?:{_NUMBER}(?![\w%])|\([a-z]{{1,4}}\)))*)"
)
_EACH = re.compile(_NUMBER)
_BESIDE = re.compile(
    # "(Governing Law)", and the end of a span whose numbers have their titles beside them.
    rf"(?:\s*\((?!the\b)[^()]{{0,90}}\)|\s*\bet seq\.?)?"
    rf"(?:(?:{_BETWEEN})(?:{_WORD}\s+)?{_NUMBER}\s*\((?!the\b)[^()]{{0,90}}\))*\s*"
)
_OURS = re.compile(
    r"[\s,(]*(?:(?:of|in|under|to)\s+(?:this|the present)\b|hereof\b|herein\b|hereto\b|above\b|below\b)", re.IGNORECASE
)
_OF_SCHEDULE = re.compile(r"\s*(?:of|in|to)\s+((?:Schedule|Annexe?|Appendix|Exhibit|Attachment)\s+[\w.-]*\w)")
_TEXTS = r"Regulation|Directive|Act|Code|Treaty|Convention|GDPR|Grant|Standard|Ordinance|Statute|Law|Model"
_LAW_BEFORE = re.compile(
    r"\b(?:Code|Act|Regulation|Directive|Treaty|Convention|GDPR|U\.?S\.?C\.?|C\.?F\.?R\.?)[\s,(]*\Z"
)
# "of the Grant Agreement", "of that agreement", "GDPR": the number belongs to another text.
_NAMED_AFTER = re.compile(
    r"[\s,]*(?:\(?(?:of|under)\s+(?:the\s+|that\s+|such\s+|its\s+|their\s+|those\s+)?"
    r"(?!this\b|these\b|Agreement\b|Part(?:y|ies)\b|Schedule\b)[“\"‹«<\[']?(?:[A-Z]|\d{4})"
    rf"|\(?(?:in|to)\s+(?:the\s+)?(?:{_TEXTS})"
    r"|\(?(?:of|under)\s+(?:that|such|another|those)\s+(?:agreement|contract|licence|license|deed|act|law)\b"
    r"|[A-Z]{2,}[\w-]*|U\.\s?S\.|C\.\s?F\.)"
)
_OF_ANYTHING = re.compile(
    r"[\s,]*(?:(?:of|under|from|pursuant to)\s(?!this\b)|(?:in|to|with)\s+(?:the\s+)?[A-Z“\"]|"
    r"thereof\b|therein\b|thereto\b|thereunder\b|-|\w*[A-Z]{2}|[‘’“\"]?\s*\((?:the\s+)?[“\"])"
)
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:Code|Acts?|Laws?|Statutes?|Regulations?|Reg\.|Rules?|Treaty|Directive|Convention|Ordinance|Decree|"
    r"Constitution|Charter|GDPR|IRC|SCCs|DGCL|ERISA|UCC|Plan|Policy|Lease|Indenture|Protocol|Bylaws|Terms|License|"
    r"Contract|Agreement|Deed|Amendment|MOU|NDA|DPA|Title\s+\w+|C\.?F\.?R\.?|U\.?S\.?C\.?|Stat\.|[A-Z]\w*G|BGB|Clauses)"
    r"[’']?s?\)?[\s,(]*(?:\(.{1,60}\)[\s,]*)?(?:,?\s*(?:in|at|under|and|or|of|see|per)\s+(?:its\s+)?)?"
    r"|(?<![A-Z])[A-Z]{2,6}\s+)\Z"
)
_LAW_AFTER = re.compile(r"[^.;]{0,120}?\b(?:Code|Acts?|Statutes?|Regulations?|Directive|Treaty|Convention|Ordinance)\b")
_WRITTEN = re.compile(r"\d{1,3}(?:(?:\.\d{1,3})+(?![\d%(]|\.\d)|(?=\s?[.:)])(?!\.\d))")
_PART_OF_MORE = frozenset("0123456789.,$€£(abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
_REFERRING = re.compile(rf"(?:{_WORD}|(?<!; )\b(?:and|or)|\bto|\bthrough|[,&/–-])\s*\Z")
_TITLED = re.compile(
    r"\.?\s+(?:[A-Z][\w’'-]*\s+|(?:and|of|the|to|for|in|on|or|by|with)\s+){0,8}[A-Z][\w’'-]*\.(?:\s|\Z)"
)
_AMENDING = re.compile(
    r"\bamendment\b(?!s)|\bamending\b|\bside letter\b|\baddendum\b|\bsupplement(?:al)?\b", re.IGNORECASE
)
_BROKEN_FIELD = re.compile(r"Error! (?:Reference source|Bookmark) not (?:found|defined)")
_STOPS = '.;:!?)]"”'
_TOKEN = re.compile(r"\d+|[a-z]+")
_ROMAN = re.compile(r"[IVXL]+\b")
_FRONT = 8  # paragraphs in which a paper says that it amends another
_ENOUGH_LABELS = 5
_SELDOM = 5
_BEYOND = 10  # a number farther behind the last clause counts another text


Key = tuple[str, ...]


class _Reference(NamedTuple):
    paragraph: Paragraph
    said: str
    word: str
    key: Key
    sure: bool  # says of itself that it means this paper
    foreign: bool = False  # names another text


def references_dead(parts: Sequence[Part], places: "Places", *, own: bool) -> Iterator[Defect]:
    """References that lead to no numbered place, each target once.

    In our own drafts every reference counts that does not name another text. In somebody else's paper it must also be
    plain that the place was looked for where it would be, and that the paper calls its own places so.
    """
    body = [paragraph for part in parts for paragraph in part.paragraphs]
    if sum(1 for p in body if p.label) >= _ENOUGH_LABELS:
        references = [found for part in parts for found in _references(part, own=own)]
        dead = [found for found in references if not found.foreign and not places.has(found.key)]
        if not own:
            dead = list(_believed(dead, references, places, body))
        by_target: dict[tuple[str, Key], list[_Reference]] = {}
        for found in dead:
            by_target.setdefault((_called(found), found.key), []).append(found)
        for same in by_target.values():
            quoted = tuple((found.paragraph, found.said) for found in same)
            yield Defect("drafting/reference-dead", f"{same[0].said} leads nowhere", quoted)
    for paragraph in body:
        # What Word prints for a field that leads nowhere, be the field there still or only its words.
        broken = "Error!" in paragraph.text and (
            any("Error!" in paragraph.text[one.start : one.end] for one in paragraph.fields)
            or _BROKEN_FIELD.search(paragraph.text) is not None
        )
        if broken:
            yield Defect("drafting/reference-dead", "A reference field is broken", ((paragraph, ""),))


@lru_cache(maxsize=4096)
def key_of(number: str) -> Key:
    """A number in its steps, however it is written: "4.2(a)", "4.02 (A)" and "4.2.a" are one place, "4.0" is "4"."""
    steps = [step.lstrip("0") or "0" for step in _TOKEN.findall(number.lower())]
    while len(steps) > 1 and steps[-1] == "0":
        steps.pop()
    return tuple(steps)


class Places:
    """The numbered places of a paper."""

    def __init__(self, body: Sequence[Paragraph]) -> None:
        self._body = body
        self.at: dict[Key, list[int]] = {}
        for at, paragraph in enumerate(body):
            number, label = paragraph.number, paragraph.label
            if not number and not label:
                continue
            annex = annex_of(paragraph)
            tail = number.removeprefix(annex).removeprefix(", paragraph ") if annex else number
            self._add(key_of(tail), at)
            if label.rstrip(".") != tail:
                self._add(key_of(label), at)
            if annex and tail:
                self._add((*key_of(annex), *key_of(tail)), at)
            if paragraph.outline and (roman := _ROMAN.search(tail)) is not None and not roman.start():
                value = dict(values_of(roman[0])).get("upper-roman", 0)
                self._add((str(value), *key_of(tail[roman.end() :])), at)
        self.above = {key[:depth] for key in self.at for depth in range(1, len(key))}
        self.top = max((int(key[0]) for key in self.at if key[0].isdigit() and len(key[0]) < 3), default=0)

    def _add(self, key: Key, at: int) -> None:
        if key:
            self.at.setdefault(key, []).append(at)

    def has(self, key: Key) -> bool:
        """Whether a place has the number, or one below it."""
        return key in self.at or key in self.above

    def looked_for(self, key: Key) -> bool:
        """Whether a place would surely have been seen: those beside it were, and the text around names it nowhere."""
        step, above = key[-1], key[:-1]
        if not above:
            before = range(1, min(int(step), self.top + 1))
            near = int(step) <= self.top + _BEYOND and all(self.has((str(number),)) for number in before)
            return near and key not in self._written
        if not self.has(above):
            # Where the place above is missing too, that is what is dead.
            return self.looked_for(above)
        beside = {
            other[len(above)]
            for other in (*self.at, *self.above)
            if other[: len(above)] == above and len(other) > len(above)
        }
        if step.isdigit():
            last = max((int(one) for one in beside if one.isdigit()), default=0)
            return last > 1 and key not in self._written
        return not self._itemised(above, step)

    @cached_property
    def _written(self) -> frozenset[Key]:
        """Numbers that stand anywhere but in a reference, such as where paragraphs have been run together."""
        return frozenset(
            key_of(found[0])
            for text in (paragraph.text for paragraph in self._body)
            for found in _WRITTEN.finditer(text)
            if text[found.start() - 1 : found.start()] not in _PART_OF_MORE
            and (
                _REFERRING.search(text[max(0, found.start() - 24) : found.start()]) is None
                or _TITLED.match(text, found.end())
            )
        )

    def words_at(self, key: Key) -> str:
        """What a place says, with all that stands below it."""
        return "\n".join(p.text for start in self.at.get(key, ()) for p in self._from(start, key))

    def _from(self, start: int, key: Key) -> Iterator[Paragraph]:
        """The paragraphs from a place until the next one that is not below it."""
        before = "."
        for paragraph in self._body[start:]:
            own = key_of(paragraph.number) if paragraph.label[:1].isdigit() else ()
            # Within a sentence no place ends: there a converter has put paragraphs out of their order.
            if own and own[: len(key)] != key[: len(own)] and before in _STOPS:
                return
            yield paragraph
            before = paragraph.text.rstrip()[-1:] or before

    def _itemised(self, above: Key, step: str) -> bool:
        """Whether an item stands within the words of the place above it, or in what follows until the next place."""
        item = re.compile(rf"(?<!\w)\(\s?{step}\s?\)|(?<![\w.(’']){step}[.)]\s", re.IGNORECASE)
        starts = self.at.get(above, ())
        # What was taken out of a place may have held its items.
        return not starts or any(
            item.search(p.text) or item.match(f"{p.label} ") or "*" in p.text
            for start in starts
            for p in self._from(start, above)
        )


def _references(part: Part, *, own: bool) -> Iterator[_Reference]:
    for paragraph in part.paragraphs:
        text = paragraph.text
        for found in _found_in(text):
            beside = _BESIDE.match(text, found.end())
            end = found.end() if beside is None else beside.end()
            after = text[end : end + 160]
            schedule = _OF_SCHEDULE.match(after)
            if schedule is not None:
                key = (*key_of(schedule[1]), *key_of(found["first"]))
                if own and key[0] == "schedule":
                    said = f"{found['word']} {found['first']} {schedule[0].strip()}"
                    yield _Reference(paragraph, said, found["word"], key, sure=True)
                continue
            ours = _OURS.match(after) is not None
            elsewhere = not ours and _elsewhere(text[max(0, found.start() - 90) : found.start()], after, own=own)
            # What calls itself "this Section" is there, whatever became of its number.
            if not own and text.endswith(("this ", "This "), 0, found.start()):
                continue
            if elsewhere or ours or own or not part.annex:
                for number in (found["first"], *_EACH.findall(found["more"])):
                    said = f"{found['word'].rstrip('sS')} {number}"
                    yield _Reference(paragraph, said, found["word"], key_of(number), ours, elsewhere)


def _found_in(text: str) -> Iterator[re.Match[str]]:
    """The references in a text, found by the middle of their first word: that is quicker than to try every letter."""
    starts = []
    for middle in _MIDDLES:
        at = text.find(middle)
        while at > 0:
            starts.append(at - 1)
            at = text.find(middle, at + 1)
    end = 0
    for start in sorted(starts):
        alone = start == 0 or not (text[start - 1].isalnum() or text[start - 1] in "-–")
        if alone and start >= end and (found := _REFERENCE.match(text, start)) is not None:
            end = found.end()
            yield found


def _elsewhere(before: str, after: str, *, own: bool) -> bool:
    """Whether a reference is to another text, by the words around it; in our own drafts they must name a text."""
    if own:
        return _NAMED_AFTER.match(after) is not None or _LAW_BEFORE.search(before) is not None
    matched = _NAMED_AFTER.match(after) or _OF_ANYTHING.match(after) or _LAW_AFTER.match(after)
    return matched is not None or _NAMED_BEFORE.search(before) is not None


def _believed(
    dead: Sequence[_Reference], references: Sequence[_Reference], places: Places, body: Sequence[Paragraph]
) -> Iterator[_Reference]:
    """The dead references of somebody else's paper that cannot well be anything else."""
    if any(_AMENDING.search(p.text, 0, 200) for p in body[:_FRONT]):
        dead = [found for found in dead if found.sure]
    live = Counter(_called(found) for found in references if not found.foreign and places.has(found.key))
    foreign = Counter(_called(found) for found in references if found.foreign)
    # A word that the paper seldom uses of its own places, as "Clause" beside "Section", is another text's.
    enough = max(live.values(), default=0) / _SELDOM
    dead = [found for found in dead if live[_called(found)] >= max(2, enough, foreign[_called(found)] + 1)]
    sought = {key for key in {found.key for found in dead} if places.looked_for(key)}
    believed = [found for found in dead if found.key in sought]
    gone: dict[str, set[Key]] = {}
    for found in believed:
        gone.setdefault(_called(found), set()).add(found.key)
    # Where many are dead beside those that live, the numbers of the paper were not understood.
    yield from (found for found in believed if live[_called(found)] >= 2 * len(gone[_called(found)]))


def _called(reference: _Reference) -> str:
    """What a reference calls its place: "section" for "Sections"."""
    return reference.word.lower().rstrip("s")
