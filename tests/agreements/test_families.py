"""Families of law: said, or told by the file and by terms; every subject of the cards belongs to one."""

from pathlib import Path

import pytest

from agreements.families import load_families
from agreements.legislation import build_law, load_law
from clauses.source import parse_toml
from tests.agreements.making import HEAD, provision, refused

ROOT = Path(__file__).resolve().parents[2]
SUBJECTS = sorted(path.parent.name for path in (ROOT / "checker/terms").glob("*/subject.toml"))


def family(text: str, head: str = HEAD, stem: str = "sample", id: str = "one") -> str:
    return build_law([(stem, parse_toml(head + text, "sample.toml"))]).provisions[f"{stem}/{id}"].family


TERM = 'asks = ["data-transfer/tool"]'


def test_a_provision_says_its_family_itself() -> None:
    assert family(provision("one", TERM, 'family = "tax"'), HEAD + 'family = "export"\n') == "tax"


def test_a_file_says_the_family_of_its_provisions() -> None:
    assert family(provision("one", TERM), HEAD + 'family = "export"\n') == "export"


def test_the_name_of_a_file_that_ends_in_a_family_tells_it() -> None:
    assert family(provision("one", TERM), stem="us-public-bodies") == "public-bodies"
    assert family(provision("one", TERM), stem="tax") == "tax"
    assert family(provision("one", TERM), stem="us-syntax") == "data"


def test_the_terms_that_a_provision_asks_for_tell_its_family() -> None:
    assert family(provision("one", TERM)) == "data"


def test_an_exception_is_of_the_family_of_what_it_lifts() -> None:
    text = provision("one", 'role = "exception"', 'excepts = ["two"]') + provision("two", TERM)
    text += provision("three", 'asks = ["results-ownership/rule"]')
    assert family(text) == "data"


def test_a_provision_that_asks_for_nothing_is_of_the_family_most_usual_in_its_file() -> None:
    assert family(provision("one") + provision("two", TERM)) == "data"
    assert family(provision("one")) == "formalities"


def test_a_family_or_jurisdiction_that_does_not_exist_is_refused_with_the_near_one() -> None:
    said = "sample.toml:9: provision.1.family: there is no family 'exports'\n  hint: did you mean export?"
    assert refused(provision("one", 'family = "exports"')).endswith(said)
    with pytest.raises(Exception, match="there is no jurisdiction 'Germany'\n  hint: write DE, or one of: EU, neutral"):
        build_law([("sample", parse_toml(HEAD.replace("EU", "Germany"), "sample.toml"))])


def test_every_provision_that_ships_has_a_family() -> None:
    assert {provision.family for provision in load_law().provisions.values()} <= set(load_families())


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_of_the_cards_belongs_to_one_family(subject: str) -> None:
    assert len([word for word, family in load_families().items() if subject in family.subjects]) == 1


def test_a_family_names_only_subjects_that_have_cards() -> None:
    named = {subject for family in load_families().values() for subject in family.subjects}
    assert named <= set(SUBJECTS)
