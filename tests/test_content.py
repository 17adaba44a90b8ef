"""What lower rooms name by id stands in a higher one: terms that pages supply, that law asks for."""

from pathlib import Path

import pytest

from agreements.legislation import load_law
from clauses.library import load_library
from templates.arrangements import load_templates

TERMS = Path(__file__).resolve().parent.parent / "checker/terms"
CARDS = {f"{path.parent.name}/{path.stem}" for path in TERMS.glob("*/*.toml") if path.stem != "subject"}
SUBJECTS = {path.parent.name for path in TERMS.glob("*/subject.toml")}
SUPPLIED = sorted(
    {
        (term, page.id)
        for page in load_library().pages.values()
        for name in page.positions
        for term in page.supplies(name)
    }
)
ASKED = sorted({(term, provision.id) for provision in load_law().provisions.values() for term in provision.asks})
FIGURES = sorted(
    {(card.term, page.id) for page in load_library().pages.values() for card in page.card.values.values() if card.term}
)


@pytest.mark.parametrize(("term", "page"), SUPPLIED)
def test_every_term_that_a_page_supplies_has_a_card(term: str, page: str) -> None:
    assert term in CARDS, f"{page} supplies {term}, and there is no checker/terms/{term}.toml"


@pytest.mark.parametrize(("term", "provision"), ASKED)
def test_every_term_that_law_asks_for_has_a_card(term: str, provision: str) -> None:
    assert term in CARDS, f"{provision} asks for {term}, and there is no checker/terms/{term}.toml"


@pytest.mark.parametrize("term", sorted({term for term, _ in ASKED}))
def test_every_term_that_law_asks_for_is_supplied_by_a_page(term: str) -> None:
    assert list(load_library().suppliers(term)), f"law asks for {term}, and no page supplies it"


@pytest.mark.parametrize(("figure", "page"), FIGURES)
def test_every_figure_of_a_page_belongs_to_a_term_with_a_card(figure: str, page: str) -> None:
    assert figure.rpartition("/")[0] in CARDS, f"{page} prints {figure}, and there is no such term"


@pytest.mark.parametrize("template", load_templates())
def test_every_subject_that_a_template_asks_about_has_a_card(template: str) -> None:
    assert set(load_templates()[template].asks_about) <= SUBJECTS
