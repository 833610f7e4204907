"""How an article that is to be stored is drawn: paragraphs on a line each, the segments of one, what was repaired."""

from __future__ import annotations

from rich.style import Style
from textual.app import ComposeResult
from textual.strip import Strip

from workbench.model import Block, Piece, counted
from workbench.tui.marks import BRIGHT, DIM, NUMBER, WARN
from workbench.tui.screens.choosing import ChoosingScreen
from workbench.tui.screens.cutting_acts import ROLE_KEYS
from workbench.tui.strips import Spans, joined
from workbench.tui.widgets.key_lines import KeyLines
from workbench.tui.widgets.panels import Bar, Panel
from workbench.tui.widgets.question import Question
from workbench.workflow.import_plan import ImportPlan

TOLD = 3
"""Repairs that are shown."""
HEAD = 26
"""Columns of a row before its text."""


class ImportLines(ChoosingScreen[Block]):
    """The drawing half of the preview."""

    plan: ImportPlan | None
    part: int
    """Which segment of the chosen paragraph, from 0."""
    busy: str
    words: list[int]
    """Of each paragraph."""
    counts = ""
    to_translate = 0
    keeps = False
    """Whether Enter only keeps the plan."""
    failed = ""

    def compose(self) -> ComposeResult:
        """Title, what was repaired, paragraphs, the segments of one, keys."""
        yield Bar(self.pen, self.title_bar, id="choosing-title")
        yield Panel(self._told, id="told")
        yield Panel(self._list, id="choosing")
        yield Panel(self._chosen, id="chosen")
        yield Question(self.pen, id="question")
        yield KeyLines(self.pen, self.keys, id="choosing-keys")

    def title_bar(self) -> tuple[str, str]:
        """What it is and how much."""
        plan = self.plan
        if plan is None:
            return " Import: not stored yet", f"{self.busy} "
        right = self.busy or f"clauses {plan.clauses.value}"
        # The name stands last: a number behind an Arabic one would be drawn before it.
        return f" Import: {self.counts}, {counted(self.to_translate, 'word')}   {plan.name}", f" {right} "

    def _told(self, width: int, _height: int, style: Style) -> list[Strip]:
        return [self.pen.label(f" {self.glyphs.issue} {line}", width, style + WARN) for line in self._notes()]

    def _notes(self) -> list[str]:
        """Return what the person should know: the same text is there, what was repaired on reading."""
        plan = self.plan
        if plan is None:
            return []
        lines = [f"line {r.line}: {r.message}" if r.line else r.message for r in plan.repairs]
        if len(lines) > TOLD:
            lines[TOLD:] = [f"and {len(lines) - TOLD} more (workbench import --preview lists all)"]
        if plan.language_notice:
            lines.insert(0, plan.language_notice)
        if plan.already is not None:
            lines.insert(0, f"The same text is there already as {plan.already.slug}: Enter changes nothing.")
        return lines

    def line(self, row: Block, width: int, style: Style) -> Strip:
        """Whether it is translated, what it is, how many segments, how it begins."""
        plan = self.plan
        if plan is None:
            return Strip.blank(width, style)
        goes = plan.translates(row)
        many = len(plan.pieces_of(row))
        head = f"[{'x' if goes else ' '}] {row.role.value:<13} {f'{many} seg' if many > 1 else '':>7} "[:HEAD]
        text = self.pen.cell(
            plan.text_of(row), max(4, width - HEAD), plan.project.source, style if goes else style + DIM
        )
        return joined([self.pen.label(head, HEAD, style), text], width, style)

    def whole(self, row: Block) -> list[tuple[str, str, Spans]]:
        """The segments of the paragraph."""
        plan = self.plan
        return [] if plan is None else [(plan.text_of(p), plan.project.source, ()) for _n, p in plan.pieces_of(row)]

    def nothing(self) -> str:
        """What stands there before it was read, or when it cannot be."""
        return "It cannot be imported:" if self.failed else self.busy

    def keys(self) -> list[str]:
        """The keys."""
        if self.plan is None:
            return ["e encoding", "Esc back"] if self.failed else ["Esc back"]
        takes = "Enter keep" if self.keeps else "Enter import"
        roles = [f"{letter} {label.split(' (')[0]}" for letter, _role, label in ROLE_KEYS]
        return [
            takes,
            "Esc store nothing",
            "Space translate or not",
            *roles,
            "Tab segment",
            "s split",
            "j join",
            "c clauses",
            "w join broken lines",
            "e name",
            "z undo",
        ]

    def _chosen(self, width: int, height: int, style: Style) -> list[Strip]:
        """Draw the segments of the chosen paragraph with their numbers, the chosen one in sight."""
        plan = self.plan
        out: list[Strip] = []
        if plan is None or not self.rows:
            lines = self.pen.lines(self.failed, max(10, width - 4), "en") if self.failed else ()
            return [joined([self.pen.label("  ", 2, style), self.pen.strip(x, style)], width, style) for x in lines]
        # Only what is seen is laid out: a paragraph may have thousands of segments.
        pieces = plan.pieces_of(self.rows[self.at])
        for k in range(self.part, len(pieces)):
            if len(out) >= height:
                break
            out += self._segment(plan, *pieces[k], width, style, chosen=k == self.part)
        first = self.part
        while first and len(out) < height:
            first -= 1
            out = self._segment(plan, *pieces[first], width, style, chosen=False) + out
        return out[-height:] if first < self.part else out[:height]

    def _segment(
        self, plan: ImportPlan, number: int, piece: Piece, width: int, style: Style, *, chosen: bool
    ) -> list[Strip]:
        own = style if plan.translates(piece) else style + DIM
        lines = self.pen.lines(plan.text_of(piece), max(10, width - 9), plan.project.source)
        mark = f" {self.glyphs.caret if chosen else ' '}{number:>4}  "
        heads = [mark, *[" " * len(mark)] * (len(lines) - 1)]
        first = style + (NUMBER if chosen else BRIGHT)
        return [
            joined([self.pen.label(head, 8, first if head is mark else style), self.pen.strip(line, own)], width, style)
            for head, line in zip(heads, lines, strict=True)
        ]
