"""The names and filters that clause wording may use: the deal as wording sees it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel

from agreements.asking import Match, ask
from agreements.deal import Deal
from agreements.rows import Facts
from agreements.words import Answer, country_name
from clauses.language import Joined, Language, Typed, Unknown, clean
from templates.arrangements import blank_phrases

# Fields that hold the id of a party or actor, and what wording calls them besides their own name.
ONE_ACTOR = frozenset(
    {"provider", "holder", "host", "employer", "owner", "lead", "payer", "party", "by", "from_", "to", "for_"}
)
MANY_ACTORS = frozenset({"users", "seen_by", "decided_by", "parties", "to"})
OTHER_NAMES = {"sender": "from_", "recipient": "to", "register": "register_", "field_of_research": "field"}


class View:
    """A part of the deal as wording sees it: ids opened, what is not known a blank that says what is asked."""

    __slots__ = ("_deal", "_key", "_part", "_who")

    def __init__(self, deal: Deal, part: BaseModel, key: str, who: str) -> None:
        self._deal, self._part, self._key, self._who = deal, part, key, who

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        field = OTHER_NAMES.get(name, name)
        if field not in type(self._part).model_fields:
            raise AttributeError(f"no such name {name!r}")
        return self._shown(field, getattr(self._part, field))

    def _shown(self, field: str, value: Any) -> Any:
        key = f"{self._key}.{field.rstrip('_')}"
        # Work packages list parties, deals list their sections: both are opened below.
        if value is None:
            section = field in MANY_ACTORS or type(self._part) is Deal or field == "work"
            return () if section and field not in ONE_ACTOR else Unknown(self._asks(field), key)
        if isinstance(value, str):
            if field in ONE_ACTOR and (actor := actor_view(self._deal, value)) is not None:
                return actor
            return Typed(clean(value))
        if isinstance(value, BaseModel):
            return View(self._deal, value, key, self._who)
        if isinstance(value, tuple):
            if value and isinstance(value[0], BaseModel):
                return [view_of(self._deal, entry, f"{key}.{index}", self._who) for index, entry in enumerate(value)]
            if field in MANY_ACTORS:
                return [actor for id in value if (actor := actor_view(self._deal, id)) is not None]
            return [Typed(clean(str(entry))) for entry in value]
        return value

    def _asks(self, field: str) -> str:
        phrase = blank_phrases().get(
            field.rstrip("_"),
            f"{field.rstrip('_').replace('_', ' ')} of {{who}}" if self._who else field.replace("_", " "),
        )
        return phrase.format(who=self._who or "the project")


def view_of(deal: Deal, part: BaseModel, key: str, who: str = "") -> View:
    """A part of the deal as wording sees it; it is called by its short name, name or title."""
    named = next(
        (getattr(part, name) for name in ("short_name", "name", "title") if isinstance(getattr(part, name, None), str)),
        None,
    )
    return View(deal, part, key, str(named) if named else who)


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

    def __getattr__(self, name: str) -> Any:
        if name in ("from", "to", "of"):
            return Typed(clean(str(getattr(self._match, "from_" if name == "from" else name))))
        raise AttributeError(f"no such name {name!r}")


def names_of(deal: Deal) -> dict[str, Any]:
    """The names of the deal that wording may use."""
    whole = view_of(deal, deal, "", "")
    sections = (
        "agreement",
        "project",
        "parties",
        "actors",
        "items",
        "people",
        "background",
        "data",
        "funding",
        "movements",
    )
    names: dict[str, Any] = {}
    for section in (*sections, "facilities", "papers", "publication"):
        value = getattr(deal, section)
        if isinstance(value, BaseModel):
            names[section] = view_of(deal, value, section)
        else:
            names[section] = [view_of(deal, entry, f"{section}.{index}") for index, entry in enumerate(value or ())]
    del whole
    two = len(deal.parties) == 2
    names["others"] = Typed("the other Party" if two else "the other Parties")
    names["any_other"] = Typed("the other Party" if two else "any other Party")
    names["each_other"] = Typed("the other Party" if two else "each other Party")
    return names


def language_of(deal: Deal, facts: Facts) -> Language:
    """The wording language with the filters bound to a deal and its facts."""
    locale = "en_US" if deal.agreement.language == "en-US" else "en_GB"
    filters: Mapping[str, Callable[..., Any]] = {
        "each": _each,
        "in_words": _in_words,
        "money": lambda amount, currency=None: _money(amount, currency, locale),
        "long_date": lambda day: _long_date(day, locale),
        "country": _country,
        "duration": _duration,
        "who": lambda views, pattern: _who(views, pattern, facts),
    }
    return Language(filters)


@cache
def bare_language() -> Language:
    """The language for checking wording without a deal: filters by name, nothing to be run."""
    names = ("each", "in_words", "money", "long_date", "country", "duration", "who")
    return Language({name: lambda *values: values[0] for name in names})


def _printed(value: Any) -> Any:
    """What a list shows of an entry: a party or item by its name."""
    if isinstance(value, View):
        for name in ("short_name", "name", "title", "detail"):
            if name in type(value._part).model_fields:
                return getattr(value, name)
    return value


def _in_words(values: Any) -> Any:
    """ "A", "A and B", "A, B and C"."""
    if isinstance(values, Unknown):
        return values
    shown = [_printed(value) for value in values]
    parts: list[Any] = []
    for index, value in enumerate(shown):
        if index:
            parts.append(" and " if index == len(shown) - 1 else ", ")
        parts.append(value)
    return Joined(tuple(parts))


def _each(values: Any) -> Any:
    """ "A", or "each of A and B": the verb after it is always singular."""
    if isinstance(values, Unknown) or len(values) == 1:
        return values if isinstance(values, Unknown) else _printed(values[0])
    return Joined(("each of ", _in_words(values)))


def _money(amount: Any, currency: Any, locale: str) -> Any:
    if isinstance(amount, Unknown) or isinstance(currency, Unknown):
        return amount if isinstance(amount, Unknown) else currency
    from babel.numbers import format_decimal

    whole = amount == amount.to_integral_value() if isinstance(amount, Decimal) else True
    number = format_decimal(amount, format="#,##0" if whole else "#,##0.00", locale=locale)
    code = currency.text if isinstance(currency, Typed) else currency
    return Typed(f"{code} {number}" if code else number)


def _long_date(day: Any, locale: str) -> Any:
    if not isinstance(day, date):
        return day
    from babel.dates import format_date

    return Typed(format_date(day, format="long", locale=locale))


def _country(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return _in_words([_country(entry) for entry in value])
    if isinstance(value, Typed):
        return Typed(country_name(value.text))
    return Typed(country_name(value)) if isinstance(value, str) else value


def _duration(number: Any, unit: str = "month") -> Any:
    """ "36 months", "1 year": the unit follows the number."""
    return Typed(quantity(Decimal(number), unit)) if isinstance(number, (int, Decimal)) else number


def quantity(number: Decimal, unit: str) -> str:
    """A number with its unit as printed: "30 days", "1 year", "5 per cent", "2 times"."""
    shown = f"{number.normalize():f}" if isinstance(number, Decimal) else str(number)
    if unit in ("percent", "per cent"):
        return f"{shown} per cent"
    if not unit or unit == "number":
        return shown
    return f"{shown} {unit}" if number == 1 else f"{shown} {unit.removesuffix('s')}s"


def _who(views: Sequence[View], pattern: str, facts: Facts) -> list[View]:
    """The parties a pattern fits, an open answer counting as yes. The pattern is what follows "party:"."""
    text = pattern if pattern.startswith(("party:", "actor:")) else f"party:{pattern}"
    reply = ask(text, facts)
    if reply.answer is Answer.NO:
        return []
    ids = {match.row.column("id") for match in (*reply.matches, *reply.perhaps)}
    return [view for view in views if view._part.id in ids]  # type: ignore[attr-defined]  # parties and actors have ids
