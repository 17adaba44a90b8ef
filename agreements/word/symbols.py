"""Characters of symbol fonts, which Word keeps by their place in the font."""

_GREEK = dict(
    zip(
        "abgdezhqiklmnxoprstufcywABGDEZHQIKLMNXOPRSTUFCYW",
        "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        strict=True,
    )
)
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB7: "•", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xA5: "∞",
    0xAE: "→", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™",
}  # fmt: skip
_WINGDINGS = {
    0x6E: "■", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA7: "▪", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    0xE0: "→", 0xD8: "➢", 0x76: "❖", 0x78: "☒",
}  # fmt: skip
_UNKNOWN = "□"


def symbol(font: str, code: str) -> str:
    """The character a w:sym shows, as nearly as text can; a hollow square where it is not known."""
    try:
        place = int(code, 16)
    except ValueError:
        return _UNKNOWN
    if not 0xF000 <= place <= 0xF0FF:
        return chr(place) if 0x20 <= place <= 0xFFFD and not 0xD800 <= place <= 0xDFFF else _UNKNOWN
    place -= 0xF000
    name = font.lower()
    if name == "symbol":
        return _SYMBOL.get(place) or _GREEK.get(chr(place)) or (chr(place) if 0x20 <= place < 0x41 else _UNKNOWN)
    if name.startswith("wingdings"):
        return _WINGDINGS.get(place, _UNKNOWN)
    return chr(place) if 0x20 <= place < 0x7F else _UNKNOWN
