"""An article before it is stored: its paragraphs with what they are, the segments of one, and what can be put right."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from dataclasses import replace

from textual import events

from workbench.errors import UsageError, WorkbenchError
from workbench.model import ClauseMode, Role
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import Glyphs
from workbench.tui.messages import ImportStored
from workbench.tui.screens.choosing import HELP, STEPS
from workbench.tui.screens.cutting_acts import ROLE_KEYS
from workbench.tui.screens.import_reading import ImportReading
from workbench.tui.screens.splitting import split_ask
from workbench.tui.strips import Pen
from workbench.tui.widgets.panels import Panel
from workbench.tui.widgets.question import Ask, Question
from workbench.workflow import import_plan
from workbench.workflow.import_plan import ImportPlan, Reading
from workbench.workflow.importing import Imported, store_import
from workbench.workflow.names import checked_name
from workbench.workflow.pacing import Pace
from workbench.workflow.workspace import Workspace

STORING = "Storing ..."
MODES = list(ClauseMode)
ROLES = {letter: role for letter, role, _label in ROLE_KEYS}


class ImportPreviewScreen(ImportReading):
    """Shows what ``make`` returns, which is called in a thread. Enter stores it as it is shown, Esc stores nothing.

    ``stored`` is called when it is; ``left`` when the person does not want it. With ``accept`` nothing is stored here: it
    gets the plan as it is shown.
    """

    DEFAULT_CSS = """
    ImportPreviewScreen { layers: base over; }
    ImportPreviewScreen #told { height: auto; max-height: 6; display: none; }
    """

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        ws: Workspace,
        make: Callable[[Reading, Pace], ImportPlan],
        *,
        stored: Callable[[Imported], None] = lambda _done: None,
        left: Callable[[], None] = lambda: None,
        accept: Callable[[ImportPlan], None] | None = None,
    ) -> None:
        super().__init__(pen, glyphs, lambda _block: None)
        self.ws, self.make = ws, make
        self._stored, self._left, self._accept = stored, left, accept
        self.plan: ImportPlan | None = None
        self.part = 0
        self.busy = "Reading ..."
        self.words: list[int] = []
        self.keeps = accept is not None
        self.before: list[tuple[ImportPlan, list[int]]] = []

    def on_mount(self) -> None:
        """Read the article in a thread."""
        self.question = self.query_one("#question", Question)
        self.read()

    def on_resize(self) -> None:
        """Let heights follow."""
        self.call_after_refresh(self.question.fit)

    def renew(self) -> None:
        """Draw everything anew."""
        parts = len(self.plan.pieces_of(self.rows[self.at])) if self.plan and self.rows else 1
        self.part = max(0, min(self.part, parts - 1))
        told = self.query_one("#told", Panel)
        told.display = bool(self._notes())
        told.styles.height = len(self._notes())
        told.renew()
        super().renew()

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if self.question.is_open:
            await self.question.press(key, event)
        elif key in ("escape", "ctrl+q"):
            self._leave()
        elif event.character in HELP:
            await self.app.action_page_help()  # type: ignore[attr-defined] # the app is a WorkbenchApp
        elif self.busy:
            self.app.bell()
        elif self.plan is None:
            self.failed_key(place_of(event.character or "").lower())
        elif key in STEPS or key in ("home", "end"):
            self.part = 0
            await super().on_key(event)
        elif key in ("enter", "ctrl+j"):
            self._done()
        elif key in ("tab", "shift+tab"):
            self._step(1 if key == "tab" else -1)
        else:
            named = {"ctrl+z": "z", "space": " "}
            self.typed(named.get(key) or place_of(event.character or "").lower())

    def on_paste(self, event: events.Paste) -> None:
        """A paste goes into the line that is typed."""
        event.stop()
        self.question.paste(event.text)

    def typed(self, char: str) -> None:
        """Handle a letter: a role, or an act."""
        plan = self.plan
        if plan is None:
            return
        block = self.rows[self.at]
        acts: dict[str, Callable[[], object]] = {
            " ": lambda: self._change(
                import_plan.with_translate(plan, block.number, translate=not plan.translates(block))
            ),
            "s": self._split,
            "j": lambda: self._try(lambda: import_plan.with_join(plan, self._number())),
            "c": lambda: self.cut_as(MODES[(MODES.index(plan.clauses) + 1) % len(MODES)]),
            "w": self.join_lines,
            "e": self._ask_name,
            "z": self._undo,
        }
        if char in acts:
            acts[char]()
        elif char in ROLES:
            self._role(ROLES[char])

    def _role(self, role: Role) -> None:
        plan = self.plan
        if plan is not None:
            self._change(import_plan.with_role(plan, self.rows[self.at].number, role))

    def _step(self, by: int) -> None:
        """Choose the next segment, also of the next paragraph."""
        plan = self.plan
        if plan is None:
            return
        number = max(1, min(len(plan.pieces), self._number() + by))
        self.at = plan.pieces[number - 1].block
        self.part = number - plan.pieces_of(self.rows[self.at])[0][0]
        self.renew()

    def _number(self) -> int:
        """Return the number of the chosen segment."""
        return self.plan.pieces_of(self.rows[self.at])[self.part][0] if self.plan else 0

    def _split(self) -> None:
        plan, number = self.plan, self._number()
        if plan is not None:

            def split(at: int, said: str) -> None:
                if self._try(lambda: import_plan.with_split(plan, number, at)) and said:
                    self.say(said)

            self.question.ask(
                split_ask(
                    import_plan.segment_of(plan, number),
                    import_plan.places(plan, number),
                    plan.project.source,
                    split,
                    self.say,
                    "z",
                )
            )

    def _try(self, act: Callable[[], ImportPlan]) -> bool:
        try:
            self._change(act())
        except UsageError as e:
            self.app.bell()
            self.say(str(e))
            return False
        return True

    def _change(self, plan: ImportPlan) -> None:
        if self.plan is not None:
            self.before.append((self.plan, self.words))
        self.show(plan)

    def _undo(self) -> None:
        if self.before:
            plan, self.words = self.before.pop()
            self.show(plan)
        else:
            self.app.bell()

    def _ask_name(self) -> None:
        plan = self.plan
        if plan is None:
            return

        def named(name: str) -> None:
            self._try(lambda: replace(plan, name=checked_name(name, "document")))

        self.question.ask(Ask("Name of the document:", enter=named, text=plan.name))

    def _leave(self) -> None:
        """Stop what takes long, else go back; what is being stored is."""
        if self.busy == STORING:
            self.app.bell()
            return
        if self.busy and self.give_up():
            return
        self.app.pop_screen()
        self._left()

    def _done(self) -> None:
        plan = self.plan
        if plan is None:
            return
        if self._accept is not None:
            self.app.pop_screen()
            self._accept(plan)
            return
        self.set_busy(STORING)

        def work() -> None:
            done, error = None, ""
            try:
                done = store_import(self.ws, plan)
            except WorkbenchError as e:
                error = str(e)
            with contextlib.suppress(RuntimeError):
                self.post_message(ImportStored(done, error))

        threading.Thread(target=work, name="import", daemon=True).start()

    def on_import_stored(self, message: ImportStored) -> None:
        """It is stored, or it is told why not and stays on the screen."""
        self.set_busy("")
        if message.done is None:
            self.say(message.error)
            return
        self.app.pop_screen()
        self._stored(message.done)
