"""The names and filters that clause wording may use: the deal as wording sees it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from agreements.asking import Match, ask
from agreements.deal import Deal
from agreements.rows import Facts
from agreements.words import Answer, country_name
from clauses.language import Joined, Language, Typed, Unknown, WordingError, clean
from clauses.punctuation import NONE
from clauses.spelling import american
from clauses.typography import typographic
from templates.particulars import blank_phrases

# Fields that hold the id of a party or actor: wording sees whom they name.
ACTORS = frozenset(
    {
        *("provider", "holder", "host", "employer", "owner", "lead", "payer", "party", "by", "from_", "to", "for_"),
        *("users", "seen_by", "decided_by", "parties"),
    }
)
OTHER_NAMES = {"sender": "from_", "recipient": "to", "field_of_research": "field"}
SECTIONS = (
    *("agreement", "project", "parties", "actors", "items", "people", "background", "data", "funding", "movements"),
    *("facilities", "papers", "publication"),
)
FILTERS = ("each", "in_words", "money", "long_date", "country", "duration", "who")


class View:
    """A part of the deal as wording sees it: ids opened, what is not known a blank that says what is asked."""

    __slots__ = ("_deal", "_key", "_part", "_who")

    def __init__(self, deal: Deal, part: BaseModel, key: str, who: str) -> None:
        self._deal, self._part, self._key, self._who = deal, part, key, who

    def __dir__(self) -> Iterable[str]:
        """The names that wording may use, for the near match of one that is misspelt."""
        return sorted({*(name.rstrip("_") for name in type(self._part).model_fields), *OTHER_NAMES})

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        fields = type(self._part).model_fields
        field = next((known for known in (OTHER_NAMES.get(name, name), f"{name}_") if known in fields), None)
        if field is None:
            raise AttributeError(f"no such name {name!r}")
        return self._shown(field, getattr(self._part, field))

    def _shown(self, field: str, value: Any) -> Any:
        key = f"{self._key}.{field.rstrip('_')}"
        if value is None:
            return Unknown(asked(field, self._deal, self._who), key)
        if isinstance(value, str):
            actor = actor_view(self._deal, value) if field in ACTORS else None
            return actor if actor is not None else Typed(clean(value))
        if isinstance(value, BaseModel):
            return View(self._deal, value, key, self._who)
        if isinstance(value, tuple):
            return [self._entry(field, entry, f"{key}.{index}") for index, entry in enumerate(value)]
        return value

    def _entry(self, field: str, entry: Any, key: str) -> Any:
        if isinstance(entry, BaseModel):
            return view_of(self._deal, entry, key, self._who)
        actor = actor_view(self._deal, entry) if field in ACTORS else None
        return actor if actor is not None else Typed(clean(str(entry)))


def asked(field: str, deal: Deal, who: str = "") -> str:
    """How a blank asks for a field of the deal."""
    bare = field.rstrip("_")
    plain = f"{bare.replace('_', ' ')} of {{who}}" if who else bare.replace("_", " ")
    phrase = spelt(blank_phrases().get(bare, plain), deal)
    return phrase.replace("{who}", who or "the project")


def spelt(text: str, deal: Deal) -> str:
    """Words of ours in the spelling of the deal, with round quotation marks."""
    return typographic(american(text) if deal.agreement.language == "en-US" else text)


def view_of(deal: Deal, part: BaseModel, key: str, who: str = "") -> View:
    """A part of the deal as wording sees it; it is called by its short name, name or title."""
    named = (getattr(part, name, None) for name in ("short_name", "name", "title"))
    said = next((name for name in named if isinstance(name, str)), None)
    return View(deal, part, key, said or who)


def actor_view(deal: Deal, id: str) -> View | None:
    """The party or actor with an id, None where there is none."""
    for section in ("parties", "actors"):
        for index, entry in enumerate(getattr(deal, section) or ()):
            if entry.id == id:
                return view_of(deal, entry, f"{section}.{index}")
    return None


class MatchView:
    """A row the law matched, for wording: match.from, match.to, match.of."""

    __slots__ = ("_match",)

    def __init__(self, match: Match) -> None:
        self._match = match

    def __dir__(self) -> Iterable[str]:
        return ("from", "of", "to")

    def __getattr__(self, name: str) -> Any:
        if name in ("from", "to", "of"):
            return Typed(clean(str(getattr(self._match, "from_" if name == "from" else name))))
        raise AttributeError(f"no such name {name!r}")


def names_of(deal: Deal) -> dict[str, Any]:
    """The names of the deal that wording may use. A section that was not given is one blank, not an empty list."""
    names: dict[str, Any] = {}
    for section in SECTIONS:
        value = getattr(deal, section)
        if value is None:
            names[section] = Unknown(asked(section, deal), section)
        elif isinstance(value, BaseModel):
            names[section] = view_of(deal, value, section)
        else:
            names[section] = [view_of(deal, entry, f"{section}.{index}") for index, entry in enumerate(value)]
    two = len(deal.parties) == 2
    names["others"] = Typed("the other Party" if two else "the other Parties")
    names["any_other"] = Typed("the other Party" if two else "any other Party")
    names["each_other"] = Typed("the other Party" if two else "each other Party")
    return names


@dataclass(frozen=True)
class Bound:
    """What filters know of the deal whose wording they print."""

    deal: Deal
    facts: Facts

    @property
    def locale(self) -> str:
        return locale_of(self.deal)


def locale_of(deal: Deal) -> str:
    """How dates and numbers are written in the language of a deal."""
    return "en_US" if deal.agreement.language == "en-US" else "en_GB"


@cache
def language() -> Language:
    """The wording language with the filters of this room; they are to be bound to a deal and its facts."""
    filters: Mapping[str, Callable[..., Any]] = {
        "each": lambda bound, values: _each(values),
        "in_words": lambda bound, values: _in_words(values),
        "money": lambda bound, amount, currency=None: _money(amount, currency, bound.locale),
        "long_date": lambda bound, day: _long_date(day, bound.locale),
        "country": lambda bound, value: _country(value),
        "duration": lambda bound, number, unit="month": _duration(number, unit, bound.deal),
        "who": lambda bound, views, pattern: _who(views, pattern, bound.facts),
    }
    assert tuple(filters) == FILTERS
    return Language(filters)


def _printed(value: Any) -> Any:
    """What a list shows of an entry: a party or item by its name."""
    if isinstance(value, View):
        for name in ("short_name", "name", "title", "detail"):
            if name in type(value._part).model_fields:
                return getattr(value, name)
    return value


def _listed(values: Any, what: str) -> list[Any]:
    if not isinstance(values, (list, tuple)):
        raise WordingError(0, f"{what} joins a list, not a {type(values).__name__}")
    return [_printed(value) for value in values]


def _in_words(values: Any) -> Any:
    """ "A", "A and B", "A, B and C"; "none" where there is nothing."""
    if isinstance(values, Unknown):
        return values
    shown = _listed(values, "in_words")
    if not shown:
        return Typed(NONE)
    parts: list[Any] = []
    for index, value in enumerate(shown):
        if index:
            parts.append(" and " if index == len(shown) - 1 else ", ")
        parts.append(value)
    return Joined(tuple(parts))


def _each(values: Any) -> Any:
    """ "A", or "each of A and B": the verb after it is always singular."""
    if isinstance(values, Unknown):
        return values
    if len(_listed(values, "each")) < 2:
        return _in_words(values)
    return Joined(("each of ", _in_words(values)))


def _money(amount: Any, currency: Any, locale: str) -> Any:
    if isinstance(amount, Unknown) or isinstance(currency, Unknown):
        return amount if isinstance(amount, Unknown) else currency
    if not isinstance(amount, (int, Decimal)) or isinstance(amount, bool):
        raise WordingError(0, f"money prints an amount, not a {type(amount).__name__}")
    from babel.numbers import format_decimal

    whole = amount == int(amount)
    number = format_decimal(amount, format="#,##0" if whole else "#,##0.00", locale=locale)
    code = currency.text if isinstance(currency, Typed) else currency
    return Typed(f"{code} {number}" if code else number)


def _long_date(day: Any, locale: str) -> Any:
    if isinstance(day, Unknown):
        return day
    if not isinstance(day, date):
        raise WordingError(0, f"long_date prints a date, not a {type(day).__name__}")
    return Typed(long_date(day, locale))


def long_date(day: date, locale: str) -> str:
    """ "1 March 2027", or "March 1, 2027" in American English."""
    from babel.dates import format_date

    return str(format_date(day, format="long", locale=locale))


def _country(value: Any) -> Any:
    if isinstance(value, Unknown):
        return value
    if isinstance(value, (list, tuple)):
        return _in_words([_country(entry) for entry in value])
    if not isinstance(value, (Typed, str)):
        raise WordingError(0, f"country prints a country's code, not a {type(value).__name__}")
    return Typed(country_name(value.text if isinstance(value, Typed) else value))


def _duration(number: Any, unit: str, deal: Deal) -> Any:
    """ "36 months", "1 year": the unit follows the number."""
    if isinstance(number, Unknown):
        return number
    if not isinstance(number, (int, Decimal)) or isinstance(number, bool):
        raise WordingError(0, f"duration prints a number, not a {type(number).__name__}")
    return Typed(quantity(Decimal(number), unit, deal))


def quantity(number: Decimal | int, unit: str, deal: Deal) -> str:
    """A number with its unit as printed: "30 days", "1 year", "5 per cent", "once", "3 times"."""
    shown = f"{Decimal(number).normalize():f}"
    bare = unit.removesuffix("s")
    if bare in ("percent", "per cent"):
        return spelt(f"{shown} per cent", deal)
    if bare in ("", "number"):
        return shown
    if bare == "time" and number in (1, 2):
        return "once" if number == 1 else "twice"
    return f"{shown} {bare}" if number == 1 else f"{shown} {bare}s"


def _who(views: Any, pattern: str, facts: Facts) -> Any:
    """The parties or actors a pattern fits, an open answer counting as yes. The pattern is what follows "party:"."""
    if isinstance(views, Unknown):
        return views
    text = pattern if ":" in pattern else f"party:{pattern}"
    try:
        reply = ask(text, facts)
    except ValueError as error:
        problem, _, hint = str(error).partition("\n  hint: ")
        raise WordingError(0, problem, hint) from None
    if reply.answer is Answer.NO:
        return []
    found = (*reply.matches, *reply.perhaps)
    if not found:
        return list(views)  # decided by the user for the deal as a whole: no row says for whom
    ids = {match.row.column("id") for match in found}
    return [view for view in views if getattr(view._part, "id", None) in ids]
