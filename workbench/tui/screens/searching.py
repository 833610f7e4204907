"""What is offered for the open segment is looked for while one stays at it; answers for another one are dropped."""

from __future__ import annotations

import contextlib
import threading
from asyncio import TimerHandle
from collections.abc import Sequence

from workbench.errors import MTError, WorkbenchError
from workbench.model import Fragment, Proposal
from workbench.tui.messages import MachineAnswered, MatchesFound, OpenText
from workbench.tui.screens.acts import Acts

REST = 0.06
"""Seconds without a change of segment before the memory is searched: not while somebody flies through."""
MT_REST = 0.4


class Searching(Acts):
    """The part of the editor screen that asks memories and machines."""

    waits: dict[str, TimerHandle]

    def _look_up(self) -> None:
        """Offer what is known of the open segment at once; ask for the rest when one stays at it."""
        number = self.opened.number
        if self.desk.prepared and self.desk.segment(number).translate:
            self.opened.add(self.desk.exact(number))
            self.later("matches", REST, lambda: self._search(number))
            self.later("machine", MT_REST, lambda: self._ask_machine(number))
        exact = self.opened.exact
        self.target.ghost = exact.text if exact and self.desk.settings.enter_takes == "exact" else ""

    def _search(self, number: int) -> None:
        text = self._open_text()

        def work() -> None:
            if number != self.opened.number:
                return
            found: list[Proposal] = []
            fragments: list[Fragment] = []
            error = ""
            try:
                found = self.desk.matches(number)
                fragments = self.desk.fragments(number)
                found = [*found, *self.desk.known_mt(number)]
            except WorkbenchError as e:
                error = str(e)
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                self.post_message(MatchesFound(text, found, fragments, error))
            with contextlib.suppress(WorkbenchError):
                self.desk.prefetch(number)

        threading.Thread(target=work, name="matches", daemon=True).start()

    def _ask_machine(self, number: int) -> None:
        """Ask the engines that are allowed; say nothing of the others unless asked."""
        allowed = [e.id for e in self.desk.engines if e.allowed]
        if number == self.opened.number and allowed:
            self.request_machine(allowed)

    def request_machine(self, engines: Sequence[str] | None = None) -> None:
        """Ask machine translation for the open segment: all engines, so that each says why not, or those named."""
        # Asked for by key before the segment had rested: the resting one would send the same text a second time.
        resting = self.waits.pop("machine", None)
        if resting is not None:
            resting.cancel()
        self.opened.waiting |= {e.id for e in self.desk.engines if e.allowed and (engines is None or e.id in engines)}

        text = self._open_text()

        def answered(_number: int, engine: str, answer: Proposal | MTError) -> None:
            self.post_message(MachineAnswered(text, engine, answer))

        self.desk.request_mt(self.opened.number, answered, engines)
        self.panels["proposals"].renew()

    def _open_text(self) -> OpenText:
        segment = self.desk.segment(self.opened.number)
        return segment.id, segment.source

    def on_matches_found(self, message: MatchesFound) -> None:
        """Show what the memory found, if it is for the open segment."""
        if message.text == self._open_text():
            self.opened.searched = True
            if message.error:
                self.say(message.error, bad=True)
            self.opened.add(message.proposals)
            self.opened.fragments = message.fragments
            self.panels["proposals"].renew()
            self.panels["terms"].renew()
            self.show_ghost()
            self.query_one("#keys").refresh()

    def on_machine_answered(self, message: MachineAnswered) -> None:
        """Show an engine's answer or failure, if it is for the open segment."""
        if message.text != self._open_text():
            return
        self.opened.waiting.discard(message.engine)
        if isinstance(message.answer, MTError):
            self.opened.failures[message.engine] = message.answer
        else:
            self.opened.failures.pop(message.engine, None)
            self.opened.add([message.answer])
            self.show_ghost()
        self.panels["proposals"].renew()
        self.query_one("#keys").refresh()
