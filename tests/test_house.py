"""The house: which rooms may know which, which doors outside libraries enter by, what lies in content folders."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("clauses", "templates", "agreements", "checker", "comity")  # from the ground up

# An outside library enters at one door.
DOORS = {
    "jinja2": ("clauses/language.py",),
    "tomllib": ("clauses/source.py",),
    "docx": ("agreements/word/",),
    "lxml": ("agreements/word/",),
    "click": ("comity/cli/",),
}


def modules() -> list[Path]:
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imported(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, node.lineno


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    room = ROOMS.index(path.relative_to(ROOT).parts[0])
    upward = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for name, line in imported(path)
        if name.split(".")[0] in ROOMS and ROOMS.index(name.split(".")[0]) > room
    ]
    assert not upward


@pytest.mark.parametrize("library", DOORS)
def test_an_outside_library_enters_at_one_door(library: str) -> None:
    elsewhere = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        for name, line in imported(path)
        if name.split(".")[0] == library and not path.relative_to(ROOT).as_posix().startswith(DOORS[library])
    ]
    assert not elsewhere


def test_content_folders_hold_no_python() -> None:
    folders = [
        ROOT / "agreements/law",
        ROOT / "agreements/fields",
        ROOT / "agreements/example-deals",
        ROOT / "checker/terms",
    ]
    folders += [ROOT / "checker/lexicon", ROOT / "templates/house-styles", ROOT / "templates/starters"]
    folders += [path for path in (ROOT / "clauses").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert not [path for folder in folders for path in folder.rglob("*.py")]


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
    assert not [path for path in modules() if path.stem in nothing]


def test_no_file_names_a_place_of_the_machine_it_was_written_on() -> None:
    marks = (
        "/".join(("", "work", "")),
        "/".join(("", "root", "")),
        "/".join(("", "home", "")),
        "files." + "pythonhosted",
    )
    named = [
        f"{path.relative_to(ROOT)}: {mark}"
        for path in [
            *modules(),
            *sorted((ROOT / "docs").rglob("*.md")),
            *sorted((ROOT / "tests").rglob("*.py")),
            ROOT / "README.md",
        ]
        for mark in marks
        if mark in path.read_text(encoding="utf-8")
    ]
    assert not named
