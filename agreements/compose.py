"""Composes an agreement from a deal: facts, law, clauses chosen, text rendered, numbered and referred to."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from agreements.agreement import Agreement, Blank, Chosen, Part
from agreements.asking import Question
from agreements.blocks import Building, build, inlines_of
from agreements.conditions import check_conditions
from agreements.deal import Deal
from agreements.deals import packs_of
from agreements.facts import Facts, facts_of_deal
from agreements.legislation import Action, Applied, load_law
from agreements.playbook import read_playbook
from agreements.positions import Choice, chosen
from agreements.rendering import Renderer
from agreements.words import Answer
from clauses.errors import ContentError, near
from clauses.library import Library, load_library, words_in
from templates.arrangements import load_templates
from templates.programmes import load_programmes

# Families whose words count against the length budget of compliance text.
COMPLIANCE = ("export-control", "security-review", "data-sharing")


@dataclass(frozen=True, slots=True)
class Budget:
    """How many operative words are compliance words; the share should stay under a quarter."""

    compliance: int
    operative: int

    @property
    def share(self) -> float:
        return self.compliance / self.operative if self.operative else 0.0


@dataclass(frozen=True, slots=True)
class Due:
    """An act that the law asks of somebody, with the provisions that ask for it."""

    do: str
    owner: str
    when: str
    asked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """An agreement with everything that is known about it and does not leave with it."""

    agreement: Agreement
    facts: Facts
    applied: tuple[Applied, ...]
    choices: tuple[Choice, ...]
    questions: tuple[Question, ...]
    actions: tuple[Due, ...]
    assumed: tuple[str, ...]
    offered: tuple[str, ...]  # pages that would supply what is asked, and that no force puts in by itself
    budget: Budget


def compose(
    deal: Deal, *, as_of: date, base: Path | None = None, shown: str = "the deal", key: str | None = None
) -> Composition:
    """The agreement of a deal as of a day. `base` is the deal's folder (for its playbook and packs), `shown` its name.

    What is not known prints as a blank. Raises ContentError for choices that cannot stand.
    """
    packs = packs_of(deal, base)
    library = load_library(packs)
    templates = load_templates(packs)
    check_conditions(packs)
    if deal.agreement.template not in templates:
        raise ContentError.of(
            shown,
            f"agreement.template: there is no template {deal.agreement.template!r}",
            hint=near(deal.agreement.template, templates),
        )
    template = templates[deal.agreement.template]
    playbook = read_playbook((base or Path()) / deal.playbook, library) if deal.playbook else None
    facts = facts_of_deal(deal, as_of, packs=packs)
    applied = load_law(packs).apply(facts)
    choices = chosen(deal, shown, library, template, facts, applied, playbook, load_programmes(packs))
    renderer = Renderer(deal, shown, facts, applied, library, (choice.page.id for choice in choices), playbook)
    building = build(deal, template, renderer.pages(choices), renderer, shown)
    agreement = Agreement(
        title=template.title,
        short_title=f"{template.short_title or template.title}: {deal.project.acronym or deal.project.title}",
        parties=tuple(party.name for party in deal.parties),
        parts=building.parts,
        as_of=as_of,
        language=deal.agreement.language,
        house_style=deal.agreement.house_style,
        key=deal.key or key or _key_of(deal),
        register=deal.agreement.register_,
        chosen=tuple(
            Chosen(choice.page.id, choice.position, choice.because, choice.page.supplies(choice.position))
            for choice in choices
        ),
        blanks=_blanks(building.parts),
    )
    return Composition(
        agreement=agreement,
        facts=facts,
        applied=applied,
        choices=choices,
        questions=_questions(applied),
        actions=_actions(applied),
        assumed=tuple(dict.fromkeys(word for application in applied for word in application.assumed)),
        offered=tuple(_offered(library, choices, applied, deal)),
        budget=_budget(building),
    )


def _key_of(deal: Deal) -> str:
    """The key of a deal that has none yet, for composing without a file: from its names, so that it repeats."""
    return hashlib.sha256(repr((deal.project.title, [party.name for party in deal.parties])).encode()).hexdigest()[:32]


def _blanks(parts: Iterable[Part]) -> tuple[Blank, ...]:
    return tuple(dict.fromkeys(inline for part in parts for inline in inlines_of(part) if isinstance(inline, Blank)))


def _questions(applied: Sequence[Applied]) -> tuple[Question, ...]:
    """What is still to be known, the questions under most terms first."""
    weight: dict[Question, set[str]] = {}
    for application in applied:
        if application.answer is Answer.OPEN:
            for question in application.questions:
                weight.setdefault(question, set()).update(application.provision.asks)
    return tuple(sorted(weight, key=lambda question: (-len(weight[question]), question.text)))


def _actions(applied: Sequence[Applied]) -> tuple[Due, ...]:
    due: dict[Action, list[str]] = {}
    for application in applied:
        if application.answer is Answer.YES and application.settled:
            for action in application.provision.actions:
                due.setdefault(action, []).append(application.provision.id)
    return tuple(
        Due(action.do, action.owner, action.when, tuple(by))
        for action, by in sorted(due.items(), key=lambda entry: (entry[0].owner, entry[0].when, entry[0].do))
    )


def _offered(library: Library, choices: Sequence[Choice], applied: Sequence[Applied], deal: Deal) -> Iterator[str]:
    """Pages that supply what applies and is supplied by nothing chosen: offered, never drafted by itself."""
    supplied = {term for choice in choices for term in choice.page.supplies(choice.position)}
    present = {choice.page.id for choice in choices}
    seen: set[str] = set()
    for application in applied:
        for term in application.provision.asks:
            if application.answer is not Answer.YES or term in supplied:
                continue
            for page, _ in library.suppliers(term):
                if page.id not in present and page.id not in seen and page.id not in deal.leave_out:
                    seen.add(page.id)
                    yield page.id
                    break


def _budget(building: Building) -> Budget:
    compliance = operative = 0
    texts: Mapping[str, list[str]] = building.texts
    for page, said in texts.items():
        words = words_in(said)
        operative += words
        if page.partition("/")[0] in COMPLIANCE:
            compliance += words
    return Budget(compliance, operative)
