"""The wording language: Jinja, sandboxed, printing values as opaque marks that no Markdown can read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from clauses.errors import near

OPEN, CLOSE = "\ue000", "\ue001"  # private characters: no name can hold them, they are taken out of what people type
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")

# What wording may be made of: prints and loops. Conditions are patterns, written on `?` lines.
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Filter, nodes.Call, nodes.Const, nodes.For,
    nodes.Keyword,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Typed:
    """Text a person typed, or that was made from what a person typed: printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact not yet given: printed as a blank that says what is asked."""

    asks: str
    key: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reference to be resolved once everything is numbered; `lead` and `tail` are printed only where it resolves."""

    targets: tuple[str, ...]
    lead: str = ""
    tail: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Several values printed as one."""

    parts: tuple[Any, ...]


class WordingError(ValueError):
    """Wording that cannot be printed; `line` counts from 1 within the text."""

    def __init__(self, line: int, problem: str, hint: str = "") -> None:
        super().__init__(problem)
        self.line, self.problem, self.hint = line, problem, hint


@dataclass
class Marks:
    """The values printed so far, each under its number."""

    values: list[Any] = field(default_factory=list)

    def put(self, value: Any) -> str:
        """The opaque mark that stands for a value."""
        self.values.append(value)
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"

    def split(self, text: str) -> Iterator[Any]:
        """The text as plain strings and values, in order."""
        at = 0
        for match in _MARK.finditer(text):
            if match.start() > at:
                yield text[at : match.start()]
            yield self.values[int(match[1])]
            at = match.end()
        if at < len(text):
            yield text[at:]


@pass_context
def _as_mark(context: Context, value: Any) -> Any:
    """Every printed value becomes a mark; passing the context keeps Jinja from printing constants beforehand."""
    marks = context["_marks"]
    assert isinstance(marks, Marks)
    if value is None or isinstance(value, (StrictUndefined)):
        return str(value)
    if isinstance(value, (Typed, Unknown, Wanted, Joined)):
        return marks.put(value)
    if isinstance(value, (str, int, Decimal)):
        return marks.put(Typed(clean(str(value))))
    raise WordingError(0, f"a {type(value).__name__} cannot be printed", "print one of its names")


def clean(text: str) -> str:
    """What a person typed, without the characters that only the program may write."""
    return text.replace(OPEN, "").replace(CLOSE, "")


def _environment(filters: Iterable[tuple[str, Callable[..., Any]]]) -> SandboxedEnvironment:
    made = SandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
        finalize=_as_mark,
    )
    made.filters.clear()
    made.globals.clear()
    made.filters.update(filters)
    return made


class Language:
    """The environment with the filters of a room above; templates are compiled once a text."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        self._environment = _environment(filters.items())
        self._filters = tuple(filters)
        self._compiled = lru_cache(maxsize=1024)(self._compile)

    def check(self, text: str) -> None:
        """Raises WordingError where the text uses more than prints, loops and known filters."""
        try:
            tree = self._environment.parse(text)
        except TemplateSyntaxError as error:
            raise WordingError(error.lineno, f"not in the wording language: {error.message}") from None
        for node in _walk(tree):
            if not isinstance(node, _ALLOWED):
                hint = (
                    "conditions stand on lines that begin with ?"
                    if isinstance(node, (nodes.If, nodes.CondExpr))
                    else ""
                )
                raise WordingError(
                    node.lineno, f"wording prints and loops, it has no {type(node).__name__.lower()}", hint
                )
            if isinstance(node, nodes.For) and (node.test is not None or node.else_ or node.recursive):
                raise WordingError(node.lineno, "a loop has no condition", "filter with who(…)")
            if isinstance(node, nodes.Filter) and node.name not in self._filters:
                raise WordingError(node.lineno, f"there is no filter {node.name!r}", near(node.name, self._filters))
        for number, line in enumerate(text.split("\n"), start=1):
            if "{%" in line and not re.fullmatch(r"\s*\{%-?\s*(for\b.*|endfor)\s*-?%\}\s*", line):
                raise WordingError(number, "a loop stands on lines of its own")
            if "{#" in line:
                raise WordingError(number, "wording has no comments", "a drafter's note is a line that begins with >")

    def render(self, text: str, names: Mapping[str, Any], marks: Marks) -> str:
        """The text with every value as a mark. Raises WordingError with the line and a near match."""
        try:
            return self._compiled(text).render({**names, "_marks": marks})
        except UndefinedError as error:
            raise _misspelt(text, str(error), names) from None
        except WordingError:
            raise

    def _compile(self, text: str) -> Any:
        self.check(text)
        return self._environment.from_string(text)


def _misspelt(text: str, said: str, names: Mapping[str, Any]) -> WordingError:
    found = re.search(r"'([^']+)' is undefined", said) or re.search(r"has no (?:attribute|element) '([^']+)'", said)
    word = found[1] if found else said
    line = next(
        (number for number, row in enumerate(text.split("\n"), start=1) if re.search(rf"\b{re.escape(word)}\b", row)), 1
    )
    known = [name for name in names if not name.startswith("_")]
    return WordingError(line, f"there is no name {word!r}", near(word, known) if "is undefined" in said else "")


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)
