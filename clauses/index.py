"""An index of the content that ships, parsed once and kept in the user's cache between runs: it saves time, never more.

One JSON file an installation. Its key is the version and a hash of path, size and time of every file of content and of
the code that reads it; with another key it counts for nothing. Whatever goes wrong with it is ignored, and the content
itself is read. Only content of the package is kept, never a deal, an agreement or a pack. That nothing was wrong in a
file is kept too: what was read strictly once need not be read strictly again.
"""

import atexit
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ROOMS = ("agreements", "checker", "clauses", "templates")  # the folders that hold content
SUFFIXES = (".toml", ".md", ".py")
FORM = 2  # of the index itself: another one is another file
OFF = "off"
_DAY = "\0day"  # no key of a TOML file begins so


class Index:
    """The tables kept for one state of the content; `path` is None where nothing is kept between runs."""

    def __init__(self, root: Path, path: Path | None, key: str) -> None:
        self._prefix = f"{root}{os.sep}"
        self._path, self._key = path, key
        self._texts, self._sound = _read(path, key) if path is not None else ({}, set())
        self._new: dict[str, str] = {}
        self._newly_sound: set[str] = set()

    def get(self, file: Path) -> Mapping[str, Any] | None:
        """The parsed table of a content file; None where it is not kept, or cannot be used."""
        name = self._name(file)
        if name is None or name not in self._texts:
            return None
        try:
            values = json.loads(self._texts[name], object_hook=_revived)
        except (ValueError, TypeError, RecursionError):
            return None
        return values if isinstance(values, dict) else None

    def put(self, file: Path, values: Mapping[str, Any]) -> None:
        """Keeps the parsed table of a content file for later runs."""
        name = self._name(file)
        if name is None or self._path is None:
            return
        try:
            self._new[name] = json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=_plain)
        except (ValueError, TypeError):
            return  # a time of day, or another thing that JSON does not hold: the file is parsed each time

    def is_sound(self, file: Path) -> bool:
        """Whether nothing was wrong in a content file when all content was as it is now."""
        return self._name(file) in self._sound

    def found_sound(self, file: Path) -> None:
        """Keeps for later runs that nothing is wrong in a content file."""
        name = self._name(file)
        if name is not None and self._path is not None and name not in self._sound:
            self._newly_sound.add(name)

    def save(self) -> None:
        """Writes what is new, whole or not at all. A folder that cannot be written is left as it is."""
        if self._path is None or not (self._new or self._newly_sound):
            return
        temporary: Path | None = None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            kept = {"key": self._key, "tables": self._texts | self._new, "sound": [*self._sound, *self._newly_sound]}
            data = json.dumps(kept, ensure_ascii=False)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
            temporary = Path(name)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(data)
            temporary.replace(self._path)
        except (OSError, ValueError):
            if temporary is not None:
                _forget(temporary)
        self._new, self._newly_sound = {}, set()

    def _name(self, file: Path) -> str | None:
        """The name of a content file under the root; None for a file of somebody else's."""
        path = os.fspath(file)
        if not path.startswith(self._prefix):
            return None
        name = path[len(self._prefix) :].replace(os.sep, "/")
        return name if name.partition("/")[0] in ROOMS and ".." not in name else None


@cache
def index() -> Index:
    """The index of this installation; what is parsed for the first time is kept when the program ends."""
    folder = cache_folder()
    if folder is None:
        return Index(ROOT, None, "")
    place = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:12]
    found = Index(ROOT, folder / f"content-{version()}-{place}.json", key_of(ROOT))
    atexit.register(found.save)
    return found


def cache_folder() -> Path | None:
    """Where the index is kept: the folder in COMITY_CACHE, else the user's own cache; None where it is off."""
    said = os.environ.get("COMITY_CACHE", "")
    if said:
        return None if said == OFF else Path(said)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) / "comity" / "Cache" if local else None
    own = os.environ.get("XDG_CACHE_HOME", "")
    try:
        home = Path.home()
    except RuntimeError:
        return None  # nobody's home: a bare container
    default = home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
    # A relative path in XDG_CACHE_HOME is to be ignored, says its specification.
    return (Path(own) if own.startswith("/") else default) / "comity"


def version() -> str:
    """The version that is installed beside the content, without the import that would ask for it properly."""
    installed = sorted(ROOT.glob("comity-*.dist-info"))
    return installed[-1].name.removeprefix("comity-").removesuffix(".dist-info") if installed else "source"


def key_of(root: Path) -> str:
    """The state of the content: version, form, and path, size and time of every content file."""
    hashed = hashlib.sha256(f"{version()} {FORM}".encode())
    for path, size, time in sorted(_files(root)):
        hashed.update(f"\n{path} {size} {time}".encode("utf-8", "surrogateescape"))
    return hashed.hexdigest()


def _files(root: Path) -> Iterator[tuple[str, int, int]]:
    waiting = [os.fspath(root / room) for room in ROOMS]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            continue
        for entry in entries:
            if entry.name.endswith(SUFFIXES):
                told = entry.stat()
                yield entry.path, told.st_size, told.st_mtime_ns
            elif entry.is_dir() and not entry.name.startswith((".", "__")):
                waiting.append(entry.path)


def _read(path: Path, key: str) -> tuple[dict[str, str], set[str]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}, set()
    if not isinstance(data, dict) or data.get("key") != key:
        return {}, set()
    tables, sound = data.get("tables"), data.get("sound")
    if not isinstance(tables, dict) or not isinstance(sound, list):
        return {}, set()
    texts = {name: text for name, text in tables.items() if isinstance(text, str)}
    return texts, {name for name in sound if isinstance(name, str)}


def _plain(value: object) -> dict[str, str]:
    if isinstance(value, date) and not isinstance(value, datetime):
        return {_DAY: value.isoformat()}
    raise TypeError


def _revived(value: dict[str, Any]) -> Any:
    return date.fromisoformat(value[_DAY]) if _DAY in value else value


def _forget(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
