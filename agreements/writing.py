"""Writes an agreement to a file in the format its suffix names: whole or not at all, never over a user's file."""

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from agreements.agreement import Agreement
from agreements.plain_writers import as_html, as_json, as_markdown, as_text
from clauses.errors import ContentError, near

PLAIN: Mapping[str, Callable[[Agreement], str]] = {
    ".html": as_html,
    ".md": as_markdown,
    ".txt": as_text,
    ".json": as_json,
}
SUFFIXES = (".docx", ".pdf", *PLAIN)


def write_agreement(
    agreement: Agreement, path: Path, *, force: bool = False, internal: bool = False, pages: bool = False
) -> None:
    """Writes the agreement. Raises ContentError for an unknown suffix, an existing file without `force`, or a missing
    LibreOffice where `pages` or a PDF asks for it."""
    check_suffix(path)
    refuse_overwriting(path, force)
    if path.suffix in PLAIN:
        if internal or pages:
            raise ContentError.of(
                str(path), f"{'--internal' if internal else '--pages'} is for Word files", hint="write to a .docx"
            )
        write_whole(path, PLAIN[path.suffix](agreement).encode("utf-8"), force=force)
        return
    from agreements.word.layout import as_pdf, pages_of
    from agreements.word.writer import written

    numbers = pages_of(agreement, written(agreement, internal=internal)) if pages else None
    made = written(agreement, internal=internal, page_numbers=numbers)
    write_whole(path, as_pdf(made) if path.suffix == ".pdf" else made, force=force)


def check_suffix(path: Path) -> None:
    """Raises ContentError for a suffix that names no format."""
    if not path.suffix:
        raise ContentError.of(
            str(path), "the name has no suffix that says the format", hint=f"end it in one of {', '.join(SUFFIXES)}"
        )
    if path.suffix not in SUFFIXES:
        raise ContentError.of(str(path), f"there is no format {path.suffix!r}", hint=near(path.suffix, SUFFIXES))


def refuse_overwriting(path: Path, force: bool) -> None:
    """Raises ContentError where a file is there and `force` is not set, or its folder is not."""
    if path.is_dir():
        raise ContentError.of(str(path), "this is a folder, not a file")
    if path.exists() and not force:
        raise ContentError.of(str(path), "the file is there already", hint="choose another name, or add --force")
    if not path.parent.is_dir():
        raise ContentError.of(str(path), f"there is no folder {str(path.parent)!r}")


def write_whole(path: Path, data: bytes, *, force: bool = False) -> None:
    """Writes a file by way of a temporary one beside it, so that it is there whole or not at all."""
    refuse_overwriting(path, force)
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ContentError.of(str(path), f"cannot be written: {error.strerror}") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        # mkstemp gives a file to its owner alone; a new file has what the user's umask allows.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise ContentError.of(str(path), f"cannot be written: {error.strerror}") from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
