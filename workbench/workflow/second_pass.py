"""Asking an engine once more, terms behind placeholders, when its answer lacks one that must stand there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench.errors import MTError
from workbench.model import Enforce, TermChangeReason, TermHit, TermUse, TermUseKind
from workbench.mt.engine import Request
from workbench.mt.placeholders import Masked, Slot, masked, plainly
from workbench.mt.service import Ticket
from workbench.termbase.arabic import SAFE, behind_proclitics, stem_of, word
from workbench.termbase.repair_english_dress import dressed
from workbench.text.fold import fold
from workbench.workflow.machine import Machine
from workbench.workflow.terms import ProjectTerms

_LOST = frozenset({TermUseKind.MISSING, TermUseKind.FORBIDDEN})
_AN = re.compile(r"(?i)\ban[ \u00a0]\Z")
_INITIALS = re.compile(r"[A-Z][A-Z0-9.]+\b")


def second_pass(
    machine: Machine,
    request: Request,
    engine: str,
    answer: str,
    hits: Sequence[TermHit],
    terms: ProjectTerms,
    priority: int,
    done: Callable[[str], None],
) -> tuple[Ticket, ...]:
    """Call ``done`` once with the better text: the answer, or that of a second pass in which no term that must stand is lost.

    The second is taken only when every placeholder came back once and what must stand stands; else the plain answer
    stays, whatever else the second one has, and also when anything goes wrong. Return the tickets of the question, none
    when there is none or it is answered: who withdraws them is not called any more.
    """
    mask = _mask(request.text, answer, hits, terms)
    if mask is None:
        done(answer)
        return ()
    told = False

    def tell(text: str) -> None:
        nonlocal told
        told = True
        done(text)

    def got(_engine: str, second: str | MTError) -> None:
        better = _better(second, mask, request.text, hits, terms) if isinstance(second, str) else None
        tell(better or answer)

    tickets: tuple[Ticket, ...] = ()
    try:
        tickets = machine.ask(replace(request, text=mask.text, terms=()), got, priority, [engine])
    except Exception:
        # A refusal is told at once, from in here: what ``done`` raises then is not for us.
        if told:
            raise
    if not (tickets or told):
        tell(answer)
    return tickets


def _mask(source: str, answer: str, hits: Sequence[TermHit], terms: ProjectTerms) -> Masked | None:
    """Return the source with placeholders for all terms that must stand; None when none is lost or none can be hidden.

    The others too: what the plain answer kept may be lost in the second one.
    """
    try:
        lost = {u.hit.concept.id for u in _lost(source, answer, hits, terms)}
        return masked(source, _slots(hits, lost, terms.target), terms.target) if lost else None
    except Exception:  # noqa: BLE001 - runs in a callback of the engines: the plain answer is better than none
        return None


def _better(second: str, mask: Masked, source: str, hits: Sequence[TermHit], terms: ProjectTerms) -> str | None:
    """Return the second answer with the terms in it when it has them all."""
    try:
        text = mask.restored(second, _into_english if terms.target == "en" else None)
        return text if text and not _lost(source, text, hits, terms) else None
    except Exception:  # noqa: BLE001 - as above
        return None


def _lost(source: str, text: str, hits: Sequence[TermHit], terms: ProjectTerms) -> list[TermUse]:
    """Return the terms that must stand and do not."""
    return [u for u in _uses(source, text, hits, terms) if u.kind in _LOST and _must(u.hit)]


def _uses(source: str, text: str, hits: Sequence[TermHit], terms: ProjectTerms) -> list[TermUse]:
    """Return what became of the terms once what can be put right was."""
    return terms.uses(tuple(hits), terms.repaired(tuple(hits), source, text).target)


def _must(hit: TermHit) -> bool:
    return hit.concept.enforce is Enforce.MUST and not hit.nested


def _slots(hits: Sequence[TermHit], lost: set[str], target: str) -> list[Slot]:
    """Return where terms give way; of several on the same words one that is lost, else the longest."""
    here = [h for h in hits if _must(h) and h.concept.preferred(target)]
    chosen: list[TermHit] = []
    for hit in sorted(here, key=lambda h: (h.concept.id not in lost, h.start - h.end, h.start)):
        if all(hit.end <= c.start or c.end <= hit.start for c in chosen):
            chosen.append(hit)
    return [_slot(h, target) for h in sorted(chosen, key=lambda h: h.start)]


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


def _into_english(text: str, start: int, end: int, form: str) -> tuple[str, int] | None:
    """Put an English form in for a placeholder as repair does: with the article, case and possessive the text asks for."""
    # What stands in for the form goes with the article there, so that repair changes it where the form takes another.
    # Initials are spelled or read as a word: nobody can tell which article they take, and it stays.
    suits_an = (_AN.search(text, 0, start) is not None) != (_INITIALS.match(form) is not None)
    stand_in = "Item" if suits_an else "Thing"
    put = plainly(text, start, end, stand_in)
    if put is None:
        return None
    whole, at = put
    c = dressed(whole, at - len(stand_in), at, form, "", TermChangeReason.SOUND, 1.0)
    return whole[: c.start] + c.new + whole[c.end :], c.start + len(c.new)
