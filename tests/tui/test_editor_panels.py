"""Proposals that come late, consent, sizes, hostile text, trouble with the disk."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from textual import events

from workbench.errors import FileError, MTError, StoreError
from workbench.model import Fragment, Issue, Origin, Proposal, ProposalKind, Severity, Side, Unit
from workbench.tui.screens import asking_acts, searching
from workbench.tui.screens.editor import EditorScreen

from .conftest import Sit, resize
from .fake_desk import FakeDesk, concept, exact, fuzzy

HOSTILE = "[/b] [red]x[/] \x1b[31mESC\x1b]0;t\x07 \x9b2J \u202eRLO\u202c \x00NUL"
FORBIDDEN = ("\x1b", "\x9b", "\x07", "\x00", "\u202e")


async def test_matches_are_of_the_open_segment_and_a_memory_that_cannot_be_searched_is_told(sit: Sit) -> None:
    desk = FakeDesk()
    desk.found = {1: [fuzzy("For one.")], 2: [fuzzy("For two.")]}
    checked: list[str] = []
    desk.extra_issues = lambda _n, text: checked.append(text) or []  # type: ignore[func-returns-value]

    def broken(_number: int) -> list[Proposal]:
        raise StoreError("workbench.db cannot be opened.", "Is the disk there?")

    async with sit(desk) as s:
        await s.press("pagedown")
        await s.searched()
        assert [p.text for p in s.screen.opened.proposals] == ["For two."]
        desk.matches = broken  # type: ignore[method-assign]
        await s.press("pagedown")
        # Nobody waits.
        await s.searched()
        assert any("cannot be opened" in t for t in s.toasts)
        await s.type("Typed on ")
        assert s.text == "Typed on "
    assert checked[-1] == "Typed on", "the space behind the last word is no issue"


async def test_answers_of_a_machine_that_come_late_or_twice_or_not(sit: Sit) -> None:
    desk = FakeDesk()
    desk.allow_engine("google", True)
    async with sit(desk) as s:
        # One for another segment is dropped.
        await s.press("escape", "m", "pagedown")
        desk.answer(1, "Answer for one.")
        await s.pilot.pause()
        assert s.screen.opened.proposals == []
        assert "Answer for one." not in s.shown()
        # Asked twice, shown once.
        await s.press("escape", "m", "escape", "m")
        desk.answer(2, "The same.")
        await s.until(lambda: bool(s.screen.opened.proposals))
        await s.pilot.pause()
        assert [p.text for p in s.screen.opened.proposals] == ["The same."]
        # A failure has its line.
        await s.press("pagedown", "escape", "m")
        desk.answer(3, MTError("timeout", "Google Translate did not answer.", "Try again."))
        await s.until(lambda: "did not answer" in s.pane("proposals"))
        await s.until(lambda: "waiting" not in s.pane("proposals"))
        # Split meanwhile: the same number, another text.
        await s.press("pagedown", "escape", "m")
        desk.segments[3] = replace(desk.segments[3], text="نصف", end=desk.segments[3].start + 3)
        desk.answer(4, "The whole.")
        await s.pilot.pause(0.1)
        assert s.screen.opened.proposals == []
        # A budget that runs out shows in the status line.
        assert "MT google " in s.line("status")
        assert "%" not in s.line("status")
        desk.engines = tuple(replace(e, used_up=0.83) for e in desk.engines)
        await s.type("x")
        assert "MT google 83%" in s.line("status")


async def test_a_late_answer_is_added_below_and_changes_no_text(sit: Sit) -> None:
    desk = FakeDesk()
    desk.allow_engine("google", True)
    desk.found[1] = [fuzzy("From memory.")]
    async with sit(desk) as s:
        await s.searched()
        await s.press("escape", "m")
        assert "waiting" in s.pane("proposals")
        await s.type("mine")
        desk.answer(1, "From the machine.")
        await s.until(lambda: len(s.screen.opened.proposals) == 2)
        assert [p.text for p in s.screen.opened.proposals] == ["From memory.", "From the machine."]
        assert s.text == "mine"
        await s.press("alt+2")
        assert s.text == "From the machine."


async def test_consent_says_what_is_sent_and_enter_means_no(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sit(FakeDesk()) as s:
        # Nothing is sent before.
        await s.searched()
        await s.pilot.pause(0.6)
        assert s.desk.asked == []
        assert "MT off" in s.line("status")
        await s.press("escape", "m")
        shown = s.shown()
        for part in ("translate.google.com", "News", "exact text", "leaves this computer"):
            assert part in shown
        await s.pilot.pause(0.35)
        await s.press("enter")
        assert (s.desk.allowed, s.desk.asked) == ([], [])
        assert not s.screen.question.is_open
        # Keys typed ahead are ignored, but escape; as if no time had passed, however busy the machine is.
        monkeypatch.setattr(asking_acts, "GUARD", 60.0)
        await s.press("escape", "m", "y")
        assert s.screen.question.is_open
        assert s.desk.allowed == []
        await s.press("escape")
        assert not s.screen.question.is_open


async def test_a_long_question_is_scrolled_and_a_yes_waits_for_its_end(sit: Sit) -> None:
    async with sit(FakeDesk(["كلمة سرية جدا " * 120 + "النهاية"]), (80, 24)) as s:
        await s.press("escape", "m")
        await s.pilot.pause(0.35)
        assert "answers when you have seen the end" in s.shown()
        assert "ﺔﻳﺎﻬﻨﻟﺍ" not in s.pane("asked")
        await s.press("y")
        assert (s.screen.question.is_open, s.desk.allowed) == (True, [])
        first = s.pane("asked")
        await s.press("down", "down", "up", "pagedown", "pageup", "home")
        assert s.pane("asked") == first
        for _ in range(5):
            await s.press("pagedown")
        assert "ﺔﻳﺎﻬﻨﻟﺍ" in s.pane("asked")
        assert "is logged" in s.pane("asked")
        await resize(s.pilot, 80, 30)
        await s.press("home")
        assert "exact text" in s.pane("asked"), "what was seen was seen"
        await s.press("y")
        assert s.desk.allowed == [("google", True)]
        # The same for a proposal shown whole, and for two versions of a segment.
        await resize(s.pilot, 80, 24)
        s.screen.opened.proposals[:] = [fuzzy("word " * 500 + "last.")]
        await s.press("escape", "d", "end")
        await s.until(lambda: "last." in s.pane("asked"))
        await s.press("ctrl+j")
        assert not s.screen.question.is_open, "Ctrl+J is Enter"
        mine, theirs = "same words " * 100 + "mine " * 60, "same words " * 100 + "theirs " * 60
        s.screen.target.put(mine)
        s.screen.conflicts[1] = (mine, theirs)
        await s.press("enter")
        await s.pilot.pause(0.2)
        asked = s.pane("asked")
        assert "mine mine" in asked
        assert "theirs theirs" in asked
        await s.press("t")
        assert s.screen.question.is_open
        await s.press("end", "t")
        assert s.text == theirs


async def test_consent_given_before_the_segment_has_rested_sends_its_text_once(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "MT_REST", 60.0)
    async with sit(FakeDesk()) as s:
        assert "machine" in s.screen.waits
        await s.press("escape", "m")
        await s.pilot.pause(0.35)
        await s.press("غ")
        assert s.desk.allowed == [("google", True)]
        assert [n for n, _ in s.desk.asked] == [1]
        assert "machine" not in s.screen.waits


async def test_the_segment_is_painted_with_what_is_offered_and_its_terms_and_issues_right_behind(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = FakeDesk(concepts=[concept("nahar", "مستشفى النهر", "River Hospital")])
    desk.exact_offers[2] = [exact("For two.")]
    async with sit(desk) as s:
        await s.type("The River Hospital.")
        happened: list[str] = []
        paint, panels = type(s.screen)._compositor_refresh, type(s.screen)._refresh_panels

        def painted(screen: EditorScreen) -> None:
            paint(screen)
            if screen.opened.number == 2:
                happened.append("paint")
                happened.extend(line.text.strip() for line in screen._compositor.render_strips())

        def renewed(screen: EditorScreen) -> None:
            panels(screen)
            happened.append("panels")

        monkeypatch.setattr(EditorScreen, "_compositor_refresh", painted)
        monkeypatch.setattr(EditorScreen, "_refresh_panels", renewed)
        await s.press("enter")
        await s.until(lambda: "panels" in happened)
        first = happened[: happened.index("panels")]
        assert first[0] == "paint"
        assert any("For two." in line for line in first), "nobody may act on what was offered before"
        assert any("take exact+confirm" in line for line in first)


async def test_every_size_shows_what_is_needed(sit: Sit) -> None:
    desk = FakeDesk(concepts=[concept("nahar", "مستشفى النهر", "River Hospital")])
    desk.found[1] = [fuzzy("From memory.")]
    async with sit(desk, (80, 24)) as s:
        await s.searched()
        await s.type("Some words")
        for size in ((80, 24), (120, 35), (200, 50), (60, 16)):
            await resize(s.pilot, *size)
            shown = s.shown()
            for part in ("Some words", "0/4 confirmed", "Enter confirm+next", "River", "From memory.", "seg 1"):
                assert part in shown, (size, part)
            assert "draft" in s.line("status"), size
            assert s.screen.target.region.bottom <= size[1]


async def test_too_small_says_so_and_keeps_everything(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.type("some text")
        await s.press("left", "left")
        await resize(s.pilot, 40, 10)
        assert "too small" in s.shown()
        assert "some text" not in s.shown()
        await resize(s.pilot, 20, 3)
        await resize(s.pilot, 200, 50)
        assert "too small" not in s.shown()
        await s.type("X")
        assert s.text == "some teXxt"


async def test_the_open_segment_stays_on_its_line(sit: Sit) -> None:
    async with sit(FakeDesk([f"جملة {n}" for n in range(40)]), (80, 24)) as s:
        rows = set()
        for _ in range(6):
            await s.press("pagedown")
            rows.add(s.screen.query_one("#source").region.y)
        assert len(rows) == 1


async def test_hostile_text_is_drawn_as_it_is_and_never_obeyed(sit: Sit) -> None:
    from workbench.config import Settings

    bad = concept("bad", "كلمة", HOSTILE)
    for source, target, text in (("ar", "en", f"كلمة {HOSTILE}"), ("en", "ar", f"{HOSTILE} كلمة")):
        desk = FakeDesk([text] * 6, source=source, target=target, concepts=[bad], name=HOSTILE)
        desk.settings = Settings(author="T")
        desk.exact_offers[2] = [exact(HOSTILE)]
        desk.found = {1: [fuzzy(HOSTILE), fuzzy("short " + HOSTILE, 70)]}
        desk.extra_issues = lambda _n, _t: [
            Issue("number", Severity.CRITICAL, Side.TARGET, 0, 1, f"critical {HOSTILE}", None)
        ]
        async with sit(desk, (80, 24)) as s:
            for size in ((80, 24), (140, 45)):
                await resize(s.pilot, *size)
                await s.press("ctrl+home")
                await s.searched()
                shown = [s.shown()]
                await s.press("alt+1")
                shown.append(s.shown())
                await s.press("enter")
                shown.append(s.shown())
                await s.press("escape", "d")
                shown.append(s.shown())
                await s.press("escape", "pagedown", "escape", "m")
                shown.append(s.shown())
                everything = "".join(shown)
                assert not [hex(ord(c)) for c in FORBIDDEN if c in everything]
                if target == "en":
                    assert "[/b] [red]x[/]" in everything
                assert not [t for t in s.toasts for c in FORBIDDEN if c in t]
                await s.press("escape")


async def test_a_failed_save_is_said_and_the_text_stays(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        s.desk.fails = True
        await s.type("precious")
        await s.press("enter")
        assert s.number == 2
        await s.until(lambda: "NOT SAVED" in s.line("status"))
        assert "disk is full" in s.line("status")
        assert s.desk.confirmed == 0
        await s.press("pageup")
        assert s.text == "precious"
        s.desk.fails = False
        await s.press("enter")
        assert s.desk.segment(1).target == "precious"
        assert "NOT SAVED" not in s.line("status")


async def test_a_conflict_shows_both_versions(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        for n, (key, text) in enumerate((("enter", "Mine too"), ("t", "Theirs."), ("escape", "Mine too")), 1):
            assert s.number == n
            s.desk.conflicts = True
            await s.type("Mine")
            await s.press("escape", "s")
            await s.until(lambda n=n: f"Segment {n} was changed by somebody else" in " ".join(s.toasts))  # type: ignore[misc]
            s.desk.conflicts = False
            await s.type(" too")
            assert (s.text, s.screen.question.is_open) == ("Mine too", False), "no key is taken from who is typing"
            await s.press("enter")
            shown = s.shown()
            assert "Theirs." in shown
            assert "Mine too" in shown
            await s.pilot.pause(0.2)
            await s.press(key)
            assert s.text == text
            await s.press("pagedown", "pageup")
            assert s.text == text
            await s.press("enter")
            assert s.desk.writes[-1] == ("confirm", n, text)


async def test_a_rescued_text_is_offered(sit: Sit) -> None:
    desk = FakeDesk()
    desk.rescued = [
        {"document": "doc", "segment": 2, "text": "of two"},
        {"document": "doc", "segment": 1, "text": "a note", "act": "note"},
        {"document": "doc", "segment": 4, "text": "of nobody"},
        {"document": "doc", "segment": 3, "text": "saved from the fire"},
    ]
    async with sit(desk) as s:
        await s.until(lambda: s.screen.question.is_open)
        assert "(3 more)" in s.shown()
        await s.press("enter")
        assert (s.number, s.text, len(desk.rescued)) == (2, "of two", 4)
        await s.press("enter", "x", "enter")
        assert (s.number, s.text, desk.rescued) == (3, "saved from the fire", [])
        assert (desk.segments[0].note, desk.segments[1].draft, desk.segments[3].draft) == ("a note", "of two", None)


async def test_only_reading(sit: Sit) -> None:
    desk = FakeDesk()
    desk.read_only = True
    async with sit(desk) as s:
        assert "READ ONLY" in s.line("status")
        text = s.text
        await s.type("x")
        s.app.post_message(events.Paste("pasted"))
        await s.press("backspace", "delete", "enter", "tab", "alt+1", "escape", "c", "escape", "n", "escape", "u")
        await s.pilot.pause()
        assert not s.screen.question.is_open
        assert (s.text, desk.writes) == (text, [])
        assert len(s.toasts) == 1
        assert "cannot be written" in s.toasts[0]
        await s.press("pagedown")
        assert s.number == 2


async def test_messages_stand_in_visual_order_and_leave_the_line_free_that_is_typed(sit: Sit) -> None:
    async with sit(FakeDesk(), (80, 24)) as s:
        s.screen.say("left: سلام")
        await s.pilot.pause()
        assert s.toasts == ["left: ﻡﻼﺳ"]
        await s.type("typed")
        await s.until(lambda: "left:" in s.shown().split("\n")[-2])
        rows = s.shown().split("\n")
        assert "Enter" in rows[-1], "what the keys do stays in sight, and all text"
        assert "issue" in rows[-3]
        first, last = "مستشفى", "ختام"
        answer = " ".join([first, *["كلمة أخرى طويلة"] * 12, last])
        for n in range(9):
            s.screen.say("NOT SAVED: the disk is full and nothing can be written. Make room and type on.", bad=True)
            s.screen.say(f"{n % 3}: {answer}")
        await s.pilot.pause(0.4)
        assert len(s.toasts) == len(set(s.toasts))
        rows = s.shown().split("\n")
        assert any("typed" in row for row in rows)
        shown = [unicodedata.normalize("NFKC", row) for row in rows]
        tops = [n for n, row in enumerate(shown) if first[::-1] in row]
        ends = [n for n, row in enumerate(shown) if last[::-1] in row]
        assert tops[-1] < ends[-1], "a line of Arabic goes on in the next one"
        assert {len(row) for row in rows} == {80}


async def test_what_was_asked_ahead_is_there_with_the_matches(sit: Sit) -> None:
    desk = FakeDesk()
    desk.allow_engine("google", True)
    desk.found[2] = [fuzzy("From memory.")]
    desk.known[2] = [Proposal(ProposalKind.MT, "From the machine.", "MT google", via="google 1")]
    async with sit(desk) as s:
        await s.press("pagedown")
        await s.searched()
        assert [p.text for p in s.screen.opened.proposals] == ["From memory.", "From the machine."]
        await s.until(lambda: 2 in s.desk.ahead_of)
        await s.press("alt+2", "!")
        await s.press("escape", "s")
        assert s.desk.came_from[-1] == ("google 1", "From the machine.")
        # An emptied text begins anew.
        await s.press("shift+home", "delete", "x")
        await s.press("escape", "s")
        assert (s.desk.origins[-1], s.desk.came_from[-1]) == (Origin.HUMAN, ("", ""))


async def test_a_no_is_kept_and_the_next_engine_asked_about(sit: Sit) -> None:
    desk = FakeDesk()
    first = desk.engines[0]
    desk.engines = (first, replace(first, id="chat", title="Chat", host="chat.example", sends=("text", "terms")))
    async with sit(desk) as s:
        await s.press("escape", "m")
        assert "translate.google.com" in s.shown()
        await s.pilot.pause(0.35)
        await s.press("n")
        await s.press("escape", "m")
        assert "chat.example" in s.shown()
        assert "names and titles" in s.shown()
        await s.pilot.pause(0.35)
        await s.press("y")
        assert s.desk.allowed == [("google", False), ("chat", True)]
        assert [n for n, _ in s.desk.asked] == [1]


async def test_fragments_stand_below_the_terms_and_are_put_by_their_letter_alone(sit: Sit) -> None:
    desk = FakeDesk(concepts=[concept("nahar", "مستشفى النهر", "River Hospital")])
    unit = Unit("وزارة الصحة", "the Ministry of Health", "ar", "en", document="doc")
    desk.pieces[1] = [Fragment(0, 11, "وزارة الصحة", "Ministry of Health", 4, 0.8, unit, 12)]
    async with sit(desk) as s:
        await s.searched()
        for size in ((120, 35), (80, 24)):
            await resize(s.pilot, *size)
            assert "Ministry of Health" in s.pane("terms"), size
            # It is never the best there is to take.
            await s.press("enter")
            assert s.text == "", size
            letter = "c" if "River Hospital" in s.pane("terms") else "a"
            await s.press("escape", "t", letter)
            assert s.text.endswith("Ministry of Health "), size
            assert s.desk.asked == []
            s.screen.target.put("")


async def test_a_text_brought_back_came_from_where_it_came_from(sit: Sit) -> None:
    desk = FakeDesk()
    desk.known[1] = [Proposal(ProposalKind.MT, "From the machine.", "MT google", via="google 1")]
    machine, human = (Origin.MT, ("google 1", "From the machine.")), (Origin.HUMAN, ("", ""))

    async with sit(desk) as s:

        async def came() -> tuple[object, tuple[str, str]]:
            await s.press("end", "space", "backspace", "escape", "s")
            return s.desk.origins[-1], s.desk.came_from[-1]

        await s.searched()
        # My own sentence, the machine's instead of it, and mine again.
        await s.type("Mine")
        assert await came() == human
        await s.press("alt+1")
        assert await came() == machine
        await s.press("ctrl+z", "ctrl+z", "ctrl+z")
        assert s.text == "Mine"
        assert await came() == human
        # The machine's, all of it deleted, and brought back.
        await s.press("alt+1", "shift+home", "delete", "ctrl+z")
        assert s.text == "From the machine."
        assert await came() == machine
        # All of it selected and typed over.
        await s.press("shift+home", "x")
        assert s.text == "x"
        assert await came() == human
        # Put by Tab, taken back, typed anew.
        await s.press("backspace", "tab", "shift+tab")
        await s.type("Anew")
        assert await came() == human


async def test_consents_that_cannot_be_read_are_a_no_in_words(sit: Sit) -> None:
    desk = FakeDesk()

    def broken(_engine: str, _yes: bool) -> None:
        raise FileError("consents.json", "the consents cannot be read.", "Remove the file.")

    desk.allow_engine = broken  # type: ignore[method-assign]
    async with sit(desk) as s:
        await s.press("escape", "m")
        await s.pilot.pause(0.35)
        await s.press("y")
        assert any("cannot be read" in t for t in s.toasts)
        assert s.desk.asked == []
