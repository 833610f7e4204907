"""Finding matches: a full scan in compiled code.

Every unit whose shown score reaches the threshold is found: the scan computes the two similarities of
:mod:`workbench.tm.score` themselves, with a cut-off, over keys folded once. Tokens are compared as strings of one
character a word, so that the token similarity is a character distance too.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workbench.model import Match, MatchKind, Unit
from workbench.text.fold import fold_key
from workbench.tm.diff import diff_words
from workbench.tm.score import FOLDED, percent, token_keys

_FIRST_WORD = 0x10000
"""Words become characters from here on."""
_ROOM = 1_000_000
"""Different words that get a character of their own; beyond that two may share one and look alike."""


class Memory:
    """Units of one direction, held for searching. Earlier units stand for memories of higher priority.

    Not safe for several threads at once; the caller holds a lock.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self._units: dict[int, Unit] = {}
        self._keys: dict[int, str] = {}
        self._encoded: dict[int, str] = {}
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
        self._keys[at] = fold_key(unit.source)
        self._encoded[at] = self._encode(token_keys(unit.source), learn=True)
        self._exact.setdefault(unit.source.strip(), {})[at] = None

    def remove(self, unit_id: int) -> None:
        """Let a unit be found no more."""
        at = self._ids.pop(unit_id, None)
        if at is None:
            return
        unit = self._units.pop(at)
        del self._keys[at], self._encoded[at]
        same = self._exact[unit.source.strip()]
        del same[at]
        if not same:
            del self._exact[unit.source.strip()]

    def exact(self, source: str) -> list[Match]:
        """Return the units with the very same source: a dictionary look-up."""
        found = self._exact.get(source.strip(), {})
        return self._ranked([(100, MatchKind.EXACT, at) for at in found], source)

    def search(self, source: str, *, threshold: int = 60, limit: int = 5) -> list[Match]:
        """Return the best matches: by score, then priority of memory, then the latest change.

        Of several units with the same target the best is taken. A text without letters and digits only matches exactly.
        """
        if not token_keys(source):
            return self.exact(source)[:limit]
        query = fold_key(source)
        best: dict[int, float] = {}
        # The shown percent is rounded down: a similarity just at the threshold must not be lost to floating point.
        cutoff = threshold / 100 - 1e-6
        encoded = self._encode(token_keys(source), learn=False)
        for text, choices in ((query, self._keys), (encoded, self._encoded)):
            for _choice, similarity, at in process.extract(
                text,
                choices,
                scorer=Levenshtein.normalized_similarity,
                processor=None,
                limit=None,
                score_cutoff=cutoff,
            ):
                best[at] = max(best.get(at, 0.0), similarity)
        same = self._exact.get(source.strip(), {})
        found = []
        for at, similarity in best.items():
            if at in same:
                found.append((100, MatchKind.EXACT, at))
            elif self._keys[at] == query:
                found.append((FOLDED, MatchKind.FOLDED, at))
            elif percent(similarity) >= threshold:
                found.append((percent(similarity), MatchKind.FUZZY, at))
        return self._ranked(found, source)[:limit]

    def _ranked(self, found: list[tuple[int, MatchKind, int]], source: str) -> list[Match]:
        found.sort(key=lambda f: self._units[f[2]].changed or self._units[f[2]].created, reverse=True)
        found.sort(key=lambda f: (-f[0], self._priority[self._units[f[2]].memory]))
        out, targets = [], set()
        for score, kind, at in found:
            unit = self._units[at]
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
