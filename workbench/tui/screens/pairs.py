"""Pairs: looking over an alignment. Every act is on the disk before the next key; leaving and coming back loses nothing."""

from __future__ import annotations

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.errors import WorkbenchError
from workbench.model import counted
from workbench.tui.keys import normal, place_of
from workbench.tui.marks import ASCII, BRIGHT, DIM, NUMBER, SYMBOLS
from workbench.tui.screens.choosing import HELP
from workbench.tui.screens.page import Page
from workbench.tui.strips import Pen, joined
from workbench.tui.widgets.panels import Bar, Panel, fit_items
from workbench.workflow.pair_review import Review, Row, Verdict
from workbench.workflow.workspace import Workspace

HEAD = 21
"""Columns before the texts of the list: mark, number, kind, confidence."""
_MOVES = {"1": ("ar", 1), "2": ("en", 1), "3": ("ar", -1), "4": ("en", -1)}


class PairsScreen(Page[None]):
    """A list of beads with their confidence and, below, the sentences of the chosen one and how the next one begins."""

    DEFAULT_CSS = """
    PairsScreen #pairs-title { height: 1; background: $primary-background; text-style: bold; }
    PairsScreen #pairs { height: 1fr; }
    PairsScreen #pair { height: 12; border-top: solid $primary; }
    PairsScreen #pairs-keys { height: 1; background: $panel; }
    """

    def __init__(self, pen: Pen, ws: Workspace, review: Review, least: float) -> None:
        super().__init__()
        self._pen = pen
        self._review = review
        self._least = least
        self._glyphs = ASCII if ws.settings.ascii else SYMBOLS
        self.at = next((n for n, row in enumerate(review.rows) if self._in_doubt(row)), 0)

    def compose(self) -> ComposeResult:
        """Title, list, the bead chosen, keys."""
        yield Bar(self._pen, self._title, id="pairs-title")
        yield Panel(self._list, id="pairs")
        yield Panel(self._detail, id="pair")
        yield Bar(self._pen, self._key_bar, id="pairs-keys")

    def on_mount(self) -> None:
        """Let the keys go that were typed ahead."""
        self.app.ready()  # type: ignore[attr-defined] # the app is a WorkbenchApp

    def _in_doubt(self, row: Row) -> bool:
        return row.in_doubt(self._least)

    # ------------------------------------------------------------------ drawing

    def _title(self) -> tuple[str, str]:
        rows, found = self._review.rows, self._review.found
        doubt = sum(self._in_doubt(r) for r in rows)
        kept = sum(r.taken(self._least) for r in rows)
        return f" {found.arabic.name} + {found.english.name}", f"{counted(kept, 'pair')} kept, {doubt} in doubt "

    def _list(self, width: int, height: int, style: Style) -> list[Strip]:
        rows = self._review.rows
        top = self._top(height)
        return [self._line(n, width, style) for n in range(top, min(len(rows), top + height))]

    def _top(self, height: int) -> int:
        return max(0, min(self.at - height // 2, len(self._review.rows) - height))

    def _line(self, n: int, width: int, style: Style) -> Strip:
        row = self._review.rows[n]
        own = style + NUMBER if n == self.at else style if row.taken(self._least) else style + DIM
        arabic, english = self._review.found.texts(row.bead)
        caret = self._glyphs.caret if n == self.at else " "
        b = row.bead
        kind = f"{b.ar_end - b.ar}-{b.en_end - b.en}"
        head = self._pen.label(f" {caret} {self._mark(row)} {n + 1:>4} {kind} {self._sure(row)} ", HEAD, own)
        half = max(4, (width - HEAD - 1) // 2)
        return joined(
            [
                head,
                self._pen.cell(english, half, "en", own),
                self._pen.label(" ", 1, own),
                self._pen.cell(arabic, max(4, width - HEAD - 1 - half), "ar", own),
            ],
            width,
            own,
        )

    def _mark(self, row: Row) -> str:
        if row.verdict is Verdict.ACCEPTED:
            return self._glyphs.done
        if row.verdict is Verdict.DROPPED:
            return "x"
        return "?" if self._in_doubt(row) else " "

    def _sure(self, row: Row) -> str:
        return "edit" if row.verdict is Verdict.EDITED else f"{100 * row.bead.confidence:>3.0f}%"

    def _detail(self, width: int, height: int, style: Style) -> list[Strip]:
        rows = self._review.rows
        if not rows:
            return []
        found, b = self._review.found, rows[self.at].bead
        out: list[Strip] = []
        room = max(2, (height - 1) // 2)
        for side, span, alone in (
            (found.english, (b.en, b.en_end), "no English"),
            (found.arabic, (b.ar, b.ar_end), "no Arabic"),
        ):
            lines: list[Strip] = []
            for n in range(*span):
                for k, line in enumerate(self._pen.lines(side.sentences[n], max(10, width - 8), side.language)):
                    head = self._pen.label(f" {side.lines[n]:>5} " if k == 0 else "", 7, style + DIM)
                    lines.append(joined([head, self._pen.strip(line, style)], width, style))
            if not lines:
                lines = [self._pen.label(f"       ({alone})", width, style + DIM)]
            if len(lines) > room:
                lines = [*lines[: room - 1], self._pen.label("       …", width, style + BRIGHT)]
            out += lines
        return out

    def _key_bar(self) -> tuple[str, str]:
        items = [
            "Enter accept",
            "d drop",
            "n p doubt",
            "j join",
            "s split",
            "1 2 take",
            "3 4 hand over",
            "z undo",
            "Esc leave",
        ]
        return fit_items(items, self.size.width), ""

    def help_rows(self) -> list[tuple[str, str]]:
        """The keys, said at more length."""
        return [
            ("Enter   a", "accept the pair and go on; again: take that back"),
            ("d", "leave the pair out; again: take that back"),
            ("n   p", "the next, the previous pair that is in doubt"),
            ("j", "join with the next one"),
            ("s", "split: the first sentence of each side apart from the rest"),
            ("1   2", "take the next pair's first Arabic, English sentence over"),
            ("3   4", "hand the last Arabic, English sentence to the next pair"),
            ("z", "take the last act back"),
            ("Up Down PgUp PgDn Home End", "another pair"),
            ("Esc   q", "leave; the same command goes on here"),
        ]

    def _renew(self) -> None:
        for name in ("pairs", "pair"):
            self.query_one(f"#{name}", Panel).renew()
        self.query_one("#pairs-title").refresh()

    # ------------------------------------------------------------------ keys

    async def on_key(self, event: events.Key) -> None:
        """Handle every key here."""
        event.stop()
        event.prevent_default()
        key = normal(event.key)
        char = place_of(event.character or "").lower()
        count = len(self._review.rows)
        steps = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10, "home": -count, "end": count}
        if key in ("escape", "ctrl+q") or char == "q":
            await self.app.action_quit()
            return
        if event.character in HELP:
            await self.app.action_page_help()  # type: ignore[attr-defined] # the app is a WorkbenchApp
            return
        if key in steps:
            self.at = max(0, min(count - 1, self.at + steps[key]))
        elif count:
            try:
                self._act("a" if key in ("enter", "ctrl+j") else "z" if key == "ctrl+z" else char)
            except WorkbenchError as e:
                self._say(f"NOT SAVED: {e}")
        self._renew()

    def _act(self, char: str) -> None:
        review, said = self._review, ""
        if char == "a":
            said = review.accept(self.at)
            if not said and review.rows[self.at].verdict is Verdict.ACCEPTED:
                self.at = min(len(review.rows) - 1, self.at + 1)
        elif char == "d":
            said = review.drop(self.at)
        elif char == "j":
            said = review.join(self.at)
        elif char == "s":
            said = review.split(self.at)
        elif char in _MOVES:
            said = review.move(self.at, *_MOVES[char])
        elif char == "z":
            back = review.undo()
            said = "Nothing was done here." if back is None else ""
            self.at = self.at if back is None else back
        elif char in ("n", "p"):
            self._doubt(1 if char == "n" else -1)
        self.at = min(self.at, len(review.rows) - 1)
        if said:
            self._say(said)

    def _doubt(self, step: int) -> None:
        """Go to the next bead in doubt, round the end."""
        rows = self._review.rows
        for k in range(1, len(rows) + 1):
            n = (self.at + step * k) % len(rows)
            if self._in_doubt(rows[n]):
                self.at = n
                return
        self._say("Nothing is in doubt any more.")

    def on_panel_clicked(self, message: Panel.Clicked) -> None:
        """Choose the clicked line."""
        if message.panel == "pairs" and self._review.rows:
            self.at = min(len(self._review.rows) - 1, self._top(self.query_one("#pairs").size.height) + message.y)
            self._renew()

    def _say(self, text: str) -> None:
        self.app.tell(text)  # type: ignore[attr-defined] # the app is a WorkbenchApp
