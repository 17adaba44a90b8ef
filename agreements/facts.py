"""The facts of a deal, or of what a user says: what is told, and every row that follows from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from agreements.deal import Deal
from agreements.entries import compare
from agreements.groups import is_under, thresholds_on
from agreements.questions import is_country
from agreements.rows import Facts, Row, Source
from agreements.tags import closes, merged, row_of_tag
from agreements.told import kinds_closed, rows_told, words_denied
from agreements.words import Answer, load_words
from clauses.errors import ContentError, Mistake, near
from clauses.source import read_toml, validated

__all__ = ["Facts", "Row", "facts_of_deal", "facts_of_options", "fields"]

FIELDS = Path(__file__).with_name("fields")

# What sort of thing moves when a data set is seen from abroad; a category not named here moves under its own name.
MOVING_OF_DATA = {
    "genomic": "personal-study-genomic",
    "important": "important-data",
    "calibration": "technology-data",
    "software": "technology-software",
}
# Kinds of money that are no programme of anybody else's.
OWN_MONEY = ("own", "in-kind", "none")


def _absent(text: str) -> str:
    """A word assumed absent: `kind:word`, where the word may stand in a place or in any column of the kind."""
    kind, _, word = text.partition(":")
    table = load_words()
    if kind not in table.kinds:
        raise ValueError(f"there is no kind of fact {kind!r} in {text!r}\n  hint: {near(kind, table.kinds)}")
    lists = {table.kinds[kind].words, *(column.words for column in table.kinds[kind].columns.values())}
    words = {word for name in lists for word in table.lists.get(name, ())}
    if word not in words:
        raise ValueError(f"no fact of the kind {kind} speaks of {word!r}\n  hint: {near(word, words)}")
    return text


class _Field(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    assume_no: tuple[Annotated[str, AfterValidator(_absent)], ...]


@cache
def _field(name: str) -> _Field:
    path = FIELDS / f"{name}.toml"
    if not path.exists():
        names = [entry.stem for entry in FIELDS.glob("*.toml")]
        raise ContentError.of("agreement.field", f"there is no field {name!r}", hint=near(name, names))
    return validated(_Field, read_toml(path, f"agreements/fields/{name}.toml"))


def fields() -> tuple[str, ...]:
    """The fields of research whose irrelevant facts are assumed absent."""
    return tuple(sorted(entry.stem for entry in FIELDS.glob("*.toml")))


def facts_of_deal(deal: Deal, as_of: date, extra: Sequence[str] = (), packs: tuple[Path, ...] = ()) -> Facts:
    """The facts of a deal on a day; `extra` are tags a user adds, which beat the deal; `packs` add groups and entries.

    Raises ContentError with every tag that cannot be read.
    """
    told = Facts(
        rows=rows_told(deal),
        closed=kinds_closed(deal),
        as_of=as_of,
        assumed_no=frozenset(_field(deal.agreement.field).assume_no),
        denied=frozenset(
            (
                *(f"deal:{word}" for word in words_denied(deal)),
                *(pattern for pattern, said in deal.assume.items() if said == "no"),
            )
        ),
        affirmed=frozenset(pattern for pattern, said in deal.assume.items() if said == "yes"),
        names={party.id: party.short_name for party in deal.parties}
        | {actor.id: actor.name for actor in deal.actors or ()},
        packs=packs,
    )
    return _derived(_with_options(told, extra, "--fact"))


def facts_of_options(
    parties: Sequence[str],
    facts: Sequence[str],
    as_of: date,
    field: str = "quantum",
    inferred: Sequence[tuple[str, str]] = (),
) -> Facts:
    """The facts a user states: `parties` as "US" or "DE[kind=university]", `facts` as tags; `inferred` are tags read
    out of a document with their words. A party given closes the parties; `kind:none` closes a kind as empty.

    Raises ContentError with every tag that cannot be read.
    """
    told = Facts(
        rows=tuple(row_of_tag(tag, "document", quote) for tag, quote in inferred),
        closed=frozenset(),
        as_of=as_of,
        assumed_no=frozenset(_field(field).assume_no),
    )
    said: list[Mistake] = []
    for tags, option in (([f"party:{text}" for text in parties], "--party"), (facts, "--fact")):
        try:
            told = _with_options(told, tags, option)
        except ContentError as error:
            said += error.mistakes
    if said:
        raise ContentError(said)
    closed = set(told.closed) | ({"party"} if parties else set())
    closed |= {"agreement"} if any(row.kind == "agreement" for row in told.rows) else set()
    # What a user told of a kind that is closed beats whatever was read of it in the document.
    rows = tuple(row for row in told.rows if row.source != "document" or row.kind not in closed)
    return _derived(replace(told, rows=rows, closed=frozenset(closed)))


def _with_options(facts: Facts, tags: Iterable[str], option: str) -> Facts:
    """The facts with further rows typed by a person. An option beats the row about the same thing."""
    rows = list(facts.rows)
    closed = set(facts.closed)
    denied = set(facts.denied)
    said: list[Mistake] = []
    for tag in tags:
        kind = closes(tag)
        if kind is not None:
            rows = [row for row in rows if row.kind != kind]
            closed.add(kind)
            continue
        try:
            row = row_of_tag(tag, "option", f"{option} {tag.removeprefix('party:') if option == '--party' else tag}")
        except ValueError as error:
            problem, _, hint = str(error).partition("\n  hint: ")
            said.append(Mistake(option, problem, hint=hint or None))
            continue
        rows = merged(rows, row)
        denied.discard(f"{row.kind}:{row.places[0]}")
    if said:
        raise ContentError(said)
    return replace(facts, rows=tuple(rows), closed=frozenset(closed), denied=frozenset(denied))


def _derived(told: Facts) -> Facts:
    """The facts with everything that follows from what was told: the one place where rows are derived."""
    rows = [_with_id(row, number) for number, row in enumerate(told.rows, start=1)]
    rows = [_listed(row, told) if row.kind == "item" else row for row in rows]
    rows = [_decided(row) if row.kind == "data" else row for row in rows]
    parties = [row for row in rows if row.kind == "party"]
    actors = [replace(row, kind="actor", section=row.section or "parties") for row in parties]
    actors += [row for row in rows if row.kind == "actor"]
    by_id = {id: row for row in actors if (id := row.column("id")) is not None}
    flows = [row for row in rows if row.kind == "flow"]
    flows += [flow for row in rows if row.kind == "data" for flow in _seen_data(row, by_id)]
    flows += [flow for row in rows if row.kind == "person" for flow in _travelling(row, by_id)]
    others = [row for row in rows if row.kind not in ("actor", "flow")]
    pairs = _pairs(parties, told)
    whole = replace(
        told,
        rows=(*others, *actors, *pairs, *_each_once(flows, told)),
        closed=told.closed | ({"pair"} if "party" in told.closed else frozenset()),
    )
    true, denied = _deal_words(whole)
    words = [Row("deal", (word,), because=why, source="derived") for word, why in true.items()]
    return replace(whole, rows=(*whole.rows, *words), denied=whole.denied | {f"deal:{word}" for word in denied})


def _with_id(row: Row, number: int) -> Row:
    """Parties and actors that were typed have no id of their own, yet flows and questions must name them."""
    if row.kind not in ("party", "actor") or row.columns.get("id"):
        return row
    return replace(row, columns={"id": (f"{row.kind}-{number}",), **row.columns})


def _crossing(one: str | None, other: str | None, told: Facts) -> tuple[str, ...] | None:
    """The borders between two countries: `country`, and `eea` when one lies inside it and the other does not."""
    if one is None or other is None:
        return None
    if one.partition("-")[0] == other.partition("-")[0]:
        return ("none",)
    inside = [is_under(code, "eea", told.as_of, told.packs) for code in (one, other)]
    return ("country", "eea") if inside[0] != inside[1] else ("country",)


def _pairs(parties: Sequence[Row], told: Facts) -> Iterator[Row]:
    for one in parties:
        for other in parties:
            if one is not other:
                yield Row(
                    "pair",
                    (one.places[0], other.places[0]),
                    {
                        "from": one.columns["id"],
                        "to": other.columns["id"],
                        "crosses": _crossing(one.places[0], other.places[0], told),
                    },
                    because="the parties",
                    source="document" if "document" in (one.source, other.source) else "derived",
                )


def _listed(row: Row, told: Facts) -> Row:
    """The item with the control-list entries whose numbers were compared: met, not met, or not to be told yet."""
    if row.columns.get("listed") is not None:
        return row
    met: list[str] = []
    open_: dict[str, tuple[str, ...]] = {}
    compared_with_any = False
    for threshold in thresholds_on(told.as_of, told.packs):
        held = compare(threshold, row.places[0], row.numbers)
        if held is None:
            continue
        compared_with_any = True
        if held.answer is Answer.YES:
            met.append(threshold.gives)
        elif held.answer is Answer.OPEN:
            open_[threshold.gives] = tuple(dict.fromkeys((*open_.get(threshold.gives, ()), *held.lacking)))
    if not compared_with_any:
        return row
    open_ = {entry: lacking for entry, lacking in open_.items() if entry not in met}
    if not met and open_:
        open_["none"] = tuple(dict.fromkeys(name for lacking in open_.values() for name in lacking))
    # Compared with every entry and failed is "not listed"; while a number is missing, nothing is known to be met.
    listed = tuple(dict.fromkeys(met)) or (() if open_ else ("none",))
    return replace(row, columns={**row.columns, "listed": listed}, maybe={"listed": open_} if open_ else {})


def _decided(row: Row) -> Row:
    """The data set with whether several decide about it together: what law asks of joint controllers hangs on that."""
    deciders = row.columns.get("decided-by")
    if deciders is None:
        open_ = dict.fromkeys(("yes", "no"), ("decided-by",))
        return replace(row, columns={**row.columns, "jointly": ()}, maybe={**row.maybe, "jointly": open_})
    return replace(row, columns={**row.columns, "jointly": ("yes" if len(set(deciders)) > 1 else "no",)})


def _country_of(who: str | None, actors: Mapping[str, Row]) -> str | None:
    """Where somebody sits: an actor by its id, or the country itself where only that was told."""
    if who is None:
        return None
    return actors[who].places[0] if who in actors else who if is_country(who) else None


def _flow(row: Row, of: str, sender: str | None, recipient: str | None, actors: Mapping[str, Row]) -> Row:
    columns: dict[str, tuple[str, ...] | None] = {"of": (of,)}
    for name, who in (("from", sender), ("to", recipient)):
        columns[name] = None if who is None or is_country(who) else (who,)
    places = (_country_of(sender, actors), _country_of(recipient, actors))
    source: Source = "document" if row.source == "document" else "derived"
    return Row("flow", places, columns, because=row.because, source=source)


def _seen_data(row: Row, actors: Mapping[str, Row]) -> Iterator[Row]:
    """Data that is seen or stored in another country than its provider's moves there; where untold, anywhere."""
    of = MOVING_OF_DATA.get(row.places[0] or "", row.places[0] or "data")
    if of not in load_words().lists["moving"]:
        of = "data"
    provider, at = row.column("provider"), row.columns.get("at")
    viewers, countries = row.columns.get("seen-by"), row.columns.get("seen-from")
    if provider is None:
        yield replace(
            _flow(row, of, None, None, actors), stands_for={"from": (row, "provider"), "to": (row, "provider")}
        )
        return
    reached = {_base(_country_of(provider, actors))}
    for viewer in viewers or ():
        if viewer != provider:
            reached.add(_base(_country_of(viewer, actors)))
            yield _flow(row, of, provider, viewer, actors)
    for country in dict.fromkeys((*(at or ()), *(countries or ()))):
        if _base(country) not in reached:
            reached.add(_base(country))
            yield _flow(row, of, provider, country, actors)
    untold = [*(["at"] if at is None else []), *(["seen-from"] if viewers is None and countries is None else [])]
    for column in untold:
        yield replace(_flow(row, of, provider, None, actors), stands_for={"to": (row, column)})


