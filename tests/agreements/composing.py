"""Small deals and papers of a test's own, and what was composed from them in a form that reads like print."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from agreements.agreement import Agreement, Block, Grid, Inline, Part, SignatureBlock
from agreements.blocks import inlines_of, plain
from agreements.compose import Composition, compose
from agreements.deal import Deal
from agreements.deals import read_deal

DAY = date(2026, 11, 22)
EXAMPLES = sorted((Path(__file__).parents[2] / "agreements/example-deals").glob("*.toml"))
NAMES = ("Alder University", "Birch Institute", "Cedar AG", "Dogwood College", "Elm Agency")
COUNTRIES = ("DE", "US", "CH", "FR", "JP")


def party(number: int = 0, **changes: Any) -> dict[str, Any]:
    """A party with everything that is printed of it."""
    name = NAMES[number]
    return {
        "id": name.split()[0].lower(),
        "name": name,
        "short_name": name.split()[0],
        "legal_form": "a foundation",
        "address": f"{number + 1} Main Street",
        "country": COUNTRIES[number],
        "kind": "university",
        **changes,
    }


def deal_of(parties: int | Iterable[dict[str, Any]] = 2, **sections: Any) -> Deal:
    """A small deal: so many parties, and sections that replace or add to what it says by itself."""
    signing = [party(number) for number in range(parties)] if isinstance(parties, int) else list(parties)
    agreement = {"template": "paper", **sections.pop("agreement", {})}
    project = {"title": "Quiet qubits", "summary": "The Parties study noise.", **sections.pop("project", {})}
    # A section that is not there would leave its facts open.
    empty = {name: [] for name in ("actors", "items", "people", "background", "data", "funding", "movements")}
    return Deal.model_validate({"agreement": agreement, "project": project, "parties": signing, **empty, **sections})


def page(text: str, *, title: str = "Page", card: str = "", kind: str = "clause", positions: str | None = None) -> str:
    """The Markdown of a page with one position, `only`, or with those told; `card` adds lines to the card."""
    told = positions if positions is not None else '[positions.only]\nsummary = "The one there is."\nserves = ["all"]\n'
    default = told.partition("[positions.")[2].partition("]")[0]
    body = text if text.lstrip().startswith("## ") else f"## only\n\n{text}"
    head = f'summary = "A page."\nkind = "{kind}"\ndefault = "{default}"\nreviewed = 2026-11-22\n{card}'
    return f"# {title}\n\n```toml\n{head}\n\n{told}```\n\n{body}\n"


def pack_of(folder: Path, pages: Mapping[str, str], template: str) -> Path:
    """A pack with pages by id and a template called `paper`."""
    for id, text in pages.items():
        path = folder / "clauses" / f"{id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates/paper.toml").write_text(template, encoding="utf-8")
    return folder


def template_of(
    clauses: Iterable[str] = (),
    *,
    recitals: Iterable[str] = (),
    definitions: Iterable[str] = (),
    schedules: Iterable[str] = (),
    execution: Iterable[str] = (),
    parts: Iterable[str] = (),
    presets: str = "",
) -> str:
    """A template with these slots, each written as in a template: `"family/page"` or `{ clause = … }`."""
    said = ['title = "Paper"', 'summary = "A paper."', 'kind = "research-bilateral"', presets]
    slots = {"recitals": recitals, "definitions": definitions, "clauses": clauses, "execution": execution}
    said += [f'[[part]]\nname = "{name}"' for name in parts]
    for name, wanted in (*slots.items(), ("schedules", schedules)):
        if told := [slot if slot.startswith("{") else f'"{slot}"' for slot in wanted]:
            said.append(f'[[part]]\nname = "{name}"\nslots = [\n  ' + ",\n  ".join(told) + "\n]")
    return "\n".join(said) + "\n"


def composed(
    folder: Path, pages: Mapping[str, str], deal: Deal | None = None, template: str | None = None
) -> Composition:
    """The composition of a paper whose clauses are these pages, unless a template says otherwise."""
    pack_of(folder, pages, template or template_of(pages))
    wanted = deal or deal_of()
    return compose(wanted.model_copy(update={"packs": (str(folder),)}), as_of=DAY, shown="deal.toml")


def composed_example(path: Path, **changes: Any) -> Composition:
    """The composition of an example deal, with sections of it changed."""
    return compose(read_deal(path).model_copy(update=changes), as_of=DAY, base=path.parent, shown=path.name)


def line_of(part: Part) -> str:
    """A part as one line: its label, its run-in heading, its words; the cells of a table between bars."""
    if isinstance(part, Block):
        return " ".join(said for said in (part.label, part.heading, plain(part.text)) if said)
    if isinstance(part, Grid):
        return " / ".join(" | ".join(plain(cell) for cell in row) for row in part.rows)
    if isinstance(part, SignatureBlock):
        return f"{plain(part.capacity)}: " + ", ".join(f"{line.caption}={plain(line.value)}" for line in part.lines)
    return ""


def lines(composition: Composition, *roles: str) -> list[str]:
    """The lines of an agreement; with roles, only those of blocks of these roles."""
    parts = composition.agreement.parts
    if roles:
        return [line_of(part) for part in parts if isinstance(part, Block) and part.role in roles]
    return [line for part in parts if (line := line_of(part))]


def clauses(composition: Composition) -> list[str]:
    """The lines of everything that stands in clauses."""
    return lines(composition, "clause-heading", "clause", "words")


def inlines(agreement: Agreement) -> list[Inline]:
    """Everything an agreement prints."""
    return [inline for part in agreement.parts for inline in inlines_of(part)]


def because(composition: Composition, id: str) -> tuple[str, ...]:
    """Why a page is there, and why in this position."""
    return next(choice.because for choice in composition.choices if choice.page.id == id)


def position(composition: Composition, id: str) -> str:
    """The position of a page."""
    return next(choice.position for choice in composition.choices if choice.page.id == id)
