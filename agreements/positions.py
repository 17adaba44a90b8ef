"""Which pages an agreement holds, and which position of each: every choice with its reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agreements.asking import ask, holds
from agreements.deal import Deal
from agreements.figures import value_mistakes
from agreements.legislation import Applied, Asked, asked_terms, terms_to_draft
from agreements.patterns import Condition
from agreements.playbook import Playbook, PositionPreference
from agreements.rows import Facts
from agreements.words import Answer
from clauses.coherence import conflict_of
from clauses.errors import ContentError, Mistake
from clauses.library import Library, Page, Position
from templates.arrangements import Slot, Template, position_mistakes
from templates.programmes import Programme

DRAFTED = ("content", "grant")  # forces whose text goes into a draft by itself


@dataclass(frozen=True, slots=True)
class Choice:
    """A page that is in, where it stands, its position and why."""

    page: Page
    part: str
    position: str
    because: tuple[str, ...]


@dataclass
class _Choosing:
    """What the choices are made from, and what is found on the way."""

    deal: Deal
    shown: str
    library: Library
    template: Template
    facts: Facts
    playbook: Playbook | None
    presets: Mapping[str, tuple[str, str]]  # page to position and the programme or template that sets it
    asked: Mapping[str, Asked]  # by content and grant law
    drafted: Mapping[str, tuple[Applied, ...]]  # by conduct law too
    mistakes: list[Mistake] = field(default_factory=list)
    included: dict[str, tuple[str, ...]] = field(default_factory=dict)  # page to why it is in

    @property
    def arrangement(self) -> str:
        return f"templates/{self.deal.agreement.template}.toml"

    def stop_if_mistaken(self) -> None:
        if self.mistakes:
            raise ContentError(dict.fromkeys(self.mistakes))


def chosen(
    deal: Deal,
    shown: str,
    library: Library,
    template: Template,
    facts: Facts,
    applied: Sequence[Applied],
    playbook: Playbook | None,
    programmes: Mapping[str, Programme],
) -> tuple[Choice, ...]:
    """The pages of an agreement in the template's order, each with its position.

    `shown` names the deal in messages. Raises ContentError with every position that does not exist, does not fit or
    conflicts, and every page that is needed or asked for and has no slot.
    """
    asked = {
        term: entry for term, entry in asked_terms(applied, at_least=Answer.OPEN).items() if entry.force in DRAFTED
    }
    presets = _presets(template, facts, programmes)
    drafted = terms_to_draft(applied)
    work = _Choosing(deal, shown, library, template, facts, playbook, presets, asked, drafted)
    work.mistakes += [*_typed_mistakes(work), *value_mistakes(deal, shown, library)]
    work.stop_if_mistaken()
    for _, slot in template.slots():
        if slot.clause is not None and slot.clause not in deal.leave_out:
            reasons = _wanted(slot, work)
            if reasons is not None:
                work.included[slot.clause] = reasons
    _add_named(work)
    _add_lawful(work)
    _add_needed(work)
    work.stop_if_mistaken()
    choices = tuple(
        Choice(library.pages[id], part, *_position(library.pages[id], work, work.included[id]))
        for part, id in _in_order(work)
    )
    work.mistakes += _conflicts(work, choices)
    work.stop_if_mistaken()
    return choices


def _presets(template: Template, facts: Facts, programmes: Mapping[str, Programme]) -> Mapping[str, tuple[str, str]]:
    """What programmes and template set; a programme that pays goes before the template."""
    found = {id: (position, "preset of the template") for id, position in template.presets.items()}
    for _, slot in template.slots():
        if slot.clause is not None and slot.position is not None:
            found[slot.clause] = (slot.position, "set by the template")
    for _, programme in sorted(programmes.items(), reverse=True):
        if all(ask(pattern, facts).answer is Answer.YES for pattern in programme.when):
            found |= {id: (position, f"preset of {programme.title}") for id, position in programme.presets.items()}
    return found


def _typed_mistakes(work: _Choosing) -> Iterator[Mistake]:
    """Choices in the deal that name what does not exist, or cannot be had here."""
    pages, deal = work.library.pages, work.deal
    places = {slot.clause for _, slot in work.template.slots()}
    families = {slot.law for _, slot in work.template.slots()}
    for id, name in deal.positions.items():
        mistakes = list(position_mistakes(work.shown, None, id, name, pages))
        yield from (Mistake(m.path, f"positions: {m.problem}", m.line, m.hint) for m in mistakes)
        if not mistakes and (why := _unfit(pages[id].positions[name], work)) is not None:
            yield Mistake(work.shown, f"positions: {id}/{name} {why}")
    for section in ("leave_out", "wording"):
        for id in getattr(deal, section):
            for mistake in position_mistakes(work.shown, None, id, None, pages):
                yield Mistake(mistake.path, f"{section}: {mistake.problem}", None, mistake.hint)
    for section in ("positions", "wording"):
        for id in getattr(deal, section):
            if id in deal.leave_out:
                yield Mistake(work.shown, f"{section}: {id} is in leave_out too", None, "take it out of one of them")
            elif id in pages and id not in places and id.partition("/")[0] not in families:
                yield Mistake(work.shown, f"{section}: {deal.agreement.template} has no slot for {id}")


def _wanted(slot: Slot, work: _Choosing) -> tuple[str, ...] | None:
    """Why a slot's page is in: its conditions, an open answer counting as yes; None where it is not."""
    reasons = []
    for pattern in slot.when:
        reply = ask(pattern, work.facts)
        if reply.answer is Answer.NO:
            named = slot.clause in work.deal.positions or slot.clause in work.deal.wording
            return ("the deal names it",) if named else None
        reasons.append(pattern if reply.answer is Answer.YES else f"{pattern} (cannot tell yet)")
    return tuple(reasons) or ("the template",)


