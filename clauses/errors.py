"""Mistakes in files that people write, said so that a careful reader can mend them."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in one place; `line` counts from 1, `None` where the file as a whole is meant."""

    path: str
    problem: str
    line: int | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        said = f"{place}: {self.problem}"
        return said if self.hint is None else f"{said}\n  hint: {self.hint}"


class ContentError(Exception):
    """A file a person wrote cannot be used as it stands.

    Carries every mistake that was found in it. The command line prints them and exits with 2.
    """

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))

    @classmethod
    def of(cls, path: str, problem: str, line: int | None = None, hint: str | None = None) -> "ContentError":
        """An error with a single mistake."""
        return cls([Mistake(path, problem, line, hint)])


def near(word: str, choices: Iterable[str]) -> str:
    """The hint for a word that is none of the choices: the near match if there is one, else the choices."""
    known = sorted(set(choices))
    close = get_close_matches(word, known, n=1)
    if close:
        return f"did you mean {close[0]}?"
    return f"choose one of: {', '.join(known)}" if known else "nothing can be chosen here"
