"""Starter deals: every template has one, and it drafts with exactly the blanks it announces."""

import re
from datetime import date
from pathlib import Path

import pytest

from agreements.compose import compose
from agreements.deals import read_deal
from agreements.reading import read_document
from checker.findings import Severity
from checker.judge import Asking, check
from clauses.errors import ContentError
from comity.drafts import place_as_written
from templates.arrangements import STARTERS, load_templates, starter
from tests.comity.conftest import DAY, Run

KEY = "0123456789abcdef0123456789abcdef"


def test_every_template_has_a_starter_and_every_starter_a_template() -> None:
    assert {path.stem for path in STARTERS.glob("*.toml")} == set(load_templates())


def announced(template: str) -> list[str]:
    """The places a starter's opening comment says it leaves blank."""
    text = starter(template, KEY)
    _, _, after = text.partition("shows these blanks:\n")
    found = []
    for line in after.split("\n"):
        entry = re.fullmatch(r"#   - (\S+)", line)
        if entry is None:
            break
        found.append(entry[1])
    return found


@pytest.mark.parametrize("template", sorted(load_templates()))
def test_a_starter_drafts_with_exactly_the_blanks_it_announces(template: str, tmp_path: Path) -> None:
    path = tmp_path / "deal.toml"
    path.write_text(starter(template, KEY), encoding="utf-8")
    deal = read_deal(path)
    assert deal.key == KEY
    assert deal.agreement.template == template
    agreement = compose(deal, as_of=date.fromisoformat(DAY)).agreement
    assert sorted(place_as_written(blank.key) for blank in agreement.blanks) == sorted(announced(template))


# A block of comment lines that shows an entry to copy.
SHOWN = re.compile(r"^# (\[.+|[\w-]+ = .+|\"[^\"]+\" = .+)$", re.MULTILINE)


@pytest.mark.parametrize("template", sorted(load_templates()))
def test_what_a_starter_shows_in_comments_is_valid_once_the_comment_signs_are_gone(
    template: str, tmp_path: Path
) -> None:
    text = starter(template, KEY)
    head, _, rest = text.partition("# Sections that are lists")
    shown = SHOWN.sub(lambda found: found[1], rest)
    # The lines that close a section and the entries of the same section exclude each other: the entries are tried here.
    shown = re.sub(r"^(items|people|movements|background) = \[\].*$", "", shown, flags=re.MULTILINE)
    assert shown.count("\n[[items]]") == 1
    path = tmp_path / "deal.toml"
    path.write_text(f"{head}# Sections that are lists{shown}", encoding="utf-8")
    deal = read_deal(path)
    assert deal.items
    assert deal.people
    assert deal.positions
    assert compose(deal, as_of=date.fromisoformat(DAY)).agreement.parts


@pytest.mark.parametrize("template", sorted(load_templates()))
def test_new_writes_the_starter_with_a_key_of_its_own(comity: Run, template: str, tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    for out in (one, two):
        ran = comity("new", template, "-o", out)
        assert (ran.code, ran.out, ran.err) == (0, f"wrote {out}\n", "")
    assert read_deal(one).key != read_deal(two).key
    assert len(read_deal(one).key or "") == 32


def test_new_writes_deal_toml_where_nothing_else_is_said(
    comity: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert comity("new", "consortium").out == "wrote deal.toml\n"
    assert read_deal(tmp_path / "deal.toml").agreement.template == "consortium"


def test_new_never_writes_over_a_file_unless_told_to(comity: Run, tmp_path: Path) -> None:
    out = tmp_path / "deal.toml"
    out.write_text("mine", encoding="utf-8")
    ran = comity("new", "consortium", "-o", out)
    assert ran.code == 2
    assert ran.err == f"{out}: the file is there already\n  hint: choose another name, or add --force\n"
    assert out.read_text(encoding="utf-8") == "mine"
    assert comity("new", "consortium", "-o", out, "--force").code == 0
    assert read_deal(out).parties


def test_new_for_a_template_that_does_not_exist_names_the_nearest(comity: Run, tmp_path: Path) -> None:
    ran = comity("new", "consorteum", "-o", tmp_path / "deal.toml")
    assert ran.code == 2
    assert ran.err == "TEMPLATE: there is no template 'consorteum'\n  hint: did you mean consortium?\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("where", [".", "missing/deal.toml"])
def test_new_refuses_a_folder_and_a_folder_that_is_not_there(comity: Run, tmp_path: Path, where: str) -> None:
    assert comity("new", "consortium", "-o", tmp_path / where, "--force").code == 2
    assert not list(tmp_path.iterdir())


def test_a_template_without_a_starter_is_an_error_that_names_the_file() -> None:
    with pytest.raises(ContentError, match=r"templates/starters/none-such\.toml: there is no such file"):
        starter("none-such", KEY)


@pytest.mark.parametrize("template", sorted(load_templates()))
def test_nothing_is_held_against_the_draft_of_a_starter_but_its_blanks(
    comity: Run, template: str, tmp_path: Path
) -> None:
    deal, out = tmp_path / "deal.toml", tmp_path / "draft.docx"
    assert comity("new", template, "-o", deal).code == 0
    assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    report = check(read_document(out), Asking(as_of=date.fromisoformat(DAY), deal=read_deal(deal)))
    against = report.at_or_above(Severity.WARNING)
    assert {finding.term for finding in against} == {"drafting/blank-left"}
