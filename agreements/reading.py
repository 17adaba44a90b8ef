"""The front door for reading: any file an agreement comes in, read into one document."""

from pathlib import Path

from agreements.document import Document
from agreements.filetypes import read_bytes, told_apart
from agreements.plain_text import read_text
from clauses.errors import ContentError

_WORD_SUFFIXES = frozenset({".docx", ".docm", ".dotx", ".dotm", ".doc"})


def read_document(path: Path) -> Document:
    """Reads a Word file, a text file or a Markdown file, whatever its name says it is.

    Raises ContentError, with what to do about it, for a file that cannot be read.
    """
    data = read_bytes(path)
    kind = told_apart(path, data)
    if kind == "package":
        # lxml is loaded only once a Word file is really there.
        from agreements.word.package import opened
        from agreements.word.reader import read_package

        return read_package(opened(path, data)).document
    if path.suffix.lower() in _WORD_SUFFIXES:
        raise ContentError.of(
            str(path),
            "the file is named like a Word file but holds plain text",
            hint="name it .txt or .md if that is meant",
        )
    return read_text(path, data)
