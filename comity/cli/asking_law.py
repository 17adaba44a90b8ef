"""`comity law`: what the law asks, for a country or for a deal."""

import re
from datetime import date
from pathlib import Path

import click

from comity.cli.options import as_of_option, today_or

# What is written like a country is one, even where a folder of that name lies about.
_COUNTRY = re.compile(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?|INT")


@click.command(name="law")
@click.argument("about", required=False, metavar="[CC | DEAL]")
@as_of_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
@click.option(
    "--unverified",
    is_flag=True,
    help="Only provisions that no qualified person has reviewed or whose text was not seen.",
)
@click.option(
    "--older-than",
    type=click.IntRange(min=0),
    metavar="DAYS",
    help="Only provisions last looked at more than so many days ago.",
)
def command(about: str | None, as_of: date | None, form: str, unverified: bool, older_than: int | None) -> int:
    """Show what the law asks, for a country or for a deal."""
    from comity.legal import law_of_country, law_of_deal, law_text, narrowed

    day = today_or(as_of)
    if about is not None and (about.endswith(".toml") or (not _COUNTRY.fullmatch(about) and Path(about).exists())):
        entries = law_of_deal(Path(about), day)
    else:
        entries = law_of_country(about, day)
    entries = narrowed(entries, day, unverified=unverified, older_than=older_than)
    click.echo(law_text(entries, day, as_json=form == "json"), nl=False)
    return 0
