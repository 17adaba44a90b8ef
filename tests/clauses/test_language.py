"""The wording language: what it may hold, how it says what is wrong, what it makes of values."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from clauses.language import (
    CLOSE,
    OPEN,
    Joined,
    Language,
    Marks,
    Typed,
    Unknown,
    WordingError,
    foreign_problems,
    printed_in,
    problems,
    without_marks,
)


class Party:
    """Something with names of its own, as a part of the deal has them."""

    short_name = Typed("Alder")

    def __dir__(self) -> list[str]:
        return ["address", "short_name"]


NAMES: dict[str, Any] = {
    "party": Party(),
    "parties": [Party(), Party()],
    "office": Unknown("office of Alder", "parties.0.notices.to"),
    "call": lambda only: only,
    "nothing": None,
}


def rendered(text: str, filters: dict[str, Callable[..., Any]] | None = None) -> str:
    """The text with every value printed between guillemets."""
    marks = Marks()
    said, _ = Language(filters or {}).render(text, NAMES, marks)
    return "".join(piece if isinstance(piece, str) else f"«{piece}»" for piece in marks.split(said))


def mistake(text: str, filters: dict[str, Callable[..., Any]] | None = None) -> tuple[int, str, str]:
    with pytest.raises(WordingError) as raised:
        rendered(text, filters)
    return raised.value.line, raised.value.problem, raised.value.hint


def test_a_value_is_a_mark_that_no_markdown_can_read() -> None:
    marks = Marks()
    said, _ = Language({}).render("1. {{ party.short_name }}.", NAMES, marks)
    assert said == f"1. {OPEN}0{CLOSE}."
    assert marks.values == [Typed("Alder")]


def test_a_loop_repeats_its_lines() -> None:
    text = "The Parties:\n{% for each in parties %}\n1. {{ each.short_name }}\n{% endfor %}\nEnd."
    alder = "1. «Typed(text='Alder')»"
    assert rendered(text) == f"The Parties:\n{alder}\n{alder}\nEnd."


def test_each_rendered_line_knows_the_line_it_comes_from() -> None:
    text = "a\n{% for each in parties %}\nb\n\nc {{ each.short_name }}\n{% endfor %}\nd"
    _, lines = Language({}).render(text, NAMES, Marks())
    assert lines == (1, 3, 4, 5, 3, 4, 5, 7)


@pytest.mark.parametrize(
    ("value", "printed"),
    [("3", "Typed(text='3')"), ("'a'", "Typed(text='a')"), ("office", repr(NAMES["office"]))],
)
def test_what_can_be_printed(value: str, printed: str) -> None:
    assert rendered(f"{{{{ {value} }}}}") == f"«{printed}»"


def test_numbers_are_printed_as_they_are() -> None:
    assert rendered("{{ 1 | half }}", {"half": lambda *_: Decimal("0.50")}) == "«Typed(text='0.50')»"


@pytest.mark.parametrize(
    ("value", "kind"), [("party", "Party"), ("true", "bool"), ("nothing", "NoneType"), ("parties", "list")]
)
def test_what_cannot_be_printed_is_told(value: str, kind: str) -> None:
    assert mistake(f"a\n{{{{ {value} }}}}") == (
        2,
        f"a {kind} cannot be printed",
        "print one of its names, or use a filter",
    )


def test_a_misspelt_name_stops_with_its_line_and_the_near_match() -> None:
    assert mistake("a\n\n1. {{ partys }}") == (3, "there is no name 'partys'", "did you mean party?")


def test_a_misspelt_name_of_a_part_has_its_near_match_too() -> None:
    assert mistake("a\n1. {{ party.shortname }}") == (
        2,
        "there is no name 'shortname' here",
        "did you mean short_name?",
    )


def test_a_misspelt_name_in_a_loop_has_its_own_line() -> None:
    assert mistake("{% for each in parties %}\na\nb {{ each.adress }}\n{% endfor %}")[0] == 3


def test_what_is_reached_through_something_unknown_is_the_same_blank() -> None:
    assert rendered("{{ office.country.name }}") == f"«{NAMES['office']}»"


def test_a_list_that_is_not_known_is_one_blank() -> None:
    assert rendered("{% for each in office %}\n1. {{ each.name }}\n{% endfor %}\n") == f"1. «{NAMES['office']}»\n"


def test_a_call_that_cannot_be_made_is_told_with_its_line() -> None:
    line, problem, _ = mistake("a\n{{ call() }}")
    assert line == 2
    assert problem.startswith("this cannot be printed: ")


def test_a_loop_over_no_list_is_told_with_its_line() -> None:
    line, problem, _ = mistake("a\n{% for each in party %}\nb\n{% endfor %}")
    assert (line, problem) == (2, "this cannot be printed: 'Party' object is not iterable")


def test_a_defect_of_ours_is_not_taken_for_a_mistake_in_the_wording() -> None:
    def broken(*_: object) -> object:
        raise TypeError("ours")

    with pytest.raises(TypeError, match="ours"):
        rendered("{{ party | broken }}", {"broken": broken})


def test_wording_cannot_reach_behind_the_names() -> None:
    assert mistake("{{ party.__class__ }}")[1] == "there is no name '__class__' here"


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        (
            "{% if party %}",
            "wording prints and loops, it decides nothing",
            "conditions stand on lines that begin with ?",
        ),
        (
            "{{ party if party }}",
            "wording prints and loops, it decides nothing",
            "conditions stand on lines that begin with ?",
        ),
        ("{% set a = 1 %}", "wording prints and loops, it has no assign", ""),
        ("{{ 1 + 2 }}", "wording prints and loops, it has no add", ""),
        ("{{ [1] }}", "wording prints and loops, it has no list", ""),
        ("{% include 'a' %}", "wording prints and loops, it has no include", ""),
        ("{% macro a() %}{% endmacro %}", "wording prints and loops, it has no macro", ""),
        ("{# why #}", "wording has no comments", "a drafter's note is a line that begins with >"),
        ("a {% for each in parties %}", "a loop stands on lines of its own", ""),
        ("{{ party | nomey }}", "there is no filter 'nomey'", "did you mean money?"),
    ],
)
def test_wording_is_prints_and_loops_only(text: str, problem: str, hint: str) -> None:
    closed = {"{% if": "\n{% endif %}", "a {% for": "\n{% endfor %}"}
    whole = "1. a\n" + text + next((end for begin, end in closed.items() if text.startswith(begin)), "")
    assert (2, problem, hint) in [(p.line, p.problem, p.hint) for p in problems(whole, ("money",))]


def test_a_loop_has_no_condition_of_its_own() -> None:
    (found,) = problems("{% for each in parties if each %}\n1. a\n{% endfor %}")
    assert (found.line, found.problem, found.hint) == (1, "a loop has no condition", "filter with who(…)")


def test_a_condition_before_a_loop_would_hold_once_and_is_refused() -> None:
    (found,) = problems("? fund:eu\n\n{% for each in parties %}\n1. a\n{% endfor %}")
    assert (found.line, found.problem) == (1, "a condition stands before an item, not before a loop")


def test_a_print_stands_on_one_line() -> None:
    assert [(p.line, p.problem) for p in problems("{{ party\n}}")] == [
        (1, "a print stands on one line"),
        (2, "a print stands on one line"),
    ]


def test_every_problem_of_a_text_is_told() -> None:
    assert [p.line for p in problems("{{ 1 + 1 }}\n{{ [1] }}\n{# a #}")] == [1, 2, 3]


def test_what_is_no_jinja_at_all_is_told_with_its_line() -> None:
    (found,) = problems("a\n{{ party. }}")
    assert found.line == 2
    assert found.problem.startswith("not in the wording language: ")


@pytest.mark.parametrize("text", ['As {{ ref("family/page#label") }} says.', '{{ ref("#a", "#b") }}', "Plain words."])
def test_negotiated_wording_may_refer(text: str) -> None:
    assert foreign_problems(text, ("ref",)) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ party }}",
        '{{ ref("a") | up }}',
        "{{ ref(party) }}",
        '{% for a in b %}\n{{ ref("a") }}\n{% endfor %}',
        "{{ 1 }}",
    ],
)
def test_negotiated_wording_may_do_nothing_else(text: str) -> None:
    assert foreign_problems(f"a\n{text}", ("ref",))[0].problem == (
        'negotiated wording may use ref("page#label") and nothing else of ours'
    )


def test_characters_that_only_the_program_may_write_are_taken_out_of_values() -> None:
    marks = Marks()
    text = f"A{OPEN}0{CLOSE}B"
    said, _ = Language({"raw": lambda *_: text}).render("{{ 1 | raw }}", {}, marks)
    assert list(marks.split(said)) == [Typed("A0B")]


def test_a_text_can_be_read_without_being_rendered() -> None:
    text, prints = without_marks("{% for a in b %}\n1. {{ a }} and {{ c }}\n{% endfor %}")
    assert text == f"\n1. {OPEN}0{CLOSE} and {OPEN}1{CLOSE}\n"
    assert list(printed_in(text, prints)) == ["{{ a }}", "{{ c }}"]


def test_joined_values_are_one_mark() -> None:
    assert rendered("{{ 1 | both }}", {"both": lambda *_: Joined(("a", "b"))}) == "«Joined(parts=('a', 'b'))»"
