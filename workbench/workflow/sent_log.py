"""The log of what was sent to engines, in the person's own folder: written before anything leaves, or nothing does.

One file a month, so that none grows without end; one JSON line for each thing that was sent.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import Timeout

from workbench.config import UserPaths
from workbench.errors import FileError
from workbench.files import append_line, reason
from workbench.model import Project
from workbench.termbase.locking import locked
from workbench.workflow.clock import now

_one_writer = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that was sent: ``sent`` as it left (method, address, body; keys are "(key)"), ``texts`` in clear.

    ``sent`` and ``host`` are empty in lines of the first form of this log, which knew neither.
    """

    at: str
    workspace: str
    project: str
    engine: str
    host: str
    sent: str
    texts: tuple[str, ...]


class SentLog:
    """Writes what goes out of one workspace, and reads it again. Safe for several threads and programs."""

    def __init__(self, user: UserPaths, workspace: Path) -> None:
        self._old = user.sent_log
        self._workspace = str(workspace.resolve())

    def write(self, project: Project, engine: str, host: str, texts: Sequence[str], sent: str) -> None:
        """Note what is about to leave. Raises :class:`FileError` when that fails; then nothing may be sent.

        Of a confidential project nothing is noted: only engines on this computer are asked for it, and nothing leaves.
        """
        if project.confidential:
            return
        at = now()
        entry = {
            "at": at,
            "workspace": self._workspace,
            "project": project.slug,
            "engine": engine,
            "host": host,
            "sent": sent,
            "texts": list(texts),
        }
        # Half a pair of UTF-16 becomes JSON's own escape of it.
        line = json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace")
        path = self._old.with_name(f"{self._old.stem}-{at[:7]}{self._old.suffix}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Not every system appends in one go what two programs append at once.
            with _one_writer, locked(path):
                append_line(path, line, 0o600)
        except Timeout as e:
            raise FileError(path, "another program holds it.", "Nothing was sent; try again.") from e
        except OSError as e:
            raise FileError(path, f"cannot be written ({reason(e)}).", "Nothing was sent.") from e

    def read(
        self,
        project: str | None = None,
        engine: str | None = None,
        since: str | None = None,
        *,
        everywhere: bool = False,
    ) -> Iterator[Sent]:
        """Yield what was sent, the newest last: of a project (its slug), an engine, from a day or moment on.

        ``everywhere`` takes the other workspaces too. A line that broke off is passed over. Raises :class:`FileError`
        for a file that cannot be read.
        """
        for path in self._files(since):
            for entry in _lines(path):
                if (
                    (everywhere or entry.workspace == self._workspace)
                    and (project is None or entry.project == project)
                    and (engine is None or entry.engine == engine)
                    and (since is None or entry.at >= since)
                ):
                    yield entry

    def _files(self, since: str | None) -> list[Path]:
        """Return the files that may hold what is asked for, the oldest first."""
        stem = f"{self._old.stem}-"
        months = sorted(
            p
            for p in self._old.parent.glob(f"{stem}????-??{self._old.suffix}")
            if since is None or p.stem.removeprefix(stem) >= since[:7]
        )
        return [self._old, *months] if self._old.exists() else months


def _lines(path: Path) -> Iterator[Sent]:
    try:
        with path.open("rb") as f:
            for line in f:
                entry = _entry(line)
                if entry is not None:
                    yield entry
    except FileNotFoundError:
        return
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).") from e


def _entry(line: bytes) -> Sent | None:
    try:
        found: Any = json.loads(line)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    texts = found.get("texts", [found.get("text", "")])
    at, workspace, project, engine, host, sent = (
        str(found.get(name, "")) for name in ("at", "workspace", "project", "engine", "host", "sent")
    )
    told = tuple(str(t) for t in texts) if isinstance(texts, list) else ()
    return Sent(at, workspace, project, engine, host, sent, told)
