"""What the linters cannot see: that importing a room loads no more than it may."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("module", "never"),
    [
        ("workbench.cli.app", "textual sqlite3 sqlite_utils deep_translator lxml rapidfuzz regex"),
        # What a start does not need is loaded by the act that does: home without a desk, the desk without repair and cutting.
        ("workbench.tui.screens.home", "workbench.workflow.desk workbench.workflow.terms workbench.tui.screens.editor"),
        ("workbench.workflow.memories", "workbench.workflow.terms urllib.request"),
        (
            "workbench.workflow.desk",
            "textual sqlite_utils deep_translator requests workbench.termbase.repair workbench.termbase.merge "
            "workbench.text.segments workbench.tm.phrases workbench.workflow.batches workbench.workflow.pretranslating",
        ),
        # What only asks the memory neither locks nor writes.
        ("workbench.store.index", "filelock hashlib tempfile regex workbench.config workbench.store.connection"),
        ("workbench.tm.search", "sqlite3 tomllib"),
        ("workbench.workflow.machine", "textual sqlite_utils deep_translator requests"),
        ("workbench.bidi.layout", "textual"),
        ("workbench.mt.service", "textual sqlite3 deep_translator requests"),
    ],
)
def test_a_room_loads_no_more_than_it_may(module: str, never: str) -> None:
    code = f"import sys, {module}; print(' '.join(m for m in {never.split()!r} if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
