"""Which pages an agreement holds, and which position of each: every choice with its reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from agreements.asking import ask, holds
from agreements.deal import Deal
from agreements.legislation import Applied, Asked, asked_terms
from agreements.patterns import Condition
from agreements.playbook import Playbook
from agreements.rows import Facts
from agreements.words import Answer
from clauses.errors import ContentError, Mistake, near
from clauses.library import Library, Page
from templates.arrangements import Slot, Template

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
    deal: Deal
    shown: str
    library: Library
    template: Template
    facts: Facts
    applied: Sequence[Applied]
    playbook: Playbook | None
    asked: Mapping[str, Asked] = field(default_factory=dict)


def chosen(
    deal: Deal,
    shown: str,
    library: Library,
    template: Template,
    facts: Facts,
    applied: Sequence[Applied],
    playbook: Playbook | None,
) -> tuple[Choice, ...]:
    """The pages of an agreement in the template's order, each with its position.

    `shown` names the deal in messages. Raises ContentError for positions that do not exist, do not fit or conflict,
    and for pages that are needed and have no slot.
    """
    asked = {
        term: entry for term, entry in asked_terms(applied, at_least=Answer.OPEN).items() if entry.force in DRAFTED
    }
    work = _Choosing(deal, shown, library, template, facts, applied, playbook, asked)
    problems = list(_typed_mistakes(work))
    if problems:
        raise ContentError(problems)
    places = {slot.clause: part for part, slot in template.slots() if slot.clause is not None}
    slots = {slot.clause: slot for _, slot in template.slots() if slot.clause is not None}
    included: dict[str, tuple[str, ...]] = {
        id: reasons
        for id, slot in slots.items()
        if (reasons := _wanted(slot, work)) is not None and id not in deal.leave_out
    }
    _add_lawful(work, places, included)
    _add_needed(work, places, slots, included)
    order = list(_in_order(work, included))
    choices = tuple(
        Choice(library.pages[id], part, *_position(library.pages[id], slots.get(id), work, included[id]))
        for part, id in order
    )
    conflicts = list(_conflicts(work, choices))
    if conflicts:
        raise ContentError(conflicts)
    return choices


def _typed_mistakes(work: _Choosing) -> Iterator[Mistake]:
    """Choices in the deal that name what does not exist."""
    pages = work.library.pages
    for id, name in work.deal.positions.items():
        if id not in pages:
            yield Mistake(work.shown, f"positions: there is no page {id!r}", None, near(id, pages))
        elif name not in pages[id].positions:
            yield Mistake(work.shown, f"{id} has no position {name!r}", None, near(name, pages[id].positions))
        elif work.deal.agreement.register_ not in pages[id].positions[name].card.register_:
            yield Mistake(work.shown, f"{id}/{name} is not written for the register {work.deal.agreement.register_!r}")
    for section in ("leave_out", "wording"):
        for id in getattr(work.deal, section):
            if id not in pages:
                yield Mistake(work.shown, f"{section}: there is no page {id!r}", None, near(id, pages))


def _wanted(slot: Slot, work: _Choosing) -> tuple[str, ...] | None:
    """Why a slot's page is in: its conditions, an open answer counting as yes; None where it is not."""
    reasons = []
    for pattern in slot.when:
        reply = ask(pattern, work.facts)
        if reply.answer is Answer.NO:
            return None
        reasons.append(pattern if reply.answer is Answer.YES else f"{pattern} (cannot tell yet)")
    return tuple(reasons) or ("the template",)


def _add_lawful(work: _Choosing, places: Mapping[str, str], included: dict[str, tuple[str, ...]]) -> None:
    """Content and grant law puts a page in that supplies what it asks, in its slot or a slot for its family."""
    families = {slot.law for _, slot in work.template.slots() if slot.law is not None}
    for term, asked in work.asked.items():
        suppliers = [(page, position) for page, position in work.library.suppliers(term)]
        if any(page.id in included and position.name in page.positions for page, position in suppliers):
            continue
        pages = [page.id for page, _ in suppliers if page.id not in work.deal.leave_out]
        if not pages:
            continue
        because = tuple(f"{a.provision.cite} ({a.provision.force})" for a in asked.applied)
        id = next(
            (id for id in pages if id in places), next((id for id in pages if id.partition("/")[0] in families), None)
        )
        if id is None:
            raise ContentError.of(
                f"templates/{work.deal.agreement.template}.toml",
                f"the law asks for {term}, which {pages[0]} supplies, and the template has no slot for it",
                hint=f'add the slot "{pages[0]}" or {{ law = "{pages[0].partition("/")[0]}" }}',
            )
        included[id] = because


