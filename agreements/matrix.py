"""The pair matrix: what passes from each party to each other one, and which law touches it. For our own use only."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from agreements.asking import Match, Question, match_of
from agreements.classification import Classified, classify
from agreements.deal import Deal
from agreements.facts import facts_of_deal
from agreements.legislation import Applied, load_law
from agreements.rows import Facts, Row
from agreements.words import Answer, covers

# What passes between two parties, and the words of `moving` that are of each sort.
SORTS: Mapping[str, tuple[str, ...]] = {
    "data": ("personal", "us-bulk", "us-cui", "important-data", "data"),
    "technology": ("technology",),
    "goods": ("goods",),
    "people": ("people",),
    "money": ("money",),
    "access": ("access",),
}
MOVING = ("flow", "pair", "person", "fund")  # kinds of fact that themselves say between whom something passes
WITH_ITEM = ("technology", "goods", "access")


@dataclass(frozen=True, slots=True)
class Touch:
    """A provision that touches what passes, or the pair as such: surely, or only if a question is answered so."""

    applied: Applied
    sure: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One sort of thing that passes from one to the other. `known` is false while nobody has told what passes."""

    sort: str
    flows: tuple[Row, ...]
    touches: tuple[Touch, ...]
    items: tuple[Classified, ...]
    known: bool

    @property
    def laws(self) -> tuple[str, ...]:
        """The bodies of law that touch it: files of law."""
        return tuple(dict.fromkeys(touch.applied.provision.id.partition("/")[0] for touch in self.touches))

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that surely are asked for."""
        return _terms(touch for touch in self.touches if touch.sure)

    @property
    def perhaps(self) -> tuple[str, ...]:
        """Further terms that are asked for if a question is answered so."""
        return tuple(term for term in _terms(self.touches) if term not in self.terms)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What is still to be known about what passes."""
        return tuple(dict.fromkeys(question for touch in self.touches for question in touch.applied.questions))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two ends, one way. `between_parties` is false where one of them does not sign; `whole` touches them as a pair."""

    from_: str
    to: str
    places: tuple[str | None, str | None]
    between_parties: bool
    whole: tuple[Touch, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Every ordered pair, and the provisions that touch the deal whatever passes between whom."""

    as_of: date
    pairs: tuple[Pair, ...]
    general: tuple[Touch, ...]
    questions: tuple[Question, ...]


def matrix(deal: Deal, as_of: date, packs: tuple[Path, ...] = ()) -> Matrix:
    """The matrix of a deal on a day: each ordered pair of parties, then whatever passes to or from others."""
    facts = facts_of_deal(deal, as_of, packs=packs)
    applied = [a for a in load_law(packs).apply(facts) if a.answer is not Answer.NO]
    items = {one.item.id: one for one in classify(deal, as_of, packs)}
    flows = facts.by_kind.get("flow", ())
    parties = [row for row in facts.by_kind.get("party", ()) if row.column("id")]
    ids = [row.column("id") for row in parties]
    pairs: list[Pair] = []
    shown: set[str] = set()
    for one in parties:
        for other in parties:
            if one is not other:
                between = [row for row in flows if _ends(row) == (one.column("id"), other.column("id"))]
                pairs.append(_pair(one, other, between, applied, items, facts, shown))
    further: dict[tuple[str, str], list[Row]] = {}
    for row in flows:
        if not set(_ends(row)) <= set(ids):
            match = match_of(row, facts)
            further.setdefault((match.from_, match.to), []).append(row)
    for (from_, to), rows in further.items():
        cells = tuple(_cells(rows, applied, items, facts, shown))
        pairs.append(Pair(from_, to, (rows[0].places[0], rows[0].places[-1]), False, (), cells))
    general = tuple(_touch(a) for a in applied if a.provision.id not in shown)
    waiting = {a.provision.id: a for a in applied if a.answer is Answer.OPEN}
    return Matrix(
        as_of,
        tuple(pairs),
        general,
        tuple(dict.fromkeys(question for a in waiting.values() for question in a.questions)),
    )


