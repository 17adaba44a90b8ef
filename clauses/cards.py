"""What the cards of a clause page hold."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Role = Literal["owner", "user", "provider", "recipient", "payer", "performer", "coordinator", "all"]
Register = Literal["binding", "intent", "arrangement"]
PageKind = Literal["clause", "recital", "schedule", "execution"]


class _Card(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _flat(value: Any) -> Any:
    """`fits = "pattern"` and `fits = ["a", "b"]` are short for `fits = { all = [...] }`."""
    if isinstance(value, str):
        return {"all": [value]}
    return {"all": value} if isinstance(value, list) else value


class Fits(_Card):
    """A condition over facts, as plain strings: this room does not know how facts are asked."""

    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class ValueCard(_Card):
    """A figure the wording prints: "30 days". Without a default it prints as a blank that says what is asked."""

    default: Annotated[Decimal | None, BeforeValidator(lambda v: Decimal(str(v)) if isinstance(v, float) else v)] = None
    unit: str
    asks: str
    term: str | None = None
    deal: str | None = None  # a place of the deal that gives it, such as publication.review_days


class PositionCard(_Card):
    summary: str
    serves: tuple[Role, ...] = Field(min_length=1)
    register_: tuple[Register, ...] = Field(("binding",), alias="register")
    choose_when: str = ""
    question: str = ""
    fits: Annotated[Fits, BeforeValidator(_flat)] = Fits()
    needs: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    negotiate: str = ""
    from_: date | None = Field(None, alias="from")
    until: date | None = None
    status: Literal["draft", "test", "stable"] = "draft"


class PageCard(_Card):
    summary: str
    kind: PageKind = "clause"
    default: str
    needs: tuple[str, ...] = ()
    supplies: tuple[str, ...] = ()
    reviewed: date
    status: Literal["draft", "test", "stable"] = "draft"
    sources: tuple[str, ...] = ()
    landscape: bool = False
    values: dict[str, ValueCard] = Field(default_factory=dict)
    positions: dict[str, PositionCard] = Field(min_length=1)
