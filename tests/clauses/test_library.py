"""Pages and their cards: read strictly, every mistake at once, with line and near match."""

from pathlib import Path

import pytest

from clauses.errors import ContentError
from clauses.library import MOST_WORDS, Library, Page, load_library, parse_page, read_page, texts, words_in

CARD = """\
summary = "A page."
default = "one"
reviewed = 2026-11-22

[positions.one]
summary = "The first."
serves = ["provider"]
supplies = ["export-control/notice"]

[positions.two]
summary = "The second."
serves = ["recipient", "all"]
needs = ["family/other"]
"""
TEXT = "## one\n\n1. a ^first\n\n## two\n\n1. b ^first\n"


def page_text(card: str = CARD, text: str = TEXT, title: str = "# Title") -> str:
    return f"{title}\n\n```toml\n{card}```\n\n{text}"


def parsed(card: str = CARD, text: str = TEXT, title: str = "# Title") -> Page:
    return parse_page(page_text(card, text, title), "family/page", "clauses/family/page.md")


def mistakes(card: str = CARD, text: str = TEXT, title: str = "# Title") -> list[str]:
    with pytest.raises(ContentError) as raised:
        parsed(card, text, title)
    return [str(mistake) for mistake in raised.value.mistakes]


def test_a_page_has_a_title_a_card_and_positions() -> None:
    page = parsed()
    assert (page.title, page.card.default, list(page.positions)) == ("Title", "one", ["one", "two"])


def test_a_position_is_printed_with_what_all_positions_share() -> None:
    page = parsed(text=f"## opening\n\n1. o\n\n{TEXT}\n## closing\n\n1. c\n")
    assert page.text_of("one") == "1. o\n\n1. a ^first\n\n1. c"
    assert page.text_of("two") == "1. o\n\n1. b ^first\n\n1. c"


def test_what_a_position_needs_and_supplies_is_the_page_s_and_its_own() -> None:
    page = parsed(card=f'needs = ["family/all"]\nsupplies = ["liability/cap"]\n{CARD}')
    assert page.supplies("one") == ("liability/cap", "export-control/notice")
    assert page.needs("two") == ("family/all", "family/other")


@pytest.mark.parametrize(
    ("role", "ladder"),
    [("provider", ("one", "two")), ("recipient", ("two", "one")), ("payer", ("two", "one"))],
)
def test_the_ladder_goes_from_one_s_own_by_what_serves_all_to_the_rest(role: str, ladder: tuple[str, ...]) -> None:
    assert parsed().ladder(role) == ladder


def test_a_page_without_a_title_says_so() -> None:
    assert mistakes(title="Title") == [
        'clauses/family/page.md:1: a page begins with its title\n  hint: write "# Title"',
    ]


def test_a_page_without_a_card_says_so() -> None:
    with pytest.raises(ContentError) as raised:
        parse_page("# Title\n\n## one\n\n1. a\n", "family/page", "clauses/family/page.md")
    assert str(raised.value) == (
        "clauses/family/page.md:2: the card is missing\n  hint: put a ```toml block under the title"
    )


def test_every_mistake_of_a_card_has_its_line_and_near_match() -> None:
    wrong = CARD.replace('serves = ["provider"]', 'serves = ["provder"]').replace("default", "defualt")
    assert mistakes(card=wrong + 'suplies = ["a/b"]\n') == [
        "clauses/family/page.md: 'default' is missing",
        "clauses/family/page.md:5: unknown key 'defualt'\n  hint: did you mean default?",
        "clauses/family/page.md:10: positions.one.serves.1 cannot be 'provder'\n  hint: did you mean provider?",
        "clauses/family/page.md:17: unknown key 'positions.two.suplies'\n  hint: did you mean supplies?",
    ]


def test_a_default_that_is_no_position_is_told() -> None:
    assert mistakes(card=CARD.replace('default = "one"', 'default = "on"')) == [
        "clauses/family/page.md:5: the default 'on' is no position\n  hint: did you mean one?",
    ]


def test_a_section_without_a_card_and_a_position_without_a_text_are_told_together() -> None:
    assert mistakes(text=TEXT.replace("## two", "## tow")) == [
        "clauses/family/page.md:13: the position 'two' has no text\n  hint: add a section ## two",
        "clauses/family/page.md:23: the section 'tow' has no card\n  hint: did you mean two?",
    ]


def test_a_section_that_stands_twice_is_told() -> None:
    assert mistakes(text=f"{TEXT}\n## one\n\n1. again\n") == [
        "clauses/family/page.md:27: the section 'one' stands twice\n  hint: keep one",
    ]


def test_text_before_the_first_section_is_told() -> None:
    assert mistakes(text=f"> A note.\n\nStray words.\n\n{TEXT}") == [
        "clauses/family/page.md:21: 'Stray words.' stands before the first section",
    ]


def test_a_position_cannot_have_the_name_of_a_section() -> None:
    wrong = CARD.replace("[positions.two]", "[positions.closing]")
    assert mistakes(card=wrong, text=TEXT.replace("## two", "## closing")) == [
        "clauses/family/page.md:13: 'closing' is the name of a section, not of a position\n  hint: rename it",
    ]


