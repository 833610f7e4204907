"""Asking the terminal, through a pseudo-terminal that answers as a recorded one did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

PROGRAM = """
import json, os, sys, time
from workbench.bidi.probe import ask_terminal
began = time.monotonic()
r = ask_terminal(json.loads(os.environ["ASK"]))
took = time.monotonic() - began
import select
left = os.read(0, 100).decode() if select.select([0], [], [], 0.2)[0] else ""
open(os.environ["OUT"], "w").write(json.dumps([r.version, r.mode8, r.attributes, took, left]))
"""


def asked(tmp_path: Path, answer: bytes, environ: dict[str, str] | None = None) -> list[object]:
    """Run the question on a pseudo-terminal that gives ``answer`` to it."""
    import pty
    import termios

    master, slave = pty.openpty()
    settings = termios.tcgetattr(slave)
    settings[3] &= ~termios.ECHO
    termios.tcsetattr(slave, termios.TCSANOW, settings)
    out = tmp_path / "out.json"
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdin=slave,
        stdout=slave,
        env={**os.environ, "OUT": str(out), "ASK": json.dumps(environ or {"TERM": "xterm"})},
    )
    got = b""
    os.set_blocking(master, False)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            got += os.read(master, 1000)
        except BlockingIOError:
            time.sleep(0.01)
        if answer and b"\x1b[c" in got:
            os.write(master, answer)
            answer = b""
        if process.poll() is not None:
            break
    process.wait(timeout=10)
    os.close(master)
    os.close(slave)
    return [*json.loads(out.read_text()), got]


def test_the_answers_are_read(tmp_path: Path) -> None:
    answer = b"\x1bP>|Konsole 22.12.3\x1b\\\x1b[8;1$y\x1b[>1;115;0c\x1b[?62;22c"
    version, mode8, attributes, took, left, got = asked(tmp_path, answer)
    assert (version, mode8, attributes) == ("Konsole 22.12.3", "[8;1$y", ">1;115;0c")
    assert left == ""
    assert isinstance(took, float)
    assert got == b"\x1b[>q\x1b[8$p\x1b[>c\x1b[c"


def test_a_silent_terminal_costs_300_ms(tmp_path: Path) -> None:
    # A busy machine may wake a program late, not every time.
    for _ in range(5):
        version, mode8, attributes, took, _left, _got = asked(tmp_path, b"")
        assert (version, mode8, attributes) == ("", "", "")
        assert isinstance(took, float)
        assert took > 0.29
        if took < 0.5:
            break
    else:
        raise AssertionError(took)


def test_a_browser_is_not_asked(tmp_path: Path) -> None:
    *_rest, got = asked(tmp_path, b"", {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"})
    assert got == b""


def test_nothing_is_asked_without_a_terminal() -> None:
    code = "from workbench.bidi.probe import ask_terminal; print(repr(ask_terminal({})))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    )
    assert "\x1b" not in done.stdout
    assert "version=''" in done.stdout
