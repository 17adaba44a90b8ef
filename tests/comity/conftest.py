"""Runs the command line in this process, as a shell would see it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from comity.cli.main import main

DAY = "2026-11-22"
ROOT = Path(__file__).resolve().parent.parent.parent
DEALS = ROOT / "agreements/example-deals"


@dataclass(frozen=True)
class Ran:
    """What a command printed and the code it left with."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def comity(capsys: pytest.CaptureFixture[str]) -> Run:
    """`comity("law", "DE")` runs the command and tells what a shell would see."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def deal(tmp_path: Path) -> Path:
    """The example deal (a) in a folder of its own."""
    copy = tmp_path / "deal.toml"
    copy.write_bytes((DEALS / "spin-qubit-control.toml").read_bytes())
    return copy
