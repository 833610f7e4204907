"""Terms that stop Enter, the reasons that let it pass, and what is ignored."""

from __future__ import annotations

from dataclasses import replace

from textual import events

from workbench.model import Enforce, Issue, Severity, Side, State

from .conftest import Sit
from .fake_desk import FakeDesk, concept, exact

HOSPITAL = concept("nahar", "مستشفى النهر", "River Hospital", must=True)
PREFERRED = concept("nahar", "مستشفى النهر", "River Hospital")
TOLD = replace(PREFERRED, enforce=Enforce.INFO)


def told(desk: FakeDesk) -> None:
    """Let a term that is only told be an issue of that severity, as the check has it."""
    made = desk.issues
    desk.issues = lambda n, text, confirming=False: [  # type: ignore[method-assign]
        replace(i, severity=Severity.INFO) if i.concept else i for i in made(n, text)
    ]


async def test_a_preferred_term_is_shown_by_the_first_enter_and_passed_by_the_second(sit: Sit) -> None:
    desk = FakeDesk(concepts=[PREFERRED])
    desk.segments[1] = replace(desk.segments[1], text=desk.segments[0].text)
    desk.exact_offers[2] = [exact("The clinic is ready.")]
    async with sit(desk) as s:
        await s.type("The clinic is ready.")
        await s.press("enter")
        assert desk.confirmed == 0
        assert "River Hospital" in s.pane("issues")
        assert "Enter again confirms" in s.line("keys")
        await s.press("enter")
        assert desk.confirmed == 1
        assert desk.waivers == []
        # An exact match without it takes two as well; a key between, or Enter is held down.
        await s.press("pagedown", "pageup", "enter")
        assert (s.number, desk.confirmed) == (2, 1)
        await s.press("enter")
        assert desk.confirmed == 2


async def test_a_term_that_is_only_told_stops_nothing(sit: Sit) -> None:
    desk = FakeDesk(concepts=[TOLD])
    told(desk)
    async with sit(desk) as s:
        await s.type("The clinic is ready.")
        assert "River Hospital" in s.pane("issues")
        await s.press("enter")
        assert desk.confirmed == 1


REASONS = [
    (["1"], "not-here", ""),
    (["2"], "left-out", ""),
    (["3"], "quoted", ""),
    (["٤"], "other-sense", ""),
    (["5"], "house-style", ""),
    (["6", "o", "l", "d", "enter"], "wrong-term", "old"),
    (["6", "enter"], "wrong-term", ""),
    (["7", "x", "enter"], "other", "x"),
]


async def test_each_reason_has_one_key(sit: Sit) -> None:
    desk = FakeDesk(["زار مستشفى النهر."] * len(REASONS), concepts=[HOSPITAL])
    async with sit(desk) as s:
        for number, (keys, reason, note) in enumerate(REASONS, 1):
            assert s.number == number
            await s.type("C.")
            await s.press("enter")
            await s.pilot.pause(0.25)
            await s.press(*keys)
            assert desk.waivers[number - 1 :] == [(number, "nahar", reason)]
            assert desk.notes[number - 1 :] == [note]
            assert desk.segment(number).state is State.TRANSLATED


