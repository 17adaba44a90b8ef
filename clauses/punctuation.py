"""Sets the end punctuation of lists once it is known which items there are."""

import re
from dataclasses import replace

from clauses.text import Item

DEFINITIONS = "definitions"  # the label of the item that the definitions come to stand under
NONE = "none"  # what a list of nothing says


def punctuated(items: tuple[Item, ...], *, ends: str = ".") -> tuple[Item, ...]:
    """The items with the end punctuation of lists set, lists of one folded into their lead-in, lists of none said so.

    Under a lead-in that ends in a colon the items carry none in the source; one that ends in "; or" makes the
    list alternative.
    """
    return tuple(_punctuated(item, ends) for item in items)


def _punctuated(item: Item, ends: str) -> Item:
    if len(item.rows) == 1:
        # A header alone would read as a table that somebody forgot to fill in.
        item = replace(item, rows=(*item.rows, (NONE.capitalize(), *("" for _ in item.rows[0][1:]))))
    if not item.text.endswith(":") or item.rows or item.label == DEFINITIONS:
        return replace(item, children=punctuated(item.children)) if item.children else item
    if not item.children:
        return replace(item, text=f"{item.text} {NONE}{ends}")
    if len(item.children) == 1 and not (item.children[0].rows or item.children[0].heading):
        return _folded(item, item.children[0], ends)
    joiner = "or" if any(re.search(r"; or$", child.text) for child in item.children) else "and"
    continued = bool(item.closing) and not item.closing[0][:1].isupper()
    children = []
    for place, child in enumerate(item.children):
        last = place == len(item.children) - 1
        end = ("," if continued else ends) if last else f"; {joiner}" if place == len(item.children) - 2 else ";"
        children.append(_ended(child, end))
    return replace(item, children=tuple(children))


def _folded(item: Item, only: Item, ends: str) -> Item:
    """A list of one as part of its lead-in; references to either lead to what is left."""
    label, *others = [name for name in (item.label, only.label) if name] or [""]
    aliases = (*item.aliases, *only.aliases, *others)
    joined = replace(item, text=f"{item.text[:-1]} {_bare(only.text)}", label=label, aliases=aliases)
    closing = (*only.closing, *item.closing)
    if only.children:
        return _punctuated(replace(joined, children=only.children, closing=closing), ends)
    if closing and not closing[0][:1].isupper():
        return replace(joined, text=f"{joined.text} {closing[0]}", children=(), closing=closing[1:])
    return replace(joined, text=f"{joined.text}{ends}", children=(), closing=closing)


def _ended(child: Item, end: str) -> Item:
    """An item of a list with the punctuation of its place; one with a list of its own ends where that ends."""
    bare = _bare(child.text)
    if not child.children or not bare.endswith(":"):
        return replace(child, text=f"{bare}{end}", children=punctuated(child.children))
    inner = _punctuated(replace(child, text=bare), end)
    if inner.children and inner.text.endswith(":"):
        return inner
    # Its own list was folded into it: the item ends like its neighbours.
    return replace(inner, text=inner.text if inner.text.endswith(end) else f"{_bare(inner.text)}{end}")


def _bare(text: str) -> str:
    return re.sub(r"\s*(; or|; and|[;,.])$", "", text)
