"""Every Word file of ours is sound: by a validator of the format and by our own rules."""

from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from agreements.word.package_out import zipped
from tests.agreements.word.conftest import DEALS, agreement_of, file_of
from tests.agreements.word.structure import faults, parts_of


def errors(path: Path) -> list[str]:
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def test_the_validator_finds_no_error(saved: Path) -> None:
    assert errors(saved) == []


def test_the_validator_finds_no_error_in_an_internal_copy(deal: Path, tmp_path: Path) -> None:
    path = tmp_path / "internal.docx"
    path.write_bytes(file_of(deal, internal=True))
    assert errors(path) == []


def test_our_own_rules_find_no_fault(made: bytes) -> None:
    assert faults(made) == []


def test_our_own_rules_find_no_fault_in_an_internal_copy(deal: Path) -> None:
    assert faults(file_of(deal, internal=True)) == []


@pytest.mark.parametrize(
    ("part", "old", "new", "fault"),
    [
        ("word/document.xml", b'w:name="_c', b'w:name="_d', "which is no bookmark"),
        ("word/document.xml", b'<w:bookmarkEnd w:id="7"/>', b"", "bookmark 7 opened 1 and closed 0 times"),
        ("word/document.xml", b'<w:fldChar w:fldCharType="end"/>', b"", "fields not closed"),
        ("word/document.xml", b'<w:pStyle w:val="ClauseText"/>', b'<w:pStyle w:val="Odd"/>', "undefined style Odd"),
        ("word/document.xml", b"</w:p></w:tc>", b"</w:p><w:tbl/></w:tc>", "tc ends in a table"),
        ("word/document.xml", b"</w:tbl>", b"</w:tbl><w:tbl/>", "a table beside another"),
        ("word/styles.xml", b'<w:name w:val="Clause Text"/>', b"", "style ClauseText without a name"),
        ("word/styles.xml", b'<w:ilvl w:val="2"/>', b'<w:ilvl w:val="3"/>', "list and style disagree"),
        ("docProps/core.xml", b"</cp:core", b"<dc:title>x</dc:title></cp:core", "title 2 times"),
        ("word/_rels/document.xml.rels", b"numbering.xml", b"numbers.xml", "which is not there"),
    ],
)
def test_our_own_rules_find_a_fault_put_in_on_purpose(part: str, old: bytes, new: bytes, fault: str) -> None:
    parts = parts_of(file_of(DEALS[0]))
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    assert any(fault in said for said in faults(zipped(parts)))


def test_every_part_of_an_agreement_has_a_key_of_its_own() -> None:
    keys = {part.key for part in agreement_of(DEALS[0]).parts}
    assert len(keys) == len(agreement_of(DEALS[0]).parts)