async def test_a_burst_of_enters_and_digits_never_gives_a_reason(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    async with sit(desk) as s:
        # Typed ahead while the machine was busy: the question opens under the fingers, however late they are looked at.
        typed = [
            events.Key(k, k if len(k) == 1 else None) for k in ("T", "h", "e", "enter", "1", "2", "enter", "3", "enter")
        ]
        for event in typed:
            await s.screen.command(event.key, event) or await s.screen.target.edit_key(event.key, event)
            await s.pilot.pause(0.2)
        assert (desk.waivers, desk.confirmed) == ([], 0)
        assert s.screen.question.is_open


async def test_who_writes_on_gives_no_reason(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    async with sit(desk) as s:
        await s.type("The clinic.")
        await s.press("enter")
        await s.pilot.pause(0.2)

        async def typed(key: str, after: float) -> None:
            event = events.Key(key, key)
            event.time += after
            await s.screen.command(event.key, event)

        # The eyes are on the paper: "He adds 12 ..." has a 1 in it, and a pause.
        for n, key in enumerate("Headds12"):
            await typed(key, n * 0.3)
        assert (desk.waivers, desk.confirmed) == ([], 0)
        assert s.screen.question.is_open
        assert sum("is not written" in t for t in s.toasts) == 1
        await typed("1", 7 * 0.3 + 1.1)
        assert desk.waivers == [(1, "nahar", "not-here")]


async def test_what_an_issue_offers_is_put_in(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])

    def found(_number: int, text: str, confirming: bool = False) -> list[Issue]:
        at = text.find("Rivr Hospital")
        wrong = Issue(
            "terminology", Severity.CRITICAL, Side.TARGET, at, at + 13, "term not used: River Hospital",
            fix="River Hospital", concept="nahar", must=True,
        )  # fmt: skip
        return [wrong] if at >= 0 else []

    desk.issues = found  # type: ignore[method-assign]
    async with sit(desk) as s:
        await s.type(" At Rivr Hospital.")
        await s.press("enter")
        assert 'put in "River Hospital"' in s.shown()
        await s.pilot.pause(0.25)
        await s.press("f")
        assert (s.text, desk.confirmed) == (" At River Hospital.", 0)
        assert s.screen.target.cursor_location == (0, 18)
        # Back to the text its place is selected, and Tab puts the same; so it does behind Esc i.
        await s.press("ctrl+z", "enter")
        assert s.text == " At Rivr Hospital."
        await s.pilot.pause(0.25)
        await s.press("enter")
        assert s.screen.target.selected_text == "Rivr Hospital"
        assert "Tab <River Hospital>" in s.shown()
        await s.press("tab")
        assert s.text == " At River Hospital."
        await s.press("shift+tab", "right", "escape", "i", "tab", "enter")
        assert desk.writes[-1] == ("confirm", 1, "At River Hospital.")


async def test_every_key_that_confirms_asks(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    async with sit(desk) as s:
        await s.type("The clinic.")
        for key in ("enter", "ctrl+j", "alt+enter"):
            await s.press(key)
            assert s.screen.question.is_open, key
            await s.press("escape", key, "escape", key)
            assert desk.confirmed == 0, key
            await s.press("escape")
        # Something else needs words.
        await s.press("enter")
        await s.pilot.pause(0.25)
        await s.press("7", "enter")
        assert (desk.waivers, desk.confirmed) == ([], 0)


async def test_redo_asks_for_a_reason_that_was_taken_back(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    async with sit(desk) as s:
        await s.type("The clinic.")
        await s.press("enter")
        await s.pilot.pause(0.25)
        await s.press("3")
        assert desk.confirmed == 1
        await s.press("escape", "z")
        assert (s.number, desk.confirmed) == (1, 0)
        await s.press("escape", "y", "w")
        assert "nahar (quoted)" in s.shown()
        await s.press("1")
        assert desk.waivers == []
        await s.press("ctrl+y")
        assert s.screen.question.is_open
        assert desk.confirmed == 0


async def test_an_issue_is_ignored_with_a_reason_and_taken_back(sit: Sit) -> None:
    desk = FakeDesk()
    number = Issue("numbers", Severity.ERROR, Side.TARGET, 0, 1, "number 3 not in source")
    end = Issue("typographical", Severity.WARNING, Side.TARGET, 0, 1, "ends in no mark")
    async with sit(desk) as s:
        await s.press("escape", "y", "i")
        await s.press("escape", "y", "w")
        assert any("No issues" in t for t in s.toasts)
        assert any("Nothing is ignored" in t for t in s.toasts)
        desk.extra_issues = lambda _n, _t: [number, end]
        await s.type("x")
        await s.press("f7", "f7", "escape", "y", "i")
        assert "ends in no mark" in s.shown()
        await s.pilot.pause(0.25)
        await s.press("1")
        assert desk.waivers == [(1, "ends in no mark", "right")]
        assert "ends in no mark" not in s.pane("issues")
        assert "number 3" in s.pane("issues")
        await s.press("escape", "y", "w")
        assert "numbers: ends in no mark (right)" in s.shown()
        await s.press("1")
        assert desk.waivers == []
        assert "ends in no mark" in s.pane("issues")
        # What is typed ahead of a question without a guard answers it.
        typed = [events.Key(k, k if len(k) == 1 else None) for k in ("f5", "3", "enter")]
        await s.pilot.pause(0.1)
        for event in typed:
            await s.screen.command(event.key, event)
        assert s.number == 3


async def test_a_glossary_that_changes_is_followed(sit: Sit) -> None:
    desk = FakeDesk()
    async with sit(desk) as s:
        await s.type("The clinic")
        assert "River Hospital" not in s.pane("issues")

        def follow() -> None:
            desk.concepts = (HOSPITAL,)
            desk.glossaries_changed = False

        desk.follow_glossaries = follow  # type: ignore[method-assign]
        desk.glossaries_changed = True
        await s.until(lambda: "River Hospital" in s.pane("issues"))
        assert "River Hospital" in s.pane("terms")
        assert s.text == "The clinic"
        assert any("changed and read again" in t for t in s.toasts)
        desk.glossaries_gone, desk.glossaries_changed = ("names.csv",), True
        await s.until(lambda: any("Glossary names.csv was removed" in t for t in s.toasts))


async def test_tab_and_the_letter_put_the_form_of_the_mention(sit: Sit) -> None:
    desk = FakeDesk(concepts=[HOSPITAL])
    desk.wanted = {"nahar": "the River Hospital in Rivertown"}
    async with sit(desk) as s:
        await s.searched()
        assert "the River Hospital" in s.pane("terms")
        await s.type("At")
        await s.press("tab")
        assert s.text == "At the River Hospital in Rivertown "
        desk.wanted = {"nahar": "the hospital"}
        await s.press("tab")
        assert s.text == "At the River Hospital in Rivertown ", "it stands there already"
        await s.press("escape", "t", "a")
        assert s.text.endswith("Rivertown the hospital ")
