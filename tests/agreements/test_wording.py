"""What wording may print of a deal: its names, its filters, blanks for what is not known."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agreements.agreement import Blank, Words
from agreements.deal import Deal
from agreements.wording import FILTERS, SECTIONS, names_of, quantity
from clauses.errors import ContentError
from clauses.language import problems
from clauses.library import Library, Page, load_library, texts
from templates.particulars import blank_phrases
from tests.agreements.composing import clauses, composed, deal_of, inlines, page, party
from tests.agreements.making import HEAD, provision

pytestmark = pytest.mark.usefixtures("own_law")

LIBRARY: Library = load_library()


def said(folder: Path, text: str, deal: Deal | None = None, card: str = "") -> str:
    """The words of a clause with one item, before its full stop."""
    return clauses(composed(folder, {"x/y": page(f"1. {text}.", card=card)}, deal))[1].removesuffix(".")


def mistake(folder: Path, text: str, deal: Deal | None = None, card: str = "") -> str:
    with pytest.raises(ContentError) as raised:
        composed(folder, {"x/y": page(f"1. First.\n1. {text}.", card=card)}, deal)
    return str(raised.value).removeprefix(f"{folder}/clauses/x/y.md:")


@pytest.mark.parametrize(
    ("parties", "expected"),
    [(1, "Alder"), (2, "Alder and Birch"), (3, "Alder, Birch and Cedar"), (4, "Alder, Birch, Cedar and Dogwood")],
)
def test_in_words_joins_a_list(tmp_path: Path, parties: int, expected: str) -> None:
    assert said(tmp_path, "{{ parties | in_words }}", deal_of(parties)) == expected


def test_in_words_of_nothing_is_none(tmp_path: Path) -> None:
    assert said(tmp_path, "{{ items | in_words }}", deal_of(items=[])) == "none"


@pytest.mark.parametrize(
    ("parties", "expected"), [(1, "Alder"), (2, "each of Alder and Birch"), (3, "each of Alder, Birch and Cedar")]
)
def test_each_takes_a_verb_in_the_singular(tmp_path: Path, parties: int, expected: str) -> None:
    assert said(tmp_path, "{{ parties | each }} pays", deal_of(parties)) == f"{expected} pays"


def money(amount: str, currency: str, language: str = "en-GB") -> Deal:
    fund = {"programme": "own", "currency": currency, "amounts": [{"party": "alder", "amount": amount}]}
    return deal_of(funding=[fund], agreement={"language": language})


LOOP = "{{% for fund in funding %}}\n{{% for entry in fund.amounts %}}\n1. {}.\n{{% endfor %}}\n{{% endfor %}}"


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1250000", "EUR", "EUR 1,250,000"),
        ("0.5", "GBP", "GBP 0.50"),
        ("1000.00", "USD", "USD 1,000"),
        ("0", "CHF", "CHF 0"),
    ],
)
def test_money_has_its_currency_and_its_decimals_where_there_are_any(
    tmp_path: Path, amount: str, currency: str, expected: str
) -> None:
    text = LOOP.format("{{ entry.amount | money(fund.currency) }}")
    found = composed(tmp_path, {"x/y": page(text)}, money(amount, currency))
    assert clauses(found)[1] == f"{expected}."


def test_money_without_a_currency_is_a_number(tmp_path: Path) -> None:
    found = composed(tmp_path, {"x/y": page(LOOP.format("{{ entry.amount | money }}"))}, money("1250000", "EUR"))
    assert clauses(found)[1] == "1,250,000."


@pytest.mark.parametrize(("language", "expected"), [("en-GB", "1 March 2027"), ("en-US", "March 1, 2027")])
def test_long_date_follows_the_language(tmp_path: Path, language: str, expected: str) -> None:
    deal = deal_of(agreement={"start": "2027-03-01", "language": language})
    assert said(tmp_path, "{{ agreement.start | long_date }}", deal) == expected


@pytest.mark.parametrize(
    ("code", "expected"), [("DE", "Germany"), ("NL", "the Netherlands"), ("CA-QC", "Quebec"), ("HK", "Hong Kong")]
)
def test_country_gives_the_name(tmp_path: Path, code: str, expected: str) -> None:
    deal = deal_of([party(0, country=code)])
    text = "{% for party in parties %}\n1. in {{ party.country | country }}.\n{% endfor %}"
    assert clauses(composed(tmp_path, {"x/y": page(text)}, deal))[1] == f"in {expected}."


def test_country_names_several(tmp_path: Path) -> None:
    deal = deal_of([party(0, performs=["DE", "US", "FR"])])
    text = "{% for party in parties %}\n1. in {{ party.performs | country }}.\n{% endfor %}"
    assert clauses(composed(tmp_path, {"x/y": page(text)}, deal))[1] == "in Germany, the United States and France."


@pytest.mark.parametrize(("months", "expected"), [(1, "1 month"), (36, "36 months")])
def test_duration_has_its_unit_in_the_right_number(tmp_path: Path, months: int, expected: str) -> None:
    assert said(tmp_path, "{{ agreement.months | duration }}", deal_of(agreement={"months": months})) == expected


@pytest.mark.parametrize(
    ("number", "unit", "language", "expected"),
    [
        ("30", "day", "en-GB", "30 days"),
        ("1", "days", "en-GB", "1 day"),
        ("1.50", "year", "en-GB", "1.5 years"),
        ("100", "hour", "en-GB", "100 hours"),
        ("5", "percent", "en-GB", "5 per cent"),
        ("5", "per cent", "en-US", "5 percent"),
        ("7", "number", "en-GB", "7"),
        ("1", "time", "en-GB", "once"),
        ("2", "times", "en-GB", "twice"),
        ("3", "time", "en-GB", "3 times"),
    ],
)
def test_quantities(number: str, unit: str, language: str, expected: str) -> None:
    assert quantity(Decimal(number), unit, deal_of(agreement={"language": language})) == expected


def test_who_picks_the_parties_a_pattern_fits_and_those_it_may_fit(tmp_path: Path) -> None:
    parties = [party(0, traits=["public-records"]), party(1, traits=["none"]), party(2)]
    assert (
        said(tmp_path, '{{ parties | who("*[traits=public-records]") | in_words }}', deal_of(parties))
        == "Alder and Cedar"
    )


def test_who_may_pick_nobody(tmp_path: Path) -> None:
    assert said(tmp_path, '{{ parties | who("JP") | in_words }}') == "none"


def test_a_pattern_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    assert mistake(tmp_path, '{{ parties | who("JPP") | in_words }}').startswith(
        "18: there is no word 'JPP' for country"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{{ project.titel }}", "there is no name 'titel' here\n  hint: did you mean title?"),
        ("{{ projct.title }}", "there is no name 'projct'\n  hint: did you mean project?"),
        ("{{ project.title | money }}", "money prints an amount, not a Typed"),
        ("{{ project.title | long_date }}", "long_date prints a date, not a Typed"),
        ("{{ parties | duration }}", "duration prints a number, not a list"),
        ("{{ project.title | in_words }}", "in_words joins a list, not a Typed"),
        ("{{ agreement.months | country }}", "country prints a country's code, not a int"),
        ("{{ parties | mony }}", "there is no filter 'mony'\n  hint: did you mean money?"),
        ('{{ value("days") }}', "x/y declares no value 'days'\n  hint: nothing can be chosen here"),
        ('{{ particular("start-dat") }}', "there is no particular 'start-dat'\n  hint: did you mean start-date?"),
        ("{{ ref() }}", 'ref leads nowhere\n  hint: write ref("family/page#label")'),
        ("{{ parties }}", "a list cannot be printed\n  hint: print one of its names, or use a filter"),
    ],
)
def test_what_cannot_be_printed_is_told_with_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    assert mistake(tmp_path, text, deal_of(agreement={"months": 12})) == f"18: {problem}"


def test_the_mistakes_of_all_pages_are_told_at_once(tmp_path: Path) -> None:
    pages = {"x/a": page("1. {{ nothing }}"), "x/b": page("1. a\n1. {{ noone }}")}
    with pytest.raises(ContentError) as raised:
        composed(tmp_path, pages)
    assert [(mistake.path.rpartition("/")[2], mistake.line) for mistake in raised.value.mistakes] == [
        ("a.md", 17),
        ("b.md", 18),
    ]


def test_a_mistake_in_a_loop_or_in_shared_text_has_its_own_line(tmp_path: Path) -> None:
    text = "## only\n\n{% for party in parties %}\n1. a\n{% endfor %}\n1. b\n\n## closing\n\n1. c\n1. {{ nothing }}\n"
    with pytest.raises(ContentError) as raised:
        composed(tmp_path, {"x/y": page(text)})
    assert [mistake.line for mistake in raised.value.mistakes] == [25]


@pytest.mark.parametrize(
    ("text", "asks", "key"),
    [
        ("{{ agreement.start | long_date }}", "start", "agreement.start"),
        ("{{ agreement.months | duration }}", "months", "agreement.months"),
        ("{{ papers | in_words }}", "papers", "papers"),
        ("{{ facilities | each }}", "facilities", "facilities"),
    ],
)
def test_what_is_not_given_is_a_blank_that_says_what_is_asked(tmp_path: Path, text: str, asks: str, key: str) -> None:
    found = composed(tmp_path, {"x/y": page(f"1. {text}.")})
    assert Blank(asks, key) in inlines(found.agreement)
    assert found.agreement.blanks == (Blank(asks, key),)


def test_a_blank_says_of_whom_it_asks(tmp_path: Path) -> None:
    text = "{% for party in parties %}\n1. {{ party.investigator }}, {{ party.notices.email }}\n{% endfor %}"
    found = composed(tmp_path, {"x/y": page(text)}, deal_of(1))
    assert [blank.asks for blank in found.agreement.blanks] == ["project lead of Alder", "e-mail address of Alder"]


def test_what_is_reached_through_something_unknown_is_one_blank(tmp_path: Path) -> None:
    item = {"id": "chip", "name": "Chip", "class": "qubit-device", "provider": "?", "origin": "?"}
    text = "{% for item in items %}\n1. {{ item.provider.short_name }} in {{ item.origin | country }}.\n{% endfor %}"
    found = composed(tmp_path, {"x/y": page(text)}, deal_of(items=[item]))
    assert clauses(found)[1] == "[provider of Chip] in [country of origin of Chip]."


def test_a_section_that_was_not_given_is_a_blank_and_no_empty_list(tmp_path: Path) -> None:
    text = "1. Items:\n{% for item in items %}\n   1. {{ item.name }}\n{% endfor %}"
    deal = deal_of().model_copy(update={"items": None})
    assert (
        clauses(composed(tmp_path / "1", {"x/y": page(text)}, deal))[1] == "Items [" + blank_phrases()["items"] + "]."
    )
    assert clauses(composed(tmp_path / "2", {"x/y": page(text)}, deal_of(items=[])))[1] == "Items: none."


@pytest.mark.parametrize(
    ("parties", "expected"),
    [
        (2, "the other Party, the other Party, the other Party"),
        (3, "the other Parties, any other Party, each other Party"),
    ],
)
def test_the_others_are_one_or_several(tmp_path: Path, parties: int, expected: str) -> None:
    assert said(tmp_path, "{{ others }}, {{ any_other }}, {{ each_other }}", deal_of(parties)) == expected


def test_ids_lead_to_the_parties_they_name(tmp_path: Path) -> None:
    work = {"id": "one", "title": "First", "lead": "birch", "parties": ["alder", "birch"]}
    line = "1. {{ part.lead.short_name }} with {{ part.parties | in_words }}."
    text = f"{{% for part in project.work %}}\n{line}\n{{% endfor %}}"
    found = composed(tmp_path, {"x/y": page(text)}, deal_of(project={"work": [work]}))
    assert clauses(found)[1] == "Birch with Alder and Birch."


ODD = [
    *(
        "<b>bold</b> & more",
        "{{ project.title }}",
        "{% for a in b %}",
        "**bold** ^label",
        "1. item",
        "? fund:eu",
        "| a | b |",
    ),
    *(
        "a_b*c`d",
        "tab\tand\x07bell",
        "‮right to left‬",
        "ירושלים",
        "北京大学",
        "licence and programme",
        "\ue0000\ue001",
        "a;  b",
    ),
]


@pytest.mark.parametrize("name", ODD)
def test_what_people_type_comes_out_as_typed(tmp_path: Path, name: str) -> None:
    deal = deal_of(project={"title": name}, agreement={"language": "en-US"})
    found = composed(tmp_path, {"x/y": page("1. The licence of {{ project.title }} ends.\n1. Next.")}, deal)
    title = name.replace("\ue000", "").replace("\ue001", "")
    assert clauses(found)[1:] == [f"1.1 The license of {title} ends.", "1.2 Next."]
    assert Words(title, typed=True) in inlines(found.agreement)


def test_a_name_that_ends_in_a_full_stop_ends_its_sentence(tmp_path: Path) -> None:
    parties = [party(0, short_name="Alder Ltd."), party(1, short_name="Birch e.V.")]
    text = "1. It is {{ parties | in_words }}.\n1. It is {{ parties | in_words }}; or not."
    found = composed(tmp_path, {"x/y": page(text)}, deal_of(parties))
    assert clauses(found)[1:] == ["1.1 It is Alder Ltd. and Birch e.V.", "1.2 It is Alder Ltd. and Birch e.V.; or not."]


def test_our_own_words_in_blanks_and_values_are_spelt_as_the_deal_has_it(tmp_path: Path) -> None:
    card = '[values.share]\ndefault = 5\nunit = "percent"\nasks = "a"\n'
    card += '[values.body]\nunit = "number"\nasks = "organisation"\n'
    deal = deal_of(agreement={"language": "en-US"})
    assert said(tmp_path, '{{ value("share") }} to {{ value("body") }}', deal, card) == "5 percent to [organization]"


DAYS = '[values.days]\ndefault = 30\nunit = "day"\nasks = "days"\nterm = "invented/term/length"\n'
VALUE = '{{ value("days") }}'


def law(folder: Path, limit: str) -> None:
    (folder / "law").mkdir(parents=True, exist_ok=True)
    duty = provision(
        "duty",
        'applies = { all = ["party:DE"] }',
        'asks = ["invented/term"]',
        f'limits = {{ "invented/term" = "{limit}" }}',
    )
    (folder / "law/act.toml").write_text(HEAD + duty, encoding="utf-8")


def test_a_figure_is_the_page_s_own_when_nobody_says_more(tmp_path: Path) -> None:
    assert said(tmp_path, VALUE, card=DAYS) == "30 days"


def test_a_figure_without_a_default_is_a_blank(tmp_path: Path) -> None:
    assert said(tmp_path, VALUE, card=DAYS.replace("default = 30\n", "")) == "[days]"


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("at most 10 days", "10 days"), ("at least 90 days", "90 days"), ("at most 60 days", "30 days")],
)
def test_a_figure_of_ours_is_kept_within_what_the_law_allows(tmp_path: Path, limit: str, expected: str) -> None:
    law(tmp_path, limit)
    assert said(tmp_path, VALUE, card=DAYS) == expected


@pytest.mark.parametrize(
    ("typed", "expected"), [(45, "45 days"), (1, "1 day"), ("forty-five days", "forty-five days"), ("?", "10 days")]
)
def test_what_the_deal_says_stands_whatever_the_law_allows(tmp_path: Path, typed: Any, expected: str) -> None:
    law(tmp_path, "at most 10 days")
    assert said(tmp_path, VALUE, deal_of(values={"days": typed}), DAYS) == expected


def test_a_figure_may_stand_at_a_place_of_the_deal(tmp_path: Path) -> None:
    deal = deal_of(publication={"review_days": 20})
    assert said(tmp_path, VALUE, deal, DAYS + 'deal = "publication.review_days"\n') == "20 days"


@pytest.mark.parametrize(
    ("funding", "expected"),
    [
        ([{"programme": "own"}, {"programme": "sponsor", "payment_days": 14}], "14 days"),
        ([{"programme": "sponsor", "payment_days": "?"}], "30 days"),
        ([], "30 days"),
        (None, "30 days"),
    ],
)
def test_of_a_section_with_entries_the_first_that_says_a_figure_counts(
    tmp_path: Path, funding: Any, expected: str
) -> None:
    deal = deal_of(funding=funding)
    assert said(tmp_path, VALUE, deal, DAYS + 'deal = "funding.payment_days"\n') == expected


def test_a_playbook_s_figure_goes_before_the_page_s(tmp_path: Path) -> None:
    tmp_path.joinpath("book.toml").write_text(
        'for = "Alder"\n[values."invented/term/length"]\npreferred = 14\n', encoding="utf-8"
    )
    assert said(tmp_path, VALUE, deal_of(playbook=str(tmp_path / "book.toml")), DAYS) == "14 days"


@pytest.mark.parametrize(("typed", "shown"), [(-1, "-1"), (True, "True"), ([], "[]"), (" ", "' '")])
def test_a_figure_that_is_none_is_refused(tmp_path: Path, typed: Any, shown: str) -> None:
    with pytest.raises(ContentError, match=r"deal\.toml: values\.days: .* is no figure"):
        said(tmp_path, VALUE, deal_of(values={"days": typed}), DAYS)


def test_limit_prints_the_strictest_limit_of_the_law_or_asks_for_it(tmp_path: Path) -> None:
    law(tmp_path / "1", "at most 48 hours")
    assert said(tmp_path / "1", '{{ limit("invented/term") }}') == "48 hours"
    assert said(tmp_path / "2", '{{ limit("invented/term") }}') == "[limit for term]"


def test_matches_are_the_rows_the_law_matched(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    duty = provision("duty", 'applies = { each = "pair:DE>!DE" }', 'asks = ["invented/term"]')
    (tmp_path / "law/act.toml").write_text(HEAD + duty, encoding="utf-8")
    loop = '{% for match in matches("invented/term") %}'
    text = f"1. Between:\n{loop}\n   1. {{{{ match.from }}}} and {{{{ match.to }}}}\n{{% endfor %}}"
    found = composed(tmp_path, {"x/y": page(text)}, deal_of(3))
    assert clauses(found)[1:] == ["Between:", "(a) Alder and Birch; and", "(b) Alder and Cedar."]


def test_every_section_of_a_deal_has_its_name(tmp_path: Path) -> None:
    assert set(SECTIONS) <= set(names_of(deal_of()))


@pytest.mark.parametrize("page_", LIBRARY.pages.values(), ids=lambda page: page.id)
def test_every_page_uses_the_filters_there_are(page_: Page) -> None:
    assert not [
        (problem.line, problem.problem) for _, section in texts(page_) for problem in problems(section.text, FILTERS)
    ]
