"""Quotation marks as they are printed: typed straight in the library, set round on paper."""

import re

_OPENING = re.compile(r"(\A|(?<=[\s(\[—–“‘/]))([\"'])(?=\S|\Z)")


def typographic(text: str) -> str:
    """Words of ours with round quotation marks and apostrophes: "Party's" becomes "Party’s".

    A mark at the very beginning is an opening one unless a blank, a stop or a letter's ending follows it ("'s").
    """
    if '"' not in text and "'" not in text:
        return text
    text = re.sub(r"\A\"(?=[\s.,;:)]|\Z)", "”", re.sub(r"\A'(?=s?\b|[\s.,;:)]|\Z)", "’", text))
    text = _OPENING.sub(lambda found: "“" if found[2] == '"' else "‘", text)
    return text.replace('"', "”").replace("'", "’")
