"""Facts typed by a person, or read out of a document: a tag such as `item:quantum-computer[qubits=60]` as a row."""

import re
from collections.abc import Iterable
from decimal import Decimal

from agreements.patterns import Comparison, parse_pattern
from agreements.questions import word_or_name
from agreements.rows import Row, Source
from agreements.words import Answer, covers, load_words

_NONE = re.compile(r"^\s*([a-z]+)\s*:\s*none\s*$")
_ASKING = re.compile(r"[!@*]")


def closes(tag: str) -> str | None:
    """The kind of which `kind:none` says that there is nothing, None for any other tag."""
    found = _NONE.match(tag)
    return found[1] if found is not None and found[1] in load_words().kinds else None


def row_of_tag(tag: str, source: Source, because: str) -> Row:
    """The row a tag says. Raises ValueError whose message may carry a hint on a second line."""
    if ":" not in tag:
        raise ValueError(f"{tag!r} is not a fact\n  hint: write kind:word, such as item:quantum-computer[qubits=60]")
    if _ASKING.search(tag):
        raise ValueError(f"a fact says what is so; {tag!r} asks\n  hint: leave out !, @ and *")
    # The pattern parser knows the words, places and columns; a fact is a pattern without its questions.
    pattern = parse_pattern(tag)
    places: list[str | None] = []
    for test in pattern.places:
        if len(test.words) > 1:
            raise ValueError(f"{tag!r} says two things\n  hint: write one fact for each of {', '.join(test.words)}")
        places.append(None if test.words == ("?",) else test.words[0])
    columns: dict[str, tuple[str, ...] | None] = {}
    numbers: dict[str, Decimal] = {}
    for name, said in pattern.columns:
        if "." in name:
            raise ValueError(f"{name!r} in {tag!r} is about somebody else\n  hint: say it in a fact of its own")
        if not isinstance(said, Comparison):
            if name not in load_words().kinds[pattern.kind].numbers:
                columns[name] = None if said.words == ("?",) else said.words
        elif said.op != "=":
            raise ValueError(f"{tag!r} compares\n  hint: write {name}=number")
        else:
            numbers[name] = said.number
    return Row(pattern.kind, tuple(places), columns, numbers, {}, because, source, _name(pattern.kind, places))


def _name(kind: str, places: list[str | None]) -> str:
    said = word_or_name(places[0])
    if kind in ("party", "actor"):
        return f"the {kind} in {said}"
    if kind == "person":
        return f"the people who come as {said}"
    return "" if kind in ("flow", "pair") else f"the {said}"


def merged(rows: Iterable[Row], new: Row) -> list[Row]:
    """The rows with one a person typed: it beats the row about the very same thing and keeps what it leaves unsaid."""
    kept = list(rows)
    same = [index for index, row in enumerate(kept) if _same_thing(row, new)]
    if new.kind == "agreement":
        return [*(row for row in kept if row.kind != "agreement"), new]
    if len(same) != 1:
        return [*kept, new]
    old = kept[same[0]]
    told = {**old.columns, **new.columns}
    numbers = {**old.numbers, **new.numbers}
    beaten = [f"{name}={'|'.join(value)}" for name, value in old.columns.items() if value and told[name] != value]
    beaten += [f"{name}={value}" for name, value in old.numbers.items() if numbers[name] != value]
    because = f"{new.because}; instead of {', '.join(beaten)}" if beaten else new.because
    finer = old.places if covers(new.places[0] or "", old.places[0] or "") is Answer.YES else new.places
    kept[same[0]] = Row(old.kind, finer, told, numbers, {}, because, new.source, old.name or new.name, old.section)
    return kept


def _same_thing(old: Row, new: Row) -> bool:
    """Whether a typed row speaks of what another row speaks of: same id, or else the same or a finer place."""
    if old.kind != new.kind or old.source == new.source or old.kind in ("flow", "pair", "deal"):
        return False
    if "id" in new.columns:
        return old.columns.get("id") == new.columns["id"]
    return None not in (old.places[0], new.places[0]) and covers(new.places[0] or "", old.places[0] or "") is Answer.YES
