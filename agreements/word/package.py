"""Opens a Word file from outside under guard, and keeps the bytes of every part as they came."""

import hashlib
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from agreements.filetypes import read_bytes, told_apart
from agreements.word import names
from clauses.errors import ContentError

MAX_ENTRIES = 4096
MAX_PART = 48 * 1024 * 1024
MAX_TOTAL = 192 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 1024 * 1024  # small parts of blanks compress well and harm nobody

_ANOTHER_COPY = "ask for another copy, or open it in Word, let Word repair it and save it again"
_NOT_OPENED = "such a file can do harm and is not opened; ask the sender for one saved by Word"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_DECLARATION = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00?\x00", b"\x00<\x00?")
_UTF16_NAMES = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Relationship:
    """What one part says of another: `kind` ends its type, `target` is a part name or, outside, an address."""

    id: str
    kind: str
    target: str
    external: bool


class Parts(Mapping[str, bytes]):
    """The parts of a package by name, in the order of the file; each is unpacked once, when asked for.

    Names are found whatever their case and slashes, as Word finds them. A part that is damaged raises ContentError.
    """

    def __init__(self, path: str, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self._entries = {_tidy(info.filename): info for info in archive.infolist() if not info.is_dir()}
        self._names = {name.lower(): name for name in self._entries}
        self._read: dict[str, bytes] = {}

    def named(self, name: str) -> str | None:
        """The name as the package spells it, or None where it has no such part."""
        return self._names.get(_tidy(name).lower())

    def __getitem__(self, name: str) -> bytes:
        known = self._names[_tidy(name).lower()]
        if known not in self._read:
            self._read[known] = self._unpacked(known)
        return self._read[known]

    def once(self, name: str) -> bytes:
        """The same without keeping it: of a large part nobody needs both the bytes and the tree."""
        known = self._names[_tidy(name).lower()]
        return self._read[known] if known in self._read else self._unpacked(known)

    def _unpacked(self, name: str) -> bytes:
        info = self._entries[name]
        try:
            with self._archive.open(info) as part:
                # The directory has been checked already, but it is the file's own word: the limit holds here too.
                data = part.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            raise ContentError.of(self._path, f"the part {name} is damaged ({error})", hint=_ANOTHER_COPY) from None
        if len(data) > MAX_PART:
            raise ContentError.of(self._path, f"the part {name} is larger than it says", hint=_NOT_OPENED)
        return data

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.named(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


@dataclass(slots=True)
class Package:
    """A Word file: its parts as they came, and the trees of those that were asked for."""

    path: str
    sha256: str
    parts: Parts
    main: str = ""
    macros: bool = False
    _trees: dict[str, etree._Element] = field(default_factory=dict)

    def tree(self, name: str) -> etree._Element:
        """The root element of a part, parsed once; ContentError where it is missing or no sound XML.

        Names of Strict files are turned into the usual ones here; `parts` keeps what came.
        """
        known = self.parts.named(name)
        if known is None:
            raise ContentError.of(self.path, f"the part {name} is missing", hint=_ANOTHER_COPY)
        if known not in self._trees:
            self._trees[known] = self._parsed(known, self.parts.once(known))
        return self._trees[known]

    def optional_tree(self, name: str | None) -> etree._Element | None:
        """The root element of a part that need not be there."""
        return self.tree(name) if name is not None and name in self.parts else None

    def relationships(self, name: str = "") -> tuple[Relationship, ...]:
        """What a part (or, without a name, the package itself) points to."""
        folder, file = posixpath.split(self.parts.named(name) or name)
        root = self.optional_tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        return () if root is None else tuple(_relationships(root, folder))

    def related(self, name: str, kind: str) -> str | None:
        """The name of the first part of a kind that a part points to, if the package has it."""
        for one in self.relationships(name):
            if one.kind == kind and not one.external and (known := self.parts.named(one.target)) is not None:
                return known
        return None

    def content_type(self, name: str) -> str:
        """What the package says a part is, in lower case; "" where it says nothing."""
        root = self.optional_tree("[Content_Types].xml")
        if root is None:
            return ""
        wanted = "/" + _tidy(name).lower()
        ending = wanted.rpartition(".")[2]
        found = ""
        for child in root:
            said = child.get("ContentType", "").lower()
            if _tidy(child.get("PartName", "")).lower() == wanted[1:]:
                return said
            if child.get("Extension", "").lower() == ending:
                found = said
        return found

    def _parsed(self, name: str, data: bytes) -> etree._Element:
        if data[:4] in _UTF16 or data[:2] in _UTF16:
            data = self._as_utf8(name, data)
        if b"http://purl.oclc.org/ooxml/" in data:
            data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
        try:
            root = etree.fromstring(data, _parser())
        except etree.XMLSyntaxError as error:
            if b"<!DOCTYPE" in data:
                raise self._doctype(name) from None
            raise ContentError.of(
                self.path, f"the part {name} is broken XML: {error.msg}", line=None, hint=_ANOTHER_COPY
            ) from None
        document = root.getroottree().docinfo
        if document is not None and document.internalDTD is not None:
            raise self._doctype(name)
        return root

    def _as_utf8(self, name: str, data: bytes) -> bytes:
        try:
            text = data.decode(_UTF16_NAMES[data[:2]])
        except UnicodeDecodeError as error:
            raise ContentError.of(self.path, f"the part {name} is broken: {error.reason}", hint=_ANOTHER_COPY) from None
        return _DECLARATION.sub("", text).encode()

    def _doctype(self, name: str) -> ContentError:
        return ContentError.of(self.path, f"the part {name} declares a document type (DOCTYPE)", hint=_NOT_OPENED)


def open_package(path: Path) -> Package:
    """The package at a path; ContentError, saying what it is and what to do, for all that is no sound Word file."""
    return opened(path, read_bytes(path))


def opened(path: Path, data: bytes) -> Package:
    """The same for bytes that have been read already."""
    if told_apart(path, data) != "package":
        raise ContentError.of(
            str(path), "this is text, not a Word file", hint="give it a name that ends in .txt or .md"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise ContentError.of(
            str(path), "the file begins like a Word file, but its end is missing or damaged", hint=_ANOTHER_COPY
        ) from None
    _check_directory(str(path), archive)
    package = Package(str(path), hashlib.sha256(data).hexdigest(), Parts(str(path), archive))
    package.main = _main_part(package)
    kinds = {one.kind for one in package.relationships(package.main)}
    package.macros = "vbaProject" in kinds or "macroenabled" in package.content_type(package.main)
    return package


def _tidy(name: str) -> str:
    return name.replace("\\", "/").removeprefix("/")


def _parser() -> etree.XMLParser:
    # A parser for each part: one that failed may keep state.
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def _check_directory(path: str, archive: zipfile.ZipFile) -> None:
    """Refuses, before anything is unpacked, a zip that no word processor would have written."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ContentError.of(path, f"the file holds {len(entries)} parts, more than {MAX_ENTRIES}", hint=_NOT_OPENED)
    seen: set[str] = set()
    total = 0
    for info in entries:
        name = _tidy(info.filename)
        if not name:
            raise ContentError.of(path, "a part of the file has no name", hint=_ANOTHER_COPY)
        if ".." in name.split("/") or "\x00" in name or re.match(r"[A-Za-z]:", name) or name.startswith("/"):
            raise ContentError.of(path, f"the part {info.filename!r} points outside the file", hint=_NOT_OPENED)
        if info.flag_bits & 0x1:
            raise ContentError.of(
                path, f"the part {name} is encrypted", hint="save a copy without a password and give that one"
            )
        if name.lower() in seen:
            raise ContentError.of(path, f"the part {name} stands twice in the file", hint=_NOT_OPENED)
        seen.add(name.lower())
        total += info.file_size
        packed_too_well = info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if info.file_size > MAX_PART or total > MAX_TOTAL or packed_too_well:
            raise ContentError.of(
                path, f"the part {name} would grow beyond what a document needs when unpacked", hint=_NOT_OPENED
            )


def _relationships(root: etree._Element, folder: str) -> Iterator[Relationship]:
    for child in root:
        external = child.get("TargetMode", "").lower() == "external"
        target = child.get("Target", "")
        if not external:
            target = unquote(target.replace("\\", "/"))
            target = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield Relationship(child.get("Id", ""), child.get("Type", "").rpartition("/")[2], target, external)


def _main_part(package: Package) -> str:
    """The part that holds the text, found by its relationship; told apart from spreadsheets and other zips."""
    if "mimetype" in package.parts and b"opendocument" in package.parts["mimetype"][:200]:
        raise ContentError.of(
            package.path, "this is an OpenDocument file, which is not read", hint="save it as .docx in LibreOffice"
        )
    if "[Content_Types].xml" not in package.parts and "_rels/.rels" not in package.parts:
        raise ContentError.of(
            package.path, "this is a zip archive, not a Word file", hint="unpack it and give the file in it"
        )
    main = package.related("", names.MAIN_PART)
    if main is None:
        raise ContentError.of(package.path, "the main part of the Word file is missing", hint=_ANOTHER_COPY)
    said = package.content_type(main)
    for other, name in (("spreadsheetml", "an Excel workbook"), ("presentationml", "a PowerPoint presentation")):
        if other in said:
            raise ContentError.of(package.path, f"this is {name}, not a Word file", hint="give the agreement itself")
    root = package.tree(main)
    if root.tag != names.w("document"):
        raise ContentError.of(package.path, f"the main part {main} is not a Word document", hint=_ANOTHER_COPY)
    return main
