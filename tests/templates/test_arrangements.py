"""Templates and programmes: what they arrange exists and stands in its place, or is told with its line."""

from pathlib import Path

import pytest

from clauses.errors import ContentError
from clauses.library import load_library
from templates.arrangements import KINDS_IN, load_templates
from templates.particulars import load_particulars
from templates.programmes import load_programmes

HEAD = 'title = "Paper"\nsummary = "A paper."\nkind = "nda"\n'


def pack(folder: Path, text: str, kind: str = "templates") -> Path:
    (folder / kind).mkdir(parents=True)
    (folder / kind / "paper.toml").write_text(text, encoding="utf-8")
    return folder


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as raised:
        load_templates((pack(folder, text),))
    return [str(mistake) for mistake in raised.value.mistakes]


def test_a_pack_adds_a_template(tmp_path: Path) -> None:
    templates = load_templates((pack(tmp_path, HEAD + '[[part]]\nname = "clauses"\nslots = ["general/notices"]\n'),))
    assert [slot.clause for _, slot in templates["paper"].slots()] == ["general/notices"]
    assert "bilateral-research" in templates


def test_a_slot_is_a_page_a_table_or_a_family_of_law(tmp_path: Path) -> None:
    text = (
        HEAD
        + '[[part]]\nname = "clauses"\nslots = [\n"general/notices",\n'
        + '{ clause = "funding/contributions", position = "grant-shares", when = "fund:eu" },\n'
        + '{ law = "liability" },\n]\n'
    )
    _, table, family = (slot for _, slot in load_templates((pack(tmp_path, text),))["paper"].slots())
    assert (table.clause, table.position, table.when) == ("funding/contributions", "grant-shares", ("fund:eu",))
    assert (family.clause, family.law) == (None, "liability")


def test_every_mistake_of_a_template_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        HEAD
        + '[presets]\n"general/notices" = "standrd"\n"liability/limitation" = "mutual-cap"\n"general/nothing" = "a"\n'
        + '[[part]]\nname = "clauses"\nslots = [\n  "general/notices",\n  "general/notces",\n'
        + '  { clause = "funding/contributions", position = "grant-share" },\n  { law = "liabilty" },\n'
        + '  "general/notices",\n  "schedules/budget",\n]\n[[part]]\nname = "clauses"\n'
    )
    assert mistakes(tmp_path, text) == [
        "templates/paper.toml:12: there is no page 'general/notces'\n  hint: did you mean general/notices?",
        "templates/paper.toml:13: funding/contributions has no position 'grant-share'\n"
        "  hint: did you mean grant-shares?",
        "templates/paper.toml:14: there is no family 'liabilty'\n  hint: did you mean liability?",
        "templates/paper.toml:11: general/notices has two slots\n  hint: keep one",
        "templates/paper.toml:16: schedules/budget is a page of kind schedule: it cannot stand in 'clauses'\n"
        "  hint: move the slot",
        "templates/paper.toml:18: the part 'clauses' stands twice\n  hint: put its slots into one",
        "templates/paper.toml:5: general/notices has no position 'standrd'\n  hint: did you mean standard?",
        "templates/paper.toml:6: presets: liability/limitation has no slot\n  hint: add one, or drop it",
        "templates/paper.toml:7: there is no page 'general/nothing'\n  hint: did you mean general/notices?",
    ]


def test_a_slot_names_one_thing(tmp_path: Path) -> None:
    (said,) = mistakes(tmp_path, HEAD + '[[part]]\nname = "clauses"\nslots = [{ position = "standard" }]\n')
    assert 'a slot names a clause or a family of law\n  hint: write "family/page" or { law = "family" }' in said


def test_a_misspelt_key_has_its_near_match(tmp_path: Path) -> None:
    assert "hint: did you mean summary?" in "".join(
        mistakes(tmp_path, HEAD.replace("summary", "sumary") + "part = []\n")
    )


def test_a_pack_cannot_take_the_place_of_a_template(tmp_path: Path) -> None:
    folder = pack(tmp_path, HEAD + "part = []\n")
    (folder / "templates/paper.toml").rename(folder / "templates/consortium.toml")
    with pytest.raises(ContentError, match="there is a template 'consortium' already"):
        load_templates((folder,))


def test_the_mistakes_of_a_programme_are_told_with_their_lines(tmp_path: Path) -> None:
    text = 'title = "A"\nwhen = "fund:eu"\n[presets]\n"general/precedence" = "grant"\n"general/nothing" = "a"\n'
    with pytest.raises(ContentError) as raised:
        load_programmes((pack(tmp_path, text, "programmes"),))
    assert [str(mistake) for mistake in raised.value.mistakes] == [
        "templates/programmes/paper.toml:4: general/precedence has no position 'grant'\n"
        "  hint: did you mean grant-first?",
        "templates/programmes/paper.toml:5: there is no page 'general/nothing'\n  hint: did you mean general/notices?",
    ]


@pytest.mark.parametrize("id", load_templates())
def test_every_template_has_parties_signatures_and_a_place_for_its_definitions(id: str) -> None:
    names = [part.name for part in load_templates()[id].part]
    assert {"parties", "particulars", "definitions", "clauses", "execution"} <= set(names)
    assert names.index("definitions") < names.index("clauses") < names.index("execution")


@pytest.mark.parametrize("id", load_templates())
def test_every_slot_holds_a_page_of_the_kind_of_its_part(id: str) -> None:
    pages = load_library().pages
    for part, slot in load_templates()[id].slots():
        assert slot.clause is None or pages[slot.clause].card.kind in KINDS_IN[part]


@pytest.mark.parametrize("id", load_templates())
def test_what_a_page_may_need_has_a_slot_beside_it(id: str) -> None:
    pages = load_library().pages
    placed = {slot.clause for _, slot in load_templates()[id].slots() if slot.clause is not None}
    lacking = {
        f"{page} ({position}) needs {needed}"
        for page in placed
        for position in pages[page].positions
        for needed in pages[page].needs(position)
        if needed not in placed
    }
    assert not lacking


@pytest.mark.parametrize("id", load_library().pages)
def test_every_page_has_a_slot_in_some_template(id: str) -> None:
    slots = [slot for template in load_templates().values() for _, slot in template.slots()]
    assert any(slot.clause == id or slot.law == id.partition("/")[0] for slot in slots)


def test_every_particular_has_a_capitalised_name_and_says_what_is_asked() -> None:
    for entry in load_particulars().values():
        assert entry.name[0].isupper()
        assert entry.asks[0].islower()
