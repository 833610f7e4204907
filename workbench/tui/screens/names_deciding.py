"""The names of an article are decided: each is written by a thread, one behind the other, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from workbench.tui.messages import NameDecided
from workbench.tui.screens.names_lines import NameRow, RowState
from workbench.tui.screens.page import Page
from workbench.tui.widgets.question import Ask, Choice, Question
from workbench.workflow.naming_project import Decision, NamesDesk


class NamesDeciding(Page[None]):
    """The part of the names that decides; a row shows its new state at once. ``changed`` is called when one is written."""

    question: Question

    def __init__(self, names: NamesDesk, changed: Callable[[], None]) -> None:
        super().__init__()
        self._names = names
        self._changed = changed
        self.rows: list[NameRow] = []
        self.at = 0
        self._history: list[NameRow] = []
        self._writer = ThreadPoolExecutor(1, "names")
        self._left = False

    def _renew(self) -> None:
        raise NotImplementedError

    def _next(self) -> None:
        """Go to the next open name, round the end."""
        for step in range(1, len(self.rows) + 1):
            n = (self.at + step) % len(self.rows)
            if self.rows[n].state is RowState.OPEN:
                self.at = n
                return
        self._say("All names are decided. Enter goes to the text.")

    def _take(self, row: NameRow, form: str) -> None:
        name = row.name
        if name is None or not form:
            return
        kind, glossary = row.kind, self._names.glossary
        row.state, row.form = RowState.TAKEN, form
        self._decided(row, lambda: self._names.take(name, form, kind, glossary))

    def _skip(self, row: NameRow, *, never: bool) -> None:
        name = row.name
        if name is not None:
            row.state = RowState.NEVER if never else RowState.SKIPPED
            self._decided(row, lambda: self._names.skip(name, never=never))

    def _decided(self, row: NameRow, act: Callable[[], Decision]) -> None:
        row.future = self._writer.submit(act)
        self._history.append(row)
        row.future.add_done_callback(lambda done: self._written(row, done))
        self._next()

    def _written(self, row: NameRow, done: Future[Decision] | Future[None]) -> None:
        """Tell the end of a write, in the writer's thread."""
        error = done.exception()
        if self._left:
            self._changed()
        else:
            self.post_message(NameDecided(row, str(error) if error else ""))

    def on_name_decided(self, message: NameDecided) -> None:
        """A decision is written, or could not be: then the name is open again."""
        if message.error:
            row: NameRow = message.row
            row.state = RowState.OPEN
            if row in self._history:
                self._history.remove(row)
            self._say(f"NOT SAVED: {message.error}")
            self._renew()
        self._changed()

    def _undo(self) -> None:
        if not self._history:
            self.app.bell()
            return
        row = self._history.pop()
        future = row.future
        row.state, row.form = RowState.OPEN, ""
        self.at = self.rows.index(row)
        if future is None:
            return

        def act() -> None:
            self._names.undo(future.result())

        self._writer.submit(act).add_done_callback(lambda done: self._written_back(row, done))

    def _written_back(self, row: NameRow, done: Future[None]) -> None:
        if done.exception() is None or not self._left:
            self._written(row, done)

    def _edit(self, row: NameRow) -> None:
        self.question.ask(
            Ask(
                "The form to use:",
                [(row.text, self._names.project.source)],
                enter=lambda form: self._take(row, form),
                language=self._names.project.target,
                text=row.form or (row.name.best if row.name else ""),
            )
        )

    def _ask_glossary(self) -> None:
        def choose(name: str) -> None:
            self._names.glossary = name

        choices = [
            Choice(str(n), name, lambda name=name: choose(name))  # type: ignore[misc]
            for n, name in enumerate(self._names.glossaries[:9], 1)
        ]
        self.question.ask(Ask(f"Decisions go to {self._names.glossary}. To which from now on?", choices=choices))

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp
