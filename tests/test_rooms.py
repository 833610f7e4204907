"""What the linters cannot see: that importing a room loads no more than it may."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("workbench.cli.app", "textual sqlite3 sqlite_utils deep_translator lxml rapidfuzz regex"),
        ("workbench.workflow.desk", "textual sqlite_utils deep_translator requests"),
        ("workbench.workflow.machine", "textual sqlite_utils deep_translator requests"),
        ("workbench.bidi.layout", "textual"),
        ("workbench.mt.service", "textual sqlite3 deep_translator requests"),
    ],
)
def test_a_room_loads_no_more_than_it_may(module: str, never: str) -> None:
    code = f"import sys, {module}; print(' '.join(m for m in {never.split()!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
