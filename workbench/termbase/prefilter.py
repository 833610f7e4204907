"""Which of very many texts may hold one of a few terms: asked in compiled code, before the terms are really looked for.

Law: a text in which :meth:`workbench.termbase.termbase.Termbase.find` finds one of the concepts passes. The other way round
nothing is promised: what passes is looked at properly.

Two sieves, both made from the very forms that matching uses. The fine one is an expression over a text, where each letter
is the set of letters that fold to it and marks may stand between. The coarse one runs over the bytes of a page of a
thousand texts and begins with a fixed letter, which costs a fifth of one that begins with a set: letters written otherwise
than usual (Persian, presentation forms, accents) are looked for by their first byte, and such texts go to the fine one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from workbench.model import Concept, TermMatching, TermStatus
from workbench.termbase import arabic, english
from workbench.termbase.index import LOOKED_FOR

SEPARATOR = "\x1e"
"""What stands between the texts of a page: a control that no stored text has."""
_BREAK = SEPARATOR.encode()
MOST = 64
"""Of more forms than these every text passes: looking for each would cost more than it saves."""
_ENDINGS = "هاتيون"
_PLAIN_EN = "\x00-\u06ff\u1e00-\u1eff\u2000-\u2069\u20a0-\u20bf\u2190-\u23ff\u2500-\u2bff"
"""What of English texts is looked up letter by letter, or is no letter; a text with anything else passes."""


class Letters(NamedTuple):
    """How a language folds: for a folded letter those that become it, those that vanish, those that become several.

    ``rare`` are the beginnings of the bytes of letters that the coarse sieve does not know, with their first byte.
    """

    alike: dict[str, frozenset[str]]
    gone: frozenset[str]
    odd: str
    rare: tuple[tuple[bytes, re.Pattern[bytes]], ...]

    def of(self, letter: str) -> frozenset[str]:
        """Return all letters that fold to one."""
        return self.alike.get(letter, frozenset()) | {letter}


class Prefilter:
    """The two sieves for some concepts in one language ('ar', 'en' or a kind of them)."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._arabic = language.split("-")[0] == "ar"
        letters = _arabic_letters() if self._arabic else _english_letters()
        forms = list(dict.fromkeys(_forms(concepts, is_arabic=self._arabic)))
        self.empty = not forms
        """Whether no concept has a form in this language: nothing passes."""
        known = all if self._arabic else _all_plain
        self.open = len(forms) > MOST or not all(map(known, forms))
        """Whether everything passes."""
        self._rare = letters.rare
        self._fine = re.compile("|".join([letters.odd, *(_fine(f, letters, is_arabic=self._arabic) for f in forms)]))
        coarse = [] if self.open else [_coarse(f, letters, is_arabic=self._arabic) for f in forms]
        self._coarse = [re.compile(c) for c in dict.fromkeys(coarse)]

    def passes(self, text: str) -> bool:
        """Whether one of the concepts may stand in a text."""
        return self.open or (not self.empty and self._fine.search(text) is not None)

    def rows(self, page: bytes) -> list[int]:
        """Return which of the texts of a page (UTF-8, with :data:`SEPARATOR` between) pass, counted from 0.

        Law: those of which :meth:`passes` is true.
        """
        if self.empty:
            return []
        if self.open:
            return list(range(page.count(_BREAK) + 1))
        data = page if self._arabic else page.lower()
        found: dict[int, bool] = {}
        for pattern in [p for first, p in self._rare if first in data] + self._coarse:
            end = -1
            for m in pattern.finditer(data):
                if m.start() < end:
                    continue
                start = data.rfind(_BREAK, 0, m.start()) + 1
                end = data.find(_BREAK, m.start())
                end = end if end >= 0 else len(data)
                if start not in found:
                    found[start] = self._fine.search(page[start:end].decode()) is not None
        row = last = 0
        out = []
        for start in sorted(s for s, passes in found.items() if passes):
            row += data.count(_BREAK, last, start)
            last = start
            out.append(row)
        return out


def _forms(concepts: Iterable[Concept], *, is_arabic: bool) -> Iterator[tuple[str, ...]]:
    """Yield for each form the folded beginnings of its words that every text with it has, in their order."""
    for concept in concepts:
        if concept.status is TermStatus.CANDIDATE:
            continue
        for text in concept.forms("ar" if is_arabic else "en", *LOOKED_FOR):
            if is_arabic:
                for arabic_form in arabic.forms(text, concept):
                    yield tuple(_arabic_core(w.loose, arabic_form) for w in arabic_form.words)
            else:
                for form in english.forms(text, concept):
                    yield tuple(_english_core(key) if n in form.plurals else key for n, key in enumerate(form.keys))


def _arabic_core(loose: str, form: arabic.Form) -> str:
    """Return what of a word stands in any text that has it: strictly matched all of it, else less a light ending."""
    if form.single and form.matching is not TermMatching.LOOSE:
        return loose
    if loose in arabic.ABU:
        return loose[:-1]
    if form.name:
        return loose
    end = len(loose)
    while end > 3 and len(loose) - end < 3 and loose[end - 1] in _ENDINGS:
        end -= 1
    return loose[:end]