def _base(country: str | None) -> str | None:
    return None if country is None else country.partition("-")[0]


def _travelling(row: Row, actors: Mapping[str, Row]) -> Iterator[Row]:
    employer, host = row.column("employer"), row.column("host")
    if employer is not None and host is not None and employer != host:
        yield _flow(row, "people", employer, host, actors)


def _each_once(flows: Iterable[Row], told: Facts) -> Iterator[Row]:
    """The flows, each once however often it was told, with the borders they cross."""
    seen: set[tuple[object, ...]] = set()
    for row in flows:
        key = (row.places, *(row.columns.get(name) for name in ("from", "to", "of", "item")), tuple(row.stands_for))
        if key in seen:
            continue
        seen.add(key)
        if row.columns.get("crosses") is None:
            row = replace(row, columns={**row.columns, "crosses": _crossing(row.places[0], row.places[1], told)})
        yield row


def _deal_words(facts: Facts) -> tuple[dict[str, str], set[str]]:
    """Words true of the deal that follow from its rows, each with why, and words that then are not true."""
    true: dict[str, str] = {}
    denied: set[str] = set()
    said = {row.places[0] for row in facts.by_kind.get("deal", ())}

    def settle(word: str, opposite: str, because: str) -> None:
        true[word] = because
        if opposite:
            denied.add(opposite)

    parties = facts.by_kind.get("party", ())
    countries = {_base(row.places[0]) for row in parties}
    all_parties = "party" in facts.closed
    if len(parties) > 2 or (len(parties) == 2 and all_parties):
        two = len(parties) == 2
        settle("bilateral" if two else "multilateral", "multilateral" if two else "bilateral", "the parties")
    if len(countries - {None}) > 1:
        true["cross-border"] = "where the parties are established"
    elif parties and all_parties and None not in countries:
        denied.add("cross-border")
    programmes = {row.places[0] for row in facts.by_kind.get("fund", ())} - {*OWN_MONEY, None}
    if len(programmes) > 1:
        true["several-funders"] = "funding"
    elif "fund" in facts.closed:
        denied.add("several-funders")
    openness = {row.column("open") for row in facts.by_kind.get("work", ())}
    if "deal:open-results" in facts.denied or "no" in openness:
        true["closed-results"] = "the openness of the work"
    elif "open-results" in said and openness <= {"yes"}:
        denied.add("closed-results")
    items = facts.by_kind.get("item", ())
    going_in = [row for row in items if row.columns.get("use") != ("result",)]
    if not all(row.columns.get("listed") == ("none",) for row in going_in):
        # What nobody has classified yet may be listed: it is treated with the same care.
        settle("export-items-expected", "no-listed-items", "items")
    elif "item" in facts.closed:
        settle("no-listed-items", "export-items-expected", "items")
    if "theory-only" not in said and (items or _of(facts, "goods") or _of(facts, "technology")):
        denied.add("theory-only")
    return {word: why for word, why in true.items() if word not in said}, denied - said


def _of(facts: Facts, word: str) -> bool:
    return any(row.columns.get("of") == (word,) for row in facts.by_kind.get("flow", ()))
