"""What may be completed in the open segment: its terms, what is offered for it, the words of the confirmed targets."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from workbench.model import Fragment, Project, Proposal, Segment, TermHit
from workbench.text.used_words import UsedWords
from workbench.workflow import insertions
from workbench.workflow.completion import Candidate, candidates, offers_of
from workbench.workflow.document_segments import DocumentSegments

SLICE, PAUSE = 0.003, 0.002
"""Seconds that targets are read at a stretch, and that keys have between: a thread that computes slows them down."""
READ = 10_000
"""Targets whose words are learned at most: of a book the first ones, and all that are confirmed in the sitting."""


class DeskCompletion:
    """The part of the desk that helps typing."""

    project: Project
    segments: DocumentSegments

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def terms(self, number: int) -> tuple[TermHit, ...]:
        """Return the terms in the segment's source."""
        raise NotImplementedError

    def forms(self, number: int, text: str) -> dict[str, str]:
        """Return by concept the form to put into ``text`` next."""
        raise NotImplementedError

    def _begin_completing(self) -> None:
        self._used_words = UsedWords()
        self._reading: threading.Thread | None = None
        self._read_no_more = threading.Event()

    def _read_targets(self) -> None:
        """Learn the words of the confirmed targets, in a thread of its own, little by little."""
        if self._reading is None:
            self._reading = threading.Thread(target=self._learn_targets, name="words", daemon=True)
            self._reading.start()

    def _learn_targets(self) -> None:
        began = time.monotonic()
        left = READ
        for segment in self.segments:
            if not segment.state.confirmed:
                continue
            # It may have been confirmed anew meanwhile.
            self._used_words.learn(segment.id, segment.target, anew=False)
            left -= 1
            if not left:
                return
            if time.monotonic() - began > SLICE:
                if self._read_no_more.wait(PAUSE):
                    return
                began = time.monotonic()

    def _know_words(self, segment: int, target: str) -> None:
        """Know the words of a target just confirmed, '' when it is confirmed no more."""
        if target:
            self._used_words.learn(segment, target)
        else:
            self._used_words.forget(segment)

    def _stop_reading(self) -> None:
        self._read_no_more.set()

    # ------------------------------------------------------------------ what there is to put

    def completions(
        self,
        number: int,
        text: str,
        caret: int,
        proposals: Sequence[Proposal] = (),
        bright: int = 0,
        fragments: Sequence[Fragment] = (),
    ) -> list[Candidate]:
        """Return what Tab may put at the caret of the segment's target, best first: a millisecond at most."""
        offers = offers_of(
            self.project.target,
            text,
            self.terms(number),
            self.forms(number, text),
            proposals,
            bright,
            fragments,
            self._used_words,
        )
        return candidates(text, caret, offers)

    def lacking_numbers(self, number: int, text: str) -> list[str]:
        """Return the figures of the segment's source that ``text`` lacks, as the target language writes them."""
        near = [s.current for s in self.segments[max(0, number - 4) : number + 3] if s.number != number]
        return insertions.lacking_numbers(self.segment(number).source, text, self.project.target, near)

    def lacking_texts(self, number: int, text: str) -> list[str]:
        """Return addresses, codes, names in Latin letters and quotations of the source that ``text`` lacks."""
        return insertions.lacking_texts(self.segment(number).source, text, self.project.source)
