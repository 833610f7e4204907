"""Where given forms stand in an English target (see :mod:`workbench.termbase.places`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from workbench.termbase import english
from workbench.termbase.places import Place

_ARTICLE_BEFORE = regex.compile(r"(?<![\p{L}\p{N}])the[ \t\u00a0]+$", regex.I)
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
        self, forms: Iterable[str], *, number: bool = True, protect: frozenset[str] = frozenset()
    ) -> list[Place]:
        """Return where the forms stand (see :class:`Target`)."""
        out = [p for form in forms for p in self._places(form) if number or not p.plural]
        return sorted(out, key=lambda p: (p.start, -p.end, not p.as_written))

    def _places(self, text: str) -> Iterator[Place]:
        form = english.form(text)
        if form is None:
            return
        first = form.keys[0]
        begins = (first, *_other_number(first)) if 0 in form.plurals else (first,)
        for at in (n for key in begins for n in self._index.get(key, ())):
            span = self.words[at : at + len(form.keys)]
            numbers = [_number(w.key, key) for w, key in zip(span, form.keys, strict=False)]
            if len(span) < len(form.keys) or any(
                n is None or (n and k not in form.plurals) for k, n in enumerate(numbers)
            ):
                continue
            if any(a and not w.raw[:2].isupper() for w, a in zip(span, form.acronyms, strict=True)):
                continue
            if (len(span) == 1 and form.capitals[0] and not span[0].raw[:1].isupper()) or not english.adjacent(
                self.text, span
            ):
                continue
            start, end = span[0].start, english.end_of(span)
            surface = self.text[start:end]
            written = surface == form.bare or (surface[1:] == form.bare[1:] and begins_sentence(self.text, start))
            if len(form.bare) < len(text) and _ARTICLE_BEFORE.search(self.text[:start]) is None:
                written = False
            plural = next((n for n in numbers if n), 0)
            yield Place(start, end, surface, text, at, at + len(span), written, plural, core=start)


def _other_number(key: str) -> tuple[str, ...]:
    more = (f"{key}s", f"{key}es", f"{key[:-1]}ies" if key.endswith("y") else "")
    fewer = (key.removesuffix("s"), key.removesuffix("es"), f"{key[:-3]}y" if key.endswith("ies") else "")
    return tuple(dict.fromkeys(k for k in (*more, *fewer) if k and k != key))


def _number(found: str, wanted: str) -> int | None:
    """Return 1 for a plural of ``wanted``, -1 for its singular, 0 for itself, None for another word."""
    if found == wanted:
        return 0
    return (1 if len(found) > len(wanted) else -1) if english.same_number(found, wanted) else None
