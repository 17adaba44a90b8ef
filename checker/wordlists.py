"""Slots of term cards: what may stand in a place, language by language, with shared word lists resolved."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from checker.phrases import Phrase, PhraseError, expression_of, phrase
from clauses.errors import ContentError, Mistake, near
from clauses.source import read_toml, validated

FOLDER = Path(__file__).parent / "lexicon"
LANGUAGES = ("en", "de", "fr", "es", "it", "nl")

_NAMED = re.compile(r"<([a-z.-]+)>")


@dataclass(frozen=True)
class Words:
    """Phrases of one language, found together; where `unless` is found as well, nothing counts."""

    phrases: tuple[Phrase, ...]
    unless: "Words | None" = None

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return expression_of(self.phrases)

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in a text, None where there is none."""
        found = self.compiled.search(text)
        if found is None or (self.unless is not None and self.unless.search(text) is not None):
            return None
        return found

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Every place in a text."""
        if self.unless is not None and self.unless.search(text) is not None:
            return []
        return [found.span() for found in self.compiled.finditer(text)]


@dataclass(frozen=True)
class Slot:
    """What may stand in one place of an evidence: several lists a language, any of them enough."""

    lists: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)

    def search(self, text: str, language: str) -> re.Match[str] | None:
        """The first place of any list in a text of a language."""
        return next(
            (found for words in self.lists.get(language, ()) if (found := words.search(text)) is not None), None
        )

    def spans(self, text: str, language: str) -> list[tuple[int, int]]:
        """Every place of every list."""
        return sorted(span for words in self.lists.get(language, ()) for span in words.spans(text))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(slot)


class _List(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    unless: str | None = None


def slot(written: Any) -> Slot:
    """The slot a card writes: `{ en = [...] }`, `{ use = "duty.strong" }`, or both. Raises ValueError with a hint."""
    if isinstance(written, Slot):
        return written
    if not isinstance(written, dict):
        raise ValueError('a slot is a table\n  hint: write { en = ["…"] } or { use = "duty.strong" }')
    unknown = [key for key in written if key not in (*LANGUAGES, "use", "unless")]
    if unknown:
        raise ValueError(f"a slot has no key {unknown[0]!r}\n  hint: {near(unknown[0], (*LANGUAGES, 'use', 'unless'))}")
    lists: dict[str, tuple[Words, ...]] = {}
    unless = _used(written["unless"]) if "unless" in written else {}
    for language in LANGUAGES:
        if language in written:
            lists[language] = (_words(_spelt(written[language], language), _joined(unless.get(language, ()))),)
    used = written.get("use", ())
    for name in (used,) if isinstance(used, str) else used:
        for language, found in _used(name).items():
            if language in unless:
                found = tuple(Words(words.phrases, _joined(unless[language])) for words in found)
            lists[language] = (*lists.get(language, ()), *found)
    if not lists:
        raise ValueError("a slot without words")
    return Slot(lists)


def _spelt(texts: Sequence[str], language: str) -> tuple[str, ...]:
    """Phrases with the names of word lists in them, as `<parties>`, spelt out: any of the list's phrases."""

    def any_of(found: re.Match[str]) -> str:
        entry = load_lexicon().get(found[1], {}).get(language)
        if entry is None or not entry.terms:
            raise ValueError(
                f"there is no word list {found[1]!r} to stand in a phrase\n  hint: {near(found[1], load_lexicon())}"
            )
        return f"({'|'.join(entry.terms)})"

    return tuple(_NAMED.sub(any_of, text) for text in texts)


def _words(texts: tuple[str, ...], unless: Words | None) -> Words:
    try:
        return Words(tuple(phrase(text) for text in texts), unless)
    except PhraseError as error:
        raise ValueError(str(error)) from None


def _joined(lists: tuple[Words, ...]) -> Words | None:
    phrases = tuple(one for words in lists for one in words.phrases)
    return Words(phrases) if phrases else None


@cache
def _used(name: str) -> Mapping[str, tuple[Words, ...]]:
    lexicon = load_lexicon()
    if name not in lexicon:
        raise ValueError(f"there is no word list {name!r}\n  hint: {near(name, lexicon)}")
    made: dict[str, tuple[Words, ...]] = {}
    for language, entry in lexicon[name].items():
        unless = _joined(_used(entry.unless).get(language, ())) if entry.unless else None
        own = (_words(_spelt(entry.terms, language), unless),) if entry.terms else ()
        made[language] = (*own, *(words for other in entry.include for words in _used(other).get(language, ())))
    return made


@cache
def load_lexicon() -> Mapping[str, Mapping[str, _List]]:
    """The shared word lists by name and language. Raises ContentError with every mistake found."""
    found: dict[str, Mapping[str, _List]] = {}
    mistakes: list[Mistake] = []
    for path in sorted(FOLDER.glob("*.toml")):
        table = read_toml(path, f"checker/lexicon/{path.name}")
        for name, languages in table.values.items():
            if name in found:
                # The later file would win silently, and cards would read words that their writer never saw.
                mistakes.append(
                    Mistake(table.path, f"{name}: another file has a word list of this name", table.line((name,)))
                )
            try:
                found[name] = {
                    language: validated(_List, table, entry, (name, language)) for language, entry in languages.items()
                }
            except ContentError as error:
                mistakes += error.mistakes
            mistakes += [
                Mistake(table.path, f"{name}: there is no language {language!r}", table.line((name, language)))
                for language in languages
                if language not in LANGUAGES
            ]
    if mistakes:
        raise ContentError(mistakes)
    return found
