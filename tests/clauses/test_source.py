from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from clauses.errors import ContentError, near
from clauses.source import parse_toml, read_toml, validated


class Inner(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    size: int = 1


class Outer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    entries: tuple[Inner, ...] = ()


TEXT = """\
title = "A"

[[entries]]
name = "one"

[[entries]]
nmae = "two"
size = "large"
"""


def test_every_mistake_of_a_file_is_said_at_once_with_line_and_near_match() -> None:
    with pytest.raises(ContentError) as raised:
        validated(Outer, parse_toml(TEXT, "deal.toml"))
    assert [str(mistake) for mistake in raised.value.mistakes] == [
        "deal.toml:6: 'entries.2.name' is missing",
        "deal.toml:8: entries.2.size: input should be a valid integer, "
        "unable to parse string as an integer, not 'large'",
        "deal.toml:7: unknown key 'entries.2.nmae'\n  hint: did you mean name?",
    ]


def test_a_key_in_a_table_under_an_array_has_its_line() -> None:
    table = parse_toml("[[a]]\nx = 1\n[[a]]\n[a.b]\ny = [\n  1,\n  2,\n]\nz = 3\n", "t.toml")
    assert table.line(("a", 1, "b", "y")) == 5
    assert table.line(("a", 1, "b", "z")) == 9


def test_a_line_inside_a_text_of_several_lines_is_no_key() -> None:
    table = parse_toml('a = """\nb = 1\n"""\nc = 2\n', "t.toml")
    assert table.line(("c",)) == 4
    assert ("b",) not in table.lines


def test_a_mistake_below_a_key_without_a_line_takes_the_line_above_it() -> None:
    table = parse_toml("a = { b = { c = 1 } }\n", "t.toml")
    assert table.line(("a", "b", "c")) == 1


def test_broken_toml_names_the_line() -> None:
    with pytest.raises(ContentError) as raised:
        parse_toml("a = 1\nb = \n", "t.toml", first_line=10)
    assert str(raised.value).startswith("t.toml:11: not valid TOML")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"deal\.toml: there is no such file"):
        read_toml(tmp_path / "deal.toml", "deal.toml")


def test_a_file_in_another_encoding_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "deal.toml").write_bytes("name = 'Universität'".encode("latin-1"))
    with pytest.raises(ContentError, match="save the file as UTF-8"):
        read_toml(tmp_path / "deal.toml")


def test_a_word_without_a_near_match_gets_the_choices() -> None:
    assert near("zzz", ["alpha", "beta"]) == "choose one of: alpha, beta"
