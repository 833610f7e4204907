"""Delivery and export on the screen: the proof with its jumps, agreeing, files together or none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import FileError
from workbench.store import segments as segments_table
from workbench.workflow import delivery, editing
from workbench.workflow.importing import import_text
from workbench.workflow.projects import documents_of, get_project, new_project
from workbench.workflow.workspace import Workspace, open_workspace

from .sitting import Sitting, open_it

TEXT = "عاد الوفد أمس.\n\nبقي 12 طبيبا.\n\nثم سافر الجميع.\n"
TARGETS = ("The delegation returned yesterday.", "Thirteen and 13 doctors stayed.", "")


@pytest.fixture
def filled(workspace: Path) -> Iterator[Workspace]:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "news", "ar", "en")
        document = import_text(ws, project, "doc", TEXT).document
        for s, target in zip(segments_table.load_segments(ws.store.read(), document.id), TARGETS, strict=True):
            if target:
                editing.confirm(ws, project, editing.set_draft(ws, s, target))
        yield ws


@pytest.fixture(autouse=True)
def _seen_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.tui.widgets.question._clock", lambda: 0.0)
    monkeypatch.setattr("workbench.tui.screens.files.GUARD", 0.0)


def there(ws: Workspace) -> list[str]:
    folder = ws.paths.export("news")
    return sorted(p.name for p in folder.iterdir()) if folder.exists() else []


async def proved(s: Sitting) -> None:
    from workbench.tui.screens.delivery import DeliveryScreen

    await s.press("escape", "x", "d")
    assert isinstance(s.screen, DeliveryScreen)
    await s.until(lambda: bool(s.screen.proved) and not s.screen.busy)


ALL = ["doc.ar-en.html", "doc.csv", "doc.en.txt", "doc.tmx"]


async def test_what_fails_is_mended_or_agreed_to_and_all_is_written(filled: Workspace) -> None:
    app, desk = open_it(filled)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        s = Sitting(app, pilot)
        editor = app.screen
        await s.until(lambda: desk.prepared)
        await proved(s)
        pane = s.pane("choosing")
        assert "doc: 3 segments, 2 confirmed" in pane
        assert "!     3  empty" in pane
        (row,) = [line for line in pane.split("\n") if "no translation" in line]
        assert len(row.split("no translation")[1].split()) >= 3, "the beginning of the source stands with it"
        assert len([line for line in s.pane("chosen").split("\n") if line.strip()]) == 3, "and whole below"
        assert "numbers" in pane
        assert "fail" in s.line("choosing-title")
        assert s.screen.chosen.fails, "what fails comes first"
        # Nothing is written while something fails.
        await s.press("w")
        assert "nothing is written" in s.told
        assert there(filled) == []
        # Enter goes there, the caret behind what is wrong.
        row = next(n for n, r in enumerate(s.screen.rows) if getattr(getattr(r, "finding", 0), "at", -1) >= 0)
        s.screen.choose(row)
        await s.press("enter")
        assert app.screen is editor
        assert editor.opened.number == 2
        at = editor.target.cursor_location[1]
        assert editor.target.text[:at].endswith("13")
        # What is mended and not written yet is proved as well.
        await s.press("ctrl+end", "G", "o", "n", "e", "full_stop")
        await s.press("ctrl+home")
        await proved(s)
        kinds = [r.finding.kind for r in s.screen.findings if r.fails]
        assert "empty" not in kinds
        assert "unconfirmed" in kinds
        # Agreed to by a key that says to what; taken back by the same; kept when one comes back.
        assert "a agree to: " in s.line("choosing-keys")
        while s.screen.failing:
            assert s.screen.chosen.fails
            await s.press("a")
            assert "agreed to" in s.pane("chosen")
            s.screen.choose(next((n for n, r in enumerate(s.screen.rows) if getattr(r, "fails", False)), s.screen.at))
        assert "ready to write" in s.line("choosing-title")
        agreed = set(editor.files_wanted.allow)
        assert "unconfirmed" in agreed
        await s.press("escape")
        await proved(s)
        assert s.screen.wanted.allow == agreed
        await s.press("enter")
        await s.until(lambda: there(filled) == ALL)
        await s.until(lambda: len(s.screen.written) == 4)
        assert "3 segments" in s.pane("choosing")
        assert "export/doc.en.txt" in s.pane("chosen")
        await s.press("c")
        assert "Copied" in s.told
        assert app.clipboard.split("\n")[0].endswith("doc.en.txt")
        # Once more: what lies there is asked about, and Enter leaves it.
        before = {n: (filled.paths.export("news") / n).stat().st_mtime_ns for n in ALL}
        await s.press("w")
        await s.until(lambda: s.screen.question.is_open)
        assert "4 files are there already" in s.shown()
        await s.press("enter")
        assert not s.screen.question.is_open
        assert {n: (filled.paths.export("news") / n).stat().st_mtime_ns for n in ALL} == before
        await s.press("escape")
        assert app.screen is editor


async def test_a_folder_of_ones_own_formats_and_what_goes_wrong(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = get_project(filled, "news")
    (document,) = documents_of(filled, project)
    for number, target in ((2, "12 doctors stayed."), (3, "Then everyone left.")):
        segment = editing.get_segment(filled, document, number)
        editing.confirm(filled, project, editing.set_draft(filled, segment, target))
    app, desk = open_it(filled)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        s = Sitting(app, pilot)
        await s.until(lambda: desk.prepared)
        # What is not on the disk is not delivered.
        desk.failure = "The disk is full."
        await s.press("escape", "x", "d")
        await s.until(lambda: "Not everything typed is saved yet. The disk is full." in s.told)
        desk.failure = ""
        await s.press("s")
        await s.until(lambda: bool(s.screen.proved) and not s.screen.busy)
        assert "Nothing fails" in s.pane("choosing")
        assert s.screen.chosen.to == "txt", "Enter writes"
        await s.press("f")
        await s.line_typed("~nobody-of-that-name/x")
        assert "no such person" in s.told
        # A folder that is a file: a sentence, nothing half written, the screen stays.
        (tmp_path / "file").write_text("x", encoding="utf-8")
        await s.press("f")
        await s.line_typed(str(tmp_path / "file" / "out"))
        await s.press("enter")
        await s.until(lambda: "Nothing was written." in s.told)
        assert "cannot be made" in s.told
        assert s.screen.title_bar()[1] == "ready to write "
        # A disk that is full in the middle.
        out = tmp_path / "out"
        await s.press("f")
        await s.line_typed(str(out))
        real = delivery.export_project

        def full(*args: Any, to: str, **options: Any) -> Any:
            if to == "csv":
                raise FileError(out / "doc.csv", "cannot be written (No space left on device).", "Make room.")
            return real(*args, to=to, **options)

        monkeypatch.setattr(delivery, "export_project", full)
        await s.press("enter")
        await s.until(lambda: "No space left" in s.told)
        assert list(out.iterdir()) == []
        # Given up while it is written: Esc; other keys wait for it.
        began, gate = threading.Event(), threading.Event()

        def slow(*args: Any, **options: Any) -> Any:
            began.set()
            gate.wait(30)
            return real(*args, **options)

        monkeypatch.setattr(delivery, "export_project", slow)
        await s.press("enter")
        await s.until(began.is_set)
        assert "writing" in s.line("choosing-title")
        await s.press("w", "escape")
        gate.set()
        await s.until(lambda: not s.screen.busy)
        assert "Given up" in s.told
        assert list(out.iterdir()) == []
        monkeypatch.setattr(delivery, "export_project", real)
        # Only the page, with states.
        for name in ("txt", "tmx", "csv"):
            s.screen.choose(next(n for n, r in enumerate(s.screen.rows) if getattr(r, "to", "") == name))
            await s.press("space")
        s.screen.choose(next(n for n, r in enumerate(s.screen.rows) if getattr(r, "name", "") == "states"))
        await s.press("space")
        await s.press("enter")
        await s.until(lambda: len(s.screen.written) == 1)
        assert [p.name for p in out.iterdir()] == ["doc.ar-en.html"]
        s.screen.choose(next(n for n, r in enumerate(s.screen.rows) if getattr(r, "to", "") == "html"))
        await s.press("space")
        await s.press("enter")
        assert "No format is ticked" in s.told


async def test_one_format_without_a_proof(filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, desk = open_it(filled)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        s = Sitting(app, pilot)
        await s.until(lambda: desk.prepared)
        await s.press("escape", "x", "e")
        assert "Export of news/doc" in s.line("choosing-title")
        await s.press("enter")
        await s.until(lambda: there(filled) == ["doc.en.txt"])
        await s.until(lambda: bool(s.screen.written))
        assert "untranslated: 1 of 3 segments" in s.pane("chosen").replace("\n  ", " ")
        assert "ثم سافر" in (filled.paths.export("news") / "doc.en.txt").read_text(encoding="utf-8")
        # Again, with the draft that was typed meanwhile.
        await s.press("escape", "ctrl+end", "G", "o", "n", "e", "full_stop")
        await s.press("escape", "x", "e", "tab", "space")
        assert "[x]" in s.screen.chosen.line()
        await s.press("home", "enter")
        await s.until(lambda: s.screen.question.is_open)
        assert "This file is there already" in s.shown()
        await s.press("y")
        await s.until(lambda: bool(s.screen.written))
        assert "Gone." in (filled.paths.export("news") / "doc.en.txt").read_text(encoding="utf-8")
        await s.press("f")
        await s.line_typed(str(tmp_path / "new"))
        s.screen.choose(next(n for n, r in enumerate(s.screen.rows) if getattr(r, "to", "") == "tmx"))
        await s.press("enter")
        await s.until(lambda: (tmp_path / "new" / "doc.tmx").is_file())
        await s.until(lambda: not s.screen.busy)
        monkeypatch.setattr(Workspace, "read_only", property(lambda _ws: True))
        s.screen.wanted.folder = None
        await s.press("tab", "enter")
        assert "cannot be written" in s.told


async def test_a_whole_project_from_home(filled: Workspace) -> None:
    from workbench.tui.screens.delivery import DeliveryScreen
    from workbench.tui.screens.editor import EditorScreen

    project = get_project(filled, "news")
    import_text(filled, project, "other", "عاد الهدوء.\n")
    app, _desk = open_it(filled, None)
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        s = Sitting(app, pilot)
        await s.press("home", "m")
        await s.until(lambda: not s.screen._looking)
        assert "of news" in s.line("choosing-title")
        await s.press("escape", "e")
        assert "Export of news " in s.line("choosing-title")
        await s.press("end", "home", "down", "down", "enter")
        await s.until(lambda: there(filled) == ["news.tmx"])
        await s.until(lambda: bool(s.screen.written))
        await s.press("escape", "d")
        assert isinstance(s.screen, DeliveryScreen)
        await s.until(lambda: bool(s.screen.proved))
        assert "Delivery of news " in s.line("choosing-title")
        assert len([h for h in s.screen.rows if " segment" in getattr(h, "text", "")]) == 2
        other = next(
            n for n, r in enumerate(s.screen.rows) if getattr(getattr(r, "document", 0), "slug", "") == "other"
        )
        s.screen.choose(other)
        await s.press("ش", "enter")
        await s.until(lambda: isinstance(s.screen, EditorScreen))
        assert s.screen.desk.document.slug == "other"
        assert s.screen.opened.number == 1
        assert "empty" in s.screen.files_wanted.allow, "what was agreed to goes along"


def test_an_empty_project_cannot_be_delivered_or_exported(filled: Workspace, tmp_path: Path) -> None:
    from workbench.errors import UsageError
    from workbench.workflow.exporting import export_into

    empty = new_project(filled, "bare", "ar", "en")
    with pytest.raises(UsageError, match="no document"):
        export_into(filled, empty, None, to="txt", folder=tmp_path)
