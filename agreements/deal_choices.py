"""What a deal chooses: templates, pages and positions that do not exist, exclude each other or are left out too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agreements.deal_checks import Found, Values
from agreements.patterns import parse_pattern
from clauses.coherence import conflict_of
from clauses.errors import near
from clauses.library import Library, load_library
from clauses.source import Key
from templates.arrangements import load_templates, position_mistakes


def choice_mistakes(values: Values, base: Path) -> Iterator[Found]:
    """Every choice in a deal that names what is not there; `base` is the folder from which packs are found.

    What follows from the facts (a position that does not fit, a page without a slot) is said when it is composed.
    """
    missing = list(_missing_packs(values, base))
    yield from missing
    if missing:
        return  # what the packs hold cannot be known
    packs = tuple(base / pack for pack in _texts(values.get("packs")))
    yield from _template(values, packs)
    yield from _patterns(values)
    named = any(values.get(section) for section in ("positions", "leave_out", "wording"))
    if named:
        yield from _pages(values, load_library(packs))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(entry for entry in value if isinstance(entry, str)) if isinstance(value, list) else ()


def _table(values: Values, name: str) -> dict[str, Any]:
    found = values.get(name)
    return found if isinstance(found, dict) else {}


def _missing_packs(values: Values, base: Path) -> Iterator[Found]:
    for index, pack in enumerate(_texts(values.get("packs"))):
        if not (base / pack).is_dir():
            yield Found(("packs", index), f"there is no folder {pack!r}", "write it as seen from the deal's own folder")
    playbook = values.get("playbook")
    if isinstance(playbook, str) and not (base / playbook).is_file():
        hint = "write its path as seen from the deal's own folder"
        yield Found(("playbook",), f"there is no file {playbook!r}", hint)


def _template(values: Values, packs: tuple[Path, ...]) -> Iterator[Found]:
    name = _table(values, "agreement").get("template")
    if isinstance(name, str) and name not in load_templates(packs):
        yield Found(("agreement", "template"), f"there is no template {name!r}", near(name, load_templates(packs)))


def _patterns(values: Values) -> Iterator[Found]:
    for pattern in _table(values, "assume"):
        try:
            parse_pattern(pattern)
        except ValueError as error:
            problem, _, hint = str(error).partition("\n  hint: ")
            yield Found(("assume", pattern), problem, hint or None)


def _pages(values: Values, library: Library) -> Iterator[Found]:
    left_out = _texts(values.get("leave_out"))
    chosen = {id: name for id, name in _table(values, "positions").items() if isinstance(name, str)}
    wording = _table(values, "wording")
    places: list[tuple[Key, str, str | None]] = [(("positions", id), id, name) for id, name in chosen.items()]
    places += [(("leave_out", index), id, None) for index, id in enumerate(left_out)]
    places += [(("wording", id), id, None) for id in wording]
    for key, id, position in places:
        for mistake in position_mistakes("", None, id, position, library.pages):
            yield Found(key, mistake.problem, mistake.hint)
        if key[0] != "leave_out" and id in left_out:
            yield Found(key, "it is in leave_out too", "take it out of one of them")
    for id, name in chosen.items():
        if id not in library.pages or name not in library.pages[id].positions:
            continue
        for conflict in library.pages[id].positions[name].card.conflicts:
            page, position = conflict_of(conflict)
            if page in chosen and position in ("", chosen[page]):
                hint = f"choose another position of {page}"
                yield Found(("positions", id), f"{name} conflicts with {page}/{chosen[page]}", hint)
