"""What was put right in a proposal is shown, and taken back by key."""

from __future__ import annotations

from dataclasses import replace

from workbench.model import DiffKind, DiffSpan, TermChange, TermChangeReason
from workbench.model.proposals import Patch

from .conftest import Sit
from .fake_desk import FakeDesk, fuzzy

CHANGES = (
    TermChange(0, 12, "Selma Hadad", "Salma Haddad", "haddad", TermChangeReason.SOUND, 0.95),
    TermChange(25, 39, "River Clinic", "River Hospital", "nahr", TermChangeReason.LISTED),
)
TEXT = "Salma Haddad visited the River Hospital."
BEFORE = "Selma Hadad visited the River Clinic."


def desk() -> FakeDesk:
    made = FakeDesk()
    made.found[1] = [replace(fuzzy(TEXT), changes=CHANGES), fuzzy("Another.")]
    return made


async def test_the_proposal_says_what_was_put_right(sit: Sit) -> None:
    async with sit(desk(), size=(140, 40)) as s:
        await s.searched()
        shown = s.pane("proposals")
        assert "2 put right" in shown
        assert "put in Salma Haddad for Selma Hadad" in " ".join(shown.split())
        assert "put in River Hospital for River Clinic" in " ".join(shown.split())


async def test_one_key_takes_the_repair_of_the_text_just_taken_back(sit: Sit) -> None:
    async with sit(desk()) as s:
        await s.searched()
        await s.press("tab")
        assert s.text == TEXT
        await s.press("escape", "y", "x")
        assert s.text == BEFORE
        await s.press("ctrl+z")
        assert s.text == TEXT
        # After editing, what still stands is taken back.
        s.screen.target.put("")
        await s.press("pagedown", "pageup")
        await s.searched()
        await s.press("tab")
        await s.type(" More")
        await s.press("escape", "y", "x")
        assert s.text == BEFORE + " More"


async def test_without_a_repair_the_key_changes_nothing(sit: Sit) -> None:
    async with sit(desk()) as s:
        await s.searched()
        await s.press("escape", "2", "escape", "y", "x")
        assert s.text == "Another."


async def test_a_patched_match_says_what_was_put_in_and_shows_only_what_still_differs(sit: Sit) -> None:
    left = (DiffSpan(DiffKind.SAME, "زارت سلمى "), DiffSpan(DiffKind.GONE, "حماة"), DiffSpan(DiffKind.NEW, "حلب"))
    swapped = TermChange(0, 12, "Nader Khoury", "Salma Haddad", "haddad", TermChangeReason.SWAPPED)
    repaired = TermChange(25, 39, "River Clinic", "River Hospital", "nahr", TermChangeReason.LISTED)
    made = FakeDesk()
    offer = replace(fuzzy(TEXT, 72), changes=(swapped, repaired), patch=Patch(0, 1, whole=False, left=left))
    other = replace(swapped, start=0, end=7, new="Another")
    whole = replace(fuzzy("Another.", 72), changes=(other,), patch=Patch(0, 1, whole=True, left=left[:1]))
    made.found[1] = [replace(o, label=f"TM 72 % · {o.patch}") for o in (offer, whole)]
    async with sit(made, size=(140, 40)) as s:
        await s.searched()
        first, second = (row for row in s.pane("proposals").splitlines() if "TM 72 %" in row)
        assert "TM 72 % · partly patched 1 term  1 put right" in first
        assert "TM 72 % · patched 1 term" in second
        assert "put right" not in second
        assert "put in Salma Haddad for Nader Khoury" in " ".join(s.pane("proposals").split())
        assert s.pane("proposals").count("+") == 2
        await s.press("tab", "escape", "y", "x")
        assert s.text == "Nader Khoury visited the River Clinic."
