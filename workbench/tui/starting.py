"""The screen begins in the terminal this program was started in, and leaves it as it was."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from textual.screen import Screen

from workbench.bidi.switching import write_now
from workbench.errors import WorkbenchError
from workbench.tui import keys, lost_terminal
from workbench.tui.app import WorkbenchApp, off
from workbench.tui.strips import Pen
from workbench.tui.themes import Depth, depth_of
from workbench.workflow.terminal import Found, chosen, find_terminal
from workbench.workflow.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from workbench.workflow.desk import Desk


def run_app(
    workspace: Path | None,
    project: str | None,
    document: str | None,
    choose: Callable[[Found], str],
    *,
    plain: bool = False,
) -> int:
    """Open a workspace on the terminal: a document when one is named, else the home screen. Return the exit code.

    ``plain`` is for a screen reader, as the setting of that name.

    ``choose`` asks, before the screen starts, which line reads right in a terminal that was not recognised, and returns the
    name of its profile.
    Raises :class:`WorkbenchError` when there is no terminal, no workspace, or no such document.
    """
    keys.install()
    lost_terminal.install()
    with open_workspace(workspace) as ws:
        if plain or ws.settings.plain:
            ws.settings = replace(ws.settings, plain=True, ascii=True)
        return _run(ws, _desk(ws, project, document) if project else None, choose)


def _desk(ws: Workspace, project: str, document: str | None) -> Desk:
    from workbench.workflow.desk import open_desk

    return open_desk(ws, project, document)


def run_review(workspace: Path, state: Path, least: float, choose: Callable[[Found], str]) -> int:
    """Show the review of an alignment that is kept in ``state``; return the exit code. Raises :class:`WorkbenchError`."""
    from workbench.tui.screens.pairs import PairsScreen
    from workbench.workflow.pair_review import load_review

    keys.install()
    lost_terminal.install()
    review = load_review(state)
    with open_workspace(workspace) as ws:
        return _run(ws, None, choose, lambda pen: PairsScreen(pen, ws, review, least))


def _run(
    ws: Workspace,
    desk: Desk | None,
    choose: Callable[[Found], str],
    first: Callable[[Pen], Screen[None]] | None = None,
) -> int:
    in_browser = "web_driver" in os.environ.get("TEXTUAL_DRIVER", "")
    if not in_browser and not (sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()):
        raise WorkbenchError(
            "The screen needs a terminal.", "Commands like workbench edit and workbench export work without one."
        )
    if os.environ.get("TERM", "").strip().lower() == "dumb" and not in_browser:
        raise WorkbenchError(
            "The screen cannot be shown here: this terminal (TERM=dumb) cannot put text in a place.",
            "If it is a better one, say which: TERM=xterm-256color workbench open. Or work by commands, which need "
            "no screen: workbench edit, workbench export (docs/accessibility.md lists them all).",
        )
    found = find_terminal(ws.settings, ask=True)
    typed = found.typed
    if not found.sure:
        # What was typed ahead would answer the question: it is dropped, as it could mean anything there.
        found, typed = chosen(found, choose(found), ws.settings), ""
    app = WorkbenchApp(ws, desk, found.profile, typed, first, found=found, depth=depth_here())

    # A crash that skips the app's own end must not leave a terminal that shows Arabic out of order.
    def last_resort() -> None:
        write_now(off(app.pen.profile))

    atexit.register(last_resort)
    try:
        result = app.run()
    finally:
        drop_what_threads_say()
        words = app.last_words()
        app.close_desk()
        last_resort()
        atexit.unregister(last_resort)
        sys.stderr.write(words)
    if app._exception is not None:
        raise app._exception
    return result or app.return_code or 0


def depth_here() -> Depth:
    """Return the colours of the terminal the program runs in."""
    return depth_of(os.environ, Console(legacy_windows=False, force_terminal=True).color_system)


def drop_what_threads_say() -> None:
    """Let threads end without a word: what they still compute is for nobody, and the database is closed under them."""
    threading.excepthook = lambda _args: None
