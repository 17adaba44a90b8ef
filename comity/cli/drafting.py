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
    help="Where to write; the suffix decides the format (default: DEAL.docx).",
)
@as_of_option
@click.option("--pages", is_flag=True, help="Put page numbers into the contents list (needs LibreOffice).")
@click.option("--internal", is_flag=True, help="Embed the reasons as comments and mark every page as internal.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def command(deal_file: Path, out: Path | None, as_of: date | None, pages: bool, internal: bool, force: bool) -> int:
    """Draft an agreement from a deal, as a Word document."""
    from agreements.side_file import record
    from comity.drafts import summary

    from agreements.compose import compose
    from agreements.deals import read_deal
    from agreements.writing import refuse_overwriting, write_agreement

    target = out if out is not None else Path.cwd() / f"{deal_file.stem}.docx"
    refuse_overwriting(target, force)
    deal = read_deal(deal_file)
    composition = compose(
        deal, as_of=today_or(as_of), base=deal_file.parent, shown=deal_file.name, key=record.key_of(deal_file)
    )
    write_agreement(composition.agreement, target, force=force, internal=internal, pages=pages)
    record(deal_file, composition, target)
    click.echo(f"wrote {target}")
    for line in summary(composition):
        click.echo(line)
    return 0
