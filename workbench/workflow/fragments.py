"""Fragments: phrases of a segment and what the translator made of them before. A list to look at; none is put in by itself.

They are learned from the pairs in a project's memories, by a process of its own: no keystroke waits for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

import workbench
from workbench.config import WorkspacePaths
from workbench.errors import StoreError
from workbench.model import Fragment, Project, Unit
from workbench.store import phrase_file, phrase_pairs
from workbench.store import units as units_table
from workbench.store.memories import memory_ids
from workbench.store.phrase_file import PhraseFile
from workbench.store.segments import get_segment
from workbench.store.unit_rows import get_units
from workbench.workflow.workspace import Workspace

if TYPE_CHECKING:
    from workbench.tm.phrases import Found, Phrase

LEAST, AFTER = 50, 50
"""Pairs that are learned from at least, and after how many new ones it is done again."""
PAIRS = 20_000
"""Pairs that are learned from at most, the newest ones."""
SHOWN = 9
"""Fragments of a segment, at most."""
BUSY = 3
"""What the process of a training ends with when another one is under way."""


def phrase_path(paths: WorkspacePaths, project: Project) -> Path:
    """Return where the phrases of a project are kept."""
    return paths.private / f"fragments-{project.source}-{project.target}-{project.slug}.db"


def training_lock(paths: WorkspacePaths) -> FileLock:
    """Return the lock that whoever learns phrases in a workspace holds, not yet taken."""
    return FileLock(paths.private / "fragments.lock", timeout=0)


class Fragments:
    """The fragments of a project, and the process that learns them. Close it, or use it in a ``with`` block.

    When this program ends, however it does, a training ends with it; what was learned before stays.
    """

    def __init__(self, ws: Workspace, project: Project) -> None:
        self._ws, self._project = ws, project
        self._path = phrase_path(ws.paths, project)
        self._process: subprocess.Popen[bytes] | None = None
        self._tried: int | None = None

    def __enter__(self) -> Fragments:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ------------------------------------------------------------------ looking up

    def find(self, text: str, *, segment: int | None = None) -> list[Fragment]:
        """Return fragments of a source text in the order they stand in it; none overlap.

        The longest are chosen first, then the most frequent. Each names a unit that is in the memories now and has the
        target in it: a phrase whose known units are all gone is not shown. The pair of ``segment`` itself names none.
        Missing, broken or foreign files give none.
        """
        from workbench.tm.phrases import find_phrases

        try:
            with phrase_file.open_phrases(self._path) as opened:
                found = find_phrases(text, self._project.source, _Known(opened)) if self._ours(opened.stamp()) else []
        except StoreError:
            return []
        chosen: list[Fragment] = []
        units = self._units(found)
        for one in found:
            if len(chosen) < SHOWN and not any(one.start < c.end and c.start < one.end for c in chosen):
                unit = self._backing(one.phrase, units, segment)
                if unit is not None:
                    chosen.append(self._fragment(text, one, unit))
        return sorted(chosen, key=lambda c: c.start)

    def _units(self, found: list[Found]) -> dict[int, Unit]:
        conn = self._ws.store.read()
        ids = dict.fromkeys(unit for one in found for unit in one.phrase.units)
        return get_units(conn, ids, memory_ids(conn, self._project.memories)) if ids else {}

    def _backing(self, phrase: Phrase, units: dict[int, Unit], segment: int | None) -> Unit | None:
        """Return the newest known unit that still has a phrase's target."""
        for number in phrase.units:
            if (unit := units.get(number)) is None or (segment is not None and unit.segment == segment):
                continue
            unit = units_table.in_direction(unit, self._project.source)
            if phrase.target in unit.target:
                return unit
        return None

    def _fragment(self, text: str, one: Found, unit: Unit) -> Fragment:
        segment = get_segment(self._ws.store.read(), unit.segment) if unit.segment is not None else None
        return Fragment(
            one.start,
            one.end,
            text[one.start : one.end],
            one.phrase.target,
            one.phrase.seen,
            one.phrase.share,
            unit,
            segment.number if segment else 0,
        )

    def _ours(self, stamp: phrase_file.Stamp) -> bool:
        p = self._project
        return (stamp.project, stamp.source, stamp.target) == (p.id, p.source, p.target)

    # ------------------------------------------------------------------ learning

    def due(self) -> bool:
        """Whether there is something to learn: :data:`AFTER` new pairs, or :data:`LEAST` and nothing learned yet.

        What was learned from other memories, or from units a restored database no longer has, counts as nothing. A training
        that failed is not tried again before there are so many pairs more. Never in a workspace open for reading only.
        """
        if self._ws.read_only:
            return False
        conn = self._ws.store.read()
        stamp = phrase_file.read_stamp(self._path)
        ours = stamp is not None and self._ours(stamp) and stamp.memories == self._project.memories
        if stamp is not None and (not ours or stamp.newest > phrase_pairs.last_number(conn)):
            stamp = None
        since, enough = (stamp.newest, AFTER) if stamp else (0, LEAST)
        if self._tried is not None:
            since, enough = max(since, self._tried), AFTER
        return phrase_pairs.count_newer(conn, self._project.memories, since, enough) >= enough

    def learn(self) -> bool:
        """Begin to learn in the background when it is due and nobody learns already; return whether it began.

        Takes some five milliseconds: to be called when the typist rests.
        """
        if self.learning or not self.due() or not self._free():
            return False
        self._tried = phrase_pairs.last_number(self._ws.store.read())
        try:
            self._process = _start(self._ws.paths.root, self._project.slug)
        except OSError:
            return False
        return True

    @property
    def learning(self) -> bool:
        """Whether a training of ours is under way."""
        if self._process is None:
            return False
        code = self._process.poll()
        if code is None:
            return True
        self._let_go()
        if code in (0, BUSY):
            self._tried = None
        return False

    def wait(self, seconds: float) -> bool:
        """Wait for a training of ours to end, at most so long; return whether it has ended."""
        if self._process is not None:
            try:
                self._process.wait(seconds)
            except subprocess.TimeoutExpired:
                return False
        return not self.learning

    def close(self) -> None:
        """End a training that is under way; nothing is left of it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._let_go()

    def _let_go(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None

    def _free(self) -> bool:
        lock = training_lock(self._ws.paths)
        try:
            with lock:
                return True
        except (Timeout, OSError):
            return False


class _Known:
    """A file of phrases as the memory's room wants it."""

    def __init__(self, opened: PhraseFile) -> None:
        self._opened = opened

    def counts(self, words: Collection[str]) -> dict[str, int]:
        return self._opened.counts(words)

    def phrases(self, keys: Collection[str]) -> dict[str, Phrase]:
        from workbench.tm.phrases import Phrase

        rows = self._opened.phrases(keys)
        return {key: Phrase(key, r.target, r.seen, r.found, r.units) for key, r in rows.items()}


def _start(root: Path, slug: str) -> subprocess.Popen[bytes]:
    """Start the process that learns; it ends when its standard input does, so with us.

    It begins in the folder the program lies in, so that no module of the user's folder is taken for one of ours.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS
    return subprocess.Popen(  # noqa: S603 - our own program, no shell
        [sys.executable, "-m", "workbench.workflow.fragments_child", str(root.absolute()), slug],
        cwd=Path(workbench.__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Hangups and interrupts of the terminal are for the program in it.
        start_new_session=os.name == "posix",
        creationflags=flags,
    )
