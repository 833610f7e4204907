"""What was said of a segment, and saying something: for others, where a note is one's own."""

from __future__ import annotations

from collections.abc import Callable

from rich.style import Style
from textual.strip import Strip

from workbench.errors import NotFoundError, StoreError, WorkbenchError
from workbench.model import Comment, is_rtl
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.screens.choosing import AskingList
from workbench.tui.screens.holding import Holding
from workbench.tui.strips import Pen, Spans, joined
from workbench.tui.widgets.question import Ask
from workbench.workflow.clock import local_time
from workbench.workflow.comments import language_of
from workbench.workflow.desk import Desk
from workbench.workflow.desk_comments import Told
from workbench.workflow.finding import number_now


class CommentsScreen(AskingList[Comment], Holding):
    """The comments of one segment; ``changed`` is called after each act that changed one."""

    def __init__(self, pen: Pen, glyphs: Glyphs, desk: Desk, number: int, changed: Callable[[], None]) -> None:
        super().__init__(pen, glyphs, lambda _row: None)
        self._desk, self._number, self._changed = desk, number, changed
        self._segment = desk.segment(number)
        self.rows = list(desk.comments(number))

    def on_mount(self) -> None:
        """Where nothing was said yet, ask at once."""
        super().on_mount()
        if not self.rows:
            self._ask()

    # ------------------------------------------------------------------ drawing

    def title_bar(self) -> tuple[str, str]:
        """Which segment it is, and how much is open."""
        still = sum(not c.done for c in self.rows)
        return f" Comments on segment {self._number}", f"{still} open, {len(self.rows) - still} done "

    def line(self, row: Comment, width: int, style: Style) -> Strip:
        """State, person, time, and how it begins."""
        own = style + DIM if row.done else style
        mark = self.glyphs.done if row.done else self.glyphs.new
        head = f"{mark} {row.author[:14]:<14} {local_time(row.at)}  "
        text = self.pen.cell(row.text, max(4, width - len(head)), self._language(row.text), own)
        return joined([self.pen.label(head, len(head), own), text], width, style)

    def whole(self, row: Comment) -> list[tuple[str, str, Spans]]:
        """The comment, and the segment it is about."""
        project, segment = self._desk.project, self._desk.segment(self._number)
        about = f"{row.author}, {local_time(row.at)}, {'done' if row.done else 'open'}"
        out: list[tuple[str, str, Spans]] = [(row.text, self._language(row.text), ()), (about, "en", ())]
        out.append((segment.source, project.source, ()))
        if segment.current:
            out.append((segment.current, project.target, ()))
        return out

    def nothing(self) -> str:
        """Nothing yet."""
        return "Nothing was said of this segment yet: a says something."

    def keys(self) -> list[str]:
        """The keys."""
        return ["a say something", "Space done / open again", "d remove yours", "c copy", "Esc back"]

    # ------------------------------------------------------------------ keys

    def typed(self, char: str) -> None:
        """Say something, settle, remove, or what every list does."""
        if char == "a":
            self._ask()
        elif char in (" ", "x", "d") and self._desk.read_only:
            self._refuse()
        elif char in (" ", "x") and self.rows:
            row = self.rows[self.at]
            self._do(lambda told: self._desk.set_comment_done(row, told, done=not row.done), row.id)
        elif char == "d" and self.rows:
            row = self.rows[self.at]
            self._do(lambda told: self._desk.remove_comment(row, told), row.id)
        else:
            super().typed(char)

    def _done(self) -> None:
        """Enter goes back as Esc does: nothing here is taken."""
        self.app.pop_screen()

    # ------------------------------------------------------------------ acts

    def _ask(self, typed: str = "") -> None:
        if self._desk.read_only:
            self._refuse()
            return

        def enter(text: str) -> None:
            if text:
                self._do(lambda told: self._add(text, told), typed=text)

        project, segment = self._desk.project, self._desk.segment(self._number)
        body = [(segment.source, project.source)]
        title = f"Comment on segment {self._number}, for others:"
        self.question.ask(Ask(title, body, enter=enter, text=typed, language=self._language(typed)))

    def _add(self, text: str, told: Told) -> None:
        number = number_now(self._desk.segments, self._segment)
        if not number:
            self.app.copy_to_clipboard(text)
            raise NotFoundError("This segment is no more: another program has joined it.", "Your comment was copied.")
        self._number = number
        self._desk.add_comment(number, text, told)

    def _do(self, act: Callable[[Told], None], keep: int = 0, typed: str = "") -> None:
        """Do it, and stay at the comment that was chosen, or go to the new one; keys wait for it, but not for long.

        What was ``typed`` and could not be written is asked about again.
        """
        known, app = {c.id for c in self.rows}, self.app
        self.hold(lambda: self._say("Another program is writing: it is kept when that has finished."))

        def told(error: WorkbenchError | None) -> None:
            app.call_later(self._told, error, known, keep, typed)

        try:
            act(told)
        except WorkbenchError as e:
            self._told(e, known, keep, "")

    def _told(self, error: WorkbenchError | None, known: set[int], keep: int, typed: str) -> None:
        if error is not None:
            self.app.bell()
            self._say(f"NOT SAVED: {error}" if isinstance(error, StoreError) else str(error))
        self._changed()
        # Taken down with the program it has no list any more.
        if self.is_current and self.query("#choosing"):
            self._show(known, keep)
            if typed and isinstance(error, StoreError) and not self.question.is_open:
                self._ask(typed)
        self.let_go()

    def _show(self, known: set[int], keep: int) -> None:
        self.rows = list(self._desk.comments(self._number))
        new = next((n for n, c in enumerate(self.rows) if c.id not in known), None)
        self.at = new if new is not None else next((n for n, c in enumerate(self.rows) if c.id == keep), self.at)
        self.renew()

    def line_changed(self) -> None:
        """Let the line that is typed run as its first letter does."""
        field = self.question.field
        language = self._language(field.text)
        if self.question.is_open and field.spoken != language:
            field.spoken = language
            field.set_direction(int(is_rtl(language)))
            self.question.fit()

    def _language(self, text: str) -> str:
        return language_of(text, self._desk.project.source, self._desk.project.target)

    def _refuse(self) -> None:
        self.app.bell()
        self._say("This workspace cannot be written: read, or work in a copy of it.")

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp
