"""Copying through the desktop's own program, where the terminal does not do it (OSC 52): VTE, Konsole, mlterm, tmux."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping

SECONDS = 2.0


def copy_program(environ: Mapping[str, str], find: Callable[[str], str | None] = shutil.which) -> list[str]:
    """Return the command that takes a text on stdin and puts it on the clipboard; [] where there is none.

    Over ssh the clipboard would be that of the wrong machine: only OSC 52 is right there.
    """
    if "SSH_CONNECTION" in environ and "WAYLAND_DISPLAY" not in environ and "DISPLAY" not in environ:
        return []
    for needs, command in (
        ("WAYLAND_DISPLAY", ["wl-copy"]),
        ("DISPLAY", ["xclip", "-selection", "clipboard"]),
        ("DISPLAY", ["xsel", "--clipboard", "--input"]),
        ("", ["pbcopy"]),
        ("", ["clip.exe"]),
    ):
        if (not needs or environ.get(needs)) and find(command[0]):
            return command
    return []


def copy(text: str) -> None:
    """Hand a text to the desktop's program, if there is one, without waiting for it; failing is silent."""
    command = copy_program(os.environ)
    if not command:
        return
    # clip.exe takes UTF-16 as Windows writes it, everybody else UTF-8.
    data = text.encode("utf-16-le" if command[0] == "clip.exe" or sys.platform == "win32" else "utf-8", "replace")

    def work() -> None:
        try:
            # xclip stays behind as the owner of the clipboard: with its pipes open a wait would not end.
            subprocess.run(  # noqa: S603 - a fixed command, no shell
                command,
                input=data,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return

    threading.Thread(target=work, name="clipboard", daemon=True).start()
