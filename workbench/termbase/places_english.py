"""Where given forms stand in an English target (see :mod:`workbench.termbase.places`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from workbench.termbase import english
from workbench.termbase.places import Place

_ARTICLE_BEFORE = regex.compile(r"(?<![\p{L}\p{N}])the[ \t\u00a0]+$", regex.I)
NO_NUMBER = frozenset({"person", "place"})
"""Kinds of which a plural is another word: Hamas is no Hama."""
SHARING = 7
"""So many words there are at most from the last word of a form's own to the head it shares."""
_CLOSING = regex.compile(r"[)\]]+$")
_OWNERS = frozenset({"its", "his", "her", "their", "our", "this", "that", "a", "an"})
_AND = frozenset({"and", "or"})
_NOT_SHARED = regex.compile(
    "the|an?|this|that|these|those|his|her|its|their|our|my|your|of|in|on|at|to|for|from|with|by|as|was|were|is|are"
    "|said|has|have|had|who|which|where|when|while|but"
)
"""Words behind which no head is shared any more."""
_SENTENCE = regex.compile(r"(?:^|[.?!…][\s\"”'’)\]]*\s|\n)[\s\"“”'‘’(\[«]*$")


def begins_sentence(text: str, start: int) -> bool:
    """Whether an English sentence begins at ``start``: its capital says nothing."""
    return _SENTENCE.search(text[:start]) is not None


@dataclass
class EnglishTarget:
    """An English target."""

    text: str

    @cached_property
    def words(self) -> list[english.Word]:
        """The words, parted at hyphens."""
        return english.words(self.text)

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for n, word in enumerate(self.words):
            out.setdefault(word.key, []).append(n)
        return out

    def places(
        self,
        forms: Iterable[str],
        kind: str = "other",
        *,
        ordinary: bool = False,
        protect: frozenset[str] = frozenset(),
    ) -> list[Place]:
        """Return where the forms stand (see :class:`Target`)."""
        out = [p for form in forms for p in self._places(form, kind) if kind not in NO_NUMBER or not p.plural]
        return sorted(out, key=lambda p: (p.start, -p.end, not p.as_written))

    def _places(self, text: str, kind: str) -> Iterator[Place]:
        for form in english.in_numbers(text):
            first = form.keys[0]
            begins = (first, *_other_number(first)) if 0 in form.plurals else (first,)
            for at in (n for key in begins for n in self._index.get(key, ())):
                place = self._place(text, form, at, kind)
                if place is not None:
                    yield place

    def _place(self, text: str, form: english.Form, at: int, kind: str) -> Place | None:
        span = self.words[at : at + len(form.keys)]
        if len(span) < len(form.keys):
            return None
        numbers = [
            0 if k and key == "the" and _is_determiner(word) else _number(word.key, key)
            for k, (word, key) in enumerate(zip(span, form.keys, strict=True))
        ]
        if any(n is None or (n and k not in form.plurals) for k, n in enumerate(numbers)):
            return None
        for k, (word, acronym) in enumerate(zip(span, form.acronyms, strict=True)):
            if acronym and not english.is_acronym(word.raw, plural=form.changed == k):
                return None
        # A title has a capital before a name, and none elsewhere.
        small = len(span) == 1 and form.capitals[0] and not span[0].raw[:1].isupper()
        if (small and kind != "title") or not english.adjacent(self.text, span):
            return None
        start, end = span[0].start, english.end_of(span)
        closing = _closing(text)
        end += len(closing) if self.text.startswith(closing, end) else 0
        surface = self.text[start:end]
        read = english.seen(surface)
        written = read == form.bare or (read[1:] == form.bare[1:] and begins_sentence(self.text, start))
        if len(form.bare) < len(text) and _ARTICLE_BEFORE.search(self.text[:start]) is None:
            written = False
        plural = form.number or next((n for n in numbers if n), 0)
        owned = any(key == "the" != word.key for word, key in zip(span, form.keys, strict=True))
        return Place(start, end, surface, text, at, at + len(span), written, plural, core=start, bent=owned)

    def shared(self, forms: Iterable[str], kind: str = "other") -> list[Place]:
        """Return where the head of a form stands at the end of several: foreign and defence ministers.

        It is so when behind the words before the head a comma, and, or comes, some words more, and the head.
        """
        return [p for text in forms for p in self._shared(text)]

    def _shared(self, text: str) -> Iterator[Place]:
        form = english.form(text)
        if form is None or len(form.keys) < 2:
            return
        count = len(form.keys) - 1
        for at in self._index.get(form.keys[0], ()):
            span = self.words[at : at + count]
            if tuple(w.key for w in span) != form.keys[:-1] or not english.adjacent(self.text, span):
                continue
            head = self._shared_head(at + count, form)
            if head is not None:
                start, end = span[0].start, english.end_of([head])
                yield Place(
                    start, end, self.text[start:end], text, at, self.words.index(head) + 1, as_written=False, bent=True
                )

    def _shared_head(self, at: int, form: english.Form) -> english.Word | None:
        """Return the head of a form behind other words that share it, the first of which is ``at``."""
        joined = False
        for n in range(at, min(at + SHARING, len(self.words))):
            word, between = self.words[n], self.text[self.words[n - 1].end : self.words[n].start]
            mark = between.strip()
            if mark not in ("", ",", "-", "‐", "‑", "/", "&") or (n == at and not mark and word.key not in _AND):
                return None
            joined = joined or word.key in _AND or mark in ("/", "&")
            if joined and n > at and _is_head(word, form):
                return word
            if _NOT_SHARED.fullmatch(word.key):
                return None
        return None


@lru_cache(20_000)
def _closing(form: str) -> str:
    """Return the brackets a form ends with: United Nations (UN)."""
    found = _CLOSING.search(form)
    return found[0] if found else ""


def _is_determiner(word: english.Word) -> bool:
    """Whether a word stands where else an article would: head of its office, of Iran's office."""
    return word.key in _OWNERS or english.POSSESSIVE.search(word.raw) is not None


def _is_head(word: english.Word, form: english.Form) -> bool:
    head = form.keys[-1]
    numbers = {head, *(key for key, _number in english.irregular(head))}
    return word.key in numbers or english.same_number(word.key, head)


def _other_number(key: str) -> tuple[str, ...]:
    more = (f"{key}s", f"{key}es", f"{key[:-1]}ies" if key.endswith("y") else "")
    fewer = (key.removesuffix("s"), key.removesuffix("es"), f"{key[:-3]}y" if key.endswith("ies") else "")
    return tuple(dict.fromkeys(k for k in (*more, *fewer) if k and k != key))


def _number(found: str, wanted: str) -> int | None:
    """Return 1 for a plural of ``wanted``, -1 for its singular, 0 for itself, None for another word."""
    if found == wanted:
        return 0
    return (1 if len(found) > len(wanted) else -1) if english.same_number(found, wanted) else None
