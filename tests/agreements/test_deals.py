"""The door for deals: what comes through as typed, and what is refused, where and with which hint."""

from datetime import date
from pathlib import Path

import pytest

from agreements.compose import compose
from agreements.deals import parse_deal, read_deal
from agreements.plain_writers import as_text
from clauses.errors import ContentError
from tests.agreements.making import DEALS

HEAD = """\
[agreement]
template = "bilateral-research"

[project]
title = "A project"

[[parties]]
id = "one"
name = "University One"
short_name = "One"
country = "DE"

[[parties]]
id = "two"
name = "Institute Two"
short_name = "Two"
country = "US-MI"
"""
NEXT = HEAD.count("\n") + 1  # the line on which what a test adds begins


def said(text: str) -> str:
    with pytest.raises(ContentError) as raised:
        parse_deal(text, "deal.toml")
    return str(raised.value)


def at(line: int, problem: str, hint: str | None = None) -> str:
    return f"deal.toml:{line}: {problem}" + (f"\n  hint: {hint}" if hint else "")


# What comes through


@pytest.mark.parametrize("path", sorted(DEALS.glob("*.toml")), ids=lambda path: path.stem)
def test_an_example_deal_is_read(path: Path) -> None:
    assert read_deal(path).parties


def test_the_smallest_deal_names_a_template_a_title_and_a_party() -> None:
    assert [party.short_name for party in parse_deal(HEAD, "deal.toml").parties] == ["One", "Two"]


@pytest.mark.parametrize(
    "name",
    [
        "<b>Bold</b> & <script>alert(1)</script>",
        "{{ 7 * 7 }} {% for x in y %} {# no #}",
        "**Stars** _under_ [link](http://example.org) # 1. `code` | cell |",
        "معهد الفيزياء النظرية",
        "המכון לפיזיקה",
        "江南理论物理研究所",
        "量子研究所 (Quantum) \u202eReversed\u202c",
        "Tab\tBell\u0007Escape\u001bNul\u0000",
        "Ünïcødé’s “Institute” – GmbH & Co. KG",
        "?? Institute ?",
    ],
)
def test_a_name_comes_through_as_typed(name: str) -> None:
    escaped = "".join(f"\\u{ord(c):04x}" if ord(c) < 32 else c for c in name.replace("\\", "\\\\").replace('"', '\\"'))
    deal = parse_deal(HEAD.replace("University One", escaped).replace("A project", escaped), "deal.toml")
    assert (deal.parties[0].name, deal.project.title) == (name, name)


@pytest.mark.parametrize(
    "name",
    [
        "<b>Bold</b> & <script>alert(1)</script>",
        "{{ 7 * 7 }} {% for x in y %} {# no #}",
        "**Stars** _under_ [link](x) # 1. `code` | cell |",
        "معهد الفيزياء النظرية",
        "江南理论物理研究所",
    ],
)
def test_a_name_comes_out_of_a_draft_as_typed(name: str) -> None:
    text = (DEALS / "open-theory.toml").read_text(encoding="utf-8").replace("University of Mid-Wessex", name)
    assert name in as_text(compose(parse_deal(text, "deal.toml"), as_of=date(2026, 11, 24)).agreement)


def test_a_question_mark_leaves_a_value_a_list_and_a_section_open() -> None:
    deal = parse_deal('items = "?"\n' + HEAD + 'kind = "?"\nperforms = "?"\nseal = false\n', "deal.toml")
    assert (deal.items, deal.parties[1].kind, deal.parties[1].performs) == (None, None, None)


def test_an_empty_section_says_that_there_is_none() -> None:
    assert parse_deal("items = []\n" + HEAD, "deal.toml").items == ()


def test_a_figure_keeps_the_decimals_that_were_typed() -> None:
    text = '[[items]]\nid = "a"\nname = "A"\nclass = "quantum-computer"\nnumbers = { cnot-error = 0.0001 }\n'
    items = parse_deal(HEAD + text, "deal.toml").items or ()
    assert str(items[0].numbers["cnot-error"]) == "0.0001"


def test_yes_and_no_may_be_typed_as_truth_values() -> None:
    text = HEAD.replace('title = "A project"', 'title = "A project"\nopen_results = true\nwork_begun = "no"')
    project = parse_deal(text, "deal.toml").project
    assert (project.open_results, project.work_begun) == ("yes", "no")


