"""Writing an Arabic name in Latin letters in the house style.

The style is that of the sample glossary: ``al-`` small with a hyphen and before every letter alike, no marks for ʿayn and
hamza, ``bin``, ``Abu``, ``Abdul``; kh, gh, sh, dh, th; q and k apart; ou for a long u, e in the second syllable of the
pattern fāʿil (Khaled, Nasser). Arabic does not write short vowels: what is unknown gets an a, so a suggestion is a guess that
the common parts of names (``data/name_parts.tsv``) and the glossary's own spellings go before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import regex

from workbench.termbase.name_words import Part, parts
from workbench.termbase.rulers import ends_in_number
from workbench.text.fold import fold

_CONSONANTS = {
    "ب": "b",
    "ت": "t",
    "ث": "th",
    "ج": "j",
    "ح": "h",
    "خ": "kh",
    "د": "d",
    "ذ": "dh",
    "ر": "r",
    "ز": "z",
    "س": "s",
    "ش": "sh",
    "ص": "s",
    "ض": "d",
    "ط": "t",
    "ظ": "z",
    "غ": "gh",
    "ف": "f",
    "ق": "q",
    "ك": "k",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h",
    "ع": "",
    "ء": "",
    "ؤ": "",
    "پ": "p",
    "چ": "ch",
    "ڤ": "v",
    "گ": "g",
    "ژ": "zh",
}
_FOREIGN = {"غ": "g", "ك": "k", "ق": "k", "ط": "t", "ص": "s", "ذ": "d"}
_PERSIAN = str.maketrans("یکٱىۀ", "يكاىه")
_MARKS = regex.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c-\u200f]")
_JOINTS = {
    "بن": "bin",
    "ابن": "Ibn",
    "بنت": "bint",
    "ابو": "Abu",
    "ابي": "Abi",
    "ابا": "Abu",
    "بو": "Bou",
    "ام": "Umm",
    "ال": "Al",
    "ولد": "Ould",
    "ذو": "Dhu",
    "فون": "von",
    "دي": "de",
    "فان": "van",
    "تل": "Tal",
    "بيت": "Beit",
    "دير": "Deir",
    "عين": "Ain",
    "راس": "Ras",
    "ايت": "Ait",
    "ديل": "del",
    "ماك": "Mac",
    "ملك": "King",
}
_SMALL = frozenset({"bin", "bint", "von", "van", "de", "del"})
Lookup = Callable[[str], str]
"""Tells how the glossaries write a part of a name (folded, without article), '' when they do not."""


def romanise(form: str, lookup: Lookup = lambda _part: "") -> str:
    """Return a name in Latin letters, part by part: as the glossaries write it, as names commonly do, letter by letter.

    A foreign given name tells that what follows is no Arabic name.
    """
    words = [_MARKS.sub("", w).translate(_PERSIAN) for w in form.split()]
    words = [part for w in (w.strip("\"'“”«»()") for w in words) if w for part in _servant(w)]
    number, figure = ends_in_number(words)
    words = words[: len(words) - number]
    out: list[str] = []
    n, foreign = 0, False
    while n < len(words):
        text, used, abroad = _part(words, n, lookup, foreign=foreign, first=n == 0)
        foreign = foreign or abroad
        out.append(text)
        n += used
    name = " ".join([*out, figure] if figure else out)
    return name[:1].upper() + name[1:] if name.split(" ")[0] in _SMALL else name


def _servant(word: str) -> list[str]:
    """Return the two words of a name with عبد that are written as one: عبدالقادر."""
    joined = word.startswith("عبدال") and len(word) > len("عبدال") + 1 and fold(word) not in parts()
    return ["عبد", word[len("عبد") :]] if joined else [word]


def _part(words: Sequence[str], n: int, lookup: Lookup, *, foreign: bool, first: bool) -> tuple[str, int, bool]:
    """Return (Latin, words used, whether it is a foreign given name) of the part that begins at a word."""
    word = words[n]
    pair = f"{word} {words[n + 1]}" if n + 1 < len(words) else ""
    if pair:
        known = parts().get(fold(pair))
        if known is not None:
            return known.english, 2, False
        if word == "عبد" and words[n + 1].startswith("ال"):
            return f"Abdul {_word(words[n + 1][2:], lookup)}", 2, False
        if words[n + 1] in ("الدين", "الله"):
            tail = "al-Din" if words[n + 1] == "الدين" else "Allah"
            return f"{_word(word, lookup)} {tail}", 2, False
    if word == "آل":
        return "Al", 1, False
    joint = _JOINTS.get(fold(word)) if not word.startswith("ال") or word == "آل" else None
    if joint is not None and pair:
        if joint == "Ibn" and not first:
            joint = "bin"
        return joint, 1, False
    if has_article(word):
        stem = word[2:]
        return f"al-{_word(stem, lookup, article=True)}", 1, False
    known = parts().get(fold(word), Part(""))
    return _word(word, lookup, foreign=foreign), 1, known.foreign


def has_article(word: str) -> bool:
    """Whether a word of a name begins with the article; the hamza of إلياس shows that it does not."""
    return word.startswith("ال") and len(word) >= 4 and word not in ("الله", "الياس")


def _word(word: str, lookup: Lookup, *, article: bool = False, foreign: bool = False) -> str:
    folded = fold(word)
    own = lookup(folded)
    if own:
        return own
    for second in ("الله", "الدين"):
        first = folded.removesuffix(second)
        joined = parts().get(f"{first} {second}") if first != folded else None
        if joined is not None:
            return joined.english
    known = parts().get(folded)
    if known is not None and not (article and known.foreign):
        return known.english
    return letters(word, article=article, foreign=foreign)


@lru_cache(8192)
def letters(word: str, *, article: bool = False, foreign: bool = False) -> str:
    """Return a word letter by letter, with the vowels its pattern makes likely."""
    if foreign or any(c in "پچڤگژ" for c in word):
        return _abroad(word)
    pattern = _pattern(word, article=article)
    out = pattern if pattern else _by_syllables(word)
    return (out[:1].upper() + out[1:]) if out else word


def _pattern(word: str, *, article: bool) -> str:
    """Return the word if it has one of the commonest patterns of names, else ''."""
    c = [_CONSONANTS.get(x, "?") for x in word]
    shape = "".join("C" if x in _CONSONANTS else x for x in word)
    if shape == "CاCC" and c[0] + c[2] + c[3]:
        middle = "ss" if c[2] == "s" else c[2]
        return f"{c[0]}a{middle}e{c[3]}"
    if shape == "CيCي" and c[0] and c[2]:
        return f"{c[0]}ai{c[2]}i"
    if shape in ("CCاC", "CCاCة") and article and c[1] and len(c[1]) == 1:
        # With the article it is mostly a trade: النجار, الصباغ.
        return f"{c[0]}a{c[1]}{c[1]}a{c[3]}" + ("a" if shape[-1] == "ة" else "")
    return ""


def _by_syllables(word: str) -> str:
    out: list[str] = []
    n = 0
    last = len(word) - 1
    while n <= last:
        letter = word[n]
        before = word[n - 1] if n else ""
        after = word[n + 1] if n < last else ""
        vowel = before not in _CONSONANTS and "".join(out)[-1:] in ("a", "e", "i", "o", "u")
        if letter in "اآ":
            out.append("a" if not (vowel and out[-1] == "a") else "")
        elif letter == "إ":
            out.append("i" if after != "ي" else "")
        elif letter == "أ":
            out.append("" if vowel or (after and after == "و") else "a")
        elif letter == "ة" or letter == "ى":
            out.append("a" if not (vowel and out[-1] == "a") else "")
        elif letter == "ئ":
            out.append("" if vowel or after in "يا" else "i")
        elif letter == "و":
            out.append(_waw(word, n, vowel))
        elif letter == "ي":
            out.append(_yeh(word, n, vowel))
        elif letter in _CONSONANTS:
            consonant = _CONSONANTS[letter]
            if n and before in _CONSONANTS and _needs_vowel(word, n):
                out.append("a")
            out.append(consonant)
            if letter == "ع" and after in _CONSONANTS and n == 1:
                out.append("a")
        n += 1
    text = "".join(out)
    return regex.sub(r"a{3,}", "aa", text)


def _waw(word: str, n: int, vowel: bool) -> str:
    after = word[n + 1] if n + 1 < len(word) else ""
    if n == 0:
        return "w" if after and after in "اآيوى" else "wa" if after else "w"
    if vowel:
        return "w"
    if after and after in "اآىة":
        return "w" if word[n - 1] not in _CONSONANTS or n > 1 else "aw"
    if after == "ي":
        return "aw" if n + 2 == len(word) else "we"
    return "o" if n == len(word) - 1 else "ou"


def _yeh(word: str, n: int, vowel: bool) -> str:
    after = word[n + 1] if n + 1 < len(word) else ""
    if n == 0:
        return "y" if after and after in "اوي" else "ya"
    if vowel:
        return "y" if after and after in "اآوىةي" else "i"
    if after and after in "اآوى":
        return "iy"
    if after == "ة":
        return "iy" if n == len(word) - 2 else "i"
    return "i"


def _needs_vowel(word: str, n: int) -> bool:
    """Whether an a stands between a consonant and the one before it."""
    run = 0
    k = n - 1
    while k >= 0 and word[k] in _CONSONANTS:
        run += 1
        k -= 1
    # Behind a beginning each first consonant opens a syllable; behind a vowel the first closes one.
    start = k < 0
    at_end = n == len(word) - 1
    if start:
        if run == 1:
            return True
        if run == 2 and at_end:
            return False
        return run % 2 == 1
    if at_end:
        return True
    return run % 2 == 0


def _abroad(word: str) -> str:
    """Return a foreign name: its vowels are mostly written."""
    out: list[str] = []
    last = len(word) - 1
    n = 0
    while n <= last:
        letter, after = word[n], word[n + 1] if n < last else ""
        if word.startswith("تش", n):
            out.append("ch")
            n += 2
            continue
        if word.startswith("كس", n):
            out.append("x")
            n += 2
            continue
        if n == 0 and letter == "أ" and after == "و":
            pass
        elif letter in "اآأى":
            out.append("a")
        elif letter == "إ":
            out.append("e" if after != "ي" else "")
        elif letter == "ة":
            out.append("a")
        elif letter == "و":
            out.append(
                "w"
                if (not out and letter == word[0]) or (out and out[-1] == "a" and after)
                else "u"
                if out and out[-1] == "a"
                else "o"
            )
        elif letter == "ي":
            out.append("y" if n == 0 or (after and after in "اوي") else "e" if out and out[-1:] == ["a"] else "i")
        elif letter == "ئ":
            out.append("")
        else:
            out.append(_FOREIGN.get(letter, _CONSONANTS.get(letter, "")))
            if after and after in _CONSONANTS and n == 0:
                out.append("" if after in "رل" else "a")
        n += 1
    text = regex.sub(r"([^aeiouy]{2})n$", r"\1en", "".join(out))
    return text[:1].upper() + text[1:] if text else word
