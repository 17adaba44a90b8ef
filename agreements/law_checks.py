"""What is wrong in a file of law beyond its form: groups, exceptions, countries and numbers that do not exist."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from agreements.groups import Member
from agreements.patterns import parse_pattern
from agreements.provisions import COMPARISON, LawFile, MemberEntry, Span, ThresholdEntry
from agreements.words import load_words
from clauses.errors import Mistake, near
from clauses.source import Key, Table

Found = tuple[Key, str, str | None]  # where, what is wrong, and the hint


def mistakes_in(table: Table, file: LawFile, groups: Mapping[str, list[Member]]) -> Iterator[Mistake]:
    """Every mistake of a file whose form is right; `groups` are those of all files."""
    # Lines are counted for a mistake alone: most files have none, and counting costs as much as checking.
    for key, problem, hint in _mistakes(file, groups):
        yield Mistake(table.path, problem, table.line(key), hint)


def _mistakes(file: LawFile, groups: Mapping[str, list[Member]]) -> Iterator[Found]:
    words = load_words()
    ids = [provision.id for provision in file.provision]
    for index, provision in enumerate(file.provision):
        key: Key = ("provision", index, "id")
        if ids.index(provision.id) != index:
            yield key, f"provision {provision.id!r} stands twice", "give each its own id"
        for name in provision.excepts:
            if name not in ids:
                yield key, f"{provision.id}: excepts names no provision of this file: {name!r}", near(name, ids)
        for text in provision.condition().patterns():
            for group in parse_pattern(text).groups():
                if group not in groups:
                    problem = f"{provision.id}: there is no group @{group}"
                    yield ("provision", index, "applies"), problem, near(group, groups)
    for name, members in file.group.items():
        seen: dict[tuple[str, tuple[tuple[str, str], ...]], list[MemberEntry]] = {}
        for index, entry in enumerate(members):
            key = ("group", name, index)
            yield from _scope(key, name, entry)
            for code in (entry.is_,) if isinstance(entry.is_, str) else entry.is_:
                if (hint := words.check_word("country", code)) is not None:
                    yield key, f"group {name}: there is no country {code!r}", hint
                for other in seen.get((code, tuple(entry.where.items())), ()):
                    if _overlap(entry, other):
                        yield key, f"group {name}: {code} is a member twice on the same day", "end one with until"
                seen.setdefault((code, tuple(entry.where.items())), []).append(entry)
    for index, threshold in enumerate(file.threshold):
        key = ("threshold", index)
        for value, words_name in ((threshold.item, "item"), (threshold.gives, "listed")):
            hint = words.check_word(words_name, value)
            if hint is not None:
                yield key, f"threshold: there is no word {value!r} for {words_name}", hint
        for name, said in threshold.where.items():
            numbers = words.kinds["item"].numbers
            if name not in numbers:
                yield key, f"threshold: an item has no number {name!r}", near(name, numbers)
            if not all(_is_comparison(part) for part in said.split("&")):
                yield key, f"threshold: {said!r} is not a comparison of {name}", 'write ">=34" or ">=34 & <100"'
        yield from _incomplete(key, threshold, file.threshold)


def _incomplete(key: Key, entry: ThresholdEntry, entries: Sequence[ThresholdEntry]) -> Iterator[Found]:
    """Numbers that an entry must compare together; only the row that goes on for ever may leave one out."""
    for item, names in load_words().together.items():
        given, lacking = [n for n in names if n in entry.where], [n for n in names if n not in entry.where]
        if entry.item != item or not lacking or (given and all(_goes_on(entry, name, entries) for name in given)):
            continue
        said = " and ".join(lacking)
        hint = f"an entry for {item} compares {' and '.join(names)}; only a row that begins where another ends may not"
        yield key, f"threshold {entry.gives}: {said} is missing", hint


def _goes_on(entry: ThresholdEntry, name: str, entries: Sequence[ThresholdEntry]) -> bool:
    """Whether a row begins where a complete row of the same entry ends, and has no end itself: ">=2000"."""
    begins = re.fullmatch(r">=\s*([0-9.eE-]+)", entry.where[name].strip())
    if begins is None:
        return False
    ends = re.compile(rf"<\s*{re.escape(begins[1])}$")
    return any(
        other.gives == entry.gives and len(other.where) > len(entry.where) and ends.search(other.where.get(name, ""))
        for other in entries
    )


def _scope(key: Key, group: str, entry: MemberEntry) -> Iterator[Found]:
    """The scope of a membership is asked of an actor, so it names columns and words of actors."""
    words = load_words()
    columns = words.kinds["actor"].columns
    for name, said in entry.where.items():
        if name not in columns:
            yield key, f"group {group}: an actor has no column {name!r}", near(name, columns)
            continue
        for word in said.removeprefix("!").split("|"):
            if (hint := words.check_word(columns[name].words, word)) is not None:
                yield key, f"group {group}: there is no word {word!r} for {name}", hint


def _is_comparison(text: str) -> bool:
    match = COMPARISON.match(text.strip())
    if match is None:
        return False
    try:
        Decimal(match[2])
    except InvalidOperation:
        return False
    return True


def _overlap(one: Span, other: Span) -> bool:
    return (one.from_ or date.min) < (other.until or date.max) and (other.from_ or date.min) < (one.until or date.max)
