"""The machine translation of the open document: asking for a segment, and for the next ones ahead."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection

from workbench.errors import MTError, WorkbenchError
from workbench.model import Context, MTFailure, Project, Proposal, Segment, TermHit
from workbench.mt.engine import Request
from workbench.mt.service import NOW, SOON, Ticket
from workbench.workflow.document_segments import DocumentSegments
from workbench.workflow.machine import EngineInfo, Machine
from workbench.workflow.proposing import Proposer
from workbench.workflow.workspace import Workspace

MTCallback = Callable[[int, str, Proposal | MTError], None]
"""Called with the segment number, the engine's id and its answer, from a thread of the engine service."""


class DeskMachine:
    """The part of the desk that asks engines; what it needs to know is kept by the desk that is made of this."""

    ws: Workspace
    project: Project
    segments: DocumentSegments
    _proposer: Proposer | None

    def segment(self, number: int) -> Segment:
        """Return a segment."""
        raise NotImplementedError

    def terms(self, number: int) -> tuple[TermHit, ...]:
        """Return the terms of a segment."""
        raise NotImplementedError

    def _context(self, number: int) -> Context:
        raise NotImplementedError

    def _begin_asking(self) -> None:
        self._machine: Machine | None = None
        self._ahead: dict[int, tuple[Ticket, ...]] = {}
        self._ahead_of = 0
        self._closed = False
        self._aheads = threading.RLock()

    @property
    def machine(self) -> Machine:
        """The project's engines, made when first asked for."""
        with self._aheads:
            if self._machine is None:
                self._machine = Machine(self.ws, self.project)
            return self._machine

    @property
    def engines(self) -> tuple[EngineInfo, ...]:
        """The engines of the settings and whether each may be asked."""
        return self.machine.engines()

    def allow_engine(self, engine: str, yes: bool) -> None:
        """Keep the person's answer to whether this engine may be sent this project's text."""
        self.machine.allow(engine, yes)

    def sample_for_consent(self, number: int) -> str:
        """Return the exact text that would be sent for this segment."""
        return self.segment(number).source

    def request_mt(self, number: int, done: MTCallback, engines: Collection[str] | None = None) -> None:
        """Ask all engines, or those named, for this segment; each answers once, later, from its own thread.

        Returns at once: what is asked with it (terms, the nearest pairs) is looked up in a thread.
        """
        threading.Thread(target=self._ask_for, args=(number, done, engines), name="mt-ask", daemon=True).start()

    def _ask_for(self, number: int, done: MTCallback, engines: Collection[str] | None) -> None:
        # The screen may be gone before it is told.
        with contextlib.suppress(RuntimeError):
            try:
                self._ask_now(number, done, engines)
            except WorkbenchError as e:
                # Whoever waits is told: a row that waits for ever would hide it.
                for name in engines if engines is not None else [e.id for e in self.engines]:
                    done(number, name, MTError(MTFailure.INTERNAL.value, e.message, e.hint))

    def _ask_now(self, number: int, done: MTCallback, engines: Collection[str] | None) -> None:
        hits = self.terms(number)
        request = self._request(number, hits)

        def answered(engine: str, answer: str | MTError) -> None:
            if isinstance(answer, MTError):
                done(number, engine, answer)
            else:
                self._offer(request, engine, answer, hits, lambda offer: done(number, engine, offer))

        self.machine.ask(request, answered, NOW, engines)

    def known_mt(self, number: int) -> list[Proposal]:
        """Return what allowed engines have answered to this segment ahead of time, in this sitting. Asks nobody.

        Nothing where a second pass may make it better: that one is asked for when the segment has rested.
        """
        if self._proposer is None or self.ws.settings.mt_second_pass or not any(e.allowed for e in self.engines):
            return []
        hits = self.terms(number)
        answers = self.machine.at_hand(self._request(number, hits))
        return [self._proposal(number, engine, answer, hits) for engine, answer in answers.items()]

    def prefetch(self, number: int) -> None:
        """Have the next segments asked for ahead, those asked for from elsewhere no more. For a thread.

        Passed over: what is not translated, has a text already or an exact match, which costs nothing. Web pages are
        not asked ahead, unless the settings name a distance between their calls.
        """
        engines = [e.id for e in self.engines if e.allowed and e.ahead]
        self._ahead_of = number
        wanted = self._next_open(number, self.ws.settings.mt_prefetch) if engines else []
        ids = {self.segment(n).id: n for n in wanted}
        with self._aheads:
            for far in set(self._ahead) - set(ids):
                for ticket in self._ahead.pop(far):
                    ticket.withdraw()
        for id_, each in ids.items():
            if id_ in self._ahead:
                continue
            request = self._request(each, self.terms(each))
            with self._aheads:
                if self._closed or self._ahead_of != number:
                    # The document is left, or the person is somewhere else already.
                    return
                self._ahead[id_] = self.machine.ask(request, _nobody, SOON, engines)

    def ask_no_more(self) -> None:
        """Withdraw what was asked ahead and ask nothing any more: the document is closed."""
        self._closed = True
        self._ask_ahead_anew()

    def _leave_engines(self) -> None:
        with self._aheads:
            machine, self._machine = self._machine, None
        if machine is not None:
            machine.close()

    def _ask_ahead_anew(self) -> None:
        """Withdraw what was asked ahead: the segments are others now."""
        with self._aheads:
            self._ahead_of = 0
            for tickets in self._ahead.values():
                for ticket in tickets:
                    ticket.withdraw()
            self._ahead.clear()

    def _next_open(self, number: int, count: int) -> list[int]:
        out: list[int] = []
        for n in range(number + 1, len(self.segments) + 1):
            if len(out) >= count:
                break
            segment = self.segments[n - 1]
            if not segment.translate or segment.state.confirmed or segment.draft:
                continue
            if self._proposer is not None and self._proposer.exact(segment.source, (), self._context(n)):
                continue
            out.append(n)
        return out

    def _request(self, number: int, hits: tuple[TermHit, ...]) -> Request:
        source, around = self.segment(number).source, self._context(number)
        near: list[Proposal] = []
        if self._proposer is not None and self.machine.uses("matches"):
            near = self._proposer.matches(source, hits, around)
        return self.machine.request(source, hits, around, near)

    def _offer(
        self, request: Request, engine: str, answer: str, hits: tuple[TermHit, ...], done: Callable[[Proposal], None]
    ) -> None:
        """Turn an answer into what is offered, after a second pass where the settings want one and it is needed."""
        from workbench.workflow.second_pass import second_pass

        proposer = self._proposer
        if proposer is None or self._closed or not self.ws.settings.mt_second_pass:
            done(self._proposal_of(request.text, engine, answer, hits))
            return
        second_pass(
            self.machine,
            request,
            engine,
            answer,
            hits,
            proposer.terms,
            NOW,
            lambda text: done(self._proposal_of(request.text, engine, text, hits)),
        )

    def _proposal(self, number: int, engine: str, answer: str, hits: tuple[TermHit, ...]) -> Proposal:
        return self._proposal_of(self.segment(number).source, engine, answer, hits)

    def _proposal_of(self, source: str, engine: str, answer: str, hits: tuple[TermHit, ...]) -> Proposal:
        if self._proposer is None:
            raise RuntimeError("nothing is asked before the desk is ready")
        return self._proposer.machine(source, answer, engine, self.machine.via(engine), hits)


def _nobody(_engine: str, _answer: str | MTError) -> None:
    """Nobody waits: the answer is kept for the one who comes."""
