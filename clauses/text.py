"""The strict part of Markdown in which clauses are written, read line by line into items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

STEP = 3  # spaces that one level is further in
LEVELS = 4

_ITEM = re.compile(r"^( *)1\. (.*)$")
_LABEL = re.compile(r"\s\^([a-z][a-z0-9-]*)\s*$")
_RUN_IN = re.compile(r"^\*\*([^*]+?[.:])\*\*\s*(.*)$", re.DOTALL)
_DEFINITION = re.compile(r"^\*\*([^*]+)\*\*\s+((?:means|includes|has the meaning)\b.*)$", re.DOTALL)
_RULE = re.compile(r"^\|[\s:|-]+\|$")


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered paragraph (or, at level 0, words without a number), with what stands under it."""

    text: str
    level: int = 1
    heading: str = ""
    label: str = ""
    conditions: tuple[str, ...] = ()
    children: tuple["Item", ...] = ()
    closing: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()  # a table
    line: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term, the words after it ("means …"), and its items."""

    term: str
    text: str
    children: tuple[Item, ...] = ()
    closing: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    line: int = 0


class TextError(ValueError):
    """Something the strict form does not allow; `line` counts from 1 within the text."""

    def __init__(self, line: int, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.line, self.problem, self.hint = line, problem, hint


@dataclass
class _Node:
    """An item while it is being read."""

    level: int
    line: int
    lines: list[str] = field(default_factory=list)
    conditions: tuple[str, ...] = ()
    children: list["_Node"] = field(default_factory=list)
    closing: list[list[str]] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    definition: bool = False


def parse_items(text: str) -> tuple[Item, ...]:
    """The items of a section. Raises TextError at the first line that the form does not allow."""
    return tuple(_item(node) for node in _nodes(text, definitions=False))


def parse_definitions(text: str) -> tuple[Definition, ...]:
    """The definitions of a section. Raises TextError."""
    found = []
    for node in _nodes(text, definitions=True):
        match = _DEFINITION.match(" ".join(node.lines))
        if match is None:
            raise TextError(node.line, "a definition begins with **Term** means", "write **Term** means …")
        closing = tuple(" ".join(lines) for lines in node.closing)
        found.append(
            Definition(
                match[1], match[2], tuple(_item(child) for child in node.children), closing, node.conditions, node.line
            )
        )
    return tuple(found)


def _nodes(text: str, *, definitions: bool) -> list[_Node]:
    roots: list[_Node] = []
    open_: list[_Node] = []  # the path of items the next line may belong to
    conditions: list[str] = []
    after_blank = True
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            after_blank = True
            continue
        bare = line.strip()
        if bare.startswith(">"):
            continue
        if bare.startswith("? "):
            conditions.append(bare[2:].strip())
            continue
        if bare.startswith("|"):
            _add_row(bare, number, roots, open_, tuple(conditions))
            conditions = []
            after_blank = False
            continue
        indent = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line)
        if item:
            if indent % STEP or indent // STEP >= LEVELS:
                raise TextError(number, f"an item stands {indent} spaces in", "items stand 0, 3, 6 or 9 spaces in")
            level = indent // STEP + 1
            node = _Node(level, number, [item[2].strip()], tuple(conditions))
            conditions = []
            holder = _holder(level, open_, number, definitions)
            (roots if holder is None else holder.children).append(node)
            open_ = [*[n for n in open_ if n.level < level], node]
            after_blank = False
            continue
        if re.match(r"^\s*(\d+[.)]|[-*+]|#)\s", line):
            raise TextError(
                number, f"{bare[:30]!r} is not in the form", 'an item is written "1. text", whatever its number'
            )
        if indent % STEP:
            raise TextError(number, f"text stands {indent} spaces in", "text stands 0, 3, 6, 9 or 12 spaces in")
        depth = indent // STEP
        owner = next((n for n in reversed(open_) if n.level == depth), None)
        if depth == 0 and (after_blank or not open_ or open_[-1].level != 0):
            node = _Node(0, number, [bare], tuple(conditions), definition=definitions)
            conditions = []
            roots.append(node)
            open_ = [node]
        elif owner is None:
            raise TextError(
                number, "this line belongs to no item", "text of an item stands three spaces further in than its number"
            )
        elif after_blank and depth > 0:
            owner.closing.append([bare])
            open_ = [n for n in open_ if n.level <= depth]
        elif (owner.closing and owner is open_[-1] and not owner.children) or (owner.closing and owner is open_[-1]):
            owner.closing[-1].append(bare)
        else:
            open_[-1].lines.append(bare)
        after_blank = False
    if conditions:
        raise TextError(len(text.split("\n")), f"the condition {conditions[-1]!r} is followed by no item")
    return roots


def _holder(level: int, open_: list[_Node], number: int, definitions: bool) -> _Node | None:
    if definitions and open_ and open_[0].definition:
        parents = [n for n in open_ if n.level == level - 1]
        if not parents:
            raise TextError(number, "an item is deeper than the one before it allows", "go in three spaces at a time")
        return parents[-1]
    if level == 1:
        return None
    parents = [n for n in open_ if n.level == level - 1]
    if not parents:
        raise TextError(number, "an item is deeper than the one before it allows", "go in three spaces at a time")
    return parents[-1]


def _add_row(bare: str, number: int, roots: list[_Node], open_: list[_Node], conditions: tuple[str, ...]) -> None:
    if not bare.endswith("|"):
        raise TextError(number, "a table row ends with |")
    if _RULE.match(bare):
        return
    cells = tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", bare[1:-1]))
    holder = open_[-1] if open_ else None
    if holder is None:
        holder = _Node(0, number, [], conditions)
        roots.append(holder)
        open_.append(holder)
    if holder.rows and len(holder.rows[0]) != len(cells):
        raise TextError(number, f"a row has {len(cells)} cells, the header {len(holder.rows[0])}")
    holder.rows.append(cells)


def _item(node: _Node) -> Item:
    text = " ".join(node.lines)
    label = ""
    match = _LABEL.search(text)
    if match:
        label, text = match[1], text[: match.start()]
    heading = ""
    run_in = _RUN_IN.match(text)
    if run_in:
        heading, text = run_in[1], run_in[2]
    if "**" in text:
        raise TextError(node.line, "bold stands only in run-in headings and definitions", "take out the **")
    return Item(
        text=text.strip(),
        level=node.level,
        heading=heading,
        label=label,
        conditions=node.conditions,
        children=tuple(_item(child) for child in node.children),
        closing=tuple(" ".join(lines) for lines in node.closing),
        rows=tuple(node.rows),
        line=node.line,
    )


def labels(items: tuple[Item, ...]) -> Iterator[str]:
    """Every label of the items, outermost first."""
    for item in items:
        if item.label:
            yield item.label
        yield from labels(item.children)


def punctuated(items: tuple[Item, ...], *, ends: str = ".") -> tuple[Item, ...]:
    """The items with the end punctuation of lists set, and lists of one folded into their lead-in.

    Under a lead-in that ends in a colon the items carry none in the source; one that ends in "; or" makes the
    list alternative.
    """
    return tuple(_punctuated(item, ends) for item in items)


def _punctuated(item: Item, ends: str) -> Item:
    if not item.children or not item.text.endswith(":"):
        return replace(item, children=punctuated(item.children))
    if len(item.children) == 1 and not item.children[0].rows:
        only = item.children[0]
        bare = _bare(only.text)
        joined = f"{item.text[:-1]} {bare}"
        if only.children:
            return _punctuated(
                replace(item, text=joined, children=only.children, closing=(*only.closing, *item.closing)), ends
            )
        if item.closing and not item.closing[0][:1].isupper():
            return replace(item, text=f"{joined} {item.closing[0]}", children=(), closing=item.closing[1:])
        return replace(item, text=f"{joined}{ends}", children=())
    joiner = "or" if any(re.search(r"; or$", child.text) for child in item.children) else "and"
    continued = bool(item.closing) and not item.closing[0][:1].isupper()
    children = []
    for place, child in enumerate(item.children):
        last = place == len(item.children) - 1
        end = ("," if continued else ends) if last else f"; {joiner}" if place == len(item.children) - 2 else ";"
        bare = _bare(child.text)
        if child.children and bare.endswith(":"):
            inner = _punctuated(replace(child, text=bare), end)
            if inner.children and inner.text.endswith(":"):
                children.append(inner)
            else:
                # Its own list was folded into it: the item ends like its neighbours.
                children.append(
                    replace(inner, text=inner.text if inner.text.endswith(end) else f"{_bare(inner.text)}{end}")
                )
        else:
            children.append(replace(child, text=f"{bare}{end}", children=punctuated(child.children)))
    return replace(item, children=tuple(children))


def _bare(text: str) -> str:
    return re.sub(r"\s*(; or|; and|[;,.])$", "", text)
