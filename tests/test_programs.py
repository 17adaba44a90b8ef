"""A test that needs a program is skipped with the reason where it is absent, and fails in a full run."""

import pytest

from tests.programs import need


def test_an_absent_program_skips_a_test_and_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI_FULL", raising=False)
    with pytest.raises(pytest.skip.Exception, match="needs no-such-program, which this machine does not have"):
        need("no-such-program")


def test_an_absent_program_fails_a_full_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI_FULL", "1")
    with pytest.raises(pytest.fail.Exception, match="needs no-such-program"):
        need("no-such-program")
