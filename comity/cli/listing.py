"""`comity list`: what there is."""

from collections.abc import Callable, Iterator

import click

KINDS = ("clauses", "templates", "terms", "law", "subjects", "countries")


@click.command(name="list")
@click.argument("what", type=click.Choice(KINDS))
def command(what: str) -> int:
    """List clauses, templates, terms, law, subjects or countries."""
    lines: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {
        "clauses": _clauses,
        "templates": _templates,
        "terms": _terms,
        "law": _law,
        "subjects": _subjects,
        "countries": _countries,
    }
    rows = list(lines[what]())
    width = max((len(name) for name, _ in rows), default=0)
    for name, said in rows:
        click.echo(f"{name:<{width}}  {said}".rstrip())
    return 0


def _clauses() -> Iterator[tuple[str, str]]:
    from clauses.library import load_library

    for id, page in sorted(load_library().pages.items()):
        yield id, page.card.summary
        for name, position in page.positions.items():
            yield f"  {name}", position.card.summary


def _templates() -> Iterator[tuple[str, str]]:
    from templates.arrangements import load_templates

    for id, template in sorted(load_templates().items()):
        yield id, template.summary


def _terms() -> Iterator[tuple[str, str]]:
    from checker.cards import load_cards

    for id, card in sorted(load_cards().terms.items()):
        yield id, card.asks


def _subjects() -> Iterator[tuple[str, str]]:
    from checker.cards import load_cards

    for name, card in sorted(load_cards().subjects.items()):
        yield name, card.asks


def _law() -> Iterator[tuple[str, str]]:
    from agreements.legislation import load_law

    for id, provision in sorted(load_law().provisions.items()):
        yield id, f"{provision.force}: {provision.cite}"


def _countries() -> Iterator[tuple[str, str]]:
    from agreements.words import load_words

    yield from load_words().countries()
