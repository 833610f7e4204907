"""What the end of the screen leaves on the terminal."""

from __future__ import annotations

import sqlite3
import threading

import pytest


def test_a_thread_that_still_counts_says_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from workbench.tui.starting import drop_what_threads_say

    def counts() -> None:
        raise sqlite3.OperationalError("interrupted")

    def ended() -> str:
        thread = threading.Thread(target=counts)
        thread.start()
        thread.join()
        return capsys.readouterr().err

    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    assert "interrupted" in ended()
    drop_what_threads_say()
    assert ended() == ""
