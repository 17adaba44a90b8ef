"""The side file beside a deal: its key, and what each draft of it was made of, which never leaves with the draft."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agreements.agreement import Agreement, Block
from agreements.plain_writers import line_of
from agreements.writing import write_whole
from clauses.errors import ContentError
from clauses.source import read_text

SUFFIX = ".comity.json"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(_Entry):
    """What stands at an id of a draft: its page and position, why it is there, and the hash of its text."""

    page: str
    position: str
    because: tuple[str, ...] = ()
    text: str


class Draft(_Entry):
    """A file that was drafted; its hash is its name in the side file."""

    file: str
    as_of: str
    internal: bool = False
    places: dict[str, Place]


class SideFile(_Entry):
    """All that is kept beside a deal. `key` is there when the deal has none of its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    schema_: Literal["comity/side/1"] = Field("comity/side/1", alias="schema")
    key: str | None = Field(None, pattern="^[0-9a-f]{32,64}$")
    drafts: dict[str, Draft] = Field(default_factory=dict)


def side_file_of(deal_file: Path) -> Path:
    """Where the side file of a deal stands: `deal.toml` has `deal.comity.json`."""
    return deal_file.with_name(deal_file.stem + SUFFIX)


def read_side_file(deal_file: Path) -> SideFile:
    """The side file of a deal, empty where there is none yet. Raises ContentError where it is damaged."""
    path = side_file_of(deal_file)
    if not path.exists():
        return SideFile()
    try:
        return SideFile.model_validate(json.loads(read_text(path)))
    except (json.JSONDecodeError, ValidationError):
        raise ContentError.of(
            str(path),
            "this is not a side file of comity any more",
            hint="restore it from a copy; without it a returned draft cannot be compared place by place",
        ) from None


def key_of(deal_file: Path) -> str:
    """The key kept beside a deal that has none of its own; where there is none yet, a new random one.

    A new key is kept by `record`, so that a deal that cannot be drafted leaves nothing behind.
    """
    return read_side_file(deal_file).key or secrets.token_hex(16)


def refuse_unwritable(deal_file: Path) -> None:
    """Raises ContentError where the side file could not be written, before anything else is."""
    read_side_file(deal_file)
    path = side_file_of(deal_file)
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise ContentError.of(
            str(path),
            "the side file cannot be written here",
            hint="copy the deal to a folder of your own and draft it there",
        )


def record(
    deal_file: Path, agreement: Agreement, target: Path, *, keep_key: bool = False, internal: bool = False
) -> None:
    """Keeps what a draft that was just written to `target` was made of, with `keep_key` also its key.

    Raises ContentError.
    """
    side = read_side_file(deal_file)
    draft = Draft(
        file=target.name, as_of=agreement.as_of.isoformat(), internal=internal, places=dict(_places(agreement))
    )
    kept = SideFile(
        key=agreement.key if keep_key else side.key,
        drafts={**side.drafts, hashlib.sha256(target.read_bytes()).hexdigest(): draft},
    )
    text = kept.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n"
    write_whole(side_file_of(deal_file), text.encode("utf-8"), force=True)


def _places(agreement: Agreement) -> Iterator[tuple[str, Place]]:
    from agreements.word.writer import place_id

    for part in agreement.parts:
        if isinstance(part, Block) and part.page:
            text = hashlib.sha256(line_of(part).encode()).hexdigest()
            yield (
                place_id(agreement.key, part.key),
                Place(page=part.page, position=part.position, because=part.because, text=text),
            )
