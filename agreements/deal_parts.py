"""The parts of an agreement that are drawn from the deal itself: cover, parties, particulars, signatures."""

from collections.abc import Iterator, Sequence
from typing import Any

from agreements.agreement import (
    Blank,
    Block,
    Contents,
    Grid,
    Inline,
    PageBreak,
    SignatureBlock,
    SignatureLine,
    Words,
)
from agreements.deal import Deal
from agreements.drafts import Draft, Raw, RawGrid, texts_of, values_in
from agreements.wording import locale_of, long_date, quantity, spelt, view_of
from agreements.words import country_name
from clauses.language import Entry, Marks, Typed, Unknown, clean
from templates.arrangements import Template
from templates.particulars import load_particulars


def cover(deal: Deal, template: Template) -> Iterator[Draft]:
    """Title, project, parties, contents."""
    yield Raw(Block("title", "title", ()), template.title)
    yield Raw(Block("cover-project", "cover-line", (_typed(deal.project.title),)), "")
    for index, party in enumerate(deal.parties):
        yield Raw(Block(f"cover-party-{index + 1}", "cover-line", (_typed(party.name),), 2), "")
    yield Contents()


def heading(key: str, text: str) -> Raw:
    """The heading of a part, without a number."""
    return Raw(Block(f"{key}-heading", "part-heading", ()), text)


def parties(deal: Deal) -> Iterator[Draft]:
    """Who signs, numbered (1), (2)."""
    last = len(deal.parties) - 1
    for index, party in enumerate(deal.parties):
        view = view_of(deal, party, f"parties.{index}")
        said: list[Inline] = [_typed(party.name, bold=True)]
        if party.unit:
            said += [Words(", acting through its "), _typed(party.unit)]
        for value in (view.legal_form, *([view.identifier] if party.identifier else [])):
            said += [Words(", "), _inline(value)]
        said += [Words(", of "), _inline(view.address), Words(" (“"), _typed(party.short_name, bold=True)]
        said.append(Words("”)" + (";" if index < last - 1 else "; and" if index == last - 1 else ".")))
        label = f"({index + 1})"
        yield Raw(Block(f"party-{index + 1}", "party", tuple(said), label=label, number=label), "")


def with_particulars(body: Sequence[Draft], deal: Deal, marks: Marks) -> list[Draft]:
    """The page of particulars in its place, with the entries that printed wording refers to and those always there."""
    used = {value.id for draft in body for value in values_in(texts_of(draft), marks) if isinstance(value, Entry)}
    rows: list[tuple[tuple[Inline, ...], ...]] = [((Words("Particular"),), (Words("Value"),))]
    for id, entry in load_particulars().items():
        if entry.always or id in used:
            rows.append(((Words(entry.name),), (_particular_value(deal, id),)))
    grid = Grid("particulars-table", "Particulars", tuple(rows), (0.32, 0.68))
    whole: list[Draft] = []
    for draft in body:
        if isinstance(draft, PageBreak) and draft.key == "particulars":
            whole += [heading("particulars", "Particulars"), RawGrid(grid, ())]
        else:
            whole.append(draft)
    return whole


def signatures(deal: Deal) -> Iterator[Draft]:
    """A block for everybody who signs for each party."""
    for index, party in enumerate(deal.parties):
        capacity: tuple[Inline, ...] = (Words("Signed for and on behalf of "), _typed(party.name, bold=True))
        signers = party.signatories or (None,)
        for place, signatory in enumerate(signers, start=1):
            title = () if signatory is None else (_typed(signatory.title),)
            name = () if signatory is None or signatory.name is None else (_typed(signatory.name),)
            lines = [SignatureLine("Signature"), SignatureLine("Name", name), SignatureLine("Title", title)]
            lines.append(SignatureLine("Place and date"))
            if party.seal and place == len(signers):
                lines.append(SignatureLine("Seal"))
            yield SignatureBlock(f"signature-{index + 1}-{place}", party.name, capacity, tuple(lines))


def law_name(code: str) -> str:
    """The law of a place as contracts name it: "the laws of England and Wales"."""
    if code in ("GB", "GB-ENG", "GB-WLS"):
        return "the laws of England and Wales"
    if code.startswith("US-") and code != "US-DC":
        return f"the laws of the State of {country_name(code)}"
    return f"the laws of {country_name(code)}"


def _particular_value(deal: Deal, id: str) -> Inline:
    entry = load_particulars()[id]
    value: Any = deal
    for step in entry.value.split("."):
        value = getattr(value, step)
    if value is None:
        return Blank(spelt(entry.asks, deal), entry.value)
    if entry.form == "law":
        return Words("none is named") if value == "silent" else _typed(law_name(value))
    if entry.form == "long-date":
        return _typed(long_date(value, locale_of(deal)))
    if entry.form == "months":
        return _typed(quantity(value, "month", deal))
    return _typed(country_name(value) if entry.form == "country" else str(value))


def _typed(text: str, *, bold: bool = False) -> Words:
    return Words(clean(text), bold=bold, typed=True)


def _inline(value: Any) -> Inline:
    if isinstance(value, Unknown):
        return Blank(value.asks, value.key)
    return _typed(value.text if isinstance(value, Typed) else str(value))
