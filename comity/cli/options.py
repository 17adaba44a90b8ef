"""Options that several commands share, and how they are read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

FIRST_DAY = date(2018, 5, 25)  # before it none of our law is dated: nothing can be said


class Day(click.ParamType):
    """A day written as 2026-11-22."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-11-22", param, ctx)
        if day < FIRST_DAY:
            self.fail(f"{day} lies before {FIRST_DAY}, the first day for which law is recorded", param, ctx)
        return day


def as_of_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """--as-of DATE: the day the law is asked for; today where it is not given."""
    return click.option(
        "--as-of", type=Day(), default=None, help="The day for which the law is asked (default: today)."
    )(function)


def today_or(day: date | None) -> date:
    """The day given, else today: the one place where the command line reads the clock."""
    return day if day is not None else date.today()  # noqa: DTZ011 - a user's day is the day on the user's wall


def file_argument(name: str, **options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An argument that is a path; whether it can be read is said by the reader, with its own words."""
    return click.argument(name, type=click.Path(path_type=Path), **options)
