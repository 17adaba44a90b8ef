"""What of a typed text can be printed: control characters have no place in a contract, whatever file it goes to."""

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BLANKS = re.compile("[\t\r\n\v\f\x85\u2028\u2029]+")


def printable(text: str) -> str:
    """Text without control characters; a tab or line break in a name becomes a space."""
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", _BLANKS.sub(" ", text))
