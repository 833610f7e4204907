"""What is known of the terms in the open document, from the glossaries as they are now."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from workbench.errors import WorkbenchError
from workbench.model import Concept, Document, Issue, Mention, Project, Segment, TermHit, TermUse, Waiver
from workbench.store import waivers as waivers_table
from workbench.workflow.checking import surroundings
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.filtering import named
from workbench.workflow.live_terms import LiveTerms
from workbench.workflow.pacing import Pace
from workbench.workflow.proposing import Proposer
from workbench.workflow.suggesting import Suggestions
from workbench.workflow.workspace import Workspace


class DeskTerms:
    """The knowing half of the desk; what it knows of is kept by the desk that is made of this."""

    ws: Workspace
    project: Project
    document: Document
    segments: DocumentSegments
    _proposer: Proposer | None
    _newest: dict[int, str]
    """Texts by segment that are newer than what is written."""
    _unsaved: int

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def _begin_knowing(self) -> None:
        self._live = LiveTerms(self.ws, self.project)
        self._known: DocumentTerms | None = None
        self._knowing = threading.RLock()
        self._suggestions = Suggestions()

    def _know(self) -> DocumentTerms:
        """Return what is known of the document's terms, from the glossaries as they are now."""
        with self._knowing:
            terms = self._live.read()
            if self._known is None:
                waivers = waivers_table.load(self.ws.store.read(), self.document.id)
                self._known = DocumentTerms(terms, self.segments, waivers, at_once=not self.segments.long)
            elif self._known.terms is not terms:
                self._known = self._known.with_terms(terms)
                if self._proposer is not None:
                    self._proposer.terms = terms
            return self._known

    @property
    def document_terms(self) -> DocumentTerms:
        """What is known of the document's terms, from the glossaries as they are now; they are read if need be."""
        return self._know()

    @property
    def glossaries_changed(self) -> bool:
        """Whether a glossary file was changed since it was read: by git, an editor, another window."""
        return self._known is not None and self._live.changed

    def follow_glossaries(self) -> None:
        """Read changed glossaries again; terms and issues are those of the new ones from then on. For a thread."""
        self._know().survey(Pace(resting=True).rest)

    @property
    def glossaries_gone(self) -> tuple[str, ...]:
        """The glossaries that were removed since they were read before."""
        return self._live.gone

    def _know_anew(self) -> None:
        """Take the segments as they were read anew."""
        with self._knowing:
            if self._known is not None:
                self._known.renew(self.segments, waivers_table.load(self.ws.store.read(), self.document.id))

    @property
    def glossary_errors(self) -> tuple[WorkbenchError, ...]:
        """Bad rows and missing glossary files of this project."""
        return self._known.terms.errors if self._known else ()

    def terms(self, number: int) -> tuple[TermHit, ...]:
        """Return the terms in the segment's source, in their order."""
        return self._known.hits(self.segment(number).source) if self._known else ()

    def named(self, words: str, rest: Callable[[], None] = lambda: None) -> frozenset[str]:
        """Return the ids of the concepts that have a form, in either language, with these words.

        ``rest`` is called behind every concept: there may be many.
        """
        concepts = self._known.terms.termbase.concepts if self._known else ()

        def each() -> Iterator[Concept]:
            for concept in concepts:
                rest()
                yield concept

        return named(words, each())

    def mentions(self, number: int) -> dict[str, Mention]:
        """Return by concept whether the segment names it for the first time, of those that have forms for that."""
        return self._known.mentions(self.segment(number)) if self._known else {}

    def forms(self, number: int, text: str) -> dict[str, str]:
        """Return by concept the form to put into ``text`` next, where it is not simply the approved one."""
        return self._known.forms(self.segment(number), text) if self._known else {}

    def uses(self, number: int, text: str) -> list[TermUse]:
        """Return what became of those terms in ``text``."""
        return self._known.uses(self.segment(number), text) if self._known else []

    def issues(self, number: int, text: str, *, confirming: bool = False) -> list[Issue]:
        """Return the issues of ``text`` as this segment's target, worst first, ignored ones left out.

        That of a missing name is where something like it stands, which its ``fix`` would replace. The neighbours count
        with their newest text, written already or not. ``confirming`` waits for the terms, and for glossaries that were
        changed: nothing is confirmed against older ones.
        """
        known = self._know() if confirming else self._known
        if known is None:
            return []
        if confirming and not self._unsaved:
            # Another window may have given a reason here, or taken one back.
            segment_id = self.segment(number).id
            known.take_waivers(segment_id, waivers_table.of_segment(self.ws.store.read(), segment_id))

        def newest(segment: Segment) -> str:
            return self._newest.get(segment.id, segment.current)

        segment = self.segment(number)
        around = surroundings(self.segments, number - 1, newest)
        found = known.issues(segment, text, confirmed=confirming, around=around)
        return self._suggestions.shown(known.terms, segment.source, text, known.hits(segment.source), found)

    def ignored(self, number: int) -> list[Waiver]:
        """Return what is ignored in this segment."""
        return self._know().waivers(self.segment(number))
