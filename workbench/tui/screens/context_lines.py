"""The lines of what stands around the open segment: its note and comments, the rest of its paragraph, the headline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.style import Style
from textual.strip import Strip

from workbench.model import Comment, Role, Segment
from workbench.tui.marks import BRIGHT, DIM, Glyphs
from workbench.tui.strips import Pen, joined
from workbench.workflow.clock import local_time
from workbench.workflow.comments import language_of

NEAR = 6
"""Segments of the paragraph shown on each side, at most."""
HEADLINE_WITHIN = 60
"""Segments from the beginning among which the headline is looked for."""
NOTE_LINES, COMMENT_LINES, TEXT_LINES = 3, 4, 2
"""Lines a note, a comment, and each text of a neighbour may take."""

Texts = Callable[[Segment], tuple[str, bool]]
"""Gives a segment's newest target, and whether it is unconfirmed."""


class ContextLines:
    """Builds these lines for one language pair."""

    def __init__(self, pen: Pen, source: str, target: str, glyphs: Glyphs) -> None:
        self._pen, self._source, self._target, self._glyphs = pen, source, target, glyphs

    def remarks(self, note: str, comments: Sequence[Comment], width: int, style: Style) -> list[Strip]:
        """Return the note and the comments, open ones first; none of both: no line."""
        out = self._remark("note", note, width, style, NOTE_LINES) if note else []
        for c in comments:
            head = f"{self._glyphs.done if c.done else self._glyphs.caret} {c.author} {local_time(c.at)[:10]}"
            out += self._remark(head, c.text, width, style + DIM if c.done else style, 1 if c.done else COMMENT_LINES)
        return out

    def _remark(self, head: str, text: str, width: int, style: Style, most: int) -> list[Strip]:
        label = self._pen.label(f" {head}", width, style + BRIGHT)
        return [label, *self._wrapped(text, language_of(text, self._source, self._target), width, style, most)]

    def around(
        self, segments: Sequence[Segment], number: int, text_of: Texts, width: int, height: int, style: Style
    ) -> list[Strip]:
        """Return the paragraph of segment ``number``, itself marked, under the headline, on at most ``height`` lines.

        Its neighbours come nearest first when there is not room for all. A paragraph of one segment gives the headline
        alone, and the headline itself nothing.
        """
        here = segments[number - 1]
        first = [s for s in segments[max(0, number - 1 - NEAR) : number - 1] if s.block == here.block]
        behind = [s for s in segments[number : number + NEAR] if s.block == here.block]
        title = next((s for s in segments[:HEADLINE_WITHIN] if s.role is Role.TITLE), None)
        head = self._headline(title, text_of, width, style) if title is not None and title.block != here.block else []
        if not first and not behind:
            return head[:height]
        opened = [self._pen.label(f" {self._glyphs.caret} {number:>5}  this segment", width, style + BRIGHT)]
        room = height - len(head) - 1
        above: list[Strip] = []
        below: list[Strip] = []
        # In turn, the one before first.
        for n in range(max(len(first), len(behind))):
            for side, at in ((first, len(first) - 1 - n), (behind, n)):
                if not 0 <= at < len(side):
                    continue
                lines = self._neighbour(side[at], text_of, width, style)
                if len(lines) > room:
                    return [*head, *above, *opened, *below][:height]
                room -= len(lines)
                if side is first:
                    above = lines + above
                else:
                    below += lines
        return [*head, *above, *opened, *below][:height]

    def _headline(self, title: Segment, text_of: Texts, width: int, style: Style) -> list[Strip]:
        target = text_of(title)[0]
        out = self._wrapped(title.source, self._source, width, style + BRIGHT, 1)
        return out + (self._wrapped(target, self._target, width, style + BRIGHT, 1) if target else [])

    def _neighbour(self, segment: Segment, text_of: Texts, width: int, style: Style) -> list[Strip]:
        target, draft = text_of(segment)
        mark = self._pen.label(f"   {segment.number:>5} {self._glyphs.of(segment, draft=draft)}", width, style + DIM)
        out = [mark, *self._wrapped(segment.source, self._source, width, style, TEXT_LINES)]
        return out + (self._wrapped(target, self._target, width, style, TEXT_LINES) if target else [])

    def _wrapped(self, text: str, language: str, width: int, style: Style, most: int) -> list[Strip]:
        """Return a text on at most so many lines; the last has an ellipsis where there is more."""
        room = max(8, width - 4)
        lines = self._pen.lines(text[: room * (most + 2)], room, language)
        edge = self._pen.label("", 3, style)
        shown = [joined([edge, self._pen.strip(line, style)], width, style) for line in lines[:most]]
        if len(lines) > most:
            rest = text[lines[most - 1].start :]
            shown[-1] = joined([edge, self._pen.cell(rest, room, language, style)], width, style)
        return shown
