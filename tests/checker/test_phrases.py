import re

import pytest

from checker.phrases import PhraseError, expression_of, phrase


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("releas*", "before it releases anything"),
        ("(give|grant)* ~4 access", "shall grant to its own staff access"),
        ("export(-| )controlled", "an export-controlled item"),
        ("sub-contract*", "a subcontractor"),
        ("sub-contract*", "sub contractors"),
        ("U.S. person", "any us person"),
        ("without (any )?limit", "without limit"),
        ("without (any )?limit", "without any limit"),
        ("(prior)? written consent", "with written consent"),
        ("(prior)? written consent", "with prior written consent"),
        ("licen(c|s)e (agreement)?", "the license"),
        ("may not", "it may\n not"),
        ("at most {duration}", "at most sixty (60) days"),
        ("at most {duration}", "at most [***] ([***]) days"),
        ("at most {duration}", "at most sixty ([●]) days"),
        ("{duration} ~2 notice", "on [ * ] days' prior notice"),
        ("within {blank} after", "within […***…] after"),
        ("within ~8 (days|months)", "within [***] ([***]) days"),
        ("{money} a year", "it pays $500 a year"),
    ],
)
def test_a_phrase_finds_what_it_describes(written: str, text: str) -> None:
    assert phrase(written).compiled.search(text)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("releas*", "a press re-lease"),
        ("(give|grant)* ~4 access", "grant one two three four five access"),
        ("export", "exporter"),
        ("export*", "reexport"),
        ("may not", "may, or may be, not"),
        ("within {blank}", "within [60] days"),
        ("within {blank}", "within the [Sponsor]'s rooms"),
        ("at most {duration}", "at most [***] percent"),
    ],
)
def test_a_phrase_leaves_other_words_alone(written: str, text: str) -> None:
    assert not phrase(written).compiled.search(text)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "an empty phrase"),
        ("(a|b", "'(a|b' has a bracket that is not closed"),
        ("a|b", "'a|b' has a '|' outside brackets\n  hint: write (a|b)"),
        ("a ~40 b", "'a ~40 b' allows 40 words between\n  hint: at most 15"),
        ("(a)?", "'(a)?' has no word that must be there\n  hint: begin with at least one whole word or stem"),
        ("a+", "'a+' has a '+', which stands for nothing here\n  hint: * (a|b) (a)? ~3 are known"),
        ("{day}", "'{day}' has no figure 'day'\n  hint: choose one of: n, duration, percent, money, blank, place"),
    ],
)
def test_what_is_no_phrase_is_refused_with_the_reason(written: str, reason: str) -> None:
    with pytest.raises(PhraseError, match=f"^{re.escape(reason)}$"):
        phrase(written)


def test_the_words_a_text_must_hold_are_known_beforehand() -> None:
    needs = phrase("(give|grant)* ~4 access").needs
    assert needs == (frozenset({("access", False)}), frozenset({("give", True), ("grant", True)}))


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("export", "re-exported and reexport, then export"),
        ("export", "reexport preexport"),
        ("export", "export"),
        ("export", "_export über_export éexport export"),
        ("(give|grant)* access", "forgive access; regrant access; grants access"),
        ("{n} days", "within 30 days"),
        ("(the)? licence", "sublicence the licence"),
        ("u.s. law", "in us law or u.s. law"),
    ],
)
def test_a_phrase_is_found_where_its_expression_finds_it(written: str, text: str) -> None:
    one = phrase(written)
    found, expected = one.search(text), one.compiled.search(text)
    assert (found and found.span()) == (expected and expected.span())


def test_no_phrase_uses_what_makes_matching_slow() -> None:
    expression = phrase("(give|grant)* ~4 (any )?access").expression
    assert not re.search(r"\(\?[=!<]|\\[1-9]|[+*][+*]", expression)


def test_several_phrases_with_figures_are_one_expression() -> None:
    expression = expression_of([phrase("within {blank}"), phrase("at most {duration}")])
    assert [
        expression.search(said) is not None for said in ("within [***] of", "at most 60 days", "within a week")
    ] == [
        True,
        True,
        False,
    ]
