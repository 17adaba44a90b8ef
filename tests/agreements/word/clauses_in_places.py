"""Small agreements with one clause in a certain place of a real Word file, for tests of readers and of terms.

`agreement_with(path, "The host shall …", "nested-table")` writes an ordinary little agreement whose clause stands in
the place named, and gives the path. `SEEN` are the places where the clause is part of the agreement as it stands,
`UNSEEN` those where it is not: struck out, or only in what surrounds the text. `heading` is printed over the clause;
`before` and `after` are further paragraphs round it.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.agreements.word.making import box, cell, change, control, field, make, p, r, row, style, table

_STYLES = style("H1", "heading 1", '<w:outlineLvl w:val="0"/>', "<w:b/>") + style("Quiet", "Quiet")
_BEFORE = (
    "This Agreement is made between First University and Second Institute.",
    "1.1 The Parties shall work together on the Project, each at its own cost.",
)
_AFTER = ("Each Party keeps what it owned before this Agreement began.", "This Agreement lasts for three years.")

SEEN = (
    "body",
    "table",
    "nested-table",
    "content-control",
    "inline-control",
    "text-box",
    "footnote",
    "endnote",
    "inserted",
    "inserted-paragraph",
    "moved-here",
    "split-runs",
    "split-by-a-deletion",
    "hyperlink",
    "field-result",
    "main-part-with-another-name",
)
UNSEEN = ("deleted", "deleted-paragraph", "moved-away", "header", "footer", "comment")
PLACES = (*SEEN, *UNSEEN)
BY = "Other Side"  # who made the tracked changes


def agreement_with(
    path: Path,
    clause: str,
    place: str = "body",
    *,
    heading: str = "Conduct of the Project",
    before: Sequence[str] = _BEFORE,
    after: Sequence[str] = _AFTER,
) -> Path:
    """Writes a small agreement whose clause stands in a place of `PLACES`, and gives its path."""
    opening = [p(r("Research Agreement", "<w:b/>")), *map(p, before), p(heading, style="H1")]
    more: dict[str, str] = {"styles": _STYLES}
    note = '<w:r><w:{0}Reference w:id="2"/></w:r>'
    blocks: dict[str, str] = {
        "body": p(clause),
        "table": table(row("Point", "What is agreed"), row("1", clause)) + p(),
        "nested-table": table(row("Point", cell(table(row(clause)), p()))) + p(),
        "content-control": control(p(clause)),
        "inline-control": p(control(r(clause))),
        "text-box": p("See the box.", box(p(clause))),
        "footnote": p("As set out in the note.", note.format("footnote")),
        "endnote": p("As set out in the note.", note.format("endnote")),
        "inserted": p(change("ins", clause, author=BY)),
        "inserted-paragraph": p(change("ins", clause, author=BY), mark=change("ins", author=BY)),
        "moved-here": p(change("moveTo", clause, author=BY)),
        "split-runs": p(*_split(clause)),
        "split-by-a-deletion": p(*_around(clause)),
        "hyperlink": p(f'<w:hyperlink w:anchor="x">{r(clause)}</w:hyperlink>'),
        "field-result": p(field("QUOTE text", clause)),
        "main-part-with-another-name": p(clause),
        "deleted": p("Reserved. ", change("del", clause, author=BY)),
        "deleted-paragraph": p(change("del", clause, author=BY), mark=change("del", author=BY)),
        "moved-away": p("Reserved. ", change("moveFrom", clause, author=BY)),
        "header": p("Reserved."),
        "footer": p("Reserved."),
        "comment": p("Reserved."),
    }
    if place in ("footnote", "endnote"):
        more[f"{place}s"] = f'<w:{place} w:id="2">{p(clause)}</w:{place}>'
    elif place in ("header", "footer"):
        more[place] = p(clause)
    elif place == "comment":
        more["comments"] = f'<w:comment w:id="0" w:author="{BY}">{p(clause)}</w:comment>'
    elif place == "main-part-with-another-name":
        more["main"] = "paper/agreement.xml"
    return make(path, *opening, blocks[place], *map(p, after), **more)  # type: ignore[arg-type]


def _split(clause: str) -> list[str]:
    """The clause in many runs with marks of spelling between, as Word leaves it after years of editing."""
    return ['<w:proofErr w:type="spellStart"/>'.join(r(clause[at : at + 3]) for at in range(0, len(clause), 3))]


def _around(clause: str) -> list[str]:
    """The clause with words struck out in its midst: as it stands, it is whole."""
    middle = clause.find(" ", len(clause) // 2) + 1
    return [r(clause[:middle]), change("del", "if it so wishes ", author=BY), r(clause[middle:])]