def test_a_deal_cannot_be_changed_once_it_is_read() -> None:
    deal = parse_deal(HEAD, "deal.toml")
    with pytest.raises(ValueError, match="frozen"):
        deal.parties[0].name = "Other"  # type: ignore[misc]  # that is the point


# What is refused: each with its place, its line and its hint

PARTY = "parties.2"
CASES: list[tuple[str, str, int, str, str | None]] = [
    ("an unknown key", 'nme = "x"', 0, "unknown key 'parties.2.nme'", "did you mean name?"),
    ("an unknown section", '[[partys]]\nid = "x"', 0, "unknown key 'partys'", "did you mean parties?"),
    ("a wrong type", "performs = 5", 0, f"{PARTY}.performs: input should be a valid tuple, not 5", None),
    ("a wrong word", 'kind = "universty"', 0, f"{PARTY}.kind: no such word 'universty'", "did you mean university?"),
    (
        "a country by its name",
        'performs = ["Germany"]',
        0,
        f"{PARTY}.performs.1: 'Germany' is not a country code",
        "write DE",
    ),
    (
        "a country in small letters",
        'performs = ["de"]',
        0,
        f"{PARTY}.performs.1: 'de' is not a country code",
        "write the ISO 3166 code, such as DE or CA-QC",
    ),
    (
        "a country that is none",
        'performs = ["XX"]',
        0,
        f"{PARTY}.performs.1: no such country 'XX'",
        "write an ISO 3166 code, such as DE or CA-QC",
    ),
    (
        "a trait beside none",
        'traits = ["none", "charity"]',
        0,
        f"{PARTY}.traits: says none and something else",
        "take one of them out",
    ),
    (
        "a nationality",
        '[[people]]\nid = "a"\ncategory = "visitor"\nnationality = "DE"',
        3,
        "unknown key 'people.1.nationality'",
        "people are told by category: no names, no nationality, no list of persons",
    ),
    (
        "a party that does not exist",
        '[[background]]\nid = "a"\nname = "A"\nowner = "tow"',
        3,
        "background.1.owner: there is no party 'tow'",
        "did you mean two?",
    ),
    (
        "an actor that does not exist",
        '[[data]]\nid = "a"\nname = "A"\ncategory = "measurement"\nseen_by = ["one", "three"]',
        4,
        "data.1.seen_by.2: there is no party or actor 'three'",
        "choose one of: one, two",
    ),
    (
        "an item that does not exist",
        '[[movements]]\nof = "goods"\nfrom = "one"\nto = "two"\nitem = "chip"',
        4,
        "movements.1.item: there is no item 'chip'",
        "nothing can be chosen here",
    ),
    (
        "an id used twice",
        '[[actors]]\nid = "one"\nname = "Cloud"',
        1,
        "actors.1.id: 'one' is taken by parties.1",
        "give each its own id",
    ),
    (
        "an id that is none",
        '[[actors]]\nid = "The Cloud"\nname = "Cloud"',
        1,
        "actors.1.id: 'The Cloud' is not an id",
        "write small letters, digits and hyphens, such as spree-institute",
    ),
    (
        "an empty name",
        '[[actors]]\nid = "cloud"\nname = " "',
        2,
        "actors.1.name: nothing is written here",
        "write the name as it is to be printed",
    ),
    (
        "a parameter that does not exist",
        '[[items]]\nid = "a"\nname = "A"\nclass = "quantum-computer"\nnumbers = { qubit = 5 }',
        4,
        "items.1.numbers.qubit: no such parameter 'qubit'",
        "did you mean qubits?",
    ),
    (
        "half a qubit",
        '[[items]]\nid = "a"\nname = "A"\nclass = "quantum-computer"\nnumbers = { qubits = 5.5 }',
        4,
        "items.1.numbers.qubits: qubits are counted in whole numbers, not 5.5",
        None,
    ),
    (
        "an error over one",
        '[[items]]\nid = "a"\nname = "A"\nclass = "quantum-computer"\nnumbers = { cnot-error = 4.0 }',
        4,
        "items.1.numbers.cnot-error: an error is a share between 0 and 1, not 4.0",
        None,
    ),
    (
        "a budget that does not add up",
        '[[funding]]\nprogramme = "own"\ncurrency = "EUR"\ntotal = 10.5\n'
        'amounts = [{ party = "one", amount = 4 }, { party = "two", amount = 6 }]',
        3,
        "funding.1.total: the amounts add up to 10, but total says 10.5",
        "the amounts are 0.5 less than the total: mend one of them",
    ),
    (
        "money without a currency",
        '[[funding]]\nprogramme = "own"\namounts = [{ party = "one", amount = 4 }]',
        0,
        "funding.1: amounts are given without a currency",
        "add currency, such as EUR",
    ),
    (
        "a currency that does not exist",
        '[[funding]]\nprogramme = "own"\ncurrency = "GBX"',
        2,
        "funding.1.currency: no such currency 'GBX'",
        "write the ISO 4217 code, such as EUR",
    ),
    (
        "two amounts of one party",
        '[[funding]]\nprogramme = "own"\ncurrency = "EUR"\n'
        'amounts = [{ party = "one", amount = 4 }, { party = "one", amount = 6 }]',
        3,
        "funding.1.amounts.2: 'one' has two amounts under one award",
        "add them up",
    ),
    (
        "a negative amount",
        '[[funding]]\nprogramme = "own"\ncurrency = "EUR"\namounts = [{ party = "one", amount = -4 }]',
        3,
        "funding.1.amounts.1.amount: input should be greater than or equal to 0, not -4",
        None,
    ),
    (
        "more than all of it",
        '[[funding]]\nprogramme = "own"\nindirect_percent = 250',
        2,
        "funding.1.indirect_percent: 250 is no percentage",
        "write a number from 0 to 100",
    ),
    (
        "something that moves to itself",
        '[[movements]]\nof = "goods"\nfrom = "one"\nto = "one"',
        0,
        "movements.1: nothing moves from 'one' to itself",
        "name who receives it",
    ),
    (
        "a page that does not exist",
        '[positions]\n"liability/limitations" = "own-loss"',
        1,
        "positions.liability/limitations: there is no page 'liability/limitations'",
        "did you mean liability/limitation?",
    ),
    (
        "a page left out that does not exist",
        '[wording]\n"liability/limitations" = "1. Nothing."',
        1,
        "wording.liability/limitations: there is no page 'liability/limitations'",
        "did you mean liability/limitation?",
    ),
    (
        "a pattern that is none",
        '[assume]\n"partie:US" = "yes"',
        1,
        "assume.partie:US: there is no kind of fact 'partie' in 'partie:US'",
        "did you mean party?",
    ),
]


