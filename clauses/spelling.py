"""British spelling of our own wording, made American."""

import re
from functools import cache
from pathlib import Path

from clauses.source import read_toml

TABLE = Path(__file__).with_name("spelling.toml")


def american(text: str) -> str:
    """Our wording in American spelling, capitals kept. Never to be used on what people typed."""
    pattern, words = _table()
    return pattern.sub(lambda match: _cased(match[0], words[match[0].lower()]), text)


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    words: dict[str, str] = dict(read_toml(TABLE, "clauses/spelling.toml").values["american"])
    forms = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{forms})\b", re.IGNORECASE), words


def _cased(old: str, new: str) -> str:
    if old.isupper():
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
