"""The phrases of term cards: a small language of words that compiles to linear regular expressions and to an index key.

`*` rest of a word · `(a|b)` one of · `(a)?` or not · `~3` up to three words between · `{n}` and the like a figure.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

# One need is any of some words; the flag says that the word only begins so. A text without it cannot hold the phrase.
Need = frozenset[tuple[str, bool]]

_GAP = re.compile(r"~(\d{1,2})")
_FIGURE = re.compile(r"\{([a-z]+)\}")
_GROUP = re.compile(r"\(\?P<\w+>")
_MOST_BETWEEN = 15
_BETWEEN_WORDS = r"\W{1,4}"
# A figure that somebody took out or has yet to fill in stands for a word too: "within [***] ([***]) days".
_BETWEEN_WORD = r"(?:\w+|\*{1,6}|[●•])"

_NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|eighteen|twenty"
    "|twenty[- ]four|thirty|thirty[- ]six|forty|forty[- ]five|forty[- ]eight|fifty|sixty|seventy[- ]two|ninety"
    "|(?:one |a )?hundred(?: and)?(?: twenty| eighty)?"
)
# "[***]", "[●]", "[ * ]", "____", "[insert number]": a figure is stated, and cannot be read here.
_BLANK = r"(?:\[(?:[^\w\]]{1,9}|_{1,20}|x{1,3}|(?:insert|number|state|amount)\b[^\]\d]{0,30})\]|\*{2,6}|[●•]|_{2,20})"
_N = (
    rf"(?P<n>\b(?:{_NUMBER_WORDS})(?:\W{{1,3}}(?:\d{{1,6}}|{_BLANK})\)?)?"
    rf"|\b\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\b\d{{1,6}}(?:\.\d+)?|{_BLANK}(?:\W?\(\W?{_BLANK}\))?)\)?"
)
_UNITS = r"(?:working|business|calendar|full|consecutive)?\W{0,2}(?P<unit>hour|day|week|month|year)s?'?"
FIGURES = {
    "n": _N,
    "duration": rf"{_N}\W{{0,3}}{_UNITS}",
    "percent": rf"{_N}\W{{0,3}}(?:%|per ?cent(?:um)?)",
    "money": r"(?P<currency>\b(?:us\$|usd|eur|gbp|chf|jpy|cad|aud)|€|£|\$)\W{0,2}?"
    rf"(?P<n>\d{{1,3}}(?:[,']\d{{3}})+(?:\.\d+)?|\d{{1,9}}(?:\.\d+)?|{_BLANK})"
    r"(?:\W?(?P<scale>thousand|million|billion)\b)?",
    "blank": rf"(?P<n>{_BLANK})",
    "place": r"\b(?:the )?(?P<place>\w[\w'-]*(?:,? (?:of |and |the )*\w[\w'-]*){0,4})",
}


class PhraseError(ValueError):
    """A phrase that is not in the language; the message may carry a hint on a second line."""


@dataclass(frozen=True, slots=True)
class _Literal:
    text: str


@dataclass(frozen=True, slots=True)
class _Space:
    pass


@dataclass(frozen=True, slots=True)
class _Gap:
    most: int


@dataclass(frozen=True, slots=True)
class _Star:
    pass


@dataclass(frozen=True, slots=True)
class _Figure:
    name: str


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[tuple["_Node", ...], ...]
    optional: bool = False


_Node = _Literal | _Space | _Gap | _Star | _Figure | _Choice


@dataclass(frozen=True)
class Phrase:
    """A phrase as written, its regular expression, and the words that a text must hold for it to match."""

    text: str
    nodes: tuple["_Node", ...]
    needs: tuple[Need, ...]

    @cached_property
    def expression(self) -> str:
        """Made when first needed, as it is compiled: most phrases never are."""
        return _bounded(self.nodes)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Compiled when first needed: most phrases never are, since their words are not in the text."""
        return re.compile(self.expression)

    @cached_property
    def _begun(self) -> re.Pattern[str] | None:
        """The expression without the bound in front, where what follows it are letters."""
        return re.compile(self.expression.removeprefix(r"\b")) if _opens(self.nodes) else None

    def search(self, text: str) -> re.Match[str] | None:
        """The first place in a text, as `compiled` finds it.

        An expression that begins with letters is found at the speed of a search for them, one that begins with a bound
        is tried at every place: so the bound in front is looked at here.
        """
        begun = self._begun
        if begun is None:
            return self.compiled.search(text)
        found = begun.search(text)
        while found is not None and (at := found.start()) and (text[at - 1].isalnum() or text[at - 1] == "_"):
            found = begun.search(text, at + 1)
        return found


