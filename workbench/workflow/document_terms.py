"""The terms of one document: where they stand, which mention is the first, and which issues do not count there.

Both faces ask it: the desk keeps one for the open document, a check of a whole project makes one for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from workbench.model import Enforce, Issue, Mention, Role, Segment, TermHit, TermUse, TermUseKind, Waiver
from workbench.termbase.mentions import mention_forms, short_form
from workbench.workflow import reasons
from workbench.workflow.checking import ALONE, Surroundings, segment_issues
from workbench.workflow.terms import ProjectTerms

RUNNING_TEXT = frozenset({Role.BODY, Role.LEAD})
"""The roles in which mentions are counted: a headline neither needs the first one nor uses it up."""
KEPT, KEPT_HITS = 20_000, 2_000
"""Texts of which is kept what they name, and where: those of any article; a book does not fill the memory (2.5 kB a text
with its hits, measured)."""


class DocumentTerms:
    """The terms and waivers of a document's segments.

    Law: what it says after any change of the segments is what a new one says of them. When they are split, joined, moved
    or given another role only texts that are new are looked through, of up to :data:`KEPT`; nothing is when a target changes
    or an issue is waived. Without ``at_once`` nothing is said of mentions until :meth:`survey` has run: of a book it takes
    seconds, and whoever asks may be drawing the screen.
    """

    def __init__(
        self,
        terms: ProjectTerms,
        segments: Sequence[Segment] = (),
        waivers: Iterable[Waiver] = (),
        *,
        at_once: bool = True,
    ) -> None:
        self.terms = terms
        self._at_once = at_once
        self._hits: dict[str, tuple[TermHit, ...]] = {}
        self._named: dict[str, frozenset[str]] = {}
        self.renew(segments, waivers)

    def renew(self, segments: Sequence[Segment], waivers: Iterable[Waiver]) -> None:
        """Take segments in their new order, with their new texts and roles, and their waivers."""
        self._segments = segments
        self._waivers: dict[int, list[Waiver]] = {}
        self._places: dict[str, list[int]] | None = None
        self._first: dict[str, int] | None = None
        for waiver in waivers:
            self._waivers.setdefault(waiver.segment, []).append(waiver)

    def with_terms(self, terms: ProjectTerms) -> DocumentTerms:
        """Return the same of other terms: a glossary was changed."""
        waivers = [w for given in self._waivers.values() for w in given]
        return DocumentTerms(terms, self._segments, waivers, at_once=self._at_once)

    # ------------------------------------------------------------------ hits and mentions

    def hits(self, source: str) -> tuple[TermHit, ...]:
        """Return the terms in a source, in their order; each text is looked through once."""
        found = self._hits.get(source)
        if found is None:
            if len(self._hits) >= KEPT_HITS:
                self._hits.clear()
            found = self._hits[source] = tuple(self.terms.hits(source))
        return found

    def first_mentions(self) -> dict[str, int]:
        """Return by concept the id of the segment that names it first; only of concepts that make a difference there."""
        if self._places is None:
            self.survey()
        first = self._first
        if first is None:
            # A name that a waiver says is not named there is looked for further on.
            first = self._first = {}
            for concept, places in (self._places or {}).items():
                for at in places:
                    segment = self._segments[at]
                    if segment.id not in self._waivers or not self._unnamed(segment, concept):
                        first[concept] = segment.id
                        break
        return first

    def survey(self, rest: Callable[[], None] = lambda: None) -> None:
        """Find where the concepts that make a difference are named, calling ``rest`` behind every segment."""
        places: dict[str, list[int]] = {}
        # Read once: a glossary that makes no difference costs no scan of the document.
        if self.terms.has_mentions:
            for at, segment in enumerate(self._segments):
                if segment.translate and segment.role in RUNNING_TEXT:
                    for concept in self._could_name(segment):
                        places.setdefault(concept, []).append(at)
                rest()
        self._places, self._first = places, None

    def mentions(self, segment: Segment) -> dict[str, Mention]:
        """Return for the concepts of a segment that make a difference which mention it is; none for a headline."""
        if segment.role not in RUNNING_TEXT or not segment.translate or not self.terms.has_mentions:
            return {}
        if self._places is None and not self._at_once:
            return {}
        first = self.first_mentions()
        return {
            concept: Mention.FIRST if first.get(concept) == segment.id else Mention.LATER
            for concept in self._named_in(segment)
        }

    def _named_in(self, segment: Segment) -> frozenset[str]:
        named = self._could_name(segment)
        if not named or segment.id not in self._waivers:
            return named
        return named - {c for c in named if self._unnamed(segment, c)}

    def _could_name(self, segment: Segment) -> frozenset[str]:
        """Return the concepts that make a difference there, whatever is waived."""
        source = segment.source
        named = self._named.get(source)
        if named is None:
            language = self.terms.target
            named = frozenset(
                h.concept.id
                for h in self.hits(source)
                if any(lang == language for lang, _form in (*h.concept.first, *h.concept.later))
            )
            if len(self._named) >= (KEPT if self._at_once else KEPT_HITS):
                self._named.clear()
            self._named[source] = named
        return named

    def _unnamed(self, segment: Segment, concept: str) -> bool:
        given = [w for w in self._waivers[segment.id] if w.subject == concept]
        waiver = reasons.for_term(concept, segment.source, self.hits(segment.source), given)
        return waiver is not None and waiver.reason in reasons.NOT_NAMED

    # ------------------------------------------------------------------ issues and what does not count

    def uses(self, segment: Segment, text: str) -> list[TermUse]:
        """Return what becomes of the segment's terms in ``text``."""
        return self.terms.uses(self.hits(segment.source), text, self.mentions(segment))

    def forms(self, segment: Segment, text: str) -> dict[str, str]:
        """Return by concept the form to put into ``text`` next, of those that make a difference by mention, and surnames.

        Behind the first mention in this very text it is a later form. A person named by the surname alone is put so.
        """
        mentions = self.mentions(segment)
        short = self._surnames(segment.source)
        if not mentions:
            return short
        there = {u.hit.concept.id for u in self.uses(segment, text) if u.kind is not TermUseKind.MISSING}
        return short | {
            h.concept.id: mention_forms(
                h.concept, Mention.LATER if h.concept.id in there else mentions[h.concept.id], self.terms.target
            )[0]
            for h in self.hits(segment.source)
            if h.concept.id in mentions
        }

    def _surnames(self, source: str) -> dict[str, str]:
        hits = [h for h in self.hits(source) if h.concept.kind == "person" and not h.nested]
        whole = {h.concept.id for h in hits if not short_form(h.concept, h.term, self.terms.source, self.terms.target)}
        return {
            h.concept.id: short_form(h.concept, h.term, self.terms.source, self.terms.target)
            for h in hits
            if h.concept.id not in whole
        }

    def all_issues(
        self,
        segment: Segment,
        text: str,
        *,
        confirmed: bool = False,
        around: Surroundings = ALONE,
        listed: bool = False,
    ) -> list[tuple[Issue, Waiver | None]]:
        """Return the issues of ``text`` as the segment's target, worst first, with the waiver of each that does not count.

        The other arguments are those of :func:`workbench.workflow.checking.segment_issues`.
        """
        found = segment_issues(
            self.terms,
            segment.source,
            text,
            self.hits(segment.source),
            mentions=self.mentions(segment),
            confirmed=confirmed,
            around=around,
            listed=listed,
        )
        return [(issue, self.covering(segment, issue)) for issue in found]

    def issues(
        self,
        segment: Segment,
        text: str,
        *,
        confirmed: bool = False,
        around: Surroundings = ALONE,
    ) -> list[Issue]:
        """Return those of :meth:`all_issues` that count."""
        found = self.all_issues(segment, text, confirmed=confirmed, around=around)
        return [issue for issue, waiver in found if waiver is None]

    def stops(self, segment: Segment, text: str) -> list[Issue]:
        """Return the issues that no confirm passes: ``must`` terms not kept that nobody gave a reason for."""
        # Asked for every text that is replaced: the other checks cost a hundred times as much as to see that none can be.
        if not any(h.concept.enforce is Enforce.MUST for h in self.hits(segment.source)):
            return []
        return [i for i in self.issues(segment, text, confirmed=True) if i.must]

    def waivers(self, segment: Segment) -> list[Waiver]:
        """Return the waivers that hold in the segment as it is now."""
        given = sorted(self._waivers.get(segment.id, ()), key=_key)
        return reasons.in_force(segment.source, self.hits(segment.source), given) if given else []

    def take_waivers(self, segment: int, waivers: list[Waiver]) -> None:
        """Take those of one segment as they are stored now."""
        if waivers != self._waivers.get(segment, []):
            self._waivers[segment] = waivers
            self._first = None

    def waive(self, waiver: Waiver) -> None:
        """Let an issue count no more from now on."""
        kept = [w for w in self._waivers.get(waiver.segment, ()) if _key(w) != _key(waiver)]
        self._waivers[waiver.segment] = [*kept, waiver]
        self._first = None

    def unwaive(self, segment: Segment, check: str, subject: str) -> None:
        """Let it count again."""
        kept = [w for w in self._waivers.get(segment.id, ()) if (w.check, w.subject) != (check, subject)]
        self._waivers[segment.id] = kept
        self._first = None

    def covering(self, segment: Segment, issue: Issue) -> Waiver | None:
        """Return the waiver because of which an issue does not count, None when it does."""
        given = self._waivers.get(segment.id)
        return reasons.covering(issue, segment.source, self.hits(segment.source), given) if given else None


def _key(waiver: Waiver) -> tuple[str, str, str]:
    return waiver.check, waiver.subject, waiver.source
