"""The example deals composed: sound whatever is chosen, left out or not known, and as their golden texts have them."""

import difflib
import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations, product
from pathlib import Path

import pytest

from agreements.agreement import Agreement, Blank, Block, Reference, Words
from agreements.asking import holds
from agreements.blocks import plain
from agreements.compose import Composition, compose
from agreements.conditions import page_mistakes, programme_mistakes, slot_mistakes
from agreements.deal import Deal, Party
from agreements.deals import read_deal
from agreements.defining import forms_of
from agreements.patterns import Condition
from agreements.plain_writers import as_text
from agreements.words import Answer
from clauses.coherence import definitions_of
from clauses.errors import ContentError
from clauses.language import CLOSE, LINE, OPEN
from clauses.library import Library, Page, load_library
from templates.arrangements import load_templates
from templates.programmes import load_programmes
from tests.agreements.composing import DAY, EXAMPLES, composed_example, inlines, lines

GOLDEN = Path(__file__).parent.parent / "golden"
LIBRARY: Library = load_library()
NEIGHBOURS = re.compile(r"[.,;:]\s*[.,;:](?!\w)|\s[.,;:](?!\w)|; (?:and|or)[.;]")
OURS = re.compile(f"[{OPEN}{CLOSE}{LINE}]|{{{{|}}}}|{{%|\\*\\*|\\s\\^[a-z]")
SENTENCES = ("clause", "schedule", "definition", "recital")

each_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def faults(composition: Composition) -> Iterator[str]:
    """What must not be in any agreement: references to nowhere, doubled punctuation or spaces, marks of ours."""
    agreement = composition.agreement
    yield from reference_faults(agreement)
    keys = [part.key for part in agreement.parts]
    yield from (f"two parts have the key {key}" for key in sorted({key for key in keys if keys.count(key) > 1}))
    for part in agreement.parts:
        if isinstance(part, Block):
            # What people typed is their business: it stands for a plain word here.
            own = "".join("Name" if isinstance(i, Words) and i.typed else plain((i,)) for i in part.text)
            said = f"{part.heading} {own}" if part.heading else own
            if NEIGHBOURS.search(said) or "  " in said:
                yield f"{part.key}: neighbouring punctuation or spaces in {said!r}"
            if said != said.strip() or not said:
                yield f"{part.key}: {said!r} is empty, or begins or ends with a space"
            ended = said.rstrip("”)").endswith((".", ":", ";", "?", ",", " and", " or"))
            if part.role in SENTENCES and not ended and not said.endswith(("Name", "]")):
                yield f"{part.key}: {said!r} does not end like a sentence"
    for inline in inlines(agreement):
        if isinstance(inline, Words) and not inline.typed and (found := OURS.search(inline.text)):
            yield f"{found[0]!r} is left in {inline.text!r}"


def reference_faults(agreement: Agreement) -> Iterator[str]:
    """References that lead to no block, or show another number than it has."""
    blocks = {part.key: part for part in agreement.parts if isinstance(part, Block)}
    for inline in inlines(agreement):
        if isinstance(inline, Reference):
            block = blocks.get(inline.target)
            if block is None:
                yield f"{inline.target} is no block"
            elif inline.text != (block.label.rstrip(".") if inline.own else block.number):
                yield f"{inline.target} is {block.number}, not {inline.text}"


def undefined(composition: Composition) -> set[str]:
    """Terms of the library that the text uses in capitals and that are not defined in it."""
    agreement = composition.agreement
    owned = {definition.term: page.id for page in LIBRARY.pages.values() for definition in definitions_of(page)}
    forms = {form: term for term in owned for form in forms_of(term)} | {term: term for term in owned}
    words = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, forms), key=len, reverse=True)) + r")\b")
    blocks = [part for part in agreement.parts if isinstance(part, Block)]
    ours = [i.text for block in blocks for i in block.text if isinstance(i, Words) and not i.typed and block.page]
    defined = {block.heading for block in blocks if block.role == "definition"}
    return {forms[form] for text in ours for form in words.findall(text)} - defined


@each_example
def test_an_example_composes_without_a_fault(path: Path) -> None:
    assert list(faults(whole(path))) == []