@pytest.mark.parametrize(("case", "text", "line", "problem", "hint"), CASES, ids=[case for case, *_ in CASES])
def test_a_mistake_is_said_with_its_line_and_a_hint(
    case: str, text: str, line: int, problem: str, hint: str | None
) -> None:
    assert said(f"{HEAD}{text}\n") == at(NEXT + line, problem, hint)


def test_a_position_that_does_not_exist_is_refused_with_those_there_are() -> None:
    text = said(f'{HEAD}[positions]\n"liability/limitation" = "own-los"\n')
    assert text == at(
        NEXT + 1,
        "positions.liability/limitation: liability/limitation has no position 'own-los'",
        "did you mean own-loss?",
    )


def test_positions_that_exclude_each_other_are_refused() -> None:
    from clauses.coherence import conflict_of
    from clauses.library import load_library

    pages = load_library().pages
    found = [
        (page.id, position.name, conflict_of(conflict))
        for page in pages.values()
        for position in page.positions.values()
        for conflict in position.card.conflicts
    ]
    for id, name, (other, which) in found:
        named = which or next(iter(pages[other].positions))
        text = said(f'{HEAD}[positions]\n"{id}" = "{name}"\n"{other}" = "{named}"\n')
        assert at(NEXT + 1, f"positions.{id}: {name} conflicts with {other}/{named}") in text
        assert f"choose another position of {other}" in text


def test_a_page_chosen_and_left_out_is_refused() -> None:
    text = said(f'leave_out = ["liability/limitation"]\n{HEAD}[positions]\n"liability/limitation" = "own-loss"\n')
    assert text == at(
        NEXT + 2,
        "positions.liability/limitation: it is in leave_out too",
        "take it out of one of them",
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "problem", "hint"),
    [
        (
            'template = "bilateral-research"',
            'template = "bilateral-reserch"',
            2,
            "agreement.template: there is no template 'bilateral-reserch'",
            "did you mean bilateral-research?",
        ),
        ('title = "A project"', "", 4, "'project.title' is missing", None),
        (
            'title = "A project"',
            'title = "A project"\ntrue = ["equity"]\nfalse = ["equity"]',
            6,
            "project.true.1: 'equity' is said to be true and false",
            "take it out of one of them",
        ),
        (
            'short_name = "Two"',
            'short_name = "One"',
            16,
            "parties.2.short_name: 'One' is the short name of two parties",
            "tell them apart",
        ),
    ],
)
def test_a_mistake_at_the_head_is_said_with_its_line(
    old: str, new: str, line: int, problem: str, hint: str | None
) -> None:
    assert said(HEAD.replace(old, new)) == at(line, problem, hint)