def _english_core(key: str) -> str:
    """Return what a word's singular and plural begin with."""
    for ending in ("ies", "es", "s", "y"):
        if key.endswith(ending) and len(key) > len(ending):
            return key[: -len(ending)]
    return key


def _all_plain(words: Sequence[str]) -> bool:
    """Whether an English form is made of letters whose other spellings are known."""
    return all(word and word.isascii() for word in words)


# ------------------------------------------------------------------------------------------ expressions


def _fine(words: Sequence[str], letters: Letters, *, is_arabic: bool) -> str:
    gone = _set(letters.gone)
    spelled = [f"{gone}*+".join(_set(letters.of(c)) for c in word) for word in words]
    if is_arabic:
        endings = _set(frozenset().union(*(letters.of(c) for c in _ENDINGS)))
        between = _set(letters.gone | arabic.BETWEEN)
        article = f"(?:{_set(letters.of('ا'))}{gone}*+{_set(letters.of('ل'))}{gone}*+)?"
        # Six: the ending the term may have lost and the one the text may have.
        return f"(?:{gone}*+{endings}){{0,6}}{between}*+{article}".join(spelled)
    return f"{gone}*+[^\n{SEPARATOR}]{{0,6}}?".join(spelled)


def _coarse(words: Sequence[str], letters: Letters, *, is_arabic: bool) -> bytes:
    """Return an expression for the longest stretch of a word that begins with a letter written in one way only."""
    usual = {c: [x for x in letters.of(c) if not _is_rare(x, letters)] for word in words for c in word}
    if not is_arabic:
        # English pages are made small.
        usual = {c: [x for x in found if not (x.isascii() and x.isupper())] for c, found in usual.items()}
    tails = [word[n:] for word in words for n, c in enumerate(word) if len(usual[c]) == 1]
    tail = max(tails, key=len, default="") or max(words, key=len)
    gone = _bytes([x for x in letters.gone if not _is_rare(x, letters)])
    first, *rest = (_bytes(usual[c] or [c]) for c in tail)
    letter = tail[0].encode("utf-8", "surrogatepass")
    if first == re.escape(letter) and len(letter) > 1:
        # One fixed byte is looked for three times as fast as two.
        first = re.escape(letter[-1:]) + b"(?<=" + first + b")"
    return (gone + b"*+").join([first, *rest])


def _is_rare(letter: str, letters: Letters) -> bool:
    data = letter.encode("utf-8", "surrogatepass")
    return any(p.match(data) for _first, p in letters.rare)


def _set(members: frozenset[str]) -> str:
    return f"[{''.join(re.escape(m) for m in sorted(members))}]"


def _bytes(members: Sequence[str]) -> bytes:
    """Return an expression for one of some letters, a bare literal when it is only one."""
    encoded = sorted({m.encode("utf-8", "surrogatepass") for m in members})
    if len(encoded) == 1:
        return re.escape(encoded[0])
    last: dict[bytes, list[bytes]] = {}
    for e in encoded:
        last.setdefault(e[:-1], []).append(re.escape(e[-1:]))
    return b"(?:" + b"|".join(re.escape(head) + b"[" + b"".join(ends) + b"]" for head, ends in last.items()) + b")"


# ------------------------------------------------------------------------------------------ letters


@cache
def _arabic_letters() -> Letters:
    codes = sorted({*arabic.SAFE, *arabic.LOOSE})
    folded = [(chr(c), chr(c).translate(arabic.SAFE).translate(arabic.LOOSE)) for c in codes]
    return _letters(folded, "", (b"\xda", b"\xdb", b"\xef"))


@cache
def _english_letters() -> Letters:
    codes = (*range(0x21, 0x7F), *range(0x80, 0x700), *range(0x1E00, 0x1F00), *range(0x2000, 0x206A))
    # Between two letters: at the end a possessive would be cut off.
    folded = [(chr(c), english.word_key(f"a{chr(c)}a")[1:-1]) for c in codes]
    # Terms with other letters are not sieved: what folds to several of those does not matter.
    folded = [(c, to) for c, to in folded if len(to) < 2 or any(x.isascii() and x.isalnum() for x in to)]
    leads = [bytes([n]) for n in (*range(0xC3, 0xD8), *range(0xDC, 0xE2), *range(0xE3, 0xF5))]
    return _letters(folded, f"[^{_PLAIN_EN}{SEPARATOR}]", (*leads, b"\xe2[^\x80]", b"\xc2[^\xa0\xab\xbb]"))


def _letters(folded: Iterable[tuple[str, str]], unknown: str, rare: Sequence[bytes]) -> Letters:
    alike: dict[str, set[str]] = {}
    gone: set[str] = set()
    several: set[str] = set()
    for letter, value in folded:
        if not value:
            gone.add(letter)
        elif len(value) == 1:
            alike.setdefault(value, set()).add(letter)
        else:
            several.add(letter)
    odd = "|".join(filter(None, (unknown, _set(frozenset(several)))))
    found = {k: frozenset(v) for k, v in alike.items()}
    return Letters(found, frozenset(gone), odd, tuple((r[:1], re.compile(r)) for r in rare))
