"""Control characters are taken out of what was typed; everything else is printed as it is."""

import pytest

from agreements.printable import printable


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("a\x00b\x07c", "abc"),
        ("page\x0cbreak", "page break"),
        ("tab\tand\r\nline", "tab and line"),
        ("line\u2028separator", "line separator"),
        ("\x1bescape\x7f\x9c", "escape"),
        ("half \ud800 pair", "half  pair"),
        ("\ufffe\uffff", ""),
    ],
)
def test_control_characters_are_taken_out(typed: str, clean: str) -> None:
    assert printable(typed) == clean
