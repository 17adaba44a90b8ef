"""The one door for TOML: reads a table with the line of every key and validates it into a model."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from clauses.errors import ContentError, Mistake, near
from clauses.index import index

Key = tuple[str | int, ...]
Model = TypeVar("Model", bound=BaseModel)

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_ASSIGNMENT = re.compile(
    r"""^\s*((?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+))*)\s*=\s*(.*)$"""
)
_PART = re.compile(r""""([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)""")


@dataclass(frozen=True)
class Table:
    """A TOML document as read: its values and the line each key stands on.

    `text` is what was parsed, or the file it stands in: lines are counted when one is asked for, for a mistake.
    """

    path: str
    values: Mapping[str, Any]
    text: str | Path
    first_line: int = 1

    @cached_property
    def lines(self) -> Mapping[Key, int]:
        """The line of every key, counted from 1 in the text itself."""
        return _lines_of(self.text if isinstance(self.text, str) else read_text(self.text, self.path))

    def line(self, key: Key) -> int | None:
        """The line of a key, or of the nearest enclosing key that has one."""
        while key:
            if key in self.lines:
                return self.lines[key] + self.first_line - 1
            key = key[:-1]
        return None


def parse_toml(text: str, path: str, first_line: int = 1, file: Path | None = None) -> Table:
    """Parses TOML text; `first_line` is where the text begins in its file. Raises ContentError with the line.

    `file` is the file that holds the text and no other table: of content that ships, the table may then be kept.
    """
    kept = index().get(file) if file is not None else None
    if kept is not None:
        return Table(path, kept, text, first_line)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) + first_line - 1 if found else None
        problem = re.sub(r"\s*\(at .*\)$", "", str(error))
        raise ContentError.of(path, f"not valid TOML: {problem}", line) from None
    if file is not None:
        index().put(file, values)
    return Table(path, values, text, first_line)


def read_toml(path: Path, shown: str | None = None) -> Table:
    """Reads a TOML file (UTF-8); `shown` is the name used in messages. Raises ContentError."""
    kept = index().get(path)
    if kept is not None:
        return Table(shown or str(path), kept, path)
    return parse_toml(read_text(path, shown), shown or str(path), file=path)


def read_text(path: Path, shown: str | None = None) -> str:
    """The text of a UTF-8 file, with or without a byte order mark. Raises ContentError."""
    name = shown or str(path)
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise ContentError.of(name, "there is no such file") from None
    except IsADirectoryError:
        raise ContentError.of(name, "this is a folder, not a file") from None
    except UnicodeDecodeError as error:
        raise ContentError.of(
            name, f"not UTF-8 text: byte {error.start} cannot be read", hint="save the file as UTF-8"
        ) from None
    except OSError as error:
        raise ContentError.of(name, f"cannot be read: {error.strerror}") from None


def validated(model: type[Model], table: Table, values: Mapping[str, Any] | None = None, under: Key = ()) -> Model:
    """The table (or `values`, which stand under the key `under` in it) as a model.

    Raises ContentError with every mistake, each with its line and, for a misspelt key, the near match.
    """
    try:
        return model.model_validate(table.values if values is None else values)
    except ValidationError as error:
        raise ContentError(mistakes_of(error, model, table, under)) from None


def mistakes_of(error: ValidationError, model: type[BaseModel], table: Table, under: Key = ()) -> list[Mistake]:
    """What pydantic objected to, in our words and with places."""
    found: list[Mistake] = []
    for item in error.errors(include_url=False):
        # Pydantic puts the tag of a chosen union member into the location; keys of the file alone have lines.
        location = tuple(part for part in item["loc"] if isinstance(part, int) or not part.endswith("()"))
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in (*under, *location))
        line = table.line((*under, *location))
        hint: str | None = None
        if item["type"] == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]:
            continue  # what was given is wrong, and told so; that nothing is left of it is no second mistake
        if item["type"] == "extra_forbidden":
            problem = f"unknown key {name!r}"
            hint = near(str(location[-1]), _keys_at(model, location[:-1]))
        elif item["type"] == "missing":
            problem = f"{name!r} is missing"
        elif item["type"] in ("value_error", "assertion_error"):
            problem = str(item["ctx"]["error"]) if "ctx" in item else item["msg"]
            problem, _, said = problem.partition("\n  hint: ")
            hint = said or None
            problem = f"{name}: {problem}" if name else problem
        elif item["type"] in ("literal_error", "enum"):
            problem = f"{name} cannot be {item['input']!r}"
            expected = str(item.get("ctx", {}).get("expected", ""))
            hint = near(str(item["input"]), re.findall(r"'([^']*)'", expected))
        else:
            problem = f"{name}: {_lower_first(item['msg'])}, not {item['input']!r}"
        found.append(Mistake(table.path, problem, line, hint))
    return found


def _keys_at(model: type[BaseModel], location: Key) -> list[str]:
    """The keys a model allows at a place inside it."""
    current: Any = model
    under_any_key = False
    for part in location:
        if isinstance(part, int):
            continue
        if under_any_key:
            under_any_key = False
            continue
        if not (isinstance(current, type) and issubclass(current, BaseModel)):
            return []
        field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        if field is None:
            return []
        under_any_key = _is_mapping(field.annotation)
        current = _model_in(field.annotation)
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [f.alias or n for n, f in current.model_fields.items()]
    return []


def _is_mapping(annotation: Any) -> bool:
    """Whether a field, given or not, holds models under keys that people choose."""
    return get_origin(annotation) is dict or any(get_origin(inner) is dict for inner in get_args(annotation))


def _model_in(annotation: Any) -> Any:
    """The first model inside an annotation such as `tuple[Party, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in get_args(annotation):
        found = _model_in(inner)
        if found is not None:
            return found
    return None


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _lines_of(text: str) -> dict[Key, int]:
    """The line of every key of a valid TOML text, as written in headers and assignments."""
    lines: dict[Key, int] = {}
    counts: dict[Key, int] = {}
    prefix: Key = ()
    open_string: str | None = None
    depth = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if open_string is not None:
            if open_string in line:
                open_string = None
            continue
        if depth > 0:
            depth += _bracket_balance(line)
            continue
        header = _HEADER.match(line)
        if header:
            prefix = _resolved(_parts(header[2]), counts)
            if header[1] == "[[":
                counts[prefix] = counts.get(prefix, -1) + 1
                lines.setdefault(prefix, number)
                prefix = (*prefix, counts[prefix])
            lines.setdefault(prefix, number)
            continue
        assignment = _ASSIGNMENT.match(line)
        if assignment:
            key = (*prefix, *_parts(assignment[1]))
            lines.setdefault(key, number)
            value = assignment[2]
            for quotes in ('"""', "'''"):
                if value.startswith(quotes) and quotes not in value[3:]:
                    open_string = quotes
            if open_string is None:
                depth = max(0, _bracket_balance(value))
    return lines


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(dotted))


def _resolved(parts: tuple[str, ...], counts: Mapping[Key, int]) -> Key:
    """A header's key with the index of the array item each step stands in; the last step stays open."""
    key: Key = ()
    for place, part in enumerate(parts):
        key = (*key, part)
        if place < len(parts) - 1 and key in counts:
            key = (*key, counts[key])
    return key


def _bracket_balance(text: str) -> int:
    """Brackets opened less brackets closed, outside strings and comments."""
    bare = re.sub(r'"(?:\\.|[^"\\])*"|\'[^\']*\'', "", text).split("#", 1)[0]
    return bare.count("[") + bare.count("{") - bare.count("]") - bare.count("}")
