"""Whether a target keeps the terms of its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from workbench.model import Concept, Enforce, Mention, TermHit, TermStatus, TermUse, TermUseKind, is_rtl
from workbench.termbase.literal import literal_places
from workbench.termbase.mentions import both_mentions, wrong_mention
from workbench.termbase.places import Place, Target
from workbench.termbase.places_arabic import ArabicTarget
from workbench.termbase.places_english import EnglishTarget
from workbench.text.fold import fold_key

_ACCEPTED = (TermStatus.PREFERRED, TermStatus.ALLOWED)
_REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)
_NO_MENTIONS: Mapping[str, Mention] = MappingProxyType({})


class _Found(NamedTuple):
    """A concept of the source with the places of its forms in the target."""

    hit: TermHit
    accepted: list[Place]
    refused: list[Place]


def target_of(text: str, language: str) -> Target:
    """Return a target ready to be searched."""
    return ArabicTarget(text) if is_rtl(language) else EnglishTarget(text)


def check_terms(
    hits: Sequence[TermHit],
    target: str,
    language: str,
    mentions: Mapping[str, Mention] = _NO_MENTIONS,
    known: Callable[[], Sequence[TermHit]] = tuple,
) -> list[TermUse]:
    """Return what became of each concept of ``hits`` in the target, in their order, once a concept.

    Kept when an accepted form stands there: preferred, allowed, first or later mention; loosely when case, hyphen, number,
    marks, an article or an Arabic ending differ. How often it stands there is not asked, but a longer term does not stand
    for the one inside it. Forbidden when a refused form stands there, also beside an accepted one. A concept without a form
    in the language is passed over. Of several concepts on the same words of the source one will do (:func:`_without_rivals`).
    ``mentions`` says by concept which mention in the document this is; of a use whose form
    is another mention's, place and form wanted are given. ``known`` gives all terms of the termbase in the target, asked only
    where a surname stands alone: in the full name of another person it is that one's.
    """
    searched = target_of(target, language)
    found: dict[str, _Found] = {}
    for hit in hits:
        concept = hit.concept
        if hit.nested or concept.id in found or not concept.forms(language, *_ACCEPTED, *_REFUSED):
            continue
        found[concept.id] = _Found(hit, *accepted_and_refused(concept, searched, language))
    each = list(found.values())
    each = [_of_nobody_else(_alone(f, each, language), known, language) for f in each]
    each = _without_rivals(each, hits)
    return [_use(f, mentions.get(f.hit.concept.id), language) for f in each]


def accepted_forms(concept: Concept, language: str) -> tuple[str, ...]:
    """Return every form that may stand in a target, the preferred one first."""
    return tuple(dict.fromkeys([*concept.forms(language, *_ACCEPTED), *both_mentions(concept, language)]))


def refused_forms(concept: Concept, language: str) -> tuple[str, ...]:
    """Return the forms that must not stand in a target: forbidden and superseded ones."""
    return concept.forms(language, *_REFUSED)


def accepted_and_refused(concept: Concept, target: Target, language: str) -> tuple[list[Place], list[Place]]:
    """Return where accepted and refused forms of a concept stand in a target.

    An accepted form may hold a refused one ("West Bank city" and "city"), and a refused one an accepted one: the longer
    one counts.
    """
    kind, protect = concept.kind, frozenset(concept.protect)
    ordinary = kind in ("title", "other") and concept.preferred("en")[:1].islower()
    forms = accepted_forms(concept, language)
    # Protected words are no term where it is looked for; where it is expected, صنعاء وعدن has it.
    accepted = target.places(forms, kind, ordinary=ordinary)
    accepted += literal_places(target.text, forms, language)
    refused = target.places(refused_forms(concept, language), kind, ordinary=ordinary, protect=protect)
    refused = [r for r in refused if not any(_saves(a, r) for a in accepted)]
    longer = [*accepted, *refused]
    accepted = [a for a in accepted if not any(_inside(a, p) for p in longer)]
    if not longer and kind != "person":
        return target.shared(forms, kind), refused
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


def _alone(found: _Found, each: Sequence[_Found], language: str) -> _Found:
    """Return a concept's places without those that belong to another one of the source, whose longer form stands there."""
    others = [(f.hit, a) for f in each if f is not found for a in f.accepted]
    if not others:
        return found
    accepted = [
        p
        for p in found.accepted
        if not any(_inside(p, a) and _part(found.hit, hit) for hit, a in others)
        and not of_others(found.hit.concept, p, ((hit.concept, a) for hit, a in others), language)
    ]
    return _Found(found.hit, accepted, [r for r in found.refused if not any(_inside(r, a) for _hit, a in others)])


