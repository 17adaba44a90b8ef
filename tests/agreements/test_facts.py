"""Rows derived in one place, from a deal, from what a user types and from what was read; what closes a kind."""

from datetime import date
from typing import Any

import pytest

from agreements.asking import Answer, ask
from agreements.facts import facts_of_deal, facts_of_options
from agreements.rows import Facts
from clauses.errors import ContentError
from tests.agreements.making import changed

DAY = date(2026, 11, 24)


def deal_facts(change: dict[str, Any] | None = None, extra: tuple[str, ...] = ()) -> Facts:
    return facts_of_deal(changed("spin-qubit-control", change or {}), DAY, extra)


def study(**told: Any) -> dict[str, Any]:
    """The first example with one data set about people, of which only this is told."""
    return {
        "data": [{"id": "survey", "name": "Survey of users", "category": "personal-study", **told}],
        "facilities": [],
    }


def answers(facts: Facts, *patterns: str) -> list[str]:
    return [ask(pattern, facts).answer.name for pattern in patterns]


# From a deal


def test_a_party_is_an_actor_too_and_every_two_parties_are_a_pair_each_way() -> None:
    facts = deal_facts()
    assert [row.places for row in facts.by_kind["pair"]] == [("US-MI", "DE"), ("DE", "US-MI")]
    assert [row.columns["id"] for row in facts.by_kind["actor"]] == [("lakeshore",), ("spree",)]


def test_a_place_in_a_state_lies_in_its_country() -> None:
    assert answers(deal_facts(), "party:US", "party:US-MI", "party:US-CA", "pair:US>DE") == ["YES", "YES", "NO", "YES"]


def test_data_seen_from_abroad_move_there() -> None:
    facts = deal_facts(study(provider="spree", at=["DE"], seen_by=["lakeshore"]))
    (match,) = ask("flow:DE>US[of=personal-study]", facts).matches
    assert (match.from_, match.to) == ("Spree Institute", "Lakeshore")


def test_data_stored_where_nobody_named_sits_move_to_somebody_not_named() -> None:
    facts = deal_facts(study(provider="spree", at=["DE", "IE"], seen_by=["spree"]))
    (match,) = ask("flow:DE>IE[of=personal-study]", facts).matches
    assert match.row.columns["to"] is None


def test_whether_several_decide_about_data_follows_from_who_decides() -> None:
    jointly = ("data:*[jointly=yes]", "data:*[jointly=no]")
    assert answers(deal_facts(study(decided_by=["spree", "lakeshore"])), *jointly) == ["YES", "NO"]
    assert answers(deal_facts(study(decided_by=["spree"])), *jointly) == ["NO", "YES"]
    untold = deal_facts(study())
    assert answers(untold, *jointly) == ["OPEN", "OPEN"]
    assert [question.key for question in ask(jointly[0], untold).questions] == ["data.survey.decided-by"]


def test_how_many_people_data_are_about_and_where_they_come_from_can_be_asked() -> None:
    many, public = "data:*[subjects>1000]", "data:*[public-source=yes]"
    assert answers(deal_facts(study(subjects=1001, public_source=True)), many, public) == ["YES", "YES"]
    assert answers(deal_facts(study(subjects=1000, public_source=False)), many, public) == ["NO", "NO"]
    assert answers(deal_facts(study()), many, public) == ["OPEN", "OPEN"]


def test_data_that_stay_at_home_move_nowhere() -> None:
    facts = deal_facts(study(provider="spree", at=["DE"], seen_by=["spree"], seen_from=["DE"]))
    assert ask("flow:*>*[of=personal-study]", facts).answer is Answer.NO


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ({"provider": "spree", "at": ["DE"]}, "data.survey.seen-from"),
        ({"provider": "spree", "seen_by": ["spree"]}, "data.survey.at"),
        ({"at": ["DE"], "seen_by": ["spree"]}, "data.survey.provider"),
    ],
)
def test_data_of_which_it_is_not_told_where_they_stand_or_who_sees_them_may_move_anywhere(
    told: dict[str, Any], asked: str
) -> None:
    reply = ask("flow:DE>!DE[of=personal-study]", deal_facts(study(**told)))
    assert reply.answer is Answer.OPEN
    assert asked in [question.key for question in reply.questions]


