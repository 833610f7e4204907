"""Marks that carry meaning without colour, and the styles that go with them."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style

from workbench.model import Segment, State

TERM = Style(underline=True)
BRIGHT = Style(bold=True)
DIM = Style(dim=True)
GONE = Style(color="red", strike=True)
NEW = Style(color="green", underline=True)
BAD = Style(color="red", bold=True)
WARN = Style(color="yellow")
GOOD = Style(color="green")
NUMBER = Style(reverse=True)
FOUND = Style(reverse=True, underline=True)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The state marks, in symbols or ASCII."""

    new: str = "·"
    draft: str = "◐"
    done: str = "✓"
    reviewed: str = "★"
    locked: str = "■"
    skipped: str = " "
    issue: str = "!"
    caret: str = "▸"
    bar: str = "│"
    rule: str = "─"
    full: str = "█"
    empty: str = "░"
    unknown: str = "…"

    def of(self, segment: Segment, *, draft: bool) -> str:
        """Return the mark of a segment; ``draft`` when it has text that is not confirmed."""
        if not segment.translate:
            return self.skipped
        if draft:
            return self.draft
        marks = {State.INITIAL: self.new, State.REVIEWED: self.reviewed, State.FINAL: self.locked}
        return marks.get(segment.state, self.done)


SYMBOLS = Glyphs()
ASCII = Glyphs(
    new="-",
    draft="~",
    done="+",
    reviewed="*",
    locked="#",
    caret=">",
    bar="|",
    rule="-",
    full="#",
    empty="-",
    unknown="...",
)
