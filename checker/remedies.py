"""Remedies: which clause of the library supplies a term, for whom, and where it would go in this document."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from checker.findings import Ask, Finding, Remedy, Severity, SubjectFound
from clauses.library import load_library

NEUTRAL = "all"


@cache
def suppliers() -> Mapping[str, tuple[tuple[str, str, tuple[str, ...]], ...]]:
    """For each term the (page, position, roles served) that supply it, the default position of a page first."""
    found: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for id, page in sorted(load_library().pages.items()):
        ordered = sorted(page.positions.items(), key=lambda entry: entry[0] != page.card.default)
        for name, position in ordered:
            for term in dict.fromkeys((*page.card.supplies, *position.card.supplies)):
                found.setdefault(term, []).append((id, name, tuple(position.card.serves)))
    return {term: tuple(entries) for term, entries in found.items()}


def remedy_for(term: str, roles: Iterable[str], place: str) -> Remedy | None:
    """The clause to put in: for the roles we act in where a position serves them, else one that serves all.

    Without a role nothing is proposed that only one side wants.
    """
    wanted = set(roles)
    # Several pages may say a thing in passing: the one whose family is about the term's subject is the one to put in.
    about = term.partition("/")[0]
    offers = sorted(suppliers().get(term, ()), key=lambda offer: not about.startswith(offer[0].partition("/")[0]))
    for roles_sought in (wanted, {NEUTRAL}):
        for page, position, served in offers:
            if roles_sought & set(served):
                return Remedy(page, position, place, served)
    return None


def place_in(
    subjects: Mapping[str, SubjectFound], inside: Sequence[str], after: Sequence[str], before: Sequence[str]
) -> str:
    """Where a clause would go, in the document's own numbers: inside a subject's clause, else after or before one."""
    for names, said in ((inside, "inside"), (after, "after"), (before, "before")):
        for name in names:
            found = subjects.get(name)
            if found is None or found.present == "false" or not found.evidence:
                continue
            numbered = [passage for passage in found.evidence if passage.provision]
            if not numbered:
                continue
            # The last passage of a subject closes its clause: what is added comes behind it.
            return f"before {numbered[0].provision}" if said == "before" else f"after {numbered[-1].provision}"
    return "as a new clause before the final provisions"


def asks_of(findings: Sequence[Finding]) -> tuple[tuple[Ask, ...], Mapping[str, str]]:
    """Findings above note grouped by the clause that closes them, and the ask of each term."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if (
            finding.remedy is None
            or finding.severity is None
            or finding.severity < Severity.WARNING
            or finding.accepted
        ):
            continue
        groups.setdefault((finding.remedy.clause, finding.remedy.position), []).append(finding)
    asks: list[Ask] = []
    ask_of: dict[str, str] = {}
    heaviest = sorted(
        groups.values(), key=lambda group: (-max(f.severity or 0 for f in group), -len(group), group[0].term)
    )
    for number, group in enumerate(heaviest, start=1):
        remedy = group[0].remedy
        assert remedy is not None
        asks.append(
            Ask(f"a{number}", remedy, tuple(f.term for f in group), max(f.severity for f in group if f.severity))
        )
        ask_of.update((finding.term, f"a{number}") for finding in group)
    return tuple(asks), ask_of
