"""Judges a document: which terms the facts ask for, what the text holds of them, and what follows."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from agreements.asking import Answer, Question
from agreements.changes import ahead
from agreements.collecting import collector_held
from agreements.deal import Accepted as WrittenAcceptance
from agreements.deal import Deal
from agreements.deals import packs_of
from agreements.document import Document
from agreements.facts import Facts, facts_of_deal, facts_of_options
from agreements.legislation import Applied, Law, load_law
from agreements.playbook import read_playbook
from checker.acceptances import accept
from checker.cards import Cards, load_cards
from checker.evidence import Found, TermResult, read_terms
from checker.findings import (
    ActionDue,
    AskedBy,
    DocumentSeen,
    FactUsed,
    Finding,
    OpenQuestion,
    Remedy,
    Report,
    SubjectFound,
    ValueFound,
)
from checker.inferring import Inferred, inferred_parties
from checker.kinds import KindOfDocument, kind_named, kind_of
from checker.preferences import outside_playbook
from checker.proofreading import proofread
from checker.remedies import asks_of, place_in, remedy_for
from checker.severity import Ground, severity_of
from clauses.errors import ContentError, near
from clauses.library import load_library
from templates.arrangements import load_templates

OTHER = "other"  # the kind of a paper that does not say what it is
OUR_MARK = re.compile(r"_c[0-9a-f]{16}\Z")
ALWAYS = ("content", "grant")  # law of these forces asks every kind of document that can hold what it wants


@dataclass(frozen=True, slots=True)
class Asking:
    """What the user gives a check beside the document."""

    as_of: date
    deal: Deal | None = None
    kind: str | None = None
    parties: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    acting_for: str | None = None
    papers: tuple[Document, ...] = ()  # other papers of the deal: a term they hold is met there
    acceptances: tuple[WrittenAcceptance, ...] = ()
    playbook: Path | None = None
    base: Path | None = None  # the deal's folder, from which its packs are found

    @property
    def packs(self) -> tuple[Path, ...]:
        """The folders of further content that the deal names."""
        return packs_of(self.deal, self.base) if self.deal is not None else ()


def check(document: Document, asking: Asking) -> Report:
    """The whole report on one document. Raises ContentError where an option names what does not exist."""
    with collector_held():
        return _report(document, asking)


def _report(document: Document, asking: Asking) -> Report:
    cards = load_cards(asking.packs)
    found = read_terms(document, cards)
    elsewhere = [(paper, read_terms(paper, cards)) for paper in asking.papers]
    kind = _kind(document, asking)
    facts, used = _facts(document, asking, kind)
    law = load_law(asking.packs)
    applied = law.apply(facts)
    subjects = _subjects(found)
    roles = _roles(asking, facts)
    findings = _findings(applied, found, elsewhere, cards, facts, kind, subjects, roles)
    findings = _changing(findings, law, facts, lambda day: _facts(document, replace(asking, as_of=day), kind)[0])
    findings += proofread(document, own=asking.deal is not None and is_ours(document))
    if asking.playbook is not None:
        findings += outside_playbook(found.values, read_playbook(asking.playbook, load_library()))
    acceptances = (*(asking.deal.accepted if asking.deal else ()), *asking.acceptances)
    accepted = accept(findings, acceptances, asking.as_of)
    asks, ask_of = asks_of(accepted)
    accepted = tuple(replace(f, ask=ask_of.get(f.term)) if f.term in ask_of else f for f in accepted)
    return Report(
        document=_seen(document, found, kind, facts),
        as_of=asking.as_of,
        acting_for=asking.acting_for,
        facts=used,
        assumed=tuple(sorted(facts.assumed_no)),
        subjects=subjects,
        values=_values(found),
        findings=tuple(sorted(accepted, key=_order)),
        asks=asks,
        questions=_questions(accepted, applied),
        actions=_actions(applied),
        undecided=_undecided(document, accepted),
    )


def _kind(document: Document, asking: Asking) -> KindOfDocument:
    if asking.kind is not None:
        return kind_named(asking.kind)
    if asking.deal is not None:
        template = load_templates(asking.packs).get(asking.deal.agreement.template)
        told = kind_of(document)
        # A paper that names itself is what it says: beside a collaboration stands a confidentiality agreement too.
        if template is not None and (told.kind == OTHER or is_ours(document)):
            return KindOfDocument(template.kind, "the deal says so", frozenset(template.asks_about))
        return told
    return kind_of(document)


def is_ours(document: Document) -> bool:
    """Whether a document is a draft of ours: its paragraphs carry the keyed names that our writer gives them."""
    return any(OUR_MARK.match(name) for paragraph in document.paragraphs for name in paragraph.bookmarks)


def _facts(document: Document, asking: Asking, kind: KindOfDocument) -> tuple[Facts, tuple[FactUsed, ...]]:
    if asking.deal is not None:
        facts = facts_of_deal(asking.deal, asking.as_of, extra=asking.facts, packs=asking.packs)
        inferred: tuple[Inferred, ...] = ()
    else:
        inferred = () if asking.parties else inferred_parties(document)
        facts = facts_of_options(
            asking.parties,
            (*asking.facts, f"agreement:{kind.kind}"),
            asking.as_of,
            inferred=tuple((entry.tag, f"“{entry.quote}”") for entry in inferred),
        )
    # Pairs follow from the parties; a reader of the report wants what was said, not what it entails.
    shown = [row for row in facts.rows if row.kind not in ("pair", "actor")]
    return facts, tuple(FactUsed(row.tag, row.because, _source(row.source)) for row in shown)


def _source(source: str) -> str:
    return {"document": "inferred", "derived": "deal"}.get(source, source)


def _roles(asking: Asking, facts: Facts) -> tuple[str, ...]:
    """The roles of the party we act for, which is named by its id or, where only one sits there, by its country."""
    if asking.acting_for is None:
        return ()
    rows = facts.by_kind.get("party", ())
    named = [row for row in rows if asking.acting_for in (row.column("id"), row.places[0])]
    ids = [id for row in rows if (id := row.column("id"))]
    if not named:
        known = [*ids, *(row.places[0] for row in rows if row.places[0])]
        raise ContentError.of("--for", f"there is no party {asking.acting_for!r}", hint=near(asking.acting_for, known))
    if len(named) > 1:
        raise ContentError.of("--for", f"{asking.acting_for!r} is where several parties sit", hint=near("", ids))
    return tuple(named[0].columns.get("role") or ())


def _subjects(found: Found) -> dict[str, SubjectFound]:
    return {
        name: SubjectFound(
            "weak" if result.present == "weak" else "true" if result.present else "false",
            result.depth,
            result.evidence,
        )
        for name, result in sorted(found.subjects.items())
    }


def _findings(
    applied: Sequence[Applied],
    found: Found,
    elsewhere: Sequence[tuple[Document, Found]],
    cards: Cards,
    facts: Facts,
    kind: KindOfDocument,
    subjects: Mapping[str, SubjectFound],
    roles: Sequence[str],
) -> list[Finding]:
    """One finding a term, whoever asks for it: law that applies, then law that might."""
    asked: dict[str, list[Applied]] = {}
    for application in applied:
        for term in application.provision.asks:
            # What merely might apply is asked of papers that are about its subject: a confidentiality agreement is
            # not asked for everything that would be needed if it were about something else.
            wanted = application.provision.force in ALWAYS
            always = wanted and application.answer is Answer.YES
            if (always or kind.is_asked(term)) and (not wanted or kind.can_hold(term)):
                asked.setdefault(term, []).append(application)
    findings: list[Finding] = []
    for term, applications in sorted(asked.items()):
        card = cards.terms.get(term)
        if card is None:
            continue
        surely = [a for a in applications if a.answer is Answer.YES]
        perhaps = [a for a in applications if a.answer is Answer.OPEN]
        if not surely and not perhaps:
            continue
        result = found.terms[term]
        place = place_in(subjects, card.remedy.place.inside, card.remedy.place.after, card.remedy.place.before)
        remedy = remedy_for(term, roles, place)
        finding = _judged(term, card.asks, result, surely, perhaps, facts, remedy)
        findings.append(_met_elsewhere(finding, term, elsewhere))
    return findings


def _changing(findings: Sequence[Finding], law: Law, facts: Facts, facts_on: Callable[[date], Facts]) -> list[Finding]:
    """The findings, each that is not met with the next known day on which what asks for its term changes."""
    next_ = ahead(law, facts, facts_on, {finding.term for finding in findings if finding.verdict != "met"})
    return [
        replace(finding, changes_on=next_[finding.term].on, changes=next_[finding.term].because)
        if finding.term in next_
        else finding
        for finding in findings
    ]


def _judged(
    term: str,
    question: str,
    result: TermResult,
    surely: Sequence[Applied],
    perhaps: Sequence[Applied],
    facts: Facts,
    remedy: Remedy | None,
) -> Finding:
    verdict = result.verdict
    severity = severity_of(verdict, (_ground(a, facts) for a in surely))
    if_severity = severity_of(verdict, (_ground(a, facts) for a in (*surely, *perhaps)))
    standing = verdict in ("met", "not-assessed", "conflict")
    might_rise = (
        bool(perhaps) and not standing and if_severity is not None and (severity is None or if_severity > severity)
    )
    only_open = not surely and not standing
    shown = result.evidence
    conflicts = tuple((c.say, c.passage) for c in result.contradictions)
    defective = verdict in ("missing", "weak", "conflict")
    nearest = result.nearest if defective else ()
    return Finding(
        term=term,
        subject=term.partition("/")[0],
        verdict="needs-facts" if only_open else verdict,
        severity=None if only_open else severity,
        message=_message(question, result),
        question=question,
        lacks=tuple(result.lacks),
        where=shown[0] if shown else (nearest[0] if nearest else None),
        evidence=shown,
        nearest=nearest,
        set_aside=result.set_aside if defective else (),
        conflicts=conflicts,
        read_too=tuple(result.read_too) if not defective else (),
        asked_by=tuple(_asked_by(a) for a in (surely or perhaps)),
        if_asked=verdict if might_rise or only_open else None,
        if_severity=if_severity if might_rise or only_open else None,
        questions=tuple(dict.fromkeys(q.text for a in perhaps for q in a.questions)) if might_rise or only_open else (),
        remedy=remedy if defective else None,
    )


def _message(question: str, result: TermResult) -> str:
    """What the agreement does not say, never that it violates anything."""
    asked = question[:1].lower() + question[1:].rstrip("?")
    if result.verdict == "met":
        return "The agreement says so."
    if result.verdict == "weak":
        lacking = ", ".join(result.lacks)
        return f"The agreement touches this but leaves a piece out ({lacking}). Asked: {asked}?"
    if result.verdict == "conflict":
        return f"One clause undoes another. Asked: {asked}?"
    if result.verdict == "not-assessed":
        return f"The text is in a language for which no word list exists. Asked: {asked}?"
    return f"The agreement does not say this. Asked: {asked}?"


def _ground(application: Applied, facts: Facts) -> Ground:
    provision = application.provision
    return Ground(
        force=provision.force,
        grade=provision.seen.grade,
        inferred=any(match.source == "document" for match in application.matches),
        settled=application.settled,
        award_open=provision.force == "grant" and not _award_seen(facts),
    )


def _award_seen(facts: Facts) -> bool:
    funds = [row for row in facts.rows if row.kind == "fund"]
    return bool(funds) and all(row.columns.get("award-seen") == ("yes",) for row in funds)


def _asked_by(application: Applied) -> AskedBy:
    provision = application.provision
    return AskedBy(
        provision=provision.id,
        force=provision.force,
        cite=provision.cite,
        says=provision.says,
        grade=provision.seen.grade,
        matches=tuple(match.tag for match in application.matches),
        messages=tuple(dict.fromkeys(application.messages)),
        suspended=not application.settled,
    )


def _met_elsewhere(finding: Finding, term: str, elsewhere: Sequence[tuple[Document, Found]]) -> Finding:
    """A term that another paper of the deal holds is met there."""
    if finding.verdict not in ("missing", "weak", "needs-facts"):
        return finding
    for paper, found in elsewhere:
        result = found.terms[term]
        if result.verdict == "met":
            where = result.evidence[0]
            return replace(
                finding,
                verdict="met",
                severity=None,
                message=f"{Path(paper.path).name} says so.",
                where=where,
                evidence=result.evidence,
                lacks=(),
                nearest=(),
                if_asked=None,
                if_severity=None,
                questions=(),
                remedy=None,
            )
    return finding


def _questions(findings: Sequence[Finding], applied: Iterable[Applied]) -> tuple[OpenQuestion, ...]:
    """The open questions under verdicts that an answer would change, those that settle most first."""
    waiting = {finding.term for finding in findings if finding.if_asked is not None}
    settles: dict[str, tuple[Question, set[str]]] = {}
    for application in applied:
        terms = waiting.intersection(application.provision.asks)
        if application.answer is not Answer.OPEN or not terms:
            continue
        for question in application.questions:
            settles.setdefault(question.key, (question, set()))[1].update(terms)
    ranked = sorted(settles.values(), key=lambda entry: (-len(entry[1]), entry[0].text))
    return tuple(OpenQuestion(question.key, question.text, tuple(sorted(terms))) for question, terms in ranked)


def _actions(applied: Iterable[Applied]) -> tuple[ActionDue, ...]:
    """Acts of the provisions that apply, the same act asked for by several laws once."""
    due: dict[tuple[str, str, str], list[str]] = {}
    for application in applied:
        if application.answer is Answer.YES and application.settled:
            for action in application.provision.actions:
                due.setdefault((action.owner, action.when, action.do), []).append(application.provision.id)
    return tuple(ActionDue(do, owner, when, tuple(by)) for (owner, when, do), by in sorted(due.items()))


def _values(found: Found) -> tuple[ValueFound, ...]:
    return tuple(
        ValueFound(value.term, value.name, value.value, value.unit, value.provision, value.paragraph, value.quote)
        for value in found.values
    )


def _seen(document: Document, found: Found, kind: KindOfDocument, facts: Facts) -> DocumentSeen:
    return DocumentSeen(
        path=document.path,
        sha256=document.sha256,
        words=document.words,
        language=found.language,
        kind=kind.kind,
        kind_because=kind.because,
        parties=tuple(row.tag for row in facts.rows if row.kind == "party"),
        notices=tuple((notice.code, notice.message) for notice in document.notices),
    )


def _undecided(document: Document, findings: Sequence[Finding]) -> tuple[str, ...]:
    reasons: list[str] = []
    if any(finding.verdict == "not-assessed" for finding in findings):
        reasons.append("part of the text is in a language that is not assessed")
    if not any(paragraph.text.strip() for paragraph in document.paragraphs):
        reasons.append("the document holds no text that can be read")
    return tuple(reasons)


def _order(finding: Finding) -> tuple[int, int, str, int]:
    return (
        -(finding.severity or 0),
        -(finding.if_severity or 0),
        finding.term,
        -1 if finding.where is None else finding.where.paragraph,
    )
