"""Playbooks: read strictly against the library, every mistake at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from agreements.playbook import read_playbook
from clauses.errors import ContentError
from clauses.library import load_library

GOOD = """\
for = "Contracts Office"

[positions."liability/limitation"]
preferred = "mutual-cap"
never = ["payer-protected"]

[positions."liability/limitation".acceptable]
provider-protected = "the director"

[values."publication-review/no-veto/review"]
preferred = 30
at_least = 14
at_most = 60.5
beyond = "the dean"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "playbook.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(ContentError) as raised:
        read_playbook(written(folder, text), load_library())
    return [str(mistake) for mistake in raised.value.mistakes]


def test_a_playbook_says_what_is_preferred_accepted_and_never_wanted(tmp_path: Path) -> None:
    book = read_playbook(written(tmp_path, GOOD), load_library())
    wanted = book.positions["liability/limitation"]
    assert (book.for_, wanted.preferred, wanted.never) == ("Contracts Office", "mutual-cap", ("payer-protected",))
    assert wanted.acceptable == {"provider-protected": "the director"}
    assert book.values["publication-review/no-veto/review"].at_most == Decimal("60.5")


def test_every_mistake_of_a_playbook_is_told_with_its_line(tmp_path: Path) -> None:
    text = (
        GOOD.replace('"mutual-cap"', '"mutual-cup"').replace("at_least = 14", "at_least = 90").replace("60.5", "60")
        + '[positions."liability/limits"]\npreferred = "a"\nnever = ["b"]\n'
        + '[positions."general/notices"]\npreferred = "standard"\nnever = ["standard"]\n'
    )
    assert mistakes(tmp_path, text) == [
        "playbook.toml:3: liability/limitation has no position 'mutual-cup'\n  hint: did you mean mutual-cap?",
        "playbook.toml:15: there is no page 'liability/limits'\n  hint: did you mean liability/limitation?",
        "playbook.toml:18: general/notices: 'standard' is wanted and never wanted\n  hint: take it out of one of them",
        "playbook.toml:10: publication-review/no-veto/review: at_least 90 lies above at_most 60",
    ]


def test_a_misspelt_key_has_its_near_match(tmp_path: Path) -> None:
    assert mistakes(tmp_path, GOOD.replace("beyond", "beyonde")) == [
        "playbook.toml:14: unknown key 'values.publication-review/no-veto/review.beyonde'\n"
        "  hint: did you mean beyond?",
    ]
