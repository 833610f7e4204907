"""Whether a target keeps the terms of its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.model import Concept, Term, TermHit, TermStatus, TermUse, TermUseKind
from workbench.termbase.termbase import Termbase

_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ALLOWED)
_REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
AS_WRITTEN = {"en": 0.999, "ar": 0.9}
"""Score from which a form counts as kept; below it is kept loosely (case, hyphen, number; an Arabic ending)."""


def check_terms(hits: Sequence[TermHit], target: str, language: str) -> list[TermUse]:
    """Return what became of each concept of ``hits`` in the target, in their order, once a concept.

    Kept when an accepted form stands there: preferred, allowed, first or later mention; case, article, possessive and
    plural may differ. Forbidden when a refused form stands there, also beside an accepted one. A concept without a form
    in the language is passed over.
    """
    out = []
    seen: set[str] = set()
    for hit in hits:
        concept = hit.concept
        if hit.nested or concept.id in seen or not concept.forms(language, *_ACCEPTED, *_REFUSED):
            continue
        seen.add(concept.id)
        out.append(_use(hit, target, language))
    return out


def _use(hit: TermHit, target: str, language: str) -> TermUse:
    concept = hit.concept
    accepted = _find(concept, _accepted_forms(concept, language), target, language)
    refused = _find(concept, list(concept.forms(language, *_REFUSED)), target, language)
    # An accepted form may hold a refused one inside it: "West Bank city" and "city".
    refused = [r for r in refused if not any(a.start <= r.start and r.end <= a.end for a in accepted)]
    if refused:
        first = refused[0]
        return TermUse(hit, TermUseKind.FORBIDDEN, first.surface, first.start, first.end)
    if not accepted:
        return TermUse(hit, TermUseKind.MISSING)
    best = max(accepted, key=lambda h: h.score)
    kind = TermUseKind.KEPT if best.score >= AS_WRITTEN.get(language, 1.0) else TermUseKind.KEPT_LOOSELY
    return TermUse(hit, kind, best.surface, best.start, best.end)


def _accepted_forms(concept: Concept, language: str) -> list[str]:
    extra = [text for lang, text in (*concept.first, *concept.later) if lang == language]
    return list(dict.fromkeys([*concept.forms(language, *_ACCEPTED), *extra]))


def _find(concept: Concept, forms: list[str], target: str, language: str) -> list[TermHit]:
    """Find these forms of the concept in a target."""
    if not forms:
        return []
    only = replace(
        concept, terms=tuple(Term(language, f) for f in forms), status=TermStatus.PREFERRED, first=(), later=()
    )
    return Termbase([only]).find(target, language)
