"""House styles: page, type, indents and the few words a writer prints of its own."""

from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from clauses.errors import ContentError, near
from clauses.source import read_toml, validated

FOLDER = Path(__file__).parent / "house-styles"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PageShape(_Entry):
    """Paper and margins, in millimetres."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    footer: float


class Type(_Entry):
    """Fonts, sizes in points, line spacing as a factor, colours as RRGGBB."""

    font: str
    east_asian: str
    size: float
    line: float
    after: float
    title: float
    subtitle: float
    heading: float
    small: float
    colour: str = Field(pattern="^[0-9A-F]{6}$")
    rule: str = Field(pattern="^[0-9A-F]{6}$")
    shade: str = Field(pattern="^[0-9A-F]{6}$")


class Indent(_Entry):
    """Where text stands from the margin, in millimetres: behind a number, a step further, behind "Schedule 1"."""

    number: float
    step: float
    schedule: float


class OwnWords(_Entry):
    page: str
    of: str
    contents: str
    internal: str


class ReferenceWords(_Entry):
    """How references name what they lead to: "clause 14.2", or "Section 14.2"."""

    clause: str = "clause"
    clauses: str = "clauses"
    recital: str = "recital"
    recitals: str = "recitals"
    paragraph: str = "paragraph"
    paragraphs: str = "paragraphs"


class HouseStyle(_Entry):
    title: str
    contents_from: int = Field(ge=0)  # words from which on an agreement has a contents list
    page: PageShape
    type: Type
    indent: Indent
    words: OwnWords
    references: ReferenceWords = ReferenceWords()


@cache
def load_house_style(name: str) -> HouseStyle:
    """A house style by name. Raises ContentError where there is none, or for what is wrong in it."""
    if name not in house_style_names():
        problem = f"there is no house style {name!r}"
        raise ContentError.of("agreement.house_style", problem, hint=near(name, house_style_names()))
    return validated(HouseStyle, read_toml(FOLDER / f"{name}.toml", f"templates/house-styles/{name}.toml"))


def house_style_names() -> tuple[str, ...]:
    """The names of the house styles there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))
