"""What the bars and panels of the editor say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip

from workbench.model import Issue, Origin, Segment, State, counted
from workbench.tui import keymap
from workbench.tui.screens.acts import Acts
from workbench.tui.widgets.panels import fit_items, fit_lines

if TYPE_CHECKING:
    from workbench.tui.marks import Glyphs
    from workbench.tui.screens.panel_lines import PanelLines

TERM_SHOWN = 24
"""Longest term the key bar names whole, so that it never crowds out what Enter and Tab do."""


FULL = 5
"""Proposals shown whole with all their differences where there is a column for them."""
WARN = 0.8
"""Share of an engine's monthly budget from which the status line shows it."""


STATES = {
    State.INITIAL: "new",
    State.TRANSLATED: "confirmed",
    State.REVIEWED: "reviewed",
    State.FINAL: "locked",
}
"""What the status line calls a state."""


class Bars(Acts):
    """The drawn lines around the open segment."""

    glyphs: Glyphs
    panel_lines: PanelLines
    menu_shown: bool

    def _mark_lines(self, width: int, _height: int, style: Style) -> list[Strip]:
        segment = self.desk.segment(self.opened.number)
        glyph = self.glyphs.of(replace(segment, draft=None), draft=bool(self.target.text != segment.target))
        return [self.pen.label(f"  {glyph}  {self.glyphs.caret} ", width, style)]

    def _proposal_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        note = (
            ""
            if self.desk.segment(self.opened.number).translate
            else " not translated by default; type to translate it"
        )
        whole = not self.has_class("small")
        full = FULL if self.has_class("large") else 0
        return self.panel_lines.proposals(self.opened, width, height, style, whole=whole, full=full, note=note)

    def _term_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        number = self.opened.number
        uses = self.desk.uses(number, self.target.text)
        wanted = self.desk.forms(number, self.target.text)
        known = self.opened.fragments
        return self.panel_lines.terms(self.desk.terms(number), uses, width, height, style, wanted=wanted, known=known)

    def _issue_lines(self, width: int, height: int, style: Style) -> list[Strip]:
        return self.panel_lines.issues(self.issues(), width, height, style, first=max(0, self.opened.issue))

    def issues(self) -> list[Issue]:
        """Return the issues of the text as it stands in the editor; none for an empty one."""
        text = self.target.text
        # As it would be confirmed: the space behind a term that Tab has put is no issue.
        return self.desk.issues(self.opened.number, text.rstrip()) if text.strip() else []

    def _head_bar(self) -> tuple[str, str]:
        desk = self.desk
        if self.has_class("tiny"):
            return " Window too small (60x16); your work is saved", ""
        left = f" {desk.project.name} / {desk.document.slug}   {desk.project.source} > {desk.project.target}"
        if not desk.counted:
            return left, f"{counted(len(desk.segments), 'segment')} "
        total = desk.translatable
        percent = 100 * desk.confirmed // total if total else 100
        said = f"{counted(desk.open_comments, 'comment')}   " if desk.open_comments else ""
        return left, f"{said}{desk.confirmed}/{total} confirmed  {percent} % "

    def _status_bar(self) -> tuple[str, str]:
        desk = self.desk
        segment = desk.segment(self.opened.number)
        if desk.read_only:
            saved = "READ ONLY"
        elif desk.failure:
            saved = f"NOT SAVED {self.glyphs.issue} {desk.failure}"
        elif desk.unsaved or self.target.text != self.opened.saved:
            saved = "Saving ..."
        else:
            saved = f"Saved {self.glyphs.done} {desk.last_saved}".rstrip()
        where = f"seg {segment.number}/{len(desk.segments)} {self._state_name(segment)}, {segment.role.value}"
        left = f" {saved} {self.glyphs.bar} {where}"
        if desk.failure:
            return left, ""
        words = f"words {desk.words_done}/{desk.words_total}" if desk.words_total else ""
        words = self._remarked(segment) or words
        allowed = [f"{e.id} {e.used_up:.0%}" if e.used_up >= WARN else e.id for e in desk.engines if e.allowed]
        machine = f"fill {self.filling}" if self.filling else f"MT {','.join(allowed)}" if allowed else "MT off"
        memory = f"TM {desk.memory_size:,}" if desk.prepared else "loading ..."
        bar = f" {self.glyphs.bar} "
        return left, bar.join(part for part in (words, machine, memory) if part) + " "

    def _remarked(self, segment: Segment) -> str:
        """Say that there are a note and comments where no panel shows them; it takes the place of the words."""
        if not self.has_class("small"):
            return ""
        said = len(self.desk.comments(segment.number))
        parts = [*(["note"] if segment.note else []), *([counted(said, "comment")] if said else [])]
        return ", ".join(parts)

    def _state_name(self, segment: Segment) -> str:
        if self.stopped:
            return "not confirmed"
        if self.target.text != segment.target:
            repeated = segment.origin is Origin.REPEAT and self.target.text == segment.draft
            return "draft of a repeat" if repeated else "draft"
        return STATES[segment.state]

    def menu_lines(self) -> list[str]:
        """Return the menu, on more lines where one is too short; the last takes the place of the key bar."""
        items = ["Esc +", "1-9 put", *self.keymap.menu_items()]
        if self.leader in keymap.ROWS:
            items = [f"Esc {self.leader} +", *self.keymap.menu_items(self.leader)]
        return fit_lines(items, self.size.width)

    def _menu_upper(self, width: int, _height: int, style: Style) -> list[Strip]:
        return [self.pen.label(line, width, style) for line in self.menu_lines()[:-1]]

    def _key_bar(self) -> tuple[str, str]:
        width, first = self.size.width, self.keymap.first_key
        others = [f"{first('previous')}/{first('next')}", f"{first('help')} help", f"{first('quit')} quit"]
        if self.desk.read_only:
            return fit_items(["Read only", "Esc menu", *others], width), ""
        if self.leader == "t":
            return fit_items(["Insert term: its letter", "Esc cancel"], width), ""
        if self.leader and self.menu_shown:
            return self.menu_lines()[-1], ""
        if self.picking is not None:
            keys = (
                "Enter puts it",
                "Left/Right word",
                "Shift+ more",
                "Up/Down line",
                f"{self.keymap.behind('concordance')} looks it up",
                "Esc Esc back",
            )
            return fit_items([f"In the source: <{_short(self.picked())}>", *keys], width), ""
        items = [f"{first('confirm')} {self.enter_does()}", f"{first('give')} {self.tab_gives()}", "Esc menu"]
        return fit_items([*items, "Esc 1-9 proposal", *others], width), ""

    def enter_does(self) -> str:
        """Return what Enter does now, for the key bar."""
        if self.target.read_only:
            return "(locked)"
        if self.stopped:
            return "again confirms all the same"
        if self.target.text.strip():
            return "confirm+next"
        if self.target.ghost:
            return "take exact+confirm"
        return "take best" if self.opened.proposals else "(nothing yet)"

    def tab_gives(self) -> str:
        """Return what Tab puts now, for the key bar."""
        if self.target.read_only:
            return "-"
        text = self.target.text
        fix = self.selected_fix() or self.stopping_fix()
        if fix is not None:
            return f"<{_short(fix)}>"
        at = self.opened.tab_takes(text)
        if at is not None:
            return f"proposal {at + 1}" if at >= 0 else "-"
        going = self.shown_round()
        if going is None:
            return "-"
        term = going.candidates[going.at].text
        return f"<{_short(term)}>"


def _short(text: str) -> str:
    return text if len(text) <= TERM_SHOWN else f"{text[: TERM_SHOWN - 1]}…"
