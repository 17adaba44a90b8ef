"""The published schema of a deal: fresh, true of every example, and as strict as the door."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from agreements.deal_schema import deal_schema, schema_text
from tests.agreements.making import DEALS

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "docs" / "deal.schema.json"
FILES = sorted((*DEALS.glob("*.toml"), *(ROOT / "templates" / "starters").glob("*.toml")))


def as_json(value: Any) -> Any:
    """TOML values as JSON has them: days as text."""
    return json.loads(json.dumps(value, default=lambda day: day.isoformat() if isinstance(day, date) else day))


def test_the_published_schema_is_the_one_the_models_give(update_golden: bool) -> None:
    if update_golden:
        PUBLISHED.write_text(schema_text(), encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(deal_schema())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_deal_that_ships_fits_the_schema(path: Path) -> None:
    jsonschema.validate(as_json(tomllib.loads(path.read_text(encoding="utf-8"))), deal_schema())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("nationality", "DE"),
        ("country", "Germany"),
        ("kind", "universty"),
        ("traits", ["famous"]),
        ("short_name", 5),
    ],
)
def test_the_schema_refuses_of_a_party_what_the_door_refuses(key: str, value: object) -> None:
    values = as_json(tomllib.loads((DEALS / "open-theory.toml").read_text(encoding="utf-8")))
    values["parties"][0][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, deal_schema())


@pytest.mark.parametrize("key", ["country", "kind", "performs", "traits", "roles", "insured", "address"])
def test_what_is_not_known_is_written_as_a_question_mark(key: str) -> None:
    values = as_json(tomllib.loads((DEALS / "open-theory.toml").read_text(encoding="utf-8")))
    values["parties"][0][key] = "?"
    jsonschema.validate(values, deal_schema())
