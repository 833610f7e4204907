"""Make the pictures of the manual: the program itself, on the sample article, at fixed sizes.

``python docs/make_pictures.py`` writes docs/pictures/*.svg; ``--check`` compares them with what the program draws now
and ends with 1 where one is not true any more. It needs no terminal and no network. Clock, author and workspace are
its own, so equal programs draw equal bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PICTURES = HERE / "pictures"
NOON = datetime.fromisoformat("2026-03-02T09:40:00+00:00")
PATIENCE = 30.0
"""Seconds after which a screen that does not show what it should is given up."""
ALIKE, APART = 4, 0.06
"""A screen is drawn whole when it was the same so many times, so many seconds apart."""
UNREADY = ("ooking", "counting", "loading ...", "Saving ...", "Reading ...", "waiting")
"""Words of a screen that waits for something."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: what keys lead to it, and which words stand there when all is drawn.

    Each of ``typed`` is pasted into the line that is open and taken; ``then`` are keys for what is drawn, ``back`` those
    to where the next picture begins.
    ``title`` says what is seen to who cannot see it; ``absent`` are words of a screen that is not ready.
    """

    name: str
    title: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    back: tuple[str, ...] = ("escape",)


SMALL, MIDDLE, LARGE, SCREEN = (80, 24), (120, 35), (160, 45), (110, 28)
KEY_NAMES = {" ": "space", "-": "minus", ",": "comma"}
TYPED = "Walid al-Baydar runs the Amman office, while the Bei"
"""What is typed in the open segment: a name, words and the beginning of another name."""

AT_HOME = (
    Picture(
        "home", "Home: projects and articles, how far each is", (110, 16), shows=("new", "!"), absent=("…",), back=()
    ),
    Picture(
        "import",
        "Import: each paragraph, what it is, its segments; nothing is stored yet",
        SCREEN,
        ("pageup", "i"),
        ("Enter import",),
        typed=("water-and-grain-forum.ar.txt",),
    ),
)
IN_THE_EDITOR = (
    Picture(
        "editor-120x35",
        "The editor: an Arabic article being translated",
        MIDDLE,
        shows=("put in Walid", "term not used", "Saved", "opened in March"),
        back=(),
    ),
    Picture("editor-80x24", "The editor in a window of 80 columns", SMALL, back=()),
    Picture("editor-160x45", "The editor in a window of 160 columns, with the text around", LARGE, back=()),
    Picture("menu", "The menu line: all that stands behind Esc", MIDDLE, ("escape",), ("Esc +",)),
    Picture(
        "names",
        "Names first: a name no glossary has, with forms to choose from",
        SCREEN,
        ("escape", "o"),
        (" open ", "letters"),
    ),
    Picture(
        "concordance",
        "Concordance: where words stand in the memory",
        SCREEN,
        ("escape", "k"),
        ("places",),
        typed=("المنتدى",),
    ),
    Picture(
        "glossary",
        "The glossaries, found by typing",
        SCREEN,
        ("escape", "r"),
        ("entries", "of the project"),
        back=("escape", "escape"),
    ),
    Picture("quality", "The quality report, the worst first", SCREEN, ("escape", "q"), ("issues in",)),
    Picture("statistics", "Statistics: words, states, match bands", (110, 40), ("escape", "x", "s"), ("repetition",)),
    Picture(
        "replace",
        "Find and replace: every change is seen first",
        SCREEN,
        ("escape", "y", "r"),
        ("4 of 4",),
        typed=("forum", "gathering"),
    ),
    Picture("resources", "Memories, engines and glossaries of a project", SCREEN, ("escape", "x", "m"), ("no key",)),
    Picture("consent", "Consent: what would be sent, and where to", SCREEN, ("escape", "m"), ("not now",)),
    Picture(
        "delivery",
        "Delivery: the proof, what fails first; one kind of finding is agreed to",
        SCREEN,
        ("escape", "x", "d"),
        ("fail",),
        then=("a", "home"),
    ),
    Picture("editor-light", "The editor in the light theme", MIDDLE, ("escape", "x", "t"), back=()),
)


class Clock(datetime):
    """The time of the pictures: always the same."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Clock:
        """Return the one moment."""
        return cls.fromtimestamp(NOON.timestamp(), tz)


def surroundings(folder: Path) -> None:
    """Let nothing of this machine or its user be seen. Before Textual is imported, which reads some of it then."""
    for name in ("NO_COLOR", "WORKBENCH_HOME", "WORKBENCH_OFFLINE", "LC_ALL", "TEXTUAL_THEME", "TEXTUAL_FILTERS"):
        os.environ.pop(name, None)
    for name in ("DEEPL_API_KEY", "LIBRE_API_KEY", "OPENAI_API_KEY"):
        os.environ.pop(name, None)
    os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TEXTUAL_DISABLE_KITTY_KEY="1")
    os.environ.update(TZ="UTC", LANG="C.UTF-8", PYTHON_KEYRING_BACKEND="keyring.backends.null.Keyring")
    os.environ["WORKBENCH_USER_DIR"] = str(folder / "user")
    if hasattr(time, "tzset"):
        time.tzset()
    (folder / "user").mkdir()
    (folder / "user" / "config.toml").write_text('author = "Nadia"\n', encoding="utf-8")
    from workbench.workflow import clock, desk_effort

    clock.datetime = desk_effort.datetime = Clock  # type: ignore[attr-defined]