def of_others(concept: Concept, place: Place, others: Iterable[tuple[Concept, Place]], language: str) -> bool:
    """Whether a person's form lies inside a longer form of another concept and so means somebody else.

    That are a surname and a first name anywhere (Hariri in Hariri Hospital), and any name in another person's.
    """
    if concept.kind != "person":
        return False
    part = _is_part(concept, place, language)
    return any((part or other.kind == "person") and _inside(place, p) for other, p in others if other is not concept)


def _of_nobody_else(found: _Found, known: Callable[[], Sequence[TermHit]], language: str) -> _Found:
    """Return a concept's places without surnames and first names in the full name of a person the source does not name."""
    concept = found.hit.concept
    if concept.kind != "person" or not all(_is_part(concept, p, language) for p in found.accepted):
        return found
    others = [
        h
        for h in (known() if found.accepted else ())
        if h.concept.kind == "person" and h.concept.id != concept.id and h.term in accepted_forms(h.concept, language)
    ]
    own = [
        p
        for p in found.accepted
        if not any(h.start <= p.start and p.end <= h.end and p.end - p.start < h.end - h.start for h in others)
    ]
    return _Found(found.hit, own, found.refused)


def _is_part(concept: Concept, place: Place, language: str) -> bool:
    return len(place.form.split()) < len(concept.preferred(language).split())


def _without_rivals(each: Sequence[_Found], hits: Sequence[TermHit]) -> list[_Found]:
    """Return the concepts without those in whose stead another one on the same words of the source is told.

    They are namesakes, or entries that allow several translations: one will do, and where none is there the one held to most
    is told. But two entries of one kind in two glossaries decide the same thing, and the first glossary's holds.
    """
    meant: dict[tuple[int, int], list[str]] = {}
    for h in hits:
        if not h.nested:
            meant.setdefault((h.start, h.end), []).append(h.concept.id)
    if all(len(ids) == 1 for ids in meant.values()):
        return list(each)
    found = {f.hit.concept.id: f for f in each}
    out = []
    for f in each:
        own = f.hit.concept.id
        places = [
            (ids, [found[i] for i in ids if i in found and i != own and not _decides(f, found[i], ids)])
            for ids in meant.values()
            if own in ids
        ]
        right = [a for _ids, others in places for o in others for a in o.accepted]
        refused = [r for r in f.refused if not any(a.start <= r.start and r.end <= a.end for a in right)]
        told = all(any(_instead(o, f, ids) for o in others) for ids, others in places)
        if f.accepted or refused or not told:
            out.append(_Found(f.hit, f.accepted, refused))
    return out


def _decides(first: _Found, second: _Found, ids: Sequence[str]) -> bool:
    """Whether a concept is of an earlier glossary than one of the same kind on the same words, named by ``ids`` in order.

    People who share a surname are two.
    """
    one, two = first.hit.concept, second.hit.concept
    if one.glossary == two.glossary or one.kind != two.kind or ids.index(one.id) > ids.index(two.id):
        return False
    return one.kind != "person" or any(fold_key(one.preferred(x)) == fold_key(two.preferred(x)) for x in ("ar", "en"))


def _instead(other: _Found, found: _Found, ids: Sequence[str]) -> bool:
    """Whether another concept on the same words is told in the stead of one that is missing."""
    if other.accepted or other.refused or _decides(other, found, ids):
        return True
    one, two = other.hit.concept, found.hit.concept
    ranks = list(Enforce)
    return (ranks.index(one.enforce), ids.index(one.id)) < (ranks.index(two.enforce), ids.index(two.id))


def _part(hit: TermHit, of: TermHit) -> bool:
    """Whether a term of the source is a part of another, so that the form of the one holds that of the other."""
    return hit.surface in of.surface or hit.term in of.term


def _use(found: _Found, mention: Mention | None, language: str) -> TermUse:
    hit, accepted, refused = found
    if refused:
        first = refused[0]
        return TermUse(hit, TermUseKind.FORBIDDEN, first.surface, first.start, first.end)
    place, wanted = wrong_mention(hit.concept, mention, accepted, language) if mention else (None, "")
    if not accepted:
        return TermUse(hit, TermUseKind.MISSING, mention=mention, wanted=wanted)
    best = next((a for a in accepted if a.as_written), accepted[0])
    kind = TermUseKind.KEPT if best.as_written else TermUseKind.KEPT_LOOSELY
    at = place or best
    return TermUse(hit, kind, at.surface, at.start, at.end, mention, wanted)
