"""Numbers as Word prints them: letters, Roman numerals, words, ordinals."""

from collections.abc import Callable
from functools import lru_cache

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CHICAGO = "*†‡§"


def lower_roman(number: int) -> str:
    """14 as "xiv"; beyond what Roman numerals are used for, in figures."""
    if not 0 < number < 5000:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def lower_letter(number: int) -> str:
    """1 as "a", 27 as "aa", 28 as "bb": Word repeats the letter, it does not count on as spreadsheets do."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def ordinal(number: int) -> str:
    """21 as "21st"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def in_words(number: int) -> str:
    """14 as "fourteen", up to 9999."""
    if not 0 <= number < 10000:
        return str(number)
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    above, rest = (number // 1000, number % 1000) if number >= 1000 else (number // 100, number % 100)
    said = f"{in_words(above)} {'thousand' if number >= 1000 else 'hundred'}"
    return f"{said} {in_words(rest)}" if rest else said


def ordinal_in_words(number: int) -> str:
    """14 as "fourteenth"."""
    said = in_words(number)
    last = said.replace("-", " ").split()[-1]
    if last in _ORDINALS:
        return said[: -len(last)] + _ORDINALS[last]
    return f"{said[:-1]}ieth" if said.endswith("y") else f"{said}th"


def _chicago(number: int) -> str:
    return _CHICAGO[(number - 1) % 4] * ((number - 1) // 4 + 1) if number > 0 else str(number)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if 0 < number <= last else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": lower_letter,
    "upperLetter": lambda number: lower_letter(number).upper(),
    "lowerRoman": lower_roman,
    "upperRoman": lambda number: lower_roman(number).upper(),
    "ordinal": ordinal,
    "cardinalText": lambda number: in_words(number).capitalize(),
    "ordinalText": lambda number: ordinal_in_words(number).capitalize(),
    "hex": lambda number: f"{number:X}",
    "chicago": _chicago,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "decimalFullWidth": lambda number: "".join(chr(ord(figure) + 0xFEE0) for figure in str(number)),
    "none": lambda number: "",
}


@lru_cache(maxsize=4096)
def formatted(number: int, kind: str, custom: str = "") -> str:
    """A number in one of Word's formats; `custom` is the example a custom format gives, such as "001, 002, 003, ...".

    Formats of scripts that are not told apart here come out in figures.
    """
    if kind == "custom":
        width = len(custom.split(",")[0].strip())
        return f"{number:0{width}d}" if custom[:1] == "0" else str(number)
    return _FORMATS.get(kind, str)(number)
