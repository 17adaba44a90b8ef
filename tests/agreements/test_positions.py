"""Which pages an agreement holds and in which position, each with its reason."""

from pathlib import Path

import pytest

from agreements.deal import Deal
from clauses.errors import ContentError
from tests.agreements.composing import because, composed, deal_of, page, party, position, template_of
from tests.agreements.making import HEAD, provision

pytestmark = pytest.mark.usefixtures("own_law")

TWO = """\
[positions.one]
summary = "One."
serves = ["all"]
{one}
[positions.two]
summary = "Two."
serves = ["all"]
{two}
"""
TEXTS = "## one\n\n1. First.\n\n## two\n\n1. Second.\n"


def two(one: str = "", second: str = "", card: str = "") -> str:
    """A page with two positions, `one` the default; the arguments add lines to their cards."""
    return page(TEXTS, positions=TWO.format(one=one, two=second), card=card)


def choose(folder: Path, text: str, deal: Deal | None = None, presets: str = "") -> tuple[str, str]:
    """The position chosen for a page, and the last reason given."""
    found = composed(folder, {"x/y": text}, deal, template_of(["x/y"], presets=presets))
    return position(found, "x/y"), because(found, "x/y")[-1]


def mistakes(folder: Path, pages: dict[str, str], deal: Deal | None = None, template: str | None = None) -> list[str]:
    with pytest.raises(ContentError) as raised:
        composed(folder, pages, deal, template)
    return [str(mistake) for mistake in raised.value.mistakes]


def programme(folder: Path, when: str, name: str = "one") -> None:
    (folder / "programmes").mkdir(exist_ok=True)
    text = f'title = "Programme {name}"\nwhen = "{when}"\n[presets]\n"x/y" = "{name}"\n'
    (folder / f"programmes/{name}.toml").write_text(text, encoding="utf-8")


def playbook(folder: Path, text: str) -> None:
    (folder / "playbook.toml").write_text(f'for = "Alder"\n{text}', encoding="utf-8")


PRESET_TWO = '[presets]\n"x/y" = "two"\n'
FUNDED = {"funding": [{"programme": "eu-horizon"}]}


def test_without_a_word_from_anybody_it_is_the_default(tmp_path: Path) -> None:
    assert choose(tmp_path, two()) == ("one", "the default")


def test_the_deal_goes_before_a_programme(tmp_path: Path) -> None:
    programme(tmp_path, "fund:eu-horizon")
    deal = deal_of(positions={"x/y": "two"}, **FUNDED)
    assert choose(tmp_path, two(), deal) == ("two", "chosen in the deal")


def test_a_programme_that_pays_goes_before_the_preset(tmp_path: Path) -> None:
    programme(tmp_path, "fund:eu-horizon")
    assert choose(tmp_path, two(), deal_of(**FUNDED), PRESET_TWO) == ("one", "preset of Programme one")


def test_a_programme_that_does_not_pay_sets_nothing(tmp_path: Path) -> None:
    programme(tmp_path, "fund:eu-horizon")
    assert choose(tmp_path, two(), deal_of(funding=[]), PRESET_TWO) == ("two", "preset of the template")


def test_whether_a_programme_pays_must_be_known(tmp_path: Path) -> None:
    programme(tmp_path, "fund:eu-horizon", "two")
    assert choose(tmp_path, two(), deal_of()) == ("one", "the default")


def test_a_slot_may_set_the_position(tmp_path: Path) -> None:
    found = composed(tmp_path, {"x/y": two()}, None, template_of(['{ clause = "x/y", position = "two" }']))
    assert position(found, "x/y") == "two"
    assert because(found, "x/y")[-1] == "set by the template"


def test_the_preset_goes_before_the_playbook(tmp_path: Path) -> None:
    playbook(tmp_path, '[positions."x/y"]\npreferred = "one"\n')
    deal = deal_of(playbook=str(tmp_path / "playbook.toml"))
    assert choose(tmp_path, two(), deal, PRESET_TWO) == ("two", "preset of the template")


def test_the_playbook_goes_before_the_default(tmp_path: Path) -> None:
    playbook(tmp_path, '[positions."x/y"]\npreferred = "two"\n')
    deal = deal_of(playbook=str(tmp_path / "playbook.toml"))
    assert choose(tmp_path, two(), deal) == ("two", "preferred by the playbook of Alder")


def test_what_a_playbook_accepts_stands_in_for_what_it_prefers(tmp_path: Path) -> None:
    playbook(tmp_path, '[positions."x/y"]\npreferred = "one"\n[positions."x/y".acceptable]\ntwo = "the dean"\n')
    deal = deal_of(playbook=str(tmp_path / "playbook.toml"), funding=[])
    assert choose(tmp_path, two(one='fits = "fund:eu"'), deal) == ("two", "accepted by the playbook of Alder")


