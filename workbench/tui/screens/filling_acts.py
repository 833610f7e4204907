"""Filling the open segments of the article while one goes on working: plan, progress, pause, end, summary."""

from __future__ import annotations

import threading

from workbench.errors import WorkbenchError
from workbench.tui.messages import FillingEnded, FillingPlanned, FillingWent
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.question import Ask, Choice
from workbench.workflow.pretranslating import Control, Plan, Pretranslated, Pretranslation


class FillingActs(Acts):
    """The command; ``filling`` is what the status line says of it."""

    _control: Control | None = None

    def do_fill(self) -> None:
        """Fill the open segments with their best proposals as drafts; again: pause, go on or stop."""
        if self._control is not None:
            self._ask_about_running(self._control)
            return
        self._control = Control()
        self._told("looking in the memory")

        def plan() -> None:
            try:
                self.post_message(FillingPlanned(self.desk.plan_filling(), None))
            except WorkbenchError as e:
                self.post_message(FillingPlanned(None, e))

        threading.Thread(target=plan, name="filling", daemon=True).start()

    def on_filling_planned(self, message: FillingPlanned) -> None:
        """Say what would be filled in and sent, and ask."""
        ready = message.ready
        if ready is None or not ready.plan.works:
            self._end()
            error = message.error
            self.say(f"{error.message} {error.hint}" if error else "No open segment without a text.")
            return
        self.question.ask(
            Ask(
                f"Fill {len(ready.plan.works)} open segments with drafts?",
                [(line, "en") for line in _plan_lines(ready.plan)],
                [Choice("enter", "leave them", self._end), Choice("y", "yes, fill them", lambda: self._run(ready))],
                escape=self._end,
                guard=0.3,
            )
        )

    def _run(self, ready: Pretranslation) -> None:
        control = self._control
        if control is None:
            return
        self._told(f"0/{len(ready.plan.works)}")

        def fill() -> None:
            try:
                done = self.desk.fill(
                    ready, lambda: self.opened.number, lambda n, m: self.post_message(FillingWent(n, m)), control
                )
            except WorkbenchError as e:
                ready.done.stopped = f"{e.message} {e.hint}"
                done = ready.done
            self.post_message(FillingEnded(done))

        threading.Thread(target=fill, name="filling", daemon=True).start()

    def on_filling_went(self, message: FillingWent) -> None:
        """Show how far it is."""
        if self._control is not None:
            paused = " paused" if self._control.paused else ""
            self._told(f"{message.done}/{message.total}{paused}")
            self._show_drafts()

    def on_filling_ended(self, message: FillingEnded) -> None:
        """Say what was filled in, and let it be taken back."""
        self._end()
        self._show_drafts()
        done = message.done
        choices = [Choice("enter", "good", lambda: None)]
        if done.batch:
            choices.append(Choice("u", "take it all back", lambda: self._take_back(done.batch)))
        self.question.ask(Ask("Filled.", [(line, "en") for line in _summary(done)], choices, guard=0.3))

    def _take_back(self, batch: int) -> None:
        self.keep_draft()
        try:
            count = self.desk.take_back_filling(batch)
        except WorkbenchError as e:
            self.say(f"{e.message} {e.hint}", bad=True)
            return
        self.say(f"Taken back: {count} drafts. What was changed since stays.")
        self.open_segment(self.opened.number)

    def _ask_about_running(self, control: Control) -> None:
        def pause() -> None:
            control.pause()
            self._told(f"{self.filling.split()[0]} paused")

        def resume() -> None:
            control.resume()
            self._told(self.filling.removesuffix(" paused"))

        go = Choice("p", "go on", resume) if control.paused else Choice("p", "pause", pause)
        self.question.ask(
            Ask(
                f"Filling: {self.filling}",
                [("What is filled in stays either way.", "en")],
                [Choice("enter", "let it run", lambda: None), go, Choice("x", "stop", control.cancel)],
            )
        )

    def _show_drafts(self) -> None:
        for name in ("before", "after"):
            self.query_one(f"#{name}").refresh()

    def _told(self, text: str) -> None:
        self.filling = text
        self.query_one("#status").refresh()

    def _end(self) -> None:
        self._control = None
        self._told("")


def _plan_lines(plan: Plan) -> list[str]:
    known = sum(w.best is not None for w in plan.works)
    lines = [f"{known} from the memory."]
    asked = len(plan.works) - known
    if not asked:
        return lines
    if not plan.engines:
        return [*lines, f"{asked} stay open: no engine may be asked (Esc m asks)."]
    engine = plan.engines[0]
    where = f"sent to {engine.host}" if engine.leaves_machine else "on this computer"
    price = f", {plan.characters * engine.price / 1_000_000:.2f} at your price" if engine.price else ""
    lines.append(f"{asked} by {engine.title}: at most {plan.characters:,} characters, {where}{price}.")
    if engine.left is not None:
        lines.append(f"{engine.left:,} characters of this month's budget are left.")
    if len(plan.engines) > 1:
        lines.append(f"Where that fails: {', '.join(e.title for e in plan.engines[1:])}.")
    return lines


def _summary(done: Pretranslated) -> list[str]:
    lines = [
        f"Drafts: {done.exact} exact, {done.fuzzy} fuzzy, {done.machine} by machine; {done.skipped} are still open."
    ]
    if done.repaired:
        lines.append(f"Names and titles put right in them: {done.repaired}.")
    lines += [f"{count} segments: {message}" for message, count in done.failures.items()]
    if done.stopped:
        lines.append(f"It ended early. {done.stopped}")
    if done.cancelled:
        lines.append("You stopped it; the same command goes on.")
    return lines
