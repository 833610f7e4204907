"""Text that could not be written to the database, kept in files so that it is not lost with the screen."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from workbench.config import WorkspacePaths, user_paths
from workbench.files import append_line


def append(paths: WorkspacePaths, entry: Mapping[str, Any]) -> Path:
    """Write one entry to this process's rescue file and flush it to the disk; return the file.

    Where the workspace cannot be written the file goes to the person's own folder. Raises OSError when neither can.
    """
    line = json.dumps(entry, ensure_ascii=False)
    try:
        return _append(paths.rescue, line)
    except OSError:
        return _append(user_paths().root / "rescue", line)


def _append(folder: Path, line: str, name: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name or os.getpid()}.jsonl"
    append_line(path, line.encode())
    return path


def pending(paths: WorkspacePaths) -> list[dict[str, Any]]:
    """Return the entries of all rescue files, oldest file first. A line cut off by a crash is passed over."""
    out: list[dict[str, Any]] = []
    for path in _files(paths):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict):
                out.append(entry)
    return out


def clear(paths: WorkspacePaths, stays: Callable[[Mapping[str, Any]], bool] = lambda _entry: False) -> None:
    """Set the rescue files aside as ``*.done``; they are not removed. Entries for which ``stays`` says so are kept on."""
    kept, files = [entry for entry in pending(paths) if stays(entry)], _files(paths)
    if kept:
        # Before the others go: at the worst something is offered twice.
        lines = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in kept)
        _append(paths.rescue, lines, f"{os.getpid()}-{time.time_ns()}")
    for path in files:
        path.replace(path.with_suffix(".done"))


def _files(paths: WorkspacePaths) -> list[Path]:
    folders = (paths.rescue, user_paths().root / "rescue")
    return sorted((p for f in folders if f.is_dir() for p in f.glob("*.jsonl")), key=lambda p: p.stat().st_mtime)
