"""Large papers for measuring: every clause of the library again and again, as Word would have saved them."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

from lxml import etree

from agreements.agreement import Agreement, Block, Part
from agreements.compose import Composition, compose
from agreements.deals import read_deal
from agreements.word.names import w
from agreements.word.package_out import zipped
from agreements.word.writer import written

ROOT = Path(__file__).resolve().parent.parent
DEAL = ROOT / "agreements/example-deals/photonic-network-consortium.toml"
DAY = date(2026, 11, 24)
WORDS_A_PAGE = 385
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"


def composition() -> Composition:
    """The example consortium, composed from its deal file."""
    return compose(read_deal(DEAL), as_of=DAY, base=DEAL.parent, shown=DEAL.name)


def long_agreement(pages: int) -> Agreement:
    """An agreement of about so many pages: the clauses of the consortium, numbered on and on."""
    once = composition().agreement
    clauses = [
        part for part in once.parts if isinstance(part, Block) and part.role in ("clause-heading", "clause", "words")
    ]
    parts: list[Part] = []
    words, round_, number = 0, 0, 0
    while words < pages * WORDS_A_PAGE:
        for block in clauses:
            if block.role == "clause-heading":
                number += 1
            text = tuple(
                replace(inline, target=f"{inline.target}~{round_}") if hasattr(inline, "target") else inline
                for inline in block.text
            )
            parts.append(replace(block, key=f"{block.key}~{round_}", text=text))
            words += sum(len(inline.text.split()) for inline in block.text if hasattr(inline, "text"))
        round_ += 1
    present = {part.key for part in parts if isinstance(part, Block)}
    kept = tuple(
        replace(part, text=tuple(_live(part.text, present))) if isinstance(part, Block) else part for part in parts
    )
    return replace(once, parts=kept)


def _live(inlines: tuple[object, ...], present: set[str]) -> Iterator[object]:
    """References to what was left out (schedules) become plain words."""
    from agreements.agreement import Words

    for inline in inlines:
        target = getattr(inline, "target", None)
        yield Words(inline.text) if target is not None and target not in present else inline  # type: ignore[attr-defined]


def as_word_saves_it(docx: bytes) -> bytes:
    """The file with what Word adds on saving: revision ids, paragraph ids, proofing marks, runs split in three."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for number, paragraph in enumerate(root.iter(w("p"))):
        paragraph.set(w("rsidR"), f"{0xA10000 + number:08X}")
        paragraph.set(w("rsidRDefault"), f"{0xB20000 + number % 97:08X}")
        paragraph.set(f"{{{_W14}}}paraId", f"{0x10000000 + number:08X}")
        for run in list(paragraph.iterchildren(w("r"))):
            _split(run, number)
    parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return zipped(parts)


def _split(run: etree._Element, number: int) -> None:
    text = run.find(w("t"))
    if text is None or not text.text or len(text.text) < 40 or len(run) > 2:
        return
    pieces = re.findall(r"\S+\s*|\s+", text.text)
    third = max(1, len(pieces) // 3)
    parent = run.getparent()
    at = parent.index(run)
    made = []
    for begin in range(0, len(pieces), third):
        piece = etree.Element(w("r"))
        piece.set(w("rsidRPr"), f"{0xC30000 + number % 13:08X}")
        for child in run:
            if child.tag == w("rPr"):
                piece.append(etree.fromstring(etree.tostring(child)))
        said = etree.SubElement(piece, w("t"))
        said.text = "".join(pieces[begin : begin + third])
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made += [piece, etree.Element(w("proofErr"), {w("type"): "spellStart" if begin % 2 else "spellEnd"})]
    parent.remove(run)
    for offset, element in enumerate(made):
        parent.insert(at + offset, element)


def long_word_file(pages: int) -> bytes:
    """A Word file of about so many pages, as Word would have saved it."""
    return as_word_saves_it(written(long_agreement(pages)))
