"""Deals nobody would think of: whatever the facts, an agreement is composed and has no fault."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.compose import compose
from agreements.deal import Deal
from agreements.words import load_words
from tests.agreements.composing import DAY, party
from tests.agreements.test_examples import faults

WORDS = load_words().lists
COUNTRIES = ("DE", "US", "US-MI", "GB", "FR", "CH", "CN", "JP", "CA-QC", "NL")
# Names with what breaks printing: full stops, marks of Markdown and Jinja, other scripts, spaces inside.
NAMES = ("Alder", "Birch Ltd.", "C*e*dar {{ x }}", "北京 Institute", "ירושלים", "O'Elm & <b>", "F|G ^h", "Is it?")


def unknown(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any of the values, or the "?" of what is not known yet."""
    return st.one_of(st.just("?"), values)


def words(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([word for word in WORDS[name] if word != "none"])


def ids(parties: list[dict[str, Any]]) -> st.SearchStrategy[str]:
    return st.sampled_from([party["id"] for party in parties])


@st.composite
def some_parties(draw: st.DrawFn) -> list[dict[str, Any]]:
    names = draw(st.permutations(NAMES))
    found = []
    for number in range(draw(st.sampled_from([1, 2, 2, 3, 4, 5]))):
        more: dict[str, Any] = {"short_name": names[number], "name": f"{names[number]} of Somewhere"}
        more["country"] = draw(unknown(st.sampled_from(COUNTRIES)))
        more["kind"] = draw(unknown(words("body")))
        for name, values in (
            ("performs", st.sampled_from(COUNTRIES)),
            ("traits", words("trait")),
            ("roles", words("role")),
        ):
            if draw(st.booleans()):
                more[name] = draw(st.lists(values, max_size=2, unique=True))
        more["grant_status"] = draw(unknown(words("grant-status")))
        for name in ("legal_form", "address", "unit", "investigator", "export_officer"):
            more[name] = draw(unknown(st.sampled_from(["Office", "Dept. of It."])))
        found.append(party(number, **more))
    return found


def section(draw: st.DrawFn, entries: st.SearchStrategy[dict[str, Any]]) -> list[dict[str, Any]] | None:
    """A section with none, one or several entries, or one that was not given."""
    if draw(st.integers(0, 4)) == 0:
        return None
    found = draw(st.lists(entries, max_size=3))
    return [{**entry, **({"id": f"e{number}"} if "id" in entry else {})} for number, entry in enumerate(found)]


@st.composite
def deals(draw: st.DrawFn) -> Deal:
    parties = draw(some_parties())
    who = ids(parties)
    yes_no = unknown(st.booleans())
    title = st.sampled_from(["Quiet qubits", "Is it quiet?", "The licence {% for %}", "量子 | a"])
    name = st.sampled_from(["Chip", "Chip No. 1.", "**chip**"])
    sections = {
        "items": st.fixed_dictionaries(
            {
                "id": st.just("e"),
                "name": name,
                "class": words("item"),
                "provider": unknown(who),
                "holder": unknown(who),
            },
            optional={"origin": unknown(st.sampled_from(COUNTRIES)), "use": words("use"), "licence_conditions": yes_no},
        ),
        "people": st.fixed_dictionaries(
            {"id": st.just("e"), "category": words("person"), "host": unknown(who), "employer": unknown(who)},
            optional={"authorisation": unknown(words("authorisation")), "degree": yes_no},
        ),
        "data": st.fixed_dictionaries(
            {"id": st.just("e"), "name": name, "category": words("data"), "provider": unknown(who)},
            optional={
                "at": st.lists(st.sampled_from(COUNTRIES), max_size=2),
                "seen_by": st.lists(who, max_size=2, unique=True),
            },
        ),
        "background": st.fixed_dictionaries(
            {"id": st.just("e"), "name": name, "owner": who}, optional={"excluded": st.booleans()}
        ),
        "funding": st.fixed_dictionaries(
            {"programme": words("programme"), "currency": st.just("EUR")},
            optional={"funder": unknown(name), "to": st.lists(who, max_size=2, unique=True), "payer": who},
        ),
        "movements": st.fixed_dictionaries({"of": words("moving"), "from": who, "to": who}),
        "facilities": st.fixed_dictionaries({"name": name, "host": who}, optional={"remote": yes_no}),
    }
    deal: dict[str, Any] = {
        "agreement": {
            "template": draw(st.sampled_from(["bilateral-research", "consortium"])),
            "language": draw(st.sampled_from(["en-GB", "en-US"])),
            "governing_law": draw(unknown(st.sampled_from(COUNTRIES))),
            "months": draw(unknown(st.sampled_from([1, 36]))),
        },
        "project": {"title": draw(title), "open_results": draw(yes_no), "patent_filing": draw(yes_no)},
        "parties": parties,
    }
    if draw(st.booleans()):
        work = {"id": "w", "title": draw(title), "lead": draw(who), "tasks": draw(st.lists(name, max_size=3))}
        deal["project"]["work"] = [work]
    for key, entries in sections.items():
        if (told := section(draw, entries)) is not None:
            deal[key] = told
    return Deal.model_validate(deal)


@settings(derandomize=True, deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(deals())
def test_whatever_the_facts_an_agreement_is_composed_without_a_fault(deal: Deal) -> None:
    composition = compose(deal, as_of=DAY)
    assert list(faults(composition)) == []
    assert set(composition.agreement.blanks) or deal.project.summary is not None
