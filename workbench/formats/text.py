"""Plain text files."""

from __future__ import annotations

from pathlib import Path

from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.formats.decode import decode
from workbench.model import Repair
from workbench.text.clean import stored_text


def read_text(path: Path, encoding: str | None = None) -> tuple[bytes, str, tuple[Repair, ...]]:
    """Return a file's bytes, its text as it is stored, and what was repaired. Raises :class:`FileError`."""
    try:
        data = path.read_bytes()
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the name and its rights.") from e
    text, repairs = decode(data, path, encoding)
    stored, more = stored_text(text)
    return data, stored, (*repairs, *more)


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8 with LF line ends, whole or not at all."""
    write_atomically(path, [text.encode("utf-8")])
