"""Which issues of a segment do not count, because of the reasons that were given there.

A reason is for the text it was given for. It stays whatever becomes of the target, and goes with its text when segments are
split and joined; in a joined one it covers the places of the term in its own part, no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.model import Issue, TermAspect, TermHit, Waiver, WaiverReason

NOT_NAMED = frozenset({WaiverReason.NOT_HERE, WaiverReason.OTHER_SENSE, WaiverReason.LEFT_OUT})
"""Reasons that say the target does not name the concept there: its first mention is a later one."""
FOR_TERMS = tuple(r for r in WaiverReason if r is not WaiverReason.RIGHT)
FOR_OTHERS = (WaiverReason.RIGHT, WaiverReason.QUOTED, WaiverReason.HOUSE_STYLE, WaiverReason.OTHER)
"""The reasons to choose from, in the order of their keys."""
TEXTS = {
    WaiverReason.NOT_HERE: "not this term here",
    WaiverReason.LEFT_OUT: "left out on purpose",
    WaiverReason.QUOTED: "quoted wording",
    WaiverReason.OTHER_SENSE: "another sense",
    WaiverReason.HOUSE_STYLE: "house style differs",
    WaiverReason.WRONG_TERM: "the term is wrong ...",
    WaiverReason.RIGHT: "right as it is",
    WaiverReason.OTHER: "something else ...",
}
"""What people read; behind those with dots they write a note."""
_LESSER = (f":{TermAspect.MENTION}", f":{TermAspect.WRITTEN}")


def choices(issue: Issue) -> tuple[WaiverReason, ...]:
    """Return the reasons for which an issue may be ignored, none for one that never may: a target must not be empty."""
    if not issue.concept:
        return () if issue.check == "omission" else FOR_OTHERS
    if issue.aspect is TermAspect.REFUSED:
        return tuple(r for r in FOR_TERMS if r is not WaiverReason.LEFT_OUT)
    return FOR_TERMS


def covering(issue: Issue, source: str, hits: Sequence[TermHit], waivers: Sequence[Waiver]) -> Waiver | None:
    """Return the waiver because of which an issue of a segment does not count, None when it does.

    A reason given for a term holds for all that is said of it there; that it was left out says nothing of a refused form.
    """
    if not issue.concept:
        same = (w for w in waivers if (w.check, w.subject) == (issue.check, issue.subject))
        return next((w for w in same if _belongs(source, w.source.strip())), None)
    for subject in dict.fromkeys((issue.subject, issue.concept)):
        given = for_term(issue.concept, source, hits, [w for w in waivers if w.subject == subject])
        if given is not None and given.reason in choices(issue):
            return given
    return None


def for_term(concept: str, source: str, hits: Sequence[TermHit], given: Sequence[Waiver]) -> Waiver | None:
    """Return the newest of these waivers, if together they were given for every place of a concept in a source."""
    places = [(h.start, h.end) for h in hits if h.concept.id == concept]
    if not given or not places:
        return None
    whole = [w for w in given if source in w.source]
    spans = [span for w in given for span in _spans(source, w.source.strip())]
    if not whole and not all(any(a <= start and end <= b for a, b in spans) for start, end in places):
        return None
    return max(whole or given, key=lambda w: (w.at, w.source))


def in_force(source: str, hits: Sequence[TermHit], waivers: Sequence[Waiver]) -> list[Waiver]:
    """Return the waivers that hold in a segment as it is now."""
    out = []
    for waiver in waivers:
        if waiver.check != "terminology":
            holds = _belongs(source, waiver.source.strip())
        else:
            concept = concept_of(waiver.subject)
            same = [w for w in waivers if w.subject == waiver.subject]
            holds = for_term(concept, source, hits, same) is not None
        if holds:
            out.append(waiver)
    return out


def subjects_of(concept: str) -> tuple[str, ...]:
    """Return the subjects of waivers about a term: itself and its lesser aspects."""
    return concept, *(concept + end for end in _LESSER)


def concept_of(subject: str) -> str:
    """Return the term a waiver is about: its subject may name a lesser aspect of it."""
    return next((subject.removesuffix(end) for end in _LESSER if subject.endswith(end)), subject)


def _belongs(source: str, given: str) -> bool:
    """Whether a text is, holds or is a part of the one a reason was given for."""
    return bool(given) and (source in given or given in source)


def _spans(text: str, part: str) -> Iterator[tuple[int, int]]:
    at = text.find(part) if part else -1
    while at >= 0:
        yield at, at + len(part)
        at = text.find(part, at + 1)
