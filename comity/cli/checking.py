"""`comity check`: what an agreement leaves out, with law, place and remedy."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.options import as_of_option, readable, today_or

if TYPE_CHECKING:
    from agreements.deal import Deal

LEVELS = ("error", "warning", "note")


@click.command(name="check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--deal", "deal_file", type=click.Path(path_type=Path), help="The deal the agreement is about.")
@click.option("--for", "acting_for", metavar="PARTY", help="The party we act for: its id in the deal, or its country.")
@click.option(
    "--kind", metavar="KIND", help="Kind of agreement, such as nda or consortium (default: what the title says)."
)
@click.option(
    "--party",
    "parties",
    multiple=True,
    metavar="CC",
    help="A party by country, such as US or DE[kind=university]; repeatable.",
)
@click.option(
    "--fact", "facts", multiple=True, metavar="TAG", help="A fact, such as item:quantum-computer; repeatable."
)
@click.option(
    "--with",
    "papers",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Another paper of the same deal; repeatable.",
)
@click.option("--playbook", type=click.Path(path_type=Path), help="Our own preferences over positions and values.")
@as_of_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to report."
)
@click.option(
    "--fail-on",
    type=click.Choice(LEVELS),
    default="warning",
    show_default=True,
    help="From which level on to exit with 1.",
)
@click.option("--plan", type=click.Path(path_type=Path), help="Write the asks to a plan, to be ticked.")
@click.option("--all", "everything", is_flag=True, help="Unfold notes, all questions and what is met.")
@click.option("--force", is_flag=True, help="Overwrite the plan if it is there.")
def command(
    files: tuple[Path, ...],
    deal_file: Path | None,
    acting_for: str | None,
    kind: str | None,
    parties: tuple[str, ...],
    facts: tuple[str, ...],
    papers: tuple[Path, ...],
    playbook: Path | None,
    as_of: date | None,
    form: str,
    fail_on: str,
    plan: Path | None,
    everything: bool,
    force: bool,
) -> int:
    """Check an agreement for the terms that law and good practice ask of it."""
    from agreements.deals import read_deal
    from agreements.reading import read_document
    from agreements.writing import refuse_overwriting
    from checker.acceptances import beside
    from checker.findings import Severity
    from checker.judge import Asking, check
    from checker.plans import write_plan
    from checker.report_json import to_json
    from checker.report_text import to_text

    if plan is not None:
        if len(files) > 1:
            raise click.UsageError("--plan takes one file at a time")
        if plan.resolve() == files[0].resolve():
            raise click.UsageError("--plan would overwrite the agreement itself: choose another name")
        refuse_overwriting(plan, force)
    deal = read_deal(deal_file) if deal_file is not None else None
    others = tuple(read_document(paper) for paper in papers)
    level = Severity[fail_on.upper()]
    codes: list[int] = []
    for number, file in enumerate(files):
        document = readable(file)
        if document is None:
            codes.append(2)
            continue
        report = check(
            document,
            Asking(
                as_of=today_or(as_of),
                deal=deal,
                kind=kind,
                parties=parties,
                facts=facts,
                acting_for=acting_for or (deal.for_ if deal is not None else None),
                papers=others,
                acceptances=beside(file),
                playbook=playbook or _own_playbook(deal, deal_file),
            ),
        )
        if form == "json":
            click.echo(to_json(report))
        else:
            click.echo(("\n" if number else "") + to_text(report, everything=everything), nl=False)
        if plan is not None:
            write_plan(report, plan, force=force)
            click.echo(f"wrote {plan}", err=True)
        codes.append(report.exit_code(level))
    return _worst(codes)


def _own_playbook(deal: "Deal | None", deal_file: Path | None) -> Path | None:
    """The playbook that a deal names, beside the deal."""
    return deal_file.parent / deal.playbook if deal is not None and deal_file is not None and deal.playbook else None


def _worst(codes: list[int]) -> int:
    """2 (a file could not be read) beats 1 (findings), which beats 3 (could not decide)."""
    return next((code for code in (2, 1, 3) if code in codes), 0)
