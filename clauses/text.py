"""The strict part of Markdown in which clauses are written, read line by line into items."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

STEP = 3  # spaces that one level is further in
LEVELS = 4

_ITEM = re.compile(r"^( *)1\. (.*)$")
LABEL = re.compile(r"\s\^([a-z][a-z0-9-]*)\s*$")
_RUN_IN = re.compile(r"^\*\*([^*]+?[.:])\*\*\s*(.*)$", re.DOTALL)
_DEFINITION = re.compile(r"^\*\*([^*]+)\*\*\s+((?:means|includes|has the meaning)\b.*)$", re.DOTALL)
_RULE = re.compile(r"^\|[\s:|-]+\|$")
_OTHER_MARKDOWN = re.compile(r"^\s*(\d+[.)]\s|[-*+]\s|#+\s|1\.[A-Z*]|```)")
_STRAY_LABEL = re.compile(r"\s\^[a-z][a-z0-9-]*(?=\s)")


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
    aliases: tuple[str, ...] = ()  # labels of items that were folded into this one


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


@lru_cache(maxsize=2048)
def parse_items(text: str) -> tuple[Item, ...]:
    """The items of a section. Raises TextError at the first line that the form does not allow."""
    return tuple(_item(node) for node in _nodes(text, definitions=False))


@lru_cache(maxsize=2048)
def parse_definitions(text: str) -> tuple[Definition, ...]:
    """The definitions of a section. Raises TextError."""
    found = []
    for node in _nodes(text, definitions=True):
        match = _DEFINITION.match(" ".join(node.lines))
        if match is None:
            raise TextError(node.line, "a definition begins with **Term** means", "write **Term** means …")
        if "**" in match[2]:
            raise TextError(node.line, "bold stands only in run-in headings and definitions", "take out the **")
        children = tuple(_item(child) for child in node.children)
        found.append(Definition(match[1], match[2], children, _closing(node), node.conditions, node.line))
    return tuple(found)


def _nodes(text: str, *, definitions: bool) -> list[_Node]:
    reading = _Reading(definitions)
    for number, line in enumerate(text.split("\n"), start=1):
        reading.take(number, line)
    if reading.conditions:
        raise TextError(number, f"the condition {reading.conditions[-1]!r} is followed by no item")
    return reading.roots


@dataclass
class _Reading:
    """Where a section stands while its lines are read."""

    definitions: bool
    roots: list[_Node] = field(default_factory=list)
    path: list[_Node] = field(default_factory=list)  # the items that the next line may belong to
    conditions: tuple[str, ...] = ()
    after_blank: bool = True

    def take(self, number: int, line: str) -> None:
        """Reads one line. Raises TextError where the form does not allow it."""
        bare = line.strip()
        if not bare:
            self.after_blank = True
            return
        if bare.startswith(">"):
            return
        if bare.startswith("?"):
            if not bare.startswith("? "):
                raise TextError(number, f"{bare[:30]!r} is not in the form", 'a condition is written "? pattern"')
            self.conditions = (*self.conditions, bare[2:].strip())
            return
        if bare.startswith("|"):
            self._row(bare, number)
        elif item := _ITEM.match(line):
            self._numbered(item[2].strip(), len(item[1]), number)
        elif _OTHER_MARKDOWN.match(line):
            raise TextError(
                number, f"{bare[:30]!r} is not in the form", 'an item is written "1. text", whatever its number'
            )
        else:
            self._words(bare, len(line) - len(line.lstrip(" ")), number)
        self.after_blank = False

    def _conditions_taken(self) -> tuple[str, ...]:
        taken, self.conditions = self.conditions, ()
        return taken

    def _no_conditions(self, number: int) -> None:
        if self.conditions:
            raise TextError(
                number, f"the condition {self.conditions[-1]!r} is followed by no item", "put it before an item"
            )

    def _numbered(self, text: str, indent: int, number: int) -> None:
        if indent % STEP or indent // STEP >= LEVELS:
            raise TextError(number, f"an item stands {indent} spaces in", "items stand 0, 3, 6 or 9 spaces in")
        level = indent // STEP + 1
        node = _Node(level, number, [text], self._conditions_taken())
        holder = self._holder(level, number)
        if holder is not None and holder.closing:
            raise TextError(number, "an item stands after the closing words of its list", "closing words come last")
        (self.roots if holder is None else holder.children).append(node)
        self.path = [*(n for n in self.path if n.level < level), node]

    def _holder(self, level: int, number: int) -> _Node | None:
        in_definition = self.definitions and bool(self.path)
        if level == 1 and not in_definition:
            return None
        parents = [n for n in self.path if n.level == level - 1]
        if not parents:
            raise TextError(number, "an item is deeper than the one before it allows", "go in three spaces at a time")
        return parents[-1]

    def _words(self, bare: str, indent: int, number: int) -> None:
        if indent % STEP:
            raise TextError(number, f"text stands {indent} spaces in", "text stands 0, 3, 6, 9 or 12 spaces in")
        depth = indent // STEP
        last = self.path[-1] if self.path else None
        owner = next((n for n in reversed(self.path) if n.level == depth), None)
        if depth == 0 and (self.after_blank or last is None):
            holder = self.roots[-1] if self.roots else None
            if self.definitions and not bare.startswith("**") and holder is not None and holder.children:
                self._no_conditions(number)
                holder.closing.append([bare])
                self.path = [holder]
                return
            node = _Node(0, number, [bare], self._conditions_taken())
            self.roots.append(node)
            self.path = [node]
            return
        self._no_conditions(number)
        if owner is None or last is None or (not self.after_blank and owner is not last):
            raise TextError(
                number, "this line belongs to no item", "text of an item stands three spaces further in than its number"
            )
        if self.after_blank:
            owner.closing.append([bare])
            self.path = [n for n in self.path if n.level <= depth]
        elif owner.closing:
            owner.closing[-1].append(bare)
        else:
            owner.lines.append(bare)

    def _row(self, bare: str, number: int) -> None:
        if not bare.endswith("|") or len(bare) == 1:
            raise TextError(number, "a table row ends with |")
        if _RULE.match(bare):
            return
        cells = tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", bare[1:-1]))
        holder = self.path[-1] if self.path else None
        if holder is None:
            holder = _Node(0, number, [], self._conditions_taken())
            self.roots.append(holder)
            self.path.append(holder)
        self._no_conditions(number)
        if holder.rows and len(holder.rows[0]) != len(cells):
            raise TextError(number, f"a row has {len(cells)} cells, the header {len(holder.rows[0])}")
        if any("**" in cell for cell in cells):
            raise TextError(number, "bold stands only in run-in headings and definitions", "take out the **")
        holder.rows.append(tuple(cell.replace("\\|", "|") for cell in cells))


def _item(node: _Node) -> Item:
    text = " ".join(node.lines)
    label = ""
    match = LABEL.search(text)
    if match:
        label, text = match[1], text[: match.start()]
    if _STRAY_LABEL.search(f"{text} "):
        raise TextError(node.line, "a label stands at the end of its item", "move it behind the last word")
    heading = ""
    run_in = _RUN_IN.match(text)
    if run_in:
        heading, text = run_in[1], run_in[2]
    closing = _closing(node)
    if any("**" in words for words in (text, *closing)):
        raise TextError(node.line, "bold stands only in run-in headings and definitions", "take out the **")
    return Item(
        text=text.strip(),
        level=node.level,
        heading=heading,
        label=label,
        conditions=node.conditions,
        children=tuple(_item(child) for child in node.children),
        closing=closing,
        rows=tuple(node.rows),
        line=node.line,
    )


def _closing(node: _Node) -> tuple[str, ...]:
    return tuple(" ".join(lines) for lines in node.closing)


def labels(items: tuple[Item, ...]) -> Iterator[str]:
    """Every label of the items, outermost first."""
    for item in items:
        if item.label:
            yield item.label
        yield from item.aliases
        yield from labels(item.children)
