"""Every figure of docs/numbers.md: `python -m benchmarks` prints the page; `--quick` takes three processes a side.

Both sides of a ratio run in one session, interleaved, each in a fresh process; medians and quartiles are of those
processes. A run whose reference varies by a third between its quartiles is void and says so.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory, gettempdir

from benchmarks.papers import DEAL, ROOT
from benchmarks.sides import PAGES

PROCESSES = 9


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared, the bound on the ratio, and whether ours must be smaller or larger than it."""

    name: str
    ours: str
    reference: str
    bound: float
    faster: bool = False  # the reference is to take at least `bound` times as long as ours


COMPARISONS = (
    Comparison("write", "writing a composed agreement", "bare lxml building the same paragraphs", 5),
    Comparison("draft", "deal file to .docx in a warm process", "docxtpl rendering a like template", 2),
    Comparison("start", "the whole command `comity draft`", "python -c 'import click, jinja2, pydantic, docx'", 4),
    Comparison("read", f"reading a Word file of {PAGES} pages with labels", "bare zipfile and lxml parse", 3),
    Comparison("match", "matching by word index", "the same phrases one by one", 10, faster=True),
    Comparison("check", f"`check` of a Word file of {PAGES} pages", "bare zipfile and lxml parse", 15),
)


def side(name: str, which: str) -> float:
    """Milliseconds of one side, measured in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sides", name, which], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def whole_command(which: str) -> float:
    """Milliseconds of a whole process: the command, or the imports alone."""
    with TemporaryDirectory() as room:
        out = Path(room) / "draft.docx"
        command = (
            [sys.executable, "-m", "comity", "draft", str(_deal_in(Path(room))), "-o", str(out)]
            if which == "ours"
            else [sys.executable, "-c", "import click, jinja2, pydantic, docx"]
        )
        # Compiled modules, as pip leaves those of an installed package; both sides find theirs.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(Path(gettempdir()) / "comity-benchmarks-compiled")
        began = time.perf_counter()
        subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
        return (time.perf_counter() - began) * 1000


def _deal_in(room: Path) -> Path:
    copy = room / DEAL.name
    copy.write_bytes(DEAL.read_bytes())
    return copy


def compared(comparison: Comparison, processes: int) -> tuple[Sequence[float], Sequence[float]]:
    """The times of both sides, interleaved."""
    measure: Callable[[str], float] = (
        whole_command if comparison.name == "start" else lambda which: side(comparison.name, which)
    )
    ours: list[float] = []
    reference: list[float] = []
    if comparison.name == "start":
        measure("ours"), measure("reference")  # what an installation and a first run leave behind is there
    for _ in range(processes):
        ours.append(measure("ours"))
        reference.append(measure("reference"))
    return ours, reference


def row(comparison: Comparison, ours: Sequence[float], reference: Sequence[float]) -> str:
    """A line of the table: medians, quartiles, ratio, bound, and whether it holds."""
    ratio = median(reference) / median(ours) if comparison.faster else median(ours) / median(reference)
    holds = ratio >= comparison.bound if comparison.faster else ratio <= comparison.bound
    low, _, high = quantiles(reference, n=4)
    verdict = "void: the reference varied" if high > low * 4 / 3 else "holds" if holds else "**does not hold**"
    bound = f"{'≥' if comparison.faster else '≤'} {comparison.bound:g}"
    return (
        f"| {comparison.ours} | {comparison.reference} | {_shown(ours)} | {_shown(reference)} "
        f"| {ratio:.1f} | {bound} | {verdict} |"
    )


def _shown(times: Sequence[float]) -> str:
    low, _, high = quantiles(times, n=4)
    return f"{median(times):.0f} ms ({low:.0f} to {high:.0f})"


def linear(processes: int) -> str:
    """Whether the time of a check grows with the pages: a quarter of the paper against the whole."""
    whole = median(side("check", "ours") for _ in range(processes))
    quarter = median(side("check-quarter", "ours") for _ in range(processes))
    growth = (whole / quarter) / (PAGES / (PAGES // 4))
    return (
        f"`check` takes {quarter:.0f} ms on {PAGES // 4} pages and {whole:.0f} ms on {PAGES}: "
        f"{growth:.2f} of what growing with the pages would be."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three processes a side")
    parser.add_argument("--only", choices=[comparison.name for comparison in COMPARISONS])
    arguments = parser.parse_args()
    processes = 3 if arguments.quick else PROCESSES
    print("# Numbers")
    print()
    print("Printed by `python -m benchmarks`. Ratios count; milliseconds are of the machine they were taken on:")
    libraries = ", ".join(f"{name} {version(name)}" for name in ("lxml", "docxtpl", "jinja2", "pydantic"))
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {libraries}.")
    print(f"Each side ran in {processes} fresh processes, in turn; medians, with quartiles in brackets.")
    print()
    print("| what | against | ours | reference | ratio | bound | |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for comparison in COMPARISONS:
        if arguments.only in (None, comparison.name):
            print(row(comparison, *compared(comparison, processes)), flush=True)
    if arguments.only in (None, "check"):
        print()
        print(linear(min(processes, 3)))
    if arguments.only is None:
        from benchmarks.scorecard import page

        print()
        print(page())


if __name__ == "__main__":
    main()
