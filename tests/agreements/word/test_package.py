"""The guarded opener: sound files are opened as Word opens them, every other gets its own answer."""

import io
import zipfile
from pathlib import Path

import pytest

from agreements.reading import read_document
from agreements.word import package as opening
from agreements.word.package import open_package
from clauses.errors import ContentError

from .making import HEAD, MACRO_TYPE, SPACES, make, p, packed


def refused(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        open_package(path)
    return str(caught.value).removeprefix(f"{path}: ")


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7\n", "this is a PDF, which is not read yet\n  hint: ask for the Word file, or export it"),
        (b"{\\rtf1 text}", "this is a rich text file (RTF)"),
        (OLE + "WordDocument".encode("utf-16-le"), "this is an old Word file (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "the file is protected with a password"),
        (OLE + "Workbook".encode("utf-16-le"), "this is a file of an older Office program or of Outlook"),
        (b"\x89PNG\r\n\x1a\n", "this is a picture"),
        (b"<html><body>Sign in</body></html>", "this is a web page or another XML file"),
        (b"\x7fELF\x00\x00\x00", "this is neither a Word file nor text"),
        (b"This Agreement is made between", "this is text, not a Word file"),
    ],
)
def test_what_is_no_word_file_is_called_what_it_is(tmp_path: Path, data: bytes, said: str) -> None:
    assert refused(written(tmp_path / "paper.docx", data)).startswith(said)


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    assert refused(tmp_path / "paper.docx") == "there is no such file"


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    assert refused(tmp_path).startswith("this is a folder")


