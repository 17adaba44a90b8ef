"""Figures of a document against the office's playbook: what lies outside its range, and who may approve that."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from agreements.playbook import Playbook, ValuePreference
from checker.findings import Finding, Passage, Severity
from checker.values import FoundValue

# Durations are compared in days; a month and a year are as long as people reckon them in contracts.
_DAYS = {"hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7), "month": Decimal(30), "year": Decimal(365)}


def outside_playbook(values: Sequence[FoundValue], playbook: Playbook) -> Iterator[Finding]:
    """A warning for each figure outside the range the playbook gives it.

    The playbook's figures are in the unit the document uses, or in days where both are durations: a key
    `publication-review/no-veto/review` with `at_most = 60` is read against "60 days" and "two months" alike.
    """
    for value in values:
        wanted = playbook.values.get(f"{value.term}/{value.name}")
        if wanted is None or not isinstance(value.value, Decimal):
            continue
        number = value.value * _DAYS.get(value.unit, Decimal(1))
        beyond = _beyond(wanted, number)
        if beyond is None:
            continue
        approval = f" {wanted.beyond} approves more." if wanted.beyond else ""
        name = value.name.replace("-", " ")
        said = f"{value.value} {value.unit}".strip() + ("" if value.value == 1 or value.unit not in _DAYS else "s")
        yield Finding(
            term=value.term,
            subject=value.term.partition("/")[0],
            verdict="weak",
            severity=Severity.WARNING,
            message=f"The {name} is {said}; the playbook of {playbook.for_} says {beyond}.{approval}",
            question=f"Is the {name} within the playbook?",
            lacks=("a figure within the playbook",),
            where=Passage(value.provision, value.paragraph, value.quote),
        )


def _beyond(wanted: ValuePreference, number: Decimal) -> str | None:
    if wanted.at_most is not None and number > wanted.at_most:
        return f"at most {wanted.at_most}"
    if wanted.at_least is not None and number < wanted.at_least:
        return f"at least {wanted.at_least}"
    return None
