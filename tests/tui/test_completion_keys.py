"""Tab while typing, the grey text behind the caret, and edits of a segment that outlive a visit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from workbench.bidi.layout import VISUAL, layout
from workbench.config import Settings
from workbench.model import Proposal, ProposalKind, State
from workbench.tui.screens import typing_acts
from workbench.tui.themes import Depth

from .conftest import Sit, Sitting
from .fake_desk import FakeDesk, concept, exact, fuzzy
from .test_editor_keys import TERMS, again


def drawn(text: str) -> str:
    """What an Arabic line looks like."""
    return layout(text, 200, 1, VISUAL)[0].drawn.strip()


def grey(s: Sitting, y: int = 0) -> str:
    """What stands in grey on a line of the target."""
    strip = s.screen.target.render_line(y)
    return "".join(seg.text for seg in strip if seg.style and seg.style.italic)


async def test_tab_completes_and_goes_through_the_candidates(sit: Sit) -> None:
    desk = FakeDesk(concepts=TERMS)
    desk.used.learn(1, "The directive of the directorate is a direct one.")
    async with sit(desk) as s:
        await s.type("The dir")
        assert grey(s) == "ector"
        assert s.line("target").startswith("The director")
        assert s.text == "The dir"
        assert s.screen.target.cursor_location == (0, 7)
        assert "Tab <director>" in s.line("keys")
        await s.press("tab")
        assert s.text == "The director "
        assert "Tab <direct" in s.line("keys")
        assert grey(s) == ""
        seen = [s.text]
        for _ in range(4):
            await s.press("tab")
            seen.append(s.text)
        assert len(set(seen)) == 4
        assert all(text.startswith("The direct") for text in seen)
        assert seen[-1] == seen[0], "and round again"
        for text in (*reversed(seen[:-1]), "The dir"):
            await s.press("shift+tab")
            assert s.text == text
        await s.press("shift+tab")
        assert s.text == "The dir", "what was typed is never taken back"
        # A sign typed behind takes the place of the space; undo gives it back.
        await again(s)
        await s.type("The River Ho")
        await s.press("tab", "comma")
        assert s.text == "The River Hospital,"
        await s.press("ctrl+z")
        assert s.text == "The River Hospital "
        await s.press("ctrl+z", "ctrl+y")
        await s.type("x.")
        assert s.text == "The River Hospital x."
        # In the middle: before a space, not inside a word.
        s.screen.target.put("The ri said.")
        s.screen.target.move_cursor((0, 6))
        await s.pilot.pause()
        assert grey(s) == "ver Hospital"
        assert s.line("target").startswith("The river Hospital said.")
        await s.press("left")
        assert grey(s) == ""
        await s.press("tab")
        assert s.text == "The ri said."
        await s.press("right", "tab")
        assert s.text == "The River Hospital said."
        # Grey text goes with the key that makes it wrong, and is in nothing that is kept.
        await again(s)
        await s.type("Ri")
        await s.app._press_keys(["x"])
        assert grey(s) == ""
        s.screen.keep_draft()
        await s.until(lambda: s.desk.segment(1).draft == "Rix")


async def test_the_space_behind_what_tab_put_gives_way_to_what_is_typed_next(sit: Sit) -> None:
    async with sit(FakeDesk(concepts=TERMS)) as s:

        async def tab_and(*keys: str, before: str = "The ") -> str:
            s.screen.target.put(f"{before}River Ho")
            await s.press("tab", *keys)
            return s.text.removeprefix(before)

        # A space typed is that space, and from then on the person's: a sign leaves it, Tab goes on behind it.
        assert await tab_and("space", "s") == "River Hospital s"
        await s.press("ctrl+z")
        assert s.text == "The River Hospital "
        assert await tab_and("space", "full_stop") == "River Hospital ."
        assert await tab_and("space", "tab") != "River Hospital "
        assert await tab_and("space", "shift+tab") == "River Hospital ", "what was typed is never taken back"
        # A sign that closes stands close; a quotation mark only where one is open.
        assert await tab_and("full_stop") == "River Hospital."
        assert await tab_and('"') == 'River Hospital "'
        assert await tab_and('"', before='He said "no" to "The ') == 'River Hospital"'
        # Whatever else is done first, the space is the person's.
        assert await tab_and("left", "right", "full_stop") == "River Hospital ."
        assert await tab_and("backspace", "space", "full_stop") == "River Hospital ."
        assert await tab_and("ctrl+z", "ctrl+y", "full_stop") == "River Hospital ."
        await tab_and()
        s.screen.target.move_cursor((0, 3))
        await s.pilot.pause()
        s.screen.target.move_cursor((0, len(s.text)))
        await s.press("full_stop")
        assert s.text == "The River Hospital ."
        await s.press("ctrl+z", "enter", "enter")
        await s.until(lambda: s.desk.segments[0].target == "The River Hospital")
    arabic = FakeDesk(
        ["River Hospital was opened."],
        source="en",
        target="ar",
        concepts=[concept("n", "مستشفى النهر", "River Hospital")],
    )
    async with sit(arabic) as s:
        for typed in ("؟", "،", " قال", " ؟", "»"):
            s.screen.target.put("مستش")
            await s.press("tab")
            for char in typed:
                s.app.post_message(events.Key("x", char))
            await s.pilot.pause()
            assert s.text == "مستشفى النهر" + typed
        s.screen.target.put("مستش")
        await s.press("tab", "alt+e", "p")
        assert s.text == "مستشفى النهر،"


async def test_the_proposal_stands_in_grey_with_its_mark_and_is_gone_on_from(sit: Sit) -> None:
    desk = FakeDesk()
    machine = Proposal(ProposalKind.MT, "It is open now.", "MT google")
    desk.found[1] = [replace(fuzzy("The building is ready, he said."), differs=(26, 30)), machine]
    desk.exact_offers[2] = [exact("It is ready.")]
    async with sit(desk) as s:
        await s.searched()
        assert s.line("target").startswith("[TM 87 %] The building is ready, he said.")
        assert s.text == ""
        assert "Enter take best" in s.line("keys")
        await s.press("alt+down")
        assert s.line("target").startswith("[MT google] It is open now.")
        await s.press("alt+up")
        await s.type("The ")
        assert grey(s) == "building is ready"
        await s.press("tab")
        assert s.text == "The building is ready "
        await s.press("shift+tab")
        assert s.text == "The "
        await s.press("pagedown")
        assert s.line("target").startswith("[exact] It is ready.")
    off = FakeDesk(settings=Settings(author="T", ghost="off"), concepts=TERMS)
    off.found[1] = [fuzzy("The building is ready.")]
    async with sit(off) as s:
        await s.searched()
        assert s.line("target").strip() == ""
        await s.type("Ri")
        assert grey(s) == ""
        await s.press("tab")
        assert s.text == "River Hospital "


async def test_grey_text_in_arabic_and_without_colours(sit: Sit) -> None:
    desk = FakeDesk(
        ["The director of River Hospital in BBC spoke."], source="en", target="ar",
        concepts=[concept("nahar", "مستشفى النهر", "River Hospital"), concept("alif", "الإدارة", "director"),
                  concept("bbc", "BBC Arabic", "BBC")],
    )  # fmt: skip
    async with sit(desk) as s:
        await s.type("زار بمست")
        assert grey(s)
        assert drawn("زار بمستشفى النهر") in s.line("target")
        assert s.screen.target.cursor_location == (0, 8)
        await s.press("tab")
        assert s.text == "زار بمستشفى النهر "
        # A Latin word in it, and an alef behind a lam: what is typed and what is not are two cells.
        await s.type("BB")
        assert drawn("زار بمستشفى النهر BBC Arabic") in s.line("target")
        await again(s)
        await s.type("ال")
        assert s.screen.target.rest == "إدارة"
        assert len(grey(s)) >= 5
        assert "\ufefb" not in s.line("target")
        # Where there is no grey it stands in brackets, and for a screen reader not at all.
        s.app.depth = Depth.NONE
        await s.type("إد")
        assert drawn("الإد[ارة]") in s.line("target")
        s.app.depth = Depth.PLAIN
        await s.type("ا")
        assert grey(s) == ""


async def test_a_grey_text_moves_no_line_and_takes_none_more_than_there_are(sit: Sit) -> None:
    desk = FakeDesk(concepts=[concept("long", "مدير", "Rivers " + "and further words " * 20 + "end")])
    async with sit(desk, (80, 24)) as s:
        await s.type("Ri")
        width = s.screen.target.size.width
        height = s.screen.target.size.height
        assert 0 < len(s.screen.target.rest) < width * height
        assert s.screen.target.size.height == height
        # A word that would go to the next line shows nothing.
        s.screen.target.put("x" * (width - 5) + " Ri")
        await s.pilot.pause()
        assert s.screen.target.rest == ""


async def test_edits_are_undone_on_a_later_visit(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sit(FakeDesk(concepts=TERMS[1:])) as s:
        await s.type("One")
        await s.press("tab")
        assert s.text == "One director "
        await s.press("enter", "pageup")
        assert (s.number, s.text) == (1, "One director")
        await s.press("ctrl+z", "ctrl+z")
        assert (s.number, s.text, s.desk.confirmed) == (1, "One", 1)
        await s.press("ctrl+y")
        assert s.text == "One director "
        await s.press("ctrl+z", "ctrl+z")
        assert s.text == ""
        await s.press("ctrl+z")
        assert s.desk.confirmed == 0, "then the confirm is taken back"
        # A text that came from elsewhere has no such edits.
        await s.press("pagedown")
        await s.type("Two")
        await s.press("pageup")
        await s.until(lambda: s.desk.segment(2).draft == "Two")
        s.desk.segments[1] = replace(s.desk.segments[1], draft="Theirs")
        await s.press("pagedown")
        assert (s.text, s.screen.target.history.undo_stack) == ("Theirs", [])
        # And only of so many segments.
        monkeypatch.setattr(typing_acts, "HISTORIES", 1)
        await s.press("ctrl+home")
        await s.type("a")
        await s.press("ctrl+end")
        await s.type("b")
        await s.press("pageup")
        assert len(s.screen.histories) == 1
        # Coming from a locked segment, where nothing can be typed; and looking at edits is no typing.
        await s.press("ctrl+home")
        await again(s)
        await s.type("One")
        await s.press("tab")
        s.desk.segments[1] = replace(s.desk.segments[1], state=State.FINAL, target="Locked.", draft=None)
        await s.press("alt+enter")
        assert s.screen._typed_in() == 0, "confirmed and opened anew"
        monkeypatch.setattr(typing_acts, "HISTORIES", 9)
        await s.press("ctrl+z")
        assert s.screen._typed_in() == 1
        await s.press("enter")
        s.screen.go(2)
        assert s.screen.target.read_only
        s.app.clear_notifications()
        s.screen.go(1)
        assert (s.text, s.toasts, s.screen.target.read_only) == ("One director", [], False)
        assert s.screen._typed_in() == 0
        await s.type("x")
        assert s.screen._typed_in() == 1
