"""Which definitions an agreement prints: those whose terms it uses, each in its alphabetical place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from agreements.agreement import Block
from agreements.drafts import Draft, Raw, texts_of, values_in
from agreements.numbering import Targets, letters, roman
from agreements.positions import Choice
from agreements.rendering import Rendered, Renderer
from clauses.coherence import definitions_of
from clauses.language import Wanted
from clauses.punctuation import DEFINITIONS, punctuated
from clauses.text import Definition, Item

Owned = Mapping[str, tuple[Choice, Definition]]


def with_definitions(
    body: Sequence[Draft], rendered: Sequence[Rendered], renderer: Renderer, targets: Targets
) -> list[Draft]:
    """Puts the definitions that are used behind the item labelled for them, in alphabetical order."""
    place = next(
        (
            index
            for index, draft in enumerate(body)
            if isinstance(draft, Raw) and draft.block.key.endswith(f"#{DEFINITIONS}")
        ),
        None,
    )
    if place is None:
        return list(body)
    owned = {definition.term: (page.choice, definition) for page in rendered for definition in page.definitions}
    owned |= _spare(owned, renderer, targets)
    used = used_terms(owned, [text for draft in body for text in texts_of(draft)])
    made: list[Draft] = []
    for term in sorted(used, key=str.casefold):
        made += _definition(*owned[term])
    return [*body[: place + 1], *made, *body[place + 1 :]]


def _spare(owned: Owned, renderer: Renderer, targets: Targets) -> Owned:
    """Definitions of pages that are not in, fit to print: clauses may use their terms all the same."""
    found: dict[str, tuple[Choice, Definition]] = {}
    for id, page in renderer.library.pages.items():
        if id in renderer.present or all(definition.term in owned for definition in definitions_of(page)):
            continue
        choice = Choice(page, "definitions", page.card.default, ("its definition is used",))
        for definition in renderer.definitions(page, page.card.default):
            values = values_in(_texts((_whole(definition),)), renderer.marks)
            wanted = [target for value in values if isinstance(value, Wanted) for target in value.targets]
            if all(target in targets.places for target in wanted):
                found[definition.term] = (choice, definition)
    return found


def used_terms(owned: Owned, texts: Iterable[str]) -> set[str]:
    """The terms that are used in some texts, or in the definition of one that is.

    In capitals, singular or regular plural, the longest first: "Project Plan" is no use of "Project".
    """
    forms = {form: term for term in owned for form in forms_of(term)} | {term: term for term in owned}
    if not forms:
        return set()
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True)) + r")\b")
    used: set[str] = set()
    waiting = list(texts)
    while waiting:
        for found in pattern.findall(waiting.pop()):
            term = forms[found]
            if term not in used:
                used.add(term)
                waiting += _texts((_whole(owned[term][1]),))
    return used


def forms_of(term: str) -> tuple[str, ...]:
    """A term with its regular plural and, where it may be one itself, its singular."""
    found = [term]
    if term.endswith("y") and term[-2:-1] not in "aeiou":
        found.append(f"{term[:-1]}ies")
    else:
        found.append(f"{term}es" if term.endswith(("s", "x", "ch", "sh")) else f"{term}s")
    if term.endswith("ies"):
        found.append(f"{term[:-3]}y")
    elif term.endswith("s") and not term.endswith("ss"):
        found.append(term[:-1])
        if term.endswith(("ses", "xes", "ches", "shes")):
            found.append(term[:-2])
    return tuple(found)


def _whole(definition: Definition) -> Item:
    return Item(definition.text, 0, children=definition.children, closing=definition.closing)


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _texts(item.children)
        yield from item.closing


def _definition(choice: Choice, definition: Definition) -> Iterator[Draft]:
    whole = punctuated((_whole(definition),))[0]
    base = f"{choice.page.id}:definition-{re.sub(r'[^a-z0-9]+', '-', definition.term.lower())}"
    end = "" if whole.text.endswith((".", ":", ";")) else "."
    yield Raw(_block(choice, base, "definition", 1, "", definition.term), whole.text + end)
    yield from _items(choice, whole.children, base, 1)
    for place, words in enumerate(whole.closing, start=1):
        yield Raw(_block(choice, f"{base}.closing-{place}", "definition-words", 1), words)


def _items(choice: Choice, items: Sequence[Item], base: str, level: int) -> Iterator[Draft]:
    for place, item in enumerate(items, start=1):
        label = f"({letters(place)})" if level == 1 else f"({roman(place)})"
        key = f"{base}.{place}"
        yield Raw(_block(choice, key, "definition-item", level, label, item.heading), item.text)
        yield from _items(choice, item.children, key, level + 1)


def _block(choice: Choice, key: str, role: str, level: int, label: str = "", heading: str = "") -> Block:
    return Block(
        key,
        role,  # type: ignore[arg-type]  # one of the roles of definitions
        (),
        level,
        label,
        label,
        heading,
        choice.page.id,
        choice.position,
        choice.because,
    )