def test_half_a_word_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.docx", "Text").read_bytes()
    half = written(tmp_path / "half.docx", whole[: len(whole) // 2])
    assert refused(half).startswith("the file begins like a Word file, but its end is missing or damaged")


def test_a_part_with_a_flipped_bit_is_said_to_be_damaged(tmp_path: Path) -> None:
    data = bytearray(make(tmp_path / "a.docx", *["The parties agree." * 40] * 5).read_bytes())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        at = archive.getinfo("word/document.xml").header_offset + 90
    data[at] ^= 0xFF
    assert "word/document.xml is damaged" in refused(written(tmp_path / "b.docx", bytes(data)))


def test_a_directory_that_points_outside_the_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    data = bytearray(make(tmp_path / "a.docx", "Text").read_bytes())
    place = data.rindex(b"PK\x05\x06") + 16
    begins = int.from_bytes(data[place : place + 4], "little")
    data[place : place + 4] = (begins + 3_000_000).to_bytes(4, "little")
    assert "damaged" in refused(written(tmp_path / "b.docx", bytes(data)))


def test_text_named_docx_is_refused_at_the_front_door(tmp_path: Path) -> None:
    path = written(tmp_path / "paper.docx", b"This Agreement is made between")
    with pytest.raises(ContentError, match="named like a Word file but holds plain text"):
        read_document(path)


def test_a_word_file_named_txt_is_read_as_a_word_file(tmp_path: Path) -> None:
    document = read_document(make(tmp_path / "paper.txt", "This Agreement"))
    assert (document.format, document.paragraphs[0].text) == ("docx", "This Agreement")


def test_a_zip_without_a_document_is_called_an_archive(tmp_path: Path) -> None:
    assert refused(packed(tmp_path / "a.docx", {"a.txt": "text"})).startswith("this is a zip archive")


def test_an_open_document_file_is_called_one(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.odt", {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
    assert refused(path).startswith("this is an OpenDocument file")


def test_a_workbook_is_called_one(tmp_path: Path) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert refused(make(tmp_path / "a.xlsx", main_type=kind)).startswith("this is an Excel workbook")


def test_the_main_part_is_found_whatever_its_name(tmp_path: Path) -> None:
    document = read_document(make(tmp_path / "a.docx", "Text", main="body/paper.xml"))
    assert document.paragraphs[0].text == "Text"


def test_names_with_other_case_and_slashes_are_found(tmp_path: Path) -> None:
    sound = make(tmp_path / "a.docx", "Text", numbering="<w:num/>")
    with zipfile.ZipFile(sound) as archive:
        parts = {
            name.replace("word/d", "Word\\D").replace("word/n", "WORD/N"): archive.read(name)
            for name in archive.namelist()
        }
    odd = packed(tmp_path / "b.docx", parts)
    assert read_document(odd).paragraphs[0].text == "Text"


def test_the_bytes_of_every_part_are_kept(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", "Text", parts={"word/media/image.bin": b"\x00\x01\r\n\xff"})
    with zipfile.ZipFile(path) as archive:
        assert dict(open_package(path).parts) == {name: archive.read(name) for name in archive.namelist()}


def test_a_missing_main_part_is_said(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", "Text")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "word/document.xml"}
    assert refused(packed(tmp_path / "b.docx", parts)).startswith("the main part of the Word file is missing")


def test_a_main_part_that_points_out_of_the_file_is_missing(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", "Text")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"word/document.xml", b"../../etc/passwd")
    assert refused(packed(tmp_path / "b.docx", parts)).startswith("the main part of the Word file is missing")


def test_a_part_that_is_named_and_not_there_is_reported_and_the_rest_read(tmp_path: Path) -> None:
    document = read_document(make(tmp_path / "a.docx", "Text", relationships=[("numbering", "numbering.xml")]))
    assert [notice.code for notice in document.notices] == ["missing-part"]
    assert document.paragraphs[0].text == "Text"


def test_broken_xml_is_said_with_its_part(tmp_path: Path) -> None:
    assert refused(make(tmp_path / "a.docx", document="<w:document>")).startswith(
        "the part word/document.xml is broken XML"
    )


def test_bytes_that_are_no_utf8_are_broken_xml(tmp_path: Path) -> None:
    bad = f"{HEAD}<w:document {SPACES}><w:body>".encode() + b"\xff\xfe\xfd</w:body></w:document>"
    assert "is broken XML" in refused(make(tmp_path / "a.docx", document=bad))


def test_a_part_in_utf16_is_read(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><w:document {SPACES}><w:body>{p("Résumé")}</w:body></w:document>'
    document = read_document(make(tmp_path / "a.docx", document=text.encode("utf-16")))
    assert document.paragraphs[0].text == "Résumé"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://example.org/a.dtd">',
        '<!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>',
    ],
)
def test_a_document_type_is_refused(tmp_path: Path, declared: str) -> None:
    body = p("Text").replace("Text", "&a;") if "ENTITY" in declared else p("Text")
    text = f'<?xml version="1.0"?>{declared}<w:document {SPACES}><w:body>{body}</w:body></w:document>'
    assert "declares a document type (DOCTYPE)" in refused(make(tmp_path / "a.docx", document=text))


def test_a_part_that_would_grow_beyond_reason_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", "Text", parts={"word/media/a.bin": b" " * (2 * 1024 * 1024)})
    assert "would grow beyond what a document needs" in refused(path)


def test_many_small_parts_that_grow_beyond_the_total_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "MAX_TOTAL", 30_000)
    path = make(tmp_path / "a.docx", "Text", parts={f"word/media/{n}.bin": b" " * 8_000 for n in range(4)})
    assert "would grow beyond what a document needs" in refused(path)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", {f"{number}.xml": "" for number in range(opening.MAX_ENTRIES + 1)})
    assert refused(path).startswith("the file holds 4097 parts, more than 4096")


@pytest.mark.parametrize("name", ["../evil.xml", "word/../../evil.xml", "word\\..\\evil.xml", "C:/evil.xml"])
def test_a_name_that_points_out_of_the_file_is_refused(tmp_path: Path, name: str) -> None:
    assert "points outside the file" in refused(make(tmp_path / "a.docx", "Text", parts={name: "<a/>"}))


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", "Text", parts={"Word/Document.xml": "<a/>"})
    assert refused(path).startswith("the part Word/Document.xml stands twice in the file")


def test_an_encrypted_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(make(tmp_path / "a.docx", "Text").read_bytes())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "is encrypted" in refused(written(tmp_path / "b.docx", bytes(data)))


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agreements.filetypes.MAX_FILE", 10)
    assert "and is not opened" in refused(make(tmp_path / "a.docx", "Text"))


def test_xml_too_deep_for_any_document_is_refused(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 3000 + p("Text") + "</w:tc></w:tr></w:tbl>" * 3000
    with pytest.raises(ContentError):
        read_document(make(tmp_path / "a.docx", deep))


def test_a_file_with_macros_is_read_and_says_so(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.docm",
        "Text",
        main_type=MACRO_TYPE,
        relationships=[("vbaProject", "vbaProject.bin")],
        parts={"word/vbaProject.bin": b"\x00"},
    )
    document = read_document(path)
    assert [notice.code for notice in document.notices] == ["macros"]
    assert document.paragraphs[0].text == "Text"


def test_a_strict_file_is_read(tmp_path: Path) -> None:
    sound = make(tmp_path / "a.docx", p("Clause", num="1", level=0), numbering="")
    with zipfile.ZipFile(sound) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/")
        .replace("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
        for name, text in parts.items()
    }  # fmt: skip
    assert "purl.oclc.org" in strict["word/document.xml"]
    assert read_document(packed(tmp_path / "b.docx", strict)).paragraphs[0].text == "Clause"


def test_what_a_part_points_to_is_told_by_kind_and_place(tmp_path: Path) -> None:
    path = make(
        tmp_path / "a.docx", "Text", relationships=[("image", "media/a.png"), ("hyperlink", "https://example.org")]
    )
    package = open_package(path)
    assert [(one.kind, one.target, one.external) for one in package.relationships(package.main)] == [
        ("image", "word/media/a.png", False),
        ("hyperlink", "https://example.org", True),
    ]


def test_a_part_without_a_name_is_damage(tmp_path: Path) -> None:
    path = make(tmp_path / "a.docx", "Text", parts={"word/zz.xml": "<a/>"})
    path.write_bytes(path.read_bytes().replace(b"word/zz.xml", b"\0" * 11))
    assert "a part of the file has no name" in refused(path)
