"""Several files put in their places together: all of them or none."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from workbench.errors import FileError
from workbench.files import reason


def made_folder(folder: Path) -> Path:
    """Return a folder, made if it was not there. Raises :class:`FileError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise FileError(folder, f"cannot be made ({reason(e)}).", "Name another folder (--out).") from e
    return folder


@contextlib.contextmanager
def staging_in(folder: Path) -> Iterator[Path]:
    """Give a folder beside the files to be, on the same file system; it is gone afterwards.

    A :class:`FileError` of a file in it names the place that file was for.
    """
    try:
        staging = Path(tempfile.mkdtemp(dir=folder, prefix=".delivery-"))
    except OSError as e:
        raise FileError(folder, f"cannot be written into ({reason(e)}).", "Name another folder (--out).") from e
    try:
        yield staging
    except FileError as e:
        if not e.path.is_relative_to(staging):
            raise
        raise FileError(folder / e.path.relative_to(staging), e.reason, e.hint, e.line) from e
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def put_in_place(moves: Sequence[tuple[Path, Path]]) -> None:
    """Rename every file to its place, or none.

    Each rename is whole by itself. When one fails, the files before it are put back as they were, or removed where there
    were none, and :class:`FileError` is raised. A symbolic link keeps pointing at its target. (Only a power cut between
    two renames can leave some files new and some old, each of them whole.)
    """
    done: list[tuple[Path, Path | None]] = []
    try:
        for made, place in moves:
            real = Path(os.path.realpath(place))
            kept: Path | None = None
            if real.exists():
                kept = made.with_name(made.name + ".before")
                shutil.copy2(real, kept)
                shutil.copymode(real, made)
            made.replace(real)
            done.append((real, kept))
    except OSError as e:
        for real, kept in reversed(done):
            with contextlib.suppress(OSError):
                if kept is None:
                    real.unlink()
                else:
                    kept.replace(real)
        raise FileError(
            place, f"cannot be put in its place ({reason(e)}).", "No file was changed; choose another folder."
        ) from e
