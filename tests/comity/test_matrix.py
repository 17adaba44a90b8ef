"""`comity law DEAL --matrix`: text, data and the internal paper."""

import json
import zipfile
from pathlib import Path

import pytest

from agreements.reading import read_document
from tests.comity.conftest import DAY, DEALS, Run
from tests.comity.test_schemas import schema

EXAMPLES = sorted(DEALS.glob("*.toml"))


@pytest.mark.parametrize("deal", EXAMPLES, ids=lambda path: path.stem)
def test_the_matrix_of_an_example_deal_fits_its_schema_and_all_of_it_is_shown(comity: Run, deal: Path) -> None:
    ran = comity("law", deal, "--matrix", "--as-of", DAY, "--format", "json")
    assert ran.code == 0
    data = json.loads(ran.out)
    schema("matrix").validate(data)
    text = comity("law", deal, "--matrix", "--as-of", DAY).out
    assert all(f"\n{pair['from']} (" in text for pair in data["pairs"])
    assert all(touch["provision"] in text for touch in data["general"])


def test_the_text_names_the_law_what_to_look_at_and_what_is_asked_for(comity: Run) -> None:
    out = " ".join(comity("law", DEALS / "spin-qubit-control.toml", "--matrix", "--as-of", DAY).out.split())
    assert "Internal: for our own use." in out
    assert "Lakeshore (Michigan) to Spree Institute (Germany)" in out
    assert "Technology passes: technology data (cryogenic electronics cmos)" in out
    assert "to look at: export licence, or the exception relied on: " in out
    assert "15 CFR 742.4(a)(5) and 742.6(a)(10) [us-ear/licence-first]" in out
    assert "candidate codes: controller: us-3A901, eu-3A501" in out
    assert "technology, goods, money, remote access: nothing is told to pass" in out


def test_the_paper_is_internal_on_every_page_and_reads_back(comity: Run, tmp_path: Path) -> None:
    out = tmp_path / "matrix.docx"
    ran = comity("law", DEALS / "photonic-network-consortium.toml", "--matrix", "-o", out, "--as-of", DAY)
    assert (ran.code, ran.out) == (0, f"wrote {out}\n")
    with zipfile.ZipFile(out) as parts:
        headers = [name for name in parts.namelist() if name.startswith("word/header")]
        assert headers
        assert all(b"Internal: not for circulation" in parts.read(name) for name in headers)
        assert parts.read("word/document.xml").count(b"<w:sectPr") == 1
    text = "\n".join(paragraph.text for paragraph in read_document(out).paragraphs)
    assert "Internal: for our own use. Nothing of this goes into a draft or to the other side." in text
    assert "Maas (the Netherlands) to Thameside (the United Kingdom)" in text
    assert "eu-gdpr" in text


def test_the_paper_is_the_same_for_the_same_deal_and_day(comity: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.docx", tmp_path / "other.docx"
    for out in (one, other):
        comity("law", DEALS / "spin-qubit-control.toml", "--matrix", "-o", out, "--as-of", DAY)
    assert one.read_bytes() == other.read_bytes()


def test_a_paper_is_not_overwritten_without_being_told_and_is_a_word_file(comity: Run, tmp_path: Path) -> None:
    deal = DEALS / "open-theory.toml"
    out = tmp_path / "matrix.docx"
    out.write_bytes(b"mine")
    ran = comity("law", deal, "--matrix", "-o", out)
    assert ran.code == 2
    assert "the file is there already" in ran.err
    assert out.read_bytes() == b"mine"
    assert comity("law", deal, "--matrix", "-o", out, "--force").code == 0
    ran = comity("law", deal, "--matrix", "-o", tmp_path / "matrix.pdf")
    assert ran.err.endswith("matrix.pdf: the matrix is a Word paper\n  hint: end the name in .docx\n")


def test_a_matrix_is_of_a_deal_and_a_paper_is_of_a_matrix(comity: Run, tmp_path: Path) -> None:
    assert "--matrix is about a deal: name its file" in comity("law", "DE", "--matrix").err
    assert "-o goes with --matrix" in comity("law", "DE", "-o", tmp_path / "x.docx").err
    assert comity("law", "--matrix").code == 2


def test_nothing_of_the_matrix_is_in_the_contract(comity: Run, deal: Path, tmp_path: Path) -> None:
    out = tmp_path / "draft.txt"
    assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    text = out.read_text(encoding="utf-8")
    assert [said for said in ("us-ear", "licence, or the exception relied on", "Internal") if said in text] == []
