"""Where words begin, and whether a text may be cut at a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from workbench.text.fold import fold
from workbench.text.tokens import Token, tokens

_GRAPHEME = regex.compile(r"\X")
_WORDLIKE = regex.compile(r"[\p{L}\p{N}\p{M}_\u0640\u200c\u200d]")
_LINKED = regex.compile(
    r"(?<=\p{N})[.,:/٫٬،'’\u00a0\u202f-](?=\p{N})"
    r"|(?<=\p{Latin})['’-](?=[\p{Latin}\p{N}])|(?<=\p{N})-(?=\p{Latin})"
    r"|(?<=[\p{Latin}\p{N}])[.@:/-]+(?=[\p{Ll}\p{N}])"
    r"|(?<=(?<![\p{L}\p{N}\p{M}])\p{L})\.(?=\p{L}(?![\p{L}\p{N}\p{M}]))"
)
"""Signs that hold a figure, a Latin word, an address or a dotted abbreviation together."""
_REACH = 64
"""A sign to the eye is looked for from so many code points before a place."""
_OPENERS = frozenset("([{«‹“‘\"'")
_BARE = regex.compile(r"[\p{M}\u0640\u200c-\u200f]+")
_PROCLITICS = regex.compile(r"(?:[وف]?[بكل]?(?:ال)?|[وف]?لل)")
"""What may be joined to the beginning of an Arabic word, the article with it."""


@dataclass(frozen=True, slots=True)
class WordPlace:
    """A place where typed words begin: ``offset``, and whether they stand there whole and in the very same letters."""

    offset: int
    whole: bool
    exact: bool
    plain: bool
    """Whether nothing is joined to the first word."""


def behind_space(text: str, at: int) -> int:
    """Return ``at`` moved behind the white space that stands there: it belongs to the part on the left."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def inside_grapheme(text: str, at: int) -> bool:
    """Whether ``at`` lies between a letter and its marks, or inside another sign that is one to the eye."""
    near = _GRAPHEME.finditer(text, max(0, at - _REACH), at + 1)
    return 0 < at < len(text) and any(m.start() < at < m.end() for m in near)


def inside_word(text: str, at: int) -> bool:
    """Whether ``at`` lies inside a word, a figure, an address or a dotted abbreviation."""
    if not 0 < at < len(text):
        return False
    if _WORDLIKE.match(text[at - 1]) and _WORDLIKE.match(text[at]):
        return True
    return any(m.start() <= at <= m.end() for m in _LINKED.finditer(text, max(0, at - 8), at + 8))


def word_starts(text: str) -> list[int]:
    """Return where words begin with the marks that open before them, ascending: places to cut a text at."""
    found = (_with_openers(text, t.start) for t in tokens(text))
    return [at for at in dict.fromkeys(found) if not inside_word(text, at) and not inside_grapheme(text, at)]


def nearest_word(text: str, at: int) -> tuple[int, str]:
    """Return the beginning of the word nearest to ``at`` and that word, the first left out; (0, '') when there is none."""
    starts = [s for s in word_starts(text) if text[:s].strip()]
    if not starts:
        return 0, ""
    best = min(starts, key=lambda s: abs(s - at))
    return best, text[best:].split()[0]


def find_words(text: str, typed: str) -> list[WordPlace]:
    """Return the places where words begin as ``typed`` does, in their order; never one inside a word.

    Both are folded. Arabic conjunctions, prepositions and the article may stand joined before the first word, and the
    last one may go on: ``قال`` finds ``وقال`` and ``قالت``.
    """
    wanted = [t.text for t in tokens(typed)]
    if not wanted:
        return []
    words = tokens(text)
    allowed = set(word_starts(text))
    found = []
    for n, word in enumerate(words):
        at = _with_openers(text, word.start)
        if at in allowed and (place := _match(words[n : n + len(wanted)], wanted, at)) is not None:
            found.append(place)
    return found


def word_around(text: str, typed: str) -> str:
    """Return the first word that has ``typed`` inside it, '' when there is none."""
    inner = _key(typed)
    return next((t.text for t in tokens(text) if inner and inner in _key(t.text)), "")


def best_place(places: Iterable[WordPlace], offered: Iterable[int]) -> WordPlace | None:
    """Return the place most likely meant: the same letters first, then one of ``offered``, then the one nearest to these."""
    offers = list(offered)

    def rank(place: WordPlace) -> tuple[bool, bool, bool, bool, int, int]:
        far = min((abs(place.offset - o) for o in offers), default=0)
        return not place.whole, not place.exact, place.offset not in offers, not place.plain, far, place.offset

    return min(places, key=rank, default=None)


def _match(words: list[Token], wanted: list[str], at: int) -> WordPlace | None:
    if len(words) < len(wanted):
        return None
    keys, seen = [_key(w) for w in wanted], [_key(w.text) for w in words]
    rest = _behind_proclitics(seen[0], keys[0], whole=len(keys) > 1)
    if rest is None or seen[1:-1] != keys[1:-1] or (len(keys) > 1 and not seen[-1].startswith(keys[-1])):
        return None
    whole = (seen[-1] if len(keys) > 1 else rest) == keys[-1]
    bare = [_BARE.sub("", w) for w in wanted]
    exact = all(_BARE.sub("", w.text).endswith(b) for w, b in zip(words, bare, strict=True))
    return WordPlace(at, whole, whole and exact, rest == seen[0])


def _behind_proclitics(word: str, wanted: str, *, whole: bool) -> str | None:
    """Return a word, or what is left of it without what is joined to it, that begins as ``wanted``; None for neither."""
    if word == wanted or (not whole and word.startswith(wanted)):
        return word
    joined = _PROCLITICS.fullmatch(word[: -len(wanted)]) if word.endswith(wanted) else None
    return wanted if joined and joined[0] else None


def _with_openers(text: str, at: int) -> int:
    """Return ``at`` moved before the opening marks that stand right before it."""
    start = at
    while start and text[start - 1] in _OPENERS:
        start -= 1
    return start if not start or text[start - 1].isspace() else at


def _key(word: str) -> str:
    return fold(word).casefold()