def test_what_a_playbook_never_wants_is_not_taken_by_default(tmp_path: Path) -> None:
    playbook(tmp_path, '[positions."x/y"]\nnever = ["one"]\n')
    deal = deal_of(playbook=str(tmp_path / "playbook.toml"))
    assert choose(tmp_path, two(), deal) == ("two", "the first that fits")


def law(folder: Path, force: str = "content") -> None:
    (folder / "law").mkdir(exist_ok=True)
    seen = 'seen = { source = "gazette", grade = "official", dated = 2026-01-01 }'
    duty = provision("duty", seen, 'applies = { all = ["party:DE"] }', 'asks = ["invented/term"]', force=force)
    (folder / "law/act.toml").write_text(HEAD + duty, encoding="utf-8")


def test_the_position_that_supplies_what_the_law_asks_for_goes_before_the_default(tmp_path: Path) -> None:
    law(tmp_path)
    assert choose(tmp_path, two(second='supplies = ["invented/term"]')) == (
        "two",
        "it supplies most of what the law asks for",
    )


@pytest.mark.parametrize("force", ["condition", "conduct", "practice"])
def test_only_law_that_wants_words_in_the_contract_moves_a_choice(tmp_path: Path, force: str) -> None:
    law(tmp_path, force)
    assert choose(tmp_path, two(second='supplies = ["invented/term"]'))[0] == "one"


@pytest.mark.parametrize("force", ["condition", "practice"])
def test_what_is_an_act_or_good_practice_drafts_nothing_by_itself(tmp_path: Path, force: str) -> None:
    law(tmp_path, force)
    template = template_of(["z/z", '{ clause = "x/y", when = "fund:eu" }'])
    pages = {"x/y": two(card='supplies = ["invented/term"]'), "z/z": page("1. Text.")}
    found = composed(tmp_path, pages, deal_of(funding=[]), template)
    assert [choice.page.id for choice in found.choices] == ["z/z"]


def test_conduct_law_takes_a_slot_where_there_is_one_and_asks_for_none(tmp_path: Path) -> None:
    law(tmp_path, "conduct")
    pages = {"x/y": two(card='supplies = ["invented/term"]'), "z/z": page("1. Text.")}
    found = composed(tmp_path, pages, None, template_of(["z/z"]))
    assert [choice.page.id for choice in found.choices] == ["z/z"]


@pytest.mark.parametrize(("force", "there"), [("content", True), ("conduct", True), ("practice", False)])
def test_an_item_may_wait_for_the_law_to_ask_for_its_term(tmp_path: Path, force: str, there: bool) -> None:
    law(tmp_path, force)
    text = "1. Always.\n? term:invented/term\n1. Only where the law asks.\n"
    found = composed(tmp_path, {"x/y": page(text)}, None, template_of(["x/y"]))
    said = " ".join(str(part) for part in found.agreement.parts)
    assert ("Only where the law asks." in said) is there


@pytest.mark.parametrize("force", ["content", "grant", "conduct"])
def test_law_puts_a_page_in_whose_slot_is_off(tmp_path: Path, force: str) -> None:
    law(tmp_path, force)
    template = template_of(['{ clause = "x/y", when = "fund:eu" }'])
    found = composed(tmp_path, {"x/y": two(card='supplies = ["invented/term"]')}, deal_of(funding=[]), template)
    assert because(found, "x/y") == (f"Invented Act ({force})", "the default")


def test_law_puts_a_page_into_a_slot_for_its_family(tmp_path: Path) -> None:
    law(tmp_path)
    pages = {"x/y": two(card='supplies = ["invented/term"]'), "z/z": page("1. Text.")}
    found = composed(tmp_path, pages, None, template_of(["z/z", '{ law = "x" }']))
    assert [choice.page.id for choice in found.choices] == ["z/z", "x/y"]


def test_a_deal_may_name_a_page_that_stands_in_a_slot_for_its_family(tmp_path: Path) -> None:
    pages = {"x/y": two(), "z/z": page("1. Text.")}
    template = template_of(["z/z", '{ law = "x" }'])
    first = next(iter(composed(tmp_path, pages, deal_of(positions={"x/y": "one"}), template).choices[1:]))
    assert (first.page.id, first.because) == ("x/y", ("the deal names it", "chosen in the deal"))
    assert [choice.page.id for choice in composed(tmp_path, pages, None, template).choices] == ["z/z"]


def test_a_page_that_law_asks_for_and_that_has_no_slot_is_a_mistake_of_the_template(tmp_path: Path) -> None:
    law(tmp_path)
    pages = {"x/y": two(card='supplies = ["invented/term"]'), "z/z": page("1. Text.")}
    assert mistakes(tmp_path, pages, None, template_of(["z/z"])) == [
        "templates/paper.toml: "
        "the law asks for invented/term, which x/y supplies, and the template has no slot for it\n"
        '  hint: add the slot "x/y" or { law = "x" }',
    ]


