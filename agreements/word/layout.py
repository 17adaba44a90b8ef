"""What needs a layout engine: page numbers and PDF, by LibreOffice where it is installed."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from agreements.agreement import Agreement
from agreements.plain_writers import line_of
from clauses.errors import ContentError

SECONDS = 120

# A private profile that fetches nothing and runs nothing, whatever a document asks for.
_SAFE = "/org.openoffice.Office.Common/Security/Scripting"
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    + "".join(
        f'<item oor:path="{_SAFE}"><prop oor:name="{name}" oor:op="fuse"><value>true</value></prop></item>'
        for name in ("BlockUntrustedRefererLinks", "DisableMacrosExecution")
    )
    + "</oor:items>"
)


def as_pdf(docx: bytes) -> bytes:
    """The Word file as LibreOffice lays it out. Raises ContentError where LibreOffice is not there or makes nothing."""
    return converted(docx, "pdf")


def converted(docx: bytes, suffix: str) -> bytes:
    """The Word file as LibreOffice saves it in the format of a suffix ("pdf", "docx"). Raises ContentError likewise."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ContentError.of(
            "--pages or .pdf", "LibreOffice is not installed", hint="install LibreOffice Writer, or write a .docx"
        )
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        (folder / "profile/user").mkdir(parents=True)
        (folder / "profile/user/registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        (folder / "draft.docx").write_bytes(docx)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        try:
            subprocess.run(
                [
                    program,
                    profile,
                    "--headless",
                    "--convert-to",
                    suffix,
                    "--outdir",
                    room + "/made",
                    room + "/draft.docx",
                ],
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ContentError.of(
                "LibreOffice", f"was not done with the {suffix.upper()} within {SECONDS} seconds"
            ) from None
        made = folder / "made" / f"draft.{suffix}"
        # LibreOffice answers 0 even when it made nothing.
        if not made.exists():
            raise ContentError.of("LibreOffice", f"made no {suffix.upper()}")
        return made.read_bytes()


def pages_of(agreement: Agreement, docx: bytes) -> Mapping[str, int]:
    """The page of every heading of the contents list, by block key. Raises ContentError where it cannot be told."""
    program = shutil.which("pdftotext")
    if program is None:
        raise ContentError.of(
            "--pages", "pdftotext is not installed", hint="install poppler-utils, or leave out --pages"
        )
    done = subprocess.run(
        [program, "-layout", "-", "-"], input=as_pdf(docx), capture_output=True, timeout=SECONDS, check=True
    )
    pages = [" ".join(page.split()) for page in done.stdout.decode("utf-8").split("\f")]
    found: dict[str, int] = {}
    first = _first_after_contents(agreement, pages)
    at = first
    for heading in agreement.headings():
        text = " ".join(f"{heading.label} {line_of(heading)}".split())
        pattern = re.compile(rf"(?<![\w.]){re.escape(text)}")
        while at < len(pages) and not pattern.search(pages[at]):
            at += 1
        if at == len(pages):
            raise ContentError.of("--pages", f"{text!r} was not found in the layout")
        found[heading.key] = at + 1
    return found


def _first_after_contents(agreement: Agreement, pages: list[str]) -> int:
    """The first page that is neither cover nor contents: where the parties stand."""
    name = " ".join(agreement.parties[0].split())[:30]
    return next((number for number, page in enumerate(pages) if number > 0 and f"(1) {name}" in page), 0)
