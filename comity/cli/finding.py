"""`comity find`: which subjects, terms and values a document holds, whatever the facts."""

import json
from pathlib import Path

import click

from comity.cli.options import printable, readable


@click.command(name="find")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
def command(files: tuple[Path, ...], form: str) -> int:
    """Find which subjects, terms and values an agreement holds, and where."""
    from checker.holdings import holdings, holdings_as_data, holdings_as_text

    unread = 0
    for number, file in enumerate(files):
        document = readable(file)
        if document is None:
            unread += 1
            continue
        held = holdings(document)
        if form == "json":
            click.echo(json.dumps(holdings_as_data(held), ensure_ascii=False))
        else:
            click.echo(printable(("\n" if number else "") + holdings_as_text(held)), nl=False)
    return 2 if unread else 0
