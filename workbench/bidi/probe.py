"""Asking the terminal what it is. Answers within 300 ms or not at all, and nothing where there is no terminal."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping

from workbench.bidi.profile import Replies, in_tmux

SECONDS = 0.3
"""How long an answer is waited for."""
_VERSION, _MODE8, _ATTRIBUTES, _SENTINEL = "\x1b[>q", "\x1b[8$p", "\x1b[>c", "\x1b[c"
"""XTVERSION, DECRQM of mode 8, DA2; and DA1 last, which every terminal answers."""
_ANSWERS = {
    "version": re.compile(r"\x1bP>\|([^\x1b\x07]*)(?:\x1b\\|\x07)"),
    "mode8": re.compile(r"\x1b(\[8;\d\$y)"),
    "attributes": re.compile(r"\x1b\[(>[\d;]*c)"),
}
_DONE = re.compile(r"\x1b\[\?[\d;]*c")


def ask_terminal(environ: Mapping[str, str]) -> Replies:
    """Return what the terminal answers; nothing when stdin or stdout is none, on Windows, and in a browser."""
    if "web_driver" in environ.get("TEXTUAL_DRIVER", "") or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Replies()
    outer = tmux_outer(environ)
    answer = _converse(_VERSION + _MODE8 + _ATTRIBUTES + _SENTINEL) if not in_tmux(environ) else ""
    found = {name: m[1] for name, pattern in _ANSWERS.items() if (m := pattern.search(answer))}
    for pattern in (*_ANSWERS.values(), _DONE):
        answer = pattern.sub("", answer)
    return Replies(outer=outer, typed=answer.encode("latin-1").decode("utf-8", "ignore"), **found)


def tmux_outer(environ: Mapping[str, str]) -> str:
    """Return what tmux says of the terminal it is attached to: its name and its own answer to XTVERSION; '' without tmux."""
    if "TMUX" not in environ:
        return ""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(
            ["tmux", "display-message", "-p", "#{client_termname} #{client_termtype}"],  # noqa: S607 - the user's own tmux
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return done.stdout.strip()
    return ""


def _converse(question: str) -> str:
    """Write a question to the terminal and return what comes back, the terminal's settings as before."""
    try:
        import select
        import termios
        import tty
    except ImportError:  # Windows: nothing to ask with
        return ""
    fd = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(fd)
    except (termios.error, OSError):
        return ""
    got = ""
    try:
        # What was typed ahead is not thrown away (TCSANOW); what comes meanwhile is handed on (``Replies.typed``).
        tty.setcbreak(fd, termios.TCSANOW)
        os.write(sys.stdout.fileno(), question.encode("ascii"))
        end = time.monotonic() + SECONDS
        while not _DONE.search(got) and (left := end - time.monotonic()) > 0:
            if select.select([fd], [], [], left)[0]:
                part = os.read(fd, 4096)
                if not part:
                    break
                got += part.decode("latin-1")
    except OSError:
        return ""
    finally:
        with contextlib.suppress(termios.error, OSError):
            termios.tcsetattr(fd, termios.TCSANOW, before)
    return got


def drop_typed(seconds: float) -> None:
    """Wait, and drop unseen what is typed on the terminal until then; nothing is done where there is none."""
    if not sys.stdin.isatty():
        return
    try:
        import termios
    except ImportError:  # Windows
        time.sleep(seconds)
        _drop_windows()
        return
    fd = sys.stdin.fileno()
    try:
        before = termios.tcgetattr(fd)
        quiet = [*before]
        quiet[3] &= ~termios.ECHO
        termios.tcsetattr(fd, termios.TCSANOW, quiet)
    except (termios.error, OSError):
        return
    try:
        time.sleep(seconds)
    finally:
        with contextlib.suppress(termios.error, OSError):
            # The way back that drops what was not read.
            termios.tcsetattr(fd, termios.TCSAFLUSH, before)


def _drop_windows() -> None:
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
