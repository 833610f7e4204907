"""Help: the keys in force, here and everywhere, and what the marks mean. Words that are typed find them at once."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.model import counted
from workbench.tui.arabic_names import ARABIC
from workbench.tui.keymap import Command, Keymap
from workbench.tui.keys import normal
from workbench.tui.marks import BRIGHT
from workbench.tui.matching import Words, found
from workbench.tui.screens.page import Page
from workbench.tui.strips import Pen
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.panels import Bar, Panel, fit_items

NAMES = 26
"""Columns of the keys; what they do stands beside them."""
EVERYWHERE = (
    ("F1   ?", "these lines: F1 on every screen, ? where letters are keys, Esc h in an article"),
    ("Esc", "leaves a screen, a question, a line one types in; nothing is lost"),
    ("Enter", "takes what is chosen, answers a question with its first answer"),
    ("Up Down PgUp PgDn", "move in a list, scroll what is long"),
    ("letters", "on a screen without a line to type in they are keys; its lowest line names them"),
    ("Arabic layout", "the letter on the same key counts: behind Esc and wherever letters are keys"),
    ("Alt+key", "the same as Esc and then the key"),
    ("Shift+arrows", "select in a line one types in; with Ctrl whole words"),
    ("Ctrl+C Ctrl+X Ctrl+V", "copy, cut and paste; pasting by the terminal does the same"),
    ("Ctrl+Delete", "delete to the end of the word"),
)
MARKS = (
    ("·  -", "new"),
    ("◐  ~", "draft, not confirmed"),
    ("✓  +", "confirmed, on the disk"),
    ("★  *", "reviewed"),
    ("■  #", "locked: nothing but unlocking changes it"),
    ("!!  !  ?  i", "issue: critical, error, warning, hint; the first two stop Enter once"),
    ("-gone-  +new+", "what differs from a match"),
)
_STEPS = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "ctrl+home": -9999, "ctrl+end": 9999}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of help: keys or a mark, what it does, what it can be found by."""

    name: str
    text: str
    words: Words

    @classmethod
    def plain(cls, name: str, text: str) -> Row:
        """Make one that is found by what stands there."""
        return cls(name, text, Words.of((name,), text))


Part = tuple[str, list[Row]]
"""A heading and its lines."""


def editor_parts(keymap: Keymap, here: str) -> list[Part]:
    """Return the keys of an article: those of the loop, then those behind Esc."""
    loop = [_of(c) for c in keymap.loop]
    loop.append(Row.plain("Alt+1..9   Esc 1..9", "put proposal 1 ... 9"))
    return [(here, loop), ("Behind Esc, or with Alt", [_of(c, behind=True) for c in keymap.menu])]


def commands_part(heading: str, commands: Iterable[Command]) -> Part:
    """Return the keys of another place."""
    return heading, [_of(c) for c in commands]


def _of(command: Command, *, behind: bool = False) -> Row:
    keys = command.shown_keys
    if behind:
        keys = sorted(keys, key=lambda k: not k.startswith("Esc "))
    words = Words.of((command.id, command.short, ARABIC.get(command.id, ""), *keys), command.text)
    return Row("   ".join(keys), command.text, words)


