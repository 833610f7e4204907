"""The files of a folder that may be imported, and the names a person is about to type."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from workbench.errors import FileError
from workbench.workflow.importing import TEXT_SUFFIXES

MOST_ENTRIES = 10_000
"""Entries of a folder that are looked at to complete a name: some 20 ms."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of a folder, ``name`` as seen from there. ``problem`` says why it cannot be imported, '' when it may be."""

    path: Path
    name: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Completed:
    """What a typed path becomes: ``text`` with all that is sure, and the ``names`` it may go on with (folders end in /)."""

    text: str
    names: tuple[str, ...] = ()


def folder_files(
    folder: Path, *, recursive: bool = False, wanted: Callable[[], bool] = lambda: True
) -> list[FoundFile]:
    """Return the files of a folder by name, with ``recursive`` those of the folders in it too; hidden ones are left out.

    It gives up, with what it has, when it is not ``wanted`` any more.
    Raises :class:`FileError` when it is no folder or cannot be read.
    """
    try:
        walked = takewhile(lambda _found: wanted(), _walk(folder, folder, recursive=recursive))
        return sorted(walked, key=lambda f: str(f.path).casefold())
    except NotADirectoryError as e:
        raise FileError(folder, "is a file, not a folder.", "Import it as a file.") from e
    except FileNotFoundError as e:
        raise FileError(folder, "there is no such folder.", "Check the name.") from e
    except OSError as e:
        raise FileError(folder, f"cannot be read ({e.strerror or e}).", "Check the folder and its rights.") from e


def _walk(top: Path, folder: Path, *, recursive: bool) -> Iterator[FoundFile]:
    """Yield the files of a folder; one in it that cannot be read is named, and hinders no other."""
    try:
        listed = os.scandir(folder)
    except OSError as e:
        if folder == top:
            raise
        yield FoundFile(folder, f"{folder.relative_to(top)}/", f"this folder cannot be read ({e.strerror or e})")
        return
    with listed as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if recursive:
                    yield from _walk(top, Path(entry.path), recursive=True)
            elif not entry.is_dir():
                path = Path(entry.path)
                yield FoundFile(path, str(path.relative_to(top)), _problem(path))


def _problem(path: Path) -> str:
    suffix = path.suffix.lower()
    return "" if suffix in TEXT_SUFFIXES else f"files of type {suffix} cannot be imported yet"


def typed_path(text: str) -> Path:
    """Return the path a person typed: ``~`` is their folder, quotes around it (a dropped file) are none of it.

    Raises :class:`FileError` for the folder of somebody who is not there, and for a path no system knows.
    """
    bare = text.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"":
        bare = bare[1:-1]
    if not bare or "\0" in bare:
        raise FileError(bare, "is no path.", "Type the name of a file or a folder.")
    try:
        return Path(bare).expanduser()
    except RuntimeError as e:
        raise FileError(bare, "there is no such person here.", "Type the path from / on.") from e


def complete_path(text: str) -> Completed:
    """Return what a typed path may become, as a shell does: the longest beginning all names share; a folder gets its ``/``.

    Hidden names are offered only behind a typed dot. Letters are the same however they are composed; where no name begins
    as typed, case does not count. What cannot be read has no names; in a folder with more entries than are looked at
    nothing is sure.
    """
    folder, _, begun = text.rpartition("/")
    typed = f"{folder}/" if "/" in text else ""
    if text.startswith("~") and not typed:
        return Completed(f"{text}/") if text == "~" else Completed(text)
    try:
        with os.scandir(Path(typed or ".").expanduser()) as entries:
            there = [(e.name, e) for e in islice(entries, MOST_ENTRIES)]
            sure = next(entries, None) is None
    except (OSError, RuntimeError, ValueError):
        return Completed(text)
    shown = [(n, e) for n, e in there if begun.startswith(".") or not n.startswith(".")]
    exact, loose = _nfc(begun), _nfc(begun).casefold()
    fits = [(n, e) for n, e in shown if _nfc(n).startswith(exact)]
    fits = fits or [(n, e) for n, e in shown if _nfc(n).casefold().startswith(loose)]
    names = sorted(f"{n}/" if e.is_dir() else n for n, e in fits)
    if not names or not sure:
        return Completed(text, tuple(names))
    first, last = names[0], names[-1]
    common = first[: next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))]
    longer = common if len(common) >= len(begun) or len(names) == 1 else begun
    return Completed(typed + longer, tuple(names) if len(names) > 1 else ())


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)
