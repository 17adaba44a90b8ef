"""`comity find`: which subjects, terms and values a document holds, whatever the facts."""

import json
from pathlib import Path

import click

from comity.cli.options import file_argument


@click.command(name="find")
@file_argument("file", metavar="FILE")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
def command(file: Path, form: str) -> int:
    """Find which subjects, terms and values an agreement holds, and where."""
    from agreements.reading import read_document
    from checker.holdings import holdings, holdings_as_data, holdings_as_text

    held = holdings(read_document(file))
    if form == "json":
        click.echo(json.dumps(holdings_as_data(held), ensure_ascii=False))
    else:
        click.echo(holdings_as_text(held), nl=False)
    return 0
