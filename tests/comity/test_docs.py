"""The documentation holds: examples in it are read by the code they tell of."""

import re
from pathlib import Path

import pytest

from agreements.legislation import build_law
from checker.cards import Cards, read_card
from checker.evidence import read_terms
from checker.examples import document_in
from clauses.library import parse_page
from clauses.source import parse_toml, validated
from comity.cli.main import COMMANDS
from templates.arrangements import Template
from tests.comity.conftest import DAY, ROOT, Run

DOCS = ROOT / "docs"


def block(name: str, fence: str) -> str:
    """The first fenced block of a kind in a document."""
    text = (DOCS / name).read_text(encoding="utf-8")
    found = re.search(rf"^(`{{3,4}}){fence}\n(.*?)^\1$", text, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[2]


def test_the_card_in_the_documentation_is_a_card_whose_own_case_holds(tmp_path: Path) -> None:
    path = tmp_path / "notice-before-sending.toml"
    path.write_text(block("term-cards.md", "toml"), encoding="utf-8")
    card = read_card(path, path.name)
    for case in card.examples.case:
        found = read_terms(document_in(case.text), Cards({"export-control/notice": card}, {}))
        assert found.terms["export-control/notice"].verdict == case.want


def test_the_page_in_the_documentation_is_a_page() -> None:
    page = parse_page(block("clause-pages.md", "markdown"), "export-control/access", "access.md")
    assert list(page.positions) == ["host-determines"]


def test_the_template_in_the_documentation_is_a_template() -> None:
    template = validated(Template, parse_toml(block("templates.md", "toml"), "templates.md"))
    assert next(slot.clause for _, slot in template.slots()) == "publication/review"


def test_the_file_of_law_in_the_documentation_is_one() -> None:
    built = build_law([("act", parse_toml(block("law-files.md", "toml"), "law-files.md"))])
    assert built.provisions["act/notice"].family == "export"
    assert [entry.gives for entry in built.thresholds] == ["de"]


def test_the_acceptance_in_the_documentation_is_read(tmp_path: Path) -> None:
    from checker.acceptances import beside

    (tmp_path / "paper.md.accepted.toml").write_text(block("command-line.md", "toml"), encoding="utf-8")
    assert [entry.term for entry in beside(tmp_path / "paper.md")] == ["audit/books"]


def test_the_program_in_the_documentation_runs(
    comity: Run, deal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert comity("draft", deal, "-o", "theirs.docx", "--as-of", DAY).code == 0
    exec(compile(block("api.md", "python"), "api.md", "exec"), {})
    assert (tmp_path / "draft.docx").exists()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_and_every_option_is_documented(name: str) -> None:
    from importlib import import_module

    import click

    text = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert f"`comity {name} " in text
    command = import_module(f"comity.cli.{COMMANDS[name]}").command
    assert isinstance(command, click.Command)
    options = [option for p in command.params if isinstance(p, click.Option) for option in p.opts]
    assert [option for option in options if option.startswith("--") and option not in text and option != "--out"] == []


DECISIONS = sorted((DOCS / "decisions").glob("*.md"))


@pytest.mark.parametrize("page", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_its_date_context_options_and_outcome(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    number = int(page.stem.split("-")[0])
    assert text.startswith(f"# {number} ")
    assert re.search(r"^Date: 20\d\d-\d\d-\d\d$", text, re.MULTILINE)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Options", "Outcome"]


def test_decisions_are_numbered_without_gap() -> None:
    assert [int(page.stem.split("-")[0]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))


LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md"))], ids=lambda path: path.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
