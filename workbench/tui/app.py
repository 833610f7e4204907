"""The terminal screen's app: opens a workspace, shows home or a document, and ends without losing anything."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from textual.app import App
from textual.binding import Binding
from textual.notifications import Notification
from textual.screen import Screen

from workbench.bidi.profile import Profile
from workbench.bidi.switching import write_now
from workbench.errors import StoreError
from workbench.tui import clipboard, drawn_lines, handlers, keys, steady
from workbench.tui.collecting import Collecting
from workbench.tui.keymap import key_table
from workbench.tui.leaving import Leaving
from workbench.tui.looks import Looks
from workbench.tui.plain import CARET_ON, PlainDisplay
from workbench.tui.serial_keys import SerialKeys
from workbench.tui.signals import Signals
from workbench.tui.strips import Pen
from workbench.tui.themes import LOOKS, PLAIN_THEME, Depth
from workbench.workflow.home import Counting
from workbench.workflow.terminal import Found
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.tui.screens.editor import EditorScreen
    from workbench.tui.screens.home import HomeScreen
    from workbench.workflow.desk import Desk

BESIDE = 4
"""Columns of a notice that its border and padding take."""
ROOM = 6
"""Lines notices may take together."""
NOT_UTF8 = (
    "The language settings here (LANG, LC_ALL) name no UTF-8. If letters come out as signs or question marks, quit and start "
    "with: LC_ALL=C.UTF-8 workbench"
)


class WorkbenchApp(SerialKeys, Leaving, Collecting, Looks, PlainDisplay, App[int]):
    """One workspace on the screen."""

    # Here and not in the screens: the first screen is the default one, whose own sheets Textual does not load.
    CSS_PATH: ClassVar = ["screens/editor.tcss", "screens/home.tcss", "plain.tcss"]
    CSS = """
    Toast { width: 100%; max-width: 100%; margin-top: 0; padding: 0 1; }
    ToastRack { margin-bottom: 1; padding: 0; overflow-y: hidden; }
    """
    ENABLE_COMMAND_PALETTE = False
    # Before the screens see it: those of a text or a list of their own show their help themselves.
    BINDINGS: ClassVar = [Binding("f1", "page_help", show=False, priority=True)]
    TITLE = "workbench"

    def __init__(
        self,
        ws: Workspace,
        desk: Desk | None,
        profile: Profile | None = None,
        typed: str = "",
        first: Callable[[Pen], Screen[None]] | None = None,
        *,
        found: Found | None = None,
        depth: Depth = Depth.FULL,
    ) -> None:
        """``first`` makes another screen to begin with than home or the document.

        ``found`` is the terminal and ``depth`` the colours it has.
        """
        drawn_lines.install()
        steady.install()
        handlers.install()
        super().__init__()
        self._first = first
        self.pen = Pen(profile) if profile is not None else Pen()
        self.hold_keys(typed)
        self.ws = ws
        self.found = found
        self.plain = ws.settings.plain
        self.depth = Depth.PLAIN if self.plain else depth
        self.set_class(self.plain, "plain")
        self.key_table, self._key_errors = key_table(ws.settings.keys)
        self._desk = desk
        self.counting = Counting(ws)
        self._signals = Signals(self, self._end_soon, lambda: write_now(off(self.pen.profile)))
        for theme in (*(look.theme for look in LOOKS.values()), PLAIN_THEME):
            self.register_theme(theme)
        self.use_theme(ws.settings.theme)

    def get_default_screen(self) -> Screen[None]:
        """Begin with the document that was asked for, else home: one screen less to lay out before the first paint."""
        screen: Screen[None]
        if self._first is not None:
            screen = self._first(self.pen)
        elif self._desk is not None:
            screen = self._editor(self._desk)
        else:
            screen = self._home()
        # switch_screen takes such an entry off every screen it replaces, and only pushed screens are given one.
        screen._push_result_callback(screen, None)
        return screen

    def _editor(self, desk: Desk) -> EditorScreen:
        # Who begins at home waits for nothing that only a document needs, and the other way round.
        from workbench.tui.screens.editor import EditorScreen

        return EditorScreen(self.pen, desk)

    def _home(self) -> HomeScreen:
        from workbench.tui.screens.home import HomeScreen

        return HomeScreen(self.pen, self.ws, self.counting)

    async def on_mount(self) -> None:
        """Prepare the terminal."""
        self._switch(on=True)
        self._signals.watch()
        self.collect_at_rest()
        self.app_suspend_signal.subscribe(self, self._suspended)
        self.app_resume_signal.subscribe(self, self._resumed)
        if self.ws.read_only:
            self.tell("This workspace cannot be written: you can read, not translate.", timeout=8)
        for error in self._key_errors[:1]:
            self.tell(f"{error} The usual keys are in force.", severity="warning", timeout=12)
        if self.found is not None and not_utf8(os.environ):
            self.tell(NOT_UTF8, severity="warning", timeout=12)
        for warning in self.ws.warnings:
            self.tell(warning, severity="warning", timeout=8)

    def trouble(self, error: StoreError) -> None:
        """Tell that the database cannot be read, and what to do: what is typed stays on the screen."""
        self.tell(str(error), severity="error", timeout=6)

    def tell(
        self,
        text: str,
        *,
        severity: Literal["information", "warning", "error"] = "information",
        timeout: float = 5,
        room: int = ROOM,
    ) -> None:
        """Show a notice, never as markup, across the screen: where a terminal orders lines, none may begin in the middle.

        ``room`` lines may be covered: the same words stand there once, and what is older goes first.
        """
        if severity != "information":
            # Beside the colour at its edge.
            text = f"! {text}"
        message = self.pen.notice(text, max(20, self.size.width - BESIDE))
        used = message.count("\n") + 1
        for older in reversed(list(self._notifications)):
            lines = older.message.count("\n") + 1
            if older.message == message or used + lines > room:
                self._unnotify(older, refresh=False)
            else:
                used += lines
        # Not by ``notify()``, which adds it later: another one may come before.
        self._notifications.add(Notification(message, severity=severity, timeout=timeout, markup=False))
        self._refresh_notifications()

    def on_unmount(self) -> None:
        """Put terminal and signals back as they were."""
        self._signals.unwatch()
        self._switch(on=False)

    async def open_desk(self, desk: Desk, *, names: bool = False) -> None:
        """Show a document, with ``names`` its names over it when some are to be decided."""
        self._desk = desk
        screen = self._editor(desk)
        await self.switch_screen(screen)
        if names:
            await screen.show_names(by_itself=True)

    async def go_home(self) -> None:
        """Leave the document, what is typed kept, and show the projects."""
        self._keep_typed(self.screen_stack[-1:])
        await self.when_written(self._leave)

    async def _leave(self) -> None:
        lost = self._close_left()
        await self.switch_screen(self._home())
        self._tell_lost(lost)

    def close_desk(self) -> None:
        """Write what is queued and let go of the document."""
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether an action can be done on the screen that is shown."""
        if action == "page_help":
            # The keys of a screen are none while it asks something.
            if getattr(getattr(self.screen, "question", None), "is_open", False):
                return False
            return getattr(self.screen, "help_rows", lambda: None)() is not None
        return super().check_action(action, parameters)

    async def action_page_help(self) -> None:
        """Show the keys of the screen that is shown."""
        from workbench.tui.screens.help import HelpScreen

        await self.push_screen(HelpScreen(self.pen, rows=self.screen.help_rows()))  # type: ignore[attr-defined] # a Page

    async def action_quit(self) -> None:
        """Save what is typed and end."""
        self._keep_typed(self.screen_stack)
        await self.when_written(self._end)

    async def _end(self) -> None:
        self.exit(0)

    async def _on_exit_app(self) -> None:
        """The browser's tab was closed, or a signal came: keep what is typed before anything is taken down."""
        self._keep_all()
        await super()._on_exit_app()

    def _keep_all(self) -> None:
        """Write what is typed and wait until it is on the disk."""
        self._keep_typed(self.screen_stack)
        if self._desk is not None:
            self._desk.flush()

    def _keep_typed(self, screens: Sequence[Screen[Any]]) -> None:
        if self._desk is None:
            return
        from workbench.tui.screens.editor import EditorScreen

        for screen in screens:
            if isinstance(screen, EditorScreen):
                screen.keep_draft()
                screen.keep_place()

    def _handle_exception(self, error: Exception) -> None:
        """A timer found that the database cannot be read: it is told, and the next one comes."""
        if isinstance(error, StoreError):
            self.trouble(error)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """A mistake of ours: keep what is typed and end. Nothing is printed here: a traceback would show the text."""
        with contextlib.suppress(Exception):
            self._keep_all()
        self._close_messages_no_wait()

    def _suspended(self, _app: App[int]) -> None:
        """Another program gets the terminal: nothing typed waits in memory meanwhile."""
        self._keep_all()
        self._switch(on=False)

    def _resumed(self, _app: App[int]) -> None:
        """The terminal is ours again, and may have forgotten everything."""
        self.written = None
        self._switch(on=True)
        self.refresh(layout=True)

    def _switch(self, *, on: bool) -> None:
        """Switch on in the terminal what keys and Arabic need, or off again."""
        profile = self.pen.profile
        self._write(keys.META_ON + profile.on + (CARET_ON if self.plain else "") if on else off(profile))

    def _end_soon(self) -> None:
        """End behind the keys that wait, and draw nothing more: nobody may be looking."""
        self._begin_batch()
        self.call_later(self.action_quit)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy logical text: through the terminal (OSC 52) and through the desktop's own program."""
        super().copy_to_clipboard(text)
        clipboard.copy(text)

    def _write(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)


def not_utf8(environ: Mapping[str, str]) -> bool:
    """Whether the environment asks for another encoding than UTF-8. We write UTF-8 all the same; most terminals read it."""
    if sys.platform == "win32" or "TEXTUAL_DRIVER" in environ:
        return False
    # Python itself puts LC_CTYPE=C.UTF-8 in the place of the C locale; what was there before tells.
    asked = environ.get("LC_ALL") or (environ.get("LANG") if sys.flags.utf8_mode else environ.get("LC_CTYPE"))
    return "utf8" not in (asked or environ.get("LANG", "")).lower().replace("-", "")


def off(profile: Profile) -> str:
    """Return what puts a terminal back as it was before the screen."""
    return profile.off + keys.META_OFF
