"""The romanisation key: what a name sounds like, whatever letters it is written in.

The *key* brings the Latin spellings of an Arabic name together (Kassim, Qasem, Gassem), the *skeleton* is its consonants. The
*bones* go one step further, so that an Arabic word and a Latin one can meet: letters that one of the two scripts does not
tell apart are one (غ ج ق ك are k, ث ت ط are t), vowels are none. Words with equal bones are candidates, no more: how
rare they are in the texts at hand has to say whether they are one name.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

from workbench.text.fold import T2, fold

_APOSTROPHES = regex.compile("['’‘`´ʻʼʽʾʿ]")
_TURKISH = regex.compile("[ğşı]")
_LATIN = str.maketrans({"ø": "o", "ß": "ss", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ə": "a", "ı": "i"})
_SPELLINGS = (
    *(("tch", "ch"), ("dj", "j"), ("kh", "x"), ("gh", "g"), ("ph", "f"), ("sh", "S"), ("ch", "S"), ("th", "t")),
    *(("dh", "d"), ("zh", "z"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ei", "i"), ("ey", "i"), ("ay", "i")),
    *(("ai", "i"), ("ae", "i"), ("ie", "i"), ("ea", "i"), ("aa", "a"), ("au", "u"), ("aw", "u"), ("q", "k")),
    *(("ck", "k"), ("c", "k"), ("y", "i"), ("w", "u"), ("v", "u"), ("o", "u"), ("e", "i"), ("p", "b"), ("nb", "mb")),
)
# Compiled here: asked of every part of a large glossary, the module's own cache costs more than the work.
_DOUBLED, _LAST_H, _LAST_A = regex.compile(r"(.)\1+"), regex.compile(r"h$"), regex.compile(r"i?a$")
_FIRST_U = regex.compile(r"^u(?=[ai])")
_NO_VOWELS = str.maketrans("", "", "aiu")


@lru_cache(100_000)
def plain(word: str) -> str:
    """Return a word in small Latin letters without marks and apostrophes; Turkish and French letters as they sound."""
    small = word.lower().replace("i̇", "i")
    turkish = _TURKISH.search(small) is not None or small.startswith("ç")
    small = small.replace("ş", "sh").replace("ç", "ch" if turkish else "s")
    small = unicodedata.normalize("NFKD", small.translate(_LATIN))
    return _APOSTROPHES.sub("", "".join(c for c in small if not unicodedata.combining(c)))


@lru_cache(100_000)
def key(part: str) -> str:
    """Return what a part sounds like, in few letters: Kassim, Qasem and Gassem differ in one of them at most."""
    sound = part
    for spelling, letter in _SPELLINGS:
        sound = sound.replace(spelling, letter)
    sound = _DOUBLED.sub(r"\1", sound)
    sound = _LAST_H.sub("", sound)
    sound = _LAST_A.sub("a", sound)
    return _FIRST_U.sub("w", sound)


@lru_cache(100_000)
def skeleton(part: str) -> str:
    """Return the consonants of a part's key."""
    return key(part).translate(_NO_VOWELS)


# ------------------------------------------------------------------------------------- across the scripts

_COARSE = str.maketrans("gxjqzSdTp", "kkkksstt" + "b", "wh")
"""Letters of a skeleton that Arabic spelling does not tell apart; h and w come and go."""
_SOFT_C = regex.compile(r"c(?=[eiy])|(?<=[aeiou])s(?=ch)")
_SILENT = regex.compile(r"(?<=[aeiou])(?:ugh|gh)(?=t)|^k(?=n)|^w(?=r)|(?<=n)g(?![aeiou])")
_ARABIC = {
    **dict.fromkeys("بپ", "b"),
    **dict.fromkeys("تثطدذض", "t"),
    **dict.fromkeys("جغقكگخ", "k"),
    **dict.fromkeys("سصزشظچژ", "s"),
    **dict.fromkeys("فڤ", "f"),
    "ر": "r",
    "ل": "l",
    "م": "m",
    "ن": "n",
}
_ARABIC_DIGRAPHS = (("تش", "چ"), ("دج", "ج"))
_NB = regex.compile("n(?=b)")


@lru_cache(100_000)
def latin_bones(word: str) -> tuple[str, ...]:
    """Return the bones a word in Latin letters may have: Gaddafi ktf; Cyprus kbrs and, its c read as s, sbrs."""
    sound = _SILENT.sub("", plain(word)).replace("x", "ks").replace("v", "f")
    ways = dict.fromkeys((sound, _SOFT_C.sub("s", sound)))
    return tuple(dict.fromkeys(_DOUBLED.sub(r"\1", skeleton(way).translate(_COARSE)) for way in ways))


@lru_cache(100_000)
def arabic_bones(word: str) -> str:
    """Return the bones of a word in Arabic letters, as it stands: without its article, with it another word."""
    folded = fold(word, T2)
    for spelling, letter in _ARABIC_DIGRAPHS:
        folded = folded.replace(spelling, letter)
    return _DOUBLED.sub(r"\1", _NB.sub("m", "".join(_ARABIC.get(c, "") for c in folded)))
