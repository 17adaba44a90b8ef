"""What a file really is, told by how it begins and not by its name."""

from pathlib import Path
from typing import Literal

from clauses.errors import ContentError

MAX_FILE = 64 * 1024 * 1024

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_AS_WORD = "open it in Word or LibreOffice and save it as .docx"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file; ContentError where there is none, or where it is too large to be an agreement."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise ContentError.of(str(path), "this is a folder, not a file", hint="name the file to read")
        if size > MAX_FILE:
            raise ContentError.of(
                str(path),
                f"the file is larger than {MAX_FILE // (1024 * 1024)} MB and is not opened",
                hint="take large pictures out of it, or give the agreement without its attachments",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise ContentError.of(str(path), "there is no such file") from None
    except OSError as error:
        raise ContentError.of(str(path), f"the file cannot be read: {error.strerror or error}") from None


def told_apart(path: Path, data: bytes) -> Literal["package", "text"]:
    """`package` for a zip (Word files are zips), `text` for plain text.

    Raises ContentError for everything else, saying what it is and what to do with it.
    """

    def refused(problem: str, hint: str) -> ContentError:
        return ContentError.of(str(path), problem, hint=hint)

    if not data:
        raise refused("the file is empty", "ask for another copy")
    if data.startswith(_ZIP):
        return "package"
    if b"%PDF-" in data[:1024]:
        raise refused("this is a PDF, which is not read yet", "ask for the Word file, or export it to .docx or to text")
    if data.lstrip()[:5] == b"{\\rtf":
        raise refused("this is a rich text file (RTF), which is not read", _AS_WORD)
    if data.startswith(_OLE):
        raise _refused_ole(path, data)
    if data.startswith(_PICTURES):
        raise refused("this is a picture", "ask for the Word file, or have the text recognised first")
    if (
        data.startswith(b"<?xml")
        or data.lstrip()[:9].lower() in (b"<!doctype", b"<html>")
        or data[:5].lower() == b"<html"
    ):
        if b"schemas.microsoft.com/office/word/2003/wordml" in data[:4096] or b"/xmlPackage" in data[:4096]:
            raise refused("this is a Word file saved as a single XML file, which is not read", _AS_WORD)
        raise refused("this is a web page or another XML file, which is not read", _AS_WORD)
    if b"\x00" in data[:8192] and not data.startswith(_BYTE_ORDER_MARKS):
        raise refused("this is neither a Word file nor text", "ask for another copy; it may have been damaged")
    return "text"


def _refused_ole(path: Path, data: bytes) -> ContentError:
    """The error for a file in the container that older Office programs, and encrypted newer ones, write."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return ContentError.of(
            str(path),
            "the file is protected with a password",
            hint="open it in Word and save a copy without the password",
        )
    if holds("WordDocument"):
        return ContentError.of(
            str(path), "this is an old Word file (.doc), which is not read", hint=f"{_AS_WORD}; its numbering is kept"
        )
    return ContentError.of(
        str(path), "this is a file of an older Office program or of Outlook, not a Word file", hint=_AS_WORD
    )
