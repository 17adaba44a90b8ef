"""What may be written as a pattern, and what is said of one that may not."""

import re

import pytest

from agreements import patterns
from agreements.patterns import Comparison, Condition, parse_pattern


@pytest.mark.parametrize(
    "text",
    [
        "party:US",
        "party:US-MI[kind=university,performs=DE|FR]",
        "flow:@eea>!@eea|@eu-adequate[of=personal-study]",
        "item:*[listed=us,use=input|background]",
        "person:*[host=JP,foreign-duty=yes]",
        "person:*[host.traits=immunity]",
        "person:*[host=DE,stay-years<=5]",
        "pair:AU>!AU[from.kind=university-public,to.kind=state|university-state]",
        "fund:us-federal[to=!US]",
        "party:!@eea",
        "party:INT",
        "data:*[people=?]",
        "work:*[readiness>=5]",
        "deal:open-results",
        "agreement:consortium[register=binding]",
    ],
)
def test_a_pattern_of_the_language_is_read(text: str) -> None:
    assert parse_pattern(text).text == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("party", "is not a pattern"),
        ("party:", "is not a pattern"),
        ("partie:US", "did you mean party?"),
        ("party:US>DE", "party has one place"),
        ("flow:US", "flow has two places"),
        ("party:Germany", "write DE"),
        ("party:de", "ISO 3166"),
        ("party:US[kid=university]", "did you mean kind?"),
        ("party:US[kind=universty]", "did you mean university?"),
        ("party:US[kind=universityx]", "did you mean university?"),
        ("party:US[kind>university]", "compare it with ="),
        ("item:*[qubits>=many]", "is not a number"),
        ("item:*[qubit>=3]", "did you mean qubits?"),
        ("person:*[host.trait=immunity]", "did you mean traits?"),
        ("person:*[authorisation.kind=expected]", "holds no actor"),
        ("flow:@>DE", "is not the name of a group"),
        ("party:US|", "is not a word"),
        ("party:US[kind]", "is not a condition on a column"),
        ("party:US-", "is not a word"),
        ("party:!!US", "is not a word"),
    ],
)
def test_what_is_no_pattern_is_refused_with_the_reason_or_the_near_match(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_pattern(text)


def test_an_exclamation_mark_turns_the_whole_test_round() -> None:
    assert parse_pattern("party:!DE|FR").places == (patterns.Test(("DE", "FR"), negated=True),)


def test_a_number_is_compared_and_keeps_its_decimals() -> None:
    ((name, test),) = parse_pattern("item:*[cnot-error<=0.0001]").columns
    assert name == "cnot-error"
    assert isinstance(test, Comparison)
    assert (test.op, str(test.number)) == ("<=", "0.0001")


def test_the_groups_of_a_pattern_are_named_without_their_mark() -> None:
    assert list(parse_pattern("flow:@eea>!@eea|@eu-adequate[of=personal]").groups()) == ["eea", "eea", "eu-adequate"]


def test_a_condition_lists_every_pattern_it_holds() -> None:
    condition = Condition(each="party:US", all=("deal:equity",), any=("fund:eu",), unless=("agreement:intent",))
    assert list(condition.patterns()) == ["party:US", "deal:equity", "fund:eu", "agreement:intent"]


def test_a_condition_refuses_a_bad_pattern_and_an_unknown_key() -> None:
    with pytest.raises(ValueError, match="did you mean party"):
        Condition(all=("partie:US",))
    with pytest.raises(ValueError, match="Extra inputs"):
        Condition.model_validate({"every": "party:US"})
