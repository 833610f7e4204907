"""A translator's day by keys alone: from an empty workspace to the delivered files, every key counted."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

from workbench.model import Project, Segment
from workbench.store import projects as projects_table
from workbench.store import segments as segments_table
from workbench.tui.keys import PLACE
from workbench.workflow.projects import get_document
from workbench.workflow.workspace import open_workspace

from .terminal import Terminal, program

ARABIC = {latin: arabic for arabic, latin in PLACE.items() if len(arabic) == 1 and not arabic.isdigit()}
"""What the keys of an Arabic board send."""
FILLER = (
    "said",
    "the talks went on",
    "and both sides agreed",
    "that the work would begin soon",
    "after a long meeting",
)
PATIENCE = 3.0
"""Seconds a translator waits for an answer before pressing Enter once more."""
READING = 0.7
"""Seconds a warning is read: Enter that comes at once is taken for a key held down."""
REST = 0.1
"""Seconds a screen stays as it is once it has answered."""


@dataclass(frozen=True)
class Count:
    """The keys a segment took, and how it was translated: as it was offered (exact, fuzzy) or typed."""

    number: int
    way: str
    keys: int


def _open_number(screen: str) -> int:
    """Return the number before the source above the caret's mark, 0 when there is none; notices may hide the line of state."""
    lines = screen.splitlines()
    caret = next((n for n, line in enumerate(lines) if "▸" in line[:8]), 0)
    found = (re.match(r" {0,5}(\d+) ", line[:8]) for line in reversed(lines[:caret]))
    return next((int(m[1]) for m in found if m), 0)