@each_example
def test_every_term_that_an_example_uses_is_defined_in_it(path: Path) -> None:
    assert not undefined(composed_example(path))


@each_example
def test_no_definition_is_printed_that_nothing_uses(path: Path) -> None:
    blocks = [part for part in composed_example(path).agreement.parts if isinstance(part, Block)]
    said = " ".join(plain(block.text) for block in blocks)
    for block in blocks:
        if block.role == "definition":
            own = plain(block.text)
            elsewhere = said.replace(own, "", 1)
            assert any(re.search(rf"\b{re.escape(form)}\b", elsewhere) for form in forms_of(block.heading))


@each_example
def test_an_example_says_the_same_each_time(path: Path) -> None:
    assert composed_example(path).agreement == composed_example(path).agreement


@each_example
@pytest.mark.parametrize("language", ["en-GB", "en-US"])
def test_the_spelling_of_an_example_touches_our_own_words_only(path: Path, language: str) -> None:
    deal = read_deal(path)
    spelt = deal.agreement.model_copy(update={"language": language})
    names = {party.name for party in deal.parties} | {deal.project.title}
    composition = composed_example(path, agreement=spelt)
    typed = {inline.text for inline in inlines(composition.agreement) if isinstance(inline, Words) and inline.typed}
    assert names <= typed
    assert list(faults(composition)) == []


@cache
def whole(path: Path) -> Composition:
    """The example as it stands."""
    return composed_example(path)


def can_have(path: Path, page: Page, position: str, composition: Composition | None = None) -> bool:
    """Whether an example holds a page, or has a slot for it or its family, and a position of it fits there."""
    deal, card = read_deal(path), page.positions[position].card
    slots = [slot for _, slot in load_templates()[deal.agreement.template].slots()]
    placed = any(page.id == slot.clause or page.id.partition("/")[0] == slot.law for slot in slots)
    condition = Condition(all=card.fits.all, any=card.fits.any, unless=card.fits.unless)
    fits = holds(condition, (composition or whole(path)).facts).answer is not Answer.NO
    return fits and placed and page.id not in deal.leave_out and deal.agreement.register_ in card.register_


def paid_for(path: Path) -> dict[str, tuple[Party, ...]]:
    """What makes the first party of an example one that pays for the work."""
    first, *others = read_deal(path).parties
    return {"parties": (first.model_copy(update={"roles": (*(first.roles or ()), "payer")}), *others)}


def with_organisation(path: Path) -> dict[str, tuple[Party, ...]]:
    """What makes the first party of an example an international organisation."""
    first, *others = read_deal(path).parties
    return {"parties": (first.model_copy(update={"country": "INT", "kind": "international-organisation"}), *others)}


@pytest.mark.parametrize(
    ("page", "position"),
    [(page, position) for page in LIBRARY.pages.values() for position in page.positions],
    ids=lambda value: value.id if isinstance(value, Page) else value,
)
def test_every_position_composes_without_a_fault_in_an_example(page: Page, position: str) -> None:
    # What only a party that pays, or an international organisation, would have fits none of the examples as they stand.
    path, changes = next(
        (
            (path, changes)
            for making in (None, paid_for, with_organisation)
            for path in EXAMPLES
            for changes in [making(path) if making else {}]
            if can_have(path, page, position, composed_example(path, **changes) if changes else None)
        ),
        (None, {}),
    )
    assert path is not None, "fits no example deal"
    composition = composed_example(path, **changes, positions={**read_deal(path).positions, page.id: position})
    assert list(faults(composition)) == []


@each_example
def test_each_clause_that_no_other_needs_can_be_left_out(path: Path) -> None:
    deal, choices = read_deal(path), whole(path).choices
    needed = {needs for choice in choices for needs in choice.page.needs(choice.position)}
    found: list[str] = []
    for choice in choices:
        id = choice.page.id
        settled = {
            section: {page: said for page, said in getattr(deal, section).items() if page != id}
            for section in ("positions", "wording")
        }
        if id in needed:
            with pytest.raises(ContentError, match=f"leave_out: .* needs {id}"):
                composed_example(path, leave_out=(*deal.leave_out, id), **settled)
            continue
        composition = composed_example(path, leave_out=(*deal.leave_out, id), **settled)
        assert id not in {left.page.id for left in composition.choices}
        found += [f"without {id}: {fault}" for fault in faults(composition)]
    assert found == []


