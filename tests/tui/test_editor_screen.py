"""The editor screen: what each key does to text, store and screen."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from workbench.errors import MTError
from workbench.model import Origin, Proposal, ProposalKind, Segment, State
from workbench.tui import keys
from workbench.tui.app import WorkbenchApp
from workbench.tui.messages import MachineAnswered, MatchesFound
from workbench.tui.screens.editor import EditorScreen
from workbench.tui.screens.help import HelpScreen
from workbench.tui.screens.home import HomeScreen
from workbench.workflow.desk import open_desk
from workbench.workflow.importing import import_text
from workbench.workflow.memory_import import import_memory
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import open_workspace

from .conftest import draw, resize

keys.install()

GLOSSARY = "id,ar,en,kind,enforce\nriver,مستشفى النهر,River Hospital,organisation,must\nsalma,سلمى حداد,Salma Haddad,person,prefer\n"
ARTICLE = """فتح المستشفى أبوابه في الصباح الباكر.
قالت سلمى حداد إن العمل بدأ.
يقع مستشفى النهر قرب السوق القديمة.
عاد العمال إلى المبنى.
غادر الزوار [/b] [red]المدينة\x1b[2J مساء.
"""
PAIRS = """ar,en
فتح المستشفى أبوابه في الصباح الباكر.,The hospital opened its doors early in the morning.
عاد العمال إلى البيت.,The workers went back home.
عاد العمال إلى المبنى القديم.,The workers went back to the old building.
"""


class Session:
    """The app under a pilot, and what the store holds."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[int], screen: EditorScreen) -> None:
        self.app, self.pilot, self.screen, self.desk = app, pilot, screen, screen.desk

    async def press(self, *names: str) -> None:
        await self.pilot.press(*names)
        await self.pilot.pause()
        while self.app._early is not None:
            # Keys wait while something is written.
            await self.pilot.pause(0.01)

    async def type(self, text: str) -> None:
        for char in text:
            await self.pilot.press({" ": "space", ".": "full_stop", ",": "comma", "-": "minus"}.get(char, char))
        await self.pilot.pause()

    async def until(self, test: Callable[[], bool]) -> None:
        for _ in range(1500):
            if test():
                return
            await self.pilot.pause(0.02)
        raise AssertionError("did not happen")

    async def settled(self) -> None:
        """Wait for the memory and the writer."""
        await self.until(lambda: self.screen.opened.searched or not self.desk.segment(self.number).translate)
        await self.until(lambda: self.desk.unsaved == 0)
        await self.pilot.pause()

    @property
    def number(self) -> int:
        return self.screen.opened.number

    @property
    def text(self) -> str:
        return self.screen.target.text

    def segment(self, number: int) -> Segment:
        return self.desk.segments[number - 1]

    def screen_text(self) -> str:
        return "\n".join("".join(s.text for s in strip) for strip in self.app.screen._compositor.render_strips())


@asynccontextmanager
async def session(
    workspace: Path, size: tuple[int, int] = (120, 35), settings: str = "", article: str = ""
) -> AsyncIterator[Session]:
    (workspace / "glossaries" / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    (workspace / "projects" / "workbench.toml").write_text(settings, encoding="utf-8")
    pairs = workspace / "pairs.csv"
    pairs.write_text(PAIRS, encoding="utf-8")
    with open_workspace(workspace) as ws:
        import_memory(ws, pairs, memory="old")
        project = new_project(ws, "news", "ar", "en", memories=("old",))
        import_text(ws, project, "doc", article or ARTICLE)
        desk = open_desk(ws, "news", "doc")
        app = WorkbenchApp(ws, desk)
        async with app.run_test(size=size) as pilot:
            screen = app.screen
            assert isinstance(screen, EditorScreen)
            found = Session(app, pilot, screen)
            await found.until(lambda: desk.prepared)
            await found.settled()
            yield found
        desk.close()


Test = Callable[[Path], Awaitable[None]]


async def test_enter_on_an_exact_match_is_one_key(workspace: Path) -> None:
    async with session(workspace) as s:
        assert s.screen.target.ghost.startswith("The hospital opened")
        assert "take exact" in s.screen_text()
        await s.press("enter")
        await s.settled()
        assert (s.segment(1).state, s.segment(1).origin) == (State.TRANSLATED, Origin.TM)
        assert s.number == 2


async def test_enter_takes_never_when_told_so(workspace: Path) -> None:
    async with session(workspace, settings='enter_takes = "never"\n') as s:
        assert s.screen.target.ghost == ""
        await s.press("enter")
        assert s.segment(1).state is State.INITIAL
        assert s.text.startswith("The hospital opened")
        await s.press("enter")
        await s.settled()
        assert s.segment(1).state is State.TRANSLATED


async def test_enter_on_a_fuzzy_match_puts_it_and_a_second_enter_confirms(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(4)
        await s.settled()
        assert s.screen.opened.proposals[0].kind is ProposalKind.FUZZY
        await s.press("enter")
        assert s.text == s.screen.opened.proposals[0].text
        assert s.segment(4).state is State.INITIAL
        await s.press("enter")
        await s.settled()
        assert (s.segment(4).state, s.segment(4).origin) == (State.TRANSLATED, Origin.FUZZY)


async def test_enter_with_nothing_does_nothing(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.settled()
        await s.press("enter")
        assert s.number == 2
        assert s.segment(2).state is State.INITIAL


@pytest.mark.long
async def test_typed_text_is_confirmed_and_the_next_open_segment_comes(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.type("Salma Haddad said work began.")
        await s.press("enter")
        await s.settled()
        assert s.segment(2).target == "Salma Haddad said work began."
        assert s.number == 3


@pytest.mark.long
async def test_a_must_term_asks_for_a_reason_and_no_enter_passes_it(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(3)
        await s.type("It lies near the old market.")
        for _ in range(4):
            await s.press("enter")
            await s.pilot.pause(0.2)
        assert s.segment(3).state is State.INITIAL
        if not s.screen.question.is_open:
            await s.press("enter")
        await s.pilot.pause(0.2)
        assert "must be used" in s.screen_text()
        await s.press("1")
        await s.settled()
        assert s.segment(3).state is State.TRANSLATED
        assert [w.subject for w in s.desk.ignored(3)] == ["river"]


@pytest.mark.long
async def test_tab_gives_proposals_in_turn_and_shift_tab_takes_back(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(4)
        await s.settled()
        first, second = (p.text for p in s.screen.opened.proposals[:2])
        await s.press("tab")
        assert s.text == first
        await s.press("tab")
        assert s.text == second
        await s.press("shift+tab")
        assert s.text == first


async def test_tab_completes_and_inserts_terms(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        assert "<Salma Haddad>" in s.screen.tab_gives() or not s.text
        await s.type("Sa")
        assert s.screen.tab_gives() == "<Salma Haddad>"
        await s.press("tab")
        assert s.text == "Salma Haddad "
        s.screen.go(3)
        await s.type("The")
        await s.press("tab")
        assert s.text == "The River Hospital "


async def test_a_term_by_its_letter(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(3)
        await s.type("The")
        await s.press("escape", "t", "a")
        assert s.text == "The River Hospital "


async def test_proposal_by_number(workspace: Path) -> None:
    async with session(workspace) as s:
        for way in (("alt+2",), ("escape", "2"), ("escape", "٢")):
            s.screen.go(4)
            s.screen.target.put("")
            await s.settled()
            await s.press(*way)
            assert s.text == s.screen.opened.proposals[1].text, way


@pytest.mark.long
async def test_behind_escape_by_latin_and_arabic_place(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.press("escape", "c")
        assert s.text == s.segment(2).source
        s.screen.go(4)
        await s.press("escape", "ؤ")
        assert s.text == s.segment(4).source


async def test_the_menu_line_comes_and_goes(workspace: Path) -> None:
    async with session(workspace) as s:
        await s.press("escape")
        await s.pilot.pause(0.4)
        assert "Esc +" in s.screen_text()
        await s.press("escape")
        assert "Esc +" not in s.screen_text()
        await s.press("alt+x", "q")
        assert s.text == ""


@pytest.mark.long
async def test_undo_in_the_text_and_across_a_confirm(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.type("Salma Haddad said.")
        await s.press("enter")
        await s.settled()
        assert s.number == 3
        await s.press("ctrl+z")
        await s.settled()
        assert (s.number, s.text, s.segment(2).state) == (2, "Salma Haddad said.", State.INITIAL)
        await s.type("x")
        await s.press("ctrl+z")
        assert s.text == "Salma Haddad said."
        await s.press("ctrl+y")
        assert s.text == "Salma Haddad said.x"


@pytest.mark.long
async def test_unconfirm_makes_a_draft(workspace: Path) -> None:
    async with session(workspace) as s:
        await s.press("enter")
        await s.settled()
        s.screen.go(1)
        await s.press("escape", "u")
        await s.settled()
        assert (s.segment(1).state, s.text[:12]) == (State.INITIAL, "The hospital")


@pytest.mark.long
async def test_moving_keeps_drafts(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.type("half")
        await s.press("pagedown")
        await s.type("other")
        await s.press("pageup")
        assert s.text == "half"
        await s.settled()
        assert (s.segment(2).draft, s.segment(3).draft) == ("half", "other")
        await s.press("down")
        assert s.number == 3
        await s.press("ctrl+home")
        assert s.number == 1
        await s.press("ctrl+end")
        assert s.number == 5


@pytest.mark.long
async def test_go_to_and_note(workspace: Path) -> None:
    async with session(workspace) as s:
        await s.press("escape", "g", "4", "enter")
        assert s.number == 4
        await s.press("ctrl+g", "x", "enter")
        assert s.number == 4
        await s.press("escape", "n")
        await s.type("ask the editor")
        await s.press("enter")
        await s.settled()
        assert s.segment(4).note == "ask the editor"
        assert s.text == ""


async def test_text_from_outside_is_never_markup_nor_a_command(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(5)
        await s.settled()
        await s.press("escape", "c")
        s.screen.say("[red]x[/red] \x1b[2J")
        await s.pilot.pause(0.1)
        drawn = s.screen_text()
        assert "[/b] [red]" in drawn
        assert "\x1b" not in drawn


async def test_late_answers_are_added_below(workspace: Path) -> None:
    async with session(workspace) as s:
        await s.settled()
        before = [p.text for p in s.screen.opened.proposals]
        # Those of another segment are dropped.
        late = Proposal(ProposalKind.MT, "late", "MT x")
        here, other = (s.desk.segment(n) for n in (1, 4))
        s.screen.post_message(MachineAnswered((other.id, other.source), "google", late))
        s.screen.post_message(MatchesFound((other.id, other.source), [late], []))
        await s.pilot.pause(0.05)
        assert [p.text for p in s.screen.opened.proposals] == before
        text = (here.id, here.source)
        s.screen.post_message(MachineAnswered(text, "google", Proposal(ProposalKind.MT, "late", "MT google")))
        await s.until(lambda: [p.text for p in s.screen.opened.proposals] == [*before, "late"])
        assert s.text == ""
        s.screen.post_message(MachineAnswered(text, "other", MTError("timeout", "Other did not answer in time.")))
        await s.until(lambda: "did not answer in time" in s.screen_text())


async def test_machine_translation_asks_first_and_the_default_is_no(workspace: Path) -> None:
    async with session(workspace) as s:
        await s.press("escape", "m")
        assert s.screen.question.is_open
        assert "leaves this computer" in s.screen_text()
        # As if no time had passed since it was asked, however busy the machine is.
        s.screen.question._opened = time.monotonic() + 60
        await s.press("y")
        assert s.screen.question.is_open, "keys typed ahead must not say yes"
        s.screen.question._opened = 0
        await s.press("enter")
        assert not s.screen.question.is_open
        assert not any(e.allowed for e in s.desk.engines)
        await s.press("escape", "m")
        await s.pilot.pause(0.4)
        await s.press("y")
        assert [e.allowed for e in s.desk.engines] == [True]


@pytest.mark.long
async def test_a_conflict_shows_both_versions(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        with open_workspace(workspace) as other:
            theirs = open_desk(other, "news", "doc")
            theirs.confirm(2, "theirs", Origin.HUMAN, "", lambda _s: None)
            theirs.close()
        await s.type("mine")
        # A preferred term that is missing stops the first Enter.
        await s.press("enter", "enter")
        await s.until(lambda: bool(s.screen.conflicts))
        assert s.number != 2
        s.screen.go(2)
        assert s.text == "theirs"
        await s.press("enter")
        drawn = s.screen_text()
        assert "theirs" in drawn
        assert "mine" in drawn
        await s.pilot.pause(0.2)
        await s.press("enter")
        assert (s.number, s.text) == (2, "mine")


async def test_sizes(workspace: Path) -> None:
    async with session(workspace) as s:
        for size in ((80, 24), (120, 35), (200, 50), (60, 16)):
            await resize(s.pilot, *size)
            drawn = s.screen_text().split("\n")
            assert "0/5 confirmed" in drawn[0]
            assert drawn[-1].lstrip().startswith("Enter")
            assert all(len(line) <= size[0] for line in drawn)
            assert any("Saved" in line for line in drawn)


async def test_a_tiny_window_keeps_the_text(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.type("kept")
        await resize(s.pilot, 20, 5)
        await resize(s.pilot, 120, 35)
        assert s.text == "kept"


@pytest.mark.long
async def test_help_and_home(workspace: Path) -> None:
    async with session(workspace) as s:
        await s.press("f1")
        assert isinstance(s.app.screen, HelpScreen)
        await s.press("escape")
        assert s.app.screen is s.screen
        s.screen.go(2)
        await s.type("draft")
        await s.press("escape", "x", "h")
        assert isinstance(s.app.screen, HomeScreen)
        await s.pilot.pause()
        await s.press("enter")
        assert isinstance(s.app.screen, EditorScreen)
        assert s.app.screen.target.text == "draft"


async def test_from_home_to_a_pasted_article(workspace: Path) -> None:
    with open_workspace(workspace) as ws:
        app = WorkbenchApp(ws, None)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.press("n", *"desk", "enter", "1", "enter")
            # It is written in a thread, and keys wait meanwhile; what is posted here would not.
            for _ in range(500):
                await pilot.pause(0.02)
                if any("desk" in strip.text for strip in app.screen._compositor.render_strips()[1:4]):
                    break
            await pilot.press("p")
            await pilot.pause()
            from textual import events

            app.screen.post_message(events.Paste("عنوان الخبر\n\nهذه جملة أولى. وهذه جملة ثانية.\n"))
            await pilot.pause()
            await pilot.press("ctrl+d", *"do", "escape")
            draw(app)
            assert "8 words" in app.screen.query_one("#keys").render_line(0).text, "nothing is lost by turning back"
            await pilot.press("ctrl+d", *"doc", "enter")
            # It is looked at before it is stored; then it is the one that is chosen.
            for _ in range(200):
                if getattr(app.screen, "plan", None):
                    break
                await pilot.pause(0.02)
            await pilot.press("enter")
            for _ in range(200):
                if isinstance(app.screen, HomeScreen):
                    break
                await pilot.pause(0.02)
            await pilot.press("enter")
            # Its names are looked for first; it has none.
            for _ in range(200):
                if isinstance(app.screen, EditorScreen):
                    break
                await pilot.pause(0.02)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, EditorScreen)
            assert [x.source for x in screen.desk.segments] == ["عنوان الخبر", "هذه جملة أولى.", "وهذه جملة ثانية."]
        app.close_desk()
