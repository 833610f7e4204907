"""Where forms stand that have a comma or another mark inside; word keys find only words that follow each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

import regex

from workbench.model import is_rtl
from workbench.termbase import english
from workbench.termbase.places import Place
from workbench.text.tokens import tokens

_MARK = regex.compile(r"\w\W*[,،;؛:/–—]\W*\w")
_CLITIC = "(?:[وف]?[بكل]|[وف])?"


def literal_places(text: str, forms: Iterable[str], language: str) -> Iterator[Place]:
    """Yield where those of the forms stand that have marks inside.

    Case and white space may differ, and in Arabic a proclitic may be joined.
    """
    starts: list[int] | None = None
    folded = ""
    for form in forms:
        if not _has_mark(form):
            continue
        folded = folded or text.casefold()
        # A plain look first: hardly any of them stands there.
        if _begins(form) not in folded:
            continue
        for m in _pattern(form, is_rtl(language)).finditer(text):
            if starts is None:
                starts = [w.start for w in (tokens(text) if is_rtl(language) else english.words(text))]
            core = m.start("form")
            written = text[core + 1 : m.end()] == form[1:]
            first, last = bisect_left(starts, m.start()), bisect_left(starts, m.end())
            yield Place(
                m.start(), m.end(), m[0], form, first, last, written, proclitic=text[m.start() : core], core=core
            )


@lru_cache(20_000)
def _begins(form: str) -> str:
    """Return the longest word of a form, folded: what stands nowhere else."""
    return max(form.casefold().split(), key=len)


@lru_cache(2_000)
def _pattern(form: str, rtl: bool) -> regex.Pattern[str]:
    words = r"\s+".join(regex.escape(w) for w in form.split())
    return regex.compile(rf"(?<!\w){_CLITIC if rtl else ''}(?P<form>{words})(?!\w)", regex.I)


@lru_cache(20_000)
def _has_mark(form: str) -> bool:
    return _MARK.search(form) is not None
