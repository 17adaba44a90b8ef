"""`comity new`: a commented starter deal."""

import secrets
from pathlib import Path

import click


@click.command(name="new")
@click.argument("template")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("deal.toml"), show_default=True, help="Where to write."
)
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def command(template: str, out: Path, force: bool) -> int:
    """Write a commented starter deal for a template."""
    from agreements.writing import refuse_overwriting, write_whole
    from clauses.errors import ContentError, near
    from templates.arrangements import load_templates, starter

    templates = load_templates()
    if template not in templates:
        raise ContentError.of("TEMPLATE", f"there is no template {template!r}", hint=near(template, templates))
    refuse_overwriting(out, force)
    write_whole(out, starter(template, key=secrets.token_hex(16)).encode("utf-8"), force=force)
    click.echo(f"wrote {out}")
    return 0