@lru_cache(maxsize=65536)
def phrase(text: str) -> Phrase:
    """The phrase in a text; letters are compared without case. Raises PhraseError."""
    nodes, end = _sequence(text.lower(), 0, closing=False)
    assert end == len(text.lower())
    if not nodes:
        raise PhraseError("an empty phrase")
    # The need with the fewest words is looked at first: most phrases fail there.
    needs = tuple(sorted(_needs(nodes), key=len))
    if not needs:
        raise PhraseError(
            f"{text!r} has no word that must be there\n  hint: begin with at least one whole word or stem"
        )
    return Phrase(text, nodes, needs)


def expression_of(phrases: Sequence[Phrase]) -> re.Pattern[str]:
    """One regular expression for any of several phrases; their figures are found, and not told apart."""
    return re.compile("|".join(f"(?:{_GROUP.sub('(?:', one.expression)})" for one in phrases))


def _sequence(text: str, at: int, *, closing: bool) -> tuple[tuple[_Node, ...], int]:
    nodes: list[_Node] = []
    while at < len(text):
        sign = text[at]
        if sign in "|)" and closing:
            return tuple(nodes), at
        if sign in "|)":
            raise PhraseError(f"{text!r} has a {sign!r} outside brackets\n  hint: write (a|b)")
        if sign == "(":
            choice, at = _choice(text, at)
            nodes.append(choice)
        elif sign == "*":
            nodes.append(_Star())
            at += 1
        elif sign == " ":
            nodes.append(_Space())
            at += 1
        elif found := _GAP.match(text, at):
            if not 0 < int(found[1]) <= _MOST_BETWEEN:
                raise PhraseError(f"{text!r} allows {found[1]} words between\n  hint: at most {_MOST_BETWEEN}")
            nodes.append(_Gap(int(found[1])))
            at = found.end()
        elif found := _FIGURE.match(text, at):
            if found[1] not in FIGURES:
                raise PhraseError(f"{text!r} has no figure {found[1]!r}\n  hint: choose one of: {', '.join(FIGURES)}")
            nodes.append(_Figure(found[1]))
            at = found.end()
        elif sign in "?+[]{}^$\\~":
            raise PhraseError(
                f"{text!r} has a {sign!r}, which stands for nothing here\n  hint: * (a|b) (a)? ~3 are known"
            )
        else:
            begin = at
            while at < len(text) and text[at] not in " ()|*~?+[]{}^$\\":
                at += 1
            nodes.append(_Literal(text[begin:at]))
    if closing:
        raise PhraseError(f"{text!r} has a bracket that is not closed")
    return tuple(nodes), at


def _choice(text: str, at: int) -> tuple[_Choice, int]:
    options: list[tuple[_Node, ...]] = []
    at += 1
    while True:
        option, at = _sequence(text, at, closing=True)
        options.append(option)
        at += 1
        if text[at - 1] == ")":
            break
    optional = text[at : at + 1] == "?"
    return _Choice(tuple(options), optional), at + optional


def _bounded(nodes: tuple[_Node, ...]) -> str:
    # A figure knows where it begins and ends: "$" and "[***]" have no edge of a word.
    before = "" if isinstance(nodes[0], _Figure) else r"\b"
    after = "" if isinstance(nodes[-1], _Figure) else r"\b"
    return f"{before}{_expression(nodes)}{after}"


