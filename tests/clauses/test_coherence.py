"""What only the whole library shows: references that may lead nowhere, needs of nothing, terms with two owners."""

import pytest

from clauses.coherence import across, conditions_of, references_of
from clauses.library import Library, Page, load_library, parse_page, texts

LIBRARY: Library = load_library()
HEAD = '# {}\n\n```toml\nsummary = "A page."\n{}\nreviewed = 2026-11-22\n'
ONE = '[positions.one]\nsummary = "One."\nserves = ["all"]\n'


def page(name: str, text: str, *, card: str = "", positions: str = ONE, own: str = "") -> Page:
    head = HEAD.format(name, f'default = "one"\n{card}')
    return parse_page(f"{head}\n{positions}{own}```\n\n{text}", f"family/{name}", f"{name}.md")


def mistakes(*pages: Page) -> list[str]:
    return [str(mistake) for mistake in across({page.id: page for page in pages})]


OTHER = page("other", "## one\n\n1. b ^there\n")


def test_a_reference_to_what_is_needed_is_sound() -> None:
    assert not mistakes(
        page("page", '## one\n\n1. {{ ref("family/other#there") }}\n', card='needs = ["family/other"]'), OTHER
    )


def test_a_reference_under_a_condition_that_asks_for_its_page_is_sound() -> None:
    text = '## one\n\n? page:family/other\n1. a:\n   1. {{ ref("family/other#there") }}\n   1. b\n'
    assert not mistakes(page("page", text), OTHER)


def test_such_a_condition_covers_no_later_item() -> None:
    text = '## one\n\n? page:family/other\n1. a\n1. {{ ref("family/other") }}\n'
    assert mistakes(page("page", text), OTHER) == [
        "page.md:18: family/other need not be there\n"
        "  hint: add it to needs, or put ? page:family/other before the item",
    ]


def test_a_condition_that_asks_for_the_absence_of_a_page_does_not_bring_it() -> None:
    text = '## one\n\n? !page:family/other\n1. {{ ref("family/other") }}\n'
    assert "page.md:17: family/other need not be there" in mistakes(page("page", text), OTHER)[0]


def test_a_reference_that_goes_when_its_page_goes_needs_nothing() -> None:
    assert not mistakes(page("page", '## one\n\n1. a.{{ subject_to("family/other") }}\n'), OTHER)


def test_what_one_position_needs_carries_no_reference_of_another() -> None:
    two = '[positions.two]\nsummary = "Two."\nserves = ["all"]\nneeds = ["family/other"]\n'
    text = '## one\n\n1. {{ ref("family/other") }}\n\n## two\n\n1. {{ ref("family/other") }}\n'
    found = mistakes(page("page", text, own=two), OTHER)
    assert [said.splitlines()[0] for said in found] == ["page.md:20: family/other need not be there"]


def test_shared_text_may_refer_only_to_what_every_position_needs() -> None:
    two = '[positions.two]\nsummary = "Two."\nserves = ["all"]\nneeds = ["family/other"]\n'
    text = '## one\n\n1. a\n\n## two\n\n1. b\n\n## closing\n\n1. {{ ref("family/other") }}\n'
    assert "family/other need not be there" in mistakes(page("page", text, own=two), OTHER)[0]


def test_a_definition_may_refer_only_to_what_is_always_there() -> None:
    text = '## definitions\n\n**Term** means {{ ref("family/other") }}.\n\n## one\n\n1. a\n'
    assert mistakes(page("page", text), OTHER)[0].startswith("page.md:16: family/other need not be there")


def test_a_reference_to_no_page_has_its_near_match() -> None:
    assert mistakes(page("page", '## one\n\n1. {{ ref("family/othr") }}\n'), OTHER) == [
        "page.md:16: there is no page 'family/othr' to refer to\n  hint: did you mean family/other?",
    ]


def test_a_reference_to_no_label_has_its_near_match() -> None:
    text = '## one\n\n1. {{ ref("family/other#their") }}\n'
    assert mistakes(page("page", text, card='needs = ["family/other"]'), OTHER) == [
        "page.md:16: family/other has no label ^their in one\n  hint: did you mean there?",
    ]


def test_a_label_that_only_some_positions_have_cannot_be_referred_to() -> None:
    two = '[positions.two]\nsummary = "Two."\nserves = ["all"]\n'
    other = page("other", "## one\n\n1. b ^there\n\n## two\n\n1. c\n", own=two)
    text = '## one\n\n1. {{ ref("family/other#there") }}\n'
    assert mistakes(page("page", text, card='needs = ["family/other"]'), other) == [
        "page.md:16: family/other has no label ^there in two\n  hint: labels others refer to stand in every position",
    ]


