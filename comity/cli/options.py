"""Options that several commands share, and how they are read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from agreements.document import Document

# What moves a terminal's cursor, rings its bell or changes its colours, all but line break and tab.
_CONTROLS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}

FIRST_DAY = date(2018, 5, 25)  # before it none of our law is dated: nothing can be said


def day(text: str) -> date:
    """A day written as 2026-11-22."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a day; write it as 2026-11-22") from None
    if found < FIRST_DAY:
        raise click.BadParameter(f"{found} lies before {FIRST_DAY}, the first day for which law is recorded")
    return found


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--as-of DATE: the day the law is asked for; today where it is not given."""
    return click.option(
        "--as-of", type=day, metavar="DATE", default=None, help="The day for which the law is asked (default: today)."
    )(function)


def today_or(given: date | None) -> date:
    """The day given, else today: the one place where the command line reads the clock."""
    return given if given is not None else date.today()  # noqa: DTZ011 - a user's day is the day on the user's wall


def file_argument(name: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An argument that is a path; whether it can be read is said by the reader, with its own words."""
    return click.argument(name, type=click.Path(path_type=Path), **options)


def readable(file: Path) -> "Document | None":
    """The document in a file; None, with the reason on stderr, where it cannot be read.

    One unreadable file among several must not hide what the others hold.
    """
    from agreements.reading import read_document
    from clauses.errors import ContentError

    try:
        return read_document(file)
    except ContentError as error:
        for mistake in error.mistakes:
            click.echo(printable(str(mistake)), err=True)
        return None


def printable(text: str) -> str:
    """Text without control characters: an agreement that is quoted on a screen must not command the screen."""
    return text.translate(_CONTROLS)
