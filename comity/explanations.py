"""Explains one thing by its id: a clause, position, term, provision, template, subject, check, house style or group."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import get_args

from agreements.groups import Member, all_groups
from agreements.legislation import load_law
from checker.cards import load_cards
from checker.proofreading import CHECKS
from clauses.cards import Role
from clauses.errors import ContentError, near
from clauses.library import Page, load_library
from comity.legal import provision_lines, wrapped
from templates.arrangements import load_templates
from templates.house_styles import house_style_names, load_house_style

Lines = Iterator[str]
Explainer = Callable[[str, date], Lines]

ROLES: tuple[str, ...] = get_args(Role)


def explanation(id: str, role: str | None = None, *, as_of: date) -> str:
    """What there is to say about an id; where two things bear it, about both. With `role`, the ladder of a clause.

    Raises ContentError for an id that nothing bears, with the nearest one, and for a role that does not exist.
    """
    if role is not None:
        return "\n".join(_ladder(id, role)) + "\n"
    found = [(what, explain) for what, ids, explain in _shelves() if id in ids]
    if not found:
        known = [name for _, ids, _ in _shelves() for name in ids]
        raise ContentError.of("explain", f"there is nothing called {id!r}", hint=_nearest(id, known))
    parts = ["\n".join((f"{id}: {what}", *explain(id, as_of))) for what, explain in found]
    return "\n\n".join(parts) + "\n"


def _shelves() -> Iterator[tuple[str, Iterable[str], Explainer]]:
    """Everything that has an id: what it is called, its ids, and who explains it."""
    pages = load_library().pages
    yield "a clause", pages, _page
    yield "a position", [f"{id}/{name}" for id, page in pages.items() for name in page.positions], _position
    yield "a family of clauses", {id.partition("/")[0] for id in pages}, _family
    yield "a term", load_cards().terms, _term
    yield "a subject", load_cards().subjects, _subject
    yield "a provision of law", load_law().provisions, _provision
    yield "a body of law", load_law().titles, _body_of_law
    yield "a group of places", [f"@{name}" for name in all_groups()], _group
    yield "a template", load_templates(), _template
    yield "a proofreading check", CHECKS, _check
    yield "a house style", house_style_names(), _house_style


def _nearest(id: str, known: Iterable[str]) -> str:
    """The near match, else where to look: all ids together are too many to print."""
    said = near(id, known)
    return said if said.startswith("did you mean") else "comity list clauses (or terms, law, templates, subjects)"


def _page(id: str, day: date) -> Lines:
    page = load_library().pages[id]
    yield from wrapped(f"{page.title}. {page.card.summary}", "  ")
    yield from wrapped(f"{page.card.kind}, status {page.card.status}, reviewed {page.card.reviewed}", "  ")
    yield from _joined("needs", page.card.needs)
    yield from _joined("supplies, whichever position", page.card.supplies)
    yield from _joined("stands in the templates", _templates_with(id))
    for name, value in page.card.values.items():
        default = "left blank" if value.default is None else f"{value.default} {value.unit}"
        yield from wrapped(f"value {name} ({default}): {value.asks}", "  ")
    yield "  positions:"
    for name in page.positions:
        yield from _position_card(page, name)
    yield from wrapped(f"comity explain {id}/{page.card.default} prints the text of a position.", "  ")


def _position_card(page: Page, name: str) -> Lines:
    card = page.positions[name].card
    default = ", the default" if name == page.card.default else ""
    yield from wrapped(f"{name} (serves {', '.join(card.serves)}{default}): {card.summary}")
    if card.choose_when:
        yield from wrapped(f"choose when: {card.choose_when}", " " * 6)
    if card.question:
        yield from wrapped(f"question: {card.question}", " " * 6)
    if card.negotiate:
        yield from wrapped(f"to negotiate: {card.negotiate}", " " * 6)
    if card.supplies:
        yield from wrapped(f"supplies: {', '.join(card.supplies)}", " " * 6)


def _position(id: str, day: date) -> Lines:
    page_id, _, name = id.rpartition("/")
    page = load_library().pages[page_id]
    yield from _position_card(page, name)
    yield from _joined("needs", page.needs(name))
    yield from _joined("conflicts with", page.positions[name].card.conflicts)
    yield ""
    definitions = page.section("definitions").text.strip("\n")
    text = f"{definitions}\n\n{page.text_of(name)}" if definitions else page.text_of(name)
    yield from (f"  {line}".rstrip() for line in text.split("\n"))


def _ladder(id: str, role: str) -> Lines:
    """The positions of a clause from best to worst for a role."""
    if role not in ROLES:
        raise ContentError.of("--for", f"there is no role {role!r}", hint=near(role, ROLES))
    pages = load_library().pages
    if id not in pages:
        raise ContentError.of("explain", f"only a clause has a ladder, and {id!r} is none", hint=_nearest(id, pages))
    page = pages[id]
    yield f"{id}: from best to worst for the {role}" if role != "all" else f"{id}: from the neutral position on"
    for rung, name in enumerate(page.ladder(role), start=1):
        card = page.positions[name].card
        default = ", the default" if name == page.card.default else ""
        yield from wrapped(f"{rung}. {name} (serves {', '.join(card.serves)}{default}): {card.summary}", "  ")
        if card.choose_when:
            yield from wrapped(f"choose when: {card.choose_when}", " " * 5)
        if card.negotiate:
            yield from wrapped(f"to negotiate: {card.negotiate}", " " * 5)


def _family(id: str, day: date) -> Lines:
    for name, page in sorted(load_library().pages.items()):
        if name.partition("/")[0] == id:
            yield from wrapped(f"{name}: {page.card.summary}", "  ")


def _term(id: str, day: date) -> Lines:
    card = load_cards().terms[id]
    yield from wrapped(card.asks, "  ")
    yield from wrapped(card.why, "  ")
    yield from wrapped(f"status {card.status}; read in {', '.join(card.languages)}", "  ")
    for gap in card.known_gaps:
        yield from wrapped(f"known gap: {gap}", "  ")
    for conflict in card.contradicted_by:
        yield from wrapped(f"undone by: {conflict.say}", "  ")
    for name, value in card.values.items():
        yield from wrapped(f"value {id}/{name}: {value.unit}", "  ")
    asking = [p for p in load_law().provisions.values() if id in p.asks]
    yield "  asked for by:" if asking else "  no provision asks for it yet"
    for provision in asking:
        standing = "" if provision.stands_on(day) == "yes" else f", {provision.stands_on(day)} on {day}"
        yield from wrapped(f"{provision.id} [{provision.force}{standing}] {provision.cite}")
    supplying = [f"{page.id}/{position.name}" for page, position in load_library().suppliers(id)]
    yield from _joined("supplied by", supplying) if supplying else ["  no clause supplies it yet"]


def _subject(id: str, day: date) -> Lines:
    card = load_cards().subjects[id]
    yield from wrapped(card.asks, "  ")
    yield from wrapped(card.why, "  ")
    for gap in card.known_gaps:
        yield from wrapped(f"known gap: {gap}", "  ")
    yield from _joined("terms", [term for term in sorted(load_cards().terms) if term.partition("/")[0] == id])


def _provision(id: str, day: date) -> Lines:
    law = load_law()
    provision = law.provisions[id]
    file, _, name = id.partition("/")
    kind = "exception" if provision.role == "exception" else provision.force
    yield from wrapped(f"{provision.cite} [{kind}; {law.titles[file]}, {law.jurisdictions[file]}]", "  ")
    yield from provision_lines(provision, day, full=True)
    lifting = [
        other
        for other, exception in law.provisions.items()
        if other.partition("/")[0] == file and name in exception.excepts
    ]
    yield from _joined("lifted by", lifting)


def _body_of_law(id: str, day: date) -> Lines:
    law = load_law()
    yield from wrapped(f"{law.titles[id]} ({law.jurisdictions[id]})", "  ")
    for name, provision in law.provisions.items():
        if name.partition("/")[0] == id:
            yield from wrapped(f"{name} [{provision.force}] {provision.cite}")
    for threshold in law.thresholds:
        if threshold.file == id:
            numbers = ", ".join(f"{name} {op} {value}" for name, op, value in threshold.where)
            yield from wrapped(f"threshold {threshold.gives}: {threshold.item} with {numbers} ({threshold.source})")


def _group(id: str, day: date) -> Lines:
    by_source: dict[tuple[str, str], list[Member]] = {}
    for member in all_groups()[id[1:]]:
        by_source.setdefault((member.source, member.grade), []).append(member)
    for (source, grade), members in by_source.items():
        seen = "text not seen" if grade == "none" else f"{grade} source"
        yield from wrapped(f"{', '.join(_member(member) for member in members)} ({source}; {seen})", "  ")


def _member(member: Member) -> str:
    scope = "".join(f" where {column} is {word}" for column, word in member.where)
    dates = "" if member.from_ == date.min else f" from {member.from_}"
    dates += "" if member.until is None else f" until {member.until}"
    return f"{member.is_}{scope}{dates}"


def _template(id: str, day: date) -> Lines:
    template = load_templates()[id]
    yield from wrapped(f"{template.title}. {template.summary}", "  ")
    yield from wrapped(f"for agreements of the kind {template.kind}, register {template.register_}", "  ")
    for part in template.part:
        yield f"  {part.name}"
        for slot in part.slots:
            said = slot.clause or f"pages of {slot.law} that the law puts in"
            said += f", position {slot.position}" if slot.position else ""
            said += f", when {' and '.join(slot.when)}" if slot.when else ""
            yield from wrapped(said)
    for page, position in template.presets.items():
        yield from wrapped(f"preset: {page} in the position {position}", "  ")
    yield f"  comity new {id} writes a commented deal to start from"


def _check(id: str, day: date) -> Lines:
    check = CHECKS[id]
    yield from wrapped(check.asks, "  ")
    yield from wrapped(check.why, "  ")
    yield from wrapped("An error in our own drafts, a note in somebody else's paper.", "  ")


def _house_style(id: str, day: date) -> Lines:
    style = load_house_style(id)
    page, kind = style.page, style.type
    yield from wrapped(style.title, "  ")
    yield from wrapped(f"{page.width:g} by {page.height:g} mm; {kind.font}, {kind.size:g} points", "  ")


def _templates_with(page: str) -> list[str]:
    return [id for id, template in load_templates().items() if any(s.clause == page for _, s in template.slots())]


def _joined(what: str, entries: Iterable[str]) -> Lines:
    names = list(entries)
    if names:
        yield from wrapped(f"{what}: {', '.join(names)}", "  ")
