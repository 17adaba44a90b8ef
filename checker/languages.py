"""Tells the language of a text by its commonest words, as far as the checker needs to know it."""

import re

_COMMON = {
    "en": (
        "the of and to in or any by shall be for this with is that as "
        "such not which may its other under from are a an on at after within will"
    ),
    "de": "der die das und in von zu den mit des für auf ist im dem nicht ein eine werden oder durch dieser sowie",
    "fr": "le la les de des et du en à un une pour dans par que qui est au aux sur ne pas ou ce cette les parties",
    "es": "el la los las de y en que del para por con una un se al como su o no es las partes",
    "it": "il la di e che del della dei delle in per un una con non al alla le gli si da o è",
    "nl": "de het een en van in op te dat is voor met zijn aan door niet of bij deze wordt als partijen",
    "pt": "o a os as de e que do da dos das em para por com uma um não se ou ao pela partes",
    "pl": "i w na z do nie się że o jest oraz przez od po dla lub umowy strony",
    "sv": "och i att det som en på är av för med den till ska inte om ett parterna",
}
_SETS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = (
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
)
ENOUGH = 8  # words from which on a paragraph tells its language by itself


_OTHER_SCRIPT = re.compile("[\u0370-\u06ff\u3040-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
_FIRST = 160
_LONGEST = 400  # characters that tell a language as well as a page does


def _is_plain_english(text: str) -> bool:
    """Whether three in ten of the first words are English ones: most papers here are, and need no closer look."""
    if not text.isascii():
        return False
    words = text[:_FIRST].lower().split()
    return len(words) >= ENOUGH and sum(map(_SETS["en"].__contains__, words)) >= 0.3 * len(words)


def language_of(text: str) -> str | None:
    """The ISO 639 code of a text's language; None where it holds too little to tell."""
    if _is_plain_english(text):
        return "en"
    text = text[:_LONGEST]
    if _OTHER_SCRIPT.search(text) is not None:
        letters = sum(sign.isalpha() for sign in text)
        for language, script in _SCRIPTS:
            found = len(script.findall(text))
            if found > 3 and found > letters / 3:
                # Japanese is written with Chinese signs among its own.
                return "ja" if language == "zh" and _SCRIPTS[1][1].search(text) else language
    words = _WORD.findall(text.lower())
    if len(words) < ENOUGH:
        return None
    enough = len(words) / 10
    scores = {language: sum(map(common.__contains__, words)) for language, common in _SETS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] >= enough else None
