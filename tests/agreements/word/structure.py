"""Rules of a sound Word file that no public validator checks; `faults(data)` names every breach."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from agreements.word.names import ID, NSMAP, STYLE_ID, VAL, w

_POINTING = re.compile(r"\s*(?:REF|PAGEREF)\s+(\S+)")
_STYLED = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def roots_of(data: bytes) -> dict[str, etree._Element]:
    return {name: etree.fromstring(part) for name, part in parts_of(data).items() if name.endswith((".xml", ".rels"))}


def faults(data: bytes) -> list[str]:
    """What is wrong with a Word file, part by part; an empty list for a sound one."""
    roots = roots_of(data)
    found = list(_package(data, roots))
    styles = {e.get(STYLE_ID) for e in roots["word/styles.xml"].iter(w("style"))}
    numbers = {e.get(w("numId")) for e in roots["word/numbering.xml"].iter(w("num"))}
    main = roots["word/document.xml"]
    bookmarks = [e.get(w("name")) for e in main.iter(w("bookmarkStart"))]
    for name, root in roots.items():
        if name.startswith("word/"):
            found += [f"{name}: {fault}" for fault in _part(root, styles, numbers, set(bookmarks))]
    found += [f"two bookmarks {name}" for name, times in Counter(bookmarks).items() if times > 1]
    found += [f"long bookmark {name}" for name in bookmarks if len(name or "") > 40]
    found += [f"style {e.get(STYLE_ID)} without a name" for e in _unnamed(roots["word/styles.xml"])]
    found += list(_levels(roots["word/numbering.xml"], roots["word/styles.xml"]))
    core = Counter(etree.QName(e).localname for e in roots["docProps/core.xml"])
    found += [f"{name} {times} times in the core properties" for name, times in core.items() if times > 1]
    return found


def _package(data: bytes, roots: dict[str, etree._Element]) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    yield from (f"part {name} {times} times" for name, times in Counter(names).items() if times > 1)
    types = roots["[Content_Types].xml"]
    overridden = {e.get("PartName", "")[1:] for e in types if e.get("PartName")}
    yield from (f"content type of a part that is not there: {name}" for name in overridden - set(names))
    endings = {e.get("Extension") for e in types if e.get("Extension")}
    yield from (
        f"{n} has no content type" for n in names if n not in overridden and n.rpartition(".")[2] not in endings
    )
    targets = {"[Content_Types].xml"}
    for name, root in roots.items():
        if name.endswith(".rels"):
            targets.add(name)
            folder = posixpath.dirname(posixpath.dirname(name))
            for relation in root:
                target = relation.get("Target", "")
                whole = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                targets.add(whole)
                if whole not in names:
                    yield f"{name} points to {whole}, which is not there"
    yield from (f"nothing points to {name}" for name in set(names) - targets)


def _part(
    root: etree._Element, styles: set[str | None], numbers: set[str | None], bookmarks: set[str | None]
) -> Iterator[str]:
    for kind in _STYLED:
        yield from (f"undefined style {e.get(VAL)}" for e in root.iter(w(kind)) if e.get(VAL) not in styles)
    yield from (f"undefined list {e.get(VAL)}" for e in root.iter(w("numId")) if e.get(VAL) not in numbers)
    starts = Counter(e.get(ID) for e in root.iter(w("bookmarkStart")))
    ends = Counter(e.get(ID) for e in root.iter(w("bookmarkEnd")))
    yield from (f"bookmark {id} opened {starts[id]} and closed {ends[id]} times" for id in starts | ends
                if (starts[id], ends[id]) != (1, 1))  # fmt: skip
    for text in root.iter(w("instrText")):
        pointing = _POINTING.match(text.text or "")
        if pointing is not None and pointing[1] not in bookmarks:
            yield f"a field points to {pointing[1]}, which is no bookmark"
    yield from (
        f"a link to {e.get(w('anchor'))}, which is no bookmark"
        for e in root.iter(w("hyperlink"))
        if e.get(w("anchor")) not in bookmarks
    )
    yield from _fields(root)
    for cell in root.iter(w("tc"), w("body")):
        blocks = [e for e in cell if e.tag in (w("p"), w("tbl"))]
        if not blocks or blocks[-1].tag == w("tbl"):
            yield f"{etree.QName(cell).localname} ends in a table, or holds nothing"
    yield from (
        "a table beside another" for e in root.iter(w("tbl")) if _after(e) is not None and _after(e).tag == e.tag
    )  # type: ignore[union-attr]
    yield from ("an empty run" for e in root.iter(w("t")) if not e.text)
    sections = list(root.iter(w("sectPr")))
    if sections and not sections[0].findall(w("headerReference")):
        yield "the first section names no header"


def _after(element: etree._Element) -> etree._Element | None:
    return element.getnext()


def _fields(root: etree._Element) -> Iterator[str]:
    states: list[str] = []
    for sign in root.iter(w("fldChar")):
        kind = sign.get(w("fldCharType"))
        if kind == "begin":
            states.append("begin")
        elif not states or (kind == "separate" and states[-1] != "begin"):
            yield f"a field sign {kind} out of place"
        elif kind == "separate":
            states[-1] = "separate"
        else:
            states.pop()
    if states:
        yield f"{len(states)} fields not closed"


def _unnamed(styles: etree._Element) -> list[etree._Element]:
    return [e for e in styles.iter(w("style")) if not _value(e, "name")]


def _value(element: etree._Element, name: str) -> str:
    found = element.find(w(name))
    return "" if found is None else found.get(VAL, "")


def _levels(numbering: etree._Element, styles: etree._Element) -> Iterator[str]:
    """Lists and styles name each other: a level its style, the style its list and level."""
    lists = {num.get(w("numId")): _value(num, "abstractNumId") for num in numbering.iter(w("num"))}
    named = {
        (abstract.get(w("abstractNumId")), level.get(w("ilvl")), _value(level, "pStyle"))
        for abstract in numbering.iter(w("abstractNum"))
        for level in abstract.iter(w("lvl"))
    }
    said = set()
    for style in styles.iter(w("style")):
        for numbers in style.iterfind("w:pPr/w:numPr", NSMAP):
            said.add((lists.get(_value(numbers, "numId")), _value(numbers, "ilvl") or "0", style.get(STYLE_ID)))
    yield from (f"list and style disagree: {one}" for one in named ^ said)
