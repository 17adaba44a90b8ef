"""Term and subject cards: what each asks, how it looks in legal text, what undoes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from checker.phrases import Phrase, PhraseError, phrase
from checker.wordlists import LANGUAGES, Slot
from clauses.errors import ContentError, Mistake
from clauses.source import read_toml, validated

FOLDER = Path(__file__).parent / "terms"
SUBJECT_CARD = "subject"

Kind = Literal[
    "operative",
    "recital",
    "definition",
    "heading",
    "contents",
    "header",
    "footer",
    "comment",
    "signature",
    "deleted",
    "toc",
]
_NEVER: tuple[Kind, ...] = ("recital", "definition", "heading", "contents", "header", "footer", "comment", "signature")
Unit = Literal["hour", "day", "week", "month", "year", "percent", "times", "number", "money", "place", "text"]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Evidence(_Entry):
    """How a term looks: slots by role.

    `core` must all be in one unit; lacking one of `full` the passage is weak and the finding names it; `also` are
    companions anywhere in operative text; `downgrade` caps at weak; `defeat` voids a passage; `heading` must stand
    in the headings above; `mechanism` tells a worked-out clause from a general promise (subjects).
    `grade = "weak"` caps all at weak.
    """

    unit: Literal["sentence", "paragraph", "provision"] = "sentence"
    not_in: tuple[Kind, ...] = _NEVER
    grade: Literal["full", "weak"] = "full"
    core: dict[str, Slot] = Field(default_factory=dict)
    full: dict[str, Slot] = Field(default_factory=dict)
    also: dict[str, Slot] = Field(default_factory=dict)
    downgrade: dict[str, Slot] = Field(default_factory=dict)
    defeat: dict[str, Slot] = Field(default_factory=dict)
    heading: Slot | None = None
    mechanism: Slot | None = None

    @cached_property
    def excluded(self) -> frozenset[str]:
        """Kinds of text that never count; `toc` is another word for `contents`."""
        return frozenset("contents" if kind == "toc" else kind for kind in self.not_in)


class Contradiction(_Entry):
    """A passage that undoes the term wherever it stands: `all`, and `and` with it, unless `unless` is there too."""

    say: str
    all: Slot
    and_: Slot | None = Field(None, alias="and")
    unless: Slot | None = None
    unit: Literal["sentence", "paragraph", "provision"] = "sentence"
    heading: Slot | None = None


def _phrases(value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        raise ValueError('write a list of phrases, such as ["within {duration}"]')
    try:
        return tuple(phrase(text) for text in value)
    except PhraseError as error:
        raise ValueError(str(error)) from None


class Value(_Entry):
    """A figure to be read out of a passage: `{n}`, `{duration}`, `{percent}`, `{money}` or `{place}` in a phrase."""

    unit: Unit = "text"
    patterns: Annotated[tuple[Any, ...], BeforeValidator(_phrases)] = Field(min_length=1)
    anywhere: bool = False  # else only in passages that hold the core of an evidence

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return self.patterns


class Place(_Entry):
    """Where a clause would go: subjects to stand inside, after or before."""

    inside: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


def _place(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: (said,) if isinstance(said, str) else said for key, said in value.items()}
    return value


class RemedyCard(_Entry):
    place: Annotated[Place, BeforeValidator(_place)] = Place()
    safety: Literal["safe", "propose", "advise"] = "propose"


class Case(_Entry):
    """An example: text with the expected evidence between ⟦ and ⟧, deletions in [- -], insertions in [+ +]."""

    name: str
    text: str
    want: Literal["met", "weak", "missing", "conflict", "not-assessed"]
    lacks: tuple[str, ...] | None = None
    values: dict[str, str] = Field(default_factory=dict)  # "delay" = "60 day"


class Examples(_Entry):
    case: tuple[Case, ...] = Field(min_length=1)


class Measured(_Entry):
    """Figures of a measurement: corpus and its hash, how many judged, how right, when."""

    corpus: str
    sha256: str
    n: int
    precision: float
    recall: float
    on: str


def _languages(value: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in value if name not in LANGUAGES]
    if unknown:
        raise ValueError(f"there is no language {unknown[0]!r}\n  hint: choose one of: {', '.join(LANGUAGES)}")
    return value


def _list(value: Any) -> Any:
    """`[evidence]` is short for one `[[evidence]]`."""
    return [value] if isinstance(value, dict) else value


class Card(_Entry):
    """A term, or a subject: one question with yes as the good answer, and how the answer looks."""

    status: Literal["draft", "test", "stable"] = "draft"
    languages: Annotated[tuple[str, ...], AfterValidator(_languages)] = ("en",)
    asks: str = Field(pattern=r"\?$")
    why: str
    known_gaps: tuple[str, ...] = ()
    evidence: Annotated[tuple[Evidence, ...], BeforeValidator(_list)] = ()
    contradicted_by: tuple[Contradiction, ...] = ()
    values: dict[str, Value] = Field(default_factory=dict)
    remedy: RemedyCard = RemedyCard()
    examples: Examples
    measured: tuple[Measured, ...] = ()

    @property
    def only_conflicts(self) -> bool:
        """Whether the card only objects: a guard, met as long as nothing contradicts it."""
        return not self.evidence


@dataclass(frozen=True)
class Cards:
    """Every card by its id: terms by path, subjects by folder."""

    terms: Mapping[str, Card]
    subjects: Mapping[str, Card]

    @cached_property
    def languages(self) -> frozenset[str]:
        """Languages for which at least one card has words."""
        return frozenset(language for card in self.terms.values() for language in card.languages) or frozenset({"en"})


@cache
def load_cards(packs: tuple[Path, ...] = ()) -> Cards:
    """The cards that ship with the package and those of packs. Raises ContentError with every mistake found."""
    terms: dict[str, Card] = {}
    subjects: dict[str, Card] = {}
    mistakes: list[Mistake] = []
    for folder, shown in ((FOLDER, "checker/terms"), *((pack / "terms", str(pack / "terms")) for pack in packs)):
        for path in sorted(folder.glob("*/*.toml")):
            id = f"{path.parent.name}/{path.stem}"
            try:
                card = read_card(path, f"{shown}/{id}.toml")
            except ContentError as error:
                mistakes += error.mistakes
                continue
            if path.stem == SUBJECT_CARD:
                subjects[path.parent.name] = card
            else:
                terms[id] = card
    mistakes += [
        Mistake(
            f"checker/terms/{id}.toml", f"its folder has no {SUBJECT_CARD}.toml", hint="every term belongs to a subject"
        )
        for id, card in terms.items()
        # A guard only objects: there is no subject that a document could hold of it.
        if id.partition("/")[0] not in subjects and not card.only_conflicts
    ]
    if mistakes:
        raise ContentError(mistakes)
    return Cards(terms, subjects)


def read_card(path: Path, shown: str) -> Card:
    """One card. Raises ContentError with every mistake, its line and a hint."""
    table = read_toml(path, shown)
    card = validated(Card, table)
    mistakes = [
        Mistake(
            shown,
            f"evidence {number + 1} has neither core nor heading",
            table.line(("evidence", number)) or table.line(("evidence",)),
        )
        for number, evidence in enumerate(card.evidence)
        if not evidence.core and evidence.heading is None
    ]
    if not card.evidence and not card.contradicted_by:
        mistakes.append(Mistake(shown, "a card needs evidence, or at least one passage that contradicts it"))
    if card.status != "draft" and not card.known_gaps:
        mistakes.append(Mistake(shown, "known_gaps may be empty only for a draft", table.line(("status",))))
    if mistakes:
        raise ContentError(mistakes)
    return card
