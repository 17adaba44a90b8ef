"""What law is recorded, counted: jurisdictions by families, how much was seen and reviewed, when it was last looked at.

`comity law --overview` prints it as Markdown; `docs/law.md` is that output, and a test keeps it fresh.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from agreements.families import load_families
from agreements.legislation import Law, load_law
from agreements.provisions import NO_COUNTRY, Provision
from agreements.words import country_name

HEAD = """# The law that is recorded

This page is the output of `comity law --overview`.
It counts what is recorded here; it does not say what the law is, and a gap in it is a gap here.

A cell counts the provisions, and how many in a hundred of them were held against an official text.
*Reviewed* counts provisions that a qualified person has reviewed.
*Entries* are rows of control lists with numbers, *groups* the rows of dated groups of places.
*Last check* is the latest day for which a text was seen or reviewed, as far as days are recorded.
"""


_NAMES = {"EU": "European Union", "INT": "International organisations", "neutral": "Whatever the country"}


def overview() -> str:
    """The page, as Markdown."""
    law = load_law()
    codes = sorted(set(law.jurisdictions.values()), key=lambda code: (code in NO_COUNTRY, _name(code)))
    lines = [HEAD, *_by_family(law, codes), "", "## How sure", "", *_by_trust(law, codes), "", "## Bodies of law", ""]
    return "\n".join((*lines, *_by_file(law, codes))) + "\n"


def _name(code: str) -> str:
    name = _NAMES.get(code) or country_name(code)
    return name.removeprefix("the ")


def _of(law: Law, code: str) -> list[Provision]:
    return [p for id, p in law.provisions.items() if law.jurisdictions[id.partition("/")[0]] == code]


def _by_family(law: Law, codes: Sequence[str]) -> Iterator[str]:
    families = load_families()
    yield from _head(["", *(family.title for family in families.values()), "All"])
    everything = list(law.provisions.values())
    for name, provisions in (*((_name(code), _of(law, code)) for code in codes), ("All", everything)):
        cells = [_cell([p for p in provisions if p.family == word]) for word in families]
        yield _row([name, *cells, _cell(provisions)])


def _by_trust(law: Law, codes: Sequence[str]) -> Iterator[str]:
    yield from _head(
        ["", "Provisions", "Official", "Secondary", "Not seen", "Reviewed", "Entries", "Groups", "Last check"]
    )
    entries = Counter(law.jurisdictions[threshold.file] for threshold in law.thresholds)
    groups = Counter(
        law.jurisdictions[file] for members in law.groups.values() for file in {member.file for member in members}
    )
    for code in codes:
        provisions = _of(law, code)
        grades = Counter(provision.seen.grade for provision in provisions)
        reviewed = sum(provision.reviewed.on is not None for provision in provisions)
        counts = (len(provisions), grades["official"], grades["secondary"], grades["none"], reviewed)
        cells = [str(count or "") for count in (*counts, entries[code], groups[code])]
        yield _row([_name(code), *cells, _last(provisions)])


def _by_file(law: Law, codes: Sequence[str]) -> Iterator[str]:
    yield from _head(["Body of law", "Jurisdiction", "Provisions", "Last check"])
    for file in sorted(law.titles, key=lambda file: (codes.index(law.jurisdictions[file]), file)):
        provisions = [p for id, p in law.provisions.items() if id.partition("/")[0] == file]
        cells = [f"`{file}`: {law.titles[file]}", _name(law.jurisdictions[file]), str(len(provisions) or "")]
        yield _row([*cells, _last(provisions)])


def _cell(provisions: Sequence[Provision]) -> str:
    if not provisions:
        return ""
    official = sum(provision.seen.grade == "official" for provision in provisions)
    return f"{len(provisions)} ({round(100 * official / len(provisions))} %)"


def _last(provisions: Iterable[Provision]) -> str:
    days = [day for p in provisions for day in (p.seen.dated, p.reviewed.on) if day is not None]
    return max(days).isoformat() if days else ""


def _head(cells: Sequence[str]) -> Iterator[str]:
    yield _row(cells)
    yield _row(["---", *("---" for _ in cells[1:])])


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("  |", " |")
