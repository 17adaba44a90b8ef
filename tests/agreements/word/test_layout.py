"""What LibreOffice makes of our files: references it computes itself, page numbers, pages, signature blocks."""

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from agreements.agreement import (
    Agreement,
    Block,
    Contents,
    Grid,
    PageBreak,
    Part,
    Reference,
    SignatureBlock,
    SignatureLine,
    Words,
)
from agreements.plain_writers import line_of
from agreements.word import layout
from agreements.word.layout import as_pdf, converted, pages_of
from agreements.word.names import w
from agreements.word.package_out import zipped
from agreements.word.reader import read_word
from agreements.word.writer import written
from clauses.errors import ContentError
from tests.agreements.word.structure import parts_of
from tests.programs import need

Small = Callable[..., Agreement]


def pages(pdf: bytes) -> list[str]:
    """The text of every page, without header, footer and blanks: lines may break anywhere."""
    need("pdftotext")
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8").split("\f")[:-1]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def with_references_blanked(data: bytes) -> tuple[bytes, int]:
    """The file with an empty result in every REF field, and how many there were."""
    parts = parts_of(data)
    root = etree.fromstring(parts["word/document.xml"])
    blanked = 0
    state = ""
    for run in root.iter(w("r")):
        for child in run:
            if child.tag == w("instrText"):
                state = "REF" if (child.text or "").strip().startswith("REF ") else ""
            elif child.tag == w("fldChar"):
                kind = child.get(w("fldCharType"))
                state = "result" if state == "REF" and kind == "separate" else "" if kind != "separate" else state
            elif child.tag == w("t") and state == "result":
                child.text = ""
                blanked += 1
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts), blanked


def test_references_computed_by_libreoffice_are_those_we_wrote(agreement: Agreement, made: bytes) -> None:
    need("soffice", "pdftotext")
    data, blanked = with_references_blanked(made)
    blocks = [part for part in agreement.parts if isinstance(part, Block)]
    referring = [block for block in blocks if any(isinstance(inline, Reference) for inline in block.text)]
    assert blanked == sum(isinstance(inline, Reference) for block in blocks for inline in block.text) > 5
    # What runs over a page has its header and footer in between.
    running = squeezed(agreement.short_title)
    text = "".join(squeezed(page) for page in pages(as_pdf(data)))
    text = re.sub(rf"Page\d+of\d+|{re.escape(running)}", "", text)
    assert [line_of(block) for block in referring if squeezed(f"{block.label}{line_of(block)}") not in text] == []


def test_page_numbers_are_those_of_the_layout(agreement: Agreement, made: bytes) -> None:
    need("soffice", "pdftotext")
    numbers = pages_of(agreement, made)
    assert set(numbers) == {heading.key for heading in agreement.headings()}
    final = pages(as_pdf(written(agreement, page_numbers=numbers)))
    for heading in agreement.headings():
        assert squeezed(f"{heading.label}{line_of(heading)}") in squeezed(final[numbers[heading.key] - 1])


def test_signature_blocks_are_never_torn_apart(small: Small) -> None:
    need("soffice", "pdftotext")
    lines = tuple(SignatureLine(caption) for caption in ("Signature", "Name", "Title", "Place and date"))
    parts: list[Part] = []
    for number in range(16):
        parts.append(PageBreak(f"break-{number}"))
        # From well above the foot of the page to just before it, in steps of a line.
        filler = Block("filler", "words", (Words("Filler."),))
        parts.extend(replace(filler, key=f"filler-{number}-{place}") for place in range(24 + number))
        capacity = (Words(f"Signed for Party {number} here"),)
        parts.append(SignatureBlock(f"signature-{number}", f"Party {number}", capacity, lines))
    made = pages(as_pdf(written(small(*parts))))
    signing = [page for page in made if "Signed for Party" in page]
    assert sum(page.count("Signed for Party") for page in signing) == 16
    assert [page for page in signing if page.count("Place and date") != page.count("Signed for Party")] == []
    assert len(made) > 16, "no block came near the foot of a page: the filler is too short to prove anything"


def test_a_landscape_schedule_lies_sideways_and_nothing_else_does(small: Small, tmp_path: Path) -> None:
    need("soffice", "pdfinfo")
    grid = Grid("g", "Plan", (((Words("Task"),), (Words("Month"),)), ((Words("Design"),), (Words("3"),))))
    agreement = small(
        Block("t", "title", (Words("Agreement"),)),
        Block("s1", "schedule-heading", (Words("Plan"),), label="Schedule 1", landscape=True),
        grid,
        Block("s2", "schedule-heading", (Words("Contacts"),), label="Schedule 2"),
    )
    path = tmp_path / "a.pdf"
    path.write_bytes(as_pdf(written(agreement)))
    done = subprocess.run(["pdfinfo", "-f", "1", "-l", "9", str(path)], capture_output=True, text=True, check=True)
    sizes = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+)", done.stdout)
    assert [float(width) > float(height) for width, height in sizes] == [False, True, False]


def test_a_draft_that_libreoffice_has_saved_reads_the_same(saved: Path, made: bytes, tmp_path: Path) -> None:
    need("soffice")
    again = tmp_path / "again.docx"
    again.write_bytes(converted(made, "docx"))
    assert seen(again) == seen(saved)


def seen(path: Path) -> list[tuple[str, str, str, str, tuple[str, ...]]]:
    return [
        (one.label, one.number, one.text, one.kind, one.bookmarks)
        for one in read_word(path).paragraphs
        if one.stream == "body"
    ]


def test_a_pdf_names_the_agreement_and_nobody(made: bytes, agreement: Agreement, tmp_path: Path) -> None:
    need("soffice", "pdfinfo")
    (tmp_path / "a.pdf").write_bytes(as_pdf(made))
    done = subprocess.run(["pdfinfo", str(tmp_path / "a.pdf")], capture_output=True, text=True, check=True)
    said = dict(re.findall(r"^(\w+): +(.*)$", done.stdout, re.MULTILINE))
    assert said["Title"] == agreement.short_title
    assert not {"Author", "Subject", "Keywords"} & set(said)
    assert "comity" not in done.stdout.casefold()


def test_a_draft_without_headings_needs_no_page_numbers(small: Small) -> None:
    need("soffice", "pdftotext")
    agreement = small(Contents(), Block("w", "words", (Words("Text"),)))
    assert pages_of(agreement, written(agreement)) == {}


def test_without_libreoffice_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ContentError, match="LibreOffice is not installed\n  hint: install LibreOffice Writer"):
        as_pdf(b"")


def test_without_pdftotext_it_is_said_what_is_missing(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ContentError, match="pdftotext is not installed"):
        pages_of(small(), b"")


def test_a_libreoffice_that_makes_nothing_is_noticed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    idle = tmp_path / "soffice"
    idle.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    idle.chmod(0o755)
    monkeypatch.setattr(layout.shutil, "which", lambda name: str(idle))
    with pytest.raises(ContentError, match="made no PDF"):
        as_pdf(b"")
