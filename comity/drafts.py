"""Drafts: from a deal file to an agreement in a file, and what the drafter is told about it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from agreements.compose import Composition, Due, compose
from agreements.deals import read_deal
from agreements.side_file import key_of, record, refuse_unwritable, side_file_of
from agreements.writing import check_suffix, refuse_overwriting, write_agreement
from clauses.errors import ContentError, near
from templates.house_styles import house_style_names

NEUTRAL = "all"
BUDGET = 0.25  # the share of operative words that compliance text should keep under


def draft(
    deal_file: Path,
    out: Path,
    *,
    as_of: date,
    house_style: str | None = None,
    internal: bool = False,
    pages: bool = False,
    force: bool = False,
) -> Composition:
    """Drafts the deal in a file into `out`, whose suffix decides the format, and keeps the side file beside the deal.

    Raises ContentError, with nothing written, for what is wrong in the deal or the options.
    """
    check_suffix(out)
    if out.resolve() in (deal_file.resolve(), side_file_of(deal_file).resolve()):
        raise ContentError.of(str(out), "a draft is not written over its own deal", hint="choose another name")
    refuse_overwriting(out, force)
    deal = read_deal(deal_file)
    if house_style is not None:
        if house_style not in house_style_names():
            problem = f"there is no house style {house_style!r}"
            raise ContentError.of("--house-style", problem, hint=near(house_style, house_style_names()))
        agreement = deal.agreement.model_copy(update={"house_style": house_style})
        deal = deal.model_copy(update={"agreement": agreement})
    refuse_unwritable(deal_file)
    own_key = deal.key is not None
    composition = compose(
        deal,
        as_of=as_of,
        base=deal_file.parent,
        shown=deal_file.name,
        key=None if own_key else key_of(deal_file),
    )
    write_agreement(composition.agreement, out, force=force, internal=internal, pages=pages)
    record(deal_file, composition.agreement, out, keep_key=not own_key, internal=internal)
    return composition


def summary(composition: Composition) -> Iterator[str]:
    """What a drafter must know about a draft, line by line: what is blank, open, to be done, assumed, ours."""
    blanks = [f"{blank.asks} ({place_as_written(blank.key)})" for blank in composition.agreement.blanks]
    yield from _listed("blank", "blanks", blanks)
    yield from _listed("question", "questions", [question.text for question in composition.questions])
    yield from _listed("action", "actions", list(_actions(composition.actions)))
    if composition.assumed:
        yield f"assumed absent: {', '.join(composition.assumed)}"
    one_sided = [
        f"{choice.page.id}/{choice.position} (serves {', '.join(choice.page.positions[choice.position].card.serves)})"
        for choice in composition.choices
        if NEUTRAL not in choice.page.positions[choice.position].card.serves
    ]
    yield from _listed("one-sided position", "one-sided positions", one_sided)
    if composition.offered:
        yield f"offered, not drafted: {', '.join(composition.offered)}"
    budget = composition.budget
    held = "within" if budget.share <= BUDGET else "over"
    yield (
        f"length: {budget.operative} operative words, {budget.compliance} of them on compliance "
        f"({budget.share:.0%}, {held} the {BUDGET:.0%} we allow)"
    )


def place_as_written(key: str) -> str:
    """The place of a blank in the deal as people count it: the first entry of a list is 1."""
    return ".".join(str(int(step) + 1) if step.isdigit() else step for step in key.split("."))


def _listed(one: str, many: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        yield f"{len(entries)} {one if len(entries) == 1 else many}:"
        yield from (f"  - {entry}" for entry in entries)


def _actions(due: Iterable[Due]) -> Iterator[str]:
    for action in due:
        yield f"{action.owner}, {action.when.replace('-', ' ')}: {action.do} [{', '.join(action.asked_by)}]"
