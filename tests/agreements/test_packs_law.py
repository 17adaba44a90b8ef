"""The law of packs counts like the law that ships: its groups, its entries, and files that take a taken name."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agreements.asking import ask
from agreements.deals import packs_of
from agreements.facts import facts_of_deal
from agreements.legislation import load_law
from agreements.words import Answer
from checker.examples import document_in
from checker.judge import Asking, check
from clauses.errors import ContentError
from clauses.index import index
from clauses.library import load_library
from templates.arrangements import load_templates
from tests.agreements.making import DAY, changed

PACK = """title = "Rules of an office"
jurisdiction = "DE"

[[provision]]
id = "friends"
cite = "Rule 1 of the office"
says = "Work with a friend of the office is recorded."
force = "practice"
seen = { grade = "none" }
applies = { each = "party:@office-friends" }
asks = ["export-control/general-undertaking"]

[[group.office-friends]]
is = "US"
from = 2020-01-01
source = "a list kept in the office"

[[threshold]]
item = "cryogenic-electronics-cmos"
gives = "national"
where = { temperature = "<=10" }
source = "a list kept in the office"
"""

Pack = Callable[[str], Path]


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    def made(name: str) -> Path:
        folder = tmp_path / "ours" / "law"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.toml").write_text(PACK, encoding="utf-8")
        return tmp_path / "ours"

    return made


def test_a_group_of_a_pack_is_known_to_the_patterns_of_its_deal(pack: Pack) -> None:
    packs = (pack("office"),)
    deal = changed("spin-qubit-control", {})
    with_pack, without = facts_of_deal(deal, DAY, packs=packs), facts_of_deal(deal, DAY)
    assert ask("party:@office-friends", with_pack).answer is Answer.YES
    assert ask("party:@office-friends", without).answer is Answer.NO
    (applied,) = (a for a in load_law(packs).apply(with_pack) if a.provision.id == "office/friends")
    assert [match.from_ for match in applied.matches] == ["Lakeshore"]


def test_membership_in_a_group_of_a_pack_has_its_dates(pack: Pack) -> None:
    facts = facts_of_deal(changed("spin-qubit-control", {}), date(2019, 6, 1), packs=(pack("office"),))
    assert ask("party:@office-friends", facts).answer is Answer.NO


def test_an_entry_of_a_pack_is_compared_with_the_numbers_of_items(pack: Pack) -> None:
    deal = changed("spin-qubit-control", {})
    (row, *_) = facts_of_deal(deal, DAY, packs=(pack("office"),)).by_kind["item"]
    assert "national" in (row.columns["listed"] or ())
    (row, *_) = facts_of_deal(deal, DAY).by_kind["item"]
    assert "national" not in (row.columns["listed"] or ())


def test_a_check_asks_the_law_of_the_packs_of_its_deal(pack: Pack) -> None:
    folder = pack("office")
    deal = changed("spin-qubit-control", {"packs": [folder.name]})
    paper = document_in("1. Each party keeps the results.")
    report = check(paper, Asking(as_of=DAY, deal=deal, base=folder.parent))
    asked = {by.provision for finding in report.findings for by in finding.asked_by}
    assert "office/friends" in asked
    assert packs_of(deal, folder.parent) == (folder,)


def test_a_pack_may_not_take_the_name_of_a_body_of_law_that_ships(pack: Pack) -> None:
    folder = pack("eu-gdpr")
    with pytest.raises(ContentError) as raised:
        load_law((folder,))
    said = "agreements/law/eu-gdpr.toml is that body of law already\n  hint: rename it"
    assert str(raised.value) == f"{folder}/law/eu-gdpr.toml: {said}"


@pytest.mark.parametrize("load", [load_law, load_templates, load_library])
def test_nothing_is_kept_as_sound_where_a_pack_could_have_made_up_for_it(
    load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Path] = []
    monkeypatch.setattr(type(index()), "found_sound", lambda self, file: kept.append(file))
    monkeypatch.setattr(type(index()), "is_sound", lambda self, file: False)
    load.__wrapped__((tmp_path,))
    assert kept == []
