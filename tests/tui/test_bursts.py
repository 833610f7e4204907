"""Commands that open and close screens between segments typed at full speed, and a program killed at any moment."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.model import Segment
from workbench.store import segments
from workbench.workflow.importing import import_text
from workbench.workflow.projects import get_document, get_project, new_project
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

SEGMENTS = 120
ALONE = 0.6
"""Seconds behind a lone Esc: a key that is read within 0.1 of it is one with Alt, on any terminal."""
KILLS = 25
"""At each of two sizes."""
SECOND = 1.0
"""Seconds of a draft that may be lost."""
GLOSSARY = "id,ar,en\nnahar,مستشفى النهر,River Hospital\n"
SCREENS: list[list[str]] = [
    ["\x1bl", "\x1b"],  # the list of segments
    ["\x1bkhospital\r", "\x1b"],  # the concordance
    ["\x1byh", "\x1b"],  # history
    ["\x1b/note\r", "\x1b"],  # the palette runs a command that asks, and the question is left
    ["\x1bh", "\x1b"],  # help
    ["\x1bq", "\x1b"],  # the quality report
    ["\x1bxs", "\x1b"],  # statistics
    ["\x1br", "\x1b", "\x1b"],  # glossaries
    ["\x1ba", "\x1b", "\x1b"],  # the form of an entry
    ["\x1bo", "\x1b"],  # names
    ["\x1bxm", "\x1b"],  # memories and engines
    ["\x1bym", "\x1b", "\x1b"],  # comments: the question for the first one, then the screen
    ["\x1bfnowhere to be found\r", ""],  # find
    ["\x1bnA note.\r", ""],  # a note
    ["\x1bxd", "\x1b"],  # delivery
    ["\x1byr", "\x1b", "\x1b"],  # find and replace: what to find, then the screen
]


@pytest.fixture
def book(workspace: Path) -> Path:
    (workspace / "glossaries" / "names.csv").write_text(GLOSSARY, encoding="utf-8")
    with open_workspace(workspace) as ws:
        text = "".join(f"زار الوفد رقم {word(i)} مستشفى النهر في الصباح.\n" for i in range(SEGMENTS + 5))
        import_text(ws, new_project(ws, "news", "ar", "en"), "doc", text)
    return workspace


def word(n: int) -> str:
    return "".join(chr(ord("a") + int(d)) for d in str(100 + n))


def stored(workspace: Path) -> list[Segment]:
    with open_workspace(workspace) as ws:
        document = get_document(ws, get_project(ws, "news"), "doc")
        return segments.load_segments(ws.store.read(), document.id)


Start = Callable[[], Terminal]


@pytest.fixture(params=[(80, 24), (140, 45)], ids=["80x24", "140x45"])
def start(request: pytest.FixtureRequest, book: Path) -> Iterator[Start]:
    opened: list[Terminal] = []

    def begin() -> Terminal:
        env = {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
        terminal = Terminal(program(book, "open", "news", "doc"), request.param, env)
        opened.append(terminal)
        terminal.until_shows("Enter ")
        terminal.until(lambda: "loading" not in terminal.screen(), "terms and memory loaded")
        return terminal

    yield begin
    for terminal in opened:
        terminal.close()


@pytest.mark.long
@pytest.mark.timeout(600)
def test_screens_opened_and_closed_between_segments_typed_at_once(book: Path, start: Start) -> None:
    terminal = start()
    for n in range(SEGMENTS):
        first, *leave = SCREENS[n % len(SCREENS)]
        # One burst: half a text, a command that opens something, and what is typed into it.
        terminal.burst(f"The delegation {word(n)}{first}")
        for key in leave:
            time.sleep(ALONE)
            terminal.burst(key)
        time.sleep(ALONE)
        terminal.burst(" visited River Hospital in the morning.\r")
    terminal.until_shows(f"{SEGMENTS}/{SEGMENTS + 5} confirmed")
    rows = stored(book)
    expected = [f"The delegation {word(n)} visited River Hospital in the morning." for n in range(SEGMENTS)]
    wrong = [(n, row.target) for n, row in enumerate(rows[:SEGMENTS]) if row.target != expected[n]]
    assert not wrong, f"{len(wrong)} of {SEGMENTS} wrong: {wrong[:5]}"
    assert not any(row.current for row in rows[SEGMENTS:])


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_killed_fifty_times(book: Path, start: Start) -> None:
    """Nothing that was shown as confirmed is lost, and of a draft at most what was typed in the last second."""
    rng = random.Random(8)
    texts: dict[int, str] = {}
    number, kept, wrong = 0, "", []
    for _round in range(KILLS):
        terminal = start()
        for _ in range(rng.randint(1, 3)):
            # What was kept of the draft stands there already; its end, because the caret may be a moment behind.
            typed = f"The delegation {word(number)} visited River Hospital."
            terminal.burst(f"\x1b[F{typed}\r")
            texts[number] = (kept + typed).strip()
            number, kept = number + 1, ""
        terminal.until_shows(f"{number}/{SEGMENTS + 5} confirmed")
        draft, times = "Half a text that grows ", []
        for letter in draft:
            terminal.burst(letter)
            times.append(time.monotonic())
            time.sleep(rng.random() * 0.12)
        time.sleep(rng.random() * 1.5)
        killed = time.monotonic()
        os.kill(terminal.pid(), signal.SIGKILL)
        terminal.close()
        rows = stored(book)
        kept = rows[number].draft or ""
        due = draft[: sum(killed - at > SECOND for at in times)]
        bad = [n for n, text in texts.items() if rows[n].target != text]
        if bad or not (draft.startswith(kept) and kept.startswith(due)):
            wrong.append((number, bad, kept, due))
    assert not wrong, wrong
