"""Recognising English terms: case, possessives, plurals, hyphens, the article of Arabic names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from workbench.model import Concept

_UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = regex.compile(
    r"[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|\.(?=\p{L}\.)|(?<=\.\p{L})\.|['’ʿʾʼ](?=\p{L})"
    rf"|[{_UNSEEN}]+(?=[\p{{L}}\p{{N}}\p{{M}}]))*"
)
_NOT_SEEN = regex.compile(f"[{_UNSEEN}]+")
"""Soft hyphens, joiners and marks of direction: nobody sees them, and they part no word."""
POSSESSIVE = regex.compile(r"['’](?:s|S)?$")
"""The possessive at the end of a word."""
_DROPPED = dict.fromkeys(
    [
        *map(ord, "'’‘ʿʾʼ."),
        *(0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF),
    ]
)
_SPACE = r"[ \t\u00a0\u2009\u202f]"
BETWEEN = regex.compile(rf"{_SPACE}{{1,3}}|[-‐‑‒–−]|['’]?{_SPACE}\(?|[\"“”'’(]{{1,2}}{_SPACE}?|{_SPACE}[\"“'‘(]")
"""What may stand between the words of a term."""
_SPACES = regex.compile(f"{_SPACE}+")
_NAMES = ("person", "place", "organisation", "work")
_BEHIND_HEADS = frozenset({"of", "general", "in", "for", "to", "at", "on", "designate", "elect", "law"})
"""Words behind the word of a title that takes the plural: members of parliament, secretaries-general."""
_IRREGULAR = (("man", "men"), ("child", "children"), ("person", "people"), ("sis", "ses"), ("f", "ves"), ("fe", "ves"))
"""Endings in which number shows otherwise than by an s: spokesmen, grandchildren, crises, wives."""
_BEGINNING = re.compile(r"^((?!(?:the|an?) )[a-z0-9]{2}(?![.'’])|)", re.M)
"""The first letters of every line that begins with two plain ones and no article."""
ARTICLES = frozenset({"the", "a", "an"})
"""The English articles."""


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
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", raw))
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_DROPPED).casefold()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a term, word by word: its key, whether it has a capital, whether it is all capitals.

    ``bare`` is its text without a leading article. ``plurals`` are the words that may stand in the other number: the last,
    and a head before of, general and the like. ``name`` tells that one capital at least must be there. ``changed`` is the
    word that is in another ``number`` here than in the term (1 for a plural, -1 for a singular), -1 for none.
    """

    bare: str
    keys: tuple[str, ...]
    capitals: tuple[bool, ...]
    acronyms: tuple[bool, ...]
    plurals: frozenset[int]
    name: bool
    changed: int = -1
    number: int = 0

    @property
    def head(self) -> int:
        """The word that takes the plural."""
        return min(self.plurals, default=len(self.keys) - 1)


def light_key(key: str) -> str:
    """Return a key without the letters in which singular and plural differ; others may meet under it, too."""
    short = key.rstrip("s").rstrip("e").rstrip("s")
    return f"{short[:-1]}y" if short.endswith("i") else short or key


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


