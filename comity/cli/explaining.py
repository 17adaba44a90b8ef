"""`comity explain`: one clause, term, provision of law, template, subject or proofreading check."""

from datetime import date

import click

from comity.cli.options import as_of_option, today_or


@click.command(name="explain")
@click.argument("id")
@click.option("--for", "role", metavar="ROLE", help="Show the ladder of positions for a role, such as provider.")
@as_of_option
def command(id: str, role: str | None, as_of: date | None) -> int:
    """Explain a clause, a term, a provision of law, a template or a check."""
    from comity.explanations import explanation

    click.echo(explanation(id, role, as_of=today_or(as_of)), nl=False)
    return 0
