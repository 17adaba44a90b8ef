"""Renders chosen pages into items: Jinja run, conditions decided, lists punctuated, definitions read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from agreements.asking import ask
from agreements.deal import Deal
from agreements.figures import figure
from agreements.legislation import Applied, asked_terms, strictest, terms_to_draft
from agreements.playbook import Playbook
from agreements.positions import Choice
from agreements.rows import Facts
from agreements.wording import Bound, MatchView, language, names_of, quantity, spelt
from agreements.words import Answer
from clauses.coherence import page_in, term_in
from clauses.errors import ContentError, Mistake, near
from clauses.language import Entry, Marks, Typed, Unknown, Wanted, WordingError, foreign_problems
from clauses.library import Library, Page, Section
from clauses.punctuation import punctuated
from clauses.text import Definition, Item, TextError, parse_definitions, parse_items
from templates.particulars import load_particulars


@dataclass(frozen=True, slots=True)
class Rendered:
    """A chosen page as items, with the definitions it owns. `foreign` wording is negotiated, no words of ours."""

    choice: Choice
    items: tuple[Item, ...]
    definitions: tuple[Definition, ...]
    foreign: bool = False


class Renderer:
    """Renders pages for one deal. Values stand as marks until paragraphs exist; `shown` names the deal in messages."""

    def __init__(
        self,
        deal: Deal,
        shown: str,
        facts: Facts,
        applied: Sequence[Applied],
        library: Library,
        pages: Iterable[str],
        playbook: Playbook | None,
    ) -> None:
        self.marks = Marks()
        self.present = frozenset(pages)
        self.library = library
        self._deal, self._shown, self._facts = deal, shown, facts
        self._applied, self._playbook = applied, playbook
        self._bound = Bound(deal, facts)
        self._asked = asked_terms(applied)
        self._drafted = terms_to_draft(applied)
        self._names = names_of(deal)

    def pages(self, choices: Iterable[Choice]) -> tuple[Rendered, ...]:
        """The chosen pages. Raises ContentError for all wording that cannot be printed, each with file and line."""
        mistakes: list[Mistake] = []
        rendered = []
        for choice in choices:
            try:
                rendered.append(self.page(choice))
            except ContentError as error:
                mistakes += error.mistakes
        if mistakes:
            raise ContentError(dict.fromkeys(mistakes))
        return tuple(rendered)

    def page(self, choice: Choice) -> Rendered:
        """A chosen page. Raises ContentError with every mistake in its wording."""
        page, mistakes = choice.page, list[Mistake]()
        negotiated = self._deal.wording.get(page.id)
        if negotiated is not None:
            section = Section(negotiated, f"{self._shown}, wording of {page.id}", 1)
            for problem in foreign_problems(negotiated, ("ref",)):
                mistakes.append(Mistake(section.path, problem.problem, problem.line, problem.hint or None))
            parts, names = [section], {"ref": self._ref(page)}
        else:
            parts, names = list(page.parts_of(choice.position)), self._names_for(page, choice.position)
        items: list[Item] = []
        for part in parts if not mistakes else ():
            try:
                items += self._kept(self._read(parse_items, part, names), part)
            except ContentError as error:
                mistakes += error.mistakes
        definitions: tuple[Definition, ...] = ()
        try:
            definitions = self.definitions(page, choice.position)
        except ContentError as error:
            mistakes += error.mistakes
        if mistakes:
            raise ContentError(mistakes)
        return Rendered(choice, punctuated(tuple(items)), definitions, negotiated is not None)

    def definitions(self, page: Page, position: str) -> tuple[Definition, ...]:
        """The definitions a page owns, those left whose conditions hold. Raises ContentError."""
        section = page.section("definitions")
        if not section.text:
            return ()
        return tuple(
            replace(definition, children=self._kept(definition.children, section))
            for definition in self._read(parse_definitions, section, self._names_for(page, position))
            if self._holds(definition.conditions, section, definition.line)
        )

    def _read(
        self, parse: Callable[[str], tuple[Any, ...]], section: Section, names: Mapping[str, Any]
    ) -> tuple[Any, ...]:
        """A text rendered and read, its items knowing the line of the source they come from."""
        try:
            text, lines = language().render(section.text, names, self.marks, self._bound)
        except WordingError as error:
            line = section.line + error.line - 1 if error.line else None
            raise ContentError.of(section.path, error.problem, line, error.hint or None) from None
        try:
            return tuple(_at_source(entry, section, lines) for entry in parse(text))
        except TextError as error:
            line = section.line + lines[error.line - 1] - 1
            raise ContentError.of(section.path, error.problem, line, error.hint or None) from None

    def _kept(self, items: Iterable[Item], section: Section) -> tuple[Item, ...]:
        """The items whose conditions are not answered with no."""
        return tuple(
            replace(item, children=self._kept(item.children, section)) if item.children else item
            for item in items
            if self._holds(item.conditions, section, item.line)
        )

    def _holds(self, conditions: Iterable[str], section: Section, line: int) -> bool:
        for condition in conditions:
            asked = page_in(condition)
            if asked is not None:
                if (asked[0] in self.present) is not asked[1]:
                    return False
                continue
            term = term_in(condition)
            if term is not None:
                if term not in self._drafted:
                    return False
                continue
            try:
                answer = ask(condition, self._facts).answer
            except ValueError as error:
                problem, _, hint = str(error).partition("\n  hint: ")
                raise ContentError.of(section.path, problem, line, hint or None) from None
            if answer is Answer.NO:
                return False
        return True

    def _names_for(self, page: Page, position: str) -> dict[str, Any]:
        return {
            **self._names,
            "ref": self._ref(page),
            "subject_to": self._subject_to,
            "particular": self._particular,
            "matches": self._matches,
            "limit": self._limit,
            "value": lambda name: self._value(page, position, name),
        }

    def _ref(self, page: Page) -> Callable[..., Wanted]:
        def ref(*targets: str) -> Wanted:
            if not targets:
                raise WordingError(0, "ref leads nowhere", 'write ref("family/page#label")')
            return Wanted(tuple(f"{page.id}{target}" if target.startswith("#") else target for target in targets))

        return ref

    def _subject_to(self, *targets: str) -> Any:
        present = tuple(target for target in targets if target.partition("#")[0] in self.present)
        return Wanted(present, lead=" This clause is subject to ", tail=".") if present else Typed("")

    def _particular(self, id: str) -> Entry:
        entries = load_particulars()
        if id not in entries:
            raise WordingError(0, f"there is no particular {id!r}", near(id, entries))
        return Entry(id, entries[id].name)

    def _matches(self, term: str) -> list[MatchView]:
        asked = self._asked.get(term)
        return [MatchView(match) for match in asked.matches] if asked is not None else []

    def _limit(self, term: str) -> Any:
        strict = strictest(term, self._applied)
        if strict is None:
            return Unknown(spelt(f"limit for {term.rpartition('/')[2].replace('-', ' ')}", self._deal), f"limit.{term}")
        return Typed(quantity(Decimal(strict[0]), strict[1], self._deal))

    def _value(self, page: Page, position: str, name: str) -> Any:
        """A figure that the page declares, or a page that it needs."""
        for id in (page.id, *page.needs(position)):
            card = self.library.pages[id].card.values.get(name)
            if card is not None:
                return figure(name, card, self._deal, self._applied, self._playbook)
        raise WordingError(0, f"{page.id} declares no value {name!r}", near(name, page.card.values))


def _at_source(entry: Any, section: Section, lines: Sequence[int]) -> Any:
    """An item or definition, and all under it, with its line in the file instead of in the rendered text."""
    return replace(
        entry,
        line=section.line + lines[entry.line - 1] - 1,
        children=tuple(_at_source(child, section, lines) for child in entry.children),
    )
