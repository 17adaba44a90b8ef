"""The index of content in the user's cache: it saves time where it fits, and counts for nothing where it does not."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from clauses import index, source
from clauses.errors import ContentError
from clauses.index import Index, cache_folder, key_of

LAW = 'title = "A law"\n\n[[provision]]\nid = "one"\nfrom = 2024-09-06\nshare = 0.0001\nnot_a_day = "2024-09-06"\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "agreements" / "law"
    folder.mkdir(parents=True)
    (folder / "a.toml").write_text(LAW, encoding="utf-8")
    return tmp_path / "content"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "content.json"


def law(root: Path) -> Path:
    return root / "agreements" / "law" / "a.toml"


def opened(root: Path, kept: Path | None) -> Index:
    return Index(root, kept, key_of(root))


def filled(root: Path, kept: Path) -> None:
    first = opened(root, kept)
    first.put(law(root), source.parse_toml(LAW, "a.toml").values)
    first.save()


def test_what_was_parsed_once_is_there_in_the_next_run_with_days_and_figures_as_they_were(
    root: Path, kept: Path
) -> None:
    filled(root, kept)
    found = opened(root, kept).get(law(root))
    assert found == source.parse_toml(LAW, "a.toml").values
    assert found is not None
    assert found["provision"][0]["from"] == date(2024, 9, 6)
    assert found["provision"][0]["not_a_day"] == "2024-09-06"


def test_it_is_json_and_nothing_that_could_run(root: Path, kept: Path) -> None:
    filled(root, kept)
    data = json.loads(kept.read_text(encoding="utf-8"))
    assert list(data) == ["key", "tables", "sound"]
    assert list(data["tables"]) == ["agreements/law/a.toml"]


@pytest.mark.parametrize("change", ["longer", "same size", "another file"])
def test_content_that_changed_is_read_anew(root: Path, kept: Path, change: str) -> None:
    filled(root, kept)
    if change == "longer":
        law(root).write_text(LAW + "x = 1\n", encoding="utf-8")
    elif change == "same size":
        law(root).write_text(LAW.replace("one", "two"), encoding="utf-8")
        os.utime(law(root), ns=(1, 1))
    else:
        (law(root).parent / "b.toml").write_text("x = 1\n", encoding="utf-8")
    assert opened(root, kept).get(law(root)) is None


def test_another_version_has_another_key(root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(root, kept)
    monkeypatch.setattr(index, "version", lambda: "99.0")
    assert opened(root, kept).get(law(root)) is None


def test_two_versions_and_two_places_keep_two_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMITY_CACHE", str(tmp_path))
    monkeypatch.setattr(index.atexit, "register", lambda save: None)
    names = set()
    for version, place in (("1.0", index.ROOT), ("2.0", index.ROOT), ("2.0", tmp_path)):
        monkeypatch.setattr(index, "version", lambda version=version: version)
        monkeypatch.setattr(index, "ROOT", place)
        names.add(index.index.__wrapped__()._path)
    assert len(names) == 3
    assert all(name.parent == tmp_path for name in names)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"key": 1}',
        b'{"key": "KEY", "tables": []}',
        b'{"key": "KEY", "tables": {"agreements/law/a.toml": 7}}',
        b'{"key": "KEY", "tables": {"agreements/law/a.toml": "{"}}',
        b'{"key": "KEY", "tables": {"agreements/law/a.toml": "[]"}}',
        b'{"key": "KEY", "tables": {"agreements/law/a.toml": "{\\"x\\": {\\"\\\\u0000day\\": \\"no day\\"}}"}}',
        b"[" * 100_000,
    ],
    ids=lambda damage: damage[:60].decode("latin-1"),
)
def test_a_damaged_index_is_as_good_as_none(root: Path, kept: Path, damage: bytes) -> None:
    kept.parent.mkdir()
    kept.write_bytes(damage.replace(b"KEY", key_of(root).encode()))
    assert opened(root, kept).get(law(root)) is None
    filled(root, kept)
    assert opened(root, kept).get(law(root)) is not None


@pytest.mark.parametrize("there", ["a file", "a folder in its place"])
def test_a_folder_that_cannot_be_written_is_left_as_it_is(root: Path, tmp_path: Path, there: str) -> None:
    blocked = tmp_path / "blocked"
    if there == "a file":
        blocked.write_text("mine", encoding="utf-8")
    else:
        (blocked / "content.json").mkdir(parents=True)
    filled(root, blocked / "content.json")
    assert opened(root, blocked / "content.json").get(law(root)) is None
    left = [path.name for path in tmp_path.rglob("*") if path.name.startswith(".content")]
    assert left == []


def test_what_somebody_else_wrote_is_never_kept(root: Path, kept: Path, tmp_path: Path) -> None:
    deal = tmp_path / "deal.toml"
    deal.write_text("x = 1\n", encoding="utf-8")
    found = opened(root, kept)
    for file in (deal, root / "elsewhere" / "deal.toml", root / "agreements" / ".." / "deal.toml"):
        found.put(file, {"x": 1})
        assert found.get(file) is None
    found.save()
    assert not kept.exists()


def test_a_table_that_json_does_not_hold_is_parsed_each_time(root: Path, kept: Path) -> None:
    found = opened(root, kept)
    found.put(law(root), source.parse_toml("at = 07:30:00\n", "a.toml").values)
    found.put(law(root), source.parse_toml("at = 2024-09-06T07:30:00\n", "a.toml").values)
    found.save()
    assert not kept.exists()


def test_where_it_is_switched_off_nothing_is_read_and_nothing_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMITY_CACHE", "off")
    assert cache_folder() is None
    found = opened(root, None)
    found.put(law(root), {"x": 1})
    found.save()
    assert found.get(law(root)) is None


def test_the_cache_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COMITY_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("COMITY_CACHE")
    monkeypatch.setattr(index.sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "comity"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache_folder() == tmp_path / ".cache" / "comity"
    monkeypatch.setattr(index.sys, "platform", "darwin")
    assert cache_folder() == tmp_path / "Library" / "Caches" / "comity"
    monkeypatch.setattr(index.sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert cache_folder() == tmp_path / "comity" / "Cache"
    monkeypatch.setenv("LOCALAPPDATA", "")
    assert cache_folder() is None


def test_a_kept_table_tells_the_line_of_a_mistake(root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(root, kept)
    held = opened(root, kept)
    monkeypatch.setattr(source, "index", lambda: held)
    table = source.read_toml(law(root), "a.toml")
    assert not isinstance(table.text, str)
    assert (table.line(("provision", 0, "from")), table.line(("title",))) == (5, 1)


def test_what_cannot_be_parsed_is_told_and_not_kept(root: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    law(root).write_text("title = \n", encoding="utf-8")
    held = opened(root, kept)
    monkeypatch.setattr(source, "index", lambda: held)
    with pytest.raises(ContentError, match=r"a\.toml:1: not valid TOML"):
        source.read_toml(law(root), "a.toml")
    held.save()
    assert not kept.exists()


def test_what_was_found_sound_is_known_in_the_next_run_until_content_or_its_reader_changes(
    root: Path, kept: Path
) -> None:
    first = opened(root, kept)
    assert not first.is_sound(law(root))
    first.found_sound(law(root))
    first.save()
    assert opened(root, kept).is_sound(law(root))
    (root / "clauses").mkdir()
    (root / "clauses" / "library.py").write_text("MOST = 4\n", encoding="utf-8")
    assert not opened(root, kept).is_sound(law(root))


def test_nothing_is_ever_sound_outside_the_rooms_or_where_nothing_is_kept(root: Path, kept: Path) -> None:
    first = opened(root, kept)
    first.found_sound(root.parent / "pack" / "clauses" / "a.md")
    first.save()
    assert not kept.exists()
    nowhere = opened(root, None)
    nowhere.found_sound(law(root))
    nowhere.save()
    assert not nowhere.is_sound(law(root))
