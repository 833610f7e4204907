"""A terminal that is gone, one that answers late, one that is typed into before anything stands on it."""

from __future__ import annotations

import io
import os
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.store import documents, projects, segments
from workbench.tui.lost_terminal import LateAnswers, Unbroken
from workbench.tui.signals import PATIENCE, end_in_any_case
from workbench.workflow.workspace import open_workspace

from .test_terminal_modes import ANSWERS, META_OFF, META_ON, OFF, ON, Vte, check_off, opened, start

__all__ = ["opened"]

LATE = "\x1bP>|XTerm(379)\x1b\\\x1b[8;0$y\x1b[>41;379;0c\x1b[?64;1;2c"


def draft(workspace: Path) -> str | None:
    with open_workspace(workspace) as ws:
        conn = ws.store.read()
        project = projects.get_project(conn, "ar")
        assert project is not None
        document = documents.get_document(conn, project.id, "doc")
        assert document is not None
        return segments.load_segments(conn, document.id)[0].draft


@given(st.lists(st.integers(1, len(LATE) - 1), max_size=4), st.sampled_from(["", "قال", "\x1b[A", "\x1b", "a\x1bOP"]))
def test_late_answers_are_no_keys_however_they_are_cut(cuts: list[int], typed: str) -> None:
    answers = LateAnswers()
    edges = [0, *sorted(set(cuts)), len(LATE)]
    # A lone ESC is a key; the terminal's own answers are not cut behind it.
    edges = [
        e
        for e in edges
        if LATE[e - 1 : e] != "\x1b" and LATE[e - 2 : e] not in ("\x1b[", "\x1bP") and LATE[e - 3 : e] != "\x1b[8"
    ]
    parts = [LATE[a:b] for a, b in pairwise(edges)]
    out = "".join(answers.without(p) for p in parts)
    assert out + answers.without(typed) == typed


def test_a_file_that_nobody_reads_is_no_matter() -> None:
    class Gone(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(5, "gone")

    file = Unbroken(Gone())
    assert file.write("abc") == 3
    file.flush()


@pytest.mark.long
def test_a_terminal_that_closes_while_much_is_drawn(opened: list[Vte], workspace: Path, tmp_path: Path) -> None:
    vte = start(opened, workspace, tmp_path, VTE_VERSION="7006")
    vte.until(b"Enter (nothing yet)")
    os.write(vte.fd, ("x" * 30 + "\x1b[6~\x1b[5~").encode() * 20)
    time.sleep(0.2)
    os.close(vte.fd)
    end = time.monotonic() + 60
    while (ended := os.waitpid(vte.pid, os.WNOHANG))[0] == 0:
        assert time.monotonic() < end, "the program outlives its terminal"
        time.sleep(0.05)
    assert os.waitstatus_to_exitcode(ended[1]) != 1, f"it was ended when its {PATIENCE} seconds were over"
    assert (draft(workspace) or "").startswith("xxxx")


def test_a_program_told_to_end_ends_though_it_hangs() -> None:
    pid = os.fork()
    if not pid:
        end_in_any_case(0.2)
        time.sleep(60)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 1


def test_on_at_the_start_off_while_suspended_on_again_and_off_at_the_end(
    opened: list[Vte], workspace: Path, tmp_path: Path
) -> None:
    """And one thread reads the keyboard, also after a stop without asking."""
    vte = start(opened, workspace, tmp_path, VTE_VERSION="7006")
    vte.until("ﻡﻼﺳ ﺪﻨﻫ ﺖﻟﺎﻗ".encode())
    vte.until(b"Enter (nothing yet)")
    for on, off in ((ON, OFF), (META_ON, META_OFF)):
        assert vte.seen.count(on) == 1
        assert off not in vte.seen
    at = len(vte.seen)
    os.kill(vte.pid, signal.SIGTSTP)
    vte.until(OFF, at)
    vte.until(META_OFF, at)
    vte.until_stopped()
    at = len(vte.seen)
    os.kill(vte.pid, signal.SIGCONT)
    vte.until(ON, at)
    vte.until(META_ON, at)
    # The threads that prepare the desk and search the memory have ended.
    vte.until(b"TM 0")
    vte.pump(0.5)
    threads = Path(f"/proc/{vte.pid}/task")
    if not threads.is_dir():
        pytest.skip("no /proc")

    def running() -> int:
        return len(list(threads.iterdir()))

    # One that prepares something may still be on its way out: the number is
    # taken once it has stood for a while.
    before, since = running(), time.monotonic()
    while time.monotonic() - since < 1:
        vte.pump(0.05)
        if running() != before:
            before, since = running(), time.monotonic()
    for _ in range(2):
        at = len(vte.seen)
        os.kill(vte.pid, signal.SIGSTOP)
        os.kill(vte.pid, signal.SIGCONT)
        vte.until(b"\x1b[?1049h", at)
        vte.pump(0.3)
    # One more reader would stay; what draws or saves goes.
    end = time.monotonic() + 30
    while running() > before:
        assert time.monotonic() < end, f"{running()} threads, {before} before"
        vte.pump(0.05)
    os.write(vte.fd, b"Peace\x11")
    assert vte.ended() == 0
    check_off(vte)
    assert draft(workspace) == "Peace"


@pytest.mark.long
def test_answers_that_come_late_are_not_typed_and_told_to_end_all_is_switched_off(
    opened: list[Vte], workspace: Path, tmp_path: Path
) -> None:
    before = dict(ANSWERS)
    for question in (b"\x1b[8$p", b"\x1b[>c", b"\x1b[c"):
        ANSWERS[question] = b""
    try:
        vte = start(opened, workspace, tmp_path, VTE_VERSION="7006")
        vte.until(b"Enter (nothing yet)")
        os.write(vte.fd, LATE.encode() + b"Peace")
        vte.until(b"Peace")
        os.kill(vte.pid, signal.SIGTERM)
        vte.ended()
    finally:
        ANSWERS.update(before)
    check_off(vte)
    assert draft(workspace) == "Peace"


@pytest.mark.long
def test_what_is_typed_all_the_while_the_program_starts_is_not_lost(
    opened: list[Vte], workspace: Path, tmp_path: Path
) -> None:
    """From before Python runs, while the terminal is asked, until the screen stands: a letter every 20 ms."""
    vte = start(opened, workspace, tmp_path, VTE_VERSION="7006")
    typed = ""
    while b"Enter " not in vte.seen:
        letter = "abcdefghijklmnopqrstuvwxyz"[len(typed) % 26]
        os.write(vte.fd, letter.encode())
        typed += letter
        vte.pump_for(0.02)
    assert len(typed) > 10
    os.write(vte.fd, b"\x11")
    vte.ended()
    assert draft(workspace) == typed


@pytest.mark.long
@pytest.mark.parametrize("after", [0.0, 0.15, 0.6])
def test_what_is_typed_before_the_screen_stands_is_not_lost(
    opened: list[Vte], workspace: Path, tmp_path: Path, after: float
) -> None:
    vte = start(opened, workspace, tmp_path, VTE_VERSION="7006")
    typed = "Peace be with you all"
    if after:
        vte.until(b"\x1b[c")
        time.sleep(after)
    for char in typed:
        os.write(vte.fd, char.encode())
        vte.pump(0.005)
    # Not the echo of the terminal before it was raw, but what the program draws.
    vte.until(b"\x1b[?1049h")
    vte.until(b"you all", vte.seen.index(b"\x1b[?1049h"))
    os.write(vte.fd, b"\x11")
    vte.ended()
    assert draft(workspace) == typed
