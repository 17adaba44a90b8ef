"""`comity classify`: candidate control-list codes of a deal's items."""

import json
from datetime import date
from pathlib import Path

import click

from comity.cli.options import as_of_option, file_argument, printable, today_or


@click.command(name="classify")
@file_argument("deal_file", metavar="DEAL")
@as_of_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
def command(deal_file: Path, as_of: date | None, form: str) -> int:
    """Show candidate control-list codes for each item of a deal, for our own use."""
    from comity.classes import classes_as_data, classes_text, classified

    day = today_or(as_of)
    items = classified(deal_file, day)
    if form == "json":
        click.echo(json.dumps(classes_as_data(items, day), ensure_ascii=False))
    else:
        click.echo(printable(classes_text(items, day)), nl=False)
    return 0
