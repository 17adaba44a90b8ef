"""Renders chosen pages into items: Jinja run, conditions decided, lists punctuated, definitions read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from agreements.asking import ask
from agreements.deal import Deal
from agreements.legislation import Applied, asked_terms, strictest
from agreements.playbook import Playbook
from agreements.positions import Choice
from agreements.rows import Facts
from agreements.wording import MatchView, language_of, names_of, quantity
from agreements.words import Answer
from clauses.errors import ContentError, near
from clauses.language import Marks, Typed, Unknown, Wanted, WordingError, clean
from clauses.library import Library, Page
from clauses.text import Definition, Item, TextError, parse_definitions, parse_items, punctuated
from templates.arrangements import load_particulars


@dataclass(frozen=True, slots=True)
class Rendered:
    """A chosen page as items, with the definitions it owns."""

    choice: Choice
    items: tuple[Item, ...]
    definitions: tuple[Definition, ...]


class Renderer:
    """Renders pages for one deal. Values stand as marks until paragraphs exist."""

    def __init__(
        self,
        deal: Deal,
        facts: Facts,
        applied: Sequence[Applied],
        library: Library,
        pages: Iterable[str],
        playbook: Playbook | None,
    ) -> None:
        self.marks = Marks()
        self.particulars: list[str] = []
        self._deal, self._facts, self._applied, self._library, self._playbook = deal, facts, applied, library, playbook
        self._present = frozenset(pages)
        self._language = language_of(deal, facts)
        self._asked = asked_terms(applied)
        self._names = names_of(deal)

    def page(self, choice: Choice) -> Rendered:
        """A chosen page. Raises ContentError for wording that cannot be printed, with the page and its line."""
        page = choice.page
        negotiated = self._deal.wording.get(page.id)
        text = negotiated if negotiated is not None else page.text_of(choice.position)
        names = (
            {"ref": self._ref(page), "subject_to": self._subject_to}
            if negotiated is not None
            else self._names_for(page, choice)
        )
        shown = f"{page.path} ({choice.position})" if negotiated is None else f"wording.{page.id!r} of the deal"
        items = self._items(text, names, shown)
        definitions: tuple[Definition, ...] = ()
        if page.section("definitions"):
            rendered = self._rendered(
                page.section("definitions"), self._names_for(page, choice), f"{page.path} (definitions)"
            )
            definitions = tuple(
                replace(definition, children=self._kept(definition.children))
                for definition in self._read(parse_definitions, rendered, f"{page.path} (definitions)")
                if self._holds(definition.conditions)
            )
        return Rendered(choice, items, definitions)

    def _items(self, text: str, names: Mapping[str, Any], shown: str) -> tuple[Item, ...]:
        return punctuated(self._kept(self._read(parse_items, self._rendered(text, names, shown), shown)))

    def _rendered(self, text: str, names: Mapping[str, Any], shown: str) -> str:
        try:
            return self._language.render(text, names, self.marks)
        except WordingError as error:
            raise ContentError.of(shown, error.problem, error.line or None, error.hint or None) from None

    def _read(self, parse: Callable[[str], tuple[Any, ...]], text: str, shown: str) -> tuple[Any, ...]:
        try:
            return parse(text)
        except TextError as error:
            raise ContentError.of(shown, error.problem, error.line, error.hint or None) from None

    def _kept(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The items whose conditions are not answered with no."""
        return tuple(
            replace(item, children=self._kept(item.children)) for item in items if self._holds(item.conditions)
        )

    def _holds(self, conditions: Iterable[str]) -> bool:
        for condition in conditions:
            if condition.startswith("page:"):
                if condition.removeprefix("page:").strip() not in self._present:
                    return False
            elif condition.startswith("!page:"):
                if condition.removeprefix("!page:").strip() in self._present:
                    return False
            elif ask(condition, self._facts).answer is Answer.NO:
                return False
        return True

    def _names_for(self, page: Page, choice: Choice) -> dict[str, Any]:
        return {
            **self._names,
            "ref": self._ref(page),
            "subject_to": self._subject_to,
            "particular": self._particular,
            "matches": self._matches,
            "limit": self._limit,
            "value": self._value(page, choice),
        }

    def _ref(self, page: Page) -> Callable[..., Wanted]:
        def ref(*targets: str) -> Wanted:
            return Wanted(tuple(f"{page.id}{target}" if target.startswith("#") else target for target in targets))

        return ref

    def _subject_to(self, *targets: str) -> Any:
        present = tuple(target for target in targets if target.partition("#")[0] in self._present)
        return Wanted(present, lead=" This clause is subject to ", tail=".") if present else Typed("")

    def _particular(self, id: str) -> Any:
        entries = load_particulars()
        if id not in entries:
            raise WordingError(0, f"there is no particular {id!r}", near(id, entries))
        if id not in self.particulars:
            self.particulars.append(id)
        return Typed(entries[id].name)

    def _matches(self, term: str) -> list[MatchView]:
        asked = self._asked.get(term)
        return [MatchView(match) for match in asked.matches] if asked is not None else []

    def _limit(self, term: str) -> Any:
        strict = strictest(term, self._applied)
        if strict is None:
            return Unknown(f"limit for {term.rpartition('/')[2].replace('-', ' ')}", f"values.{term}")
        return Typed(quantity(Decimal(strict[0]), strict[1]))

    def _value(self, page: Page, choice: Choice) -> Callable[[str], Any]:
        def value(name: str) -> Any:
            owner = next(
                (
                    self._library.pages[id]
                    for id in (page.id, *page.needs(choice.position))
                    if name in self._library.pages[id].card.values
                ),
                None,
            )
            if owner is None:
                raise WordingError(0, f"{page.id} declares no value {name!r}", near(name, page.card.values))
            card = owner.card.values[name]
            number = self._deal.values.get(name, card.default)
            if name not in self._deal.values and self._playbook is not None and card.term in self._playbook.values:
                number = self._playbook.values[card.term].preferred or number
            if name == "review-days" and self._deal.publication.review_days is not None:
                number = self._deal.publication.review_days
            if name == "delay-days" and self._deal.publication.delay_days is not None:
                number = self._deal.publication.delay_days
            strict = (
                strictest(card.term.rpartition("/")[0], self._applied)
                if card.term and card.term.count("/") == 2
                else None
            )
            if (
                strict is not None
                and strict[1] == card.unit.removesuffix("s")
                and isinstance(number, Decimal)
                and number > strict[0]
            ):
                number = Decimal(strict[0])
            if number is None:
                return Unknown(card.asks, f"values.{name}")
            if isinstance(number, str):
                # A figure a person wrote out ("EUR 250,000") is printed as typed.
                return Typed(clean(number))
            return Typed(quantity(Decimal(str(number)), card.unit))

        return value
