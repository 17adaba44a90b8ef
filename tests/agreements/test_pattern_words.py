"""Patterns in words: every pattern of the law that ships can be said, and each part of a pattern is."""

import pytest

from agreements.legislation import load_law
from agreements.pattern_words import in_words
from agreements.words import load_words


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (
            "flow:@eea>!@eea|@eu-adequate[of=personal-study]",
            "something that passes from the group @eea to a place outside the group @eea and outside the group "
            "@eu-adequate (what moves: personal study)",
        ),
        ("party:DE|FR[kind=!company]", "a party in Germany or France (kind of body: not company)"),
        (
            "party:*[traits=!immunity|charity]",
            "a party in any country (public-body traits: neither immunity nor charity)",
        ),
        (
            "person:*[host=DE,stay-years<=5]",
            "people who take part: any (who receives them: Germany; years of stay: at most 5)",
        ),
        ("pair:AU>!AU", "a party in Australia together with one in a place outside Australia"),
        (
            "pair:AU>*[to.kind=state]",
            "a party in Australia together with one in any country (kind of body of the one (the other): state)",
        ),
        ("item:quantum-computer[qubits>=34]", "a technology item: quantum computer (physical qubits: at least 34)"),
        ("item:*[origin=?]", "a technology item: any (where it comes from: not told)"),
        ("deal:open-results", "of the deal it is true: open results"),
        ("data:*[provider=spree-institute]", "a data set: any (who provides it: spree-institute)"),
    ],
)
def test_a_pattern_is_put_in_words(pattern: str, said: str) -> None:
    assert in_words(pattern) == said


PATTERNS = sorted({text for provision in load_law().provisions.values() for text in provision.condition().patterns()})


@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_pattern_of_the_law_that_ships_can_be_said(pattern: str) -> None:
    said = in_words(pattern)
    assert "[" not in said
    assert "|" not in said


@pytest.mark.parametrize("kind", load_words().kinds)
def test_a_fact_of_every_kind_can_be_said(kind: str) -> None:
    place = "*>*" if load_words().kinds[kind].places == 2 else "*"
    assert "any" in in_words(f"{kind}:{place}")
