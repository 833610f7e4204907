"""Programs that write into a workspace's database, to be started beside a test."""

from __future__ import annotations

import subprocess
import sys

from workbench.config import WorkspacePaths

WRITER = """
import sys, time
from pathlib import Path
from workbench.config import WorkspacePaths
from workbench.model import Origin
from workbench.store import memories as memories_table, segments
from workbench.store.connection import Store
store = Store(WorkspacePaths(Path(sys.argv[1])))
conn = store.read()
"""


def start(paths: WorkspacePaths, body: str, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-u", "-c", WRITER + body, str(paths.root), *args], stdout=subprocess.PIPE, text=True
    )


def finish(running: list[subprocess.Popen[str]]) -> None:
    """Wait until all have ended well."""
    for process in running:
        process.communicate(timeout=60)
        assert process.returncode == 0


CONFIRMER = """
n = 0
while True:
    s = segments.load_segments(conn, 1)[n % 2]
    text = f'{sys.argv[2]} {n} ' * (1 + n % 30)
    with store.write() as w:
        m = memories_table.ensure_memory(w, 'p', 'ar', 'en')
        segments.confirm(w, s.id, text, s.rev, 'me', 'now', Origin.HUMAN, m)
    print(len(text), flush=True)
    n += 1
"""
