"""Parts of an agreement while values still stand as marks in their text, and how they are finished."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from agreements.agreement import Blank, Block, Contents, Grid, Inline, PageBreak, Part, SignatureBlock, Words
from agreements.numbering import Targets
from clauses.errors import ContentError, Mistake, near
from clauses.language import Entry, Joined, Marks, Typed, Unknown, Wanted


@dataclass(frozen=True, slots=True)
class Raw:
    """A block whose text still holds marks. `foreign` text is negotiated: no spelling of ours touches it."""

    block: Block
    text: str
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class RawGrid:
    """A table whose cells still hold marks."""

    grid: Grid
    rows: tuple[tuple[str, ...], ...]
    foreign: bool = False


Draft = Raw | RawGrid | SignatureBlock | Contents | PageBreak


def texts_of(draft: Draft) -> tuple[str, ...]:
    """The texts with marks in them: neither headings nor what was put in as it is."""
    if isinstance(draft, Raw):
        return (draft.text,)
    return tuple(cell for row in draft.rows for cell in row) if isinstance(draft, RawGrid) else ()


def values_in(texts: Iterable[str], marks: Marks) -> Iterator[Any]:
    """The values behind the marks of some texts, those inside others too."""
    waiting = [value for text in texts for value in marks.split(text) if not isinstance(value, str)]
    while waiting:
        value = waiting.pop(0)
        yield value
        if isinstance(value, Joined):
            waiting = [*(part for part in value.parts if not isinstance(part, str)), *waiting]


def check_references(drafts: Iterable[Draft], marks: Marks, targets: Targets, negotiated: str) -> None:
    """Raises ContentError with every reference that leads nowhere.

    `negotiated` names negotiated wording in messages, with "{}" for its page: what leads nowhere in clauses of ours was
    either meant by negotiated wording or was taken away by it.
    """
    mistakes: list[Mistake] = []
    for draft in drafts:
        if not isinstance(draft, (Raw, RawGrid)):
            continue
        page = draft.block.page if isinstance(draft, Raw) else draft.grid.page
        for value in values_in(texts_of(draft), marks):
            for target in value.targets if isinstance(value, Wanted) else ():
                if target in targets.places:
                    continue
                if draft.foreign:
                    hint = near(target, (name for name in targets.places if ":" not in name))
                    mistakes.append(
                        Mistake(negotiated.format(page), f"{target!r} is no place in this agreement", None, hint)
                    )
                    continue
                lacking, _, label = target.partition("#")
                problem = f"the label ^{label} is lacking, to which {page} refers"
                mistakes.append(
                    Mistake(negotiated.format(lacking), problem, None, f"end the provision it means with ^{label}")
                )
    if mistakes:
        raise ContentError(dict.fromkeys(mistakes))


class Finishing:
    """Turns marks into inlines, once every number is known. `spelt` puts words of ours in the agreement's spelling."""

    def __init__(self, marks: Marks, targets: Targets, spelt: Callable[[str], str]) -> None:
        self._marks, self._targets, self._spelt = marks, targets, spelt

    def part(self, draft: Draft) -> Part:
        """A part as it is printed."""
        if isinstance(draft, Raw):
            text = tuple(map(self._own, draft.block.text)) or self.inlines(draft.text, foreign=draft.foreign)
            heading = draft.block.heading if draft.foreign else self._spelt(draft.block.heading)
            return replace(draft.block, text=text, heading=heading)
        if isinstance(draft, RawGrid):
            given = tuple(tuple(tuple(map(self._own, cell)) for cell in row) for row in draft.grid.rows)
            made = tuple(tuple(self.inlines(cell, foreign=draft.foreign) for cell in row) for row in draft.rows)
            caption = self._spelt(draft.grid.caption)
            return replace(draft.grid, caption=caption, rows=given or made)
        return draft

    def inlines(self, text: str, *, foreign: bool = False) -> tuple[Inline, ...]:
        """A text with marks as inlines, neighbouring words of one kind joined."""
        said: list[Inline] = []
        for piece in self._marks.split(text):
            made = (Words(piece, typed=True),) if foreign and isinstance(piece, str) else self._expanded(piece)
            for inline in made:
                _append(said, inline)
        return tuple(said)

    def _own(self, inline: Inline) -> Inline:
        if isinstance(inline, Words) and not inline.typed:
            return replace(inline, text=self._spelt(inline.text))
        return inline

    def _expanded(self, piece: Any) -> tuple[Inline, ...]:
        if isinstance(piece, str):
            return (Words(self._spelt(piece)),)
        if isinstance(piece, Typed):
            return (Words(piece.text, typed=True),)
        if isinstance(piece, Unknown):
            return (Blank(piece.asks, piece.key),)
        if isinstance(piece, Entry):
            return (Words(self._spelt(piece.name)),)
        if isinstance(piece, Joined):
            return tuple(inline for part in piece.parts for inline in self._expanded(part))
        if isinstance(piece, Wanted):
            return (Words(self._spelt(piece.lead)), *self._targets.printed(piece.targets), Words(piece.tail))
        raise TypeError(f"no inline for {type(piece).__name__}")


def _append(said: list[Inline], inline: Inline) -> None:
    last = said[-1] if said else None
    if isinstance(inline, Words) and isinstance(last, Words):
        if last.typed and not inline.typed and last.text.endswith((".", "?", "!")) and inline.text.startswith("."):
            # "Example Ltd." at the end of a sentence has its full stop already.
            inline = replace(inline, text=inline.text[1:])
        if (last.bold, last.typed) == (inline.bold, inline.typed):
            said[-1] = replace(last, text=last.text + inline.text)
            return
    if not (isinstance(inline, Words) and not inline.text):
        said.append(inline)
