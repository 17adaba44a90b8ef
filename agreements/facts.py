"""The facts of a deal, or of what a user says on the command line: rows derived in one place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from agreements.asking import _OPS, ask, members_on
from agreements.deal import Actor, DataSet, Deal, Item, Party
from agreements.groups import thresholds_on
from agreements.patterns import parse_pattern
from agreements.rows import Facts, Row, Source
from agreements.words import Answer, covers, load_words
from clauses.errors import ContentError, near
from clauses.source import read_toml, validated

__all__ = ["Facts", "Row", "facts_of_deal", "facts_of_options"]

FIELDS = Path(__file__).with_name("fields")

# What sort of thing moves when a data set is seen from abroad.
MOVING_OF_DATA = {
    "measurement": "data",
    "calibration": "technology-data",
    "software": "technology-software",
    "open": "data",
}
# Kinds of money that are no programme of anybody else's.
OWN_MONEY = ("own", "in-kind", "none")


class _Field(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    assume_no: tuple[str, ...]


@cache
def _field(name: str) -> _Field:
    path = FIELDS / f"{name}.toml"
    if not path.exists():
        names = [entry.stem for entry in FIELDS.glob("*.toml")]
        raise ContentError.of("agreement.field", f"there is no field {name!r}", hint=near(name, names))
    return validated(_Field, read_toml(path, f"agreements/fields/{name}.toml"))


def facts_of_deal(deal: Deal, as_of: date, extra: Sequence[str] = ()) -> Facts:
    """The facts of a deal on a day; `extra` are tags a user adds, which beat the deal. Raises ContentError for a bad tag."""
    parties = [_actor_row("party", party) for party in deal.parties]
    actors = [_as_actor(row) for row in parties] + [_actor_row("actor", actor) for actor in deal.actors or ()]
    names = {party.id: party.short_name for party in deal.parties} | {
        actor.id: actor.name for actor in deal.actors or ()
    }
    rows: list[Row] = [*parties, *actors]
    rows += _pairs(parties, as_of)
    items = [_item_row(item, as_of) for item in deal.items or ()]
    rows += items
    rows += _data_rows(deal)
    rows += _person_rows(deal)
    rows += _fund_rows(deal)
    rows += _work_rows(deal)
    rows += _flows(deal, {row.columns["id"][0]: row for row in actors}, as_of)  # type: ignore[index]  # every actor has an id
    closed = {"party", "pair", "agreement"}
    closed |= {kind for kind, section in _SECTIONS.items() if getattr(deal, section) is not None}
    if deal.movements is not None and deal.data is not None and deal.people is not None:
        closed.add("flow")
    if deal.project.work is not None:
        closed.add("work")
    words, denied = _deal_words(deal, items)
    rows += [Row("deal", (word,), because=because, source="derived") for word, because in words.items()]
    rows += _agreement_rows(deal)
    facts = Facts(
        rows=tuple(rows),
        closed=frozenset(closed),
        as_of=as_of,
        assumed_no=frozenset(_field(deal.agreement.field).assume_no),
        denied=frozenset({f"deal:{word}" for word in denied} | {p for p, said in deal.assume.items() if said == "no"}),
        affirmed=frozenset(p for p, said in deal.assume.items() if said == "yes"),
        names=names,
    )
    return _with_tags(facts, extra, "option")


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
    empty = Facts(rows=(), closed=frozenset({"pair"}), as_of=as_of, assumed_no=frozenset(_field(field).assume_no))
    known = _with_tags(empty, [f"party:{text}" for text in parties], "option", named="--party")
    if parties:
        known = _closing(known, {"party"})
    known = _with_tags(known, facts, "option")
    known = _closing(known, {"agreement"})
    for tag, quote in inferred:
        known = _with_tags(known, [tag], "document", because=quote)
    rows = []
    for number, row in enumerate(known.rows, start=1):
        if row.kind == "party" and "id" not in row.columns:
            row = Row(
                row.kind,
                row.places,
                {"id": (f"party-{number}",), **row.columns},
                row.numbers,
                {},
                row.because,
                row.source,
            )
        rows.append(row)
    signing = [row for row in rows if row.kind == "party"]
    derived = [_as_actor(row) for row in signing] + list(_pairs(signing, as_of))
    items = [_listed(row, as_of) if row.kind == "item" and "listed" not in row.columns else row for row in rows]
    deal_rows = (
        [Row("deal", ("bilateral" if len(signing) == 2 else "multilateral",), because="the parties", source="derived")]
        if len(signing) > 1
        else []
    )
    return Facts(
        rows=(*items, *derived, *deal_rows),
        closed=known.closed,
        as_of=as_of,
        assumed_no=known.assumed_no,
        names={},
    )


_SECTIONS = {"actor": "actors", "item": "items", "data": "data", "person": "people", "fund": "funding"}
_TAG = re.compile(r"^\s*([a-z]+)\s*:\s*([^\[\]]+?)\s*(?:\[(.*)\])?\s*$")


def _closing(facts: Facts, kinds: set[str]) -> Facts:
    return Facts(
        facts.rows, facts.closed | kinds, facts.as_of, facts.assumed_no, facts.denied, facts.affirmed, facts.names
    )


def _with_tags(facts: Facts, tags: Sequence[str], source: Source, because: str = "", named: str = "--fact") -> Facts:
    """The facts with further rows typed by a person. An option beats the row of the same kind and place."""
    rows = list(facts.rows)
    closed = set(facts.closed)
    denied = set(facts.denied)
    problems: list[ContentError] = []
    for tag in tags:
        try:
            kind, row = _tagged(tag, source, because or ("given" if source == "option" else "read in the document"))
        except ValueError as error:
            problem, _, hint = str(error).partition("\n  hint: ")
            problems.append(ContentError.of(named, problem, hint=hint or None))
            continue
        if row is None:
            rows = [other for other in rows if other.kind != kind]
            closed.add(kind)
        else:
            rows = [other for other in rows if not (source == "option" and _same_place(other, row))]
            rows.append(row)
    if problems:
        raise ContentError(mistake for error in problems for mistake in error.mistakes)
    return Facts(
        tuple(rows), frozenset(closed), facts.as_of, facts.assumed_no, frozenset(denied), facts.affirmed, facts.names
    )


def _same_place(old: Row, new: Row) -> bool:
    """Whether a typed row speaks of the very thing another row speaks of: same kind, same id, or the one word of an item."""
    if old.kind != new.kind or old.kind in ("flow", "pair", "agreement", "deal"):
        return False
    if "id" in new.columns:
        return old.columns.get("id") == new.columns["id"]
    return False


def _tagged(tag: str, source: Source, because: str) -> tuple[str, Row | None]:
    shape = _TAG.match(tag)
    if shape is None:
        raise ValueError(f"{tag!r} is not a fact\n  hint: write kind:word, such as item:quantum-computer[qubits=60]")
    if shape[2] == "none" and shape[1] in load_words().kinds:
        return shape[1], None
    if any(mark in tag for mark in "!@*"):
        raise ValueError(f"a fact says what is so; {tag!r} asks\n  hint: leave out !, @ and *")
    # The pattern parser knows the words, places and columns; a fact is a pattern without its questions.
    pattern = parse_pattern(
        re.sub(r"(\[|,)\s*(id|from|to)=[^,\]]*", lambda m: m[1], tag)
        .replace("[,", "[")
        .replace(",]", "]")
        .replace("[]", "")
    )
    columns: dict[str, tuple[str, ...] | None] = {}
    numbers: dict[str, Decimal] = {}
    table = load_words()
    for part in (shape[3] or "").split(","):
        if not part.strip():
            continue
        name, _, value = (text.strip() for text in part.partition("="))
        if name in table.kinds[pattern.kind].numbers:
            try:
                numbers[name] = Decimal(value)
            except InvalidOperation:
                raise ValueError(f"{value!r} in {tag!r} is not a number") from None
        else:
            columns[name] = None if value == "?" else tuple(value.split("|"))
    places = tuple(None if text.strip() == "?" else text.strip() for text in shape[2].split(">"))
    row = Row(pattern.kind, places, columns, numbers, {}, because, source, name=shape[2].replace("-", " "))
    if row.kind == "flow" and "crosses" not in columns and None not in places:
        row = Row(
            row.kind,
            places,
            {**columns, "crosses": _crossing(places[0], places[1], None)},
            numbers,
            {},
            because,
            source,
        )
    return pattern.kind, row


def _actor_row(kind: str, who: Party | Actor) -> Row:
    columns: dict[str, tuple[str, ...] | None] = {
        "id": (who.id,),
        "kind": _one(who.kind),
        "role": who.roles,
        "performs": who.performs,
        "controlled-from": who.controlled_from,
        "traits": who.traits,
        "certified": _one(who.certified),
    }
    if isinstance(who, Party):
        columns["grant-status"] = _one(who.grant_status)
        columns["holds"] = _one(who.holds)
    name = who.short_name if isinstance(who, Party) else who.name
    section = "parties" if kind == "party" else "actors"
    return Row(kind, (who.country,), columns, because=f"{section}: {who.id}", name=name)


def _as_actor(row: Row) -> Row:
    return Row("actor", row.places, row.columns, row.numbers, {}, row.because, row.source, row.name)


def _one(value: str | None) -> tuple[str, ...] | None:
    return None if value is None else (value,)


def _crossing(one: str | None, other: str | None, as_of: date | None) -> tuple[str, ...] | None:
    """The borders between two countries: `country`, and `eea` when one lies inside it and the other does not."""
    if one is None or other is None:
        return None
    if one.partition("-")[0] == other.partition("-")[0]:
        return ("none",)
    if as_of is None:
        return ("country",)
    inside = [
        any(covers(member.is_, code) is Answer.YES for member in members_on("eea", as_of)) for code in (one, other)
    ]
    return ("country", "eea") if inside[0] != inside[1] else ("country",)


def _pairs(parties: Sequence[Row], as_of: date) -> Iterator[Row]:
    for one in parties:
        for other in parties:
            if one is not other:
                yield Row(
                    "pair",
                    (one.places[0], other.places[0]),
                    {
                        "from": one.columns["id"],
                        "to": other.columns["id"],
                        "crosses": _crossing(one.places[0], other.places[0], as_of),
                    },
                    because="the parties",
                    source="document" if "document" in (one.source, other.source) else "derived",
                )


def _item_row(item: Item, as_of: date) -> Row:
    columns: dict[str, tuple[str, ...] | None] = {
        "id": (item.id,),
        "provider": _one(item.provider),
        "origin": _one(item.origin),
        "holder": _one(item.holder),
        "use": _one(item.use),
        "licence-conditions": _one(item.licence_conditions),
        "physical": _one(item.physical),
    }
    row = Row("item", (item.class_,), columns, item.numbers, because=f"items: {item.id}", name=item.name)
    if item.listed is not None:
        return Row(
            "item", row.places, {**columns, "listed": item.listed}, row.numbers, {}, row.because, row.source, row.name
        )
    return _listed(row, as_of)


def _listed(row: Row, as_of: date) -> Row:
    """The item with the control-list entries whose numbers were compared: met, not met, or not to be told yet."""
    met: list[str] = []
    open_: list[str] = []
    compared = False
    for threshold in thresholds_on(as_of):
        place = row.places[0]
        fits = Answer.OPEN if place is None else covers(threshold.item, place)
        if fits is Answer.NO:
            continue
        compared = True
        answers = [fits]
        for name, op, value in threshold.where:
            number = row.numbers.get(name)
            answers.append(Answer.OPEN if number is None else Answer.YES if _OPS[op](number, value) else Answer.NO)
        answer = min(answers)
        if answer is Answer.YES:
            met.append(threshold.gives)
        elif answer is Answer.OPEN:
            open_.append(threshold.gives)
    listed: tuple[str, ...] | None
    if not compared:
        listed = None
    elif met:
        listed = tuple(dict.fromkeys(met))
    else:
        # Compared with every entry and failed is "not listed"; while a number is missing, nothing is known to be met.
        listed = ("none",)
    maybe = {"listed": tuple(dict.fromkeys(entry for entry in open_ if entry not in met))} if open_ else {}
    return Row(
        "item", row.places, {**row.columns, "listed": listed}, row.numbers, maybe, row.because, row.source, row.name
    )


def _data_rows(deal: Deal) -> Iterator[Row]:
    for data in deal.data or ():
        yield Row(
            "data",
            (data.category,),
            {
                "id": (data.id,),
                "at": data.at,
                "seen-from": data.seen_from,
                "provider": _one(data.provider),
                "people": data.people,
                "decided-by": data.decided_by,
            },
            because=f"data: {data.id}",
            name=data.name,
        )


def _person_rows(deal: Deal) -> Iterator[Row]:
    for people in deal.people or ():
        numbers = {} if people.stay_years is None else {"stay-years": people.stay_years}
        yield Row(
            "person",
            (people.category,),
            {
                "id": (people.id,),
                "host": _one(people.host),
                "employer": _one(people.employer),
                "foreign-duty": _one(people.foreign_duty),
                "authorisation": _one(people.authorisation),
                "degree": _one(people.degree),
            },
            numbers,
            because=f"people: {people.id}",
            name=people.id.replace("-", " "),
        )


def _fund_rows(deal: Deal) -> Iterator[Row]:
    for fund in deal.funding or ():
        to = fund.to or tuple(amount.party for amount in fund.amounts) or None
        yield Row(
            "fund",
            (fund.programme,),
            {"to": to, "under": _one(fund.award), "award-seen": _one(fund.award_seen)},
            because=f"funding: {fund.programme}",
            name=fund.award or fund.programme,
        )


def _work_rows(deal: Deal) -> Iterator[Row]:
    for package in deal.project.work or ():
        numbers = {} if package.readiness is None else {"readiness": Decimal(package.readiness)}
        for country in package.countries or (None,):
            yield Row(
                "work",
                (country,),
                {"field": _one(deal.project.field), "open": _one(package.open)},
                numbers,
                because=f"project.work: {package.id}",
                name=package.title,
            )


def _flows(deal: Deal, actors: dict[str, Row], as_of: date) -> Iterator[Row]:
    """Whatever moves: movements, data seen or stored elsewhere, people, remote access, money. Each once."""
    seen: set[tuple[object, ...]] = set()
    for row in (*_moved(deal, actors), *_seen_data(deal, actors), *_travelling(deal, actors), *_paid(deal, actors)):
        key = (
            row.places,
            row.columns.get("from"),
            row.columns.get("to"),
            row.columns.get("of"),
            row.columns.get("item"),
        )
        if key not in seen:
            seen.add(key)
            columns = {**row.columns, "crosses": _crossing(row.places[0], row.places[1], as_of)}
            yield Row(row.kind, row.places, columns, because=row.because, source=row.source, name=row.name)


def _flow(
    actors: dict[str, Row], of: str, sender: str | None, recipient: str | None, because: str, **more: object
) -> Row:
    places = tuple(actors[id].places[0] if id in actors else None for id in (sender, recipient))
    columns: dict[str, tuple[str, ...] | None] = {"of": (of,), "from": _one(sender), "to": _one(recipient)}
    columns |= {name: None if value is None else (str(value),) for name, value in more.items()}
    return Row("flow", places, columns, because=because, source="derived")


def _moved(deal: Deal, actors: dict[str, Row]) -> Iterator[Row]:
    classes = {item.id: item.class_ for item in deal.items or ()}
    for movement in deal.movements or ():
        item = classes[movement.item] if movement.item else None
        row = _flow(
            actors,
            movement.of,
            movement.from_,
            movement.to,
            f"movements: {movement.of}",
            item=item,
            under=movement.under,
        )
        yield Row(row.kind, row.places, row.columns, because=row.because, source="deal")
    for facility in deal.facilities or ():
        for user in facility.users:
            if facility.remote == "yes" and user != facility.host:
                yield _flow(
                    actors,
                    "access",
                    facility.host,
                    user,
                    f"facilities: {facility.name}",
                    item=classes.get(facility.item or ""),
                )


def _seen_data(deal: Deal, actors: dict[str, Row]) -> Iterator[Row]:
    """Data that is seen or stored in another country than its provider's moves there."""
    for data in deal.data or ():
        if data.provider is None:
            continue
        of = MOVING_OF_DATA.get(data.category, data.category)
        if of not in load_words().lists["moving"]:
            of = "data"
        because = f"data: {data.id}"
        home = actors[data.provider].places[0]
        reached: set[str | None] = {home}
        for viewer in data.seen_by or ():
            if viewer != data.provider:
                reached.add(actors[viewer].places[0])
                yield _flow(actors, of, data.provider, viewer, because)
        yield from _to_countries(data, of, home, reached, because)


