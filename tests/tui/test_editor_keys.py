"""Tab, undo, the Esc menu and moving about, through Pilot."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from textual import events
from textual.widgets import TextArea

from workbench.model import TermHit
from workbench.tui.screens import drafts
from workbench.tui.screens.panel_lines import distinct

from .conftest import Sit, Sitting, resize
from .fake_desk import FakeDesk, concept, fuzzy

TERMS = [concept("nahar", "مستشفى النهر", "River Hospital"), concept("mudir", "مدير", "director")]


async def again(s: Sitting) -> None:
    """Begin again with an empty target in the first segment, newly opened."""
    s.screen.target.put("")
    await s.press("ctrl+end", "ctrl+home")
    await s.searched()
    assert s.text == ""


LONG = "one two three four five six seven eight nine ten " * 8


async def test_proposals_by_tab_and_by_their_numbers(sit: Sit) -> None:
    desk = FakeDesk(concepts=TERMS)
    desk.found[1] = [fuzzy("First offer."), fuzzy("Second offer.", 70)]
    async with sit(desk) as s:
        await s.searched()
        assert "Tab proposal 1" in s.line("keys")
        await s.press("tab")
        assert s.text == "First offer."
        assert "Tab proposal 2" in s.line("keys")
        await s.press("tab")
        assert s.text == "Second offer."
        await s.press("shift+tab")
        assert s.text == "First offer."
        await s.press("shift+tab")
        assert s.text == ""
        for names in (("alt+2",), ("escape", "2"), ("escape", "٢"), ("escape", "۲")):
            await again(s)
            await s.press(*names)
            assert s.text == "Second offer.", names
        # Alt and an arrow, also when it arrives as two keys.
        await again(s)
        await s.press("escape", "down")
        assert (s.screen.opened.bright, s.number) == (1, 1)
        await s.press("escape", "up")
        assert (s.screen.opened.bright, s.number) == (0, 1)
        # The key bar says what Tab will do.
        await s.press("alt+down")
        assert "Tab proposal 2" in s.line("keys")
        await s.press("tab")
        assert s.text == "Second offer."
        await s.type(" More")
        assert "Tab <director>" in s.line("keys")
        await s.press("tab")
        assert s.text.endswith("More director ")


async def test_tab_and_the_terms(sit: Sit) -> None:
    async with sit(FakeDesk(concepts=TERMS)) as s:
        # It waits for the memory before it gives a term.
        s.screen.opened.searched = False
        await s.press("tab")
        assert s.text == ""
        s.screen.opened.searched = True
        await s.press("tab")
        assert s.text == "director "
        await again(s)
        # It puts them in their order.
        await s.type("The")
        assert "Tab <director>" in s.line("keys")
        await s.press("tab")
        assert s.text == "The director "
        assert "Tab <River Hospital>" in s.line("keys")
        await s.press("tab")
        assert s.text == "The director River Hospital "
        await s.press("shift+tab")
        assert s.text == "The director "
        # It completes the one that is typed.
        await again(s)
        await s.type("at Ri")
        await s.press("tab")
        assert s.text == "at River Hospital "
        # Shift+Tab never takes back what was typed.
        await again(s)
        await s.type("typed")
        await s.press("shift+tab")
        assert s.text == "typed"
        await s.press("tab")
        await s.type("on")
        await s.press("shift+tab")
        assert s.text == "typed director on"
        # A term by its letter.
        await again(s)
        await s.press("escape", "t", "c")
        assert s.text == "River Hospital "
        await s.press("escape", "t", "ش")
        assert s.text == "River Hospital director "
        # Typing and taking it back leaves nothing stale.
        await again(s)
        await s.type("x")
        assert "term not used" in s.pane("issues")
        assert "Enter confirm+next" in s.line("keys")
        await s.press("backspace")
        assert "no issues" in s.pane("issues")
        assert "confirm+next" not in s.line("keys")
        assert "Saving" not in s.line("status")


async def test_the_key_bar_keeps_enter_and_tab_with_a_very_long_term(sit: Sit) -> None:
    long = concept("long", "مستشفى النهر", "The " + "very " * 30 + "long name")
    async with sit(FakeDesk(concepts=[long]), (80, 24)) as s:
        await s.type("x")
        assert "Enter confirm+next" in s.line("keys")
        assert "Tab <The very" in s.line("keys")
        assert "Esc menu" in s.line("keys")


async def test_undo_and_redo(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.press("ctrl+z")
        assert "Nothing to take back." in s.toasts
        # Across a confirm.
        await s.type("One.")
        await s.press("enter")
        assert s.number == 2
        await s.press("ctrl+z")
        assert (s.number, s.text, s.desk.confirmed) == (1, "One.", 0)
        await s.press("ctrl+y")
        assert (s.number, s.desk.confirmed) == (2, 1)
        assert s.desk.segment(1).target == "One."
        # In a touched text it stays in the segment.
        await s.type("Two")
        await s.press("ctrl+z")
        assert (s.number, s.text, s.desk.confirmed) == (2, "", 1)
        await s.press("ctrl+y")
        assert s.text == "Two"
        # Unconfirming gives the mark back.
        await s.press("alt+enter", "escape", "u")
        await s.until(lambda: s.desk.writes[-1][0] == "unconfirm")
        assert (s.text, s.desk.confirmed) == ("Two", 1)
        assert "◐" in s.line("mark")


@pytest.mark.long
async def test_undo_of_a_second_confirm_keeps_the_later_text_as_a_draft(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.type("One.")
        await s.press("enter", "pageup")
        await s.type(" More.")
        await s.press("enter")
        assert s.desk.segment(1).target == "One. More."
        await s.press("escape", "z")
        assert (s.number, s.text) == (1, "One. More.")
        await s.press("pagedown", "pageup")
        assert s.text == "One. More."
        assert s.desk.segment(1).target == "One."
        assert s.desk.segment(1).draft == "One. More."


async def test_the_menu_comes_after_a_moment_and_goes_with_escape(sit: Sit) -> None:
    async with sit(FakeDesk(), (80, 24)) as s:
        for size in ((80, 24), (140, 45)):
            await resize(s.pilot, *size)
            await s.type("text")
            await s.press("escape")
            assert "Esc +" not in s.shown()
            await s.until(lambda: "Esc +" in s.shown())
            shown = s.shown()
            for label in ("h help", "u ", "g ", "n note", "w wide", "/ commands", "x article", "Enter "):
                assert label in shown, (size, label)
            await s.press("escape")
            assert "Esc +" not in s.shown()
            await s.type("!")
            assert s.text.endswith("text!")


async def test_up_and_down_stay_inside_a_wrapped_text(sit: Sit) -> None:
    async with sit(FakeDesk(), (80, 24)) as s:
        await s.press("pagedown")
        s.screen.target.put(LONG.strip())
        await s.pilot.pause()
        await s.press("up")
        assert s.number == 2
        for _ in range(12):
            await s.press("up")
        assert s.number == 1


async def test_moving_and_quitting_keep_the_draft(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.type("half")
        await s.press("pagedown")
        assert s.desk.segment(1).draft == "half"
        assert s.number == 2
        await s.press("ctrl+end")
        assert s.number == 4
        await s.press("ctrl+home")
        assert (s.number, s.text) == (1, "half")
        await s.press("escape", "g", "٣", "enter")
        assert s.number == 3
        # The next open one skips what is confirmed.
        await s.press("ctrl+home", "pagedown")
        await s.type("Two.")
        await s.press("enter", "ctrl+home", "ctrl+down")
        assert s.number == 3
        await s.press("ctrl+up")
        assert s.number == 1
        await s.press("pagedown", "pagedown")
        await s.type("kept")
        await s.press("ctrl+q")
    assert s.desk.writes[-1] == ("draft", 3, "kept")


async def test_letters_behind_escape_help_and_a_note(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        # An unknown one is never typed.
        await s.press("escape", "0", "alt+0", "escape", "ط", "escape", "semicolon", "escape", "²", "escape", "①")
        assert s.text == ""
        # Help, and back with what is typed ahead.
        await s.press("f1")
        assert "Behind Esc" in s.shown()
        await s.app._press_keys(["escape", "a", "b"])
        await s.pilot.pause()
        assert s.text == "ab"
        await again(s)
        # They count by their place, and in capitals.
        await s.press("escape", "ؤ")
        assert s.text == s.desk.segment(1).source
        await s.press("pagedown", "escape", "C")
        assert s.text == s.desk.segment(2).source
        await s.press("escape", "n")
        await s.type("ask the editor")
        await s.press("enter")
        assert s.desk.segment(2).note == "ask the editor"


async def test_a_draft_is_kept_a_moment_after_the_last_key(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (drafts.DRAFT_REST, drafts.DRAFT_MOST) == (0.5, 0.9)
    # However busy the machine is, the moment is not over yet, then it is.
    monkeypatch.setattr(drafts, "DRAFT_REST", 60.0)
    monkeypatch.setattr(drafts, "DRAFT_MOST", 60.0)
    async with sit(FakeDesk()) as s:
        await s.type("ab")
        assert s.desk.writes == []
        assert "Saving" in s.line("status")
        monkeypatch.setattr(drafts, "DRAFT_REST", 0.1)
        await s.type("c")
        await s.until(lambda: s.desk.writes == [("draft", 1, "abc")])
        assert "Saved ✓ 10:42" in s.line("status")


async def test_somebody_who_never_rests_has_a_draft_after_a_second(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        for n in range(14):
            await s.type("abcdefghijklmn"[n])
            await s.pilot.pause(0.1)
            if s.desk.writes:
                break
        assert s.desk.writes
        assert s.desk.writes[0][0] == "draft"


async def test_a_burst_leaves_drafts_on_its_way(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.tui.screens.drafts.DRAFT_MOST", 0.1)
    refreshed: list[int] = []
    async with sit(FakeDesk()) as s:
        follow = s.screen.follow_text
        monkeypatch.setattr(s.screen, "follow_text", lambda: (refreshed.append(len(s.text)), follow()))
        for n in range(400):
            s.app.post_message(events.Key("x", "abcdefgh"[n % 8]))
        await s.until(lambda: len(s.text) == 400, 20)
        await s.until(lambda: s.desk.segments[0].draft == s.text)
        drafts = [len(text) for _act, _number, text in s.desk.writes]
        assert len(drafts) > 1
        assert drafts == sorted(drafts)
        assert max(b - a for a, b in itertools.pairwise([0, *drafts])) < 300
        assert len(refreshed) < 200, "looked at once for all keys that have been handled"
        assert len(refreshed) > 1, "and while more wait"


async def test_help_is_whole_on_a_small_screen(sit: Sit) -> None:
    async with sit(FakeDesk(), (80, 24)) as s:
        await s.press("f1")
        shown = " ".join(s.pane("help").split())
        assert "give me: best proposal, the term I am typing, the next term; again: the next candidate" in shown


async def test_the_next_issue_goes_to_its_place(sit: Sit) -> None:
    from workbench.model import Issue, Severity, Side

    desk = FakeDesk()
    desk.extra_issues = lambda _n, t: [
        Issue("whitespace", Severity.WARNING, Side.TARGET, 1, 2, "first"),
        Issue("whitespace", Severity.WARNING, Side.TARGET, 3, 4, "second"),
    ]
    async with sit(desk) as s:
        await s.type("a  b  c")
        await s.press("f7")
        assert s.screen.target.cursor_location == (0, 2)
        assert s.screen.target.selected_text == " "
        assert "first" in s.pane("issues").splitlines()[0]
        await s.press("f7")
        assert s.screen.target.cursor_location == (0, 4)
        assert "second" in s.pane("issues").splitlines()[0]


async def test_into_arabic_too(sit: Sit) -> None:
    desk = FakeDesk(
        ["The director of River Hospital spoke."], source="en", target="ar",
        concepts=[concept("nahar", "مستشفى النهر", "River Hospital", must=True)],
    )  # fmt: skip
    async with sit(desk) as s:
        await s.type("قال مدير")
        await s.press("tab")
        assert s.text == "قال مدير مستشفى النهر "
        await s.press("enter")
        assert desk.segment(1).target == "قال مدير مستشفى النهر"


async def test_the_place_that_differs_is_marked_and_typing_replaces_it(sit: Sit) -> None:
    desk = FakeDesk()
    desk.found[1] = [replace(fuzzy("The 240 guests left."), differs=(4, 7))]
    async with sit(desk) as s:
        await s.searched()
        await s.press("enter")
        assert s.screen.target.selected_text == "240"
        await s.type("250")
        assert s.text == "The 250 guests left."
        await s.press("enter")
        assert desk.writes[-1][:3] == ("confirm", 1, "The 250 guests left.")


def test_letters_follow_the_first_place_of_each_term() -> None:
    director, river = concept("mudir", "مدير", "director"), concept("nahar", "النهر", "River")
    places = [(0, director), (10, river), (20, director), (30, river), (40, director)]
    hits = [TermHit(at, at + 4, "x", c, c.terms[0], 1.0) for at, c in places]
    assert [(h.start, h.concept.id) for h in distinct(hits)] == [(0, "mudir"), (10, "nahar")]
    assert [h.start for h in distinct([replace(hits[0], nested=True), *hits[1:]])] == [10, 20]


async def test_one_line_of_terms_counts_what_it_cannot_show(sit: Sit) -> None:
    many = [
        concept(f"t{n}", word, f"long term number {n}") for n, word in enumerate(("مدير", "مستشفى", "النهر", "قال"))
    ]
    desk = FakeDesk(concepts=many)
    desk.segments[0] = replace(desk.segments[0], text="مدير مستشفى النهر قال")
    async with sit(desk, (80, 24)) as s:
        await s.searched()
        assert "a· long term number 0" in s.line("terms")
        assert s.line("terms").rstrip().endswith("+1")
        await s.press("tab")
        assert s.text == "long term number 0 "
        assert "a✓" not in s.line("terms"), "what is missing comes first"
        assert "e· long term number 3" in s.line("terms")


async def test_many_keys_say_once_that_the_text_changed(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    follow = drafts.Drafts.on_text_area_changed

    def hear(screen: drafts.Drafts, event: TextArea.Changed) -> None:
        heard.append(event.text_area.text)
        follow(screen, event)

    monkeypatch.setattr(drafts.Drafts, "on_text_area_changed", hear)
    async with sit(FakeDesk()) as s:
        typed = "The minister said that the hospital opens again. " * 4
        for char in typed:
            s.app.post_message(events.Key("space" if char == " " else char, char))
        s.app.post_message(events.Key("backspace", None))
        await s.until(lambda: s.text == typed[:-1])
        await s.until(lambda: heard[-1:] == [typed[:-1]])
        assert len(heard) < len(typed) / 4
        # One that comes alone is heard alone.
        await s.press("x")
        await s.until(lambda: heard[-1] == f"{typed[:-1]}x")
