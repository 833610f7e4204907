"""Where given forms stand in an English target (see :mod:`workbench.termbase.places`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from workbench.termbase import english
from workbench.termbase.places import Place

_ARTICLE_BEFORE = regex.compile(r"(?<![\p{L}\p{N}])the[ \t\u00a0]+$", regex.I)
_SENTENCE = regex.compile(r"(?:^|[.?!…][\s\"”'’)\]]*\s|\n)[\s\"“”'‘’(\[«]*$")


def begins_sentence(text: str, start: int) -> bool:
    """Whether an English sentence begins at ``start``: its capital says nothing."""
    return _SENTENCE.search(text[:start]) is not None


@lru_cache(20_000)
def _english_form(text: str) -> tuple[tuple[str, ...], str, bool, bool]:
    """Return a form's keys and its text without a leading article; whether it is a name, and an acronym."""
    parts = english.words(text)
    if len(parts) > 1 and parts[0].key in english.ARTICLES and text[parts[0].end].isspace():
        parts = parts[1:]
    if not parts:
        return (), text, False, False
    bare = text[parts[0].start :] if parts[0].start else text
    letters = "".join(p.raw for p in parts)
    acronym = len(parts) == 1 and len(letters) >= 2 and letters.isupper()
    capital = all(p.raw[:1].isupper() or p.raw[:1].isdigit() for p in parts)
    return tuple(p.key for p in parts), bare, capital, acronym


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
        self, forms: Iterable[str], *, number: bool = True, protect: frozenset[str] = frozenset()
    ) -> list[Place]:
        """Return where the forms stand (see :class:`Target`)."""
        out = [p for form in forms for p in self._places(form) if number or not p.plural]
        return sorted(out, key=lambda p: (p.start, -p.end, not p.as_written))

    def _places(self, form: str) -> Iterator[Place]:
        keys, bare, capital, acronym = _english_form(form)
        if not keys:
            return
        begins = (keys[0],) if len(keys) > 1 or acronym else (keys[0], *_other_number(keys[0]))
        for at in (n for key in begins for n in self._index.get(key, ())):
            span = self.words[at : at + len(keys)]
            if len(span) < len(keys) or any(w.key != k for w, k in zip(span[:-1], keys[:-1], strict=True)):
                continue
            plural = _number(span[-1].key, keys[-1])
            if plural is None or (plural and acronym) or not english.adjacent(self.text, span):
                continue
            if (acronym and not span[0].raw[:2].isupper()) or (
                capital and len(span) == 1 and not span[0].raw[:1].isupper()
            ):
                continue
            start, end = span[0].start, english.end_of(span)
            surface = self.text[start:end]
            written = surface == bare or (surface[1:] == bare[1:] and begins_sentence(self.text, start))
            if len(bare) < len(form) and _ARTICLE_BEFORE.search(self.text[:start]) is None:
                written = False
            yield Place(start, end, surface, form, at, at + len(keys), written, plural, core=start)


def _other_number(key: str) -> tuple[str, ...]:
    more = (f"{key}s", f"{key}es", f"{key[:-1]}ies" if key.endswith("y") else "")
    fewer = (key.removesuffix("s"), key.removesuffix("es"), f"{key[:-3]}y" if key.endswith("ies") else "")
    return tuple(dict.fromkeys(k for k in (*more, *fewer) if k and k != key))


def _number(found: str, wanted: str) -> int | None:
    """Return 1 for a plural of ``wanted``, -1 for its singular, 0 for itself, None for another word."""
    if found == wanted:
        return 0
    return (1 if len(found) > len(wanted) else -1) if english.same_number(found, wanted) else None
