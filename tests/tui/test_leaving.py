"""Leaving with a text that could be written nowhere: told, done when asked for again, and left on the terminal."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from workbench.store import rescue
from workbench.store import segments as segments_table

from .test_looking import sitting


async def test_a_text_that_is_in_no_file_keeps_the_program_once(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.store.writer.PAUSE", 0.0)
    monkeypatch.setattr("workbench.tui.leaving.SOON", 30.0)

    def full(*_args: object, **_more: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    def nowhere(*_args: object) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with sitting(workspace) as (s, desk):
        with monkeypatch.context() as patch:
            patch.setattr(segments_table, "save_draft", full)
            with monkeypatch.context() as inner:
                inner.setattr(rescue, "append", nowhere)
                await s.type("Lost")
                await s.press("ctrl+q")
                assert "kept in no file: segment 1. The disk is full" in " ".join(" ".join(s.toasts).split())
                assert not s.app._exit
                await s.type("!")
                await s.press("alt+x", "h")
                assert s.app._desk is desk, "what is lost now is another text"
                assert s.text == "Lost!"
                words = s.app.last_words()
                assert words.startswith("NOT SAVED: The disk is full")
                assert words.endswith("segment 1: Lost!\n")
            # There is room for a file of it now.
            assert desk.nowhere() == [(1, "Lost!")]
            desk.try_again()
            assert desk.flush()
            assert desk.nowhere() == []
            assert rescue.pending(desk.ws.paths)[-1]["text"] == "Lost!"
            assert "is kept, and offered" in s.app.last_words()
        await s.press("ctrl+q")
        assert s.app._exit
        assert desk.segment(1).draft == "Lost!"
        assert s.app.last_words() == ""