def keys(texts: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield (number, keys of the words) under which terms are to be found: several where number changes letters."""
    for n, text in enumerate(texts):
        plain = [w.key for w in _parts(text)]
        if plain:
            found = [light_key(key) for key in plain]
            yield n, found
            for k in _heads(plain):
                for other, _number in irregular(plain[k]):
                    yield n, [*found[:k], light_key(other), *found[k + 1 :]]


def _heads(keys: Sequence[str]) -> frozenset[int]:
    """Return the words of a term that take the plural: the last, and one before of, general and the like."""
    return frozenset(k for k in range(len(keys)) if k + 1 == len(keys) or keys[k + 1] in _BEHIND_HEADS)


def irregular(key: str) -> tuple[tuple[str, int], ...]:
    """Return what a word may be in the other number when that changes its letters, with 1 for a plural and -1 for a singular.

    Spokesmen for spokesman, and back.
    """
    many = [(key.removesuffix(a) + b, 1) for a, b in _IRREGULAR if key.endswith(a)]
    return (*many, *((key.removesuffix(b) + a, -1) for a, b in _IRREGULAR if key.endswith(b)))


def _parts(text: str) -> list[Word]:
    """Return the words of a term without a leading article."""
    parts = words(text)
    # A-levels and the like begin with no article.
    article = len(parts) > 1 and parts[0].key in ARTICLES and text[parts[0].end].isspace()
    return parts[1:] if article else parts


def forms(text: str, concept: Concept) -> list[Form]:
    """Return a term of a concept ready for matching, also in the other number by other letters; none when it has no word."""
    return list(in_numbers(text, concept.kind))


@lru_cache(maxsize=32768)
def in_numbers(text: str, kind: str = "other") -> tuple[Form, ...]:
    """Return a form of a term of a kind, and what it is in the other number where that is more than an s at its head.

    That are men and children, and the plural of an acronym: MPs, with a small s.
    """
    found = form(text, kind)
    if found is None:
        return ()
    out = [found]
    for k in found.plurals:
        out += [_changed(found, k, other, number) for other, number in irregular(found.keys[k])]
    last = len(found.keys) - 1
    if found.acronyms[last] and kind not in ("person", "place"):
        out.append(_changed(found, last, f"{found.keys[last]}s", 1))
    return tuple(out)


def _changed(form: Form, k: int, key: str, number: int) -> Form:
    keys = (*form.keys[:k], key, *form.keys[k + 1 :])
    return replace(form, keys=keys, plurals=frozenset(), changed=k, number=number)


@lru_cache(maxsize=32768)
def form(text: str, kind: str = "other") -> Form | None:
    """Return a form of a term of a kind without a leading article, None when it has no word."""
    parts = _parts(text)
    if not parts:
        return None
    keys = tuple(p.key for p in parts)
    acronyms = tuple(len(p.raw) >= 2 and p.raw.replace(".", "").isupper() for p in parts)
    capitals = tuple(p.raw[:1].isupper() for p in parts)
    capital = all(p.raw[:1].isupper() or p.raw[:1].isdigit() for p in parts)
    if len(parts) == 1:
        name = capital
        plurals = frozenset() if acronyms[0] or (capital and kind in ("person", "place")) else frozenset({0})
    else:
        name = any(capitals) and kind in _NAMES
        plurals = _heads(keys)
    return Form(text[parts[0].start :], keys, capitals, acronyms, plurals, name)


def match_at(text: str, found: Sequence[Word], at: int, term: Form) -> float:
    """Return with what score a term stands at word ``at`` (1 as written, less for case and number), 0 when it does not."""
    n = len(term.keys)
    if at + n > len(found):
        return 0.0
    span = found[at : at + n]
    score = 1.0
    for k, (here, key) in enumerate(zip(span, term.keys, strict=True)):
        if here.key != key:
            if k not in term.plurals or not same_number(here.key, key):
                return 0.0
            score -= 0.03
        if term.acronyms[k] and not is_acronym(here.raw, plural=term.changed == k):
            return 0.0
    if not adjacent(text, span):
        return 0.0
    capital = any(w.raw[:1].isupper() for w, c in zip(span, term.capitals, strict=True) if c)
    # Small letters: ordinary words (a white house), unless the text has no capitals at all.
    if term.name and not capital and (n == 1 or text != text.lower()):
        return 0.0
    written = seen(text[span[0].start : span[-1].end])
    if POSSESSIVE.sub("", written) != POSSESSIVE.sub("", term.bare):
        score -= 0.05 if term.changed >= 0 else 0.02
    return round(score, 3)


def is_acronym(raw: str, *, plural: bool = False) -> bool:
    """Whether a word is written as an acronym; in the ``plural`` with a small s behind it."""
    return raw[:2].isupper() and (not plural or POSSESSIVE.sub("", raw).endswith("s"))


def end_of(span: Sequence[Word]) -> int:
    """Return where the term ends in the text: before a possessive."""
    last = span[-1]
    return last.start + len(POSSESSIVE.sub("", last.raw))


def same_number(a: str, b: str) -> bool:
    """Whether two keys differ only in a plural ending."""
    short, long = sorted((a, b), key=len)
    return len(short) >= 3 and (
        long in (f"{short}s", f"{short}es") or (short[-1] == "y" and long == f"{short[:-1]}ies")
    )


def adjacent(text: str, span: Sequence[Word]) -> bool:
    """Whether only spaces, hyphens, quotes and brackets stand between words."""
    return all(BETWEEN.fullmatch(_NOT_SEEN.sub("", text[a.end : b.start])) is not None for a, b in pairwise(span))


def seen(text: str) -> str:
    """Return a text as it is read: without what nobody sees, every space an ordinary one."""
    return text if text.isascii() and "  " not in text else _SPACES.sub(" ", _NOT_SEEN.sub("", text))
