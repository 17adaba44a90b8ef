"""A file is what it begins like, not what it is called."""

from pathlib import Path

import pytest

from agreements import filetypes
from agreements.filetypes import read_bytes, told_apart
from clauses.errors import ContentError

PATH = Path("paper")


@pytest.mark.parametrize("data", [b"PK\x03\x04....", b"PK\x05\x06" + b"\x00" * 18])
def test_a_zip_is_a_package(data: bytes) -> None:
    assert told_apart(PATH, data) == "package"


@pytest.mark.parametrize("data", [b"Text", "Text".encode("utf-16"), b"\xef\xbb\xbfText", b"  \n# Title"])
def test_text_is_text_in_every_coding(data: bytes) -> None:
    assert told_apart(PATH, data) == "text"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\n\n%PDF-1.4", "this is a PDF, which is not read yet"),
        (b"  {\\rtf1", "this is a rich text file"),
        (b"II*\x00", "this is a picture"),
        (b"<?xml version='1.0'?><pkg:xmlPackage></pkg:xmlPackage>", "this is a web page or another XML"),
        (
            b"<?xml version='1.0'?><a x='http://schemas.microsoft.com/office/word/2003/wordml'/>",
            "this is a Word file saved",
        ),
        (b"<!DOCTYPE html>", "this is a web page"),
        (b"MZ\x90\x00", "this is neither a Word file nor text"),
    ],
)
def test_everything_else_is_called_what_it_is_with_a_hint(data: bytes, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        told_apart(PATH, data)
    assert str(caught.value).startswith(f"paper: {said}")
    assert "hint: " in str(caught.value)


def test_a_file_beyond_reason_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filetypes, "MAX_FILE", 3)
    (tmp_path / "a").write_bytes(b"four")
    with pytest.raises(ContentError, match="larger than 0 MB"):
        read_bytes(tmp_path / "a")


def test_a_file_nobody_may_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a").write_bytes(b"text")
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(ContentError, match="the file cannot be read: Permission denied"):
        read_bytes(tmp_path / "a")