def test_a_page_left_out_stays_out_whatever_the_law_asks_for(tmp_path: Path) -> None:
    law(tmp_path)
    pages = {"x/y": two(card='supplies = ["invented/term"]'), "z/z": page("1. Text.")}
    found = composed(tmp_path, pages, deal_of(leave_out=["x/y"]), template_of(["z/z", '{ law = "x" }']))
    assert [choice.page.id for choice in found.choices] == ["z/z"]


@pytest.mark.parametrize(
    ("when", "reasons"),
    [
        ('"fund:eu-horizon"', ("fund:eu-horizon", "the default")),
        ('["fund:eu", "party:DE"]', ("fund:eu", "party:DE", "the default")),
        ('"party:*[certified=dpf]"', ("party:*[certified=dpf] (cannot tell yet)", "the default")),
    ],
)
def test_a_slot_that_is_on_says_by_which_facts(tmp_path: Path, when: str, reasons: tuple[str, ...]) -> None:
    template = template_of([f'{{ clause = "x/y", when = {when} }}'])
    assert because(composed(tmp_path, {"x/y": two()}, deal_of(**FUNDED), template), "x/y") == reasons


def test_a_slot_whose_condition_is_answered_with_no_stays_empty(tmp_path: Path) -> None:
    template = template_of(['{ clause = "x/y", when = ["fund:us-federal", "party:DE"] }', "z/z"])
    pages = {"x/y": two(), "z/z": page("1. Text.")}
    assert [choice.page.id for choice in composed(tmp_path, pages, deal_of(**FUNDED), template).choices] == ["z/z"]


@pytest.mark.parametrize("section", [{"positions": {"x/y": "two"}}, {"wording": {"x/y": "1. Agreed."}}])
def test_a_page_that_the_deal_names_is_in_though_its_slot_is_off(
    tmp_path: Path, section: dict[str, dict[str, str]]
) -> None:
    template = template_of(['{ clause = "x/y", when = "fund:us-federal" }'])
    found = composed(tmp_path, {"x/y": two()}, deal_of(**FUNDED, **section), template)
    assert because(found, "x/y")[0] == "the deal names it"


def test_a_page_that_another_needs_is_in(tmp_path: Path) -> None:
    pages = {"x/a": page("1. First.", card='needs = ["x/b"]\n'), "x/b": page("1. Second.")}
    template = template_of(["x/a", '{ clause = "x/b", when = "fund:us-federal" }'])
    found = composed(tmp_path, pages, deal_of(**FUNDED), template)
    assert because(found, "x/b") == ("x/a needs it", "the default")


def test_what_a_position_needs_counts_only_when_it_is_chosen(tmp_path: Path) -> None:
    pages = {"x/y": two(second='needs = ["x/b"]'), "x/b": page("1. Second.")}
    template = template_of(["x/y", '{ clause = "x/b", when = "fund:us-federal" }'])
    assert len(composed(tmp_path, pages, deal_of(**FUNDED), template).choices) == 1
    assert len(composed(tmp_path, pages, deal_of(positions={"x/y": "two"}, **FUNDED), template).choices) == 2


def test_a_needed_page_without_a_slot_and_one_left_out_are_told_together(tmp_path: Path) -> None:
    pages = {
        "x/a": page("1. First.", card='needs = ["x/b", "x/c"]\n'),
        "x/b": page("1. Second."),
        "x/c": page("1. Third."),
    }
    assert mistakes(tmp_path, pages, deal_of(leave_out=["x/b"]), template_of(["x/a", "x/b"])) == [
        "deal.toml: leave_out: x/a needs x/b\n  hint: leave out x/a too, or neither",
        'templates/paper.toml: x/a needs x/c, which has no slot\n  hint: add the slot "x/c"',
    ]


def test_pages_stand_in_the_order_of_the_template(tmp_path: Path) -> None:
    pages = {f"x/{name}": page("1. Text.") for name in "abc"}
    found = composed(tmp_path, pages, None, template_of(["x/c", "x/a", "x/b"]))
    assert [choice.page.id for choice in found.choices] == ["x/c", "x/a", "x/b"]


