"""Writing a Latin name in Arabic letters: as the glossaries and the common parts of names do, else letter by letter."""

from __future__ import annotations

from collections.abc import Callable

import regex

from workbench.termbase.rulers import ARABIC
from workbench.termbase.soundalike import ARTICLES, plain

FAMILY = "آل"
"""Stands before the name of a family: Al Thani."""
_JOINTS = {"bin": "بن", "ibn": "بن", "ben": "بن", "abu": "أبو", "umm": "أم", "bint": "بنت", "von": "فون", "de": "دي"}
_LETTERS = (
    *(("tch", "تش"), ("sch", "ش"), ("sh", "ش"), ("ch", "تش"), ("kh", "خ"), ("gh", "غ"), ("th", "ث"), ("dh", "ذ")),
    *(("zh", "ج"), ("ph", "ف"), ("ck", "ك"), ("qu", "كو"), ("oo", "و"), ("ou", "و"), ("ee", "ي"), ("ie", "ي")),
    *(("aa", "ا"), ("ei", "ي"), ("ai", "ي"), ("ay", "اي"), ("x", "كس"), ("a", "ا"), ("b", "ب"), ("c", "ك"), ("d", "د")),
    *(("e", ""), ("f", "ف"), ("g", "غ"), ("h", "ه"), ("i", "ي"), ("j", "ج"), ("k", "ك"), ("l", "ل"), ("m", "م")),
    *(("n", "ن"), ("o", "و"), ("p", "ب"), ("q", "ق"), ("r", "ر"), ("s", "س"), ("t", "ت"), ("u", "و"), ("v", "ف")),
    *(("w", "و"), ("y", "ي"), ("z", "ز")),
)


def arabise(form: str, lookup: Callable[[str], str]) -> tuple[str, bool]:
    """Return a name in Arabic letters and whether all its parts were looked up; ``lookup`` gets them in small letters."""
    out, known = [], True
    words = _parted(form)
    for n, word in enumerate(words):
        if n and n == len(words) - 1 and word in ARABIC:
            out.append(ARABIC[word])
            continue
        if word == FAMILY:
            out.append(FAMILY)
            continue
        head, hyphen, tail = word.partition("-")
        article = bool(hyphen) and head.casefold() in ARTICLES
        core = plain(tail if article else word)
        if core in _JOINTS:
            out.append(_JOINTS[core])
            continue
        found = lookup(core)
        known = known and bool(found)
        out.append(("ال" if article else "") + (found or _letters(core)))
    return " ".join(out), known


def _parted(form: str) -> list[str]:
    """Return the words of a name: Abu-Sitta are two, Al Jazeera is one, and behind a father's name Al is that of a family."""
    out: list[str] = []
    words = form.split()
    fathers = False
    for n, word in enumerate(words):
        head, hyphen, tail = word.partition("-")
        if hyphen and tail and plain(head) in _JOINTS:
            out += [head, tail]
        elif word.casefold() in ("al", "el") and n < len(words) - 1:
            out.append(FAMILY if fathers and word == "Al" else f"{word}-")
        elif out and out[-1].casefold() in ("al-", "el-"):
            out[-1] += word
        else:
            out.append(word)
        fathers = fathers or plain(word) in ("bin", "ibn", "bint")
    return out


def _letters(word: str) -> str:
    word = regex.sub(r"([^aeiou])\1", r"\1", word)
    out = "أ" if word[:1] in "aou" else "إ" if word[:1] in "ei" else ""
    at = 1 if word[:1] in "ae" else 0
    while at < len(word):
        latin, arabic = next(((x, y) for x, y in _LETTERS if word.startswith(x, at)), (word[at], ""))
        if latin == "e" and at == len(word) - 2:
            arabic = ""
        out += arabic
        at += len(latin)
    return out