@pytest.mark.parametrize(
    ("category", "of"),
    [
        ("important", "important-data"),
        ("genomic", "personal-study-genomic"),
        ("calibration", "technology-data"),
        ("us-bulk", "us-bulk"),
    ],
)
def test_a_category_of_data_moves_as_what_the_law_calls_it(category: str, of: str) -> None:
    data = [
        {"id": "set", "name": "Set", "category": category, "provider": "spree", "at": ["DE"], "seen_by": ["lakeshore"]}
    ]
    assert answers(deal_facts({"data": data}), f"flow:DE>US[of={of}]") == ["YES"]


def test_remote_use_of_a_machine_is_access_in_the_users_country_told_once() -> None:
    flows = [row for row in deal_facts().by_kind["flow"] if row.columns["of"] == ("access",)]
    assert [(row.places, row.columns["item"]) for row in flows] == [(("US-MI", "DE"), ("quantum-computer",))]


def test_people_who_are_received_elsewhere_travel() -> None:
    assert answers(deal_facts(), "flow:US>DE[of=people]", "flow:DE>US[of=people]") == ["YES", "YES"]
    assert answers(deal_facts({"people": []}), "flow:*>*[of=people]") == ["NO"]


def test_money_moves_from_who_pays_to_who_receives() -> None:
    funding = [{"programme": "us-federal-nsf", "currency": "USD", "payer": "lakeshore", "to": ["spree"]}]
    assert answers(
        deal_facts({"funding": funding}), "flow:US>DE[of=money,under=us-federal]", "fund:us-federal[to=!US]"
    ) == ["YES", "YES"]


@pytest.mark.parametrize("section", ["items", "people", "data", "funding"])
def test_a_section_given_closes_its_kind_even_when_empty_and_a_section_left_out_leaves_it_open(section: str) -> None:
    kind = {"items": "item", "people": "person", "data": "data", "funding": "fund"}[section]
    clean: dict[str, Any] = {"movements": [], "facilities": []}
    assert answers(deal_facts({**clean, section: []}), f"{kind}:*") == ["NO"]
    assert answers(deal_facts({**clean, section: "?"}), f"{kind}:*") == ["OPEN"]


def test_flows_are_told_only_when_everything_they_follow_from_is() -> None:
    quiet: dict[str, Any] = {"movements": [], "facilities": [], "data": [], "people": []}
    assert answers(deal_facts(quiet), "flow:*>*") == ["NO"]
    for section in ("movements", "data", "people"):
        assert answers(deal_facts({**quiet, section: "?"}), "flow:*>*") == ["OPEN"]


@pytest.mark.parametrize(
    ("change", "word", "answer"),
    [
        ({}, "bilateral", "YES"),
        ({}, "multilateral", "NO"),
        ({}, "cross-border", "YES"),
        ({"parties.0.country": "DE"}, "cross-border", "NO"),
        ({"parties.0.country": "?"}, "cross-border", "OPEN"),
        ({}, "several-funders", "NO"),
        ({"funding": [{"programme": "eu-horizon"}, {"programme": "us-federal-nsf"}]}, "several-funders", "YES"),
        ({"funding": [{"programme": "eu-horizon"}, {"programme": "own"}]}, "several-funders", "NO"),
        ({"funding": "?"}, "several-funders", "OPEN"),
        ({}, "open-results", "YES"),
        ({"project.open_results": False}, "open-results", "NO"),
        ({"project.open_results": "?"}, "open-results", "OPEN"),
        ({}, "closed-results", "NO"),
        ({"project.work.0.open": False}, "closed-results", "YES"),
        ({}, "export-items-expected", "YES"),
        ({}, "no-listed-items", "NO"),
        ({"items": [], "movements": [], "facilities": []}, "no-listed-items", "YES"),
        ({"items": "?", "movements": [], "facilities": []}, "no-listed-items", "OPEN"),
        ({}, "theory-only", "NO"),
        ({"project.true": ["theory-only"], "project.false": [], "items": []}, "theory-only", "YES"),
    ],
)
def test_a_word_of_the_deal_follows_from_it(change: dict[str, Any], word: str, answer: str) -> None:
    if change.get("items") == []:
        change = {**change, "movements": [], "facilities": []}
    assert answers(deal_facts(change), f"deal:{word}") == [answer]


def test_an_item_whose_numbers_were_compared_and_failed_is_not_listed() -> None:
    facts = deal_facts()
    assert answers(facts, "item:quantum-computer[listed=us]", "item:quantum-computer[listed=none]") == ["NO", "YES"]


