"""Which figure a clause prints: the deal's, else the playbook's, else the page's own kept within the law's limit."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from agreements.deal import Deal
from agreements.legislation import Applied, strictest
from agreements.playbook import Playbook
from agreements.wording import quantity, spelt
from agreements.words import Answer
from clauses.cards import ValueCard
from clauses.errors import Mistake, near
from clauses.language import Typed, Unknown, clean
from clauses.library import Library


def figure(
    name: str, card: ValueCard, deal: Deal, applied: Sequence[Applied], playbook: Playbook | None
) -> Typed | Unknown:
    """The figure as printed, with its unit, or a blank that asks for it."""
    said = typed_figure(name, card, deal)
    if said is not None:
        return Typed(clean(said) if isinstance(said, str) else quantity(said, card.unit, deal))
    number = card.default
    if playbook is not None and card.term in playbook.values:
        preferred = playbook.values[card.term].preferred
        number = number if preferred is None else preferred
    unit = card.unit
    if number is not None and card.term is not None and card.term.count("/") == 2:
        number, unit = _within(number, unit, card.term.rpartition("/")[0], applied)
    if number is None:
        return Unknown(spelt(card.asks, deal), f"values.{name}")
    return Typed(quantity(number, unit, deal))


def typed_figure(name: str, card: ValueCard, deal: Deal) -> Decimal | str | None:
    """What a person wrote in the deal for a figure: a number, or words that are printed as they stand.

    What was agreed stands, and a check says what it thinks of it.
    """
    said: Any = deal.values.get(name)
    if said in (None, "?") and card.deal is not None:
        said = deal
        for step in card.deal.split("."):
            entries = said if isinstance(said, tuple) else (said,)
            # Of a section with several entries, such as funding, the first that says it counts.
            said = next((given for entry in entries if (given := getattr(entry, step, None)) not in (None, "?")), None)
    if said in (None, "?"):
        return None
    return said if isinstance(said, str) else Decimal(str(said))


def _within(number: Decimal, unit: str, term: str, applied: Sequence[Applied]) -> tuple[Decimal, str]:
    """A figure of ours moved to the strictest limit that the law sets, where it lies beyond."""
    limit = strictest(term, applied)
    if limit is None or limit[1] != unit.removesuffix("s"):
        return number, unit
    at_least = any(
        application.provision.limits.get(term, "").startswith("at least")
        for application in applied
        if application.answer is Answer.YES
    )
    return (max if at_least else min)(number, Decimal(limit[0])), unit


def value_mistakes(deal: Deal, shown: str, library: Library) -> Iterator[Mistake]:
    """Figures in the deal that no page prints, or that are no figures."""
    known = set(_names(library))
    for name, said in deal.values.items():
        if name not in known:
            yield Mistake(shown, f"values: no clause prints a value {name!r}", None, near(name, known))
        elif not _is_figure(said):
            hint = 'write a number, such as 30, or words, such as "EUR 250,000"'
            yield Mistake(shown, f"values.{name}: {said!r} is no figure", None, hint)


def _names(library: Library) -> Iterable[str]:
    return (name for page in library.pages.values() for name in page.card.values)


def _is_figure(said: Any) -> bool:
    if isinstance(said, str):
        return bool(said.strip())
    if isinstance(said, bool) or not isinstance(said, (int, float, Decimal)):
        return False
    return Decimal(str(said)).is_finite() and said >= 0
