"""Signals of a terminal program: told to end, stopped and continued.

Three things are not left to Textual and asyncio (measured, 8.2.8 and Python 3.11). The event loop learns of a signal by a
byte in a pipe; when many keys wait the pipe is full, the byte is dropped without a word, and a program whose terminal is
gone runs on for ever. And Textual starts its input and output once more on every SIGCONT, also when nothing was stopped,
as the system sends one to a program that loses its terminal: two threads then read the same keyboard. And Textual
leaves the terminal inside the handler of SIGTSTP: one that comes while something is drawn waits for itself for ever.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

PATIENCE = 15.0
"""Seconds a program that was told to end may take for it. What was typed up to a second before is on the disk anyway."""


class Signals:
    """Watches the signals for an app. ``end`` is called once when it is told to end, ``stopping`` before it is stopped.

    Windows has none of them but SIGTERM, which ends a process there without asking.
    """

    def __init__(self, app: App[int], end: Callable[[], object], stopping: Callable[[], object]) -> None:
        self._app = app
        self._end = end
        self._stopping = stopping
        self._told = False
        self._before: dict[int, object] = {}

    def watch(self) -> None:
        """Begin; to be called in the loop's thread while it runs."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                # For the pipe alone: a signal that another thread receives does not wake the loop otherwise.
                loop.add_signal_handler(number, self._told_to_end)
                self._take(number, lambda _n, _f: loop.call_soon_threadsafe(self._told_to_end))
        if hasattr(signal, "SIGCONT"):
            self._take(signal.SIGCONT, lambda _n, _f: loop.call_soon_threadsafe(self._continued))
            self._take(signal.SIGTSTP, lambda n, f: loop.call_soon_threadsafe(self._stopped, n, f))

    def unwatch(self) -> None:
        """Put back what was there."""
        loop = asyncio.get_running_loop()
        for number, before in self._before.items():
            with contextlib.suppress(NotImplementedError, ValueError, RuntimeError):
                loop.remove_signal_handler(number)
                signal.signal(number, before)  # type: ignore[arg-type]
        self._before.clear()

    def _take(self, number: int, handler: Callable[[int, FrameType | None], object]) -> None:
        with contextlib.suppress(ValueError):
            before = signal.signal(number, handler)
            self._before[number] = (
                signal.SIG_DFL if number in (signal.SIGTERM, getattr(signal, "SIGHUP", 0)) else before
            )

    def _told_to_end(self) -> None:
        if not self._told:
            self._told = True
            end_in_any_case()
            self._end()

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        """Leave the terminal in order, then stop.

        In the loop, never in the signal's handler: that one may run in the middle of a write to the terminal, holding
        the queue's lock, and what is switched off is written to the same queue.
        """
        self._stopping()
        before = self._before.get(number)
        if callable(before):
            before(number, frame)

    def _continued(self) -> None:
        driver = self._app._driver
        if driver is None or self._told or not driver._auto_restart:
            return
        if not getattr(driver, "_must_signal_resume", False):
            # Stopped without being asked: the shell has changed the terminal, and the threads still run.
            driver.suspend_application_mode()
        driver.resume_application_mode()


def end_in_any_case(patience: float = PATIENCE) -> None:
    """End the process after so many seconds if it still runs then: nobody sees it hang, and it holds the workspace."""
    guard = threading.Timer(patience, os._exit, (1,))
    guard.daemon = True
    guard.start()
