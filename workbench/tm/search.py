"""Finding matches: candidates by the index, compared one by one, ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workbench.model import Context, Match, MatchKind, Unit
from workbench.text.fold import fold_key
from workbench.text.matching import matching
from workbench.tm.candidates import candidates, containing
from workbench.tm.diff import diff_words
from workbench.tm.index import Index
from workbench.tm.marks import MARKED, marks
from workbench.tm.score import FOLDED, LONGEST, compared, percent, similarities

PAGE = 12
"""Units that are read at a time, the most alike first."""
CEILING = 102
"""The highest score there is."""
EQUALLY_GOOD = 500
"""Of texts equally alike so many are looked at, the latest stored: one source may have thousands of translations."""


class Memory:
    """The units of some memories in one direction, those of higher priority first.

    Every question is answered by an index that ``index`` gives anew: each thread has its own, nothing is kept in memory.
    """

    def __init__(
        self, index: Callable[[], Index], memories: Sequence[str], penalty: Callable[[Unit], int] = lambda _unit: 0
    ) -> None:
        self.index = index
        self._priority = {name: n for n, name in enumerate(memories)}
        self._penalty = penalty

    def exact(self, source: str, *, context: Context | None = None) -> list[Match]:
        """Return the units with the very same source, best first."""
        words = matching(source).split(" ")
        index = self.index()
        with index.snapshot():
            form = " ".join(words)
            same = {t for t, text in index.fresh() if text == form}
            same.update(t for t, text in index.texts(containing(index, words, len(words), len(words))) if text == form)
            ranked = self._ranked(index, dict.fromkeys(same, 1.0), source, 100, None, context)
        return [m for m in ranked if m.kind in (MatchKind.EXACT, MatchKind.CONTEXT)]

    def search(
        self, source: str, *, threshold: int = 60, limit: int = 5, context: Context | None = None
    ) -> list[Match]:
        """Return the best matches: by score, then priority of memory, then the latest change.

        Of several units with the same target the best is taken. A text without letters and digits only matches exactly.
        """
        form = matching(source)
        if not any(c.isalnum() for c in form):
            return self.exact(source, context=context)[:limit]
        # The shown percent is rounded down: a similarity just at the threshold must not be lost to floating point.
        cutoff = threshold / 100 - 1e-6
        index = self.index()
        with index.snapshot():
            texts = dict(index.fresh())
            texts.update(index.texts(candidates(index, form.split(" "), cutoff)))
            alike = dict(similarities(form, texts.items(), cutoff))
            return self._ranked(index, alike, source, threshold, limit, context)

    def _ranked(
        self,
        index: Index,
        alike: Mapping[int, float],
        source: str,
        threshold: int,
        limit: int | None,
        context: Context | None,
    ) -> list[Match]:
        """Return the matches of texts of which is known how alike they are, from the threshold up."""
        order = sorted(alike, key=lambda t: (-percent(alike[t]), -t))
        found: list[tuple[int, int, str, MatchKind, Unit]] = []
        targets: dict[str, int] = {}
        equal = 0
        for start in range(0, len(order), PAGE):
            page = order[start : start + PAGE]
            top = percent(alike[page[0]])
            equal = equal + 1 if start and percent(alike[order[start - 1]]) == top else 0
            if limit is not None and len(targets) >= limit:
                worst = sorted(targets.values(), reverse=True)[limit - 1]
                # Equal texts among the most alike may still turn out to be 102.
                ceiling = CEILING if top == FOLDED - 1 else top
                if ceiling < worst or (top <= worst and equal * PAGE >= EQUALLY_GOOD):
                    break
            for text, unit in index.units(page).items():
                own = context is not None and context.segment is not None and unit.segment == context.segment
                if own or unit.memory not in self._priority:
                    continue
                kind, shown = compared(source, unit.source) or (MatchKind.FUZZY, percent(alike[text]))
                if kind is MatchKind.FUZZY and shown > MARKED and marks(source, unit.source):
                    shown = MARKED
                if kind is MatchKind.EXACT and context is not None and (more := in_context(unit, context)):
                    kind, shown = MatchKind.CONTEXT, 100 + more
                shown -= self._penalty(unit)
                if shown >= threshold:
                    found.append((shown, -self._priority[unit.memory], unit.changed or unit.created, kind, unit))
                    targets[unit.target] = max(shown, targets.get(unit.target, 0))
        found.sort(key=lambda f: f[:3], reverse=True)
        out: list[Match] = []
        seen: set[str] = set()
        for shown, _priority, _changed, kind, unit in found:
            # Differences are made for what is shown only: they cost more than the look-up.
            if limit is not None and len(out) >= limit:
                break
            if unit.target not in seen:
                seen.add(unit.target)
                same = kind in (MatchKind.EXACT, MatchKind.CONTEXT)
                diff = () if same or len(source) > LONGEST else diff_words(unit.source, source.strip())
                turned = marks(source, unit.source) if kind is MatchKind.FUZZY else ()
                out.append(Match(kind, shown, unit, diff, self._penalty(unit), turned))
        return out


def in_context(unit: Unit, context: Context) -> int:
    """Return 1 when both neighbours of a unit are those of the place, 2 when it is from the same document as well, else 0.

    A missing neighbour is the edge of the document and equal to another edge, but one of the two must be there: of a unit
    whose neighbours are not known none are.
    """
    if not (unit.before or unit.after):
        return 0
    if (fold_key(unit.before), fold_key(unit.after)) != (fold_key(context.before), fold_key(context.after)):
        return 0
    return 2 if context.document and unit.document == context.document else 1
