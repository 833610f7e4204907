"""The translator's screen: one open segment between its neighbours, what is offered for it, what is wrong with it."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Callable

from rich.style import Style
from textual import events
from textual.app import ComposeResult

from workbench.config import SEGMENT_LIMIT
from workbench.errors import WorkbenchError
from workbench.model import Origin, Provenance, State, counted
from workbench.tui.marks import ASCII, BAD, SYMBOLS, TERM
from workbench.tui.messages import DeskPrepared, DeskSurveyed
from workbench.tui.open_segment import OpenSegment
from workbench.tui.screens.acts import NOT_SAVED
from workbench.tui.screens.bars import Bars
from workbench.tui.screens.caret_keeping import CaretKeeping
from workbench.tui.screens.context_lines import ContextLines
from workbench.tui.screens.context_panels import LARGE, ContextPanels
from workbench.tui.screens.drafts import Drafts
from workbench.tui.screens.escape_keys import EscapeKeys
from workbench.tui.screens.glossary_watch import GlossaryWatch
from workbench.tui.screens.names_acts import NamesActs
from workbench.tui.screens.panel_lines import PanelLines
from workbench.tui.screens.searching import Searching
from workbench.tui.screens.segment_acts import SegmentActs
from workbench.tui.screens.segment_watch import SegmentWatch
from workbench.tui.strips import Pen
from workbench.tui.widgets.bidi_text import BidiText
from workbench.tui.widgets.drawn import Column, Frame, Row
from workbench.tui.widgets.editor import TargetEditor
from workbench.tui.widgets.panels import Bar, Panel
from workbench.tui.widgets.question import Ask, Choice, Question
from workbench.tui.widgets.segment_list import DrawnRows, Rows
from workbench.workflow.desk import Desk

POSITION_REST = 0.2
"""Seconds after which the open segment is remembered: not while somebody flies through, nor before the first paint."""
BEHIND = 0.002
"""Seconds behind the paint of a segment when what stands around it is drawn: its bytes go to the terminal in another thread,
which waits for this one while it computes."""
SMALL = (110, 30)
TINY = (60, 16)
NOTICES = 2
"""Lines that notices may take: that of state, and one above it, the last of the issues."""
LONG_PASTE, EXCERPT = 2000, 200
"""Characters of a paste that is asked about before it goes in, and how many of it are shown."""


class EditorScreen(
    Drafts,
    CaretKeeping,
    ContextPanels,
    EscapeKeys,
    Bars,
    Searching,
    SegmentActs,
    NamesActs,
    GlossaryWatch,
    SegmentWatch,
):
    """A document on the desk."""

    def __init__(self, pen: Pen, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.glyphs = ASCII if desk.settings.ascii else SYMBOLS
        self.pen = pen
        self.labels = False
        self.directions: dict[int, int] = {}
        self.panel_lines = PanelLines(pen, desk.project.source, desk.project.target, self.glyphs)
        self.context_lines = ContextLines(pen, desk.project.source, desk.project.target, self.glyphs)
        self._drawn_rows = DrawnRows(pen, (desk.project.source, desk.project.target), self.glyphs.bar)
        self.opened = OpenSegment(desk.start, "")
        self.pending: dict[int, tuple[int, str]] = {}
        self.leader = ""
        self.wide = False
        self.settling = set()
        self.confirms: list[tuple[int, str, Provenance]] = []
        self.conflicts: dict[int, tuple[str, str]] = {}
        self.undone: list[tuple[int, str, Provenance]] = []
        self.histories = OrderedDict()
        self.waits: dict[str, asyncio.TimerHandle] = {}

    # ------------------------------------------------------------------ building

    def compose(self) -> ComposeResult:
        """Lay out the widgets; what they show comes later."""
        # Before there is anything to be styled.
        self._suits(*self.app.size)
        project = self.desk.project
        yield Bar(self.pen, self._head_bar, id="head")
        with Row(id="main"):
            with Column(id="left"):
                yield self._rows(lambda height: self.opened.number - height, "before")
                with Column(id="open"):
                    yield BidiText(self.pen, project.source, indent=8, id="source")
                    with Row(id="target-row"):
                        yield Panel(self._mark_lines, id="mark")
                        yield TargetEditor(
                            self.pen,
                            project.target,
                            self.command,
                            arrows=self.desk.settings.arrow_keys,
                            id="target",
                        )
                yield self._rows(lambda _height: self.opened.number + 1, "after")
            with Frame(id="side"):
                yield Panel(self._proposal_lines, id="proposals")
                with Frame(id="facts"):
                    yield Panel(self._term_lines, id="terms")
                    yield Panel(self._issue_lines, id="issues")
                    yield from self.context_panels()
        yield Question(self.pen, id="question")
        yield Bar(self.pen, self._status_bar, id="status")
        yield Panel(self._menu_upper, id="menu")
        yield Bar(self.pen, self._key_bar, id="keys")

    def _rows(self, first: Callable[[int], int], name: str) -> Rows:
        return Rows(self._drawn_rows, self.desk, first, self.text_of, self.glyphs, id=name)

    def on_mount(self) -> None:
        """Open the first segment; load everything slow after the first paint."""
        self.target = self.query_one("#target", TargetEditor)
        self.target.on_pasted = self._pasted
        self.target.on_repaired = lambda: self.say(
            "The pasted text came as it stands on a screen (joined letters); it was turned back. "
            f"{self.keymap.first_key('undo')} takes it out."
        )
        self.target.on_full = self._full
        self.target.on_refused = self.refuse
        self.question = self.query_one("#question", Question)
        self.source_view = self.query_one("#source", BidiText)
        self.panels = {name: self.query_one(f"#{name}", Panel) for name in ("proposals", "terms", "issues", "mark")}
        self.set_focus(self.target)
        self.open_segment(self.opened.number)
        self.restore_caret()
        self.call_after_refresh(self._prepare)
        self.watch_segments()
        self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

    async def on_key(self, event: events.Key) -> None:
        """Take keys when nothing has the focus, as in a window too small to show the editor: nothing typed is lost."""
        await self.target._on_key(event)

    async def on_paste(self, event: events.Paste) -> None:
        """The same for what is pasted."""
        await self.target._on_paste(event)

    def _prepare(self) -> None:
        def work() -> None:
            error = ""
            try:
                self.desk.prepare()
            except WorkbenchError as e:
                error = str(e)
            self.post_message(DeskPrepared(error))
            if not error and not self.desk.surveyed:
                self.desk.survey()
                self.post_message(DeskSurveyed())

        threading.Thread(target=work, name="prepare", daemon=True).start()

    def on_desk_prepared(self, message: DeskPrepared) -> None:
        """Terms and memory are there: look again at the open segment."""
        if message.error:
            self.say(message.error)
        for error in self.desk.glossary_errors[:1]:
            self.say(f"{error.message} (all: workbench glossary lint)")
        if self.desk.rescued:
            self._offer_rescued()
        self._look_up()
        self.refresh_segment()
        self.comments_changed()

    def on_desk_surveyed(self, _message: DeskSurveyed) -> None:
        """A long document is counted: say how far it is, and look again at the open segment."""
        self.refresh_segment()

    # ------------------------------------------------------------------ opening a segment

    def open_segment(self, number: int) -> None:
        """Close the open segment, its draft kept, and open another."""
        segment = self.desk.segment(number)
        text, _draft = self.text_of(segment)
        # What is typed into an empty one is a person's, whatever is filled in there meanwhile.
        made = segment.provenance if text else Provenance(Origin.HUMAN)
        self.keep_history()
        self.opened = OpenSegment(number, text, segment.id, made=made, came={text: made})
        if self.pending.get(number, (1, ""))[0] == 0:
            self.opened.saved = NOT_SAVED
        self.target.load(text, self.directions.get(number))
        self.restore_history()
        # What cannot be kept cannot be typed either.
        self.target.read_only = self.desk.read_only or segment.state is State.FINAL or segment.id in self.settling
        self.target.spans = ()
        self._look_up()
        self.later("position", POSITION_REST, self.keep_place)
        self.fit()
        self.refresh_text()
        self.drawn_for = (segment.id, self.target.text)
        # The editor is painted first; what stands around it may take a layout of its own.
        self.call_after_refresh(lambda: self.later("around", BEHIND, self._show_around))
        for name in ("before", "after"):
            self.query_one(f"#{name}").refresh()

    # ------------------------------------------------------------------ keys

    def _pasted(self, text: str) -> bool:
        self.desk.acted(self.opened.number)
        if self.question.is_open:
            self.question.paste(text)
            return True
        if self.target.read_only:
            self.refuse()
            return True
        if self.leader:
            self.leader = ""
            self.show_menu(shown=False)
        length = self.target.length_with(text)
        if length > SEGMENT_LIMIT:
            self._full(length)
            return True
        if len(text) > LONG_PASTE:
            self._ask_paste(text)
            return True
        return False

    def _full(self, length: int) -> None:
        self.app.bell()
        self.say(
            f"A segment holds {SEGMENT_LIMIT:,} characters; with this it would have {length:,}. Nothing was put in."
        )

    def _ask_paste(self, text: str) -> None:
        self.question.ask(
            Ask(
                f"Paste {counted(len(text), 'character')} into segment {self.opened.number}? It is one sentence, or a few.",
                [(text[:EXCERPT] + " …", self.desk.project.target)],
                [
                    Choice("enter", "no", lambda: None),
                    Choice("y", "yes, paste it", lambda: self.target.take_paste(text)),
                ],
                guard=0.3,
            )
        )

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        """A row was clicked."""
        self.go(message.number)

    def later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """Run something soon; a newer wish of the same name replaces an older one."""
        old = self.waits.pop(name, None)
        if old is not None:
            old.cancel()
        # A timer of Textual's is a task of its own, begun and ended three times with each segment.
        self.waits[name] = asyncio.get_running_loop().call_later(seconds, self.call_later, act)

    # ------------------------------------------------------------------ drawing

    def on_resize(self, event: events.Resize) -> None:
        """Choose the size class; text, caret and selection stay."""
        width, height = event.size
        if self._suits(width, height):
            self.update_node_styles()
        tiny = width < TINY[0] or height < TINY[1]
        if tiny != self.has_class("tiny"):
            self.set_class(tiny, "tiny")
            self.keep_draft()
            # Textual takes the focus from what is hidden; only the editor ever has it here.
            self.call_after_refresh(lambda: self.set_focus(None if tiny else self.target))
        self.call_after_refresh(self.fit)
        self.call_after_refresh(self.show_context)
        self.call_after_refresh(self.question.fit)

    def _suits(self, width: int, height: int) -> bool:
        """Choose small or large, to be styled once for both, and return whether that is another choice."""
        before = self.classes
        self.set_class(width < SMALL[0] or height < SMALL[1], "small", update=False)
        self.set_class(width >= LARGE[0] and height >= LARGE[1], "large", update=False)
        return self.classes != before

    def fit(self) -> None:
        """Let heights follow the text; the layout is touched only when a height really changes."""
        if not self.source_view.size.width:
            return
        segment = self.desk.segment(self.opened.number)
        self.source_view.show(segment.source, self._source_spans(), f" {segment.number:>5}")
        room = max(3, (self.size.height - 8) // (3 if self.wide else 4))
        source = min(room, self.source_view.line_count(self.source_view.size.width))
        target = min(room, max(2, self.target.wrapped_document.height))
        row = self.query_one("#target-row")
        for widget, height in ((self.source_view, source), (row, target)):
            if widget.styles.height is None or widget.styles.height.value != height:
                widget.styles.height = height
        self._scroll_source()

    def _scroll_source(self) -> None:
        """A source too long for its place shows the part that the caret's share of the target stands for."""
        lines = self.source_view.line_count(self.source_view.size.width)
        # The height it was given: that of a window before is laid out anew a moment later.
        given = self.source_view.styles.height
        shown = int(given.value) if given is not None else 1
        segment = self.desk.segment(self.opened.number)
        share = self.target.cursor_location[1] / max(1, len(segment.source))
        self.source_view.top = max(0, min(lines - shown, round(share * lines) - shown // 2))

    def _source_spans(self) -> list[tuple[int, int, Style]]:
        number = self.opened.number
        terms = [(h.start, h.end, TERM) for h in self.desk.terms(number)]
        return [*terms, *self.found(self.desk.segment(number).source)]

    def refresh_segment(self) -> None:
        """Draw what depends on the open segment and its text."""
        self.refresh_text()
        self._refresh_panels()

    def _show_around(self) -> None:
        self._refresh_panels()
        self.show_context()
        self.desk.drawn()

    def refresh_text(self) -> None:
        """Draw the two texts, what is offered for them, and what Enter and Tab do with that: nobody may act on the old."""
        bad = [(i.start, i.end, BAD) for i in self.issues() if i.side.value == "target" and i.severity.rank >= 2]
        self.target.spans = [*bad, *self.found(self.target.text)]
        self.show_ghost()
        self._scroll_source()
        self.source_view.refresh()
        for name in ("mark", "proposals"):
            self.panels[name].renew()
        for name in ("status", "keys"):
            self.query_one(f"#{name}").refresh()

    def _refresh_panels(self) -> None:
        for name in ("terms", "issues"):
            self.panels[name].renew()
        self.query_one("#head").refresh()

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a notice; never markup, on the line of state: what Enter and Tab do stays in sight, and so does all text."""
        self.app.tell(  # type: ignore[attr-defined] # the app is a WorkbenchApp
            text, severity="error" if bad else "information", timeout=6 if bad else 4, room=NOTICES
        )