def test_every_text_is_read_for_mistakes_in_its_form_and_its_language() -> None:
    text = "## one\n\n1. {{ 1 + 1 }}\n\n## two\n\n- b\n\n## closing\n\n1. **a** b **c**\n"
    assert mistakes(text=text) == [
        "clauses/family/page.md:21: wording prints and loops, it has no add",
        "clauses/family/page.md:25: '- b' is not in the form\n"
        '  hint: an item is written "1. text", whatever its number',
        "clauses/family/page.md:29: bold stands only in run-in headings and definitions\n  hint: take out the **",
    ]


@pytest.mark.parametrize("kind", ["recital", "execution"])
def test_recitals_and_execution_have_no_lists(kind: str) -> None:
    assert mistakes(card=f'kind = "{kind}"\n{CARD}', text="## one\n\n1. a:\n   1. b\n\n## two\n\n1. c\n") == [
        f"clauses/family/page.md:22: a page of kind {kind} has no lists and no tables",
    ]


def test_a_page_of_five_positions_keeps_its_card_only() -> None:
    more = "".join(f'[positions.p{n}]\nsummary = "More."\nserves = ["all"]\n' for n in range(3))
    text = TEXT + "".join(f"\n## p{n}\n\n1. c\n" for n in range(3))
    assert mistakes(card=CARD + more, text=text) == [
        "clauses/family/page.md:8: a page of 5 positions keeps its card only\n"
        "  hint: move each text to clauses/family/page/<position>.md",
    ]


def test_a_page_of_many_words_keeps_its_card_only() -> None:
    long = "## one\n\n1. " + "word " * MOST_WORDS + "\n\n## two\n\n1. b\n"
    assert mistakes(text=long)[0].startswith(
        f"clauses/family/page.md:8: a page of {MOST_WORDS + 3} words keeps its card only"
    )


def test_the_text_of_a_position_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page/two.md").write_text("1. b\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(page_text(text="## one\n\n1. a\n"), encoding="utf-8")
    page = read_page(tmp_path / "page.md", "family/page", "clauses/family/page.md")
    assert page.positions["two"].section.path == "clauses/family/page/two.md"
    assert page.text_of("two") == "1. b"


def test_a_mistake_in_a_file_of_its_own_names_that_file(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page/two.md").write_text("1. b\n- c\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(page_text(text="## one\n\n1. a\n"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"clauses/family/page/two\.md:2: '- c' is not in the form"):
        read_page(tmp_path / "page.md", "family/page", "clauses/family/page.md")


def test_a_text_that_stands_in_both_places_is_told(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page/two.md").write_text("1. b\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(page_text(), encoding="utf-8")
    with pytest.raises(ContentError, match=r"the position 'two' stands here and in clauses/family/page/two\.md"):
        read_page(tmp_path / "page.md", "family/page", "clauses/family/page.md")


def pack(folder: Path, **pages: str) -> Path:
    (folder / "clauses/family").mkdir(parents=True)
    for name, text in pages.items():
        (folder / f"clauses/family/{name}.md").write_text(text, encoding="utf-8")
    return folder


def test_a_pack_adds_pages(tmp_path: Path) -> None:
    library = load_library((pack(tmp_path, page=page_text(card=CARD.replace('needs = ["family/other"]\n', ""))),))
    assert "family/page" in library.pages
    assert "general/notices" in library.pages


def test_a_pack_cannot_take_the_place_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "clauses/general").mkdir(parents=True)
    (tmp_path / "clauses/general/notices.md").write_text(page_text(), encoding="utf-8")
    with pytest.raises(ContentError, match=r"clauses/general/notices\.md is that page already"):
        load_library((tmp_path,))


def test_a_text_of_a_position_that_no_card_names_is_told(tmp_path: Path) -> None:
    folder = pack(tmp_path, page=page_text(card=CARD.replace('needs = ["family/other"]\n', "")))
    (folder / "clauses/family/page").mkdir()
    (folder / "clauses/family/page/tow.md").write_text("1. a\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"family/page has no position 'tow'\n  hint: did you mean two\?"):
        load_library((folder,))


def test_the_mistakes_of_all_pages_are_told_at_once(tmp_path: Path) -> None:
    folder = pack(tmp_path, one=page_text(title="One"), two=page_text(title="Two"))
    with pytest.raises(ContentError) as raised:
        load_library((folder,))
    assert len(raised.value.mistakes) == 2


LIBRARY: Library = load_library()


@pytest.mark.parametrize("page", LIBRARY.pages.values(), ids=lambda page: page.id)
def test_every_page_tells_what_it_is_and_whom_its_positions_serve(page: Page) -> None:
    assert page.card.summary.endswith(".")
    assert page.card.sources or all(position.card.sources for position in page.positions.values())
    for position in page.positions.values():
        assert position.card.summary.endswith(".")
        assert position.text.strip()


def test_words_are_counted_over_texts() -> None:
    assert words_in(section.text for _, section in texts(parsed())) == 6
