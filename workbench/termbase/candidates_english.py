"""Finding candidates in English texts: runs of capitals, with what stands before and behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import regex

from workbench.model import TermHit
from workbench.termbase.candidates import Candidate, Place, ranked, without_overlaps
from workbench.termbase.name_words import english_places, english_words

_WORD = regex.compile(r"(?:\p{Lu}\.)+|\p{L}(?:[\p{L}\p{M}]|['’](?=\p{L})|-(?=\p{L}))*")
_POSSESSIVE = regex.compile(r"['’]s$")
_INSIDE = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "bint",
        "abu",
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "da",
        "di",
        "du",
        "la",
        "of",
    }
)
_ARTICLE = regex.compile(r"(?:al|el|as|an|ad|ar|at|az)-\p{Lu}")
_STARTS = regex.compile(r"(?:^|[.!?:…]['\"”’)]*\s+|[\"“‘(]\s*|\n\s*)$")


class _Word(NamedTuple):
    start: int
    end: int
    raw: str
    first: bool
    joined: bool
    known: bool

    @property
    def low(self) -> str:
        return self.raw.casefold()

    @property
    def capital(self) -> bool:
        return self.raw[:1].isupper() or _ARTICLE.match(self.raw) is not None


class EnglishCandidates:
    """Finds the candidates of some texts; ``hits`` are the terms known in each."""

    def __init__(self, texts: Sequence[str], hits: Sequence[Sequence[TermHit]]) -> None:
        self._texts = texts
        self._words = [_words(t, h) for t, h in zip(texts, hits, strict=True)]
        self._cues = english_words()
        self._small = {w.raw for words in self._words for w in words if not w.capital}
        self._inside = {w.low for words in self._words for w in words if w.capital and not w.first}
        self._found: dict[str, tuple[str, str]] = {}

    def find(self, least: int = 1) -> list[Candidate]:
        """Return the candidates in the order of the texts."""
        again: dict[str, set[Place]] = defaultdict(set)
        kinds: dict[str, str] = {}
        for n, words in enumerate(self._words):
            at = 0
            while at < len(words):
                end = self._run_end(words, at)
                if end > at:
                    self._run(n, words, at, end, again, kinds)
                at = max(end, at + 1)
        for form, places in again.items():
            if len(places) > 1:
                self._found.setdefault(form, (kinds[form], "repeated"))
        return ranked(without_overlaps([self._everywhere(f, *kind) for f, kind in self._found.items()]), least)

    def _run_end(self, words: Sequence[_Word], at: int) -> int:
        """Return where a run of capitals that begins at a word ends; ``at`` for none."""
        end, k = at, at
        while k < len(words) and not words[k].known and (k == at or words[k].joined):
            word = words[k]
            if word.capital and word.low not in self._cues.never:
                end = k + 1
            elif k == at or word.low not in _INSIDE:
                break
            k += 1
        return end

    def _run(
        self,
        n: int,
        words: Sequence[_Word],
        at: int,
        end: int,
        again: dict[str, set[Place]],
        kinds: dict[str, str],
    ) -> None:
        text = self._texts[n]
        titles = [k for k in range(at, end) if words[k].low.rstrip(".") in self._cues.titles]
        start = titles[-1] + 1 if titles and titles[-1] + 1 < end else at
        if start > at and words[start].low == "of":
            # Of what: President of Lebanon Joseph Aoun, Secretary of State.
            pair = " ".join(w.low for w in words[start + 1 : start + 3])
            start += 3 if pair in english_places() else 2
        before = words[at - 1] if at else None
        titled = start > at or (before is not None and words[at].joined and before.low in self._cues.titles)
        if start == at and words[at].first and self._ordinary(words[at], end - at):
            start += 1
        headed = end - start > 2 and words[start].low in self._cues.groups and words[start + 1].low == "of"
        if start == at and end - at > 2 and words[at].first and words[at + 1].low == "of" and not headed:
            start += 2
        if start >= end or (titles and start == at):
            return
        last = words[end - 1]
        form = _POSSESSIVE.sub("", text[words[start].start : last.end])
        place = Place(n, words[start].start, words[start].start + len(form))
        after = words[end].low if end < len(words) else ""
        behind = before is not None and before.low in self._cues.said and not words[at].first
        spoke = behind or after in self._cues.said
        spoke = spoke or (before is not None and before.low == "to" and at > 1 and words[at - 2].low == "according")
        group = headed or last.low in self._cues.groups
        near = before is not None and before.low in self._cues.near
        size = end - start
        kind = "organisation" if group else "person" if titled or spoke else "place" if near else "other"
        if form.casefold() in english_places() and not titled:
            kind = "place"
            self._found.setdefault(form, ("place", "name"))
        elif group and size > 1:
            self._found.setdefault(form, (kind, "group"))
        elif titled or spoke:
            self._found.setdefault(form, ("person", "title" if titled else "said"))
        elif size > 1 and not words[start].first:
            self._found.setdefault(form, ("place" if near else "person", "name"))
        again[form].add(place)
        if kinds.get(form, "other") == "other":
            kinds[form] = kind

    def _ordinary(self, word: _Word, size: int) -> bool:
        """Whether the capital of a word is only that of its sentence's beginning."""
        return word.low in self._small or (
            size > 1 and word.low not in self._inside and word.low.endswith(("ing", "ly"))
        )

    def _everywhere(self, form: str, kind: str, cue: str) -> Candidate:
        names = [form]
        short = ""
        if kind == "person" and " " in form:
            short = form.split()[-1]
            names.append(short)
        places: set[Place] = set()
        alone = False
        for name in names:
            pattern = regex.compile(rf"(?<![\p{{L}}-]){regex.escape(name)}(?![\p{{L}}])")
            for n, text in enumerate(self._texts):
                for m in pattern.finditer(text):
                    if not any(p.text == n and p.start <= m.start() < p.end for p in places):
                        places.add(Place(n, m.start(), m.end()))
                        alone = alone or name != form
        return Candidate(form, kind, cue, tuple(sorted(places)), short if alone else "")


def _words(text: str, hits: Sequence[TermHit]) -> list[_Word]:
    out: list[_Word] = []
    last = 0
    for m in _WORD.finditer(text):
        # A title before a name is no name by itself: it does not hide the run it begins.
        known = any(h.start < m.end() and m.start() < h.end for h in hits if h.concept.kind != "title")
        first = _STARTS.search(text[max(0, m.start() - 6) : m.start()]) is not None
        gap = text[last : m.start()]
        # The Doctors' Union is one body.
        joined = bool(out) and (gap in (" ", "\u00a0", ". ") or (gap in ("' ", "’ ") and text[last - 1] == "s"))
        out.append(_Word(m.start(), m.end(), m[0], first, joined and not (first and not _abbreviated(out[-1])), known))
        last = m.end()
    return out


def _abbreviated(word: _Word) -> bool:
    return word.low.rstrip(".") in ("mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "sen", "rep")
