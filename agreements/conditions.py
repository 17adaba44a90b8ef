"""The conditions that pages, templates and programmes carry as plain strings: each a pattern, or a mistake."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from agreements.patterns import parse_pattern
from clauses.coherence import conditions_of, page_in, term_in
from clauses.errors import ContentError, Mistake
from clauses.index import index
from clauses.library import Page, load_library, texts
from templates.arrangements import Template, load_templates
from templates.programmes import Programme, load_programmes

THIS_CHECK = Path(__file__)  # stands in the index of content for "all conditions were patterns"


@cache
def check_conditions(packs: tuple[Path, ...] = ()) -> None:
    """Raises ContentError with every condition in the content that is no pattern.

    The rooms below hold them as text: they do not know how facts are asked.
    """
    if not packs and index().is_sound(THIS_CHECK):
        return
    mistakes = [
        *(mistake for page in load_library(packs).pages.values() for mistake in page_mistakes(page)),
        *slot_mistakes(load_templates(packs)),
        *programme_mistakes(load_programmes(packs)),
    ]
    if mistakes:
        raise ContentError(mistakes)
    if not packs:
        index().found_sound(THIS_CHECK)


def page_mistakes(page: Page) -> Iterator[Mistake]:
    """Conditions of a page, on its items and on its positions, that are no patterns."""
    for name, section in texts(page):
        for line, condition in conditions_of(section, definitions=name == "definitions"):
            if page_in(condition) is None and term_in(condition) is None:
                yield from _mistakes(condition, section.path, line)
    for position in page.positions.values():
        fits = position.card.fits
        for condition in (*fits.all, *fits.any, *fits.unless):
            yield from _mistakes(condition, page.path, None, f"fits of {position.name}: ")


def slot_mistakes(templates: Mapping[str, Template]) -> Iterator[Mistake]:
    """Conditions of slots that are no patterns."""
    for id, template in templates.items():
        for _, slot in template.slots():
            for condition in slot.when:
                yield from _mistakes(condition, f"templates/{id}.toml", None, f"slot of {slot.clause or slot.law}: ")


def programme_mistakes(programmes: Mapping[str, Programme]) -> Iterator[Mistake]:
    """Conditions of programmes that are no patterns."""
    for id, programme in programmes.items():
        for condition in programme.when:
            yield from _mistakes(condition, f"templates/programmes/{id}.toml", None, "when: ")


def _mistakes(condition: str, path: str, line: int | None, place: str = "") -> Iterator[Mistake]:
    try:
        parse_pattern(condition)
    except ValueError as error:
        problem, _, hint = str(error).partition("\n  hint: ")
        yield Mistake(path, f"{place}{problem}", line, hint or None)
