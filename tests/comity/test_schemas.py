"""What `check` and `find` print fits the schemas in `docs/`, which is what other programs read."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.comity.conftest import DAY, DEALS, ROOT, Run

PAPER = ROOT / "docs/examples/northgate-exchange.md"


def schema(name: str) -> Any:
    found = json.loads((ROOT / f"docs/{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


FACTS = [
    (),
    ("--party", "US", "--party", "DE", "--fact", "item:quantum-computer"),
    ("--party", "DE[kind=university]", "--party", "IN", "--fact", "flow:DE>IN[of=personal-study]", "--kind", "nda"),
    ("--deal", DEALS / "spin-qubit-control.toml", "--for", "spree"),
    ("--deal", DEALS / "photonic-network-consortium.toml"),
    ("--deal", DEALS / "open-theory.toml", "--with", PAPER),
]


@pytest.mark.parametrize("options", FACTS, ids=lambda value: " ".join(Path(str(v)).name for v in value) or "none")
def test_every_report_fits_its_schema(comity: Run, options: tuple[object, ...]) -> None:
    ran = comity("check", PAPER, *options, "--as-of", DAY, "--format", "json")
    assert ran.code in (0, 1, 3)
    schema("check").validate(json.loads(ran.out))


def test_a_report_on_a_draft_of_ours_fits_its_schema(comity: Run, deal: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    assert comity("draft", deal, "-o", out, "--as-of", DAY).code == 0
    schema("check").validate(json.loads(comity("check", out, "--deal", deal, "--format", "json").out))
    schema("find").validate(json.loads(comity("find", out, "--format", "json").out))


def test_an_accepted_finding_fits_the_schema(comity: Run, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text("# Amendment No. 1\n\n1. The project ends on [●].\n", encoding="utf-8")
    (tmp_path / "paper.md.accepted.toml").write_text(
        '[[accepted]]\nterm = "drafting/blank-left"\nreason = "by hand"\nby = "Office"\nreview_on = 2027-01-01\n',
        encoding="utf-8",
    )
    data = json.loads(comity("check", paper, "--kind", "variation", "--as-of", DAY, "--format", "json").out)
    schema("check").validate(data)
    assert data["findings"][0]["accepted"]["review_on"] == "2027-01-01"


@pytest.mark.parametrize("paper", [PAPER, *sorted(ROOT.glob("docs/examples/*.md"))], ids=lambda path: path.name)
def test_everything_found_fits_its_schema(comity: Run, paper: Path) -> None:
    schema("find").validate(json.loads(comity("find", paper, "--format", "json").out))


@pytest.mark.parametrize("name", ["check", "find"])
def test_the_schema_refuses_what_the_contract_does_not_name(comity: Run, name: str) -> None:
    data = json.loads(comity(name, PAPER, "--format", "json").out)
    with pytest.raises(jsonschema.ValidationError):
        schema(name).validate({**data, "timestamp": "now"})
    with pytest.raises(jsonschema.ValidationError):
        schema(name).validate({key: value for key, value in data.items() if key != "subjects"})
