"""The terminal screen's app: opens a workspace, shows home or a document, and ends without losing anything."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType

# In kitty 0.26 its protocol turns the lam-alef key into U+0000; it must be off before Textual is loaded.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")

from textual.app import App

from workbench.errors import WorkbenchError
from workbench.tui import keys
from workbench.tui.screens.editor import EditorScreen
from workbench.tui.serial_keys import SerialKeys
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.workspace import Workspace, open_workspace


class WorkbenchApp(SerialKeys, App[int]):
    """One workspace on the screen."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "workbench"

    def __init__(self, ws: Workspace, desk: Desk | None) -> None:
        super().__init__()
        self.ws = ws
        self._first = desk
        self._desk: Desk | None = None

    async def on_mount(self) -> None:
        """Show the document that was asked for, else home."""
        if self.ws.settings.theme in self.available_themes:
            self.theme = self.ws.settings.theme
        self._write(keys.META_ON)
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                signal.signal(number, self._terminated)
        if self._first is not None:
            await self.open_desk(self._first)
        else:
            await self.go_home()
        for warning in self.ws.warnings:
            self.notify(warning, severity="warning", timeout=8, markup=False)

    def on_unmount(self) -> None:
        """Put the terminal back as it was."""
        self._write(keys.META_OFF)

    async def open_desk(self, desk: Desk) -> None:
        """Show a document."""
        self._desk = desk
        await self.switch_screen(EditorScreen(desk)) if len(self.screen_stack) > 1 else await self.push_screen(
            EditorScreen(desk)
        )

    async def go_home(self) -> None:
        """Leave the document, what is typed kept, and show the projects."""
        from workbench.tui.screens.home import HomeScreen

        self._put_away()
        home = HomeScreen(self.ws)
        if len(self.screen_stack) > 1:
            await self.switch_screen(home)
        else:
            await self.push_screen(home)

    def _put_away(self) -> None:
        screen = self.screen if self.screen_stack else None
        if isinstance(screen, EditorScreen):
            screen.keep_draft()
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    async def action_quit(self) -> None:
        """Save what is typed and end."""
        for screen in self.screen_stack:
            if isinstance(screen, EditorScreen):
                screen.keep_draft()
        if self._desk is not None:
            self._desk.flush()
        self.exit(0)

    def _terminated(self, _number: int, _frame: FrameType | None) -> None:
        """The terminal is gone or somebody ended us: keep the draft, then end."""
        self.call_later(self.action_quit)

    def _write(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)


def run_app(workspace: Path | None, project: str | None, document: str | None) -> int:
    """Open a workspace on the terminal: a document when one is named, else the home screen. Return the exit code.

    Raises :class:`WorkbenchError` when there is no terminal, no workspace, or no such document.
    """
    keys.install()
    with open_workspace(workspace) as ws:
        desk = open_desk(ws, project, document) if project else None
        if not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
            raise WorkbenchError(
                "The screen needs a terminal.", "Commands like workbench edit and workbench export work without one."
            )
        app = WorkbenchApp(ws, desk)
        try:
            result = app.run()
        finally:
            for open_one in (app._desk, desk):
                if open_one is not None:
                    open_one.close()
        return result or app.return_code or 0
