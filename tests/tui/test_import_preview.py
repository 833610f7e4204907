"""An import is looked at before anything is stored: roles, splits and joins, a folder, a paste."""

from __future__ import annotations

import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench.model import Role
from workbench.store import segments as segments_table
from workbench.workflow.projects import new_project, overview
from workbench.workflow.workspace import Workspace, open_workspace

from .test_home import Home, at_home

TEXT = "عنوان المقال هنا\n\nوصل الوفد أمس. ثم عاد اليوم إلى البيت.\n\nاقرأ أيضا\x00\n"
LONG = "عاد العمال إلى المدرسة القديمة في الصباح الباكر من كل يوم وبدأ العمل فيها من جديد بعد توقف طويل " * 4
WRAPPED = "\n".join(textwrap.wrap(LONG, 60)) + ".\n"


@pytest.fixture
def ws(workspace: Path) -> Iterator[Workspace]:
    with open_workspace(workspace) as opened:
        new_project(opened, "News", "ar", "en")
        yield opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of articles that is the person's own, so that ``~`` is it."""
    home = tmp_path / "home"
    (home / "inner").mkdir(parents=True)
    (home / "مقال.txt").write_text(TEXT, encoding="utf-8")
    (home / "other.txt").write_text("جملة واحدة هنا.\n", encoding="utf-8")
    (home / "bad.txt").write_bytes(WRAPPED.encode("cp1256"))
    (home / "page.docx").write_bytes(b"PK")
    (home / "inner" / "deep.txt").write_text("جملة أخرى هناك.\n", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    return home


def stored(ws: Workspace) -> dict[str, list[Any]]:
    return {
        d.document.slug: segments_table.load_segments(ws.store.read(), d.document.id)
        for p in overview(ws)
        for d in p.documents
    }


async def ask_for(home: Home, path: str) -> None:
    await home.press("i")
    await home.type(path)


async def test_a_file_is_put_right_before_it_is_stored(ws: Workspace, folder: Path) -> None:
    from workbench.tui.screens.home import HomeScreen

    async with at_home(ws) as home:
        await ask_for(home, "~/")
        await home.press("tab")
        assert all(any(n in line for line in home.lines()) for n in ("bad.txt", "inner/", "page.docx"))
        await home.type("م")
        await home.press("tab", "enter")
        await home.until(lambda: home.screen.plan)
        shown = "\n".join(home.lines())
        assert "3 paragraphs, 4 segments" in shown
        assert "line 5:" in shown
        assert [b.role for b in home.screen.plan.blocks][:2] == [Role.TITLE, Role.BODY]
        # Up and down over paragraphs; a letter says what one is; Space whether it is translated.
        await home.press("h", "down", "tab", "s", *"إلى", "enter")
        assert [home.screen.plan.text_of(p) for p in home.screen.plan.pieces][1:4] == [
            "وصل الوفد أمس.",
            "ثم عاد اليوم",
            "إلى البيت.",
        ]
        await home.press("shift+tab", "j", "ctrl+z", "j", "end", "space", "e", "ctrl+a", "end", *"2", "enter")
        await home.press("j")
        assert any("last of its paragraph" in t for t in home.toasts)
        await home.press("c")
        await home.until(lambda: home.screen.plan.clauses.value == "hard" and not home.screen.busy)
        assert stored(ws) == {}
        plan = home.screen.plan
        await home.press("enter")
        await home.until(lambda: isinstance(home.screen, HomeScreen))
        (segments,) = stored(ws).values()
        assert [(s.source, s.role, s.translate) for s in segments] == [
            (plan.text_of(p), p.role, plan.translates(p)) for p in plan.pieces
        ]
        assert [s.role for s in segments][:2] == [Role.HEADING, Role.BODY]
        assert list(stored(ws)) == ["مقال2"]
        assert home.screen.rows[home.screen.at].document.document.slug == "مقال2"
        # The same text once more: said, and nothing is stored.
        await ask_for(home, str(folder / "مقال.txt"))
        await home.press("enter")
        await home.until(lambda: getattr(home.screen, "plan", None))
        assert any("there already as" in line for line in home.lines())
        await home.press("enter")
        await home.until(lambda: isinstance(home.screen, HomeScreen))
        assert len(stored(ws)) == 1
        # One in the other language is told of before it is stored, and may go in.
        (folder / "other.txt").write_text("The delegation arrived yesterday.\n", encoding="utf-8")
        await ask_for(home, str(folder / "other.txt"))
        await home.press("enter")
        await home.until(lambda: getattr(home.screen, "plan", None))
        assert any("written in English; News translates from Arabic" in line for line in home.lines())
        assert len(stored(ws)) == 1
        await home.press("enter")
        await home.until(lambda: len(stored(ws)) == 2)


def reading() -> bool:
    return any(thread.name == "plan" for thread in threading.enumerate())


async def test_reading_and_cutting_tell_how_far_they_are_and_stop_at_esc(
    ws: Workspace, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.tui.screens import import_reading
    from workbench.tui.screens.home import HomeScreen
    from workbench.workflow import importing

    def endless(*_args: object, pace: Any = None, **_named: object) -> None:
        pace = pace or _args[-1]
        pace.step(37, 100)
        while True:
            pace.rest()

    async with at_home(ws, (100, 30)) as home:
        with monkeypatch.context() as patched:
            patched.setattr(importing, "plan_file", endless)
            await ask_for(home, "~/مقال.txt")
            await home.press("enter")
            await home.until(lambda: any("Reading ... 37 %" in line for line in home.lines()))
            await home.press("escape")
            assert isinstance(home.screen, HomeScreen)
            await home.until(lambda: not reading())
        # Pieces that are many are drawn as far as there is room for them, the chosen one in sight.
        (folder / "long.txt").write_text("قال. " * 400 + "انتهى كل شيء.\n", encoding="utf-8")
        await ask_for(home, "~/long.txt")
        await home.press("enter")
        await home.until(lambda: getattr(home.screen, "plan", None))
        plan = home.screen.plan
        assert len(plan.pieces) == 401
        drawn: list[int] = []
        real = type(home.screen)._segment
        monkeypatch.setattr(
            type(home.screen), "_segment", lambda self, p, n, *a, **k: drawn.append(n) or real(self, p, n, *a, **k)
        )
        await home.press("shift+tab", *["tab"] * 6)
        assert home.row("▸   7")
        assert max(drawn) < 40
        home.screen.part = 400
        home.screen.renew()
        await home.pilot.pause()
        assert home.row("▸ 401")
        with monkeypatch.context() as patched:
            patched.setattr(import_reading, "with_clauses", endless)
            await home.press("c")
            await home.until(lambda: "Cutting ... 37 %, Esc stops" in home.lines()[0])
            await home.press("escape")
            assert (home.screen.plan, home.screen.busy, home.screen.before) == (plan, "", [])
            await home.until(lambda: not reading())


async def test_what_cannot_be_read_and_a_paste_that_is_not_wanted(ws: Workspace, folder: Path) -> None:
    from workbench.tui.screens.home import HomeScreen

    async with at_home(ws, (60, 16)) as home:
        await ask_for(home, "~/bad.txt")
        await home.press("enter")
        await home.until(lambda: any("UTF-8" in line for line in home.lines()))
        # A letter does nothing; in its own encoding it can be read, and lines broken for a page are joined and parted again.
        await home.press("enter", "t", "e", "enter")
        await home.until(lambda: home.screen.plan)
        first = home.screen.plan
        assert first.text == WRAPPED
        await home.press("w")
        await home.until(lambda: "\n" not in home.screen.plan.text.strip())
        await home.press("z")
        assert home.screen.plan is first
        await home.press("escape")
        await ask_for(home, "~nobody-of-this-name/x")
        await home.press("enter")
        assert any("no such person" in t for t in home.toasts)
        await home.press("p", *"abx", "backspace", "enter")
        assert any("1 word so far" in line for line in home.lines()), "letters are no words"
        await home.press("x", "backspace", "backspace", "enter", "enter", *"cd", "ctrl+d", *"news/1", "enter")
        await home.until(lambda: any("cannot contain" in line for line in home.lines()))
        # Esc loses nothing: the paste is there again.
        await home.press("escape")
        assert any("2 words" in line for line in home.lines())
        await home.press("ctrl+d", "escape")
        assert any("2 words" in line for line in home.lines())
        await home.press("ctrl+d", *"one", "enter")
        await home.until(lambda: getattr(home.screen, "plan", None))
        await home.press("escape", "escape")
        assert isinstance(home.screen, HomeScreen)
        assert stored(ws) == {}


async def test_a_folder_with_ticks(ws: Workspace, folder: Path) -> None:
    from workbench.tui.screens.home import HomeScreen

    async with at_home(ws, (100, 30)) as home:
        await ask_for(home, "~")
        await home.press("enter")
        await home.until(lambda: len(home.screen._plans) == 2 and "UTF-8" in home.row("bad.txt"))
        assert "cannot be imported yet" in home.row("page.docx")
        assert "deep.txt" not in "\n".join(home.lines())
        await home.press("r")
        await home.until(lambda: len(home.screen._plans) == 3)
        assert home.row("deep.txt").split()[0:2] == ["[x]", "inner/deep.txt"]
        # A file is looked at and put right from here; Enter there keeps it.
        names = [r.label for r in home.screen.rows]
        await home.press(*["down"] * names.index("other.txt"), "v")
        await home.until(lambda: getattr(home.screen, "plan", None))
        await home.press("h", "enter")
        await home.press("home", *["down"] * names.index("inner/deep.txt"), "space")
        assert "[ ]" in home.row("deep.txt")
        await home.press("enter")
        await home.until(lambda: isinstance(home.screen, HomeScreen))
        assert {k: [s.role.value for s in v][:1] for k, v in stored(ws).items()} == {
            "other": ["heading"],
            "مقال": ["title"],
        }
        assert any("2 documents imported, 4 segments" in t and "could not" not in t for t in home.toasts)
