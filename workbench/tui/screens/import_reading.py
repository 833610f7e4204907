"""How an article that is to be stored is read, and cut: in threads, again and otherwise when a person wants it so."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.model import ClauseMode, counted
from workbench.tui.messages import ImportPlanned, ImportWent
from workbench.tui.screens.import_lines import ImportLines
from workbench.tui.widgets.key_lines import KeyLines
from workbench.tui.widgets.panels import Panel
from workbench.tui.widgets.question import Ask, Question
from workbench.workflow import import_plan
from workbench.workflow.import_plan import ImportPlan, Reading
from workbench.workflow.importing import with_clauses
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.workspace import Workspace


class ImportReading(ImportLines):
    """The slow half of the preview. ``before`` are the plans of before, with the words of their paragraphs."""

    ws: Workspace
    make: Callable[[Reading, Pace], ImportPlan]
    question: Question
    before: list[tuple[ImportPlan, list[int]]]
    reading = Reading()
    job = 0
    """Which reading is waited for; an earlier one gives up."""
    _doing = ""

    def show(self, plan: ImportPlan) -> None:
        """Show a plan in the place of that before."""
        self.plan, self.rows = plan, list(plan.blocks)
        self.counts = (
            f"{counted(len(plan.blocks), 'paragraph')}, {counted(len(plan.pieces), 'segment')}, "
            f"{plan.translatable:,} to translate"
        )
        self.to_translate = import_plan.words_to_translate(plan, self.words)
        self.renew()

    def read(self, reading: Reading | None = None) -> None:
        """Read the article, in another way than before if one is given."""
        self.reading = how = reading or self.reading
        was = self.plan

        def make(pace: Pace) -> ImportPlan:
            plan = self.make(how, pace)
            if was is None:
                return plan
            named = replace(plan, name=was.name)
            return named if was.clauses is plan.clauses else with_clauses(self.ws, named, was.clauses, pace)

        self._begin("Reading ...", make, reread=True)

    def failed_key(self, char: str) -> None:
        """An article that cannot be read may be readable in another encoding."""
        if char != "e":
            self.app.bell()
            return

        def named(encoding: str) -> None:
            if encoding:
                self.read(replace(self.reading, encoding=encoding))

        body = [("Arabic files of old programs are often cp1256 or iso-8859-6.", "en")]
        self.question.ask(Ask("Encoding of the file:", body, enter=named, text="cp1256"))

    def join_lines(self) -> None:
        """Join lines broken for a page's width, or leave them as they are; what was changed by hand is for the other text."""
        if self.plan is not None:
            self.before.append((self.plan, self.words))
            self.read(replace(self.reading, unwrap=not self.plan.unwrapped))

    def cut_as(self, mode: ClauseMode) -> None:
        """Cut long sentences in another mode, in this article."""
        plan = self.plan
        if plan is not None:
            self.before.append((plan, self.words))
            self._begin("Cutting ...", lambda pace: with_clauses(self.ws, plan, mode, pace))

    def _begin(self, busy: str, make: Callable[[Pace], ImportPlan], *, reread: bool = False) -> None:
        """Make a plan in a thread, of another text with ``reread``."""
        self.job += 1
        self._doing, job = busy, self.job
        self.set_busy(busy)

        def post(message: Message) -> None:
            # The screen may be gone already.
            with contextlib.suppress(RuntimeError):
                self.post_message(message)

        def work() -> None:
            plan, words, error = None, self.words, ""
            pace = Pace(lambda n, of: post(ImportWent(job, 100 * n // of)), lambda: job != self.job, resting=True)
            try:
                plan = make(pace)
                if len(words) != len(plan.blocks) or reread:
                    words = import_plan.block_words(plan)
            except WorkbenchError as e:
                error = str(e)
            except Stopped:
                return
            post(ImportPlanned(job, plan, words, error))

        threading.Thread(target=work, name="plan", daemon=True).start()

    def on_unmount(self) -> None:
        """Read no more."""
        self.job += 1

    def give_up(self) -> bool:
        """Give up reading or cutting anew and keep what is shown; False when nothing is shown yet."""
        if self.plan is None or not self.before:
            return False
        self.job += 1
        self.before.pop()
        self.set_busy("")
        return True

    def on_import_went(self, message: ImportWent) -> None:
        """Say how far it is."""
        if message.job == self.job:
            stops = ", Esc stops" if self.plan is not None else ""
            self.set_busy(f"{self._doing} {message.percent} %{stops}")

    def on_import_planned(self, message: ImportPlanned) -> None:
        """The plan is made, or it is told why there is none."""
        if message.job != self.job:
            return
        self.busy = ""
        if message.plan is not None:
            first = self.plan is None
            self.words = message.words
            self.failed = ""
            if first:
                translated = [b.number for b in message.plan.blocks if message.plan.translates(b)]
                self.at = translated[0] if translated else 0
            self.show(message.plan)
        elif self.plan is None:
            self.failed = message.error
            self.renew()
        else:
            self.before.pop()
            self.say(message.error)
            self.renew()
        self.query_one("#choosing-keys", KeyLines).fit()

    def set_busy(self, what: str) -> None:
        """Say what is being done; keys wait for nothing meanwhile."""
        self.busy = what
        self.query_one("#choosing-title").refresh()
        if self.plan is None:
            self.query_one("#choosing", Panel).renew()

    def say(self, text: str) -> None:
        """Show a notice."""
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp
