"""`comity law`: what the law asks, for a country or for a deal."""

import re
from datetime import date
from pathlib import Path

import click

from comity.cli.options import as_of_option, printable, today_or
from comity.cli.options import day as day_of

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
@click.option(
    "--since", type=day_of, metavar="DATE", default=None, help="For a deal: what changed from that day to --as-of."
)
@click.option("--overview", is_flag=True, help="What is recorded, counted by jurisdiction and family, as Markdown.")
@click.option("--matrix", is_flag=True, help="For a deal: what passes from whom to whom, and which law touches it.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="With --matrix: write it as an internal Word paper (.docx)."
)
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def command(
    about: str | None,
    as_of: date | None,
    form: str,
    unverified: bool,
    older_than: int | None,
    since: date | None,
    overview: bool,
    matrix: bool,
    out: Path | None,
    force: bool,
) -> int:
    """Show what the law asks, for a country or for a deal."""
    from comity.legal import law_of_country, law_of_deal, law_text, narrowed, unseen_tables

    if overview:
        if about is not None:
            raise click.UsageError("--overview is about all that is recorded: name no country and no deal")
        click.echo(_overview(), nl=False)
        return 0
    day = today_or(as_of)
    deal = _deal(about)
    if out is not None and not matrix:
        raise click.UsageError("-o goes with --matrix")
    if since is not None:
        if deal is None:
            raise click.UsageError("--since is about a deal: name its file")
        return _changes(deal, since, day, form)
    if matrix:
        if deal is None:
            raise click.UsageError("--matrix is about a deal: name its file")
        return _matrix(deal, day, form, out, force)
    entries = law_of_deal(deal, day) if deal is not None else law_of_country(about, day)
    entries = narrowed(entries, day, unverified=unverified, older_than=older_than)
    tables = unseen_tables() if unverified and about is None else None
    click.echo(law_text(entries, day, as_json=form == "json", tables=tables), nl=False)
    return 0


def _deal(about: str | None) -> Path | None:
    """The deal that is meant, None where a country is."""
    if about is not None and (about.endswith(".toml") or (not _COUNTRY.fullmatch(about) and Path(about).exists())):
        return Path(about)
    return None


def _overview() -> str:
    from comity.overview import overview

    return overview()


def _changes(deal: Path, since: date, day: date, form: str) -> int:
    from comity.changes import changes_json, changes_of, changes_text

    found = changes_of(deal, since, day)
    if form == "json":
        click.echo(changes_json(found))
    else:
        click.echo(printable(changes_text(found)), nl=False)
    return 0


def _matrix(deal: Path, day: date, form: str, out: Path | None, force: bool) -> int:
    from comity.matrix import matrix_json, matrix_of, matrix_text, write_matrix

    if out is not None:
        write_matrix(deal, out, day, force=force)
        click.echo(f"wrote {out}")
        return 0
    found, law = matrix_of(deal, day)
    if form == "json":
        click.echo(matrix_json(found))
    else:
        click.echo(printable(matrix_text(found, law)), nl=False)
    return 0
