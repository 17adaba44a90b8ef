"""The README: its sessions are replayed, and its two commands are those that `.ci/run` takes out of it."""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.comity.conftest import ROOT, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
LEFT_OUT = "…"  # a line that stands for entries the README leaves out


@dataclass(frozen=True)
class Session:
    """A command of the README with what it says the command prints."""

    command: tuple[str, ...]
    output: str


def sessions() -> Iterator[Session]:
    for block in re.findall(r"^```console\n(.*?)^```$", README, re.DOTALL | re.MULTILINE):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.replace("\\\n", "").partition("\n")
            yield Session(tuple(shlex.split(command)), output)


def shortened(printed: str, kept: set[str]) -> str:
    """The output without the entries whose first line is not kept; an entry is a line and those indented below it."""
    entries: list[list[str]] = []
    for line in printed.splitlines():
        deeper = len(line) - len(line.lstrip()) > 2
        if deeper and entries:
            entries[-1].append(line)
        else:
            entries.append([line])
    lines: list[str] = []
    known = {without_counts(line) for line in kept}
    for entry in entries:
        if without_counts(entry[0]) in known:
            lines += entry
        elif not lines or lines[-1] != LEFT_OUT:
            lines.append(LEFT_OUT)
    return "".join(f"{line}\n" for line in lines)


def without_counts(line: str) -> str:
    """A line without its figures: one that counts is still the same line once the count has changed."""
    return re.sub(r"\b(?:\d+|no) (\w+?)s?\b", r"\1", line)


def shell_blocks() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("session", list(sessions()), ids=lambda session: " ".join(session.command[1:3]))
def test_the_readme_prints_what_the_command_prints(
    comity: Run, session: Session, update_golden: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("agreements/example-deals", "docs/examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("*.comity.json"))
    monkeypatch.chdir(tmp_path)
    assert session.command[0] == "comity"
    printed = comity(*session.command[1:]).out
    if LEFT_OUT in session.output.splitlines():
        printed = shortened(printed, set(session.output.splitlines()))
    if update_golden:
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        (ROOT / "README.md").write_text(readme.replace(session.output, printed, 1), encoding="utf-8")
    else:
        assert session.output == printed


def test_what_is_left_out_is_whole_entries() -> None:
    printed = "Facts\n  - one\n    because\n  - two\n    more\n\nDone\n"
    assert shortened(printed, {"Facts", "  - two", "Done"}) == "Facts\n…\n  - two\n    more\n…\nDone\n"
    assert shortened(printed, set(printed.splitlines())) == printed


def test_the_readme_shows_a_draft_and_a_check() -> None:
    assert [session.command[1] for session in sessions()] == ["draft", "check"]
    assert all(session.output for session in sessions())


def test_the_first_command_installs_and_drafts_and_the_second_tests() -> None:
    first, second = shell_blocks()
    assert first.splitlines() == [
        "python3 -m venv .venv",
        ".venv/bin/pip install --quiet .",
        ".venv/bin/comity draft agreements/example-deals/spin-qubit-control.toml -o collaboration.docx",
    ]
    assert second.splitlines() == [".venv/bin/pip install --quiet '.[test]'", ".venv/bin/pytest -q -n auto"]


def test_the_readme_says_what_comity_is_and_what_it_is_not_before_anything_else() -> None:
    opening = README.partition("```sh")[0]
    assert "Comity drafts international research-collaboration agreements as Word documents" in opening
    assert "not legal advice" in opening


def test_what_the_first_command_writes_is_not_taken_for_part_of_the_project() -> None:
    assert "/*.docx" in (ROOT / ".gitignore").read_text(encoding="utf-8").split("\n")