def _opens(nodes: tuple[_Node, ...]) -> bool:
    """Whether all that a text for these nodes can begin with are known letters."""
    if not nodes:
        return False
    first = nodes[0]
    if isinstance(first, _Literal):
        return first.text[0].isalnum()
    return isinstance(first, _Choice) and not first.optional and all(_opens(option) for option in first.options)


def _expression(nodes: tuple[_Node, ...]) -> str:
    made: list[str] = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        before = at == 0 or isinstance(nodes[at - 1], _Space)
        after = at + 1 == len(nodes) or isinstance(nodes[at + 1], _Space)
        if isinstance(node, _Gap):
            # "a ~3 b": the blanks around it belong to the gap.
            if made and made[-1] == _BETWEEN_WORDS:
                made.pop()
            made.append(rf"(?:{_BETWEEN_WORDS}{_BETWEEN_WORD}){{0,{node.most}}}{_BETWEEN_WORDS}")
            at += 1 + (at + 1 < len(nodes) and isinstance(nodes[at + 1], _Space))
            continue
        if isinstance(node, _Choice) and node.optional and before and after and len(nodes) > 1:
            # A word that may be left out takes one blank with it.
            inner = "|".join(_expression(option) for option in node.options)
            if at + 1 < len(nodes):
                made.append(rf"(?:(?:{inner}){_BETWEEN_WORDS})?")
                at += 2
            else:
                if made and made[-1] == _BETWEEN_WORDS:
                    made.pop()
                made.append(rf"(?:{_BETWEEN_WORDS}(?:{inner}))?")
                at += 1
            continue
        made.append(_one(node))
        at += 1
    return "".join(made)


def _one(node: _Node) -> str:
    if isinstance(node, _Literal):
        return "".join(_sign(sign) for sign in node.text)
    if isinstance(node, _Space):
        return _BETWEEN_WORDS
    if isinstance(node, _Star):
        return r"\w*"
    if isinstance(node, _Figure):
        return FIGURES[node.name]
    assert isinstance(node, _Choice)
    inner = "|".join(_expression(option) for option in node.options)
    return f"(?:{inner}){'?' if node.optional else ''}"


def _sign(sign: str) -> str:
    # "sub-contract", "subcontract" and "sub contract" are one word to a lawyer, "U.S." and "US" too.
    return {"-": "[- ]?", ".": r"\.?", "'": "'?"}.get(sign, re.escape(sign))


def _needs(nodes: tuple[_Node, ...]) -> tuple[Need, ...]:
    found: list[Need] = []
    word: list[_Node] = []
    for node in (*nodes, _Space()):
        if isinstance(node, (_Space, _Gap)):
            need = _need(word)
            if need is not None:
                found.append(need)
            word = []
        else:
            word.append(node)
    return tuple(dict.fromkeys(found))


def _need(word: list[_Node]) -> Need | None:
    """What one word of a phrase asks of a text: one of some words or stems; None where it asks nothing for sure."""
    if not word:
        return None
    first = word[0]
    if isinstance(first, _Literal):
        runs = re.findall(r"\w+", first.text)
        if not runs:
            return None
        whole = runs[0] == first.text and len(word) == 1
        return frozenset({(runs[0], not whole)})
    if isinstance(first, _Choice) and not first.optional:
        gathered: set[tuple[str, bool]] = set()
        for option in first.options:
            needs = _needs(option)
            if not needs:
                return None
            # What follows the brackets goes on with the last word of an option: "(give|grant)*".
            gathered |= {(stem, begins or len(word) > 1) for stem, begins in _rarest(needs)}
        return frozenset(gathered)
    return None


def _rarest(needs: tuple[Need, ...]) -> Need:
    """The need most likely to be rare: the one whose shortest word is longest."""
    return max(needs, key=lambda need: min(len(stem) for stem, _ in need))