def sort_of(moving: str) -> str:
    """The sort of a word of `moving`. Raises KeyError for a word of none: a test holds the two lists together."""
    for sort, words in SORTS.items():
        if any(covers(word, moving) is Answer.YES for word in words):
            return sort
    raise KeyError(moving)


def _pair(
    one: Row,
    other: Row,
    flows: Sequence[Row],
    applied: Sequence[Applied],
    items: Mapping[str, Classified],
    facts: Facts,
    shown: set[str],
) -> Pair:
    ends = (one.column("id"), other.column("id"))
    whole = tuple(_touching(applied, lambda row: row.kind == "pair" and _ends(row) == ends, shown))
    cells = tuple(_cells(flows, applied, items, facts, shown))
    return Pair(
        facts.names.get(ends[0] or "", ends[0] or ""),
        facts.names.get(ends[1] or "", ends[1] or ""),
        (one.places[0], other.places[0]),
        True,
        whole,
        cells,
    )


def _cells(
    flows: Sequence[Row],
    applied: Sequence[Applied],
    items: Mapping[str, Classified],
    facts: Facts,
    shown: set[str],
) -> Iterator[Cell]:
    """One cell a sort; sorts of which nothing passes have a cell too, so that a gap is seen."""
    known = "flow" in facts.closed
    for sort in SORTS:
        rows = tuple(row for row in flows if (of := row.column("of")) is not None and sort_of(of) == sort)
        touches = tuple(_touching(applied, partial(_is_about, rows), shown)) if rows else ()
        classes = {row.column("item") for row in rows if row.column("item")}
        carried = tuple(one for one in items.values() if sort in WITH_ITEM and one.item.class_ in classes)
        yield Cell(sort, rows, touches, carried, known or bool(rows))


def _is_about(flows: Iterable[Row], row: Row) -> bool:
    """Whether a row that law matched is one of these flows, or what one of them carries or follows from."""
    return any(row == flow or _carries(flow, row) for flow in flows)


def _carries(flow: Row, row: Row) -> bool:
    sender, recipient = _ends(flow)
    moving = sort_of(flow.column("of") or "")
    if row.kind == "item":
        # A flow that names no item may be one of any item its sender provides or holds.
        named = flow.column("item")
        ours = sender in (row.column("provider"), row.column("holder"))
        return moving in WITH_ITEM and (row.places[0] == named if named else ours)
    if row.kind == "person":
        return moving == "people" and (row.column("employer"), row.column("host")) == (sender, recipient)
    if row.kind == "data":
        return moving == "data" and row.column("provider") == sender and row.because == flow.because
    if row.kind == "fund":
        return moving == "money" and recipient in (row.columns.get("to") or ())
    return False


def _ends(row: Row) -> tuple[str | None, str | None]:
    return row.column("from"), row.column("to")


def _touching(applied: Iterable[Applied], about: Callable[[Row], bool], shown: set[str]) -> Iterator[Touch]:
    """The provisions of whose rows one is about something; what was found so is no longer of the deal as a whole."""
    for application in applied:
        if any(about(match.row) for match in _grounds(application)):
            shown.add(application.provision.id)
            sure = any(about(match.row) for match in _grounds(application) if match in application.matches)
            yield Touch(application, sure and application.answer is Answer.YES and application.settled)


def _grounds(application: Applied) -> tuple[Match, ...]:
    """The rows that say what a provision is about: of a listed item and remote access to it, the access alone."""
    grounds = (*application.matches, *application.perhaps)
    moving = tuple(match for match in grounds if match.row.kind in MOVING)
    return moving or grounds


def _touch(application: Applied) -> Touch:
    return Touch(application, application.answer is Answer.YES and application.settled)


def _terms(touches: Iterable[Touch]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for touch in touches for term in touch.applied.provision.asks))
