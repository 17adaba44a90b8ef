"""What the page of particulars can hold, and how a blank asks for a field of the deal."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from clauses.source import read_toml, validated

FILE = Path(__file__).with_name("particulars.toml")


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Particular(_Entry):
    """An entry of the page of particulars: its name, where its value stands in the deal, and what a blank asks."""

    name: str
    asks: str
    value: str
    form: Literal["text", "long-date", "months", "country", "law"] = "text"
    always: bool = False


class _Particulars(_Entry):
    entry: dict[str, Particular]
    asks: dict[str, str] = Field(default_factory=dict)


@cache
def load_particulars() -> Mapping[str, Particular]:
    """The entries that a page of particulars can hold, in printing order. Raises ContentError."""
    return _particulars().entry


@cache
def blank_phrases() -> Mapping[str, str]:
    """How a blank asks for a field of the deal: field name to words."""
    return _particulars().asks


@cache
def _particulars() -> _Particulars:
    return validated(_Particulars, read_toml(FILE, "templates/particulars.toml"))
