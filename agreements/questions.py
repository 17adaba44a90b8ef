"""What is asked when a fact is not known: one key and one sentence for each column and each kind of fact."""

from dataclasses import dataclass

from agreements.patterns import Pattern
from agreements.rows import Facts, Row
from agreements.words import INTERNATIONAL, country_name, load_words

# What a row's place is called in the deal, where it is no country.
_PLACES = {"item": "class", "data": "category", "person": "category", "fund": "programme"}


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is not known: `key` is its place ("people.visitors.authorisation"), `text` how it is asked."""

    key: str
    text: str


def about_column(column: str, row: Row) -> Question:
    """What asks for a column (or "place") of a row; of a derived row, for what it was derived from."""
    if column in row.stands_for:
        other, other_column = row.stands_for[column]
        return about_column(other_column, other)
    kind = load_words().kinds[row.kind]
    if column == "place":
        text = kind.place_question
    elif column in kind.numbers:
        text = f"What figure does {{who}} have for {kind.numbers[column]}?"
    else:
        text = kind.columns[column].question if column in kind.columns else ""
    text = text or f"What is the {column.replace('-', ' ')} of {{who}}?"
    said = row.name or row.column("id") or " and ".join(word_or_name(place) for place in row.places)
    ends = {"from": word_or_name(row.places[0]), "to": word_or_name(row.places[-1])}
    return Question(_key(row, column), text.format(who=said, of=what_moves(row), **ends))


def about_place(row: Row, place: int, facts: Facts) -> Question:
    """What asks where an end of a row lies: where the actor sits when it is known, else who it is."""
    if row.kind not in ("flow", "pair"):
        return about_column("place", row)
    column = ("from", "to")[place]
    if column in row.stands_for:
        return about_column(column, row)
    actor = facts.actors.get(row.column(column) or "")
    return about_column("place", actor) if actor is not None else about_column(column, row)


def about_kind(pattern: Pattern) -> Question:
    """What asks for rows of a kind that nobody has told about."""
    table = load_words()
    if pattern.kind == "deal":
        word = pattern.places[0].words[0]
        if word in table.follows_from:
            kind = table.kinds[table.follows_from[word]]
            return Question(kind.section, kind.question)
        said = table.questions.get(word, f"Is this true of the project: {word.replace('-', ' ')}?")
        return Question(f"deal.{word}", said)
    kind = table.kinds[pattern.kind]
    return Question(kind.section or kind.name, kind.question)


def word_or_name(place: str | None) -> str:
    """A place as a sentence has it: a country by its name, any other word with blanks for hyphens."""
    if place is None:
        return "a country not told"
    return country_name(place) if is_country(place) else place.replace("-", " ")


def is_country(word: str) -> bool:
    """Whether a word is a code of a country: ids and other words are never written in capitals."""
    return word == INTERNATIONAL or (len(word) >= 2 and word[:2].isalpha() and word[:2].isupper())


def what_moves(row: Row) -> str:
    """What a row is about, in words: what a flow moves, else its place."""
    words = row.columns.get("of") or ((row.name or row.places[0] or "something"),)
    return " and ".join(word.replace("-", " ") if "of" in row.columns else word_or_name(word) for word in words)


def _key(row: Row, column: str) -> str:
    kind = load_words().kinds[row.kind]
    section = row.section or kind.section or row.kind
    last = _PLACES.get(row.kind, "country") if column == "place" else column
    if row.kind == "agreement":
        return f"{section}.{last}"
    return f"{section}.{row.column('id') or '>'.join(place or '?' for place in row.places)}.{last}"
