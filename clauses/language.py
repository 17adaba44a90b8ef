"""The wording language: Jinja, sandboxed, printing values as opaque marks that no Markdown can read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from clauses.errors import near

OPEN, CLOSE = "\ue000", "\ue001"  # private characters: no name can hold them, they are taken out of what people type
LINE = "\ue002"  # stands before the number of the source line at the end of every line while Jinja runs
_MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
_LINE_MARK = re.compile(f"{LINE}(\\d+)$")
_OURS = str.maketrans("", "", OPEN + CLOSE + LINE)
_LOOP = re.compile(r"\s*\{%-?\s*(for\b.*|endfor)\s*-?%\}\s*")
_PRINT = re.compile(r"\{\{.*?\}\}")

# What wording may be made of: prints and loops. Conditions are patterns, written on `?` lines.
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Call,
    nodes.Const,
    nodes.For,
    nodes.Keyword,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """Text a person typed, or that was made from what a person typed: printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A fact not yet given: printed as a blank that says what is asked.

    What would be reached through it is unknown too, and a list that is not known is one blank.
    """

    asks: str
    key: str

    def __getattr__(self, name: str) -> "Unknown":
        if name.startswith("_"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator["Unknown"]:
        yield self


@dataclass(frozen=True, slots=True)
class Wanted:
    """A reference to be resolved once everything is numbered; `lead` and `tail` are printed around it."""

    targets: tuple[str, ...]
    lead: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """The name of an entry on the page of particulars, which stands there when this is printed."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Several values printed as one."""

    parts: tuple[Any, ...]


class WordingError(ValueError):
    """Wording that cannot be printed; `line` counts from 1 within the text, 0 where it is not known yet."""

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


class _Missing(StrictUndefined):
    """A name that is not there stops where it is used, with the near match among the names that are."""

    __slots__ = ()

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: type[Exception] = ValueError
    ) -> None:
        if obj is missing:
            raise WordingError(0, f"there is no name {name!r}")
        known = [known for known in dir(obj) if not known.startswith("_")]
        raise WordingError(0, f"there is no name {name!r} here", near(str(name), known))


@pass_context
def _as_mark(context: Context, value: Any) -> Any:
    """Every printed value becomes a mark; passing the context keeps Jinja from printing constants beforehand."""
    marks = context["_marks"]
    assert isinstance(marks, Marks)
    if isinstance(value, (Typed, Unknown, Wanted, Entry, Joined)):
        return marks.put(value)
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        return marks.put(Typed(clean(str(value))))
    raise WordingError(0, f"a {type(value).__name__} cannot be printed", "print one of its names, or use a filter")


def clean(text: str) -> str:
    """What a person typed, without the characters that only the program may write."""
    return text.translate(_OURS)


