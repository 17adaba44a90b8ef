"""Law that a test has made up, in use in place of the law that ships."""

from collections.abc import Callable, Iterator

import pytest

from agreements import legislation
from agreements.groups import members_on
from agreements.legislation import Law
from tests.agreements.making import law


@pytest.fixture
def in_use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Law]]:
    def use(*parts: str) -> Law:
        built = law(*parts)
        monkeypatch.setattr(legislation, "load_law", lambda packs=(): built)
        members_on.cache_clear()
        return built

    yield use
    members_on.cache_clear()