def _to_countries(data: DataSet, of: str, home: str | None, reached: set[str | None], because: str) -> Iterator[Row]:
    """Countries where it is stored or seen though no named actor sits there."""
    told = {code.partition("-")[0] for code in reached if code is not None}
    for country in dict.fromkeys((*(data.at or ()), *(data.seen_from or ()))):
        if country.partition("-")[0] not in told:
            told.add(country.partition("-")[0])
            yield Row(
                "flow",
                (home, country),
                {"of": (of,), "from": _one(data.provider), "to": None},
                because=because,
                source="derived",
            )


def _travelling(deal: Deal, actors: dict[str, Row]) -> Iterator[Row]:
    for people in deal.people or ():
        if people.employer and people.host and people.employer != people.host:
            yield _flow(actors, "people", people.employer, people.host, f"people: {people.id}")


def _paid(deal: Deal, actors: dict[str, Row]) -> Iterator[Row]:
    for fund in deal.funding or ():
        for recipient in fund.to or tuple(amount.party for amount in fund.amounts):
            if fund.payer is not None and fund.payer != recipient:
                yield _flow(actors, "money", fund.payer, recipient, f"funding: {fund.programme}", under=fund.programme)


def _deal_words(deal: Deal, items: Iterable[Row]) -> tuple[dict[str, str], set[str]]:
    """Words true of the deal, each with why, and words known not to be true."""
    true = dict.fromkeys(deal.project.true, "project.true")
    denied = set(deal.project.false)
    for word, answer in (
        ("open-results", deal.project.open_results),
        ("patent-filing", deal.project.patent_filing),
        ("work-begun", deal.project.work_begun),
    ):
        if answer == "yes":
            true[word] = f"project.{word.replace('-', '_')}"
        elif answer == "no":
            denied.add(word)
    packages = deal.project.work or ()
    if deal.project.open_results == "no" or any(package.open == "no" for package in packages):
        true["closed-results"] = "the openness of the work"
    elif deal.project.open_results == "yes" and all(package.open == "yes" for package in packages):
        denied.add("closed-results")
    true["bilateral" if len(deal.parties) == 2 else "multilateral"] = "the parties"
    denied.add("multilateral" if len(deal.parties) == 2 else "bilateral")
    countries = {party.country.partition("-")[0] if party.country else None for party in deal.parties}
    if len(countries - {None}) > 1:
        true["cross-border"] = "where the parties are established"
    elif None not in countries:
        denied.add("cross-border")
    programmes = {fund.programme for fund in deal.funding or () if fund.programme not in OWN_MONEY}
    if len(programmes) > 1:
        true["several-funders"] = "funding"
    elif deal.funding is not None:
        denied.add("several-funders")
    rows = list(items)
    if deal.items is not None:
        going_in = [row for row in rows if row.columns.get("use") != ("result",)]
        clear = all(row.columns.get("listed") == ("none",) and not row.maybe for row in going_in)
        if clear:
            true["no-listed-items"] = "items"
            denied.add("export-items-expected")
        else:
            true["export-items-expected"] = "items"
            denied.add("no-listed-items")
    return true, denied


def _agreement_rows(deal: Deal) -> Iterator[Row]:
    from templates.arrangements import load_templates

    template = load_templates().get(deal.agreement.template)
    kind = template.kind if template is not None else "other"
    under = tuple(paper.kind for paper in deal.papers or () if paper.relation == "under")
    yield Row(
        "agreement",
        (kind,),
        {"register": (deal.agreement.register_,), "under": under or ("other",) if under else ()},
        because="agreement.template",
    )


def holds_in(pattern: str, facts: Facts) -> bool:
    """Whether a pattern is not answered with no: how a draft reads a condition, since an open question leaves text in."""
    return ask(pattern, facts).answer is not Answer.NO