def pairs(path: Path) -> list[dict[str, str]]:
    """Choices such that every two positions of two pages meet in one of them, as few as a greedy hand finds."""
    present = {choice.page.id: choice.page for choice in whole(path).choices}
    fitting = {id: [name for name in page.positions if can_have(path, page, name)] for id, page in present.items()}
    several = {id: names for id, names in sorted(fitting.items()) if len(names) > 1}
    waiting = {
        ((one, a), (other, b))
        for one, other in combinations(several, 2)
        for a, b in product(several[one], several[other])
    }
    found = []
    while waiting:
        chosen = dict(min(waiting))
        for id, names in several.items():
            if id not in chosen:
                met = {name: sum(_pair((id, name), said) in waiting for said in chosen.items()) for name in names}
                chosen[id] = max(names, key=met.__getitem__)
        waiting -= {pair for pair in waiting if all(chosen[id] == name for id, name in pair)}
        found.append(chosen)
    return found


def _pair(one: tuple[str, str], other: tuple[str, str]) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, other) if one < other else (other, one)


@each_example
def test_any_two_positions_stand_beside_each_other(path: Path) -> None:
    own = read_deal(path).positions
    found: list[str] = []
    for chosen in pairs(path):
        try:
            found += faults(composed_example(path, positions={**own, **chosen}))
        except ContentError as error:
            # Positions may exclude each other and say so.
            found += [str(mistake) for mistake in error.mistakes if "conflicts with" not in mistake.problem]
    assert found == []


@each_example
def test_an_example_is_composed_as_its_golden_text_has_it(path: Path, update_golden: bool) -> None:
    text, golden = as_text(composed_example(path).agreement), GOLDEN / f"{path.stem}.txt"
    if update_golden:
        golden.write_text(text, encoding="utf-8")
    assert golden.exists(), "write it with pytest --update-golden"
    before = golden.read_text(encoding="utf-8")
    difference = "\n".join(
        difflib.unified_diff(before.split("\n"), text.split("\n"), "golden", "composed", lineterm="", n=1)
    )
    assert text == before, f"read the difference as a lawyer would, then pytest --update-golden\n{difference}"


def test_every_golden_text_belongs_to_an_example() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} <= {path.stem for path in EXAMPLES}


@each_example
def test_what_an_example_leaves_blank_is_told_with_its_place_in_the_deal(path: Path) -> None:
    agreement = composed_example(path).agreement
    printed = {inline for inline in inlines(agreement) if isinstance(inline, Blank)}
    assert set(agreement.blanks) == printed
    assert all(blank.asks and blank.key for blank in printed)


@each_example
def test_every_choice_of_an_example_has_its_reasons(path: Path) -> None:
    for choice in composed_example(path).choices:
        assert len(choice.because) >= 2
        assert all(choice.because)


@each_example
def test_nothing_of_ours_is_in_the_text_of_an_example(path: Path) -> None:
    said = "\n".join(lines(composed_example(path)))
    assert not [id for id in LIBRARY.pages if id in said]


def test_the_example_deals_are_composed_by_every_template() -> None:
    assert {read_deal(path).agreement.template for path in EXAMPLES} == set(load_templates())


def test_every_condition_in_the_content_is_a_pattern() -> None:
    assert not [mistake for page in LIBRARY.pages.values() for mistake in page_mistakes(page)]
    assert not [*slot_mistakes(load_templates()), *programme_mistakes(load_programmes())]


def starters() -> list[Path]:
    return sorted((Path(__file__).parents[2] / "templates/starters").glob("*.toml"))


@pytest.mark.parametrize("path", starters(), ids=lambda path: path.stem)
def test_a_starter_composes_without_a_fault(path: Path) -> None:
    deal: Deal = read_deal(path)
    assert list(faults(compose(deal, as_of=DAY, shown=path.name))) == []
