"""What conditions can say: the rows of the table that the design gives, each with what it answers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from agreements.asking import Answer
from agreements.legislation import Law
from agreements.rows import Row
from tests.agreements.making import facts, flow, one, provision

GROUPS = """
[[group.eea]]
is = ["DE", "FR"]
source = "an invented list"
[[group.eu]]
is = ["DE", "FR"]
source = "an invented list"
[[group.eu-adequate]]
is = "CH"
source = "an invented list"
[[group.eu-adequate]]
is = "CA"
where = { kind = "company" }
source = "an invented list"
[[group.eu-adequate]]
is = "US"
where = { certified = "dpf" }
source = "an invented list"
[[group.eu-833-partners]]
is = "US"
source = "an invented list"
"""


def actor(id: str, country: str, /, **columns: str | None) -> Row:
    return Row(
        "actor",
        (country,),
        {"id": (id,), **{name.replace("_", "-"): None if v is None else (v,) for name, v in columns.items()}},
    )


def item(use: str = "input", listed: str | None = None) -> Row:
    return Row("item", ("cryogenic-cooling",), {"use": (use,), "listed": None if listed is None else (listed,)})


def person(country: str, stay: str | None = None, **columns: str | None) -> tuple[Row, Row]:
    told = {"host": ("lab",), **{name.replace("_", "-"): None if v is None else (v,) for name, v in columns.items()}}
    return Row("person", ("visitor",), told, {} if stay is None else {"stay-years": Decimal(stay)}), actor(
        "lab", country
    )


def study(country: str, /, **columns: str | None) -> tuple[Row, ...]:
    moved = {"of": ("personal-study",), "from": ("one",), "to": ("other",)}
    return Row("flow", ("DE", country), moved), actor("one", "DE"), actor("other", country, **columns)


def pair(to_kind: str | None) -> tuple[Row, ...]:
    return (
        Row("pair", ("AU", "JP"), {"from": ("one",), "to": ("other",)}),
        actor("one", "AU", kind="university-public"),
        actor("other", "JP", kind=to_kind),
    )


def goods(country: str, of: str) -> Row:
    return flow("DE", country, of=of)


def status(said: str | None) -> tuple[Row, Row]:
    return Row("fund", ("eu-horizon",)), Row(
        "party", ("GB",), {"id": ("x",), "grant-status": None if said is None else (said,)}
    )


TRANSFER = 'applies = { each = "flow:@eea>!@eea|@eu-adequate[of=personal-study]" }'
ACCESS = """applies.all = [
  "item:*[listed=us,use=input|background]",
  "person:*[host=US,authorisation=expected|undecided]",
]"""
STATES = 'applies = { each = "pair:AU>!AU[from.kind=university-public,to.kind=state|university-state]" }'
RUSSIA = 'applies = { each = "flow:@eu>!@eu|@eu-833-partners[of=goods-annex-xl]" }'
GERMANY = 'applies = { each = "person:*[host=DE,stay-years<=5]" }'
JAPAN = 'applies = { each = "person:*[host=JP,foreign-duty=yes]" }'
GRANT = 'applies = { all = ["fund:eu-horizon"], each = "party:*[grant-status=associated]" }'
UNDECIDED = person("US", authorisation="undecided")

TABLE: list[tuple[str, str, tuple[Row, ...], str]] = [
    ("to a Canadian university", TRANSFER, study("CA", kind="university"), "YES"),
    ("to Switzerland", TRANSFER, study("CH"), "NO"),
    ("to a Canadian company", TRANSFER, study("CA", kind="company"), "NO"),
    ("to a US cloud that is not certified", TRANSFER, study("US", certified="none"), "YES"),
    ("to the US, certification not told", TRANSFER, study("US", certified=None), "OPEN"),
    ("listed chip, host undecided", ACCESS, (item(listed="us-3A901"), *UNDECIDED), "YES"),
    ("compared, not listed", ACCESS, (item(listed="none"), *UNDECIDED), "NO"),
    ("a listed result", ACCESS, (item(use="result", listed="us-3A901"), *UNDECIDED), "NO"),
    ("cooler not classified", ACCESS, (item(), *UNDECIDED), "OPEN"),
    ("with a state university", STATES, pair("university-state"), "YES"),
    ("with a company", STATES, pair("company"), "NO"),
    ("university, autonomy not told", STATES, pair("university"), "OPEN"),
    ("goods to a state outside the list", RUSSIA, (goods("IN", "goods-annex-xl"),), "YES"),
    ("goods to the US", RUSSIA, (goods("US", "goods-annex-xl"),), "NO"),
    ("goods not classified", RUSSIA, (goods("IN", "goods"),), "OPEN"),
    ("three-year stay", GERMANY, person("DE", "3"), "YES"),
    ("six-year stay", GERMANY, person("DE", "6"), "NO"),
    ("stay not told", GERMANY, person("DE"), "OPEN"),
    ("a duty to a foreign body", JAPAN, person("JP", foreign_duty="yes"), "YES"),
    ("own permanent staff", JAPAN, person("JP", foreign_duty="no"), "NO"),
    ("duty not told", JAPAN, person("JP", foreign_duty=None), "OPEN"),
    ("associated partner", GRANT, status("associated"), "YES"),
    ("beneficiary", GRANT, status("beneficiary"), "NO"),
    ("status not told", GRANT, status(None), "OPEN"),
]


@pytest.mark.parametrize(("case", "applies", "rows", "want"), TABLE, ids=[case for case, *_ in TABLE])
def test_a_row_of_the_table_of_conditions(
    in_use: Callable[..., Law], case: str, applies: str, rows: tuple[Row, ...], want: str
) -> None:
    built = in_use(GROUPS, provision("tried", applies, 'asks = ["x/y"]'))
    applied = one(built, facts(*rows, closed="flow party person item fund pair"))
    assert applied.answer.name == want
    assert bool(applied.questions) is (want == "OPEN")


def test_people_not_told_leave_the_matter_open_and_people_denied_settle_it(in_use: Callable[..., Law]) -> None:
    built = in_use(GROUPS, provision("tried", GERMANY))
    assert one(built, facts(closed="")).answer is Answer.OPEN
    assert one(built, facts(closed="person")).answer is Answer.NO


def test_the_clause_on_russia_is_not_asked_for_before_its_day(in_use: Callable[..., Law]) -> None:
    built = in_use(GROUPS, provision("tried", RUSSIA, "in_force = { from = 2024-03-20 }"))
    assert built.apply(facts(goods("IN", "goods-annex-xl"), day=date(2024, 3, 19))) == ()
    assert one(built, facts(goods("IN", "goods-annex-xl"), day=date(2024, 3, 20))).answer is Answer.YES


def test_money_from_a_federal_programme_to_a_body_abroad(in_use: Callable[..., Law]) -> None:
    built = in_use(provision("tried", 'applies = { each = "fund:us-federal[to=!US]" }'))
    rows = (actor("here", "US"), actor("there", "DE"))
    assert (
        one(built, facts(Row("fund", ("us-federal-nsf",), {"to": ("there",)}), *rows, closed="fund")).answer
        is Answer.YES
    )
    assert (
        one(built, facts(Row("fund", ("us-federal-nsf",), {"to": ("here",)}), *rows, closed="fund")).answer is Answer.NO
    )
    assert one(built, facts(Row("fund", ("us-federal-nsf",), {"to": None}), *rows, closed="fund")).answer is Answer.OPEN
