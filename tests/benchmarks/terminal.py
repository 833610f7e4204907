"""A terminal for benchmarks: runs a program on a pty, answers what Textual asks, notes when something appears."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

REPLIES = {
    b"\x1b[c": b"\x1b[?62;22c",  # primary device attributes
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",  # synchronised output
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",  # in-band resize
    b"\x1b[?u": b"\x1b[?0u",  # keyboard protocol
    b"\x1b[>q": b"\x1bP>|bench(1)\x1b\\",  # name and version
}


def seconds_to(marker: str, command: list[str], *, size: tuple[int, int] = (120, 35), limit: float = 30.0) -> float:
    """Return the wall seconds from starting ``command`` until ``marker`` was written to the terminal.

    The program is killed then. Raises :class:`TimeoutError` with the last output when it never appears.
    """
    began = time.perf_counter()
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", COLUMNS=str(size[0]), LINES=str(size[1]))
        os.execvp(command[0], command)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    seen = b""
    try:
        while time.perf_counter() - began < limit:
            if not select.select([fd], [], [], 0.05)[0]:
                continue
            try:
                data = os.read(fd, 65536)
            except OSError:
                break
            for query, reply in REPLIES.items():
                for _ in range(data.count(query)):
                    os.write(fd, reply)
            seen += data
            if marker.encode() in seen:
                return time.perf_counter() - began
        raise TimeoutError(seen[-2000:].decode(errors="replace"))
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(fd)
