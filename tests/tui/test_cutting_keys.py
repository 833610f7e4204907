from __future__ import annotations

from pathlib import Path

from workbench.model import State

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
        await s.type("One")
        await s.press("enter")
        await s.type("two")
        await s.press("enter")
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
