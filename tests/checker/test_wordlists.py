"""Shared word lists: one home each."""

from pathlib import Path

import pytest

from checker import wordlists
from clauses.errors import ContentError


def test_two_files_cannot_have_a_word_list_of_the_same_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "first.toml").write_text('["colours".en]\nterms = ["red"]\n', encoding="utf-8")
    (tmp_path / "second.toml").write_text('\n["colours".en]\nterms = ["blue"]\n', encoding="utf-8")
    monkeypatch.setattr(wordlists, "FOLDER", tmp_path)
    with pytest.raises(ContentError) as caught:
        wordlists.load_lexicon.__wrapped__()
    (mistake,) = caught.value.mistakes
    assert (mistake.path, mistake.problem) == (
        "checker/lexicon/second.toml",
        "colours: another file has a word list of this name",
    )


def test_every_shared_word_list_reads() -> None:
    for name in wordlists.load_lexicon():
        assert wordlists.slot({"use": name}).lists
