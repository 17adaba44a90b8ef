"""Both sides of each comparison. A side is timed in a process of its own: `python -m benchmarks.sides NAME SIDE`."""

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.papers import DAY, DEAL, composition, long_word_file

Made = Callable[[], object]
PAGES = 130


def _lxml_paragraphs() -> Made:
    """Bare lxml: the same paragraphs with a style and a run, zipped; no labels, references, ids or checks."""
    from lxml import etree

    from agreements.agreement import Block
    from agreements.plain_writers import line_of
    from agreements.word.names import NSMAP, add, w
    from agreements.word.package_out import empty_package, zipped
    from templates.house_styles import load_house_style

    agreement = composition().agreement
    lines = [line_of(part) for part in agreement.parts if isinstance(part, Block)]
    parts = dict(empty_package(load_house_style("comity"), "en-GB", comments=False))

    def made() -> bytes:
        root = etree.Element(w("document"), nsmap=NSMAP)
        body = add(root, "body")
        for line in lines:
            paragraph = add(body, "p")
            add(add(paragraph, "pPr"), "pStyle", val="ClauseText")
            add(add(paragraph, "r"), "t").text = line
        parts["word/document.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zipped(parts)

    return made


def _write() -> Made:
    from agreements.word.writer import written

    agreement = composition().agreement
    return lambda: written(agreement)


def _docxtpl() -> Made:
    """docxtpl: a template with a condition a clause and the names of the parties as variables."""
    from docx import Document
    from docxtpl import DocxTemplate

    from agreements.agreement import Block
    from agreements.plain_writers import line_of

    agreement = composition().agreement
    names = agreement.parties
    document = Document()
    opened, values = 0, {f"party{number}": name for number, name in enumerate(names)}
    for part in agreement.parts:
        if not isinstance(part, Block):
            continue
        if part.role == "clause-heading":
            if opened:
                document.add_paragraph("{%p endif %}")
            opened += 1
            document.add_paragraph(f"{{%p if clause{opened} %}}")
            values[f"clause{opened}"] = "yes"
        line = line_of(part)
        for number, name in enumerate(names):
            line = line.replace(name, f"{{{{ party{number} }}}}")
        document.add_paragraph(line)
    document.add_paragraph("{%p endif %}")
    stream = io.BytesIO()
    document.save(stream)
    source = stream.getvalue()

    def made() -> bytes:
        template = DocxTemplate(io.BytesIO(source))
        template.render(values, autoescape=True)
        out = io.BytesIO()
        template.save(out)
        return out.getvalue()

    return made


def _draft() -> Made:
    from agreements.compose import compose
    from agreements.deals import read_deal
    from agreements.word.writer import written

    return lambda: written(compose(read_deal(DEAL), as_of=DAY, base=DEAL.parent, shown=DEAL.name).agreement)


def _parse() -> Made:
    """Bare zipfile and lxml: the main part opened and parsed, nothing read."""
    from lxml import etree

    data = long_word_file(PAGES)

    def made() -> object:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return etree.fromstring(archive.read("word/document.xml"))

    return made


def _read() -> Made:
    from agreements.word.package import opened
    from agreements.word.reader import read_package

    data = long_word_file(PAGES)
    return lambda: read_package(opened(Path("long.docx"), data)).document


def _check(pages: int = PAGES) -> Made:
    from agreements.word.package import opened
    from agreements.word.reader import read_package
    from checker.judge import Asking, check

    data = long_word_file(pages)
    asking = Asking(as_of=DAY, kind="consortium", parties=("US", "DE"), facts=("item:quantum-computer",))
    return lambda: check(read_package(opened(Path("long.docx"), data)).document, asking)


def _slots_and_units() -> tuple[list[object], object]:
    from agreements.word.package import opened
    from agreements.word.reader import read_package
    from checker.cards import load_cards
    from checker.units import cut

    cards = load_cards()
    blocks = [block for card in (*cards.terms.values(), *cards.subjects.values()) for block in card.evidence]
    # Every fifth slot: one by one all of them would take minutes, and the ratio is the same.
    slots = [slot for block in blocks for slot in block.core.values()][::5]
    document = read_package(opened(Path("long.docx"), long_word_file(PAGES))).document
    return list(slots), cut(document, cards.languages).units


def _index() -> Made:
    from checker.matching import Index

    slots, units = _slots_and_units()

    def made() -> list[set[int]]:
        index = Index(units)  # type: ignore[arg-type]
        return [set(index.where(slot)) for slot in slots]  # type: ignore[arg-type]

    return made


def _one_by_one() -> Made:
    slots, units = _slots_and_units()

    def holds(words: object, text: str) -> bool:
        found = any(one.compiled.search(text) for one in words.phrases)  # type: ignore[attr-defined]
        unless = words.unless  # type: ignore[attr-defined]
        return found and not (unless is not None and holds(unless, text))

    def made() -> list[set[int]]:
        return [
            {
                n
                for n, unit in enumerate(units)
                if any(holds(words, unit.whole) for words in slot.lists.get(unit.language, ()))
            }  # type: ignore[arg-type, attr-defined, var-annotated]
            for slot in slots
        ]

    return made


SIDES: dict[str, tuple[Callable[[], Made], Callable[[], Made]]] = {
    "write": (_write, _lxml_paragraphs),
    "draft": (_draft, _docxtpl),
    "read": (_read, _parse),
    "match": (_index, _one_by_one),
    "check": (_check, _parse),
    "check-quarter": (lambda: _check(PAGES // 4), _parse),
}


def timed(made: Made, rounds: int) -> float:
    """Milliseconds of one call in a warm process: the median of some rounds after one that does not count."""
    made()
    spent = []
    for _ in range(rounds):
        began = time.perf_counter()
        made()
        spent.append((time.perf_counter() - began) * 1000)
    return sorted(spent)[len(spent) // 2]


def main() -> None:
    name, side = sys.argv[1:3]
    made = SIDES[name][0 if side == "ours" else 1]()
    print(timed(made, 1 if name == "match" and side != "ours" else 3))


if __name__ == "__main__":
    main()
