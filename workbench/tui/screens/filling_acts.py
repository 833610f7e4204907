"""Filling the open segments of the article while one goes on working: plan, progress, pause, end, summary."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

from workbench.errors import WorkbenchError
from workbench.model import counted
from workbench.tui.messages import FillingEnded, FillingLooked, FillingPlanned, FillingTakenBack, FillingWent
from workbench.tui.screens.acts import Acts
from workbench.tui.screens.asking_acts import GUARD
from workbench.tui.screens.holding import Holding
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.pacing import Pace, Stopped

if TYPE_CHECKING:
    from workbench.workflow.pretranslating import Control, Plan, Pretranslated, Pretranslation

LOOKING = "looking in the memory"


class FillingActs(Holding, Acts):
    """The command; ``filling`` is what the status line says of it.

    No question of it comes over somebody who types: what is ready waits for the command to be given again.
    """

    _control: Control | None = None
    """Of what is being planned or filled in."""
    _ready: Pretranslation | None = None
    """The plan that waits for a yes."""
    _done: Pretranslated | None = None
    """The summary that was not looked at."""
    _asked_at = 0

    def do_fill(self) -> None:
        """Fill the open segments with their best proposals as drafts; again: what waits, or pause, go on and stop."""
        from workbench.workflow.pretranslating import Control

        if self._done is not None:
            self._show_summary(self._done)
        elif self._ready is not None:
            self._ask_about_plan(self._ready)
        elif self._control is not None:
            self._ask_about_running(self._control)
        else:
            control = self._control = Control()
            self._asked_at = self.keys_typed
            self._told(LOOKING)
            threading.Thread(target=self._plan, args=(control,), name="filling", daemon=True).start()

    def _plan(self, control: Control) -> None:
        def went(done: int, total: int) -> None:
            self.post_message(FillingLooked(done, total))

        ready, error = None, ""
        try:
            ready = self.desk.plan_filling(Pace(went, lambda: control.cancelled, resting=True).step)
        except Stopped:
            error = "Stopped: nothing was filled in."
        except WorkbenchError as e:
            error = str(e)
        except Exception:  # noqa: BLE001 - the worker funnel: the command would stay "looking" for ever
            error = "The segments could not be looked through."
        self.post_message(FillingPlanned(ready, error))

    def on_filling_looked(self, message: FillingLooked) -> None:
        """Show how far the looking is."""
        if self.filling.startswith(LOOKING):
            self._told(f"{LOOKING} {message.done}/{message.total}")

    def on_filling_planned(self, message: FillingPlanned) -> None:
        """Say what would be filled in and sent, and ask; where somebody types meanwhile, when they ask for it."""
        ready = message.ready
        if ready is None or not ready.plan.works:
            self._end()
            self.say(message.error or "No open segment without a text.")
            return
        if not ready.plan.engines and all(w.best is None for w in ready.plan.works):
            self._end()
            ask = self.keymap.behind("machine")
            self.say(f"Nothing to fill in: no match in the memory, and no engine may be asked ({ask} asks).")
            return
        self._ready = ready
        self._told(f"planned: {self.keymap.behind('fill')}")
        if self.keys_typed == self._asked_at and not self.question.is_open:
            self._ask_about_plan(ready)

    def _ask_about_plan(self, ready: Pretranslation) -> None:
        self.question.ask(
            Ask(
                f"Fill {len(ready.plan.works)} open segments with drafts?",
                [(line, "en") for line in _plan_lines(ready.plan, self.keymap.behind("machine"))],
                [
                    Choice("enter", "leave them", self._end),
                    Choice("y", "yes, fill them", lambda: self._run(ready), whole=True),
                ],
                escape=self._end,
                guard=GUARD,
            )
        )

    def _run(self, ready: Pretranslation) -> None:
        from workbench.workflow.pretranslating import Control

        control, self._ready = self._control or Control(), None
        self._control = control
        self._told(f"0/{len(ready.plan.works)}")
        threading.Thread(target=self._fill, args=(ready, control), name="filling", daemon=True).start()

    def _fill(self, ready: Pretranslation, control: Control) -> None:
        done = ready.done
        try:
            done = self.desk.fill(
                ready, lambda: self.opened.number, lambda n, m: self.post_message(FillingWent(n, m)), control
            )
        except WorkbenchError as e:
            done.stopped = str(e)
        except Exception:  # noqa: BLE001 - the worker funnel: it would seem to go on for ever
            done.stopped = "Something went wrong inside the program."
        self.post_message(FillingEnded(done))

    def on_filling_went(self, message: FillingWent) -> None:
        """Show how far it is."""
        if self._control is not None:
            paused = " paused" if self._control.paused else ""
            self._told(f"{message.done}/{message.total}{paused}")
            self._show_drafts()

    def on_filling_ended(self, message: FillingEnded) -> None:
        """Say what was filled in; the command tells more and takes it back."""
        self._end()
        self._show_drafts()
        self._done = message.done
        self._told(f"done: {self.keymap.behind('fill')}")
        early = "It ended early. " if message.done.stopped else ""
        self.say(f"{early}{_summary(message.done)[0]} {self.keymap.behind('fill')} tells more and takes it back.")

    def _show_summary(self, done: Pretranslated) -> None:
        self._done = None
        self._told("")
        choices = [Choice("enter", "good", lambda: None)]
        if done.batch:
            choices.append(Choice("u", "take it all back", lambda: self._take_back(done.batch), whole=True))
        self.question.ask(Ask("Filled.", [(line, "en") for line in _summary(done)], choices, guard=GUARD))

    def _take_back(self, batch: int) -> None:
        self.keep_draft()
        self.hold(lambda: self.say("Another program is writing: the drafts are taken back when it has finished."))

        def work() -> None:
            message = FillingTakenBack(0, "The drafts could not be taken back.")
            try:
                message = FillingTakenBack(self.desk.take_back_filling(batch))
            except WorkbenchError as e:
                message = FillingTakenBack(0, str(e))
            finally:
                # The screen may be gone already.
                with contextlib.suppress(RuntimeError):
                    self.post_message(message)

        threading.Thread(target=work, name="filling", daemon=True).start()

    def on_filling_taken_back(self, message: FillingTakenBack) -> None:
        """Show the segments as they were."""
        if message.error:
            self.say(message.error, bad=True)
        else:
            self.say(f"Taken back: {counted(message.count, 'draft')}. What was changed since stays.")
        self.keep_draft()
        if self.desk.take_over():
            caret = self.target.selection
            self.open_segment(self.opened.number)
            self.target.selection = caret
        self.let_go()

    def _ask_about_running(self, control: Control) -> None:
        def pause() -> None:
            control.pause()
            self._told(f"{self.filling.removesuffix(' paused')} paused")

        def resume() -> None:
            control.resume()
            self._told(self.filling.removesuffix(" paused"))

        if self.filling.startswith(LOOKING):
            choices = [Choice("enter", "let it run", lambda: None), Choice("x", "stop", control.cancel)]
            self.question.ask(Ask(f"Filling: {self.filling}", [("Nothing is filled in yet.", "en")], choices))
            return
        rest = f"An engine rests: again in {control.resting:.0f} s. " if control.resting else ""
        go = Choice("p", "go on", resume) if control.paused else Choice("p", "pause", pause)
        self.question.ask(
            Ask(
                f"Filling: {self.filling}",
                [(f"{rest}What is filled in stays either way.", "en")],
                [Choice("enter", "let it run", lambda: None), go, Choice("x", "stop", control.cancel)],
            )
        )

    def _show_drafts(self) -> None:
        """Draw what was filled in; the open segment too, should it have been opened in that very moment."""
        text, _draft = self.text_of(self.desk.segment(self.opened.number))
        if self.target.text != text and self.target.text == self.opened.saved:
            self.open_segment(self.opened.number)
        for name in ("before", "after"):
            self.query_one(f"#{name}").refresh()

    def _told(self, text: str) -> None:
        self.filling = text
        self.query_one("#status").refresh()

    def _end(self) -> None:
        self._control = self._ready = None
        self._told("")


def _plan_lines(plan: Plan, ask: str) -> list[str]:
    known = sum(w.best is not None for w in plan.works)
    lines = [f"{known} from the memory."]
    asked = len(plan.works) - known
    if not asked:
        return lines
    if not plan.engines:
        return [*lines, f"{asked} stay open: no engine may be asked ({ask} asks)."]
    engine = plan.engines[0]
    where = f"sent to {engine.host}" if engine.leaves_machine else "on this computer"
    price = f", {plan.characters * engine.price / 1_000_000:.2f} at your price" if engine.price else ""
    lines.append(f"{asked} by {engine.title}: at most {counted(plan.characters, 'character')}, {where}{price}.")
    if engine.left is not None:
        lines.append(f"Left of this month's budget: {counted(engine.left, 'character')}.")
    if len(plan.engines) > 1:
        lines.append(f"Where that fails: {', '.join(e.title for e in plan.engines[1:])}.")
    return lines


def _summary(done: Pretranslated) -> list[str]:
    lines = [
        f"Drafts: {done.exact} exact, {done.fuzzy} fuzzy, {done.machine} by machine; {done.skipped} are still open."
    ]
    if done.repaired:
        lines.append(f"Names and titles put right in them: {done.repaired}.")
    lines += [f"{counted(count, 'segment')}: {message}" for message, count in done.failures.items()]
    if done.stopped:
        lines.append(f"It ended early. {done.stopped}")
    if done.cancelled:
        lines.append("You stopped it; the same command goes on.")
    return lines
