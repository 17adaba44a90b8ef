"""The pair matrix as people and programs read it: text, data, and an internal Word paper; never in the contract."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from agreements.agreement import Agreement, Block, Grid, Inline, PageBreak, Part, Words
from agreements.classification import Classified
from agreements.deals import packs_of, read_deal
from agreements.families import load_families
from agreements.legislation import Law, load_law
from agreements.matrix import Cell, Matrix, Pair, Touch, matrix
from agreements.questions import word_or_name
from agreements.rows import Row
from agreements.side_file import key_of
from agreements.words import Answer
from agreements.writing import refuse_overwriting, write_agreement
from clauses.errors import ContentError
from comity.classes import INTERNAL
from comity.legal import wrapped

SCHEMA = "comity/matrix/1"
TITLE = "What passes between whom, and which law touches it"
NOTHING = "nothing is told to pass"
NOT_TOLD = "whether anything passes has not been told"

_SORTS = {
    "data": "Data",
    "technology": "Technology",
    "goods": "Goods",
    "people": "People",
    "money": "Money",
    "access": "Remote access",
}


def matrix_of(path: Path, day: date) -> tuple[Matrix, Law]:
    """The matrix of the deal in a file on a day, and the law it was asked of. Raises ContentError."""
    deal = read_deal(path)
    packs = packs_of(deal, path.parent)
    return matrix(deal, day, packs), load_law(packs)


def matrix_text(found: Matrix, law: Law) -> str:
    """The matrix for reading on a screen."""
    lines = [f"{TITLE}, as of {found.as_of}", *wrapped(INTERNAL, "")]
    for pair in found.pairs:
        lines += ["", _heading(pair)]
        empty = [_SORTS[cell.sort].lower() for cell in pair.cells if not cell.flows]
        for touch in pair.whole:
            lines += wrapped(f"the two as such: {_touch(touch)}", "  ")
        for cell in pair.cells:
            if cell.flows:
                lines.append(f"  {_SORTS[cell.sort]}")
                for caption, said in _rows(cell, law):
                    for line in said:
                        lines += wrapped(f"{caption}: {line}")
        if empty and pair.between_parties:
            known = all(cell.known for cell in pair.cells if not cell.flows)
            lines += wrapped(f"{', '.join(empty)}: {NOTHING if known else NOT_TOLD}", "  ")
    if found.general:
        lines += ["", "Whatever passes between whom"]
        for touch in found.general:
            lines += wrapped(_touch(touch), "  ")
    if found.questions:
        lines += ["", "Open questions"]
        for question in found.questions:
            lines += wrapped(question.text, "  ")
    return "\n".join(lines) + "\n"


def matrix_json(found: Matrix) -> str:
    """The matrix as one line of JSON, in the shape of docs/matrix.schema.json."""
    data = {
        "schema": SCHEMA,
        "internal": True,
        "as_of": found.as_of.isoformat(),
        "pairs": [_pair_data(pair) for pair in found.pairs],
        "general": [_touch_data(touch) for touch in found.general],
        "questions": [{"id": question.key, "text": question.text} for question in found.questions],
    }
    return json.dumps(data, ensure_ascii=False)


def write_matrix(path: Path, out: Path, day: date, *, force: bool = False) -> None:
    """Writes the matrix of a deal as a Word paper that says on every page that it is internal.

    Raises ContentError for another suffix than .docx and for a file that is there without `force`.
    """
    if out.suffix != ".docx":
        raise ContentError.of(str(out), "the matrix is a Word paper", hint="end the name in .docx")
    refuse_overwriting(out, force)
    deal = read_deal(path)
    found, law = matrix_of(path, day)
    title = deal.project.acronym or deal.project.title
    paper = Agreement(
        title=TITLE,
        short_title=f"{TITLE}: {title}",
        parties=(),
        parts=tuple(_paper(found, law, title)),
        as_of=day,
        language=deal.agreement.language,
        house_style=deal.agreement.house_style,
        key=deal.key or key_of(path),
    )
    write_agreement(paper, out, force=force, internal=True)


def _heading(pair: Pair) -> str:
    places = [word_or_name(place) for place in pair.places]
    ends = [
        who if place is None or who == said else f"{who} ({said})"
        for who, said, place in zip((pair.from_, pair.to), places, pair.places, strict=True)
    ]
    beyond = "" if pair.between_parties else ", not between parties"
    return f"{ends[0]} to {ends[1]}{beyond}"


def _rows(cell: Cell, law: Law) -> Iterator[tuple[str, list[str]]]:
    """What is told of one sort of thing that passes, by caption; captions without an entry are left out."""
    rows = (
        ("passes", [_flow(row) for row in cell.flows]),
        ("law", [f"{law.titles[file]} ({law.jurisdictions[file]}) [{file}]" for file in cell.laws]),
        ("candidate codes", [said for one in cell.items if (said := _codes(one))]),
        ("to look at", _to_look_at(cell.touches)),
        ("asked for", [", ".join(cell.terms)] if cell.terms else []),
        ("asked for, if a question is answered so", [", ".join(cell.perhaps)] if cell.perhaps else []),
        ("open", [question.text for question in cell.questions]),
    )
    yield from ((caption, said) for caption, said in rows if said)


def _flow(row: Row) -> str:
    said = " and ".join(word.replace("-", " ") for word in row.columns.get("of") or ())
    item, under = row.column("item"), row.column("under")
    said += f" ({item.replace('-', ' ')})" if item else ""
    said += f" under {under}" if under else ""
    return f"{said} [{row.because}]" if row.because else said


def _codes(one: Classified) -> str:
    """The codes of an item that come into question under the laws it touches: sure ones, then open ones."""
    codes = [
        f"{candidate.code}{'' if candidate.answer is Answer.YES else '?'}"
        for jurisdiction in one.jurisdictions
        for candidate in jurisdiction.candidates
        if candidate.answer is not Answer.NO and candidate.begins is None
    ]
    return f"{one.item.id}: {', '.join(codes)}" if codes else ""


def _to_look_at(touches: Sequence[Touch]) -> list[str]:
    """What somebody must look at, by family of law, with the provisions; good practice is no licence and no tool."""
    found: dict[str, list[str]] = {}
    for touch in touches:
        provision = touch.applied.provision
        if provision.force != "practice":
            said = load_families()[provision.family].look_at
            found.setdefault(said, []).append(f"{provision.cite} [{provision.id}{'' if touch.sure else ', open'}]")
    return [f"{what}: {'; '.join(dict.fromkeys(cites))}" for what, cites in found.items()]


def _touch(touch: Touch) -> str:
    provision = touch.applied.provision
    asks = f"; asks for {', '.join(provision.asks)}" if provision.asks else ""
    return f"{provision.cite} [{provision.id}; {provision.force}{'' if touch.sure else ', open'}]{asks}"


def _paper(found: Matrix, law: Law, project: str) -> Iterator[Part]:
    yield _block("title", "title", TITLE)
    yield _block("cover-project", "cover-line", project)
    yield _block("cover-day", "cover-line", f"Law as of {found.as_of}")
    yield _block("cover-internal", "cover-line", INTERNAL)
    yield PageBreak("after-cover")
    number = 0
    for number, pair in enumerate(found.pairs, start=1):
        yield _block(f"pair-{number}", "clause-heading", _heading(pair), label=f"{number}.")
        told = [cell for cell in pair.cells if cell.flows]
        place = 0
        for place, cell in enumerate(told, start=1):
            key = f"pair-{number}-{cell.sort}"
            yield _block(key, "clause", "", heading=_SORTS[cell.sort], label=f"{number}.{place}")
            rows = [(caption[:1].upper() + caption[1:], said) for caption, said in _rows(cell, law)]
            yield _grid(f"{key}-table", f"{_SORTS[cell.sort]}: {_heading(pair)}", rows)
        if pair.whole:
            place += 1
            said = "; ".join(_touch(touch) for touch in pair.whole)
            yield _block(f"pair-{number}-whole", "clause", said, heading="The two as such", label=f"{number}.{place}")
        empty = [_SORTS[cell.sort].lower() for cell in pair.cells if not cell.flows]
        if empty and pair.between_parties:
            known = all(cell.known for cell in pair.cells if not cell.flows)
            said = f"{', '.join(empty)}: {NOTHING if known else NOT_TOLD}."
            yield _block(
                f"pair-{number}-empty", "clause", said, heading="Nothing recorded", label=f"{number}.{place + 1}"
            )
    sections = (
        ("general", "Whatever passes between whom", [_touch(touch) for touch in found.general]),
        ("questions", "Open questions", [question.text for question in found.questions]),
    )
    for key, heading, entries in sections:
        if entries:
            number += 1
            yield _block(key, "clause-heading", heading, label=f"{number}.")
            for place, said in enumerate(entries, start=1):
                yield _block(f"{key}-{place}", "clause", said, label=f"{number}.{place}")


def _block(key: str, role: Any, text: str, *, heading: str = "", label: str = "") -> Block:
    said: tuple[Inline, ...] = (Words(text, typed=True),) if text else ()
    return Block(key, role, said, label=label, number=label.rstrip("."), heading=heading)


def _grid(key: str, caption: str, rows: Sequence[tuple[str, Sequence[str]]]) -> Grid:
    head: tuple[tuple[Inline, ...], ...] = ((Words("What"),), (Words("Found"),))
    cells: list[tuple[tuple[Inline, ...], ...]] = [
        ((Words(name, typed=True),), (Words(line, typed=True),)) for name, said in rows for line in said
    ]
    return Grid(key, caption, (head, *cells), (0.22, 0.78))


def _pair_data(pair: Pair) -> dict[str, Any]:
    return {
        "from": pair.from_,
        "to": pair.to,
        "places": list(pair.places),
        "between_parties": pair.between_parties,
        "whole": [_touch_data(touch) for touch in pair.whole],
        "flows": [
            {
                "of": cell.sort,
                "told": cell.known,
                "passes": [row.tag for row in cell.flows],
                "law": list(cell.laws),
                "codes": [
                    {"item": one.item.id, "code": candidate.code, "sure": candidate.answer is Answer.YES}
                    for one in cell.items
                    for jurisdiction in one.jurisdictions
                    for candidate in jurisdiction.candidates
                    if candidate.answer is not Answer.NO and candidate.begins is None
                ],
                "touched_by": [_touch_data(touch) for touch in cell.touches],
                "asks": list(cell.terms),
                "asks_perhaps": list(cell.perhaps),
                "questions": [{"id": question.key, "text": question.text} for question in cell.questions],
            }
            for cell in pair.cells
        ],
    }


def _touch_data(touch: Touch) -> dict[str, Any]:
    provision = touch.applied.provision
    practice = provision.force == "practice"
    return {
        "provision": provision.id,
        "cite": provision.cite,
        "force": provision.force,
        "family": provision.family,
        "seen": provision.seen.grade,
        "answer": "yes" if touch.sure else "open",
        "look_at": None if practice else load_families()[provision.family].look_at,
        "asks": list(provision.asks),
    }
