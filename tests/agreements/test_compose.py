"""What is known about an agreement once composed and does not leave with it: questions, actions, offers, length."""

from pathlib import Path

import pytest

from agreements.compose import Budget, Due, compose
from clauses.errors import ContentError
from tests.agreements.composing import DAY, EXAMPLES, composed, composed_example, deal_of, page, template_of
from tests.agreements.making import HEAD, provision

pytestmark = pytest.mark.usefixtures("own_law")


def law(folder: Path, *lines: str, force: str = "conduct") -> None:
    (folder / "law").mkdir(parents=True, exist_ok=True)
    (folder / "law/act.toml").write_text(HEAD + provision("duty", *lines, force=force), encoding="utf-8")


def test_law_that_stands_open_asks_its_questions(tmp_path: Path) -> None:
    law(tmp_path, 'applies = { all = ["party:*[certified=dpf]"] }', 'asks = ["invented/term"]')
    found = composed(tmp_path, {"x/y": page("1. a")}, deal_of(1))
    assert [question.key for question in found.questions] == ["parties.alder.certified"]


def test_law_that_is_answered_asks_nothing(tmp_path: Path) -> None:
    law(tmp_path, 'applies = { all = ["party:JP[certified=dpf]"] }', 'asks = ["invented/term"]')
    assert composed(tmp_path, {"x/y": page("1. a")}, deal_of(1)).questions == ()


def test_acts_that_apply_are_due_with_their_owner_and_moment(tmp_path: Path) -> None:
    act = 'actions = [{ do = "record the transfer", owner = "dpo", when = "first-transfer" }]'
    law(tmp_path, 'applies = { all = ["party:DE"] }', 'asks = ["invented/term"]', act)
    found = composed(tmp_path, {"x/y": page("1. a")}, deal_of(1))
    assert found.actions == (Due("record the transfer", "dpo", "first-transfer", ("act/duty",)),)


def test_what_conduct_law_asks_for_is_offered_and_not_drafted(tmp_path: Path) -> None:
    law(tmp_path, 'applies = { all = ["party:DE"] }', 'asks = ["invented/term"]')
    pages = {"x/y": page("1. a"), "x/z": page("1. b", card='supplies = ["invented/term"]\n')}
    found = composed(tmp_path, pages, deal_of(1), template_of(["x/y"]))
    assert found.offered == ("x/z",)
    assert [choice.page.id for choice in found.choices] == ["x/y"]


def test_what_was_left_out_on_purpose_is_not_offered(tmp_path: Path) -> None:
    law(tmp_path, 'applies = { all = ["party:DE"] }', 'asks = ["invented/term"]')
    pages = {"x/y": page("1. a"), "x/z": page("1. b", card='supplies = ["invented/term"]\n')}
    assert composed(tmp_path, pages, deal_of(1, leave_out=["x/z"]), template_of(["x/y"])).offered == ()


def test_compliance_words_are_counted_apart(tmp_path: Path) -> None:
    pages = {"export-control/test": page("1. One two three."), "x/y": page("1. Four five six seven eight nine.")}
    budget = composed(tmp_path, pages).budget
    # The titles of both pages are words too.
    assert budget == Budget(compliance=4, operative=11)
    assert budget.share == pytest.approx(4 / 11)


def test_an_agreement_of_no_words_has_no_share_of_them() -> None:
    assert Budget(0, 0).share == 0.0


def test_the_key_of_a_deal_makes_its_ids_and_is_given_where_it_has_none(tmp_path: Path) -> None:
    pages, deal = {"x/y": page("1. a")}, deal_of()
    assert composed(tmp_path, pages, deal.model_copy(update={"key": "0" * 32})).agreement.key == "0" * 32
    first, second = (composed(tmp_path, pages, deal).agreement.key for _ in range(2))
    assert first == second
    packed = deal.model_copy(update={"packs": (str(tmp_path),)})
    assert compose(packed, as_of=DAY, key="f" * 32).agreement.key == "f" * 32


def test_an_agreement_knows_its_titles_and_its_parties(tmp_path: Path) -> None:
    deal = deal_of(project={"title": "Quiet qubits", "acronym": "QUIET"})
    agreement = composed(tmp_path, {"x/y": page("1. a")}, deal).agreement
    assert (agreement.title, agreement.short_title) == ("Paper", "Paper: QUIET")
    assert agreement.parties == ("Alder University", "Birch Institute")


def test_a_page_knows_why_it_is_there_and_what_it_supplies(tmp_path: Path) -> None:
    pages = {"x/y": page("1. a", card='supplies = ["invented/term"]\n')}
    (chosen,) = composed(tmp_path, pages).agreement.chosen
    assert (chosen.page, chosen.position, chosen.supplies) == ("x/y", "only", ("invented/term",))
    assert chosen.because == ("the template", "the default")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_compliance_words_of_an_example_stay_within_a_quarter(path: Path) -> None:
    assert composed_example(path).budget.share <= 0.25


def test_a_house_style_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no house style 'comit'"):
        composed(tmp_path, {"x/y": page("1. a")}, deal_of(agreement={"house_style": "comit"}))