def _add_named(work: _Choosing) -> None:
    """Pages that the deal names and that stand where the law of their family would put them."""
    places = {slot.clause for _, slot in work.template.slots()}
    families = {slot.law for _, slot in work.template.slots()}
    for id in (*work.deal.positions, *work.deal.wording):
        if id in work.library.pages and id not in places and id.partition("/")[0] in families:
            work.included[id] = ("the deal names it",)


def _add_lawful(work: _Choosing) -> None:
    """Law puts a page in that supplies what it asks, in its slot or a slot for its family.

    For content and grant law there must be a place; conduct law takes one where there is one.
    """
    places = {slot.clause for _, slot in work.template.slots()}
    families = {slot.law for _, slot in work.template.slots()}
    for term, asking in work.drafted.items():
        suppliers = {page.id: page for page, position in work.library.suppliers(term) if _unfit(position, work) is None}
        if any(id in suppliers and _supplies(suppliers[id], term, work) for id in work.included):
            continue
        free = [id for id in suppliers if id not in work.deal.leave_out and id not in work.included]
        if not free:
            continue  # left out on purpose, or settled otherwise by a position that was chosen
        placed = [id for id in free if id in places] or [id for id in free if id.partition("/")[0] in families]
        if not placed and term not in work.asked:
            continue
        if not placed:
            family = free[0].partition("/")[0]
            problem = f"the law asks for {term}, which {free[0]} supplies, and the template has no slot for it"
            hint = f'add the slot "{free[0]}" or {{ law = "{family}" }}'
            work.mistakes.append(Mistake(work.arrangement, problem, None, hint))
            continue
        because = tuple(f"{a.provision.cite} ({a.provision.force})" for a in asking)
        work.included[placed[0]] = tuple(dict.fromkeys(because))


def _supplies(page: Page, term: str, work: _Choosing) -> bool:
    return term in page.supplies(_position(page, work, ())[0])


def _add_needed(work: _Choosing) -> None:
    """Pages that a page which is in cannot do without."""
    places = {slot.clause for _, slot in work.template.slots()}
    waiting = list(work.included)
    while waiting:
        id = waiting.pop(0)
        page = work.library.pages[id]
        for needed in page.needs(_position(page, work, ())[0]):
            if needed in work.included:
                continue
            if needed in work.deal.leave_out:
                hint = f"leave out {id} too, or neither"
                work.mistakes.append(Mistake(work.shown, f"leave_out: {id} needs {needed}", None, hint))
                continue
            if needed not in places:
                problem = f"{id} needs {needed}, which has no slot"
                work.mistakes.append(Mistake(work.arrangement, problem, None, f'add the slot "{needed}"'))
                continue
            work.included[needed] = (f"{id} needs it",)
            waiting.append(needed)


