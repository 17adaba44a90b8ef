"""The kinds, columns and words of facts as tables in Markdown, for the page that explains them to users."""

from collections.abc import Iterator

from agreements.words import load_words


def tables() -> str:
    """What facts.toml says, as `docs/facts.md` ends."""
    return "\n".join((*_kinds(), "", "## The words", "", *_words())) + "\n"


def _kinds() -> Iterator[str]:
    yield "| kind | places | columns | numbers |"
    yield "| --- | --- | --- | --- |"
    for kind in load_words().kinds.values():
        place = "from > to" if kind.places == 2 else _list(kind.words)
        columns = ", ".join(f"`{column.name}` ({_list(column.words)})" for column in kind.columns.values())
        numbers = ", ".join(f"`{name}` ({said})" for name, said in kind.numbers.items())
        yield f"| `{kind.name}` | {place} | {columns or '–'} | {numbers or '–'} |"


def _list(name: str) -> str:
    return {"country": "country", "actor": "id or country", "free": "any id"}.get(name, f"word of {name}")


def _words() -> Iterator[str]:
    yield "| list | words |"
    yield "| --- | --- |"
    for name, words in load_words().lists.items():
        yield f"| {name} | {', '.join(f'`{word}`' for word in words)} |"
