"""Whether a target keeps the terms of its source."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.model import Concept, TermHit, TermStatus, TermUse, TermUseKind
from workbench.termbase.places import Place, Target, target_of

_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ALLOWED)
_REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)


def check_terms(hits: Sequence[TermHit], target: str, language: str) -> list[TermUse]:
    """Return what became of each concept of ``hits`` in the target, in their order, once a concept.

    Kept when an accepted form stands there: preferred, allowed, first or later mention; loosely when case, hyphen, number,
    marks, an article or an Arabic ending differ. How often it stands there is not asked. Forbidden when a refused form stands
    there, also beside an accepted one. A concept without a form in the language is passed over.
    """
    out = []
    seen: set[str] = set()
    searched = target_of(target, language)
    for hit in hits:
        concept = hit.concept
        if hit.nested or concept.id in seen or not concept.forms(language, *_ACCEPTED, *_REFUSED):
            continue
        seen.add(concept.id)
        out.append(_use(hit, searched, language))
    return out


def accepted_forms(concept: Concept, language: str) -> tuple[str, ...]:
    """Return every form that may stand in a target, the preferred one first."""
    extra = [text for lang, text in (*concept.first, *concept.later) if lang == language]
    return tuple(dict.fromkeys([*concept.forms(language, *_ACCEPTED), *extra]))


def refused_forms(concept: Concept, language: str) -> tuple[str, ...]:
    """Return the forms that must not stand in a target: forbidden and superseded ones."""
    return concept.forms(language, *_REFUSED)


def accepted_and_refused(concept: Concept, target: Target, language: str) -> tuple[list[Place], list[Place]]:
    """Return where accepted and refused forms of a concept stand in a target.

    An accepted form may hold a refused one ("West Bank city" and "city"), and a refused one an accepted one: the longer
    one counts.
    """
    number = concept.kind not in ("person", "place")
    protect = frozenset(concept.protect)
    accepted = target.places(accepted_forms(concept, language), number=number, protect=protect)
    refused = target.places(refused_forms(concept, language), number=number, protect=protect)
    refused = [r for r in refused if not any(_saves(a, r) for a in accepted)]
    longer = [*accepted, *refused]
    accepted = [a for a in accepted if not any(_inside(a, p) for p in longer)]
    return [a for a in accepted if not any(_same(a, r) for r in refused)], refused


def _saves(accepted: Place, refused: Place) -> bool:
    """Whether a refused form is right as (part of) an accepted one; on the same words the better written one is meant."""
    if _same(accepted, refused):
        return accepted.as_written or not refused.as_written
    return accepted.start <= refused.start and refused.end <= accepted.end


def _same(a: Place, b: Place) -> bool:
    return (a.start, a.end) == (b.start, b.end)


def _inside(inner: Place, outer: Place) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end and len(inner.surface) < len(outer.surface)


def _use(hit: TermHit, target: Target, language: str) -> TermUse:
    accepted, refused = accepted_and_refused(hit.concept, target, language)
    if refused:
        first = refused[0]
        return TermUse(hit, TermUseKind.FORBIDDEN, first.surface, first.start, first.end)
    if not accepted:
        return TermUse(hit, TermUseKind.MISSING)
    best = next((a for a in accepted if a.as_written), accepted[0])
    kind = TermUseKind.KEPT if best.as_written else TermUseKind.KEPT_LOOSELY
    return TermUse(hit, kind, best.surface, best.start, best.end)