def test_an_item_that_lacks_a_number_is_neither_listed_nor_not_and_the_number_is_asked_for() -> None:
    facts = deal_facts({"items.1.numbers": {"qubits": 60}})
    for pattern in (
        "item:quantum-computer[listed=us]",
        "item:quantum-computer[listed=none]",
        "item:quantum-computer[listed=!us]",
    ):
        reply = ask(pattern, facts)
        assert reply.answer is Answer.OPEN
        assert [question.key for question in reply.questions] == ["items.processor.cnot-error"]


def test_a_number_that_fails_alone_settles_the_matter_without_the_other() -> None:
    assert answers(deal_facts({"items.1.numbers": {"qubits": 20}}), "item:quantum-computer[listed=us]") == ["NO"]


def test_a_class_coarser_than_the_entry_leaves_it_open() -> None:
    assert answers(deal_facts({"items.0.class": "cryogenic-electronics"}), "item:cryogenic-electronics[listed=us]") == [
        "OPEN"
    ]


def test_a_class_no_list_was_compared_for_is_unknown() -> None:
    assert answers(deal_facts(), "item:qubit-control[listed=us]") == ["OPEN"]


def test_an_entry_the_provider_confirmed_beats_the_comparison() -> None:
    assert answers(deal_facts({"items.1.listed": ["us-4A906"]}), "item:quantum-computer[listed=us]") == ["YES"]


def test_what_a_user_types_beats_the_deal_and_keeps_what_it_leaves_unsaid() -> None:
    facts = deal_facts(extra=("item:quantum-computer[qubits=200,cnot-error=0.001]",))
    (item,) = (row for row in facts.by_kind["item"] if row.places == ("quantum-computer",))
    assert (item.source, item.columns["id"], item.columns["provider"]) == ("option", ("processor",), ("lakeshore",))
    assert "us-4A906" in (item.columns["listed"] or ())
    assert "cnot-error=0.004" in item.because


def test_patterns_the_user_decided_are_answered_so() -> None:
    facts = deal_facts({"assume": {"deal:equity": "yes", "item:*[listed=us]": "no"}})
    assert answers(facts, "deal:equity", "item:*[listed=us]") == ["YES", "NO"]


def test_a_question_about_a_party_has_one_key_however_it_is_asked() -> None:
    facts = deal_facts({"parties.0.kind": "?"})
    keys = {
        ask(pattern, facts).questions[0].key
        for pattern in ("party:US[kind=company]", "pair:US>DE[from.kind=company]", "actor:US[kind=company]")
    }
    assert keys == {"parties.lakeshore.kind"}


def test_no_row_names_a_person_or_a_nationality() -> None:
    for row in deal_facts().by_kind["person"]:
        assert not {"nationality", "citizenship", "name"} & set(row.columns)


@pytest.mark.parametrize("deal", ["spin-qubit-control", "open-theory", "photonic-network-consortium"])
def test_every_fact_of_an_example_prints_as_a_tag_with_its_reason(deal: str) -> None:
    for row in facts_of_deal(changed(deal, {}), DAY).rows:
        assert row.because
        assert row.tag.startswith(f"{row.kind}:")


# From options


def options(*facts: str, parties: tuple[str, ...] = (), inferred: tuple[tuple[str, str], ...] = ()) -> Facts:
    return facts_of_options(parties, facts, DAY, inferred=inferred)


def test_a_party_given_closes_the_parties_and_their_pairs_and_nothing_else() -> None:
    facts = options(parties=("US", "DE[kind=university]"))
    assert answers(facts, "party:DE[kind=university]", "party:FR", "pair:US>DE", "pair:FR>*") == [
        "YES",
        "NO",
        "YES",
        "NO",
    ]
    assert answers(facts, "person:*", "item:*", "fund:*", "flow:*>*") == ["OPEN"] * 4


def test_where_nobody_told_the_parties_their_pairs_are_open_too() -> None:
    assert answers(options(), "party:AU", "pair:AU>!AU") == ["OPEN", "OPEN"]


def test_the_kind_of_paper_is_open_until_it_is_told() -> None:
    assert answers(options(parties=("US",)), "agreement:consortium") == ["OPEN"]
    assert answers(options("agreement:nda", parties=("US",)), "agreement:consortium", "agreement:nda") == ["NO", "YES"]


def test_what_follows_from_the_parties_follows_from_those_given() -> None:
    facts = options(parties=("US", "DE"))
    assert answers(facts, "deal:cross-border", "deal:bilateral", "deal:multilateral") == ["YES", "YES", "NO"]
    assert answers(options(parties=("DE", "DE")), "deal:cross-border") == ["NO"]