def _environment(filters: Iterable[tuple[str, Callable[..., Any]]]) -> SandboxedEnvironment:
    made = SandboxedEnvironment(
        undefined=_Missing,
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


def _with_bound(filter_: Callable[..., Any]) -> Callable[..., Any]:
    @pass_context
    def called(context: Context, *arguments: Any, **named: Any) -> Any:
        return filter_(context["_bound"], *arguments, **named)

    return called


class Language:
    """The environment with the filters of a room above; templates are compiled once a text.

    A filter gets what was bound for the rendering, then the value and its arguments.
    """

    def __init__(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        self._environment = _environment((name, _with_bound(filter_)) for name, filter_ in filters.items())
        self._template = lru_cache(maxsize=1024)(self._made)
        self._filters = tuple(filters)

    def _made(self, text: str) -> Template:
        """The template of a text, each line followed by its number."""
        numbered = "\n".join(
            line if "{%" in line else f"{line}{LINE}{number}"
            for number, line in enumerate(clean(text).split("\n"), start=1)
        )
        wrong = list(_line_problems(text))
        try:
            tree = self._environment.parse(numbered)
            wrong += _node_problems(tree, self._filters)
        except TemplateSyntaxError as error:
            wrong.append(_not_in_the_language(error))
        if wrong:
            raise min(wrong, key=lambda problem: problem.line)
        return self._environment.from_string(tree)

    def render(
        self, text: str, names: Mapping[str, Any], marks: Marks, bound: object = None
    ) -> tuple[str, tuple[int, ...]]:
        """The text with every value as a mark, and the source line of each of its lines, from 1.

        Raises WordingError with the line and a near match, or where the text uses more than prints, loops and known
        filters.
        """
        if "{" not in text:
            lines_of_text = clean(text).split("\n")
            return "\n".join(lines_of_text), tuple(range(1, len(lines_of_text) + 1))
        template = self._template(text)
        try:
            rendered = template.render({**names, "_marks": marks, "_bound": bound})
        except WordingError as error:
            said = error.problem, error.hint
            if not error.hint and (name := re.fullmatch(r"there is no name '([^']*)'", error.problem)):
                said = error.problem, near(name[1], (known for known in names if not known.startswith("_")))
            raise WordingError(_line_in_template(error.__traceback__)[0], *said) from None
        except (TemplateRuntimeError, TypeError) as error:
            line, deepest = _line_in_template(error.__traceback__)
            # A TypeError deeper down is a defect of ours; in the wording itself it is a call or a loop that cannot be.
            if isinstance(error, TypeError) and not deepest:
                raise
            raise WordingError(line, f"this cannot be printed: {error}") from None
        lines: list[str] = []
        numbers: list[int] = []
        for line_text in rendered.split("\n"):
            match = _LINE_MARK.search(line_text)
            lines.append(line_text[: match.start()] if match else line_text)
            numbers.append(int(match[1]) if match else (numbers[-1] if numbers else 1))
        return "\n".join(lines), tuple(numbers)


def problems(text: str, filters: Iterable[str] | None = None) -> list[WordingError]:
    """Everything in a text that is more than prints and loops, or, where they are told, than the filters there are."""
    found = list(_line_problems(text))
    try:
        tree = _bare().parse(text)
    except TemplateSyntaxError as error:
        return [*found, _not_in_the_language(error)]
    return sorted((*found, *_node_problems(tree, filters)), key=lambda problem: problem.line)


def _not_in_the_language(error: TemplateSyntaxError) -> WordingError:
    return WordingError(error.lineno, f"not in the wording language: {error.message}")


def _node_problems(tree: nodes.Template, filters: Iterable[str] | None) -> Iterator[WordingError]:
    known = None if filters is None else tuple(filters)
    for node in _walk(tree):
        if isinstance(node, (nodes.If, nodes.CondExpr)):
            hint = "conditions stand on lines that begin with ?"
            yield WordingError(node.lineno, "wording prints and loops, it decides nothing", hint)
        elif not isinstance(node, _ALLOWED):
            what = type(node).__name__.lower()
            yield WordingError(node.lineno, f"wording prints and loops, it has no {what}")
        elif isinstance(node, nodes.For) and (node.test is not None or node.else_ or node.recursive):
            yield WordingError(node.lineno, "a loop has no condition", "filter with who(…)")
        elif isinstance(node, nodes.Filter) and known is not None and node.name not in known:
            yield WordingError(node.lineno, f"there is no filter {node.name!r}", near(node.name, known))


def foreign_problems(text: str, functions: Iterable[str]) -> list[WordingError]:
    """Everything in somebody else's text that is more than calls of these functions with plain texts."""
    found = problems(text)
    if found:
        return found
    known = tuple(functions)
    for node in _bare().parse(text).body:
        for part in getattr(node, "nodes", (node,)):
            if not isinstance(part, nodes.TemplateData) and not _is_plain_call(part, known):
                only = " and ".join(f'{name}("page#label")' for name in known)
                found.append(WordingError(part.lineno, f"negotiated wording may use {only} and nothing else of ours"))
    return found


def _is_plain_call(node: nodes.Node, functions: tuple[str, ...]) -> bool:
    if not isinstance(node, nodes.Call) or node.kwargs or not isinstance(node.node, nodes.Name):
        return False
    return node.node.name in functions and all(isinstance(argument, nodes.Const) for argument in node.args)


@lru_cache(maxsize=2048)
def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """The text unrendered but readable line by line: loop lines emptied, each print a mark; with what each printed."""
    prints: list[str] = []

    def mark(match: re.Match[str]) -> str:
        prints.append(match[0])
        return f"{OPEN}{len(prints) - 1}{CLOSE}"

    lines = ("" if line.strip().startswith("{%") else line for line in clean(text).split("\n"))
    return _PRINT.sub(mark, "\n".join(lines)), tuple(prints)


def printed_in(text: str, prints: tuple[str, ...]) -> Iterator[str]:
    """What stands behind the marks of a text that `without_marks` gave."""
    yield from (prints[int(match[1])] for match in _MARK.finditer(text))


def _line_problems(text: str) -> Iterator[WordingError]:
    condition = 0
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if "{%" in line and not _LOOP.fullmatch(line):
            yield WordingError(number, "a loop stands on lines of its own")
        if condition and "{%" in line:
            # It would hold for the first round only.
            yield WordingError(condition, "a condition stands before an item, not before a loop", "put it inside")
        if "{#" in line:
            yield WordingError(number, "wording has no comments", "a drafter's note is a line that begins with >")
        if line.count("{{") != line.count("}}"):
            yield WordingError(number, "a print stands on one line", "close }} on the line where {{ opens")
        if bare:
            condition = number if bare.startswith("? ") else 0


@cache
def _bare() -> SandboxedEnvironment:
    return _environment(())


def _line_in_template(traceback: TracebackType | None) -> tuple[int, bool]:
    """The line of the wording that a traceback passes through, and whether it ends there."""
    line, deepest = 0, False
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file == "<template>":
            line = traceback.tb_lineno
        deepest = file == "<template>" or Path(file).parent.name == "jinja2"
        traceback = traceback.tb_next
    return line, deepest


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)
