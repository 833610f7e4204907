"""A terminal for benchmarks: runs a program on a pty, answers what Textual asks, notes when something appears."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path
from types import TracebackType

REPLIES = {
    b"\x1b[c": b"\x1b[?62;22c",  # primary device attributes
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # in-band resize
    b"\x1b[?u": b"\x1b[?0u",  # keyboard protocol
    b"\x1b[>q": b"\x1bP>|bench(1)\x1b\\",  # name and version
}


class Program:
    """A program on a terminal of its own; killed at the end of the ``with`` block."""

    def __init__(self, command: list[str], size: tuple[int, int] = (120, 35)) -> None:
        self.began = time.perf_counter()
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", COLUMNS=str(size[0]), LINES=str(size[1]))
            os.execvp(command[0], command)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._fd)

    def _read(self, seconds: float) -> bytes:
        if not select.select([self._fd], [], [], seconds)[0]:
            return b""
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return b""
        for query, reply in REPLIES.items():
            for _ in range(data.count(query)):
                os.write(self._fd, reply)
        return data

    def until(self, marker: str, limit: float = 30.0) -> float:
        """Wait until the program has written ``marker``; return the wall seconds from now.

        Raises :class:`TimeoutError` with the last output when it does not.
        """
        began = time.perf_counter()
        seen = b""
        while time.perf_counter() - began < limit:
            seen += self._read(0.05)
            if marker.encode() in seen:
                return time.perf_counter() - began
        raise TimeoutError(seen[-2000:].decode(errors="replace"))

    def key(self, keys: str, marker: str = "") -> float:
        """Send keys; return the wall seconds until anything was written, or ``marker`` was."""
        began = time.perf_counter()
        os.write(self._fd, keys.encode())
        seen = b""
        while not seen or marker.encode() not in seen:
            seen += self._read(0.05)
            if time.perf_counter() - began > 30:
                raise TimeoutError(f"{keys!r}: {seen[-2000:]!r}")
        return time.perf_counter() - began

    def rest(self, seconds: float = 0.1, limit: float = 30.0) -> None:
        """Wait until nothing was written for so long."""
        began = time.perf_counter()
        while self._read(seconds) and time.perf_counter() - began < limit:
            pass

    @property
    def memory(self) -> float:
        """Resident memory in MB."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
        return 0.0


def seconds_to(marker: str, command: list[str], *, size: tuple[int, int] = (120, 35), limit: float = 30.0) -> float:
    """Return the wall seconds from starting ``command`` until ``marker`` was written to the terminal.

    The program is killed then. Raises :class:`TimeoutError` with the last output when it never appears.
    """
    with Program(command, size) as program:
        program.until(marker, limit)
        return time.perf_counter() - program.began