async def at_rest(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Wait until nothing is left to do but timers; Textual's own wait sleeps at every key."""
    loop: Any = asyncio.get_running_loop()
    quiet = 0
    while quiet < 3:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1


class Studio:
    """A running app: keys in, pictures out. ``root`` is the folder that must not be seen."""

    def __init__(self, app: Any, pilot: Any, root: Path) -> None:
        self.app, self.pilot, self._root = app, pilot, str(root)

    async def take(self, picture: Picture) -> str:
        """Go to where the picture is taken, take it, go back."""
        await self.resize(*picture.size)
        await self.press(*picture.keys)
        for text in picture.typed:
            await self.until(lambda: self.app.screen.question.is_open, picture.name)
            self.app.screen.question.field.load("")
            self.app.screen.question.paste(text)
            await self.press("enter")
        if picture.then:
            await self.drawn(picture)
            await self.press(*picture.then)
        strips = await self.drawn(picture)
        # Here: it imports Textual.
        from terminal_svg import svg

        found = svg(strips, picture.size[0], self.app.ansi_theme, picture.title)
        await self.press(*picture.back)
        return found

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Give the window another size."""
        await self.pilot.resize_terminal(width, height)
        await self.until(lambda: tuple(self.app.screen._compositor.size) == (width, height), "resize")

    async def until(self, test: Any, what: str) -> None:
        """Wait for something."""
        end = time.monotonic() + PATIENCE
        while not test():
            if time.monotonic() > end:
                raise SystemExit(f"{what}: it did not happen; the screen shows\n{self.shown()}")
            await self.pilot.pause(0.02)

    async def drawn(self, picture: Picture) -> list[Any]:
        """Wait until all is there and nothing moves; return the lines."""
        alike, last = 0, ""
        end = time.monotonic() + PATIENCE
        while alike < ALIKE:
            if time.monotonic() > end:
                raise SystemExit(f"{picture.name}: it never showed {picture.shows}; the screen shows\n{self.shown()}")
            await self.pilot.pause(APART)
            shown = self.shown()
            whole = all(w in shown for w in picture.shows) and not any(w in shown for w in (*UNREADY, *picture.absent))
            alike, last = (alike + 1 if whole and shown == last else 0), shown
        return list(self.strips())

    def strips(self) -> Iterator[Any]:
        """Return the lines as they are drawn, the name of our folder taken out."""
        for strip in self.app.screen._compositor.render_strips():
            yield strip if self._root not in strip.text else self._anonymous(strip)

    def _anonymous(self, strip: Any) -> Any:
        from rich.segment import Segment
        from textual.strip import Strip

        name = "~/desk"
        room = " " * (len(self._root) - len(name))
        put = room + name if strip.text.rstrip().endswith(self._root) else name + room
        return Strip([Segment(s.text.replace(self._root, put), s.style, s.control) for s in strip], strip.cell_length)

    def shown(self) -> str:
        """Return everything on the screen, as text."""
        return "\n".join(strip.text for strip in self.strips())


async def taken(folder: Path) -> dict[str, str]:
    """Return all pictures by name."""
    import textual.app
    import textual.pilot

    from workbench.tui import keys
    from workbench.tui.app import WorkbenchApp
    from workbench.workflow.demo import MAIN
    from workbench.workflow.desk import open_desk

    keys.install()
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = at_rest  # type: ignore[attr-defined]
    found: dict[str, str] = {}
    from picture_workspace import OPEN, made_workspace

    with made_workspace(folder) as ws:
        desk = open_desk(ws, MAIN)
        desk._clock = lambda: desk._acted
        app = WorkbenchApp(ws, desk)
        async with app.run_test(size=MIDDLE) as pilot:
            studio = Studio(app, pilot, folder)
            await studio.until(lambda: desk.prepared, "the article")
            app.screen.go(OPEN)  # type: ignore[attr-defined]
            await studio.until(lambda: app.screen.opened.searched, "the proposals")  # type: ignore[attr-defined]
            await studio.press(*(KEY_NAMES.get(char, char) for char in TYPED))
            await studio.until(lambda: not desk.unsaved, "saving")
            for picture in IN_THE_EDITOR:
                found[picture.name] = await studio.take(picture)
        desk.close()
        ws.settings = replace(ws.settings, theme="dark")
        app = WorkbenchApp(ws, None)
        async with app.run_test(size=MIDDLE) as pilot:
            studio = Studio(app, pilot, folder)
            for picture in AT_HOME:
                found[picture.name] = await studio.take(picture)
    return found


def differing(found: dict[str, str]) -> list[str]:
    """Return the names of files that are not as found, also of those that are left over."""
    there = {p.stem: p.read_text(encoding="utf-8") for p in PICTURES.glob("*.svg")}
    return sorted(name for name in there | found if there.get(name) != found.get(name))


def made() -> dict[str, str]:
    """Return all pictures by name, from a workspace that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        surroundings(folder)
        os.chdir(HERE.parent / "projects" / "sample" / "source")
        return asyncio.run(taken(folder / "desk"))


def main() -> None:
    """Make the pictures, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 when a picture is not true any more")
    check = parser.parse_args().check
    found = made()
    wrong = differing(found)
    if check:
        # A busy machine may have been photographed half drawn: what is untrue is so twice.
        wrong = [name for name in differing(made()) if name in wrong] if wrong else []
        if wrong:
            sys.exit(f"Not true any more: {', '.join(wrong)}. Look at them and keep them: python docs/make_pictures.py")
        return
    PICTURES.mkdir(exist_ok=True)
    for path in PICTURES.glob("*.svg"):
        if path.stem not in found:
            path.unlink()
    for name, picture in found.items():
        (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8", newline="\n")
    sys.stdout.write(f"{len(found)} pictures, changed: {', '.join(wrong) or 'none'}\n")


if __name__ == "__main__":
    main()
