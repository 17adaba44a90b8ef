"""The JSON Schema of a deal file, for editors that complete and check while people write."""

import json
from typing import Any

from agreements.deal import Deal
from agreements.deal_checks import WORDS_AT
from agreements.words import load_words

TITLE = "A deal for Comity"


def deal_schema() -> dict[str, Any]:
    """The schema of a deal as it is written: with "?" for what is not known, and the words each place may hold."""
    schema = Deal.model_json_schema()
    schema |= {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": TITLE}
    for part in (schema, *schema["$defs"].values()):
        for name, entry in part["properties"].items():
            part["properties"][name] = _as_written(entry)
    for place, list_name in WORDS_AT:
        _add_words(schema, place.split("."), [*load_words().lists[list_name], "?"])
    return schema


def schema_text() -> str:
    """The schema as the file in docs holds it."""
    return json.dumps(deal_schema(), indent=1, ensure_ascii=False) + "\n"


def _as_written(entry: dict[str, Any]) -> dict[str, Any]:
    """TOML has no null: what may be null in a model is written "?" in a file, or left out."""
    kept = {key: value for key, value in entry.items() if key not in ("title", "default")}
    if entry.get("default") is not None:
        kept["default"] = entry["default"]
    optional = entry.get("default", ...) is None
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    open_ = {"const": "?", "type": "string"}
    if not choices and optional and "$ref" not in kept:
        choices = [{key: kept.pop(key) for key in list(kept) if key not in ("description", "default")}]
    if optional and open_ not in choices and {"type": "string"} not in choices:
        choices.append(open_)
    if choices:
        kept.pop("anyOf", None)
        kept |= choices[0] if len(choices) == 1 else {"anyOf": choices}
    return kept


def _add_words(schema: dict[str, Any], steps: list[str], words: list[str]) -> None:
    """Puts the words a place may hold where the place stands in the schema."""
    current: dict[str, Any] = schema
    for step in steps:
        current = _items(current) if step == "*" else _resolved(current, schema)["properties"][step]
    for key in ("type", "anyOf"):
        current.pop(key, None)
    current["enum"] = words


def _items(entry: dict[str, Any]) -> dict[str, Any]:
    for choice in (entry, *entry.get("anyOf", ())):
        if "items" in choice:
            found: dict[str, Any] = choice["items"]
            return found
    raise KeyError(f"no list in {sorted(entry)}")


def _resolved(entry: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in entry:
        found: dict[str, Any] = schema["$defs"][entry["$ref"].rpartition("/")[2]]
        return found
    return entry
