"""Text files are read as the paragraphs they were before somebody wrapped, paged or flattened them."""

from pathlib import Path

import pytest

from agreements.document import Document
from agreements.plain_text import read_plain_text
from agreements.plain_writers import as_text, line_of
from agreements.reading import read_document
from clauses.errors import ContentError
from tests.agreements.word.conftest import DEALS, agreement_of


def read(tmp_path: Path, text: str | bytes, name: str = "a.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_plain_text(path)


def texts(document: Document) -> list[str]:
    return [one.text for one in document.paragraphs]


def test_wrapped_lines_are_one_paragraph(tmp_path: Path) -> None:
    text = (
        "The Parties shall work together on the Project that the first schedule to this\n"
        "Agreement describes, and each of them shall bear the cost of its own share in\n"
        "the work.\n\nA second paragraph.\n"
    )
    assert texts(read(tmp_path, text)) == [
        "The Parties shall work together on the Project that the first schedule to this Agreement describes, and each "
        "of them shall bear the cost of its own share in the work.",
        "A second paragraph.",
    ]


def test_a_numbered_line_begins_a_paragraph(tmp_path: Path) -> None:
    text = (
        "1. Term\n1.1 This Agreement begins on the day on which the last Party signs it.\n"
        "1.2 It ends after three years unless the Parties agree to go on.\n"
    )
    document = read(tmp_path, text)
    assert [(one.number, one.kind) for one in document.paragraphs] == [
        ("1", "heading"),
        ("1.1", "text"),
        ("1.2", "text"),
    ]


def test_a_label_on_a_line_of_its_own_belongs_to_the_text_after_it(tmp_path: Path) -> None:
    document = read(tmp_path, "The agreement:\n\n1.1\n\nEach Party bears its own cost.\n")
    assert [(one.label, one.text) for one in document.paragraphs][-1] == ("1.1", "Each Party bears its own cost.")


def test_page_numbers_and_running_heads_are_taken_out_and_the_sentence_goes_on(tmp_path: Path) -> None:
    sentences = [
        (
            "Each Party shall keep secret what the other has told it in confidence about its",
            "business, for five years.",
        ),
        ("A Party that learns of a loss of data shall tell the other without delay and say", "what it does about it."),
        ("Neither Party may publish the Results of the other before that Party has had the", "time to read them."),
        ("The Parties shall meet every three months, and keep a short note of each decision", "they have taken."),
    ]
    ends = ["", *(end for _, end in sentences)]
    pages = [
        f"Research Agreement\n\n{ends[number]}\n\n{first}\n\nPage {number + 1} of 4\n\f"
        for number, (first, _) in enumerate(sentences)
    ]
    assert texts(read(tmp_path, "\n".join(pages)))[:3] == [" ".join(sentence) for sentence in sentences[:3]]


def test_clauses_run_together_in_one_line_are_parted(tmp_path: Path) -> None:
    text = (
        "14.1 A notice under this Agreement is in writing and in English, and is sent to the office named below. "
        "14.2 It takes effect when it arrives. 14.3 A Party may name another office by notice to the others."
    )
    assert [one.label for one in read(tmp_path, text).paragraphs] == ["14.1", "14.2", "14.3"]


def test_a_contents_list_is_told_from_the_clauses(tmp_path: Path) -> None:
    text = (
        "AGREEMENT\n\nContents\n\n1. Term ........ 2\n\n2. Money ........ 3\n\n3. Results ........ 4\n\n"
        "1. Term\n\nThis Agreement lasts for three years.\n\n2. Money\n\nEach Party pays for its own share.\n"
    )
    document = read(tmp_path, text)
    assert [one.kind for one in document.paragraphs][1:5] == ["contents"] * 4
    assert [one.number for one in document.paragraphs if one.kind == "heading"] == ["", "1", "2"]


@pytest.mark.parametrize(
    "data",
    [
        "Müller’s “Results”".encode(),
        b"\xef\xbb\xbf" + "Müller’s “Results”".encode(),
        "Müller’s “Results”".encode("utf-16"),
        "Müller’s “Results”".encode("cp1252"),
    ],
)
def test_every_usual_coding_is_read(tmp_path: Path, data: bytes) -> None:
    assert texts(read(tmp_path, data)) == ["Müller’s “Results”"]


def test_line_ends_of_every_system_are_the_same(tmp_path: Path) -> None:
    assert texts(read(tmp_path, b"One.\r\n\r\nTwo.\r\rThree.")) == ["One.", "Two.", "Three."]


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("6. Ownership of Things 6.1 Each Party keeps its own.", [("6", "Ownership of Things"), ("6.1", "Each Party")]),
        ("6.0 Ownership 6.1 Each Party keeps its own.", [("6.0", "Ownership"), ("6.1", "Each Party")]),
        ("2.4 Meetings 2.4.1 The Parties meet.", [("2.4", "Meetings"), ("2.4.1", "The Parties")]),
        ("ARTICLE 3 USE OF THINGS 3.1 Each Party uses.", [("3", "USE OF THINGS"), ("3.1", "Each Party")]),
        ("ARTICLE III USE Section 3.1 Each Party uses.", [("III", "USE"), ("3.1", "Each Party")]),
    ],
)
def test_a_heading_is_parted_from_the_provision_that_was_run_into_it(
    tmp_path: Path, line: str, parts: list[tuple[str, str]]
) -> None:
    document = read(tmp_path, line)
    assert [one.number for one in document.paragraphs] == [number for number, _ in parts]
    assert all(one.text.startswith(begins) for one, (_, begins) in zip(document.paragraphs, parts, strict=True))


@pytest.mark.parametrize(
    "line", ["6. What a Party has under 6.1 it keeps.", "6. What stands in Section 6.1 Each Party knows."]
)
def test_a_number_that_is_only_mentioned_parts_nothing(tmp_path: Path, line: str) -> None:
    assert len(read(tmp_path, line).paragraphs) == 1


def test_signs_before_items_are_taken_off(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "• first thing\n• second thing\n")) == ["first thing", "second thing"]


def test_a_text_knows_its_path_hash_and_format(tmp_path: Path) -> None:
    document = read(tmp_path, "Text")
    assert (document.format, len(document.sha256), document.path) == ("text", 64, str(tmp_path / "a.txt"))


def test_a_text_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="there is no such file"):
        read_plain_text(tmp_path / "gone.txt")


@pytest.mark.parametrize("deal", DEALS, ids=lambda path: path.stem)
def test_our_own_text_comes_back_with_every_number(deal: Path, tmp_path: Path) -> None:
    agreement = agreement_of(deal)
    path = tmp_path / "draft.txt"
    path.write_text(as_text(agreement), encoding="utf-8")
    document = read_document(path)
    wanted = [(one.number, line_of(one)) for one in agreement.headings() if one.role == "clause-heading"]
    found = [(one.number, one.text) for one in document.paragraphs]
    assert [one for one in found if one in wanted] == wanted
