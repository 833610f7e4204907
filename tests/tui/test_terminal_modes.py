"""What is switched on in a terminal is switched off again: at the end, on suspend, after a crash. And who is asked."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals", allow_module_level=True)

ON, OFF = b"\x1b[8l", b"\x1b[8h"
META_ON, META_OFF = b"\x1b[?1036;1039h", b"\x1b[?1036;1039r"
ANSWERS = {
    b"\x1b[8$p": b"\x1b[8;1$y",
    b"\x1b[>c": b"\x1b[>65;7006;1c",
    b"\x1b[c": b"\x1b[?65;1;9c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?u": b"",
}


class Vte:
    """A pseudo-terminal that answers as VTE does, with the program in it."""

    def __init__(self, workspace: Path, user: Path, environ: dict[str, str], *args: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        self.seen = b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            for name in ("TMUX", "TERM_PROGRAM", "VTE_VERSION", "KONSOLE_VERSION", "XTERM_VERSION", "COLUMNS", "LINES"):
                os.environ.pop(name, None)
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", WORKBENCH_USER_DIR=str(user), **environ)
            os.execv(sys.executable, [sys.executable, "-m", "workbench", "--workspace", str(workspace), *args])
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self._answered: dict[bytes, int] = {}
        self.answers = dict(ANSWERS)

    def pump(self, seconds: float = 0.05) -> bool:
        """Read and answer; False when the program has ended."""
        if select.select([self.fd], [], [], seconds)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return False
            if not data:
                return False
            self.seen += data
            for question, answer in self.answers.items():
                times = self.seen.count(question)
                if times > self._answered.get(question, 0):
                    self._answered[question] = times
                    os.write(self.fd, answer)
        return True

    def pump_for(self, seconds: float) -> None:
        """Read and answer for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.pump(left)

    def until_stopped(self) -> None:
        """Wait until the process is stopped."""
        end = time.monotonic() + 30
        while not (waited := os.waitpid(self.pid, os.WUNTRACED | os.WNOHANG))[0]:
            assert time.monotonic() < end, "not stopped"
            self.pump()
        assert os.WIFSTOPPED(waited[1])

    def until(self, wanted: bytes, after: int = 0) -> None:
        """Wait until the program has written something."""
        end = time.monotonic() + 60
        while wanted not in self.seen[after:]:
            assert time.monotonic() < end, (wanted, self.seen[-2000:])
            assert self.pump(), (wanted, self.seen[-2000:])

    def ended(self) -> int:
        """Wait for the end and return the status."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            self.pump(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.pump(0.05) and select.select([self.fd], [], [], 0.1)[0]:
                    pass
                return status
        raise AssertionError(f"it did not end: {self.seen[-500:]!r}")

    def close(self) -> None:
        """End everything."""
        with contextlib.suppress(OSError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        with contextlib.suppress(OSError):
            os.close(self.fd)


@pytest.fixture
def opened(workspace: Path, tmp_path: Path) -> Iterator[list[Vte]]:
    with open_workspace(workspace) as ws:
        import_text(ws, new_project(ws, "ar", "ar", "en"), "doc", "قالت هند سلام.\n")
    (tmp_path / "user").mkdir()
    programs: list[Vte] = []
    yield programs
    for program in programs:
        program.close()


def start(opened: list[Vte], workspace: Path, tmp_path: Path, *args: str, **environ: str) -> Vte:
    program = Vte(workspace, tmp_path / "user", environ, *(args or ("open", "ar", "doc")))
    opened.append(program)
    return program


def check_off(vte: Vte) -> None:
    """Whatever was switched on was switched off behind it."""
    for on, off in ((ON, OFF), (META_ON, META_OFF)):
        assert vte.seen.rindex(off) > vte.seen.rindex(on)


def test_tables_leave_nothing_on_while_stopped_nor_when_ended(
    opened: list[Vte], workspace: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    long.write_text("قال مدير المستشفى إن الوقود نفد تماما.\n" * 3000, encoding="utf-8")
    vte = start(opened, workspace, tmp_path, "segments", str(long), VTE_VERSION="7006")
    vte.until(ON)
    vte.until("ﻝﺎﻗ".encode())
    at = len(vte.seen)
    os.kill(vte.pid, signal.SIGTSTP)
    vte.until(OFF, at)
    vte.until_stopped()
    at = len(vte.seen)
    os.kill(vte.pid, signal.SIGCONT)
    vte.until(ON, at)
    os.kill(vte.pid, signal.SIGTERM)
    vte.until(OFF, at)
    assert os.WTERMSIG(vte.ended()) == signal.SIGTERM
    assert vte.seen.rindex(OFF) > vte.seen.rindex(ON)


@pytest.mark.long
def test_switched_off_after_a_crash(opened: list[Vte], workspace: Path, tmp_path: Path) -> None:
    broken = tmp_path / "site"
    broken.mkdir()
    # The drawing of a widget fails in the middle of everything, as a mistake of ours would.
    (broken / "sitecustomize.py").write_text(
        "import os, threading\n"
        "def later():\n"
        "    import time, sys\n"
        "    while True:\n"
        "        time.sleep(0.2)\n"
        "        module = sys.modules.get('workbench.tui.strips')\n"
        "        if module and os.path.exists(os.environ['CRASH']):\n"
        "            module.Pen.strip = None\n"
        "            module.Pen.label = None\n"
        "            open(os.environ['CRASH'] + '.set', 'w').close()\n"
        "threading.Thread(target=later, daemon=True).start()\n",
        encoding="utf-8",
    )
    crash = tmp_path / "crash"
    vte = start(opened, workspace, tmp_path, VTE_VERSION="7006", PYTHONPATH=str(broken), CRASH=str(crash))
    vte.until(b"Enter (nothing yet)")
    crash.touch()
    end = time.monotonic() + 60
    while not crash.with_name("crash.set").exists():
        assert time.monotonic() < end
        vte.pump()
    os.write(vte.fd, b"abc")
    vte.ended()
    check_off(vte)
    assert b"Traceback" not in vte.seen
    assert b"went wrong inside the program" in vte.seen
    assert "NoneType" in (tmp_path / "user" / "error.log").read_text(encoding="utf-8")


@pytest.mark.long
def test_a_terminal_nobody_knows_is_asked_about_once(opened: list[Vte], workspace: Path, tmp_path: Path) -> None:
    silent = dict(ANSWERS)
    ANSWERS[b"\x1b[8$p"] = b""
    ANSWERS[b"\x1b[>c"] = b""
    try:
        vte = start(opened, workspace, tmp_path)
        vte.until(b"Which of these lines reads right?")
        vte.until(b"0: none")
        assert b"leftmost sign of all." in vte.seen.replace(b"\r\n ", b"")
        os.write(vte.fd, b"3\r")
        vte.until(b"Enter (nothing yet)")
        vte.until("\u202d.ﻡﻼﺳ".encode())
        os.write(vte.fd, b"\x11")
        vte.ended()
        kept = json.loads((tmp_path / "user" / "terminals.json").read_text(encoding="utf-8"))
        assert kept == {"xterm-256color": "override"}
        again = start(opened, workspace, tmp_path)
        again.until(b"Enter (nothing yet)")
        assert b"Which of these" not in again.seen
    finally:
        ANSWERS.clear()
        ANSWERS.update(silent)


def test_tables_use_the_environment_and_never_ask(opened: list[Vte], workspace: Path, tmp_path: Path) -> None:
    vte = start(opened, workspace, tmp_path, "edit", "ar/doc", "1", VTE_VERSION="7006")
    assert vte.ended() == 0
    assert "ﻡﻼﺳ ﺪﻨﻫ ﺖﻟﺎﻗ".encode() in vte.seen
    assert b"\x1b[>q" not in vte.seen
    assert b"\x1b[c" not in vte.seen
    assert vte.seen.index(ON) < vte.seen.index("ﻡﻼﺳ".encode()) < vte.seen.index(OFF)


def test_workbench_terminal_says_what_was_found(opened: list[Vte], workspace: Path, tmp_path: Path) -> None:
    vte = start(opened, workspace, tmp_path, "terminal", VTE_VERSION="7006")
    vte.until(b"0: none")
    shown = vte.seen.decode("utf-8", "replace")
    assert "profile   explicit" in shown
    assert "BDSM" in shown
    assert shown.count("WHO") >= 6
    os.write(vte.fd, b"\r")
    assert vte.ended() == 0
    # mlterm's switch turns the whole screen, so that its profile is in no sample line: Enter leaves it all the same.
    mlterm = start(opened, workspace, tmp_path, "terminal", MLTERM="3.9.0")
    mlterm.answers[b"\x1b[8$p"] = b"\x1b[8;0$y"
    mlterm.until(b"Enter: as now, mlterm;")
    os.write(mlterm.fd, b"\r")
    assert mlterm.ended() == 0
    assert not (tmp_path / "user" / "terminals.json").exists()
    (tmp_path / "user" / "config.toml").write_text('bidi = "embed"\n', encoding="utf-8")
    pinned = start(opened, workspace, tmp_path, "terminal", VTE_VERSION="7006")
    pinned.until(b"take bidi out of config.toml")
    assert pinned.ended() == 0
    assert b"0: none" not in pinned.seen
