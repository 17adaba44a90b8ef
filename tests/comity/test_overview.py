"""`docs/law.md` is the output of one command, and counts everything that is recorded."""

from agreements.families import load_families
from agreements.legislation import load_law
from tests.comity.conftest import ROOT, Run

PAGE = ROOT / "docs/law.md"


def test_the_page_on_recorded_law_is_fresh(comity: Run) -> None:
    ran = comity("law", "--overview")
    assert ran.code == 0
    assert ran.out == PAGE.read_text(encoding="utf-8"), "run: comity law --overview > docs/law.md"


def test_every_provision_is_counted_once(comity: Run) -> None:
    lines = comity("law", "--overview").out.split("\n")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    (head, _, *table) = rows[: next(place for place, row in enumerate(rows) if row[0] == "All") + 1]
    assert head[1:-1] == [family.title for family in load_families().values()]
    counts = [[int(cell.split(" ")[0]) if cell else 0 for cell in row[1:]] for row in table]
    assert counts[-1][-1] == len(load_law().provisions)
    assert all(sum(row[:-1]) == row[-1] for row in counts)
    assert [sum(column) for column in zip(*counts[:-1], strict=True)] == counts[-1]


def test_every_body_of_law_is_named(comity: Run) -> None:
    out = comity("law", "--overview").out
    assert all(f"| `{file}`: {title} |" in out for file, title in load_law().titles.items())


def test_the_overview_is_of_all_that_is_recorded(comity: Run) -> None:
    ran = comity("law", "DE", "--overview")
    assert ran.code == 2
    assert "--overview is about all that is recorded: name no country and no deal" in ran.err
