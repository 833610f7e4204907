"""Which word before a stop may be an abbreviation that nobody has written down yet."""

from __future__ import annotations

import regex

from workbench.text.fold import fold_key
from workbench.text.language_data import language_data

_LONGEST = {"ar": 3, "en": 4}
"""Letters of an abbreviation without inner stops."""
_LETTERS = regex.compile(r"\p{L}+")
_DOTTED = regex.compile(r"\p{L}{1,3}(?:\.\p{L}{1,3})+")
_MARKS = regex.compile(r"[\p{M}\u0640\u200c-\u200f]+")
_ENDINGS = ("ة", "ى", "اء")
"""No abbreviation ends like a noun or verb."""
_COMMON = {
    "ar": """
        هو هي هم هن هنا نحن أنا أنت منه منها عنه عنها فيه فيها به بها بهم له لها لهم لي لك لنا معه معا إليه عليه ذلك تلك هذا
        هذه غدا أمس بعد قبل فقط نعم لا كلا بلى يوم عام شهر ليل حرب بلد بيت قال كان عاد مات تم جدا كله جدد مرة حد
    """,
    "en": """
        he him his her hers she it its they them we us me you i one two all now then here too so do did done go gone home
        more most much many not no yes day days year week time ago war wars city life work both well long own away back
        down up in on out off over that this these those who why how what when where said say says was were is are be been
        man men god law way ways end ends dead died left made came went help land area aid food fire talk vote deal side
    """,
}
_WORDS = {language: frozenset(fold_key(w) for w in words.split()) for language, words in _COMMON.items()}
"""Short words that sentences end with."""


def abbreviation_like(word: str, text: str, language: str, following: str = "") -> bool:
    """Whether ``word``, with its stop, may be an abbreviation of ``text``; ``following`` is what stands behind the stop.

    It has a stop inside it (``أ.ف.ب.``) or is as short as they are: at most three Arabic letters, four Latin ones. It is
    none when the word stands in the text without a stop as well, when it is a common word, or when it has the ending of
    one; nor when a word follows that sentences begin with, unless it has a stop inside it.
    """
    bare = _MARKS.sub("", word).rstrip(".")
    if not bare or _without_stop(bare, _MARKS.sub("", text)):
        return False
    if _DOTTED.fullmatch(bare):
        return True
    script = "en" if bare.isascii() else "ar"
    short = _LETTERS.fullmatch(bare) is not None and len(bare) <= _LONGEST[script]
    common = bare.endswith(_ENDINGS) or fold_key(bare) in _WORDS[script]
    return short and not common and not _begins_sentence(following, language)


def _without_stop(word: str, text: str) -> bool:
    return regex.search(rf"(?<![\p{{L}}\p{{N}}.]){regex.escape(word)}(?![\p{{L}}\p{{N}}.])", text) is not None


def _begins_sentence(text: str, language: str) -> bool:
    first = _LETTERS.search(_MARKS.sub("", text[:60]))
    return first is not None and fold_key(first[0]) in language_data(language).starters