class HelpScreen(Page[None]):
    """What the keys do. ``here`` are the commands of the place it was asked in, or ``rows`` its keys with what they do.

    Without either that is an article.

    Esc, Enter and F1 leave; the arrows scroll; Ctrl+C copies what is shown; everything else is typed to find it.
    """

    DEFAULT_CSS = """
    HelpScreen #help-title { height: 1; background: $primary-background; text-style: bold; }
    HelpScreen #help-words { display: block; }
    HelpScreen #help { height: 1fr; }
    HelpScreen #help-keys { height: 1; background: $panel; }
    """

    def __init__(self, pen: Pen, here: Sequence[Command] = (), rows: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._pen = pen
        self._here = commands_part("Here", here) if here else ("Here", [Row.plain(*row) for row in rows])
        self._top = 0

    def compose(self) -> ComposeResult:
        """Title, the words, the keys, how to leave."""
        yield Bar(
            self._pen,
            lambda: (
                " Help: type words or a key to find it",
                f"{counted(sum(len(rows) for _t, rows in self._shown()), 'line')} ",
            ),
            id="help-title",
        )
        yield Field(self._pen, id="help-words")
        yield Panel(self._lines, id="help")
        yield Bar(self._pen, self._key_bar, id="help-keys")

    def on_mount(self) -> None:
        """Gather the keys in force."""
        keymap: Keymap = self.app.key_table  # type: ignore[attr-defined] # the app is a WorkbenchApp
        elsewhere = bool(self._here[1])
        parts = editor_parts(keymap, "In an article" if elsewhere else "Here: in an article")
        if elsewhere:
            parts.insert(0, self._here)
        everywhere = ("Everywhere", [Row.plain(*row) for row in EVERYWHERE])
        parts.insert(1 if elsewhere else len(parts), everywhere)
        self._parts = [*parts, ("What the marks mean", [Row.plain(*row) for row in MARKS])]
        self.field = self.query_one("#help-words", Field)
        self.field.begin("", "en")

    # ------------------------------------------------------------------ drawing

    def _shown(self) -> list[Part]:
        """Return the parts with the lines that have the words."""
        rows = [row for _heading, part in self._parts for row in part]
        wanted = {id(rows[n]) for n in found(self.field.text, [row.words for row in rows])}
        kept = [(heading, [row for row in part if id(row) in wanted]) for heading, part in self._parts]
        return [part for part in kept if part[1]]

    def _lines(self, width: int, height: int, style: Style) -> list[Strip]:
        out: list[Strip] = []
        for heading, rows in self._shown():
            out += [self._pen.label("", width, style)] * bool(out)
            out.append(self._pen.label(f"  {heading}", width, style + BRIGHT))
            for row in rows:
                out += self._row(row, width, style)
        if not out:
            out.append(self._pen.label("  Nothing here has these words.", width, style))
        self._top = max(0, min(self._top, len(out) - height))
        return out[self._top :]

    def _row(self, row: Row, width: int, style: Style) -> list[Strip]:
        """Draw a line; keys too long for their columns stand on a line of their own."""
        names = textwrap.wrap(row.name, NAMES - 1) or [""]
        texts = textwrap.wrap(row.text, max(20, width - NAMES - 3)) or [""]
        size = max(len(names), len(texts))
        names, texts = names + [""] * (size - len(names)), texts + [""] * (size - len(texts))
        return [
            self._pen.label(f"  {name:<{NAMES}}{text}", width, style) for name, text in zip(names, texts, strict=True)
        ]

    def _key_bar(self) -> tuple[str, str]:
        return fit_items(["Type to find", "Up/Down PgUp/PgDn scroll", "Ctrl+C copy", "Esc back"], self.size.width), ""

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Scroll, leave, copy; else type."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        if key in _STEPS:
            self._top += _STEPS[key]
            self.query_one("#help", Panel).renew()
        elif key in ("escape", "enter", "ctrl+j", "f1", "ctrl+q"):
            self.app.pop_screen()
        elif key == "ctrl+c":
            self._copy()
        else:
            await self.field.edit_key(key, event)
            self._find()

    def on_paste(self, event: events.Paste) -> None:
        """Take pasted words."""
        event.stop()
        self.field.take_paste(event.text)
        self._find()

    def _find(self) -> None:
        self._top = 0
        self.query_one("#help", Panel).renew()
        self.query_one("#help-title").refresh()

    def _copy(self) -> None:
        """Copy what is shown, a line each: keys, tab, what they do."""
        lines = [line for heading, rows in self._shown() for line in (heading, *(f"{r.name}\t{r.text}" for r in rows))]
        self.app.copy_to_clipboard("\n".join(lines))
        self.app.tell("The keys are copied.")  # type: ignore[attr-defined] # the app is a WorkbenchApp
