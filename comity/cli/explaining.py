"""`comity explain`: one clause, term, provision of law, template, subject or proofreading check."""

import click


@click.command(name="explain")
@click.argument("id")
@click.option("--for", "role", metavar="ROLE", help="Show the ladder of positions for a role, such as provider.")
def command(id: str, role: str | None) -> int:
    """Explain a clause, a term, a provision of law, a template or a check."""
    from comity.explanations import explanation

    click.echo(explanation(id, role), nl=False)
    return 0