@pytest.mark.parametrize(
    ("typed", "problem", "hint"),
    [
        ("start = 2027-02-30", "not valid TOML: Invalid date or datetime", None),
        ("start = 0227-01-01", "agreement.start: 0227-01-01 is not a plausible day", "write it as 2027-01-31"),
        (
            'start = "30 February 2027"',
            "agreement.start: input should be a valid date or datetime, invalid character in year, "
            "not '30 February 2027'",
            None,
        ),
        ("months = 0", "agreement.months: input should be greater than or equal to 1, not 0", None),
        (
            'months = "many"',
            "agreement.months: input should be a valid integer, unable to parse string as an integer, not 'many'",
            None,
        ),
        ('register = "loose"', "agreement.register cannot be 'loose'", "choose one of: arrangement, binding, intent"),
        ('field = "quantom"', "agreement.field: there is no field 'quantom'", "did you mean quantum?"),
        (
            'house_style = "comty"',
            "agreement.house_style: there is no house style 'comty'",
            "did you mean comity?",
        ),
        (
            'register = "intent"\ngoverning_law = "DE"',
            "agreement.governing_law: a paper of register 'intent' is under no governing law",
            'write "silent", or make it binding',
        ),
    ],
)
def test_a_mistake_in_what_is_wanted_is_said_with_its_line(typed: str, problem: str, hint: str | None) -> None:
    text = HEAD.replace("\n\n[project]", f"\n{typed}\n\n[project]", 1)
    assert said(text) == at(2 + len(typed.split("\n")), problem, hint)


def test_a_pack_and_a_playbook_that_are_not_there_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "deal.toml"
    path.write_text(f'packs = ["ours"]\nplaybook = "office.toml"\n{HEAD}', encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        read_deal(path)
    assert str(raised.value) == "\n".join(
        (
            at(1, "packs.1: there is no folder 'ours'", "write it as seen from the deal's own folder"),
            at(2, "playbook: there is no file 'office.toml'", "write its path as seen from the deal's own folder"),
        )
    )


def test_all_mistakes_are_said_at_once_in_the_order_of_the_file_whatever_their_sort() -> None:
    text = (
        HEAD.replace('country = "DE"', 'country = "Germany"').replace("bilateral-research", "bilateral")
        + 'kind = "universty"\nnme = "x"\n'
        + '[[funding]]\nprogramme = "own"\ncurrency = "EUR"\ntotal = 5\namounts = [{ party = "nobody", amount = 4 }]\n'
        + '[positions]\n"nothing/here" = "x"\n'
    )
    lines = [line for line in said(text).split("\n") if line.startswith("deal.toml:")]
    assert [line.split(": ", 2)[1] for line in lines] == [
        "agreement.template",
        "parties.1.country",
        "parties.2.kind",
        "unknown key 'parties.2.nme'",
        "funding.1.total",
        "funding.1.amounts.1.party",
        "positions.nothing/here",
    ]
    assert [int(line.split(":")[1]) for line in lines] == sorted(int(line.split(":")[1]) for line in lines)


def test_one_place_is_said_once_even_when_its_shape_and_its_word_are_wrong() -> None:
    assert said(HEAD.replace('country = "DE"', 'country = "Narnia"')).count("deal.toml:") == 1


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xff\xfe\x00", "deal.toml: not UTF-8 text: byte 0 cannot be read\n  hint: save the file as UTF-8"),
        (b"PK\x03\x04", "deal.toml:1: not valid TOML: "),
        (b"[agreement\n", "deal.toml:1: not valid TOML: "),
    ],
)
def test_a_file_that_is_no_deal_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "deal.toml"
    path.write_bytes(content)
    with pytest.raises(ContentError) as raised:
        read_deal(path)
    assert str(raised.value).startswith(problem)


def test_an_empty_file_is_told_what_is_missing() -> None:
    assert said("") == "\n".join(f"deal.toml: '{name}' is missing" for name in ("agreement", "project", "parties"))


def test_a_deal_that_nobody_signs_is_refused() -> None:
    head = HEAD[: HEAD.index("[[parties]]")]
    assert said(f"parties = []\n{head}") == at(1, "parties: nobody signs", "name at least one party")