def _add_needed(
    work: _Choosing, places: Mapping[str, str], slots: Mapping[str, Slot], included: dict[str, tuple[str, ...]]
) -> None:
    """Pages that a page which is in cannot do without."""
    waiting = list(included)
    while waiting:
        id = waiting.pop(0)
        page = work.library.pages[id]
        for needed in page.needs(_position(page, slots.get(id), work, ())[0]):
            if needed in included:
                continue
            if needed in work.deal.leave_out:
                raise ContentError.of(
                    work.shown, f"leave_out: {id} needs {needed}", hint=f"leave out {id} too, or neither"
                )
            if needed not in places:
                raise ContentError.of(
                    f"templates/{work.deal.agreement.template}.toml",
                    f"{id} needs {needed}, which has no slot",
                    hint=f'add the slot "{needed}"',
                )
            included[needed] = (f"{id} needs it",)
            waiting.append(needed)


def _in_order(work: _Choosing, included: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    placed = {slot.clause for _, slot in work.template.slots() if slot.clause is not None}
    for part, slot in work.template.slots():
        if slot.clause is not None:
            if slot.clause in included:
                yield part, slot.clause
        else:
            for id in sorted(id for id in included if id not in placed and id.partition("/")[0] == slot.law):
                yield part, id


def _position(page: Page, slot: Slot | None, work: _Choosing, because: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The position of a page with its reason: the deal, the template, the playbook, else what fits and supplies most."""
    if page.id in work.deal.positions:
        return work.deal.positions[page.id], (*because, "chosen in the deal")
    if slot is not None and slot.position is not None:
        return slot.position, (*because, "set by the template")
    if page.id in work.template.presets:
        return work.template.presets[page.id], (*because, "preset of the template")
    if work.playbook is not None and (wanted := work.playbook.positions.get(page.id)) is not None and wanted.preferred:
        return wanted.preferred, (*because, f"preferred by the playbook of {work.playbook.for_}")
    never = work.playbook.positions[page.id].never if work.playbook and page.id in work.playbook.positions else ()
    candidates = [
        position
        for position in page.positions.values()
        if position.name not in never
        and work.deal.agreement.register_ in position.card.register_
        and in_force_on(position.card.from_, position.card.until, work)
        and fitting(position.card.fits, work.facts)
    ]
    if not candidates:
        raise ContentError.of(
            work.shown, f"no position of {page.id} fits this deal", hint=f"choose one of: {', '.join(page.positions)}"
        )
    names = list(page.positions)
    best = max(
        candidates,
        key=lambda p: (
            len(set(page.supplies(p.name)) & set(work.asked)),
            p.name == page.card.default,
            -names.index(p.name),
        ),
    )
    reason = "the default" if best.name == page.card.default else "it fits the facts and supplies what is asked"
    return best.name, (*because, reason)


def in_force_on(from_: object, until: object, work: _Choosing) -> bool:
    """Whether a position's own dates allow it on the day of the draft."""
    day = work.facts.as_of
    return (from_ is None or from_ <= day) and (until is None or day < until)  # type: ignore[operator]  # dates


def fitting(fits: object, facts: Facts) -> bool:
    """Whether a position may be chosen at all: its condition is not answered with no."""
    condition = Condition.model_validate(fits.model_dump())  # type: ignore[attr-defined]  # a Fits card
    return holds(condition, facts).answer is not Answer.NO


def _conflicts(work: _Choosing, choices: Iterable[Choice]) -> Iterator[Mistake]:
    present = {choice.page.id: choice.position for choice in choices}
    for id, name in present.items():
        for conflict in work.library.pages[id].positions[name].card.conflicts:
            page, _, position = conflict.rpartition("/") if conflict.count("/") == 2 else (conflict, "", "")
            if page in present and position in ("", present[page]):
                yield Mistake(
                    work.shown,
                    f"{id}/{name} conflicts with {page}/{present[page]}",
                    None,
                    f"choose another position of {page}",
                )
