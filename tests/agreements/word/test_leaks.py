"""Nothing of ours leaves: every part of every default output is opened and searched."""

import getpass
import re
from pathlib import Path

import pytest

from agreements.agreement import Agreement, Block
from agreements.deals import read_deal
from agreements.plain_writers import line_of
from agreements.word.names import w
from agreements.word.writer import place_id
from agreements.writing import PLAIN
from clauses.library import load_library
from tests.agreements.word.conftest import DEALS, agreement_of, file_of
from tests.agreements.word.structure import parts_of, roots_of

# Namespaces and content types of the format itself, whose words are nobody's secret.
_FORMAT = re.compile(rb'(?:xmlns(?::\w+)?|ContentType|PartName|Type|Target|uri)="[^"]*"')


def secrets(agreement: Agreement, path: Path) -> set[str]:
    """What must not leave with a draft: key, page ids, places, reasons, acceptances, users, paths, programs."""
    deal = read_deal(path)
    pages = load_library().pages
    found = {agreement.key, path.stem, str(path), str(Path.home()), str(Path.cwd()), "comity", "python", "lxml"}
    found |= set(pages) | {f"{id}/{name}" for id, page in pages.items() for name in page.card.positions}
    for part in agreement.parts:
        if isinstance(part, Block):
            found |= {reason for reason in part.because if _is_said_nowhere_else(reason)}
    for chosen in agreement.chosen:
        found |= {*filter(_is_said_nowhere_else, chosen.because), *chosen.supplies}
    found |= {accepted.reason for accepted in deal.accepted}
    if len(getpass.getuser()) > 5:
        found.add(getpass.getuser())
    return {secret for secret in found if len(secret) > 3}


def _is_said_nowhere_else(reason: str) -> bool:
    """Whether a reason is long enough to be told from words of a contract, which may say "the default" too."""
    return len(reason.split()) > 2


def test_no_part_of_a_default_output_holds_anything_of_ours(deal: Path, agreement: Agreement, made: bytes) -> None:
    wanted = secrets(agreement, deal)
    for name, data in parts_of(made).items():
        text = _FORMAT.sub(b"", data).decode("utf-8").casefold()
        assert [secret for secret in wanted if secret.casefold() in f"{name} {text}"] == [], name


@pytest.mark.parametrize("suffix", sorted(PLAIN))
def test_no_plain_output_holds_anything_of_ours(deal: Path, agreement: Agreement, suffix: str) -> None:
    text = PLAIN[suffix](agreement).casefold()
    assert [secret for secret in secrets(agreement, deal) if secret.casefold() in text] == []


def test_no_name_of_a_place_or_position_stands_in_the_markup(agreement: Agreement, made: bytes) -> None:
    names = {chosen.position for chosen in agreement.chosen} | {part.key for part in agreement.parts}
    for name, root in roots_of(made).items():
        values = {value for element in root.iter() for value in element.attrib.values()}
        assert names & values == set(), name


def test_bookmarks_are_keyed_hashes_and_nothing_else(agreement: Agreement, made: bytes) -> None:
    names = [e.get(w("name"), "") for e in roots_of(made)["word/document.xml"].iter(w("bookmarkStart"))]
    assert names == [place_id(agreement.key, part.key) for part in agreement.parts if isinstance(part, Block)]
    assert all(re.fullmatch(r"_c[0-9a-f]{16}", name) for name in names)


def test_another_key_gives_other_names_to_the_same_places() -> None:
    assert place_id("one key", "general/notices") != place_id("another key", "general/notices")


def test_no_author_and_no_program_is_named(made: bytes) -> None:
    core = [e.tag.rpartition("}")[2] for e in roots_of(made)["docProps/core.xml"]]
    assert core == ["title", "language", "created", "modified"]
    assert not {name for name in parts_of(made) if "app.xml" in name or "custom" in name or "comments" in name}


def test_the_text_of_all_parts_is_what_is_printed(agreement: Agreement, made: bytes) -> None:
    printed = " ".join(line_of(part) for part in agreement.parts if isinstance(part, Block))
    for name in ("word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml"):
        said = "".join(e.text or "" for e in roots_of(made)[name].iter(w("t")))
        assert said in ("", agreement.short_title, "Page 2 of 2")
    assert len(printed) > 1000


def test_an_internal_copy_holds_the_reasons_and_the_search_would_find_them() -> None:
    deal = DEALS[0]
    agreement, parts = agreement_of(deal), parts_of(file_of(deal, internal=True))
    text = parts["word/comments.xml"].decode("utf-8").casefold()
    assert [secret for secret in secrets(agreement, deal) if secret.casefold() in text] != []
