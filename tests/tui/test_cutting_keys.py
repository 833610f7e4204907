from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from workbench.model import Role, State

from .test_editor_screen import session


async def test_split_by_a_word_and_take_it_back(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.type("Salma Haddad said work has begun.")
        await s.press("enter", "pageup")
        await s.settled()
        assert s.number == 2
        count = len(s.desk.segments)
        await s.press("escape", "p")
        assert s.screen.question.is_open
        s.screen.question.paste("إن العمل")
        await s.press("enter")
        assert [x.source for x in s.desk.segments[1:3]] == ["قالت سلمى حداد", "إن العمل بدأ."]
        assert (s.number, s.text) == (2, "Salma Haddad said work has begun.")
        assert s.segment(2).state is State.INITIAL
        await s.press("ctrl+z")
        assert len(s.desk.segments) == count
        assert (s.number, s.segment(2).state) == (2, State.TRANSLATED)
        assert s.segment(2).target == "Salma Haddad said work has begun."


async def test_behind_a_join_with_an_empty_one_a_space_is_given(workspace: Path) -> None:
    text = "عاد الوفد إلى المدينة صباحا، ثم غادر في المساء إلى الميناء.\n"
    async with session(workspace, article=text) as s:

        async def join(target: str) -> None:
            s.screen.target.put(target)
            await s.press("escape", "j")
            assert len(s.desk.segments) == 1

        await s.press("escape", "p")
        s.screen.question.paste("ثم")
        await s.press("enter")
        await join("It came back,")
        assert s.text == "It came back, "
        # It is no text of its own: nothing is kept of it, and undo takes the join back.
        await s.press("ctrl+z")
        await s.settled()
        assert [x.current for x in s.desk.segments] == ["It came back,", ""]
        for typed, made in ((" then", "came then"), (".", "came."), ("so", "came so")):
            await join("It came")
            await s.type(typed)
            assert s.text == f"It {made}"
            s.screen.target.put("It came")
            await s.press("ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z", "ctrl+z")
            await s.until(lambda: len(s.desk.segments) == 2)


@pytest.mark.long
async def test_join_what_was_split_and_undo_in_order(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(4)
        await s.type("Behind.")
        await s.press("enter")
        await s.settled()
        s.screen.go(2)
        await s.press("escape", "p")
        s.screen.question.paste("إن")
        await s.press("enter")
        assert s.segment(5).target == "Behind.", "numbers behind have moved on"
        # A preferred term that is missing stops the first Enter.
        await s.type("One")
        await s.press("enter", "enter")
        await s.type("two")
        await s.press("enter", "enter")
        await s.settled()
        s.screen.go(2)
        await s.press("escape", "j")
        assert (s.segment(2).target, s.segment(2).state) == ("One two", State.TRANSLATED)
        assert s.segment(4).target == "Behind."
        await s.press("ctrl+z")
        assert [x.target for x in s.desk.segments[1:3]] == ["One", "two"]
        await s.press("ctrl+z")
        await s.settled()
        assert s.segment(5).draft == "Behind.", (
            "what was done to the joined parts is settled; the confirm before is next"
        )
        assert [x.target for x in s.desk.segments[1:3]] == ["One", "two"]


async def test_refused_with_a_sentence(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.press("escape", "j")
        assert any("last of its paragraph" in n.message for n in s.app._notifications)
        await s.press("escape", "p")
        s.screen.question.paste("غيرها")
        await s.press("enter")
        assert any("no place" in n.message for n in s.app._notifications)
        assert len(s.screen.confirms) == 0


async def test_a_typed_word_is_found_at_its_beginning(workspace: Path) -> None:
    text = "ذكر الوزير في شأن الميناء أن العمل بدأ وأن الطرق آمنة.\n"
    async with session(workspace, article=text) as s:

        async def split_at(word: str) -> None:
            await s.press("escape", "p")
            s.screen.question.paste(word)
            await s.press("enter")

        await split_at("ير")
        assert len(s.desk.segments) == 1
        assert any("no place" in n and "stands inside" in n for n in notices(s))
        await split_at("أن")
        assert [x.source for x in s.desk.segments] == ["ذكر الوزير في شأن الميناء", "أن العمل بدأ وأن الطرق آمنة."]
        assert any("2 places begin so" in n for n in notices(s))
        await s.press("pagedown")
        await split_at("ان")
        assert s.segment(3).source == "وأن الطرق آمنة."


@pytest.mark.long
async def test_a_joint_is_judged_when_the_next_piece_is_open(workspace: Path) -> None:
    text = "عاد الوفد إلى المدينة صباحا، ثم غادر في المساء إلى الميناء.\n"
    async with session(workspace, article=text) as s:
        await s.press("escape", "p")
        s.screen.question.paste("ثم")
        await s.press("enter")
        await s.press("pagedown")
        await s.type("Then it left.")
        assert "follows" not in s.screen_text()
        await s.press("pageup")
        await s.type("It returned,")
        await s.press("ctrl+end")
        s.screen.go(1)
        await s.press("escape", "enter")
        s.screen.go(2)
        await s.pilot.pause()
        assert "'Then' follows a comma" in s.screen_text()
        await s.press("pageup")
        await s.press("backspace")
        await s.type(".")
        await s.press("pagedown")
        assert "follows" not in s.screen_text()
        await s.press("pageup")
        await s.press("backspace")
        await s.type(",")
        await s.press("escape", "j")
        assert any("'Then' follows a comma" in n for n in notices(s))
        assert s.text == "It returned, Then it left."


async def test_a_draft_typed_just_before_is_not_lost(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.type("typed")
        await s.press("escape", "p")
        s.screen.question.paste("إن")
        await s.press("enter")
        assert s.text == "typed"
        await s.settled()
        assert s.segment(2).draft == "typed"
        await s.type(" on")
        await s.press("pagedown")
        await s.settled()
        assert s.segment(2).draft == "typed on"


def notices(s: Any) -> list[str]:
    return [str(n.message) for n in s.app._notifications]


async def test_a_role_by_keys(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(4)
        await s.type("Behind.")
        await s.press("enter")
        await s.settled()
        s.screen.go(3)
        segment = s.segment(3)
        await s.press("escape", "y", "o", "n")
        after = s.segment(3)
        assert (after.id, after.role, after.translate) == (segment.id, Role.BOILERPLATE, False)
        await s.press("alt+y", "o", "enter")
        assert s.segment(3).role is Role.BOILERPLATE, "Enter leaves it"
        await s.press("alt+y", "o", "x")
        assert s.segment(3).translate
        assert s.segment(4).target == "Behind."
        await s.press("ctrl+z")
        await s.settled()
        assert s.segment(4).draft == "Behind.", "what was confirmed before is still taken back"


async def test_a_segment_is_left_out_by_keys(workspace: Path) -> None:
    async with session(workspace) as s:
        s.screen.go(2)
        await s.type("typed")
        await s.press("escape", "y", "k")
        assert (s.segment(2).translate, s.segment(2).draft) == (False, "typed")
        assert s.desk.next_open(1) != 2
        await s.press("escape", "y", "k")
        assert s.segment(2).translate
        await s.press("escape", "y", "x")
        assert s.text == "typed", "an unknown key never lands in the text"


async def test_an_abbreviation_behind_a_join(workspace: Path) -> None:
    text = "زار الوفد منطقة كدس. الشاطئ صباح اليوم والتقى الأطباء والممرضين. ثم غادر.\n"
    async with session(workspace, article=text) as s:
        await s.press("escape", "y", "a")
        assert any("right behind a join" in n for n in notices(s))
        await s.press("escape", "j")
        assert any("Joined. Esc y a:" in n for n in notices(s))
        await s.press("alt+y", "a")
        file = workspace / "projects" / "news" / "abbreviations.txt"
        assert file.read_text(encoding="utf-8").splitlines()[-1] == "كدس."
        before = len(notices(s))
        await s.press("escape", "j")
        assert len(notices(s)) == before, "a long word is no abbreviation"
