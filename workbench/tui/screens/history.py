"""What happened to a segment: who put which text when, and from where. Any of these texts can be had again as a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual.strip import Strip

from workbench.model import HistoryEntry, counted
from workbench.tui.marks import DIM, Glyphs
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.strips import Pen, Spans, joined
from workbench.workflow.clock import local_time

_ACTS = {
    "confirm": "confirmed",
    "draft": "draft",
    "unconfirm": "taken back",
    "conflict": "kept beside another's",
    "pretranslate": "filled in",
    "undo": "bulk act undone",
    "repeat": "as its repeat",
    "unrepeat": "repeat undone",
    "lock": "locked",
    "unlock": "unlocked",
    "unreview": "no longer reviewed",
    "update": "before an update",
    "gone": "of a neighbour",
    "note": "note",
    "waive": "issue ignored",
    "unwaive": "ignored no more",
    "replaced": "before terms were put right",
    "impact": "terms put right",
    "before replace": "before a replacement",
    "replace": "replaced",
    "replace draft": "replaced in a draft",
    "undo draft": "replacement undone",
}


class HistoryScreen(ChoosingScreen[HistoryEntry]):
    """A segment's history, newest first."""

    def __init__(
        self,
        pen: Pen,
        glyphs: Glyphs,
        number: int,
        entries: Sequence[HistoryEntry],
        language: str,
        take: Callable[[HistoryEntry], None],
    ) -> None:
        super().__init__(pen, glyphs, take)
        self._number, self._language = number, language
        self.rows = list(reversed(entries))

    def title_bar(self) -> tuple[str, str]:
        """Which segment it is."""
        return f" History of segment {self._number}", f"{counted(len(self.rows), 'entry', 'entries')} "

    def line(self, row: HistoryEntry, width: int, style: Style) -> Strip:
        """Time, person, act, and how the text begins."""
        act = "reviewed" if (row.act, row.reason) == ("confirm", "review") else _ACTS.get(row.act, row.act)
        head = f"{local_time(row.at):<16}  {row.author[:12]:<12}  {act[:22]:<22} "
        room = max(4, width - len(head))
        text = self.pen.cell(row.target, room, self._language, style)
        return joined([self.pen.label(head, len(head), style + DIM), text], width, style)

    def whole(self, row: HistoryEntry) -> list[tuple[str, str, Spans]]:
        """The text, where it came from, and what was said."""
        origin = " ".join(part for part in (row.origin.value if row.origin else "", row.via) if part)
        out: list[tuple[str, str, Spans]] = [(row.target, self._language, ())] if row.target else []
        if origin:
            out.append((f"from: {origin}", "en", ()))
        if row.reason:
            out.append((f"before: {row.reason}" if row.act == "lock" else row.reason, "en", ()))
        return out

    def nothing(self) -> str:
        """Nothing yet."""
        return "Nothing has happened to this segment yet."

    def keys(self) -> list[str]:
        """The keys."""
        return ["Enter put it as a draft", "c copy", "Esc back"]
