"""The process that learns phrases: ``python -m workbench.workflow.fragments_child WORKSPACE PROJECT``.

It reads the database, never writes to it, says nothing, and ends when its standard input does: whoever started it is gone.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

from filelock import Timeout

from workbench.config import WorkspacePaths
from workbench.errors import WorkbenchError
from workbench.store.phrase_file import PhraseRow, Stamp, sweep_phrases, write_phrases
from workbench.store.phrase_pairs import read_newest
from workbench.tm.phrases import Pair, learn
from workbench.workflow.fragments import BUSY, PAIRS, phrase_path, training_lock

_NICE = 10
"""How far it steps back behind others, where processes can."""
_ORPHAN = 4
"""What it ends with when it was left alone."""


def train(paths: WorkspacePaths, slug: str) -> bool:
    """Learn the phrases of a project and put them in their place; return False when there is no such project.

    Raises :class:`filelock.Timeout` when another training is under way, :class:`StoreError` when the database cannot be
    read or the file not be written.
    """
    with training_lock(paths):
        read = read_newest(paths.database, slug, PAIRS)
        if read is None:
            return False
        sweep_phrases(paths.private, read.projects)
        project = read.project
        learned = learn([Pair(*p) for p in read.pairs], project.source, project.target)
        stamp = Stamp(project.id, project.source, project.target, project.memories, read.newest, len(read.pairs))
        rows = (PhraseRow(p.key, p.target, p.seen, p.found, p.units) for p in learned.phrases)
        write_phrases(phrase_path(paths, project), stamp, rows, learned.counts)
        return True


def _end_with_parent() -> None:
    # Read by its number: a thread that waits in sys.stdin makes the interpreter abort when it ends.
    while os.read(0, 4096):
        pass
    os._exit(_ORPHAN)


def main(root: str, slug: str) -> int:
    """Learn, and return 0 when it is done, 1 when it could not be, :data:`BUSY` when another process does it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICE)
    try:
        return 0 if train(WorkspacePaths(Path(root)), slug) else 1
    except Timeout:
        return BUSY
    except WorkbenchError:
        return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
