"""Asking an engine once more, terms behind placeholders, when its answer lacks one that must stand there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench.errors import MTError
from workbench.model import Enforce, TermHit, TermUse, TermUseKind
from workbench.mt.engine import Request
from workbench.mt.placeholders import Slot, masked
from workbench.termbase.arabic import SAFE, behind_proclitics, stem_of, word
from workbench.text.fold import fold
from workbench.workflow.machine import Machine
from workbench.workflow.terms import ProjectTerms

_LOST = frozenset({TermUseKind.MISSING, TermUseKind.FORBIDDEN})


def second_pass(
    machine: Machine,
    request: Request,
    engine: str,
    answer: str,
    hits: Sequence[TermHit],
    terms: ProjectTerms,
    priority: int,
    done: Callable[[str], None],
) -> None:
    """Call ``done`` with the better text: the answer, or that of a second pass in which no term that must stand is lost.

    The second is taken only when every placeholder came back once and what must stand stands; else the plain answer
    stays, whatever else the second one has.
    """
    lost = [u for u in _uses(request.text, answer, hits, terms) if _must(u)]
    slots = [_slot(u.hit, terms.target) for u in lost]
    mask = masked(request.text, sorted(slots, key=lambda s: s.start), terms.target)
    if mask is None:
        done(answer)
        return

    def got(_engine: str, second: str | MTError) -> None:
        text = mask.restored(second) if isinstance(second, str) else None
        if text is not None and not any(_must(u) for u in _uses(request.text, text, hits, terms)):
            done(text)
        else:
            done(answer)

    machine.ask(replace(request, text=mask.text, terms=()), got, priority, [engine])


def _uses(source: str, text: str, hits: Sequence[TermHit], terms: ProjectTerms) -> list[TermUse]:
    """Return what became of the terms once what can be put right was."""
    return terms.uses(tuple(hits), terms.repaired(tuple(hits), source, text).target)


def _must(use: TermUse) -> bool:
    return use.kind in _LOST and use.hit.concept.enforce is Enforce.MUST and not use.hit.nested


def _slot(hit: TermHit, target: str) -> Slot:
    lead = "" if target == "ar" else _proclitic(hit)
    return Slot(hit.start, hit.end, lead, hit.concept.preferred(target))


def _proclitic(hit: TermHit) -> str:
    """Return the words of one letter written together with an Arabic term in the source, '' when there are none."""
    first, form = hit.surface.split()[0], word(hit.term.split()[0])
    if stem_of(form.loose) == word(first).loose:
        return ""
    for proclitic, _article, stem in behind_proclitics(fold(first, SAFE)):
        if word(stem).loose == form.loose:
            return proclitic
    return ""
