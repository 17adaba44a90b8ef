"""What is built for others to install: all content and all rooms, and nothing that is only for building them."""

import tomllib
from typing import Any

from tests.comity.conftest import ROOT
from tests.test_house import ROOMS


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_wheel_holds_the_five_rooms_and_no_other_folder() -> None:
    wheel = project()["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert sorted(wheel["packages"]) == sorted(ROOMS)
    assert "exclude" not in wheel


def test_no_content_is_left_out_by_what_git_ignores() -> None:
    """hatchling leaves out what git ignores: a careless pattern would empty the library."""
    patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not [pattern for pattern in patterns if pattern.endswith((".md", ".toml", ".py"))]


def test_every_room_is_typed_and_a_package() -> None:
    for room in ROOMS:
        assert (ROOT / room / "py.typed").exists()
        assert (ROOT / room / "__init__.py").exists()


def test_the_command_and_both_licences_are_declared() -> None:
    declared = project()["project"]
    assert declared["scripts"] == {"comity": "comity.cli.main:run"}
    assert declared["license"] == "MIT AND CC0-1.0"
    assert all((ROOT / name).exists() for name in declared["license-files"])
    assert declared["requires-python"] == ">=3.11"


def test_what_the_tests_import_is_in_the_extra_that_the_readme_installs() -> None:
    import ast
    import sys

    own = {"tests", "benchmarks", *ROOMS}
    declared = project()["project"]
    named = " ".join([*declared["dependencies"], *declared["optional-dependencies"]["test"]]).lower().replace("-", "_")
    called = {"docx": "python_docx"}
    lacking: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            tops = {name.partition(".")[0] for name in names} - own - set(sys.stdlib_module_names)
            lacking |= {top for top in tops if called.get(top, top) not in named}
    assert not lacking
