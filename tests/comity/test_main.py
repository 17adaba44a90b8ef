"""The command as a whole: what it loads, how it leaves, what it says when something is wrong."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from comity.cli import main as front
from comity.cli.listing import KINDS
from tests.comity.conftest import ROOT, Run

HEAVY = ("lxml", "docx")


def loaded_by(*arguments: str) -> list[str]:
    """The heavy libraries that a fresh process has loaded once a command is done."""
    code = (
        "import sys, json, contextlib, io\n"
        "from comity.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    main({list(arguments)!r})\n"
        f"print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))\n"
    )
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    found = json.loads(made.stdout)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("arguments", [("--version",), ("--help",), *(("list", what) for what in KINDS)], ids=" ".join)
def test_version_help_and_lists_load_no_word_library(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) == []


def test_importing_comity_loads_nothing_heavy() -> None:
    code = f"import sys, comity; sys.exit(any(name in sys.modules for name in {(*HEAVY, 'pydantic', 'jinja2')!r}))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_version_is_that_of_the_distribution(comity: Run) -> None:
    from importlib.metadata import version

    ran = comity("--version")
    assert (ran.code, ran.out) == (0, f"comity {version('comity')}\n")


def test_help_names_every_command_and_says_what_comity_is_not(comity: Run) -> None:
    ran = comity("--help")
    assert ran.code == 0
    assert "not legal advice" in ran.out
    assert all(f"\n  {name} " in ran.out for name in front.COMMANDS)


@pytest.mark.parametrize("name", list(front.COMMANDS))
def test_every_command_has_one_sentence_of_help(comity: Run, name: str) -> None:
    ran = comity(name, "--help")
    assert ran.code == 0
    sentence = ran.out.split("\n\n")[1].strip()
    assert sentence.endswith(".")
    assert ". " not in " ".join(sentence.split())


def test_a_command_that_does_not_exist_is_misuse_and_names_the_nearest(comity: Run) -> None:
    ran = comity("drat")
    assert ran.code == 2
    assert "there is no command 'drat'; did you mean draft?" in ran.err
    assert ran.out == ""


def test_no_command_at_all_is_misuse_with_the_help(comity: Run) -> None:
    assert comity().code == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("list", "clausess"),
        ("draft",),
        ("check",),
        ("check", "x.md", "--fail-on", "never"),
        ("check", "x.md", "--format", "xml"),
        ("find", "x.md", "--wrong"),
        ("law", "DE", "--as-of", "22.11.2026"),
        ("law", "DE", "--as-of", "2026-02-30"),
        ("law", "DE", "--as-of", "1999-01-01"),
        ("law", "DE", "--older-than", "-1"),
    ],
    ids=" ".join,
)
def test_misuse_exits_with_2_and_prints_nothing_on_stdout(comity: Run, arguments: tuple[str, ...]) -> None:
    ran = comity(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Error: " in ran.err
    assert "Traceback" not in ran.err


def test_a_defect_of_ours_exits_with_70_a_traceback_and_a_request(comity: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import clauses.library

    def broken() -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(clauses.library, "load_library", broken)
    ran = comity("list", "clauses")
    assert ran.code == 70
    assert "RuntimeError: a defect" in ran.err
    assert "This is a defect of comity, not of your file. Please report it" in ran.err


def test_ctrl_c_exits_with_130_and_no_traceback(comity: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import clauses.library

    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(clauses.library, "load_library", interrupted)
    ran = comity("list", "clauses")
    assert (ran.code, ran.out, ran.err) == (130, "", "interrupted\n")


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes as POSIX has them")
def test_ctrl_c_in_a_shell_exits_with_130(tmp_path: Path) -> None:
    """A real signal, sent once the command waits for a file that never comes."""
    pipe = tmp_path / "agreement.md"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        [sys.executable, "-m", "comity", "find", str(pipe)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    writing = None
    while writing is None and process.poll() is None:
        try:
            # A pipe without a reader cannot be opened so: once it can, the command waits for what is written.
            writing = os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    if writing is not None:
        os.close(writing)
    assert process.returncode == 130
    assert (out, err) == ("", "interrupted\n")


@pytest.mark.skipif(os.name != "posix", reason="signals and pipes as POSIX has them")
def test_a_reader_that_goes_away_is_no_finding_and_no_traceback() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "comity", "list", "countries"],
        cwd=ROOT,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writing)
    assert ran.returncode == 141
    assert ran.stderr == ""


def test_output_is_utf_8_whatever_the_terminal_says(tmp_path: Path) -> None:
    deal = ROOT / "agreements/example-deals/open-theory.toml"
    ran = subprocess.run(
        [sys.executable, "-m", "comity", "law", str(deal), "--as-of", "2026-11-22"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode("utf-8")
    missing = subprocess.run(
        [sys.executable, "-m", "comity", "find", "Übereinkommen.docx"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert missing.returncode == 2
    assert missing.stderr.decode("utf-8") == "Übereinkommen.docx: there is no such file\n"
