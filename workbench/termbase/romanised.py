"""Whether a spelling is a way to write an Arabic name in Latin letters.

It is the second witness beside the sound of the spellings: each Arabic letter has a few ways to be written (ج is j, g, dj, c;
ق is q, k, gh, g), so that Qadhafi and Gaddafi are the same قذافي although their letters differ, and Khomeini is no خامنئي
although they hardly do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import regex

from workbench.termbase.glued_article import articled, without_article
from workbench.termbase.soundalike import ANOTHER, HEADS, alike, bare, in_step, parts, plain, vowel_cost, vowels_differ
from workbench.text.fold import T1, fold

FEW, SYLLABLE = 3, 0.6
LIKELY_FIT = 0.83
"""A spelling that fits the Arabic no better has a word with other vowels: it is suggested at most
where only Bin or Abu is beside it."""
_SHORT, _SHORT_FIRST = "(|[aeiouy]|ou)", "(ou|[aeiouy]|)"
_WRITTEN = {
    "ا": "aa|ah|a",
    "آ": "aa|a",
    "و": "ou|oo|ow|aw|au|uw|o|u|w|v",
    "ي": "iyy|yy|iy|ee|ei|ey|ai|ay|ae|ie|ea|ii|i|y|e|j",
    "ب": "b|p",
    "پ": "p|b",
    "ت": "th|t",
    "ث": "th|s|t",
    "ج": "dj|dg|tch|ch|j|g|c|zh",
    "ح": "h",
    "خ": "kh|ch|x|h|k",
    "د": "d",
    "ذ": "dh|th|d|z",
    "ر": "r",
    "ز": "z|s",
    "س": "ss|s|c",
    "ش": "sch|sh|ch|s",
    "ص": "s",
    "ض": "dh|d|z",
    "ط": "th|t",
    "ظ": "dh|zh|th|z|d",
    "ع": "",
    "غ": "gh|g",
    "ف": "f|ph|v",
    "ق": "gh|kh|ck|qu|q|k|g|c",
    "ك": "ck|ch|k|c|q|g",
    "گ": "g",
    "ل": "l",
    "م": "m",
    "ن": "n",
    "ه": "h",
    "چ": "tch|ch|j",
    "ڤ": "v|f",
    "ژ": "zh|j",
    "ة": "ah|eh|at|et|a|e",
    "ى": "ah|aa|a|e|i|y",
    "ء": "",
    "ئ": "i|y|",
    "ؤ": "u|w|",
}
_OF_THE_GOD = regex.compile(r"(?i)\babd(?:[aeou]?l[ -]?|[ -][ae]l[ -])[ie]l+ah\b")
"""Abdelilah is عبد الإله and no Abdellah (عبد الله)."""
_PERSIAN = str.maketrans("ٱیکےہ", "ايكيه")
_LAST = {"د": "d|t", "ب": "b|p", "ج": "dj|j|g|c|ch", "ه": "h|", "ا": "aa|ah|a|eh|e", "ي": "iyy|iy|ee|ei|ey|ie|i|y|ai"}
_FIRST = {"ا": "aa|[aeiouy]", "أ": "aa|[aeiouy]", "إ": "ee|[ieay]", "ع": ""}


@lru_cache(20_000)
def _reading(word: str, *, any_vowel: bool = False, long_first: bool = True) -> re.Pattern[str] | None:
    """Return a pattern of how an Arabic word may be written in Latin letters; its groups are the short vowels.

    With ``any_vowel`` every vowel may be heard as any other. Where a letter can be a short vowel or part of a long one it is
    the latter with ``long_first``.
    """
    if not all(c in _WRITTEN or c in "أإٱ" for c in word):
        return None
    out = []
    for n, letter in enumerate(word):
        if n == 0 and letter in _FIRST:
            ways = _FIRST[letter]
        elif n == len(word) - 1 and letter in _LAST:
            ways = _LAST[letter]
        else:
            ways = _WRITTEN.get(letter, "aa|a|e|")
        if any_vowel and letter in "اويى":
            ways = f"{ways}|[aeiouy]+"
        if n == 0 and letter in "اأإ" and word[1:2] in ("ي", "و"):
            out.append("(?:[aei]?)")
            continue
        if letter == "ن" and word[n + 1 : n + 2] == "ب":
            ways = "n|m"
        twice = "{1,2}" if letter not in "اآوىة" and ways else ""
        out.append(f"(?:{ways}){twice}" if ways else "")
        # Behind ع the vowel that is heard is the first of two: Omar is no Ammar.
        short = "[aeiouy]*" if any_vowel else _SHORT if long_first and letter != "ع" else _SHORT_FIRST
        out.append(short if n < len(word) - 1 or letter in "عء" else "")
        if letter in "عءئ":
            out.append("[aeiou]?")
    # The standard module compiles these in half the time and matches them in a third.
    return re.compile("".join(out))


def arabic_parts(name: str) -> tuple[str, ...]:
    """Return the words of an Arabic name without articles, as they are compared with the parts of a Latin one."""
    out = []
    for word in name.split():
        bare = "".join(c for c in word if c in "أإآٱپچڤژگ" or fold(c, T1) not in ("",))
        bare = bare.translate(_PERSIAN)
        if bare.startswith("ال") and len(bare) >= 4 and bare != "الله":
            bare = bare[2:]
        out.append("بن" if bare == "ابن" else bare)
    return tuple(out)


@lru_cache(100_000)
def fit(arabic: str, approved: str, candidate: str) -> float | None:
    """Return how well ``candidate`` is a way to write the Arabic, beside the approved one; 0 when it is none.

    Each short vowel heard otherwise than in the approved form takes .35 of its cost (.6 with one or two consonants),
    shared among the consonants. None when the approved form itself is no such way (Cairo).
    """
    words, a, b = arabic_parts(arabic), parts(approved), parts(candidate)
    ours = _words_of(words, a)
    if ours is None:
        return None
    x_parts, y_parts = in_step(a, b)
    if len(ours) == len(x_parts) == len(y_parts):
        pairs = [(w, x, y if reads(w, y) else bare(y)) for w, x, y in zip(ours, x_parts, y_parts, strict=True)]
        each = [_fit(w, x, y) for w, x, y in pairs]
        if all(each):
            # Bin and Abu vouch for no name behind them.
            own = [e for e, x in zip(each, x_parts, strict=True) if x not in HEADS] or each
            return min(sum(own) / len(own), min(own) + 0.03)
    return _fit("".join(ours), "".join(a), "".join(b))


def _words_of(words: Sequence[str], approved: Sequence[str]) -> list[str] | None:
    """Return the Arabic words the approved form writes: all of them, or one for each of its parts (a surname)."""
    if reads("".join(words), "".join(approved)):
        return list(words)
    found = [next((w for w in words if reads(w, part)), "") for part in approved]
    return found if all(found) else None


def reads(arabic: str, latin: str) -> bool:
    """Whether a word in plain Latin letters is a way to write an Arabic word without its article."""
    pattern = _reading(arabic)
    return pattern is not None and pattern.fullmatch(latin) is not None


def _fit(arabic: str, approved: str, candidate: str) -> float:
    # The aw of Jawad is a and w, that of Zawr one long vowel: the reading that brings them together counts.
    return max(_fit_as(arabic, approved, candidate, long_first=way) for way in (True, False))


def _fit_as(arabic: str, approved: str, candidate: str, *, long_first: bool) -> float:
    pattern = _reading(arabic, long_first=long_first)
    ours = pattern.fullmatch(approved) if pattern else None
    theirs = pattern.fullmatch(candidate) if pattern else None
    if ours is None or theirs is None:
        return 0.0
    bones = max(1, len(regex.sub("[اويىةءعئؤأإآ]", "", arabic)))
    pairs = [(x or "", y or "") for x, y in zip(ours.groups(), theirs.groups(), strict=True)]
    cost = sum(vowel_cost(x, y) for x, y in pairs)
    if bones <= FEW and any(bool(x) != bool(y) and (x or y) != "e" for x, y in pairs):
        # Of few consonants a syllable more makes another name: Homs, Hamas.
        cost += SYLLABLE
    if cost >= ANOTHER:
        return 0.79
    return 1.0 - (0.35 if bones > 2 else 0.6) * cost / bones


def _other_vowel(arabic: str, approved: str, candidate: str) -> bool:
    """Whether the candidate would be a way to write the Arabic if its long vowels were others."""
    words = _words_of(arabic_parts(arabic), parts(approved))
    pattern = _reading("".join(words), any_vowel=True) if words else None
    return pattern is not None and pattern.fullmatch("".join(parts(candidate))) is not None


def writes(arabic: str, candidate: str) -> bool:
    """Whether ``candidate`` is a way to write the Arabic name in Latin letters; names of two letters never are."""
    joined = "".join(arabic_parts(arabic))
    return len(joined) >= 3 and reads(joined, "".join(parts(candidate)))


@lru_cache(100_000)
def parted(name: str, arabic: tuple[str, ...]) -> str:
    """Return a name with the articles parted that are one word with its words, where its Arabic has them: Al-harbi."""
    having = {w for form in arabic for w in articled(form)}
    if not having:
        return name
    out = []
    for word in regex.split(r"([\s\-‐‑–]+)", name):
        bare = without_article(word)
        heard = bare is not None and any(reads(w, plain(bare)) for w in having)
        out.append(f"Al-{bare}" if heard else word)
    return "".join(out)


@lru_cache(100_000)
def score(approved: str, candidate: str, arabic: tuple[str, ...] = ()) -> float:
    """Return how sure it is that ``candidate`` means the name approved as ``approved``, 0 to 1.

    The better of both witnesses, unless they speak against each other: vowels heard otherwise leave a suggestion at most,
    and a long vowel that is not the Arabic one (Khomeini for خامنئي, Jamil for جمال) takes .06. ``arabic``
    are the forms the name may have in the source.
    """
    approved, candidate = parted(approved, arabic), parted(candidate, arabic)
    if bool(_OF_THE_GOD.search(approved)) != bool(_OF_THE_GOD.search(candidate)):
        return min(alike(approved, candidate), 0.79)
    spelled = alike(approved, candidate)
    fits = [f for f in (fit(a, approved, candidate) for a in arabic) if f is not None]
    if not fits:
        return spelled
    best = max(fits)
    if best == 0.0:
        return spelled - 0.06 * any(_other_vowel(form, approved, candidate) for form in arabic)
    a, b = in_step(parts(approved), parts(candidate))
    if len(a) == len(b) and any(vowels_differ(x, y) >= ANOTHER for x, y in zip(a, b, strict=True)):
        return min(max(spelled, best), 0.85)
    if best < LIKELY_FIT and any(p in HEADS for p in a):
        return min(spelled, 0.89)
    return max(spelled, best)
