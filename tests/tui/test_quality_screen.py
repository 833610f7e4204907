"""The quality report: found, filtered, gone to, put right, ignored; and from one segment to the others."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from workbench.errors import UsageError
from workbench.model import State
from workbench.store import units as units_table
from workbench.store import waivers as waivers_table
from workbench.tui.messages import QualityLooked
from workbench.workflow import editing
from workbench.workflow.desk import Desk, open_desk
from workbench.workflow.findings import all_findings
from workbench.workflow.importing import import_text
from workbench.workflow.pacing import Pace, Stopped
from workbench.workflow.projects import documents_of, get_project, new_project
from workbench.workflow.quality import Quality
from workbench.workflow.workspace import Workspace, open_workspace

from .conftest import Sitting

TEXT = (
    "يتسع المبنى لأكثر من 120 سريرا.\n\nشكر المدير الأطباء، ثم غادر.\n\nبدأ العمل في الصباح.\n\nبدأ العمل في الصباح.\n"
)
TARGETS = (
    "The building has room for 130 beds.",
    "The director thanked the doctors، then left.",
    "Work began in the morning.",
    "Work started in the morning.",
)
OTHER = "وصل الوفد أمس، ثم عاد.\n\nعاد الهدوء.\n"
OTHERS = ("The delegation came yesterday، then went.", "Calm  returned")


@pytest.fixture
def filled(workspace: Path) -> Iterator[Workspace]:
    with open_workspace(workspace) as ws:
        project = new_project(ws, "news", "ar", "en")
        for name, text, targets in (("doc", TEXT, TARGETS), ("other", OTHER, OTHERS)):
            document = import_text(ws, project, name, text).document
            for n, target in enumerate(targets, 1):
                editing.set_draft(ws, editing.get_segment(ws, document, n), target)
            editing.confirm(ws, project, editing.get_segment(ws, document, 2 if name == "doc" else 1))
        yield ws


@pytest.fixture(autouse=True)
def _asked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from workbench.tui.screens import quality_mending

    monkeypatch.setattr(quality_mending, "GUARD", 0.0)


@asynccontextmanager
async def sitting(ws: Workspace, size: tuple[int, int] = (100, 30)) -> AsyncIterator[tuple[Sitting, Desk]]:
    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp

    keys.install()
    desk = open_desk(ws, "news", "doc")
    app = WorkbenchApp(ws, desk)
    async with app.run_test(size=size, notifications=True) as pilot:
        s = Sitting(app, pilot, desk)  # type: ignore[arg-type]
        await s.until(lambda: desk.prepared)
        await pilot.pause()
        yield s, desk
    desk.close()


async def report(s: Sitting, *keys: str) -> Any:
    await s.press(*keys or ("escape", "q"))
    screen: Any = s.app.screen
    await s.until(lambda: not screen.looking)
    return screen


def told(s: Sitting) -> str:
    return " ".join(m.replace("\n", " ") for m in s.toasts)


def found(screen: Any) -> list[tuple[str, int, str]]:
    return [(f.document, f.segment.number, f.issue.check) for f in screen.rows]


async def test_the_worst_first_filtered_put_right_and_ignored(filled: Workspace) -> None:
    async with sitting(filled) as (s, desk):
        screen = await report(s)
        ranks = [f.issue.severity.rank for f in screen.rows]
        assert ranks == sorted(ranks, reverse=True)
        everything = found(screen)
        assert ("doc", 2, "locale-violation") in everything
        assert ("doc", 4, "inconsistency") in everything
        assert "issues in 3 of 4 segments" in s.shown()
        assert "[a all" in s.shown()
        # One kind, and one there is none of; the Arabic letter on the key of n counts as n.
        await s.press("ى")
        assert {check for _d, _n, check in found(screen)} == {"numbers"}
        assert "120" in s.pane("chosen")
        await s.press("s")
        assert "None of these (spaces)" in s.shown()
        await s.press("f", "x", "enter", "c")
        # An offered fix: a confirmed segment is a draft again, and that is said.
        await s.press("l")
        assert 'f puts in ","' in s.pane("chosen")
        assert desk.segment(2).state is State.TRANSLATED
        await s.press("f")
        assert "a draft again" in told(s)
        assert found(screen) == []
        await s.until(lambda: desk.segment(2).draft == "The director thanked the doctors, then left.")
        assert desk.segment(2).state is State.INITIAL
        # Taken back it is confirmed as it was, its pair in the memory again.
        await s.press("z")
        assert found(screen) == [("doc", 2, "locale-violation")]
        assert "Segment 2 is what it was before." in told(s)
        assert desk.flush(5)
        assert (desk.segment(2).state, desk.segment(2).target) == (State.TRANSLATED, TARGETS[1])
        assert [u.target for u in units_table.iter_units(filled.store.read(), document_id=desk.document.id)] == [
            TARGETS[1]
        ]
        await s.until(lambda: s.screen.text_of(desk.segment(2)) == (TARGETS[1], False))
        await s.press("z")
        assert "Nothing to take back" in told(s)
        await s.press("f")
        # Ignored with a reason: two for one source is right here.
        await s.press("d", "f")
        assert "Nothing is offered" in told(s)
        await s.press("x")
        assert "right as it is" in s.shown()
        await s.press("1")
        assert found(screen) == []
        assert "None of these (two ways)" in s.shown()
        await s.until(lambda: len(waivers_table.load(filled.store.read(), desk.document.id)) == 1)
        # The report made anew says the same.
        await s.press("a")
        before = found(screen)
        screen = await report(s, "r")
        assert found(screen) == before
        await s.press("escape")
        assert s.number == 1


async def test_going_there_the_caret_behind_the_place_and_on_from_one_segment_to_the_others(filled: Workspace) -> None:
    async with sitting(filled, (80, 24)) as (s, desk):
        screen = await report(s, "f12")
        await s.press("n")
        at = next(n for n, f in enumerate(screen.rows) if f.issue.side.value == "target")
        await s.press(*["down"] * at)
        issue = screen.rows[at].issue
        await s.press("enter")
        assert s.app.screen is s.screen
        assert (s.number, s.screen.target.cursor_location) == (1, (0, issue.end))
        assert TARGETS[0][issue.start : issue.end] == "130"
        # Behind the last issue of a segment it is said where others are.
        await s.press(*["f7"] * 3)
        await s.until(lambda: "2 other segments have issues: F12 lists them" in told(s))
        # A segment with none.
        await s.press("pagedown", "pagedown", "f7")
        await s.until(lambda: "3 other segments have issues" in told(s))
        # One that somebody has changed meanwhile is not put right over their text.
        screen = await report(s)
        await s.press("l")
        desk.segments[1] = editing.set_draft(filled, editing.get_segment(filled, desk.document, 2), "Theirs.")
        await s.press("f")
        assert "changed since it was looked at" in told(s)
        assert desk.segment(2).draft == "Theirs."


async def test_the_whole_project_and_another_of_its_documents(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(filled) as (s, desk):
        screen = await report(s)
        await report(s, "p")
        project = get_project(filled, "news")
        assert sorted(found(screen)) == sorted(
            (f.document, f.segment.number, f.issue.check) for f in all_findings(filled, project)
        ), "the command line says the same"
        await s.press("l")
        assert found(screen) == [("doc", 2, "locale-violation"), ("other", 1, "locale-violation")]
        await s.press("down", "f")
        other = documents_of(filled, project)[1]
        await s.until(lambda: found(screen) == [("doc", 2, "locale-violation")])
        there = editing.get_segment(filled, other, 1)
        assert (there.state, there.draft) == (State.INITIAL, "The delegation came yesterday, then went.")
        assert "a draft again" in told(s)
        await s.press("z")
        await s.until(lambda: len(found(screen)) == 2)
        again = editing.get_segment(filled, other, 1)
        assert (again.state, again.target, again.draft) == (State.TRANSLATED, OTHERS[0], None)
        assert screen.rows[screen.at].document == "other"
        # Somebody has worked on it since it was put right: it stays theirs.
        await s.press("f")
        await s.until(lambda: len(found(screen)) == 1)
        editing.set_draft(filled, editing.get_segment(filled, other, 1), "Theirs.")
        await s.press("z")
        await s.until(lambda: "NOT SAVED: other 1: The segment was changed" in told(s))
        assert editing.get_segment(filled, other, 1).draft == "Theirs."
        # The report is left before it turns out that nothing can be written: that is told all the same.
        go_on = threading.Event()

        def refused(*_args: Any) -> None:
            go_on.wait(10)
            raise UsageError("The disk is full.")

        with monkeypatch.context() as patch:
            patch.setattr(Quality, "waive", refused)
            await s.press("s", "x", "1", "escape")
            go_on.set()
            await s.until(lambda: "NOT SAVED: other 2: The disk is full." in told(s))
        await report(s)
        screen = await report(s, "p")
        await s.press("s", "x", "1")
        await s.until(lambda: found(screen) == [])
        assert [w.reason.value for w in waivers_table.load(filled.store.read(), other.id)] == ["right"]
        await s.press("a")
        at = next(n for n, f in enumerate(screen.rows) if f.document == "other")
        await s.press(*["down"] * at, "enter")
        await s.until(lambda: s.screen.desk is not desk)
        assert s.screen.desk.document.slug == "other"
        s.screen.desk.close()


async def test_leaving_gives_the_looking_up_and_late_answers_are_dropped(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, go_on, ended = threading.Event(), threading.Event(), []

    def slow(_self: Quality, pace: Pace) -> None:
        started.set()
        go_on.wait(10)
        try:
            pace.step(1, 10)
        except Stopped:
            ended.append("stopped")
            raise

    def broken(_self: Quality, _pace: Pace) -> None:
        raise UsageError("The glossary cannot be read.")

    async with sitting(filled) as (s, _desk):
        with monkeypatch.context() as patch:
            patch.setattr(Quality, "look", slow)
            await s.press("escape", "q")
            screen: Any = s.app.screen
            await s.until(started.is_set)
            assert "looking" in s.shown()
            await s.press("f", "x", "escape")
            go_on.set()
            await s.until(lambda: ended == ["stopped"])
            # What could not be looked through is not said to have no issues, or no targets.
            patch.setattr(Quality, "look", broken)
            screen = await report(s)
            assert "NOT LOOKED THROUGH: The glossary cannot be read." in s.pane("choosing")
            assert "issues in" not in s.shown()
            await s.press("escape")
        screen = await report(s)
        rows = found(screen)
        screen.post_message(QualityLooked(Quality(screen._desk), "late"))
        await s.pilot.pause()
        assert found(screen) == rows
        assert "late" not in told(s)


def test_the_place_of_an_issue_is_in_sight_in_the_longest_text() -> None:
    from rich.style import Style

    from workbench.tui.marks import FOUND, SYMBOLS
    from workbench.tui.screens.choosing import ChoosingScreen
    from workbench.tui.strips import Pen

    class Long(ChoosingScreen[int]):
        def whole(self, row: int) -> Any:
            text = "word " * 200 + "LOOK " + "word " * row
            return [("what it is", "en", ()), (text, "en", [(1000, 1004, FOUND)])]

    Long.__abstractmethods__ = frozenset()  # type: ignore[attr-defined]
    screen = Long(Pen(), SYMBOLS, lambda _row: None)
    for behind in (0, 1, 100):
        screen.rows = [behind]
        lines = [strip.text for strip in screen._chosen(60, 8, Style())[:8]]
        assert lines[0].strip() == "what it is"
        assert lines[1].strip() == "…"
        assert any("LOOK" in line for line in lines), behind
    screen.rows = [100]
    assert "LOOK" not in "".join(strip.text for strip in screen._chosen(60, 3, Style())[:3]), "no room for it"


def test_what_offers_nothing_is_not_fixed(filled: Workspace) -> None:
    desk = open_desk(filled, "news", "doc")
    quality = Quality(desk, whole_project=True)
    quality.look(Pace())
    row = next(f for f in quality.findings if f.issue.fix is None)
    with pytest.raises(UsageError, match="Nothing is offered"):
        quality.fix(row)
    there = next(f for f in quality.findings if f.document == "other" and f.issue.fix is not None)
    editing.set_draft(filled, editing.get_segment(filled, documents_of(filled, desk.project)[1], 1), "Changed since.")
    with pytest.raises(UsageError, match="changed since"):
        quality.fix(there)
    desk.close()
