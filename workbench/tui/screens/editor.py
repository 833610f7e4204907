"""The translator's screen: one open segment between its neighbours, what is offered for it, what is wrong with it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import TextArea

from workbench.config import SEGMENT_LIMIT
from workbench.errors import MTError, WorkbenchError
from workbench.model import Issue, Origin, Proposal, Segment
from workbench.tui import keymap
from workbench.tui.keys import place_of
from workbench.tui.marks import ASCII, BAD, SYMBOLS, TERM
from workbench.tui.messages import DeskPrepared, DeskSaved, MachineAnswered, MatchesFound
from workbench.tui.open_segment import OpenSegment, next_term
from workbench.tui.screens.acts import NOT_SAVED
from workbench.tui.screens.panel_lines import PanelLines
from workbench.tui.screens.segment_acts import SegmentActs
from workbench.tui.strips import Pen
from workbench.tui.widgets.bidi_text import BidiText
from workbench.tui.widgets.editor import TargetEditor
from workbench.tui.widgets.panels import Bar, Panel, fit_items, fit_lines
from workbench.tui.widgets.question import Ask, Choice, Question
from workbench.tui.widgets.segment_list import Rows
from workbench.workflow.desk import Desk, Saved

REST = 0.06
"""Seconds without a change of segment before the memory is searched: not while somebody flies through."""
MT_REST = 0.4
DRAFT_REST, DRAFT_MOST = 0.5, 0.9
"""Seconds after the last and after the first unsaved change when a draft is written."""
POSITION_REST = 0.2
"""Seconds after which the open segment is remembered: not while somebody flies through, nor before the first paint."""
MENU_AFTER = 0.3
SMALL = (110, 30)
TINY = (60, 16)
LONG_PASTE, EXCERPT = 2000, 200
"""Characters of a paste that is asked about before it goes in, and how many of it are shown."""
TERM_SHOWN = 24
"""Longest term the key bar names whole, so that it never crowds out what Enter and Tab do."""


class EditorScreen(SegmentActs):
    """A document on the desk."""

    def __init__(self, pen: Pen, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.glyphs = ASCII if desk.settings.ascii else SYMBOLS
        self.pen = pen
        self.labels = False
        self.directions: dict[int, int] = {}
        self._panel = PanelLines(pen, desk.project.source, desk.project.target, self.glyphs)
        self.opened = OpenSegment(desk.start, "")
        self.pending: dict[int, tuple[int, str]] = {}
        self.leader = ""
        self._menu_shown = False
        self.wide = False
        self.confirms: list[tuple[int, str, Origin | None]] = []
        self.conflicts: dict[int, tuple[str, str]] = {}
        self.undone: list[tuple[int, str, Origin | None]] = []
        self._waits: dict[str, Timer] = {}
        self._stale = False
        self._unkept_since = 0.0

    # ------------------------------------------------------------------ building

    def compose(self) -> ComposeResult:
        """Lay out the widgets; what they show comes later."""
        project = self.desk.project
        yield Bar(self.pen, self._head_bar, id="head")
        with Horizontal(id="main"):
            with Vertical(id="left"):
                yield self._rows(lambda height: self.opened.number - height, "before")
                with Vertical(id="open"):
                    yield BidiText(self.pen, project.source, indent=8, id="source")
                    with Horizontal(id="target-row"):
                        yield Panel(self._mark_lines, id="mark")
                        yield TargetEditor(
                            self.pen,
                            project.target,
                            self.command,
                            arrows=self.desk.settings.arrow_keys,
                            id="target",
                        )
                yield self._rows(lambda _height: self.opened.number + 1, "after")
            with Vertical(id="side"):
                yield Panel(self._proposal_lines, id="proposals")
                yield Panel(self._term_lines, id="terms")
                yield Panel(self._issue_lines, id="issues")
        yield Question(self.pen, id="question")
        yield Bar(self.pen, self._status_bar, id="status")
        yield Panel(self._menu_upper, id="menu")
        yield Bar(self.pen, self._key_bar, id="keys")

    def _rows(self, first: Callable[[int], int], name: str) -> Rows:
        return Rows(self.pen, self.desk, first, self.text_of, self.glyphs, id=name)

    def on_mount(self) -> None:
        """Open the first segment; load everything slow after the first paint."""
        self.target = self.query_one("#target", TargetEditor)
        self.target.on_pasted = self._pasted
        self.target.on_repaired = lambda: self.say(
            "The pasted text came as it stands on a screen (joined letters); it was turned back. Ctrl+Z takes it out."
        )
        self.target.on_full = self._full
        # What cannot be kept cannot be typed either.
        self.target.read_only = self.desk.read_only
        self.question = self.query_one("#question", Question)
        self.source_view = self.query_one("#source", BidiText)
        self.panels = {name: self.query_one(f"#{name}", Panel) for name in ("proposals", "terms", "issues", "mark")}
        self.set_focus(self.target)
        self.open_segment(self.opened.number)
        self.call_after_refresh(self._prepare)
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

    # ------------------------------------------------------------------ opening a segment

    def open_segment(self, number: int) -> None:
        """Close the open segment, its draft kept, and open another."""
        segment = self.desk.segment(number)
        text, _draft = self.text_of(segment)
        self.opened = OpenSegment(number, text, origin=segment.origin)
        if self.pending.get(number, (1, ""))[0] == 0:
            self.opened.saved = NOT_SAVED
        self.target.load(text, self.directions.get(number))
        self.target.spans = ()
        self._look_up()
        self._later("position", POSITION_REST, lambda: self.desk.remember_position(number))
        self.fit()
        self.refresh_segment()
        for name in ("before", "after"):
            self.query_one(f"#{name}").refresh()

    def _look_up(self) -> None:
        number = self.opened.number
        if self.desk.prepared and self.desk.segment(number).translate:
            self.opened.add(self.desk.exact(number))
            self._later("matches", REST, lambda: self._search(number))
            self._later("machine", MT_REST, lambda: self._ask_machine(number))
        exact = self.opened.exact
        self.target.ghost = exact.text if exact and self.desk.settings.enter_takes == "exact" else ""

    def _search(self, number: int) -> None:
        def work() -> None:
            if number == self.opened.number:
                self.post_message(MatchesFound(number, self.desk.matches(number)))

        threading.Thread(target=work, name="matches", daemon=True).start()

    def _ask_machine(self, number: int) -> None:
        """Ask the engines that are allowed; say nothing of the others unless asked."""
        if number == self.opened.number and any(e.allowed for e in self.desk.engines):
            self.request_machine()

    def request_machine(self) -> None:
        """Ask machine translation for the open segment."""
        self.opened.waiting += sum(e.allowed for e in self.desk.engines)

        def answered(number: int, engine: str, answer: Proposal | MTError) -> None:
            self.post_message(MachineAnswered(number, engine, answer))

        self.desk.request_mt(self.opened.number, answered)
        self.panels["proposals"].renew()

    def on_matches_found(self, message: MatchesFound) -> None:
        """Show what the memory found, if it is for the open segment."""
        if message.number == self.opened.number:
            self.opened.searched = True
            self.opened.add(message.proposals)
            self.panels["proposals"].renew()
            self.query_one("#keys").refresh()

    def on_machine_answered(self, message: MachineAnswered) -> None:
        """Show an engine's answer or failure, if it is for the open segment."""
        if message.number != self.opened.number:
            return
        if isinstance(message.answer, MTError):
            self.opened.failures[message.engine] = message.answer
            if message.answer.kind not in ("consent", "confidential", "not_configured"):
                self.opened.waiting = max(0, self.opened.waiting - 1)
        else:
            self.opened.failures.pop(message.engine, None)
            self.opened.waiting = max(0, self.opened.waiting - 1)
            self.opened.add([message.answer])
        self.panels["proposals"].renew()
        self.query_one("#keys").refresh()

    def text_of(self, segment: Segment) -> tuple[str, bool]:
        """Return a segment's newest text, written or on its way, and whether it is an unconfirmed one."""
        waiting = self.pending.get(segment.number)
        if waiting is not None:
            return waiting[1], True
        return segment.current, bool(segment.draft)

    # ------------------------------------------------------------------ drafts

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """The text was changed: keep it soon, look at its issues now."""
        if event.text_area is not self.target:
            return
        self.source_view.unselect()
        if self.target.text != self.opened.saved:
            self._later("draft", DRAFT_REST, self.keep_draft)
            if "draft-most" not in self._waits:
                self._later("draft-most", DRAFT_MOST, self.keep_draft)
        if not self._stale:
            # Once for all changes that wait already: in a burst there is one for each key.
            self._stale = True
            self.call_later(self._follow_text)

    def _follow_text(self) -> None:
        self._stale = False
        self.fit()
        self.refresh_segment()

    def _keep_in_time(self) -> None:
        """Write a draft that is due although keys still wait: timers and messages come behind them."""
        if self.target.text == self.opened.saved:
            self._unkept_since = 0.0
        elif not self._unkept_since:
            self._unkept_since = time.monotonic()
        elif time.monotonic() - self._unkept_since > DRAFT_MOST:
            self.keep_draft()

    def keep_draft(self) -> None:
        """Queue the text as a draft if it is newer than what was kept."""
        for name in ("draft", "draft-most"):
            timer = self._waits.pop(name, None)
            if timer is not None:
                timer.stop()
        self._unkept_since = 0.0
        text = self.target.text
        if text == self.opened.saved or self.desk.read_only:
            return
        self.opened.saved = text
        self.queue(self.opened.number, text)
        self.desk.save_draft(self.opened.number, text, self.opened.origin, self.saved)

    def queue(self, number: int, text: str) -> None:
        """Note that a text is on its way to the disk."""
        count, _old = self.pending.get(number, (0, ""))
        self.pending[number] = (count + 1, text)

    def saved(self, outcome: Saved) -> None:
        """Hand the end of a write from the writer thread to the screen."""
        # The screen may be gone already: what was written is written.
        with contextlib.suppress(RuntimeError):
            self.post_message(DeskSaved(outcome))

    def on_desk_saved(self, message: DeskSaved) -> None:
        """A write has ended: now it may be shown as saved."""
        saved = message.saved
        count, text = self.pending.get(saved.number, (1, ""))
        if saved.act in ("draft", "confirm", "unconfirm"):
            # A text that could not be written stays on the screen, with nothing under way, until it is.
            if count <= 1 and (saved.error is None or saved.act == "unconfirm"):
                self.pending.pop(saved.number, None)
            else:
                self.pending[saved.number] = (count - 1, text)
        if saved.error is not None:
            self.say(f"NOT SAVED: {saved.error.message} {saved.error.hint}", bad=True)
            if saved.number == self.opened.number:
                self.opened.saved = NOT_SAVED
        elif saved.conflict:
            self.show_conflict(saved, text)
        self.panels["mark"].renew()
        for name in ("before", "after", "head", "status"):
            self.query_one(f"#{name}").refresh()

    # ------------------------------------------------------------------ keys

    async def command(self, key: str, event: events.Key) -> bool:
        """Handle a key before the editor does; True when it was ours."""
        self._keep_in_time()
        if self.question.is_open:
            await self.question.press(key, event)
            return True
        if self.leader:
            return await self._behind_escape(key, event)
        char = keymap.alt_char(key)
        if char or key == "alt+enter":
            return await self._escape_command(char or "enter")
        found = keymap.by_key().get(key)
        if found is not None:
            await self.run(found.id)
            return True
        if self.desk.read_only and (event.is_printable or key in ("backspace", "delete")):
            self.refuse()
            return True
        return self._moves_out(key)

    async def _behind_escape(self, key: str, event: events.Key) -> bool:
        leader, self.leader = self.leader, ""
        self._show_menu(shown=False)
        if key == "escape":
            return True
        # With the kitty protocol off Textual makes two keys of Alt and an arrow: Esc, then the arrow.
        arrow = keymap.by_key().get(f"alt+{key}") if leader == "esc" and key in ("up", "down") else None
        if arrow is not None:
            await self.run(arrow.id)
            return True
        char = (place_of(event.character or "") or keymap.alt_char(key)).lower()
        name = key if key in ("enter", "backspace") else char
        if leader == "t":
            self.insert_term_letter(name)
            return True
        await self._escape_command(leader + name if leader in keymap.ROWS else name)
        return True

    async def _escape_command(self, name: str) -> bool:
        """Run what stands behind Esc; an unknown key does nothing and never lands in the text."""
        if len(name) == 1 and name in "123456789":
            if self.desk.read_only:
                self.refuse()
            else:
                self.take(int(name) - 1)
            return True
        if name in keymap.ROWS:
            self._wait_behind(name)
            return True
        found = keymap.by_escape().get(name)
        if found is not None:
            await self.run(found.id)
        return True

    async def run(self, command: str) -> None:
        """Run a command of the key table by its id."""
        if self.desk.read_only and command in keymap.WRITES:
            self.refuse()
            return
        act = getattr(self, f"do_{command}")
        result = act()
        if result is not None:
            await result

    def refuse(self) -> None:
        """Say that nothing can be changed here."""
        self.app.bell()
        self.app.clear_notifications()
        self.say("This workspace cannot be written: read, or work in a copy of it.")

    def _moves_out(self, key: str) -> bool:
        """Up on the first line of the screen and Down on the last go to the neighbour."""
        if key not in ("up", "down"):
            return False
        wrapped = self.target.wrapped_document
        line = wrapped.location_to_offset(self.target.cursor_location).y
        if key == "up" and line == 0:
            self.do_previous()
        elif key == "down" and line == wrapped.height - 1:
            self.do_next()
        else:
            return False
        return True

    def do_menu(self) -> None:
        """Wait for the key behind Esc; the menu line comes when it does not come at once."""
        self._wait_behind("esc")

    def _wait_behind(self, leader: str) -> None:
        self.leader = leader

        def show() -> None:
            if self.leader == leader:
                self._show_menu(shown=True)

        self._later("menu", MENU_AFTER, show)

    def _show_menu(self, *, shown: bool) -> None:
        self._menu_shown = shown
        upper = len(self._menu_lines()) - 1 if shown else 0
        self.set_class(upper > 0, "menu")
        menu = self.query_one("#menu", Panel)
        if upper:
            menu.styles.height = upper
        menu.renew()
        self.query_one("#keys").refresh()

    def _pasted(self, text: str) -> bool:
        if self.question.is_open:
            self.question.paste(text)
            return True
        if self.desk.read_only:
            self.refuse()
            return True
        if self.leader:
            self.leader = ""
            self._show_menu(shown=False)
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
                f"Paste {len(text):,} characters into segment {self.opened.number}? It is one sentence, or a few.",
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

    def _later(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """Run something soon; a newer wish of the same name replaces an older one."""
        old = self._waits.pop(name, None)
        if old is not None:
            old.stop()
        self._waits[name] = self.set_timer(seconds, act)

    # ------------------------------------------------------------------ drawing

    def on_resize(self, event: events.Resize) -> None:
        """Choose the size class; text, caret and selection stay."""
        width, height = event.size.width, event.size.height
        self.set_class(width < SMALL[0] or height < SMALL[1], "small")
        tiny = width < TINY[0] or height < TINY[1]
        if tiny != self.has_class("tiny"):
            self.set_class(tiny, "tiny")
            self.keep_draft()
            # Textual takes the focus from what is hidden; only the editor ever has it here.
            self.call_after_refresh(lambda: self.set_focus(None if tiny else self.target))
        self.call_after_refresh(self.fit)
        self.call_after_refresh(self.question.fit)

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
        shown = self.source_view.size.height or 1
        segment = self.desk.segment(self.opened.number)
        share = self.target.cursor_location[1] / max(1, len(segment.source))
        self.source_view.top = max(0, min(lines - shown, round(share * lines) - shown // 2))

    def _source_spans(self) -> list[tuple[int, int, Style]]:
        number = self.opened.number
        terms = [(h.start, h.end, TERM) for h in self.desk.terms(number)]
        return [*terms, *self.found(self.desk.segment(number).source)]

    def refresh_segment(self) -> None:
        """Draw what depends on the open segment and its text."""
        bad = [(i.start, i.end, BAD) for i in self.issues() if i.side.value == "target" and i.severity.rank >= 2]
        self.target.spans = [*bad, *self.found(self.target.text)]
        self._scroll_source()
        self.source_view.refresh()
        for panel in self.panels.values():
            panel.renew()
        for name in ("status", "keys", "head"):
            self.query_one(f"#{name}").refresh()

    def _mark_lines(self, width: int, _height: int, style: Style) -> list[Strip]:
        segment = self.desk.segment(self.opened.number)
        glyph = self.glyphs.of(replace(segment, draft=None), draft=bool(self.target.text != segment.target))
        return [self.pen.label(f"  {glyph}  {self.glyphs.caret} ", width, style)]

    def _proposal_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        note = (
            ""
            if self.desk.segment(self.opened.number).translate
            else " not translated by default; type to translate it"
        )
        whole = not self.has_class("small")
        return self._panel.proposals(self.opened, width, height, style, whole=whole, note=note)

    def _term_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        number = self.opened.number
        uses = self.desk.uses(number, self.target.text)
        return self._panel.terms(self.desk.terms(number), uses, width, height, style)

    def _issue_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        return self._panel.issues(self.issues(), width, height, style, first=max(0, self.opened.issue))

    def issues(self) -> list[Issue]:
        """Return the issues of the text as it stands in the editor; none for an empty one."""
        text = self.target.text
        return self.desk.issues(self.opened.number, text) if text.strip() else []

    def _head_bar(self) -> tuple[str, str]:
        desk = self.desk
        if self.has_class("tiny"):
            return " Window too small (60x16); your work is saved", ""
        total = desk.translatable
        percent = 100 * desk.confirmed // total if total else 100
        left = f" {desk.project.name} / {desk.document.slug}   {desk.project.source} > {desk.project.target}"
        return left, f"{desk.confirmed}/{total} confirmed  {percent} % "

    def _status_bar(self) -> tuple[str, str]:
        desk = self.desk
        segment = desk.segment(self.opened.number)
        if desk.read_only:
            saved = "READ ONLY"
        elif desk.failure:
            saved = f"NOT SAVED {self.glyphs.issue} {desk.failure}"
        elif desk.unsaved or self.target.text != self.opened.saved:
            saved = "Saving ..."
        else:
            saved = f"Saved {self.glyphs.done} {desk.last_saved}".rstrip()
        where = f"seg {segment.number}/{len(desk.segments)} {self._state_name(segment)}, {segment.role.value}"
        left = f" {saved} {self.glyphs.bar} {where}"
        words = f"words {desk.words_done}/{desk.words_total}" if desk.words_total else ""
        allowed = [e.id for e in desk.engines if e.allowed]
        machine = f"MT {','.join(allowed)}" if allowed else "MT off"
        memory = f"TM {desk.memory_size:,}" if desk.prepared else "loading ..."
        bar = f" {self.glyphs.bar} "
        return left, bar.join(part for part in (words, machine, memory) if part) + " "

    def _state_name(self, segment: Segment) -> str:
        if self.target.text != segment.target:
            return "draft"
        return "confirmed" if segment.state.confirmed else "new"

    def _menu_lines(self) -> list[str]:
        """Return the menu, on more lines where one is too short; the last takes the place of the key bar."""
        items = ["Esc +", "1-9 put", *keymap.menu_items()]
        if self.leader in keymap.ROWS:
            items = [f"Esc {self.leader} +", *keymap.menu_items(self.leader)]
        return fit_lines(items, self.size.width)

    def _menu_upper(self, width: int, _height: int, style: Style) -> list[Strip]:
        return [self.pen.label(line, width, style) for line in self._menu_lines()[:-1]]

    def _key_bar(self) -> tuple[str, str]:
        width = self.size.width
        if self.desk.read_only:
            return fit_items(["Read only", "Esc menu", "PgUp/PgDn", "F1 help", "Ctrl+Q quit"], width), ""
        if self.leader == "t":
            return fit_items(["Insert term: its letter", "Esc cancel"], width), ""
        if self.leader and self._menu_shown:
            return self._menu_lines()[-1], ""
        items = [f"Enter {self.enter_does()}", f"Tab {self.tab_gives()}", "Esc menu"]
        items += ["Esc 1-9 proposal", "PgUp/PgDn", "F1 help", "Ctrl+Q quit"]
        return fit_items(items, width), ""

    def enter_does(self) -> str:
        """Return what Enter does now, for the key bar."""
        if self.target.text.strip():
            return "confirm+next"
        if self.target.ghost:
            return "take exact+confirm"
        return "take best" if self.opened.proposals else "(nothing yet)"

    def tab_gives(self) -> str:
        """Return what Tab puts now, for the key bar."""
        text = self.target.text
        at = self.opened.tab_takes(text)
        if at is not None:
            return f"proposal {at + 1}" if at >= 0 else "-"
        found = next_term(
            text, self.target.cursor_location[1], self.desk.terms(self.opened.number), self.desk.project.target
        )
        if found is None:
            return "-"
        term = found[1]
        return f"<{term if len(term) <= TERM_SHOWN else term[: TERM_SHOWN - 1] + '…'}>"

    def say(self, text: str, *, bad: bool = False) -> None:
        """Show a notice; never markup, never over the line that is typed."""
        below = self.size.height - self.query_one("#target-row").region.bottom - 2
        self.app.tell(  # type: ignore[attr-defined] # the app is a WorkbenchApp
            text, severity="error" if bad else "information", timeout=6 if bad else 4, room=max(1, below)
        )
