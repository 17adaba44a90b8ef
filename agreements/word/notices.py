"""What a reader must be told about a Word file itself, beside its text."""

from collections.abc import Iterator, Sequence

from lxml import etree

from agreements.document import Notice, Paragraph
from agreements.word import names
from agreements.word.flow import Flow
from agreements.word.names import w
from agreements.word.package import Package
from agreements.word.styles import is_on

# Fields that fetch or run something when Word updates them.
ACTIVE_FIELDS = frozenset(
    {"DDE", "DDEAUTO", "INCLUDETEXT", "INCLUDEPICTURE", "INCLUDE", "IMPORT", "LINK", "RD", "DATABASE"}
)
_OBJECTS = frozenset({"oleObject", "package", "control", "activeXControl"})
_PROTECTIONS = {
    "readOnly": "read only",
    "comments": "for comments only",
    "trackedChanges": "for tracked changes only",
    "forms": "for filling in forms only",
}


def notices_of(
    package: Package, flow: Flow, paragraphs: Sequence[Paragraph], comments: etree._Element | None
) -> Iterator[Notice]:
    """Macros, links that fetch, enclosed files, protection, comments, tracked changes, hidden text, in that order."""
    if package.macros:
        yield Notice("macros", "The file holds macros; they were not run.")
    yield from _links(package)
    if flow.chunks:
        yield Notice(
            "embedded-document",
            f"The file encloses {_counted(flow.chunks, 'other document')} (altChunk) whose text is not read: "
            "open it in Word and save it again to take that text in.",
        )
    active = sorted({words[0].upper() for said in flow.instructions if (words := said.split())} & ACTIVE_FIELDS)
    if active:
        yield Notice("active-field", f"Fields fetch or run something when Word updates them: {', '.join(active)}.")
    yield from _settings(package)
    yield from _history(paragraphs, comments)
    hidden = sum(1 for paragraph in paragraphs if paragraph.hidden)
    if hidden:
        yield Notice("hidden-text", f"Text is hidden in {_counted(hidden, 'paragraph')}; it was read.")


def _links(package: Package) -> Iterator[Notice]:
    outside: set[tuple[str, str]] = set()
    objects = 0
    for name in package.parts:
        folder, _, file = name.rpartition("/")
        if not file.endswith(".rels") or not (folder == "_rels" or folder.endswith("/_rels")):
            continue
        source = f"{folder.removesuffix('_rels')}{file.removesuffix('.rels')}"
        for one in package.relationships(source):
            if one.external and one.kind != "hyperlink":
                outside.add((one.kind, one.target))
            objects += one.kind in _OBJECTS
    for kind, target in sorted(outside):
        yield Notice("external-link", f"The file points outside itself ({kind}): {target}. Nothing was fetched.")
    if objects:
        yield Notice("embedded-object", f"The file encloses {_counted(objects, 'object')} of other programs; not read.")
    if any(name.lower().startswith("_xmlsignatures/") for name in package.parts):
        yield Notice("signed", "The file is signed digitally; any change to it breaks the signature.")


def _settings(package: Package) -> Iterator[Notice]:
    root = package.optional_tree(package.related(package.main, "settings"))
    if root is None:
        return
    protection = root.find(w("documentProtection"))
    if protection is not None and is_in_force(protection):
        how = _PROTECTIONS.get(protection.get(w("edit"), ""), "against changes")
        yield Notice("protected", f"The file is protected: {how}.")
    if root.find(w("writeProtection")) is not None:
        yield Notice("protected", "The file asks to be opened read only.")
    tracking = root.find(w("trackRevisions"))
    if tracking is not None and is_on(tracking):
        yield Notice("tracking-on", "Tracking of changes is switched on in the file.")


def is_in_force(protection: etree._Element) -> bool:
    """Whether a w:documentProtection is in force; without w:enforcement it is only prepared."""
    return protection.get(w("enforcement"), "0") not in names.OFF and protection.get(w("edit"), "none") != "none"


def _history(paragraphs: Sequence[Paragraph], comments: etree._Element | None) -> Iterator[Notice]:
    if comments is not None and len(comments):
        authors = {comment.get(names.AUTHOR, "") for comment in comments}
        yield Notice("comments", f"The file holds {_counted(len(comments), 'comment')}{_by(authors)}.")
    changes = [change for paragraph in paragraphs for change in paragraph.revisions]
    moved = sum(1 for paragraph in paragraphs if len(paragraph.exists) == 1 and not paragraph.revisions)
    if changes or moved:
        by = _by({change.author for change in changes})
        yield Notice("tracked-changes", f"The file holds {_counted(len(changes) + moved, 'tracked change')}{by}.")


def _by(authors: set[str]) -> str:
    named = sorted(author for author in authors if author)
    return f" by {', '.join(named)}" if named else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
