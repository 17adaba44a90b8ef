"""Small laws and small facts that tests make up, and example deals with changes."""

import copy
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agreements.deal import Deal
from agreements.legislation import Applied, Law, build_law
from agreements.rows import Facts, Row
from clauses.errors import ContentError
from clauses.source import parse_toml, read_toml

DEALS = Path(__file__).resolve().parents[2] / "agreements" / "example-deals"
DAY = date(2026, 11, 24)
HEAD = 'title = "Invented law"\njurisdiction = "EU"\n'


def provision(id: str, *lines: str, force: str = "conduct") -> str:
    said = f'[[provision]]\nid = "{id}"\ncite = "Invented Act"\nsays = "Something is asked for."\nforce = "{force}"\n'
    seen = "" if any(line.startswith("seen") for line in lines) else 'seen = { grade = "none" }\n'
    return f"{said}{seen}" + "\n".join(lines) + "\n\n"


def threshold(item: str, gives: str, where: str) -> str:
    return f'[[threshold]]\nitem = "{item}"\ngives = "{gives}"\nwhere = {{ {where} }}\nsource = "list"\n'


def law(*parts: str) -> Law:
    return build_law([("sample", parse_toml(HEAD + "".join(parts), "sample.toml"))])


def refused(*parts: str) -> str:
    with pytest.raises(ContentError) as raised:
        law(*parts)
    return str(raised.value)


def flow(start: str, end: str, **columns: str | None) -> Row:
    told = {"of": ("technology",), "from": (f"in-{start.lower()}",), "to": (f"in-{end.lower()}",)}
    return Row("flow", (start, end), {**told, **{name: None if v is None else (v,) for name, v in columns.items()}})


def facts(*rows: Row, closed: str = "flow party", day: date = DAY) -> Facts:
    return Facts(rows, frozenset(closed.split()), day)


def changed(deal: str, change: Mapping[str, Any]) -> Deal:
    """An example deal with changes: dotted keys, entries of lists counted from 0; a section "?" is not given."""
    values: Any = copy.deepcopy(dict(read_toml(DEALS / f"{deal}.toml").values))
    for key, value in change.items():
        *way, last = key.split(".")
        place = values
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
        if isinstance(place, list):
            place[int(last)] = value
        elif value == "?" and isinstance(place.get(last), list | dict):
            del place[last]
        else:
            place[last] = value
    return Deal.model_validate(values)


def one(built: Law, told: Facts) -> Applied:
    (applied,) = built.apply(told)
    return applied
