"""A stop that comes at the worst moment: in the middle of a write to the terminal."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from types import FrameType
from typing import cast

import pytest
from textual.app import App

from workbench.tui.signals import Signals

if sys.platform == "win32":
    pytest.skip("Windows stops nothing by a signal", allow_module_level=True)


async def test_a_stop_in_the_middle_of_a_write_waits_until_the_write_is_done() -> None:
    writing = threading.Lock()
    left: list[bool] = []

    def leave(_number: int, _frame: FrameType | None) -> None:
        # What Textual does here: it writes what is to be switched off, by way of the same lock.
        left.append(writing.acquire(timeout=0.2))

    before = signal.signal(signal.SIGTSTP, leave)
    told: list[bool] = []
    signals = Signals(cast("App[int]", None), lambda: None, lambda: told.append(True))
    try:
        signals.watch()
        with writing:
            signal.raise_signal(signal.SIGTSTP)
            assert (told, left) == ([], [])
        while not left:
            await asyncio.sleep(0)
        assert (told, left) == ([True], [True])
    finally:
        signals.unwatch()
        signal.signal(signal.SIGTSTP, before)
