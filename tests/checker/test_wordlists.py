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


def test_a_word_list_named_in_a_phrase_stands_for_any_of_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "first.toml").write_text('["colours".en]\nterms = ["red", "light blue"]\n', encoding="utf-8")
    wordlists.load_lexicon.cache_clear()
    monkeypatch.setattr(wordlists, "FOLDER", tmp_path)
    try:
        slot = wordlists.slot({"en": ["a <colours> house"]})
        assert slot.search("it is a light blue house", "en")
        assert not slot.search("it is a blue house", "en")
        with pytest.raises(ValueError, match="there is no word list 'colors' to stand in a phrase"):
            wordlists.slot({"en": ["a <colors> house"]})
    finally:
        wordlists.load_lexicon.cache_clear()
