import pytest

from checker.examples import document_in
from checker.inferring import inferred_parties


@pytest.mark.parametrize(
    ("opening", "tags"),
    [
        (
            "This Agreement is between Acme Inc., a corporation organized under the laws of the State of Delaware, and "
            "Qubit GmbH, a company established under the laws of Germany.",
            ["party:US-DE[kind=company]", "party:DE[kind=company]"],
        ),
        (
            "between North University, a Canadian university, and Fjord AS, a Norwegian company",
            ["party:CA[kind=university]", "party:NO[kind=company]"],
        ),
        ("The Parties like each other.", []),
    ],
)
def test_where_parties_sit_is_read_from_how_they_introduce_themselves(opening: str, tags: list[str]) -> None:
    assert [entry.tag for entry in inferred_parties(document_in(opening))] == tags


def test_each_fact_comes_with_its_words() -> None:
    (entry,) = inferred_parties(document_in("X Ltd, a company incorporated under the laws of England"))
    assert entry.quote == "incorporated under the laws of England"
