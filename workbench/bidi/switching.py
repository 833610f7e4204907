"""What a terminal needs is switched on once, and off again however the program ends or is stopped.

One place for both faces: the screen writes what it switches on through its driver, and what is off again through here, where
nothing waits behind anything else.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
from contextlib import suppress
from types import FrameType
from typing import TextIO

from workbench.bidi.profile import Profile

_ENDING, _STOPPING = ("SIGTERM", "SIGHUP"), "SIGTSTP"


def write_now(sequence: str, stream: TextIO | None = None) -> None:
    """Write a sequence past every buffer; twice does no harm. A terminal that is gone needs nothing any more."""
    stream = stream or sys.__stdout__
    if not sequence or stream is None:
        return
    # In a signal handler the stream may be in the middle of a write: what it holds then comes later, or never.
    with suppress(OSError, ValueError, RuntimeError):
        stream.flush()
    with suppress(OSError, ValueError):
        os.write(stream.fileno(), sequence.encode("ascii"))


class Switch:
    """A profile switched on for lines that are printed: off at the end, when told to end, and while stopped.

    To be made once by a program that prints; a signal then does what it would have done without it.
    """

    def __init__(self, profile: Profile, stream: TextIO) -> None:
        self._profile, self._stream = profile, stream

    def on(self) -> None:
        """Switch on, and watch for the end."""
        if not self._profile.on:
            return
        write_now(self._profile.on, self._stream)
        atexit.register(self._off)
        if threading.current_thread() is threading.main_thread():
            for name in (*_ENDING, _STOPPING):
                number = getattr(signal, name, None)
                if number is not None and signal.getsignal(number) == signal.SIG_DFL:
                    signal.signal(number, self._signalled)

    def _off(self) -> None:
        write_now(self._profile.off, self._stream)

    def _signalled(self, number: int, _frame: FrameType | None) -> None:
        self._off()
        if number == getattr(signal, _STOPPING, None):
            os.kill(os.getpid(), signal.SIGSTOP)
            write_now(self._profile.on, self._stream)
            return
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
