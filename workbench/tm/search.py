"""Finding matches: a full scan in compiled code.

Every unit whose shown score reaches the threshold is found: the scan computes the two similarities of
:mod:`workbench.tm.score` themselves, with a cut-off, over keys folded once. Tokens are compared as strings of one
character a word, so that the token similarity is a character distance too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.model import Match, MatchKind, Unit
from workbench.text.fold import fold_key
from workbench.tm.diff import diff_words
from workbench.tm.score import FOLDED, key_tokens, percent

_FIRST_WORD = 0x10000
"""Words become characters from here on."""
_ROOM = 1_000_000
"""Different words that get a character of their own; beyond that two may share one and look alike."""
_SLICE = 2000
"""Units a call of the compiled scan takes. It holds the interpreter's lock: measured over 20,000 units in one call,
a key typed meanwhile waited up to 32 ms."""


class Memory:
    """Units of one direction, held for searching. Earlier units stand for memories of higher priority.

    Only one thread at a time may search, add or remove; the caller holds a lock. :meth:`exact` needs none.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[int, Unit] = {}
        self._keys: dict[int, dict[int, str]] = {}
        self._encoded: dict[int, dict[int, str]] = {}
        self._exact: dict[str, dict[int, None]] = {}
        self._words: dict[str, str] = {}
        self._ids: dict[int, int] = {}
        self._next = 0
        self._priority: dict[str, int] = {}
        for unit in units:
            self.add(unit)

    def __len__(self) -> int:
        return len(self._units)

    def add(self, unit: Unit) -> None:
        """Let a unit be found from now on; one with the id of an older one replaces it."""
        if unit.id and unit.id in self._ids:
            self.remove(unit.id)
        at = self._next
        self._next += 1
        self._units[at] = unit
        self._priority.setdefault(unit.memory, len(self._priority))
        if unit.id:
            self._ids[unit.id] = at
        key = fold_key(unit.source)
        self._keys.setdefault(at // _SLICE, {})[at] = key
        self._encoded.setdefault(at // _SLICE, {})[at] = self._encode(key_tokens(key), learn=True)
        self._exact.setdefault(unit.source.strip(), {})[at] = None

    def pairs(self) -> list[tuple[str, str]]:
        """Return source and target of all units."""
        # A copy made in one step: another thread may add or remove meanwhile.
        return [(u.source, u.target) for u in list(self._units.values())]

    def remove(self, unit_id: int) -> None:
        """Let a unit be found no more."""
        at = self._ids.pop(unit_id, None)
        if at is None:
            return
        unit = self._units.pop(at)
        del self._keys[at // _SLICE][at], self._encoded[at // _SLICE][at]
        same = self._exact[unit.source.strip()]
        del same[at]
        if not same:
            del self._exact[unit.source.strip()]

    def exact(self, source: str) -> list[Match]:
        """Return the units with the very same source: a dictionary look-up."""
        # A copy made in one step: another thread may add or remove meanwhile.
        found = tuple(self._exact.get(source.strip(), ()))
        return self._ranked([(100, MatchKind.EXACT, at) for at in found], source)

    def search(self, source: str, *, threshold: int = 60, limit: int = 5) -> list[Match]:
        """Return the best matches: by score, then priority of memory, then the latest change.

        Of several units with the same target the best is taken. A text without letters and digits only matches exactly.
        """
        query = fold_key(source)
        words = key_tokens(query)
        if not words:
            return self.exact(source)[:limit]
        # The shown percent is rounded down: a similarity just at the threshold must not be lost to floating point.
        cutoff = threshold / 100 - 1e-6
        best: dict[int, float] = {}
        for text, slices in ((query, self._keys), (self._encode(words, learn=False), self._encoded)):
            for choices in slices.values():
                for _choice, similarity, at in _scan(text, choices, cutoff):
                    best[at] = max(best.get(at, 0.0), similarity)
        same = self._exact.get(source.strip(), {})
        found = []
        for at, similarity in best.items():
            if at in same:
                found.append((100, MatchKind.EXACT, at))
            elif self._keys[at // _SLICE][at] == query:
                found.append((FOLDED, MatchKind.FOLDED, at))
            else:
                found.append((percent(similarity), MatchKind.FUZZY, at))
        return self._ranked([f for f in found if f[0] >= threshold], source, limit)

    def _ranked(self, found: list[tuple[int, MatchKind, int]], source: str, limit: int | None = None) -> list[Match]:
        hits = [(score, kind, unit) for score, kind, at in found if (unit := self._units.get(at)) is not None]
        hits.sort(key=lambda h: h[2].changed or h[2].created, reverse=True)
        hits.sort(key=lambda h: (-h[0], self._priority[h[2].memory]))
        out: list[Match] = []
        targets: set[str] = set()
        for score, kind, unit in hits:
            # Differences are made for what is shown only: they cost more than the scan.
            if limit is not None and len(out) >= limit:
                break
            if unit.target not in targets:
                targets.add(unit.target)
                diff = () if kind is MatchKind.EXACT else diff_words(unit.source, source.strip())
                out.append(Match(kind, score, unit, diff))
        return out

    def _encode(self, words: list[str], *, learn: bool) -> str:
        """Return one character a word; words the memory never saw share a character no unit has."""
        out = []
        for word in words:
            char = self._words.get(word)
            if char is None:
                if not learn:
                    char = "\x00"
                else:
                    char = self._words[word] = chr(_FIRST_WORD + len(self._words) % _ROOM)
            out.append(char)
        return "".join(out)


def _scan(text: str, choices: Mapping[int, str], cutoff: float) -> list[tuple[str, float, int]]:
    """Return (choice, similarity, its key) for every choice at least ``cutoff`` alike."""
    return process.extract(
        text, choices, scorer=Levenshtein.normalized_similarity, processor=None, limit=None, score_cutoff=cutoff
    )