def test_a_position_may_refer_to_its_own_labels() -> None:
    two = '[positions.two]\nsummary = "Two."\nserves = ["all"]\n'
    text = '## one\n\n1. b ^own\n1. {{ ref("#own") }}\n\n## two\n\n1. c\n'
    assert not mistakes(page("page", text, own=two))


def test_shared_text_cannot_refer_to_a_label_of_one_position() -> None:
    two = '[positions.two]\nsummary = "Two."\nserves = ["all"]\n'
    text = '## one\n\n1. b ^own\n\n## two\n\n1. c\n\n## closing\n\n1. {{ ref("#own") }}\n'
    assert mistakes(page("page", text, own=two))[0].startswith("page.md:27: family/page has no label ^own in two")


def test_a_label_under_a_condition_is_referred_to_under_the_same_condition_only() -> None:
    text = '## one\n\n? fund:eu\n1. b ^money\n1. {{ ref("#money") }}\n? fund:eu\n1. {{ ref("#money") }}\n'
    assert mistakes(page("page", text)) == [
        "page.md:18: ^money of family/page is there only under fund:eu\n"
        "  hint: put the same condition before the item that refers to it",
    ]


def test_a_label_stands_once_in_a_position() -> None:
    assert mistakes(page("page", "## one\n\n1. a ^x\n\n## closing\n\n1. b ^x\n")) == [
        "page.md:15: the label ^x of one stands twice",
    ]


def test_a_label_cannot_stand_in_a_loop() -> None:
    text = "## one\n\n1. a: ^fine\n{% for party in parties %}\n   1. b ^x\n{% endfor %}\n"
    assert mistakes(page("page", text)) == [
        "page.md:18: the label ^x stands in a loop\n  hint: label the item above it",
    ]


@pytest.mark.parametrize("kind", ["recital", "execution"])
def test_pages_without_a_number_cannot_be_referred_to(kind: str) -> None:
    other = page("other", "## one\n\n1. b\n", card=f'kind = "{kind}"')
    found = mistakes(page("page", '## one\n\n1. {{ ref("family/other") }}\n', card='needs = ["family/other"]'), other)
    assert found == [f"page.md:16: family/other is a page of kind {kind}: it has no number to refer to"]


def test_a_condition_on_no_page_is_told() -> None:
    assert mistakes(page("page", "## one\n\n? page:family/othr\n1. a\n"), OTHER) == [
        "page.md:17: ? page:family/othr names no page\n  hint: did you mean family/other?",
    ]


def test_a_term_has_one_owner() -> None:
    text = "## definitions\n\n**Term** means a.\n\n## one\n\n1. a\n"
    assert mistakes(page("first", text), page("second", text)) == [
        "second.md:16: “Term” is defined here and in first.md\n  hint: a term has one owner; refer to it",
    ]


def test_needs_and_conflicts_that_name_nothing_are_told_together() -> None:
    own = 'needs = ["family/nothing"]\nconflicts = ["family/othr", "family/other/on"]\n'
    assert mistakes(page("page", "## one\n\n1. a\n", own=own), OTHER) == [
        "page.md: needs family/nothing, which is no page\n  hint: did you mean family/other?",
        "page.md: one conflicts with family/othr, which is no page\n  hint: did you mean family/other?",
        "page.md: one conflicts with family/other/on, which is no position\n  hint: did you mean one?",
    ]


def test_a_page_cannot_need_itself() -> None:
    assert "page.md: needs itself" in mistakes(page("page", "## one\n\n1. a\n", card='needs = ["family/page"]'))[0]


def test_the_library_is_sound() -> None:
    assert across(LIBRARY.pages) == []


def test_references_and_conditions_are_read_from_every_place_of_a_text() -> None:
    text = (
        '## one\n\n? fund:eu\n1. **Cap.** {{ ref("a/b") }}:\n   1. {{ subject_to("c/d") }}\n   1. x\n\n'
        '   {{ ref("e/f") }}\n1. y\n\n   | A |\n   | - |\n   | {{ ref("g/h") }} |\n'
    )
    section = page("page", text).positions["one"].section
    assert [(found.target, found.line, found.optional) for found in references_of(section)] == [
        ("a/b", 17, False),
        ("e/f", 17, False),
        ("c/d", 18, True),
        ("g/h", 22, False),
    ]
    assert list(conditions_of(section)) == [(17, "fund:eu")]


@pytest.mark.parametrize("page", LIBRARY.pages.values(), ids=lambda page: page.id)
def test_every_reference_of_a_page_is_to_what_it_needs_or_under_a_condition(page: Page) -> None:
    # across() says the same of the whole library; here each page stands by itself, so that its name is in the test's.
    for name, section in texts(page):
        positions = [name] if name in page.positions else list(page.positions)
        sure = set.intersection(*(set(page.needs(position)) for position in positions)) | {"", page.id}
        for found in references_of(section, definitions=name == "definitions"):
            assert found.optional or found.target.partition("#")[0] in sure | found.with_
