"""An import into a memory that is killed: nothing of it is seen, and the same command goes on to the whole."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Run

PAIRS = 6000


def stored(workspace: Path) -> int:
    uri = f"{(workspace / 'projects' / 'workbench.db').as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True)) as conn:
        found: int = conn.execute("SELECT count(*) FROM unit").fetchone()[0]
    return found


@pytest.mark.long
@pytest.mark.parametrize("kills", [1, pytest.param(12, marks=pytest.mark.long)])
def test_a_killed_import_is_gone_on_with(run: Run, workspace: Path, kills: int) -> None:
    rnd = random.Random(7)
    lines = [
        f"الجملة رقم {n} من {rnd.choice('أبجدهوز')} التقرير {rnd.randrange(9999)},Sentence {n}" for n in range(PAIRS)
    ]
    (workspace / "big.csv").write_text("ar,en\n" + "\n".join(lines) + "\n", encoding="utf-8")
    assert run("tm", "list").code == 0
    before = 0
    for _ in range(kills):
        command = [sys.executable, "-m", "workbench", "tm", "import", "big.csv"]
        process = subprocess.Popen(command, cwd=workspace, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while stored(workspace) <= before and process.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(rnd.random() * 0.2)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        before = min(stored(workspace), PAIRS - 1001)
        seen = {m["memory"]: m["units"] for m in run("tm", "list", "--json").json}
        assert seen.get("big", 0) in (0, PAIRS)
        if not seen.get("big"):
            assert "broken off" in run("tm", "list").err
            assert run("tm", "search", lines[5].split(",")[0], "--json").json == []
    done = run("tm", "import", "big.csv", "--json")
    assert done.code == 0, done.err
    assert [(m["memory"], m["units"]) for m in run("tm", "list", "--json").json] == [("big", PAIRS)]
    for n in (0, 999, 1000, 2500, PAIRS - 1):
        source, target = lines[n].split(",")
        assert target in [m["en"] for m in run("tm", "search", source, "--json").json], n
    assert run("tm", "import", "big.csv", "--json").json[0]["added"] == 0