@dataclass
class Translator:
    """Types as a translator does who looks at the screen; ``arabic`` is the layout the command keys are pressed with."""

    workspace: Path
    size: tuple[int, int]
    arabic: bool = False
    keys: int = 0
    counts: list[Count] = field(default_factory=list)

    def __post_init__(self) -> None:
        env = {"WORKBENCH_USER_DIR": os.environ["WORKBENCH_USER_DIR"]}
        self.terminal = Terminal(program(self.workspace, "open"), self.size, env)
        self.terminal.until_shows("F1 help")

    # ------------------------------------------------------------------ pressing

    def press(self, *names: str) -> None:
        """Press keys by their tmux names; letters as the layout has them."""
        self.keys += len(names)
        sent = [ARABIC.get(n, n) if self.arabic and len(n) == 1 else n for n in names]
        for name in sent:
            self.terminal.keys(*(("-l", name) if len(name) == 1 else (name,)))

    def command(self, *letters: str) -> None:
        """Esc and the letters behind it."""
        self.press("Escape", *letters)

    def type(self, text: str) -> None:
        """Type a text, on the layout of its language."""
        self.keys += len(text)
        self.terminal.burst(text)

    def shows(self, text: str) -> bool:
        return text in self.terminal.screen()

    def still(self) -> str:
        """Return the screen once it does not change any more."""
        before, since = "", time.monotonic()
        while time.monotonic() - since < 30:
            screen = self.terminal.screen()
            if screen == before:
                return screen
            before = screen
            time.sleep(REST)
        return before

    # ------------------------------------------------------------------ the day

    def make_project(self, name: str) -> None:
        self.press("n")
        self.terminal.until_shows("Name of the new project")
        self.type(name)
        self.press("Enter")
        self.terminal.until_shows("which direction")
        self.press("1")
        self.terminal.until_shows("make it")
        self.press("Enter")
        self.terminal.until_shows(f"{name}   ar > en")

    def import_file(self, path: Path) -> None:
        self.press("i")
        self.terminal.until_shows("Import what")
        self.type(str(path))
        self.press("Enter")
        self.terminal.until_shows("Enter import")
        self.press("Enter")
        self.terminal.until_shows(path.stem[:20])
        self.still()
        self.press("Enter")
        self.terminal.until_shows("seg ")
        self.terminal.until(lambda: "loading" not in self.terminal.screen(), "terms and memory loaded")
        self.terminal.until(lambda: "ooking for names" not in self.terminal.screen(), "the names")
        if "Names and titles in" in self.still():
            self.press("Escape")
            self.terminal.until_shows("Saved")

    @property
    def number(self) -> int:
        """The open segment."""
        self.terminal.until(lambda: _open_number(self.terminal.screen()) > 0, "an open segment")
        return _open_number(self.terminal.screen())

    def translate(self, segment: Segment) -> None:
        """Translate the open segment: as it is offered where that can be, else with its terms and figures."""
        before = self.keys
        # What is offered is told on lines that a notice may hide for a while.
        self.terminal.until_shows("seg ")
        bar = self.still()
        if "Enter take exact+confirm" in bar or "draft of a repeat" in bar:
            way = "exact"
        elif re.search(r"^[ \[]1[ \]] TM (7[5-9]|[89]\d) %", bar, re.MULTILINE):
            self.press("Enter")
            self.terminal.until_shows("Enter confirm+next")
            way = "fuzzy"
        else:
            self._write(segment)
            way = "typed"
        self.press("Enter")
        self._pass(segment.number)
        self.counts.append(Count(segment.number, way, self.keys - before))

    def _write(self, segment: Segment) -> None:
        """Type a sentence with everything the source names."""
        self.type(f"{FILLER[segment.number % len(FILLER)].capitalize()} ")
        for _ in range(12):
            bar = self.still()
            given = re.search(r"Tab <(.+?)>", bar)
            if given is None or "Tab -" in bar:
                break
            self.press("Tab")
        for _ in range(len(re.findall(r"\d[\d.,]*", segment.source))):
            self.command("e", "n")
        self.still()
        words = max(1, len(segment.source.split()) * 3 // 4)
        text = " ".join(FILLER[n % len(FILLER)] for n in range(words // 4 + 1))
        end = segment.source.rstrip()[-1:]
        self.type(f" {text}{'?' if end == '؟' else '.' if end in '.!' else ''}")

    def _passed(self, number: int, screen: str) -> bool:
        return "All segments are confirmed" in screen or _open_number(screen) not in (0, number)

    def _pass(self, number: int) -> None:
        """Pass what stops the confirm, as a person does: a second Enter, or a reason."""
        for _ in range(6):
            pressed = time.monotonic()
            end = pressed + PATIENCE
            while time.monotonic() < end:
                screen = self.terminal.screen()
                if self._passed(number, screen):
                    return
                if "not this term here" in screen:
                    # Keys that come with the question are no answer.
                    time.sleep(0.6)
                    self.press("1")
                    self.terminal.until(lambda: "not this term here" not in self.terminal.screen(), "the reason")
                elif (
                    "Enter again confirms" in screen
                    and _open_number(screen) == number
                    and time.monotonic() - pressed > READING
                ):
                    break
                time.sleep(REST)
            self.press("Enter")
        raise AssertionError(f"segment {number} cannot be confirmed:\n{self.terminal.screen()}")

    def deliver(self) -> None:
        """Prove, agree to what is found, write every format."""
        self.command("x", "d")
        self.terminal.until_shows("Delivery of")
        self.terminal.until(lambda: re.search("s (prove )?again", self.terminal.screen()) is not None, "the proof")
        for _ in range(30):
            agree = re.search(r"a agree to: (\S+)", self.still())
            if agree is None:
                break
            self.press("a")
            self.press("Down")
        self.press("w")
        self.terminal.until(lambda: "Written into" in self.terminal.screen(), "the files")

    def close(self) -> None:
        self.terminal.close()

    # ------------------------------------------------------------------ what is stored

    def project(self, slug: str) -> Project:
        with open_workspace(self.workspace) as ws:
            found = projects_table.get_project(ws.store.read(), slug)
            assert found is not None
            return found

    def segments(self, slug: str, document: str) -> list[Segment]:
        with open_workspace(self.workspace) as ws:
            return segments_table.load_segments(ws.store.read(), get_document(ws, self.project(slug), document).id)
