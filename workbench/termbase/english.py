"""Recognising English terms: case, possessives, plurals, hyphens, the article of Arabic names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from workbench.model import Concept

_TOKEN = regex.compile(r"[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|\.(?=\p{L}\.)|(?<=\.\p{L})\.|['’ʿʾʼ](?=\p{L}))*")
_POSSESSIVE = regex.compile(r"['’](?:s|S)?$")
_APOSTROPHES = str.maketrans("", "", "'’‘ʿʾʼ.")
_BETWEEN = regex.compile(r"[ \t\u00a0\u2009\u202f]{1,3}|[-‐‑]|['’]?[ \t]\(?|[\"“”'’(]{1,2}[ \t]?|[ \t][\"“'‘(]")
_BEGINNING = re.compile(r"^((?!(?:the|an?) )[a-z0-9]{2}(?![.'’])|)", re.M)
"""The first letters of every line that begins with two plain ones and no article."""
_ARTICLES = frozenset({"the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: ``text[start:end] == raw``; ``key`` has no case, accents, apostrophes or possessive."""

    start: int
    end: int
    raw: str
    key: str


def words(text: str) -> list[Word]:
    """Return the words of a text; a hyphen parts words, a possessive is inside its word's span but not in its key."""
    out = []
    for m in _TOKEN.finditer(text):
        raw = m[0]
        out.append(Word(m.start(), m.end(), raw, word_key(raw)))
    return out


def word_key(raw: str) -> str:
    """Return what a word is compared by."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", raw))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_APOSTROPHES).casefold()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a term: the keys of its words, whether it is a name (capitals matter), an acronym (all
    capitals), and may stand in the plural.
    """

    text: str
    keys: tuple[str, ...]
    capital: bool
    acronym: bool
    plural: bool


def light_key(key: str) -> str:
    """Return a key without the letters in which singular and plural differ; others may meet under it, too."""
    short = key.rstrip("s").rstrip("e").rstrip("s")
    return f"{short[:-1]}y" if short.endswith("i") else short


def beginnings(texts: Sequence[str]) -> list[str]:
    """Return the first letters of terms: two of the key of the first word, '' for one without a word.

    Plain texts, which are nearly all, are looked at in one go.
    """
    lines = "\n".join(texts).lower()
    if lines.count("\n") >= len(texts):
        lines = "\n".join(t.replace("\n", " ") for t in texts).lower()
    found: list[str] = _BEGINNING.findall(lines)
    return [letters or first_two(text) for letters, text in zip(found, texts, strict=True)]


def first_two(text: str) -> str:
    """Return the first two letters of the key of a term's first word, '' when it has none."""
    parts = _parts(text)
    return parts[0].key[:2] if parts else ""


def keys(texts: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Yield (number, key of the first word, key of the second or '') under which terms are to be found."""
    for n, text in enumerate(texts):
        parts = [light_key(w.key) for w in _parts(text)[:2]]
        if parts:
            yield n, parts[0], parts[1] if len(parts) > 1 else ""


def _parts(text: str) -> list[Word]:
    """Return the words of a term without a leading article."""
    parts = words(text)
    return parts[1:] if len(parts) > 1 and parts[0].key in _ARTICLES else parts


def forms(text: str, concept: Concept) -> list[Form]:
    """Return a term of a concept ready for matching, without a leading article; none when it has no word.

    The name of a person or place that is one word has no plural.
    """
    parts = _parts(text)
    if not parts:
        return []
    letters = "".join(p.raw for p in parts)
    acronym = len(parts) == 1 and len(letters) >= 2 and letters.isupper()
    capital = all(p.raw[:1].isupper() or p.raw[:1].isdigit() for p in parts)
    plural = not acronym and not (len(parts) == 1 and capital and concept.kind in ("person", "place"))
    return [Form(text, tuple(p.key for p in parts), capital, acronym, plural)]


def match_at(text: str, found: Sequence[Word], at: int, term: Form) -> tuple[int, float] | None:
    """Return how many words the term covers at ``at`` and with what score (1 as written, less for case and number)."""
    n = len(term.keys)
    if at + n > len(found):
        return None
    score = 1.0
    for k, key in enumerate(term.keys):
        here = found[at + k]
        if here.key == key:
            continue
        if k == n - 1 and term.plural and _same_number(here.key, key):
            score -= 0.03
            continue
        return None
    span = found[at : at + n]
    if not _adjacent(text, span):
        return None
    if term.acronym and not span[0].raw[:2].isupper():
        return None
    if term.capital and n == 1 and not span[0].raw[:1].isupper():
        return None
    written = text[span[0].start : span[-1].end]
    if written != term.text and _POSSESSIVE.sub("", written) != _without_article(term.text):
        score -= 0.02
    return n, round(score, 3)


def end_of(span: Sequence[Word]) -> int:
    """Return where the term ends in the text: before a possessive."""
    last = span[-1]
    return last.start + len(_POSSESSIVE.sub("", last.raw))


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.casefold() in _ARTICLES else text


def _same_number(a: str, b: str) -> bool:
    """Whether two keys differ only in a plural ending."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 3 and (
        long in (f"{short}s", f"{short}es") or (short[-1] == "y" and long == f"{short[:-1]}ies")
    )


def _adjacent(text: str, span: Sequence[Word]) -> bool:
    return all(_BETWEEN.fullmatch(text[a.end : b.start]) is not None for a, b in pairwise(span))