def test_an_item_nobody_has_classified_is_treated_as_one_that_may_be_listed() -> None:
    assert answers(options("item:quantum-computer"), "deal:export-items-expected") == ["YES"]
    assert answers(options("item:quantum-computer[listed=none]"), "deal:export-items-expected") == ["OPEN"]
    assert answers(options("item:none"), "deal:export-items-expected", "deal:no-listed-items") == ["NO", "YES"]


def test_a_word_that_follows_from_items_is_asked_by_them() -> None:
    (question,) = ask("deal:export-items-expected", options()).questions
    assert question.key == "items"


def test_a_fact_adds_a_row_and_none_closes_its_kind() -> None:
    assert answers(options("flow:DE>US[of=personal-study|technology]"), "flow:DE>US[of=technology]", "flow:FR>US") == [
        "YES",
        "OPEN",
    ]
    assert answers(options("person:none"), "person:*[host=US]") == ["NO"]


def test_a_typed_flow_crosses_the_borders_it_crosses() -> None:
    facts = options("flow:DE>US[of=technology]", "flow:DE>FR[of=goods]", "flow:DE>DE[of=data]")
    assert [row.columns["crosses"] for row in facts.by_kind["flow"]] == [("country", "eea"), ("country",), ("none",)]


def test_a_typed_item_is_compared_with_the_lists() -> None:
    facts = options("item:quantum-computer[qubits=60,cnot-error=0.00005]")
    assert answers(facts, "item:*[listed=us-4A906]", "item:*[listed=eu]") == ["YES", "YES"]


def test_typed_data_move_from_their_provider_to_where_they_are_stored_or_seen() -> None:
    facts = options("data:personal-study[provider=DE,at=DE,seen-from=US]", parties=("DE", "US"))
    assert answers(facts, "flow:DE>US[of=personal-study]") == ["YES"]


def test_a_party_typed_is_asked_about_by_where_it_sits() -> None:
    (question,) = ask("party:*[kind=university]", options(parties=("US",))).questions
    assert "the United States" in question.text


def test_what_was_read_in_a_document_closes_nothing_and_yields_to_what_was_told() -> None:
    read = (("party:FR", "a company of Paris"),)
    assert answers(options(inferred=read), "party:FR", "party:IT") == ["YES", "OPEN"]
    assert answers(options(parties=("US",), inferred=read), "party:FR") == ["NO"]
    assert [row.source for row in options(inferred=read).by_kind["party"]] == ["document"]


def test_a_question_mark_is_a_value_not_known() -> None:
    facts = options("person:visitor[host=?,stay-years=?]")
    assert answers(facts, "person:*[host=US]", "person:*[stay-years<=5]") == ["OPEN", "OPEN"]


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("quantum", "is not a fact"),
        ("itme:quantum-computer", "did you mean item?"),
        ("item:quantum-computr", "did you mean quantum-computer?"),
        ("party:!US", "leave out"),
        ("party:@eea", "leave out"),
        ("item:*", "leave out"),
        ("item:quantum-computer[qubits=many]", "is not a number"),
        ("item:quantum-computer[qubits>=60]", "write qubits=number"),
        ("item:quantum-computer[qubits<60]", "write qubits=number"),
        ("item:quantum-computer[qubit=60]", "did you mean qubits?"),
        ("party:US|DE", "one fact for each"),
        ("person:visitor[host.traits=immunity]", "a fact of its own"),
        ("flow:DE", "two places"),
    ],
)
def test_a_tag_that_says_nothing_is_refused_with_a_hint(tag: str, said: str) -> None:
    with pytest.raises(ContentError) as raised:
        options(tag)
    assert said in str(raised.value)


def test_every_bad_tag_is_said_at_once() -> None:
    with pytest.raises(ContentError) as raised:
        options("itme:x", "party:Germany")
    assert len(raised.value.mistakes) == 2


def test_an_unknown_field_is_refused_with_those_there_are() -> None:
    with pytest.raises(ContentError, match="quantum"):
        facts_of_options((), (), DAY, field="quantom")


def test_a_tag_printed_can_be_typed_again() -> None:
    tags = ("party:US[kind=university]", "item:quantum-computer[use=input,qubits=60]", "flow:DE>US[of=technology]")
    for row, again in ((row, options(row.tag).rows[0]) for tag in tags for row in options(tag).rows[:1]):
        assert (row.kind, row.places, row.columns, row.numbers) == (
            again.kind,
            again.places,
            again.columns,
            again.numbers,
        )
