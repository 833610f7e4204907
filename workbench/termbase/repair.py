"""Putting the agreed form in where a target nobody has written yet has another.

A listed refused form is replaced whatever the term is; a name (person, place, organisation) also where the target has a
spelling that sounds like it. It is for machine translations and fuzzy matches; text a person wrote is not given to it.

Laws: a repaired target is repaired no further; one that keeps all its terms is not changed; outside the changes the text
is the same; ``model.without_changes`` gives the old text back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from workbench.model import Concept, TermChange, TermChangeReason, TermHit, is_rtl
from workbench.termbase.check import accepted_and_refused, accepted_forms, of_others
from workbench.termbase.places import Place
from workbench.termbase.places_arabic import ArabicTarget
from workbench.termbase.places_english import EnglishTarget
from workbench.termbase.repair_arabic import ArabicRepairer
from workbench.termbase.repair_english import EnglishRepairer
from workbench.termbase.repairing import Candidate, Missing, Repairer, Span, fenced
from workbench.text.tokens import tokens

NAMES = frozenset({"person", "place", "organisation"})
"""Kinds of concepts that are compared by sound."""
EQUAL = 0.005
"""Of concepts on one span of the source those are meant whose scores differ by no more."""
NEAR = 0.05
"""A longer span is the whole name when it is hardly less like it than a part."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """A target after repair. All offsets are into ``target``; ``suggestions`` are not carried out."""

    target: str
    changes: tuple[TermChange, ...] = ()
    suggestions: tuple[TermChange, ...] = ()


def repair(
    hits: Sequence[TermHit], target: str, language: str, known: Sequence[TermHit] = (), source: str = ""
) -> Repaired:
    """Return the target with the terms of its source put right.

    ``hits`` are the terms in the source, ``known`` all terms of the termbase found in the target: what is the accepted
    form of one of them is left alone, whether the source has it or not. ``source`` is the text the hits are in: it tells
    whether a word beside a name belongs there. Every occurrence of a refused form is replaced; by sound as many mentions
    as the source has and the target lacks, and those spelled like them.
    """
    repairer = _repairer(target, language, known)
    hits = _meant(hits)
    concepts = {h.concept.id: h.concept for h in hits}
    found = {i: accepted_and_refused(c, repairer.target, language) for i, c in concepts.items()}
    there = [(concepts[i], p) for i, (accepted, _refused) in found.items() for p in accepted]
    found = {i: (_own(concepts[i], places[0], there, language), places[1]) for i, places in found.items()}
    standing = {i: [Span(p.start, p.end, p.surface) for p in apart(accepted)] for i, (accepted, _r) in found.items()}
    counts = Counter(h.concept.id for h in hits)
    rivals = _rivals(hits)
    # Where accepted forms of the termbase stand, by concept; asked for only when something is to be changed.
    known_spans = cache(lambda: _accepted_spans(known, language))
    listed: list[Candidate] = []
    redressed: list[Candidate] = []
    missing: list[Missing] = []
    for at, concept in concepts.items():
        wanting = counts[at] - len(standing[at]) - sum(len(standing[r]) for r in rivals[at])
        seek = concept.kind in NAMES and (wanting > 0 or _in_part(standing[at], concept, language))
        standing_so = [p for p in apart(found[at][0]) if not p.bent]
        dressed = [c for p in standing_so if (c := repairer.redressed(p, concept)) is not None]
        if not (seek or dressed or found[at][1]):
            continue
        others = _others(at, known_spans(), standing)
        best = next((c for c in (concept, *(concepts[r] for r in rivals[at])) if c.preferred(language)), None)
        for place in found[at][1]:
            spoilt = place.bent or any(s.spoils(place.start, place.end) for s in others)
            change = repairer.listed(place, best) if best is not None and not spoilt else None
            listed += [change] if change is not None else []
        redressed += [c for c in dressed if not any(s.spoils(c.start, c.end) for s in others)]
        if seek and best is concept:
            own = [h for h in hits if h.concept.id == at]
            forms = tuple(dict.fromkeys(h.term for h in own))
            beside = tuple(w for h in own for w in words_beside(source, h))
            missing.append(Missing(concept, wanting, forms, [*others, *standing[at]], standing[at], beside))
    heard = [c for m in missing for c in repairer.alike(m)]
    if not (listed or heard or redressed):
        return Repaired(target)
    fences = [Span(a, b) for a, b in fenced(target)]
    listed, heard, redressed = (_unfenced(c, fences) for c in (listed, heard, redressed))
    chosen, offered = _assign(_distinct(listed), heard, missing, repairer.sure)
    # A name that lacks its article only is done last: what is put in around it has its own.
    chosen += [c for c in redressed if not any(k.meets(c.start, c.end) for k in chosen)]
    return _apply(target, sorted(chosen, key=lambda c: c.start), offered)


def _in_part(standing: Sequence[Span], concept: Concept, language: str) -> bool:
    """Whether only a part of a name stands somewhere: the whole around it may be misspelt."""
    longest = max((len(tokens(f)) for f in accepted_forms(concept, language)), default=0)
    return any(len(tokens(s.text)) < longest for s in standing)


def words_beside(source: str, hit: TermHit) -> list[str]:
    """Return the words that stand directly before and behind a hit in its text."""
    before, behind = tokens(source[: hit.start])[-1:], tokens(source[hit.end :])[:1]
    return [t.text for t in before if not source[t.end : hit.start].strip()] + [
        t.text for t in behind if not source[hit.end : hit.end + t.start].strip()
    ]


def _repairer(target: str, language: str, known: Sequence[TermHit]) -> Repairer:
    if is_rtl(language):
        return ArabicRepairer(ArabicTarget(target))
    return EnglishRepairer(EnglishTarget(target), known)


def _unfenced(candidates: Sequence[Candidate], fences: Sequence[Span]) -> list[Candidate]:
    return [c for c in candidates if not any(s.meets(c.start, c.end) for s in fences)]


def _own(concept: Concept, accepted: list[Place], there: Sequence[tuple[Concept, Place]], language: str) -> list[Place]:
    """Return the accepted forms of a concept that do not lie inside the name of somebody else."""
    return [p for p in accepted if not of_others(concept, p, there, language)]


def apart(places: Sequence[Place]) -> list[Place]:
    """Return the places that do not lie over an earlier one: several forms of a concept may stand on the same words."""
    out: list[Place] = []
    for p in places:
        if not out or p.start >= out[-1].end:
            out.append(p)
    return out


def _meant(hits: Sequence[TermHit]) -> list[TermHit]:
    """Return the hits that are no part of a longer one and best of those on their span."""
    best: dict[tuple[int, int], float] = {}
    for h in hits:
        best[h.start, h.end] = max(h.score, best.get((h.start, h.end), 0.0))
    return [h for h in hits if not h.nested and h.score >= best[h.start, h.end] - EQUAL]


def _rivals(hits: Sequence[TermHit]) -> dict[str, set[str]]:
    """Return for each concept those that stand on the same span of the source: any of them may be meant."""
    spans: dict[tuple[int, int], set[str]] = {}
    for h in hits:
        spans.setdefault((h.start, h.end), set()).add(h.concept.id)
    out: dict[str, set[str]] = {h.concept.id: set() for h in hits}
    for ids in spans.values():
        for i in ids:
            out[i] |= ids - {i}
    return out


def _accepted_spans(known: Sequence[TermHit], language: str) -> list[tuple[str, Span]]:
    """Return where known concepts stand in an accepted form."""
    return [
        (h.concept.id, Span(h.start, h.end, h.surface)) for h in known if h.term in accepted_forms(h.concept, language)
    ]


def _others(concept: str, known: Sequence[tuple[str, Span]], standing: dict[str, list[Span]]) -> list[Span]:
    """Return where accepted forms of other concepts stand."""
    return [s for i, s in known if i != concept] + [s for i, spans in standing.items() if i != concept for s in spans]


def _distinct(candidates: list[Candidate]) -> list[Candidate]:
    """Keep the longest of refused forms that lie over each other."""
    out: list[Candidate] = []
    for c in sorted(candidates, key=lambda c: (-(c.end - c.start), c.start)):
        if not any(k.meets(c.start, c.end) for k in out):
            out.append(c)
    return out


def _assign(
    listed: list[Candidate], heard: list[Candidate], missing: list[Missing], sure: float
) -> tuple[list[Candidate], list[Candidate]]:
    """Give each span to one term: listed forms, then names by likeness; return what is done and what is suggested."""
    wanting = {m.concept.id: m.count for m in missing}
    standing = {m.concept.id: m.standing for m in missing}
    for c in listed:
        wanting[c.concept] = wanting.get(c.concept, 0) - 1
    chosen = list(listed)
    spelled: set[tuple[str, str]] = set()
    offered: list[Candidate] = []
    heard = [c for c in heard if not any(_holds(k, c) and k.score >= sure for k in heard)]
    for c in sorted(heard, key=lambda c: (-round(c.score, 2), -(c.end - c.start), c.start)):
        # A whole name is put right at once where only a part of it is listed.
        inner = [k for k in chosen if k.meets(c.start, c.end)]
        whole = bool(inner) and all(k.reason is TermChangeReason.LISTED and _holds(c, k, listed=True) for k in inner)
        if inner and not whole:
            continue
        # A surname that is right does not save the whole name around it.
        whole = whole or any(
            c.start <= s.start and s.end <= c.end and len(tokens(s.text)) < len(tokens(c.new))
            for s in standing.get(c.concept, ())
        )
        again = (c.concept, _spelling(c.old)) in spelled
        if wanting.get(c.concept, 0) <= 0 and not again and not whole:
            continue
        if c.score >= sure:
            chosen = [k for k in chosen if k not in inner] + [c]
            spelled.add((c.concept, _spelling(c.old)))
            wanting[c.concept] = wanting.get(c.concept, 0) - (not whole)
        elif not inner:
            offered.append(c)
    out: list[Candidate] = []
    for c in offered:
        if wanting.get(c.concept, 0) > 0 and not any(k.meets(c.start, c.end) for k in (*chosen, *out)):
            out.append(c)
    return sorted(chosen, key=lambda c: c.start), out


def _spelling(old: str) -> str:
    return old.casefold().removeprefix("the ")


def _holds(outer: Candidate, inner: Candidate, *, listed: bool = False) -> bool:
    """Whether a candidate is a longer one of the same concept: the whole name is meant where it stands."""
    longer = outer.end - outer.start > inner.end - inner.start
    inside = outer.start <= inner.start and inner.end <= outer.end
    return longer and inside and outer.concept == inner.concept and (listed or outer.score >= inner.score - NEAR)


def _apply(target: str, chosen: Sequence[Candidate], offered: Sequence[Candidate]) -> Repaired:
    out, at, changes = "", 0, []
    for c in chosen:
        if target[c.start : c.end] == c.new:
            continue
        out += target[at : c.start]
        changes.append(
            TermChange(len(out), len(out) + len(c.new), c.old, c.new, c.concept, c.reason, round(c.score, 3))
        )
        out, at = out + c.new, c.end
    out += target[at:]

    def moved(place: int) -> int:
        return place + sum(len(c.new) - (c.end - c.start) for c in chosen if c.end <= place)

    suggestions = [
        TermChange(moved(c.start), moved(c.start) + len(c.old), c.old, c.new, c.concept, c.reason, round(c.score, 3))
        for c in sorted(offered, key=lambda c: c.start)
    ]
    return Repaired(out, tuple(changes), tuple(suggestions))