def test_every_mistake_that_a_deal_makes_in_its_choices_is_told_at_once(tmp_path: Path) -> None:
    deal = deal_of(
        positions={"x/y": "tow", "x/z": "one", "general/notices": "standard"},
        leave_out=["x/q", "x/y"],
        wording={"general/notice": "1. Text."},
        values={"pay-day": 3, "pay-days": True},
    )
    assert mistakes(tmp_path, {"x/y": two()}, deal) == [
        "deal.toml: positions: x/y has no position 'tow'\n  hint: did you mean two?",
        "deal.toml: positions: there is no page 'x/z'\n  hint: did you mean x/y?",
        "deal.toml: leave_out: there is no page 'x/q'\n  hint: did you mean x/y?",
        "deal.toml: wording: there is no page 'general/notice'\n  hint: did you mean general/notices?",
        "deal.toml: positions: x/y is in leave_out too\n  hint: take it out of one of them",
        "deal.toml: positions: paper has no slot for general/notices",
        "deal.toml: values: no clause prints a value 'pay-day'\n  hint: did you mean pay-days?",
        "deal.toml: values.pay-days: True is no figure\n"
        '  hint: write a number, such as 30, or words, such as "EUR 250,000"',
    ]


@pytest.mark.parametrize(
    ("card", "why"),
    [
        ('register = ["intent"]', "is not written for the register 'binding'"),
        ("from = 2027-01-01", "begins on 2027-01-01"),
        ("until = 2026-11-22", "ended on 2026-11-22"),
        ('fits = "fund:us-federal"', "does not fit this deal: it wants fund:us-federal"),
        (
            'fits = { any = ["fund:us-federal", "party:JP"], unless = ["party:DE"] }',
            "does not fit this deal: it wants fund:us-federal or party:JP and not party:DE",
        ),
    ],
)
def test_a_position_that_cannot_be_chosen_is_refused_with_its_reason(tmp_path: Path, card: str, why: str) -> None:
    deal = deal_of(positions={"x/y": "two"}, **FUNDED)
    assert mistakes(tmp_path, {"x/y": two(second=card)}, deal) == [f"deal.toml: positions: x/y/two {why}"]


def test_a_preset_that_does_not_fit_gives_way(tmp_path: Path) -> None:
    assert choose(tmp_path, two(second='fits = "fund:us-federal"'), deal_of(**FUNDED), PRESET_TWO)[0] == "one"


def test_a_condition_that_cannot_be_told_does_not_stand_in_the_way(tmp_path: Path) -> None:
    assert choose(tmp_path, two(second='fits = "party:*[certified=dpf]"'), deal_of(), PRESET_TWO)[0] == "two"


def test_a_page_of_which_nothing_fits_says_why_not(tmp_path: Path) -> None:
    text = two(one='fits = "fund:us-federal"', second="from = 2027-01-01")
    assert mistakes(tmp_path, {"x/y": text}, deal_of(**FUNDED)) == [
        "deal.toml: no position of x/y can be chosen: one does not fit this deal: it wants fund:us-federal; "
        "two begins on 2027-01-01",
    ]


@pytest.mark.parametrize("conflict", ["x/y", "x/y/two"])
def test_positions_that_conflict_are_told(tmp_path: Path, conflict: str) -> None:
    own = f'[positions.only]\nsummary = "One."\nserves = ["all"]\nconflicts = ["{conflict}"]\n'
    pages = {"x/y": two(), "x/z": page("1. Text.", positions=own)}
    assert mistakes(tmp_path, pages, deal_of(positions={"x/y": "two"})) == [
        "deal.toml: x/z/only conflicts with x/y/two\n  hint: choose another position of x/y",
    ]


def test_a_conflict_with_another_position_is_none(tmp_path: Path) -> None:
    own = '[positions.only]\nsummary = "One."\nserves = ["all"]\nconflicts = ["x/y/two"]\n'
    found = composed(tmp_path, {"x/y": two(), "x/z": page("1. Text.", positions=own)})
    assert len(found.choices) == 2


def test_conditions_of_content_that_are_no_patterns_are_told_at_once(tmp_path: Path) -> None:
    programme(tmp_path, "fund:euu")
    pages = {"x/a": page("? party:DEE\n1. Text.\n? fund\n1. More."), "x/y": two(second='fits = "fund:us"')}
    found = mistakes(tmp_path, pages, None, template_of(['{ clause = "x/a", when = "fond:eu" }', "x/y"]))
    assert [said.splitlines()[0] for said in found] == [
        f"{tmp_path}/clauses/x/a.md:18: there is no word 'DEE' for country in 'party:DEE'",
        f"{tmp_path}/clauses/x/a.md:20: 'fund' is not a pattern",
        f"{tmp_path}/clauses/x/y.md: fits of two: there is no word 'us' for programme in 'fund:us'",
        "templates/paper.toml: slot of x/a: there is no kind of fact 'fond' in 'fond:eu'",
        "templates/programmes/one.toml: when: there is no word 'euu' for programme in 'fund:euu'",
    ]


def test_a_template_that_is_not_there_has_its_near_match(tmp_path: Path) -> None:
    deal = deal_of([party(0)], agreement={"template": "papr"})
    assert mistakes(tmp_path, {"x/y": two()}, deal) == [
        "deal.toml: agreement.template: there is no template 'papr'\n  hint: did you mean paper?",
    ]
