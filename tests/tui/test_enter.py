"""What Enter may do: each row of the rule that makes a one-key accept safe."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual import events

from workbench.config import Settings
from workbench.model import Issue, Origin, Severity, Side, State

from .conftest import Sit
from .fake_desk import FakeDesk, concept, exact, fuzzy

HOSPITAL = concept("nahar", "مستشفى النهر", "River Hospital", must=True)


def critical(message: str = "the number 3 is not in the target") -> Issue:
    return Issue("number", Severity.CRITICAL, Side.TARGET, 0, 1, message)


async def test_text_is_confirmed_and_the_next_open_segment_comes(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        await s.press("enter")
        assert s.number == 1
        assert "Nothing to confirm yet." in s.toasts
        assert s.desk.writes == []
        await s.type("It is ready.")
        assert "Enter confirm+next" in s.line("keys")
        await s.press("enter")
        assert s.desk.writes[-1] == ("confirm", 1, "It is ready.")
        assert (s.number, s.text) == (2, "")
        # Ctrl+J is Enter, and a newline cannot be typed.
        await s.type("Done.")
        await s.press("ctrl+j")
        assert s.desk.writes[-1] == ("confirm", 2, "Done.")
        # Alt+Enter confirms and stays.
        assert s.number == 3
        await s.type("Done.")
        await s.press("alt+enter")
        assert (s.number, s.desk.confirmed) == (3, 3)
        assert "✓" in s.line("mark")


async def test_an_exact_match_is_grey_text_and_one_key(sit: Sit) -> None:
    desk = FakeDesk()
    desk.exact_offers[1] = [exact("It is ready.")]
    async with sit(desk) as s:
        assert s.text == ""
        assert "It is ready." in s.line("target")
        assert "take exact+confirm" in s.line("keys")
        await s.press("enter")
        assert desk.writes == [("confirm", 1, "It is ready.")]
        assert desk.origins == [Origin.TM]
        assert s.number == 2


async def test_enter_never_takes_when_the_setting_says_so(sit: Sit) -> None:
    desk = FakeDesk(settings=Settings(author="T", enter_takes="never"))
    desk.exact_offers[1] = [exact("It is ready.")]
    async with sit(desk) as s:
        assert "It is ready." not in s.line("target")
        await s.press("enter")
        assert (s.number, s.text, s.desk.confirmed) == (1, "It is ready.", 0)
        await s.press("enter")
        assert desk.confirmed == 1


async def test_a_fuzzy_match_is_put_first_and_confirmed_by_the_second_enter(sit: Sit) -> None:
    desk = FakeDesk()
    desk.found[1] = [fuzzy("The building is ready."), fuzzy("Other.", 61)]
    async with sit(desk) as s:
        await s.searched()
        assert "Enter take best" in s.line("keys")
        await s.press("enter")
        assert (s.number, s.text, desk.confirmed) == (1, "The building is ready.", 0)
        await s.press("enter")
        assert desk.writes[-1] == ("confirm", 1, "The building is ready.")
        assert desk.origins[-1] is Origin.FUZZY


async def test_a_critical_issue_stops_the_first_enter_only(sit: Sit) -> None:
    desk = FakeDesk()
    desk.extra_issues = lambda _n, _t: [critical()]
    async with sit(desk) as s:
        await s.type("x")
        await s.press("enter")
        assert (s.number, desk.confirmed) == (1, 0)
        assert "number 3" in s.pane("issues")
        await s.press("enter")
        assert (s.number, desk.confirmed) == (2, 1)
        # After a change it stops again.
        await s.type("x")
        await s.press("enter", "y", "enter")
        assert desk.confirmed == 1
        await s.press("enter")
        assert desk.confirmed == 2


async def test_an_error_stops_the_first_enter_a_warning_does_not(sit: Sit) -> None:
    desk = FakeDesk()
    number = Issue("numbers", Severity.ERROR, Side.TARGET, 0, 1, "number 2027 not in source")
    end = Issue("typographical", Severity.WARNING, Side.TARGET, 0, 1, "ends in no mark")
    desk.extra_issues = lambda n, _t: [number, end] if n == 1 else [end]
    async with sit(desk) as s:
        await s.type("x")
        assert [line.split()[0] for line in s.pane("issues").splitlines()[:2]] == ["!", "?"]
        await s.press("enter")
        assert (s.number, desk.confirmed) == (1, 0)
        # It is said once, where it covers nothing: the issue in its panel, the key on its bar, the state on its line.
        assert s.toasts == []
        assert "number 2027" in s.line("issues")
        assert "Enter again confirms all the same" in s.line("keys")
        assert "seg 1/4 not confirmed" in s.line("status")
        await s.type("y")
        assert "Enter confirm+next" in s.line("keys")
        assert "seg 1/4 draft" in s.line("status")
        # The panel begins with what stops, whatever was looked at before.
        await s.press("escape", "i", "escape", "i", "enter")
        assert (s.screen.opened.issue, desk.confirmed) == (-1, 0)
        await s.press("enter")
        assert (s.number, desk.confirmed) == (2, 1)
        assert s.toasts == []
        await s.type("x")
        await s.press("enter")
        assert (s.number, desk.confirmed) == (3, 2)
        # Where the panel has no room for it, or is not there, a notice tells it.
        desk.extra_issues = lambda _n, _t: [replace(number, message="number 2027 not in source, " * 5)]
        await s.type("x")
        await s.press("enter")
        assert s.toasts == []
        assert s.pane("issues").count("2027") == 5
        await s.press("escape", "w")
        await s.type("x")
        await s.press("enter")
        assert any("number 2027" in t and "Enter again confirms" in t for t in s.toasts)


async def test_tab_puts_the_fix_of_what_has_stopped_enter(sit: Sit) -> None:
    desk = FakeDesk()
    wrong = Issue("numbers", Severity.ERROR, Side.TARGET, 3, 5, "number 84 where the source has 48", fix="48")
    desk.extra_issues = lambda _n, text: [wrong] if "84" in text else []
    async with sit(desk) as s:
        await s.type("At 84 today")
        assert "Tab <48>" not in s.line("keys")
        await s.press("enter")
        assert "Tab <48>" in s.line("keys")
        await s.press("tab")
        assert s.text == "At 48 today"
        await s.press("shift+tab")
        assert s.text == "At 84 today"
        other = Issue("typographical", Severity.WARNING, Side.TARGET, 0, 2, "ends in no mark")
        desk.extra_issues = lambda _n, text: [wrong, other] if "84" in text else []
        await s.press("escape", "i", "escape", "i")
        assert "Tab <48>" not in s.line("keys"), "another one is shown"
        await s.press("escape", "i", "tab", "enter")
        await s.until(lambda: desk.segments[0].target == "At 48 today")


async def test_behind_the_last_one_it_goes_to_what_was_changed_after_its_confirm(sit: Sit) -> None:
    desk = FakeDesk()
    desk.segments[0] = replace(desk.segments[0], state=State.TRANSLATED, target="Old.", draft="New.")
    desk.start = 2
    desk.next_open = lambda number, step=1: 1  # type: ignore[method-assign]
    async with sit(desk) as s:
        await s.type("x")
        await s.press("enter")
        assert (s.number, s.text) == (1, "New.")
        assert any("Segment 1 was changed after it was confirmed" in t for t in s.toasts)


async def test_a_key_held_down_takes_and_confirms_once(sit: Sit) -> None:
    desk = FakeDesk()
    desk.found = {n: [fuzzy(f"Proposal {n}.")] for n in range(1, 5)}
    async with sit(desk) as s:

        async def enter(at: float) -> None:
            event = events.Key("enter", "\r")
            event.time = at
            await s.app.on_event(event)

        async def enters(count: int, at: float, apart: float = 0.033) -> None:
            for n in range(count):
                # What is handled late was pressed in time.
                await s.searched()
                await enter(at + n * apart)
            await s.pilot.pause()

        await enters(12, 100.0)
        assert [w[:2] for w in desk.writes if w[0] == "confirm"] == [("confirm", 1)]
        assert (s.number, s.text) == (2, "")
        assert len([t for t in s.toasts if "Enter is held down: segment 2" in " ".join(t.split())]) == 1
        # Not before it was let go for a while; then as ever, slowly or twice in a moment.
        await enters(2, 100.0 + 11 * 0.033 + 0.15, 0.15)
        assert (s.number, s.text) == (2, "")
        await enters(2, 101.0, 0.001)
        assert (s.number, s.text) == (3, "")
        # Text in between is no holding, however fast it comes.
        await enter(101.002)
        assert s.text == ""
        await s.type("Typed.")
        await enter(101.003)
        assert s.number == 4
        await enters(3, 102.0, 0.1)
        assert desk.confirmed == 4
        # Held since another screen: what it opens is at most looked at.
        s.screen.go(1)
        s.screen.target.put("Anew.")
        await s.press("alt+l")
        confirmed = len([w for w in desk.writes if w[0] == "confirm"])
        await enters(6, 103.0)
        assert len([w for w in desk.writes if w[0] == "confirm"]) == confirmed + 1
        # A question clears the notices under it, and what comes while it is open stands above it.
        s.screen.do_go_to()
        assert s.toasts == []
        s.screen.say("Something came meanwhile.")
        await s.until(lambda: "Something came meanwhile" in s.shown())
        assert "Go to segment" in s.shown().partition("Something came meanwhile")[2]


async def test_typed_text_and_two_enters_in_one_burst_show_the_issue_once(sit: Sit) -> None:
    desk = FakeDesk()
    desk.extra_issues = lambda n, _t: [critical()] if n == 1 else []
    async with sit(desk) as s:
        # No wait between the keys: the notice of the change comes behind the first Enter.
        await s.app._press_keys(["a", "b", "enter", "enter"])
        await s.pilot.pause()
        assert (s.number, desk.confirmed) == (2, 1)


@pytest.mark.long
async def test_no_number_of_enters_passes_a_must_term(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    async with sit(desk) as s:
        await s.type("The clinic is ready.")
        for _ in range(5):
            await s.press("enter")
            await s.pilot.pause(0.2)
        assert desk.confirmed == 0
        assert desk.waivers == []


async def test_escape_from_the_reason_keeps_text_and_state(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    async with sit(desk) as s:
        await s.type("The clinic")
        await s.press("enter", "escape")
        assert not s.screen.question.is_open
        assert (s.text, desk.confirmed) == ("The clinic", 0)
        await s.type(" is")
        assert s.text == "The clinic is"


async def test_an_exact_match_without_its_must_term_stops_too(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    desk.exact_offers[1] = [exact("The clinic is ready.")]
    async with sit(desk) as s:
        await s.press("enter")
        assert s.screen.question.is_open
        assert desk.confirmed == 0
        await s.pilot.pause(0.25)
        await s.press("2")
        assert desk.writes == [("confirm", 1, "The clinic is ready.")]


async def test_the_mark_of_a_confirmed_segment_waits_for_the_commit(sit: Sit) -> None:
    async with sit(FakeDesk()) as s:
        s.desk.hold = True
        await s.type("Done.")
        await s.press("enter")
        assert s.number == 2
        assert "✓" not in s.pane("before")
        assert "0/4 confirmed" in s.line("head")
        assert "Saving" in s.line("status")
        s.desk.release()
        await s.until(lambda: "1/4 confirmed" in s.line("head"))
        assert "1 ✓" in s.pane("before")
        assert "Saved ✓ 10:42" in s.line("status")


async def test_after_the_last_segment_it_says_so(sit: Sit) -> None:
    async with sit(FakeDesk(["نص."])) as s:
        await s.type("A text.")
        await s.press("enter")
        assert s.number == 1
        assert any("All segments are confirmed" in t for t in s.toasts)
