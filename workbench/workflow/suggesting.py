"""Where a name that is missing in a translator's text may stand under another spelling.

Nothing is changed: the issue of the missing name shows the place and has the agreed form as its fix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.model import Issue, Side, TermAspect, TermChange, TermChangeReason, TermHit
from workbench.workflow.terms import ProjectTerms


class Suggestions:
    """The suggestions for one text at a time: it is asked about the same one again and again while it stands there."""

    def __init__(self) -> None:
        self._last: tuple[ProjectTerms, str, str, dict[str, TermChange]] | None = None

    def shown(
        self, terms: ProjectTerms, source: str, target: str, hits: Sequence[TermHit], issues: list[Issue]
    ) -> list[Issue]:
        """Return the issues of a pair, those of missing names at the place in the target that may be the name."""
        from workbench.termbase.repair import NAMES

        names = {h.concept.id for h in hits if h.concept.kind in NAMES}
        if not any(_missing(i) and i.concept in names for i in issues):
            return issues
        last = self._last
        if last is None or last[0] is not terms or last[1:3] != (source, target):
            self._last = last = (terms, source, target, _alike(terms, source, target, hits))
        return [_placed(i, last[3].get(i.concept)) if _missing(i) else i for i in issues]


def _missing(issue: Issue) -> bool:
    return issue.aspect is TermAspect.UNUSED


def _alike(terms: ProjectTerms, source: str, target: str, hits: Sequence[TermHit]) -> dict[str, TermChange]:
    """Return by concept the first stretch of a target that may be it, the sure ones first, placed in that target."""
    repaired = terms.repaired(tuple(hits), source, target)
    out: dict[str, TermChange] = {}
    for change in (*repaired.changes, *repaired.suggestions):
        if change.reason is TermChangeReason.SOUND and change.concept not in out:
            grown = sum(len(c.new) - len(c.old) for c in repaired.changes if c.start < change.start)
            start = change.start - grown
            out[change.concept] = replace(change, start=start, end=start + len(change.old))
    return out


def _placed(issue: Issue, change: TermChange | None) -> Issue:
    if change is None:
        return issue
    message = f"{issue.message} (for {change.old}?)"
    return replace(issue, side=Side.TARGET, start=change.start, end=change.end, message=message, fix=change.new)
