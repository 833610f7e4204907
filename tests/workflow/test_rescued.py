"""Texts that could not be written: tried again when that may help, offered in the next sitting, none for another's sake."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from workbench.model import Origin, Project, State
from workbench.store import rescue
from workbench.store import segments as segments_table
from workbench.workflow.desk import open_desk
from workbench.workflow.desk_writing import Saved
from workbench.workflow.importing import import_text
from workbench.workflow.workspace import Workspace

ARTICLE = "افتتح المستشفى أبوابه.\nوقال المدير إن الوقود نفد.\nثم عاد الوفد.\n"


@pytest.fixture(autouse=True)
def _full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.store.writer.PAUSE", 0.0)


def full(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*_args: object, **_more: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    for name in ("save_draft", "confirm", "set_note"):
        monkeypatch.setattr(segments_table, name, write)


def test_what_failed_is_written_when_there_is_room_again(
    ws: Workspace, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_text(ws, project, "doc", ARTICLE)
    desk = open_desk(ws, "news", "doc")
    desk.prepare()
    told: list[Saved] = []
    with monkeypatch.context() as patch:
        full(patch)
        desk.save_draft(1, "Draft", Origin.HUMAN, told.append)
        desk.confirm(2, "Confirmed", Origin.HUMAN, "", told.append)
        desk.set_note(3, "A note", told.append)
        assert desk.flush()
        assert [s.lost for s in told] == [True] * 3
        assert [s.state for s in desk.segments] == [State.INITIAL] * 3
        assert desk.failure == "The disk is full: the database could not be written."
        desk.try_again()
        assert desk.flush()
        assert len(rescue.pending(ws.paths)) == 3, "kept once"
    desk.remember_position(3)
    desk.turn_reviewed(2, told.append)
    assert desk.flush()
    assert desk.failure, "another write does not make it saved"
    told.clear()
    desk.try_again()
    assert desk.flush()
    assert [(s.act, s.again, s.error) for s in told] == [("draft", True, None)] * 2 + [("note", True, None)]
    assert [(s.draft, s.note) for s in desk.segments] == [("Draft", ""), ("Confirmed", ""), (None, "A note")]
    assert not desk.failure
    desk.close()
    again = open_desk(ws, "news", "doc")
    again.prepare()
    assert again.rescued == []
    assert rescue.pending(ws.paths) == [], "all of it is stored"
    again.close()


def test_each_is_offered_once_and_those_of_other_articles_stay(ws: Workspace, project: Project) -> None:
    import_text(ws, project, "doc", ARTICLE)
    import_text(ws, project, "other", ARTICLE.replace("ثم", "بعدها"))
    mine = {"project": "news", "document": "doc"}
    theirs = {"project": "news", "document": "other", "segment": 1, "text": "Theirs", "act": "draft"}
    for entry in (
        {**mine, "segment": 2, "text": "Older", "act": "draft"},
        {**mine, "segment": 2, "text": "Newer", "act": "confirm"},
        {**mine, "segment": 2, "text": "A note", "act": "note"},
        {**mine, "project": "elsewhere", "segment": 1, "text": "Elsewhere", "act": "draft"},
        theirs,
        {**mine, "segment": 99, "text": "Of a segment that is gone", "act": "draft"},
    ):
        rescue.append(ws.paths, entry)
    desk = open_desk(ws, "news", "doc")
    desk.prepare()
    assert [e["text"] for e in desk.rescued] == ["Newer", "A note", "Of a segment that is gone"]
    desk.forget_rescued()
    assert [e["text"] for e in rescue.pending(ws.paths)] == ["Elsewhere", "Theirs"]
    assert any(p.suffix == ".done" for p in Path(ws.paths.rescue).iterdir()), "nothing is removed"
    desk.close()
