"""`comity draft`: from a deal to an agreement."""

from datetime import date
from pathlib import Path

import click

from comity.cli.options import as_of_option, file_argument, today_or


@click.command(name="draft")
@file_argument("deal_file", metavar="DEAL")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    help="Where to write; the suffix decides the format: .docx, .pdf, .html, .md, .txt or .json (default: DEAL.docx).",
)
@as_of_option
@click.option("--house-style", metavar="NAME", help="The house style to write in, instead of the deal's.")
@click.option("--pages", is_flag=True, help="Put page numbers into the contents list (needs LibreOffice).")
@click.option("--internal", is_flag=True, help="Embed the reasons as comments and mark every page as internal.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def command(
    deal_file: Path,
    out: Path | None,
    as_of: date | None,
    house_style: str | None,
    pages: bool,
    internal: bool,
    force: bool,
) -> int:
    """Draft an agreement from a deal, as a Word document."""
    from comity.drafts import draft, summary

    target = out if out is not None else Path(f"{deal_file.stem}.docx")
    composition = draft(
        deal_file,
        target,
        as_of=today_or(as_of),
        house_style=house_style,
        internal=internal,
        pages=pages,
        force=force,
    )
    click.echo(f"wrote {target}")
    for line in summary(composition):
        click.echo(line)
    return 0
