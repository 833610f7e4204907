"""The process that holds a local model, seen from the program: started, asked, ended."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workbench.mt.engine import Call

CHUNK = 8
"""Lines translated at once: eight take a third of the time of one by one; what is cancelled ends with its chunk."""
GRACE = 2.0
"""Seconds the translation of a cancelled call may still take when the next one waits for the model."""
_TICK = 0.05
_PROGRAM = Path(__file__).with_name("local_worker.py")


class Stopped(Exception):  # noqa: N818 - it carries a code, the engine makes the error
    """No answer. ``code``: timeout, cancelled, gone (ask a new process), crashed, or what the process said."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LocalProcess:
    """One model in a process of its own; loading goes on while the first call waits.

    Safe for several threads: one call at a time, the others wait within their own deadlines. It ends when the program
    ends, however that happens, when this object is dropped, and by itself when nobody asks. ``refused`` is the code of why
    the model could not be loaded. Raises :class:`OSError` when it cannot be started.
    """

    def __init__(self, start: dict[str, Any]) -> None:
        self._popen = subprocess.Popen(  # noqa: S603 - our own program, no shell
            # -P: the folder of the program would else stand first on the path, and its google.py before others.
            [sys.executable, "-P", str(_PROGRAM)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Ctrl+C and Ctrl+Z of the terminal are the program's alone.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._answers: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._turn = threading.Lock()
        self._ready = False
        self._asked = 0
        self._left: tuple[int, float] | None = None
        self.refused = ""
        self._fate: list[str] = []
        self._finalizer = weakref.finalize(self, _end, self._popen, self._fate)
        threading.Thread(target=_read, args=(self._popen, self._answers), daemon=True, name="mt-local").start()
        self._send(start)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """Whether the process is there, so that its model is in memory or on its way."""
        return self._popen.poll() is None

    def end(self, code: str = "cancelled") -> None:
        """End it at once, a translation that runs with it; who waits for an answer is told ``code``."""
        self._fate.append(code)
        self._finalizer()

    def ask(self, lines: Sequence[str], call: Call) -> list[str]:
        """Return the translations of lines in order. Raises :class:`Stopped`."""
        while not self._turn.acquire(timeout=_TICK):
            _check(call)
        try:
            self._wait_until_free(call)
            out: list[str] = []
            for at in range(0, len(lines), CHUNK):
                out += self._chunk(lines[at : at + CHUNK], call)
            return out
        finally:
            self._turn.release()

    def _wait_until_free(self, call: Call) -> None:
        if not self._ready:
            # Not killed at the deadline: a model on a slow disk would never be there.
            loaded = self._next(call)
            self.refused = str(loaded.get("failure", "")) if loaded else ""
            self._take(loaded)
            self._ready = True
        while self._left is not None:
            number, since = self._left
            if time.monotonic() - since > GRACE:
                self.end("gone")
                raise Stopped("gone")
            answer = self._next(call, since + GRACE)
            if answer is not None and answer["id"] == number:
                self._left = None

    def _chunk(self, lines: Sequence[str], call: Call) -> list[str]:
        self._asked += 1
        self._send({"id": self._asked, "lines": list(lines)})
        try:
            texts = self._take(self._next(call))["lines"]
        except Stopped as e:
            if e.code == "timeout":
                self.end("gone")
            elif e.code == "cancelled":
                # It is nearly done as a rule, and loading the model again would take longer.
                self._left = self._asked, time.monotonic()
            raise
        return [str(text) for text in texts]

    def _take(self, answer: dict[str, Any] | None) -> dict[str, Any]:
        if answer is None or "failure" in answer:
            raise Stopped(str(answer["failure"]) if answer else "crashed")
        return answer

    def _next(self, call: Call, until: float = float("inf")) -> dict[str, Any] | None:
        """Return the next answer, None at ``until``."""
        while True:
            _check(call)
            now = time.monotonic()
            if now > until:
                return None
            try:
                answer = self._answers.get(timeout=max(0.0, min(_TICK, call.deadline - now)))
            except queue.Empty:
                continue
            if answer is not None:
                return answer
            self._answers.put(None)
            raise Stopped(self._fate[0] if self._fate else "gone" if self._popen.poll() == 0 else "crashed")

    def _send(self, message: dict[str, Any]) -> None:
        try:
            assert self._popen.stdin is not None  # noqa: S101 - asked for above
            self._popen.stdin.write(json.dumps(message).encode() + b"\n")
            self._popen.stdin.flush()
        except (OSError, ValueError):
            # It has ended meanwhile; the next look at its answers says how.
            return


def _check(call: Call) -> None:
    if call.cancelled.is_set():
        raise Stopped("cancelled")
    if time.monotonic() >= call.deadline:
        raise Stopped("timeout")


def _read(popen: subprocess.Popen[bytes], answers: queue.Queue[dict[str, Any] | None]) -> None:
    """Pass on what the process answers, and that it has ended."""
    assert popen.stdout is not None  # noqa: S101 - asked for above
    with popen.stdout as output:
        for line in output:
            try:
                answers.put(json.loads(line))
            except ValueError:
                break
    popen.wait()
    answers.put(None)


def _end(popen: subprocess.Popen[bytes], fate: list[str]) -> None:
    # Called without a word when the program ends: then nobody is to take it for a crash, nor to start another.
    fate.append("cancelled")
    popen.kill()
    popen.wait()
    if popen.stdin is not None:
        try:
            popen.stdin.close()
        except OSError:
            return
