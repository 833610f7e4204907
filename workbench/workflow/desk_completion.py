"""What may be completed in the open segment: its terms, what is offered for it, the words of the confirmed targets."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from itertools import islice

from workbench.errors import WorkbenchError
from workbench.model import Fragment, Project, Proposal, Segment, TermHit
from workbench.store.phrase_pairs import read_newest
from workbench.text.used_words import UsedWords
from workbench.workflow.candidates import Candidate
from workbench.workflow.completion import candidates, offers_of
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.workspace import Workspace

READ = 10_000
"""Targets whose words are learned at most: of a book the first ones, and all that are confirmed in the sitting."""
READ_OF_MEMORY = 5_000
"""Newest units of the project's memories whose words are learned, once, at the opening."""


class DeskCompletion:
    """The part of the desk that helps typing."""

    ws: Workspace
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
        self._memory_words = UsedWords()
        self._reading: threading.Thread | None = None
        self._read_no_more = threading.Event()

    def _read_targets(self) -> None:
        """Learn the words of the confirmed targets and of the memory, in a thread of its own, little by little."""
        if self._reading is None:
            self._reading = threading.Thread(target=self._learn_targets, name="words", daemon=True)
            self._reading.start()

    def _learn_targets(self) -> None:
        pace = Pace(stopped=self._read_no_more.is_set, resting=True)
        with contextlib.suppress(Stopped):
            for words, name, text in self._targets():
                # A segment may have been confirmed anew meanwhile.
                words.learn(name, text, anew=False)
                pace.rest()

    def _targets(self) -> Iterator[tuple[UsedWords, int, str]]:
        confirmed = (s for s in self.segments if s.state.confirmed)
        yield from ((self._used_words, s.id, s.target) for s in islice(confirmed, READ))
        try:
            found = read_newest(self.ws.paths.database, self.project.slug, READ_OF_MEMORY)
        except WorkbenchError:
            return
        for number, _source, target in reversed(found.pairs if found else []):
            yield self._memory_words, number, target

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
            self._memory_words,
            begins=self._begins_sentence(number),
        )
        return candidates(text, caret, offers)

    def _begins_sentence(self, number: int) -> bool:
        """Whether a segment is a sentence of its own, or the first piece of one."""
        sentence = self.segments[number - 1].sentence
        return number == 1 or not sentence or self.segments[number - 2].sentence != sentence

    def lacking_numbers(self, number: int, text: str) -> list[str]:
        """Return the figures of the segment's source that ``text`` lacks, as the target language writes them."""
        from workbench.workflow import insertions

        near = [s.current for s in self.segments[max(0, number - 4) : number + 3] if s.number != number]
        return insertions.lacking_numbers(self.segment(number).source, text, self.project.target, near)

    def lacking_texts(self, number: int, text: str) -> list[str]:
        """Return addresses, codes, names in Latin letters and quotations of the source that ``text`` lacks."""
        from workbench.workflow import insertions

        return insertions.lacking_texts(self.segment(number).source, text, self.project.source)
