"""Definitions: printed when their terms are used, in alphabetical order, owned by one page."""

from pathlib import Path

import pytest

from agreements.compose import Composition
from agreements.deal import Deal
from agreements.defining import forms_of
from tests.agreements.composing import composed, deal_of, lines, page, template_of

pytestmark = pytest.mark.usefixtures("own_law")

TERMS = page("1. In this paper: ^definitions\n1. Headings do not count.", title="Definitions")


def defined(folder: Path, definitions: str, *texts: str, deal: Deal | None = None) -> Composition:
    """A paper whose first page after the definitions clause owns these definitions."""
    pages = {"x/terms": TERMS, "x/owner": page(f"## definitions\n\n{definitions}\n\n## only\n\n1. {texts[0]}")}
    pages |= {f"x/p{number}": page(text) for number, text in enumerate(texts[1:])}
    clauses = [id for id in pages if id != "x/terms"]
    return composed(folder, pages, deal, template_of(clauses, definitions=["x/terms"]))


def printed(composition: Composition) -> list[str]:
    return lines(composition, "definition", "definition-item", "definition-words")


@pytest.mark.parametrize(
    ("term", "forms"),
    [
        ("Result", {"Results"}),
        ("Results", {"Result"}),
        ("Party", {"Parties"}),
        ("Access Rights", {"Access Right"}),
        ("Business", {"Businesses"}),
        ("Businesses", {"Business"}),
        ("Day", {"Days"}),
        ("Studies", {"Study"}),
    ],
)
def test_a_term_is_known_by_its_singular_and_its_plural(term: str, forms: set[str]) -> None:
    assert {term, *forms} <= set(forms_of(term))


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("The Widget is free.", True),
        ("All Widgets are free.", True),
        ("A Widget's owner.", True),
        ("(Widget)", True),
        ("The widget is free.", False),
        ("The Widgetry is free.", False),
        ("**Widget.** Is free.", False),
    ],
)
def test_a_definition_is_printed_when_its_term_is_used(tmp_path: Path, text: str, used: bool) -> None:
    found = defined(tmp_path, "**Widget** means an outcome.", f"{text}")
    assert printed(found) == (["Widget means an outcome."] if used else [])


def test_the_longest_term_is_the_one_that_is_used(tmp_path: Path) -> None:
    found = defined(tmp_path, "**Widget Plan** means a plan.\n\n**Widget** means the work.", "The Widget Plan holds.")
    assert printed(found) == ["Widget Plan means a plan."]


def test_what_a_definition_uses_is_defined_too(tmp_path: Path) -> None:
    text = (
        "**Widget** means an Gizmo.\n\n**Gizmo** means a Gadget.\n\n**Gadget** means that.\n\n**Trinket** means this."
    )
    found = defined(tmp_path, text, "The Widget is free.")
    assert [line.split()[0] for line in printed(found)] == ["Gadget", "Gizmo", "Widget"]


def test_definitions_stand_in_alphabetical_order_behind_their_lead_in(tmp_path: Path) -> None:
    found = defined(
        tmp_path, "**b-Term** means b.\n\n**C-Term** means c.\n\n**A-Term** means a.", "A-Term, b-Term, C-Term."
    )
    assert lines(found, "clause-heading", "clause", "definition")[:6] == [
        *("1. Definitions", "1.1 In this paper:", "A-Term means a.", "b-Term means b.", "C-Term means c."),
        "1.2 Headings do not count.",
    ]


def test_terms_in_the_text_of_any_page_count(tmp_path: Path) -> None:
    assert printed(defined(tmp_path, "**Widget** means an outcome.", "Nothing.", "1. See:\n   1. a\n   1. the Widget"))


def test_names_that_people_typed_are_no_use_of_a_term(tmp_path: Path) -> None:
    deal = deal_of(project={"title": "The Widget"})
    assert not printed(defined(tmp_path, "**Widget** means an outcome.", "{{ project.title }}.", deal=deal))


def test_a_definition_whose_condition_fails_is_not_printed(tmp_path: Path) -> None:
    text = "? fund:eu\n**Bauble** means money.\n\n**Widget** means an outcome."
    assert printed(defined(tmp_path, text, "The Bauble and the Widget.")) == ["Widget means an outcome."]


def test_a_definition_has_items_with_their_own_punctuation(tmp_path: Path) -> None:
    text = "**Item** means a thing that:\n\n1. is listed\n1. is marked; or\n1. is:\n   1. small\n   1. fine\n\n"
    text += "but no Widget."
    assert printed(defined(tmp_path, text, "An Item.")) == [
        *("Item means a thing that:", "(a) is listed;", "(b) is marked; or", "(c) is:", "(i) small; and", "(ii) fine,"),
        "but no Widget.",
    ]


def test_a_definition_with_one_item_left_is_one_sentence(tmp_path: Path) -> None:
    text = "**Item** means a thing that:\n\n1. is listed\n? fund:eu\n1. is paid for"
    assert printed(defined(tmp_path, text, "An Item.")) == ["Item means a thing that is listed."]


def test_a_definition_gets_its_full_stop_once(tmp_path: Path) -> None:
    assert printed(defined(tmp_path, "**Item** means a thing", "An Item.")) == ["Item means a thing."]


def test_only_definitions_that_are_printed_bring_entries_to_the_particulars(tmp_path: Path) -> None:
    text = '**Start** means {{ particular("start-date") }}.\n\n**Place** means {{ particular("seat") }}.'
    pages = {"x/terms": TERMS, "x/owner": page(f"## definitions\n\n{text}\n\n## only\n\n1. The Start.")}
    found = composed(tmp_path, pages, None, template_of(["x/owner"], definitions=["x/terms"], parts=["particulars"]))
    (grid,) = (line for line in lines(found) if line.startswith("Particular |"))
    assert "Start Date" in grid
    assert "Seat" not in grid


def test_a_term_of_a_page_that_is_not_there_is_defined_all_the_same(tmp_path: Path) -> None:
    owner = page(
        '## definitions\n\n**Widget** means an outcome.\n\n**Bureau** means {{ ref("x/owner") }}.\n\n## only\n\n1. a'
    )
    pages = {"x/terms": TERMS, "x/owner": owner, "x/a": page("1. The Widget goes to the Bureau.")}
    found = composed(tmp_path, pages, None, template_of(["x/a"], definitions=["x/terms"]))
    # The Bureau is set up by the page that is not there: a definition that leads nowhere is none.
    assert printed(found) == ["Widget means an outcome."]


def test_without_an_item_for_them_no_definition_is_printed(tmp_path: Path) -> None:
    pages = {
        "x/owner": page("## definitions\n\n**Widget** means an outcome.\n\n## only\n\n1. Each:\n   1. Widget\n   1. b")
    }
    assert not printed(composed(tmp_path, pages))
