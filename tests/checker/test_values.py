from decimal import Decimal

import pytest

from checker.cards import Value
from checker.examples import document_in
from checker.matching import Index
from checker.units import cut
from checker.values import BLANK, number_in, values_in


def found(text: str, unit: str, *patterns: str) -> list[tuple[object, str]]:
    units = cut(document_in(text), frozenset({"en"})).units
    value = Value.model_validate({"unit": unit, "patterns": list(patterns)})
    return [(entry.value, entry.unit) for entry in values_in("a/b", {"x": value}, units, Index(units))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("60", 60),
        ("sixty (60)", 60),
        ("sixty", 60),
        ("forty-five", 45),
        ("1,000,000", 1000000),
        ("one hundred twenty", 120),
        ("1.5", "1.5"),
    ],
)
def test_numbers_are_read_in_figures_and_in_words(text: str, number: object) -> None:
    assert number_in(text) == Decimal(str(number))


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("within sixty (60) days", (Decimal(60), "day")),
        ("within two months", (Decimal(2), "month")),
        ("within 48 hours", (Decimal(48), "hour")),
        ("within ten (10) business days", (Decimal(10), "day")),
        ("within one year", (Decimal(1), "year")),
    ],
)
def test_a_duration_comes_with_its_unit(said: str, value: tuple[Decimal, str]) -> None:
    assert found(f"1.1 The Party shall reply {said}.", "day", "within {duration}") == [value]


def test_money_comes_with_its_currency() -> None:
    assert found("1.1 The cap is EUR 1,500,000.", "money", "cap ~3 {money}") == [(Decimal(1500000), "EUR")]
    assert found("1.1 The cap is US$250,000.", "money", "cap ~3 {money}") == [(Decimal(250000), "USD")]


def test_a_percentage_is_a_number() -> None:
    assert found("1.1 It pays 12.5 per cent of costs.", "percent", "{percent} of") == [(Decimal("12.5"), "percent")]


def test_a_place_is_given_as_it_is_written() -> None:
    text = "1.1 This Agreement is governed by the laws of England and Wales, without regard to conflicts of law."
    assert found(text, "place", "laws of {place}") == [("England and Wales", "")]


def test_a_figure_is_told_once() -> None:
    text = "1.1 Reply within 30 days.\n1.2 Pay within 30 days.\n1.3 Leave within 60 days."
    assert found(text, "day", "within {duration}") == [(Decimal(30), "day"), (Decimal(60), "day")]


def test_a_sum_in_millions_is_written_out() -> None:
    assert found("1. Liability shall not exceed EUR 1.5 million.", "money", "exceed {money}") == [
        (Decimal(1_500_000), "EUR")
    ]


def test_a_place_in_capitals_ends_where_its_name_ends() -> None:
    said = "1. GOVERNED BY THE LAWS OF THE STATE OF NEW YORK WITHOUT REGARD TO OTHERS."
    assert found(said, "place", "laws of the state of {place}") == [("NEW YORK", "")]


def test_a_word_that_is_no_name_is_no_place() -> None:
    assert found("1. It is subject to the laws of general application.", "place", "laws of {place}") == []


@pytest.mark.parametrize(
    ("said", "unit"),
    [
        ("within [***] days", "day"),
        ("within [***] ([***]) months", "month"),
        ("within [●] business days", "day"),
        ("within ____ years", "year"),
        ("within [insert number] days", "day"),
        ("within […***…]", ""),
    ],
)
def test_a_figure_that_was_taken_out_is_told_as_blank(said: str, unit: str) -> None:
    patterns = ("within {duration}", "within {blank}")
    assert found(f"1.1 The Party shall reply {said} after receipt.", "day", *patterns) == [(BLANK, unit)]


def test_a_figure_in_square_brackets_is_a_figure() -> None:
    assert found("1.1 Reply within [sixty (60)] days.", "day", "within {duration}", "within {blank}") == [
        (Decimal(60), "day")
    ]


def test_a_blank_sum_and_a_blank_percentage_keep_what_they_count() -> None:
    assert found("1.1 The cap is EUR [***].", "money", "cap ~3 {money}") == [(BLANK, "EUR")]
    assert found("1.1 It pays [***]% of costs.", "percent", "{percent} of") == [(BLANK, "percent")]
