"""The side file: a key where the deal has none, and what each draft was made of."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from agreements.compose import compose
from agreements.deals import parse_deal
from agreements.side_file import key_of, read_side_file, record, side_file_of
from agreements.writing import write_agreement
from clauses.errors import ContentError

DAY = date(2026, 11, 22)
DEAL = Path(__file__).resolve().parent.parent.parent / "agreements/example-deals/open-theory.toml"


@pytest.fixture
def deal_file(tmp_path: Path) -> Path:
    """An example deal without a key, in a folder of its own."""
    lines = DEAL.read_text(encoding="utf-8").split("\n")
    path = tmp_path / "theory.toml"
    path.write_text("\n".join(line for line in lines if not line.startswith("key =")), encoding="utf-8")
    return path


def drafted(deal_file: Path, name: str, day: date = DAY) -> Path:
    """A text draft of a deal, recorded."""
    deal = parse_deal(deal_file.read_text(encoding="utf-8"), deal_file.name)
    composition = compose(deal, as_of=day, key=key_of(deal_file))
    out = deal_file.with_name(name)
    write_agreement(composition.agreement, out)
    record(deal_file, composition.agreement, out, keep_key=deal.key is None)
    return out


def test_the_side_file_stands_beside_the_deal() -> None:
    assert side_file_of(Path("x/theory.toml")) == Path("x/theory.comity.json")


def test_a_key_that_was_only_asked_for_is_not_kept(deal_file: Path) -> None:
    assert key_of(deal_file) != key_of(deal_file)
    assert not side_file_of(deal_file).exists()


def test_the_first_draft_keeps_a_random_key_and_later_drafts_use_it(deal_file: Path) -> None:
    drafted(deal_file, "one.txt")
    key = read_side_file(deal_file).key
    assert key is not None
    assert len(key) == 32
    drafted(deal_file, "two.txt")
    assert read_side_file(deal_file).key == key == key_of(deal_file)


def test_a_draft_is_found_by_its_hash_with_page_position_reason_and_text(deal_file: Path) -> None:
    out = drafted(deal_file, "one.txt")
    draft = read_side_file(deal_file).drafts[hashlib.sha256(out.read_bytes()).hexdigest()]
    assert draft.file == "one.txt"
    assert draft.as_of == "2026-11-22"
    deal = parse_deal(deal_file.read_text(encoding="utf-8"), deal_file.name)
    choice = next(c for c in compose(deal, as_of=DAY).choices if c.page.id == "publication/review")
    place = next(p for p in draft.places.values() if p.page == choice.page.id)
    assert (place.position, place.because) == (choice.position, choice.because)
    assert len(place.text) == 64


def test_ids_in_the_side_file_are_those_in_the_word_file(deal_file: Path) -> None:
    import zipfile

    out = drafted(deal_file, "one.docx")
    body = zipfile.ZipFile(out).read("word/document.xml").decode()
    draft = read_side_file(deal_file).drafts[hashlib.sha256(out.read_bytes()).hexdigest()]
    assert draft.places
    assert all(f'w:name="{id}"' in body for id in draft.places)


def test_drafts_of_several_days_stand_side_by_side(deal_file: Path) -> None:
    drafted(deal_file, "one.docx")
    drafted(deal_file, "two.docx", date(2026, 12, 1))
    assert [draft.as_of for draft in read_side_file(deal_file).drafts.values()] == ["2026-11-22", "2026-12-01"]


def test_the_side_file_is_plain_json_with_its_schema(deal_file: Path) -> None:
    drafted(deal_file, "one.txt")
    data = json.loads(side_file_of(deal_file).read_text(encoding="utf-8"))
    assert data["schema"] == "comity/side/1"
    assert sorted(data) == ["drafts", "key", "schema"]


@pytest.mark.parametrize("text", ["", "[]", '{"schema": "comity/side/9"}', '{"key": "short"}', '{"more": 1}'])
def test_a_damaged_side_file_is_refused_and_left_as_it_is(deal_file: Path, text: str) -> None:
    side_file_of(deal_file).write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match="not a side file of comity any more"):
        drafted(deal_file, "one.txt")
    assert side_file_of(deal_file).read_text(encoding="utf-8") == text
