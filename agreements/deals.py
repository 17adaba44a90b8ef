"""Reads a deal file: its shape, its words, ids and figures, and what it chooses, with every mistake at once."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError

from agreements.deal import Deal
from agreements.deal_checks import Found, mistakes_in, shown_key
from agreements.deal_choices import choice_mistakes
from agreements.words import load_words
from clauses.errors import ContentError, Mistake
from clauses.source import Table, mistakes_of, parse_toml, read_text


def read_deal(path: Path) -> Deal:
    """The deal in a TOML file (UTF-8). Raises ContentError with every mistake found in it, each with its line."""
    return parse_deal(read_text(path, path.name), path.name, path.parent)


def packs_of(deal: Deal, base: Path | None) -> tuple[Path, ...]:
    """The folders of further content that a deal names, as seen from the folder it stands in."""
    return tuple((base or Path()) / pack for pack in deal.packs)


def parse_deal(text: str, shown: str, base: Path | None = None) -> Deal:
    """The deal in a text; `shown` is the name that messages use, `base` the folder its packs are found from.

    Raises ContentError with every mistake, in the order of the file.
    """
    table = parse_toml(text, shown)
    deal: Deal | None = None
    mistakes: list[Mistake] = []
    faulty: list[tuple[str | int, ...]] = []
    try:
        deal = Deal.model_validate(table.values)
    except ValidationError as error:
        mistakes += _in_our_words(mistakes_of(error, Deal, table))
        faulty = [tuple(item["loc"]) for item in error.errors(include_url=False)]
    found = [*mistakes_in(table.values), *choice_mistakes(table.values, base or Path())]
    mistakes += [_placed(entry, table) for entry in found if not _said_already(entry, faulty)]
    if mistakes or deal is None:
        raise ContentError(sorted(dict.fromkeys(mistakes), key=lambda mistake: mistake.line or 0))
    return deal


def _placed(found: Found, table: Table) -> Mistake:
    return Mistake(table.path, f"{shown_key(found.key)}: {found.problem}", table.line(found.key), found.hint)


def _said_already(found: Found, faulty: Iterable[tuple[str | int, ...]]) -> bool:
    """Whether the shape of that very place is wrong, so that its content need not be judged as well."""
    return any(key == found.key[: len(key)] for key in faulty if key)


def _in_our_words(mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    """Hints that only the deal's door can give: the code of a country, and why people have no names."""
    for mistake in mistakes:
        problem, quoted = mistake.problem, mistake.problem.split("'")
        if "is not a country code" in problem and (code := load_words().country_code(quoted[1])) is not None:
            yield Mistake(mistake.path, problem, mistake.line, f"write {code}")
        elif problem.startswith("unknown key 'people.") and quoted[1].rpartition(".")[2] in _ABOUT_PERSONS:
            hint = "people are told by category: no names, no nationality, no list of persons"
            yield Mistake(mistake.path, problem, mistake.line, hint)
        else:
            yield mistake


_ABOUT_PERSONS = ("name", "names", "nationality", "nationalities", "citizenship", "citizenships", "persons", "passport")
