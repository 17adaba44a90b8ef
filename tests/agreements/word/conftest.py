"""Every example deal as an agreement and as the Word file made of it, each once a session."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import agreements
from agreements.agreement import Agreement
from agreements.compose import compose
from agreements.deals import read_deal
from agreements.word.writer import written

DEALS = sorted((Path(agreements.__file__).parent / "example-deals").glob("*.toml"))
DAY = date(2026, 11, 24)


@cache
def agreement_of(path: Path) -> Agreement:
    return compose(read_deal(path), as_of=DAY, base=path.parent, shown=path.name).agreement


@cache
def file_of(path: Path, *, internal: bool = False) -> bytes:
    return written(agreement_of(path), internal=internal)


@pytest.fixture(params=DEALS, ids=lambda path: path.stem)
def deal(request: pytest.FixtureRequest) -> Path:
    """The path of an example deal; a test that asks for it runs once a deal."""
    path: Path = request.param
    return path


@pytest.fixture
def agreement(deal: Path) -> Agreement:
    return agreement_of(deal)


@pytest.fixture
def made(deal: Path) -> bytes:
    """The Word file of an example deal."""
    return file_of(deal)


@pytest.fixture
def saved(made: bytes, tmp_path: Path) -> Path:
    """The same, saved."""
    path = tmp_path / "draft.docx"
    path.write_bytes(made)
    return path


@pytest.fixture
def small() -> Callable[..., Agreement]:
    """Makes an agreement of the parts that are given."""

    def of(*parts: object, **more: object) -> Agreement:
        known: dict[str, object] = {
            "title": "Research Agreement",
            "short_title": "Research Agreement: EXAMPLE",
            "parties": ("First University", "Second Institute"),
            "parts": parts,
            "as_of": DAY,
            "language": "en-GB",
            "house_style": "comity",
            "key": "0123456789abcdef",
        }
        return Agreement(**(known | more))  # type: ignore[arg-type]

    return of
