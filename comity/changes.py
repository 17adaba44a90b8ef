"""What changed for a deal between two days, as people and programs read it."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from agreements.changes import Change, Changes, changes_between
from agreements.deals import packs_of, read_deal
from agreements.words import Answer, country_name
from clauses.errors import ContentError
from comity.legal import wrapped

SCHEMA = "comity/changes/1"

_ANSWERS = {Answer.YES: "yes", Answer.OPEN: "open", Answer.NO: "no"}


def changes_of(path: Path, since: date, until: date) -> Changes:
    """What changed for the deal in a file. Raises ContentError, also where the first day is not the earlier one."""
    if since >= until:
        raise ContentError.of("--since", f"{since} is not before {until}", hint="--as-of names the later day")
    deal = read_deal(path)
    return changes_between(deal, since, until, packs_of(deal, path.parent))


def changes_text(found: Changes) -> str:
    """The changes for reading on a screen."""
    lines = [f"What changed for the deal from {found.since} to {found.until}"]
    sections = (
        ("Provisions", [line for change in found.provisions for line in _change(change)]),
        ("Terms newly asked for", wrapped(", ".join(found.new_terms), "  ")),
        ("Terms no longer asked for", wrapped(", ".join(found.gone_terms), "  ")),
        ("Items", list(_items(found))),
        ("Groups of places", list(_members(found))),
    )
    for heading, said in sections:
        if said:
            lines += ["", heading, *said]
    if len(lines) == 1:
        lines.append("Nothing that is recorded here: that says what is held, not what the law is.")
    return "\n".join(lines) + "\n"


def changes_json(found: Changes) -> str:
    """The changes as one line of JSON, in the shape of docs/changes.schema.json."""
    data = {
        "schema": SCHEMA,
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "provisions": [_change_data(change) for change in found.provisions],
        "new_terms": list(found.new_terms),
        "gone_terms": list(found.gone_terms),
        "items": [{"item": i.item, "before": list(i.before), "after": list(i.after)} for i in found.items],
        "groups": [
            {
                "group": moved.group,
                "place": moved.member.is_,
                "change": "joined" if moved.joined else "left",
                "on": moved.on.isoformat(),
                "where": dict(moved.member.where),
                "source": moved.member.source,
            }
            for moved in found.members
        ],
    }
    return json.dumps(data, ensure_ascii=False)


def _change(change: Change) -> Iterator[str]:
    provision = change.provision
    yield from wrapped(f"{provision.id} {change.how} [{provision.force}] {provision.cite}", "  ")
    yield from wrapped(provision.says)
    if change.before is not change.after:
        yield from wrapped(f"asked of the deal: {_ANSWERS[change.before]} before, {_ANSWERS[change.after]} now")
    if provision.asks:
        yield from wrapped(f"asks for: {', '.join(provision.asks)}")


def _items(found: Changes) -> Iterator[str]:
    for item in found.items:
        before, after = (", ".join(entries) or "nothing compared" for entries in (item.before, item.after))
        yield from wrapped(f"{item.item}: {before} before, {after} now", "  ")


def _members(found: Changes) -> Iterator[str]:
    for moved in found.members:
        scope = "".join(f" where {column} is {word}" for column, word in moved.member.where)
        said = "joined" if moved.joined else "left"
        place = country_name(moved.member.is_)
        yield from wrapped(f"{moved.on}: {place}{scope} {said} @{moved.group} ({moved.member.source})", "  ")


def _change_data(change: Change) -> dict[str, Any]:
    provision = change.provision
    return {
        "provision": provision.id,
        "change": change.how,
        "cite": provision.cite,
        "says": provision.says,
        "force": provision.force,
        "before": _ANSWERS[change.before],
        "after": _ANSWERS[change.after],
        "asks": list(provision.asks),
    }
