"""Writing a file so that it is either the old one or the new one, whatever happens in between; seeing that one changed."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from workbench.errors import FileError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
"""What the system says when a disk, or what a person may use of it, is full."""
Stamp = tuple[int, int, int] | None
"""When a file was changed, how large it is and which one; None where there is none. A look at it costs no reading."""


def stamp_of(path: Path) -> Stamp:
    """Return what tells, by being another one, that a file was changed or replaced."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def reason(error: OSError) -> str:
    """Return why something could not be written, to stand in brackets."""
    return "the disk is full" if error.errno in NO_ROOM else error.strerror or str(error)


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` to a temporary file beside ``path``, flush it to the disk and rename it over ``path``.

    A symbolic link keeps pointing at its target, and an existing file keeps its mode. When anything fails, also inside
    the iterable, the old file stands untouched and the temporary one is gone. Raises :class:`FileError` for errors of
    the file system; errors of the iterable pass through. A device or a pipe (``/dev/stdout``) is never replaced but
    written into.
    """
    # Asked of the path as it is given: /dev/stdout leads to a pipe that has no path of its own.
    if path.exists() and not path.is_file() and not path.is_dir():
        _write_into(path, chunks)
        return
    real = Path(os.path.realpath(path))
    try:
        handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name[:40]}.", suffix=".tmp")
    except OSError as e:
        raise _failed(path, e) from e
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as f:
            for chunk in chunks:
                f.write(chunk)
            f.flush()
            os.fsync(f.fileno())
        mode = stat.S_IMODE(real.stat().st_mode) if real.exists() else 0o666 & ~_umask()
        temporary.chmod(mode)
        temporary.replace(real)
        _sync_folder(real.parent)
    except OSError as e:
        raise _failed(path, e) from e
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def append_line(path: Path, line: bytes, mode: int = 0o666) -> None:
    """Add a whole line to a file, through to the disk; behind one that broke off it begins a new one.

    ``mode`` are the rights of a file that is made. Raises :class:`OSError`; then the file is as it was. Not for two programs
    at once.
    """
    more = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | more, mode)
    try:
        end = os.lseek(handle, 0, os.SEEK_END)
        data = line + b"\n"
        if end:
            os.lseek(handle, end - 1, os.SEEK_SET)
            if os.read(handle, 1) != b"\n":
                data = b"\n" + data
        whole = False
        try:
            written = os.write(handle, data)
            os.fsync(handle)
            whole = written == len(data)
        finally:
            if not whole:
                os.ftruncate(handle, end)
        if not whole:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(handle)


def _write_into(path: Path, chunks: Iterable[bytes]) -> None:
    try:
        with path.open("wb") as f:
            f.writelines(chunks)
    except OSError as e:
        raise _failed(path, e) from e


def _failed(path: Path, error: OSError) -> FileError:
    hint = "make room and try again" if error.errno in NO_ROOM else "choose another place"
    return FileError(path, f"cannot be written ({reason(error)}).", f"Nothing was changed; {hint}.")


def _umask() -> int:
    """The process's umask; reading it means setting it for an instant."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable where folders can be opened (not on Windows)."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
