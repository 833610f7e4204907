"""One writer of a glossary file at a time, among all programs and users of this kind, and no file left behind for it."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from filelock import SoftFileLock, Timeout, lock_descriptor

_NO_LOCKS = (errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What file systems answer that know no locks."""
_POLL = 0.02
"""Seconds between two looks at a lock that another holds."""


@contextlib.contextmanager
def locked(path: Path, timeout: float = 10.0) -> Iterator[None]:
    """Hold the lock of a file, ``.NAME.lock`` beside it, which is there only as long as somebody holds it.

    It stands beside the file because other users of the folder must meet it too. Raises :class:`filelock.Timeout` after
    ``timeout`` seconds, :class:`OSError` when the folder cannot be written to.
    """
    lock = path.with_name(f".{path.name}.lock")
    try:
        held = _wait(lock, timeout)
    except OSError as e:
        if e.errno not in _NO_LOCKS:
            raise
        held = None
    if held is None:
        # The mere existence of a file, then; one that a crash left behind is told as another program.
        lock.unlink(missing_ok=True)
        with SoftFileLock(lock.with_suffix(".softlock"), timeout=timeout):
            yield
        return
    try:
        yield
    finally:
        if sys.platform != "win32":
            # While it is held: whoever waits for this file finds that it is gone, and begins anew.
            lock.unlink(missing_ok=True)
        os.close(held)
        if sys.platform == "win32":
            # Only a closed file can be removed there, and none that another has opened meanwhile.
            with contextlib.suppress(OSError):
                lock.unlink()


def _wait(lock: Path, timeout: float) -> int:
    until = time.monotonic() + timeout
    while (held := _taken(lock)) is None:
        if time.monotonic() > until:
            raise Timeout(str(lock))
        time.sleep(_POLL)
    return held


def _taken(lock: Path) -> int | None:
    """Return the descriptor of the lock file when it is ours now, None when another holds it or has just removed it."""
    try:
        there = _opened(lock)
    except FileNotFoundError:
        if not lock.parent.is_dir():
            raise
        return None
    mine = False
    try:
        if lock_descriptor(there, blocking=False):
            with contextlib.suppress(FileNotFoundError):
                mine = os.path.samestat(os.fstat(there), lock.stat())
    finally:
        if not mine:
            os.close(there)
    return there if mine else None


def _opened(lock: Path) -> int:
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | flags, 0o666)
    except PermissionError:
        if not os.access(lock.parent, os.W_OK):
            raise
        # Another user's, who would not let us write: it can be waited for all the same.
        return os.open(lock, os.O_RDONLY | flags)
