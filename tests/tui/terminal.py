"""The program in a real terminal: tmux, typed into as fast as it takes it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

WAIT = 60.0
"""Seconds until something that should happen counts as not happening."""


def require_tmux() -> None:
    """Skip without tmux; in CI that is an error."""
    if shutil.which("tmux"):
        return
    if os.environ.get("WORKBENCH_REQUIRE_TMUX"):
        pytest.fail("tmux is not installed")
    pytest.skip("tmux is not installed")


class Terminal:
    """A tmux session that runs one command."""

    def __init__(
        self, command: list[str], size: tuple[int, int] = (120, 35), env: dict[str, str] | None = None
    ) -> None:
        require_tmux()
        self._socket = f"wb-{uuid.uuid4().hex[:12]}"
        self._env = {**os.environ, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", **(env or {})}
        # The test runner's own size would be taken for that of the terminal.
        for name in ("TMUX", "COLUMNS", "LINES"):
            self._env.pop(name, None)
        line = " ".join(shlex.quote(part) for part in command)
        settings = " ".join(f"{k}={shlex.quote(v)}" for k, v in (env or {}).items())
        shell = f"env {settings} {line}; echo ended $?; sleep 60"
        self._tmux("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), shell)

    def _tmux(self, *args: str, data: str | None = None) -> str:
        done = subprocess.run(
            ["tmux", "-u", "-L", self._socket, "-f", "/dev/null", *args],
            env=self._env,
            input=data,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout

    def screen(self) -> str:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p")

    def until(self, test: Callable[[], bool], what: str) -> None:
        """Wait until something is so."""
        end = time.monotonic() + WAIT
        while not test():
            assert time.monotonic() < end, f"{what} did not happen; the screen:\n{self.screen()}"
            # Each look is a program that is started.
            time.sleep(0.05)

    def until_shows(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        self.until(lambda: text in self.screen(), f"{text!r} on the screen")

    def keys(self, *names: str) -> None:
        """Press keys by their tmux names."""
        self._tmux("send-keys", *names)

    def burst(self, text: str) -> None:
        """Send bytes at once, as a fast typist's terminal or a slow line would deliver them."""
        self._tmux("load-buffer", "-b", "burst", "-", data=text)
        self._tmux("paste-buffer", "-r", "-d", "-b", "burst")

    def resize(self, width: int, height: int) -> None:
        """Change the size of the window."""
        self._tmux("resize-window", "-x", str(width), "-y", str(height))

    def pid(self) -> int:
        """The process id of the program."""
        pane = int(self._tmux("display-message", "-p", "#{pane_pid}").strip())
        children = subprocess.run(
            ["pgrep", "-P", str(pane), "-f", "workbench"], capture_output=True, text=True, check=False
        ).stdout.split()
        return int(children[0]) if children else pane

    def close(self) -> None:
        """End everything."""
        self._tmux("kill-server")


def program(workspace: Path, *args: str) -> list[str]:
    """The command line that starts the program in a workspace."""
    return [sys.executable, "-m", "workbench", "--workspace", str(workspace), *args]
