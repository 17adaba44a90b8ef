"""The rows a deal tells, section by section; what follows from them is derived in facts.py."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from agreements.deal import Actor, Deal, Item, Party
from agreements.rows import Row

Values = tuple[str, ...] | None

# Which section of the deal closes which kind of fact, even when it is empty.
SECTIONS = {"actor": "actors", "item": "items", "data": "data", "person": "people", "fund": "funding"}


def rows_told(deal: Deal) -> tuple[Row, ...]:
    """What a deal says, as rows: nothing compared, nothing inferred."""
    return (
        *(actor_row("party", party) for party in deal.parties),
        *(actor_row("actor", actor) for actor in deal.actors or ()),
        *(_item(item) for item in deal.items or ()),
        *_data(deal),
        *_people(deal),
        *_funds(deal),
        *_work(deal),
        *_movements(deal),
        *_remote_use(deal),
        *_money(deal),
        *(Row("deal", (word,), because=why, source="deal") for word, why in _true(deal).items()),
        _agreement(deal),
    )


def kinds_closed(deal: Deal) -> frozenset[str]:
    """The kinds of which the deal says that there are no others."""
    closed = {"party", "agreement"}
    closed |= {kind for kind, section in SECTIONS.items() if getattr(deal, section) is not None}
    if deal.movements is not None and deal.data is not None and deal.people is not None:
        closed.add("flow")  # flows follow from all three
    if deal.project.work is not None:
        closed.add("work")
    return frozenset(closed)


def words_denied(deal: Deal) -> frozenset[str]:
    """Words of `deal` that the deal says are not true."""
    said = (word for word, answer, _ in _answers(deal) if answer == "no")
    return frozenset((*deal.project.false, *said))


def actor_row(kind: str, who: Party | Actor) -> Row:
    """A party or another actor as a row."""
    columns: dict[str, Values] = {
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
    return Row(kind, (who.country,), columns, because=f"{section}: {who.id}", name=name, section=section)


def _one(value: str | None) -> Values:
    return None if value is None else (value,)


def _item(item: Item) -> Row:
    columns: dict[str, Values] = {
        "id": (item.id,),
        "provider": _one(item.provider),
        "origin": _one(item.origin),
        "holder": _one(item.holder),
        "use": _one(item.use),
        "licence-conditions": _one(item.licence_conditions),
        "physical": _one(item.physical),
        "listed": item.listed,
    }
    return Row("item", (item.class_,), columns, item.numbers, because=f"items: {item.id}", name=item.name)


def _data(deal: Deal) -> Iterator[Row]:
    for data in deal.data or ():
        columns: dict[str, Values] = {
            "id": (data.id,),
            "at": data.at,
            "seen-from": data.seen_from,
            "seen-by": data.seen_by,
            "provider": _one(data.provider),
            "people": data.people,
            "decided-by": data.decided_by,
            "public-source": _one(data.public_source),
        }
        numbers = {} if data.subjects is None else {"subjects": Decimal(data.subjects)}
        yield Row("data", (data.category,), columns, numbers, because=f"data: {data.id}", name=data.name)


def _people(deal: Deal) -> Iterator[Row]:
    for people in deal.people or ():
        columns: dict[str, Values] = {
            "id": (people.id,),
            "host": _one(people.host),
            "employer": _one(people.employer),
            "foreign-duty": _one(people.foreign_duty),
            "authorisation": _one(people.authorisation),
            "degree": _one(people.degree),
        }
        numbers = {} if people.stay_years is None else {"stay-years": people.stay_years}
        name = people.id.replace("-", " ")
        yield Row("person", (people.category,), columns, numbers, because=f"people: {people.id}", name=name)


def _funds(deal: Deal) -> Iterator[Row]:
    for fund in deal.funding or ():
        columns: dict[str, Values] = {
            "to": fund.to or tuple(amount.party for amount in fund.amounts) or None,
            "under": _one(fund.award),
            "award-seen": _one(fund.award_seen),
        }
        name = fund.award or fund.programme
        yield Row("fund", (fund.programme,), columns, because=f"funding: {fund.programme}", name=name)


def _work(deal: Deal) -> Iterator[Row]:
    for package in deal.project.work or ():
        numbers = {} if package.readiness is None else {"readiness": Decimal(package.readiness)}
        columns: dict[str, Values] = {"field": _one(deal.project.field), "open": _one(package.open)}
        for country in package.countries or (None,):
            because = f"project.work: {package.id}"
            yield Row("work", (country,), columns, numbers, because=because, name=package.title)


def _countries(deal: Deal) -> dict[str, str | None]:
    countries = {party.id: party.country for party in deal.parties}
    return countries | {actor.id: actor.country for actor in deal.actors or ()}


def _movements(deal: Deal) -> Iterator[Row]:
    countries = _countries(deal)
    classes = {item.id: item.class_ for item in deal.items or ()}
    for movement in deal.movements or ():
        columns: dict[str, Values] = {
            "of": (movement.of,),
            "item": _one(classes[movement.item] if movement.item else None),
            "from": (movement.from_,),
            "to": (movement.to,),
            "under": _one(movement.under),
        }
        places = (countries[movement.from_], countries[movement.to])
        yield Row("flow", places, columns, because=f"movements: {movement.of}")


def _remote_use(deal: Deal) -> Iterator[Row]:
    """Remote use of a machine is access in the country of its user."""
    countries = _countries(deal)
    classes = {item.id: item.class_ for item in deal.items or ()}
    for facility in deal.facilities or ():
        for user in facility.users:
            if facility.remote == "yes" and user != facility.host:
                columns: dict[str, Values] = {
                    "of": ("access",),
                    "item": _one(classes.get(facility.item or "")),
                    "from": (facility.host,),
                    "to": (user,),
                }
                places = (countries[facility.host], countries[user])
                yield Row("flow", places, columns, because=f"facilities: {facility.name}")


def _money(deal: Deal) -> Iterator[Row]:
    countries = _countries(deal)
    for fund in deal.funding or ():
        for recipient in fund.to or tuple(amount.party for amount in fund.amounts):
            if fund.payer is not None and fund.payer != recipient:
                columns: dict[str, Values] = {
                    "of": ("money",),
                    "from": (fund.payer,),
                    "to": (recipient,),
                    "under": (fund.programme,),
                }
                places = (countries[fund.payer], countries[recipient])
                yield Row("flow", places, columns, because=f"funding: {fund.programme}")


def _answers(deal: Deal) -> Iterable[tuple[str, str | None, str]]:
    """Words of the deal that a key of its own decides: the word, yes or no, and the key."""
    project, law = deal.project, deal.agreement.governing_law
    return (
        ("open-results", project.open_results, "project.open_results"),
        ("patent-filing", project.patent_filing, "project.patent_filing"),
        ("work-begun", project.work_begun, "project.work_begun"),
        ("silent-law", None if law is None else "yes" if law == "silent" else "no", "agreement.governing_law"),
        ("military-users", project.military_users, "project.military_users"),
    )


def _true(deal: Deal) -> dict[str, str]:
    """Words the deal says are true of it, each with the place where it says so."""
    true = dict.fromkeys(deal.project.true, "project.true")
    for word, answer, key in _answers(deal):
        if answer == "yes":
            true[word] = key
    return true


def _agreement(deal: Deal) -> Row:
    from templates.arrangements import load_templates

    template = load_templates().get(deal.agreement.template)
    kind = template.kind if template is not None else "other"
    under = tuple(paper.kind for paper in deal.papers or () if paper.relation == "under")
    columns: dict[str, Values] = {"register": (deal.agreement.register_,), "under": under}
    return Row("agreement", (kind,), columns, because="agreement.template")