def _in_order(work: _Choosing) -> Iterator[tuple[str, str]]:
    placed = {slot.clause for _, slot in work.template.slots()}
    for part, slot in work.template.slots():
        if slot.clause is not None:
            if slot.clause in work.included:
                yield part, slot.clause
        else:
            for id in sorted(work.included):
                if id not in placed and id.partition("/")[0] == slot.law:
                    yield part, id


def _position(page: Page, work: _Choosing, because: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The position of a page with its reason.

    The deal, a programme, the template, the playbook; else among those that fit the one that supplies most of what
    content or grant law asks, then the default, then card order.
    """
    if page.id in work.deal.positions:
        return work.deal.positions[page.id], (*because, "chosen in the deal")
    fitting = [position for position in page.positions.values() if _unfit(position, work) is None]
    names = [position.name for position in fitting]
    preset = work.presets.get(page.id)
    if preset is not None and preset[0] in names:
        return preset[0], (*because, preset[1])
    if work.playbook is not None and (wanted := work.playbook.positions.get(page.id)) is not None:
        found = _preferred(wanted, names)
        if found is not None:
            return found, (*because, f"{_rank(wanted, found)} by the playbook of {work.playbook.for_}")
        fitting = [position for position in fitting if position.name not in wanted.never] or fitting
    if not fitting:
        reasons = "; ".join(f"{position.name} {_unfit(position, work)}" for position in page.positions.values())
        work.mistakes.append(Mistake(work.shown, f"no position of {page.id} can be chosen: {reasons}"))
        return page.card.default, because
    # max() keeps the first of equals, which is card order.
    best = max(fitting, key=lambda p: (_count(page, p, work), p.name == page.card.default))
    more = _count(page, best, work) > min(_count(page, position, work) for position in fitting)
    if more:
        return best.name, (*because, "it supplies most of what the law asks for")
    default = best.name == page.card.default
    return best.name, (*because, "the default" if default else "the first that fits")


def _count(page: Page, position: Position, work: _Choosing) -> int:
    return len(set(page.supplies(position.name)) & set(work.asked))


def _preferred(wanted: PositionPreference, names: Sequence[str]) -> str | None:
    """What a playbook would have of the positions that can be chosen: the preferred one, else one it accepts."""
    order = (*([wanted.preferred] if wanted.preferred else []), *wanted.acceptable)
    return next((name for name in order if name in names), None)


def _rank(wanted: PositionPreference, name: str) -> str:
    return "preferred" if name == wanted.preferred else "accepted"


def _unfit(position: Position, work: _Choosing) -> str | None:
    """Why a position cannot be chosen at all: its register, its dates, or a condition answered with no."""
    card, day = position.card, work.facts.as_of
    register = work.deal.agreement.register_
    if register not in card.register_:
        return f"is not written for the register {register!r}"
    if card.from_ is not None and day < card.from_:
        return f"begins on {card.from_}"
    if card.until is not None and day >= card.until:
        return f"ended on {card.until}"
    condition = Condition(all=card.fits.all, any=card.fits.any, unless=card.fits.unless)
    if holds(condition, work.facts).answer is Answer.NO:
        said = [*card.fits.all, *([" or ".join(card.fits.any)] if card.fits.any else [])]
        said += [f"not {pattern}" for pattern in card.fits.unless]
        return f"does not fit this deal: it wants {' and '.join(said)}"
    return None


def _conflicts(work: _Choosing, choices: Iterable[Choice]) -> Iterator[Mistake]:
    present = {choice.page.id: choice.position for choice in choices}
    for id, name in present.items():
        for conflict in work.library.pages[id].positions[name].card.conflicts:
            page, position = conflict_of(conflict)
            if page in present and position in ("", present[page]):
                problem = f"{id}/{name} conflicts with {page}/{present[page]}"
                yield Mistake(work.shown, problem, None, f"choose another position of {page}")
