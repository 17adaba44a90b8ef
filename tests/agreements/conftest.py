"""Law that a test has made up, in use in place of the law that ships."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agreements import compose, legislation
from agreements.groups import members_about, members_on
from agreements.legislation import Law, build_law
from clauses.source import read_toml
from tests.agreements.making import law


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Law]]:
    def use(*parts: str) -> Law:
        built = law(*parts)
        monkeypatch.setattr(legislation, "load_law", lambda packs=(): built)
        members_on.cache_clear()
        members_about.cache_clear()
        return built

    yield use
    members_on.cache_clear()
    members_about.cache_clear()


@pytest.fixture
def own_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is composed is under the law of its packs alone, so that content that changes changes no test of choices."""

    def of_packs(packs: tuple[Path, ...] = ()) -> Law:
        paths = [path for pack in packs for path in sorted((pack / "law").glob("*.toml"))]
        return build_law([(path.stem, read_toml(path)) for path in paths])

    monkeypatch.setattr(compose, "load_law", of_packs)
