"""How the form of a glossary entry is drawn: one line a field, and what is to be said of the one that is edited."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from workbench.bidi.plain import cells
from workbench.model import Severity
from workbench.tui.marks import BAD, BRIGHT, DIM, NUMBER, Glyphs
from workbench.tui.screens.concept_draft import ConceptDraft
from workbench.tui.screens.glossary_fields import FormField, spoken
from workbench.tui.strips import Pen, joined

LABEL = 24
"""Columns of a field's name and its marks."""


class FormLines:
    """Draws what the form shows."""

    def __init__(self, pen: Pen, glyphs: Glyphs) -> None:
        self._pen, self._glyphs = pen, glyphs

    def rows(self, draft: ConceptDraft, first: int, last: int, width: int, style: Style) -> list[Strip]:
        """Draw fields ``first`` to ``last`` (not itself)."""
        return [self.row(draft, n, width, style) for n in range(first, min(last, len(draft.fields)))]

    def below(self, draft: ConceptDraft, first: int, width: int, height: int, style: Style) -> list[Strip]:
        """Draw the fields from ``first`` on, and behind the last what the file has no place for."""
        out = self.rows(draft, first, first + height, width, style)
        if draft.lacks and len(out) < height:
            text = f"{draft.path.name} has no columns for: {', '.join(draft.lacks)}. Its first row names them."
            lines = textwrap.wrap(text, max(20, width - 4))
            out += [self._pen.label(f"    {line}", width, style + DIM) for line in lines]
        return out

    def row(self, draft: ConceptDraft, n: int, width: int, style: Style, *, active: bool = False) -> Strip:
        """Draw a field: its name, whether it was changed, what stands in it. Of the one edited, what can be chosen."""
        field = draft.fields[n]
        own = style + NUMBER if active else style
        caret = self._glyphs.caret if active else " "
        mark = "*" if draft.changed(field.column) else " "
        head = self._pen.label(f" {caret} {mark}{field.label}", LABEL - 1, own)
        gap = self._pen.label(" ", 1, style)
        if active and not field.choices:
            return joined([head, gap], width, style)
        room = max(4, width - LABEL)
        if active:
            return joined([head, gap, self._choices(draft, field, room, style)], width, style)
        value = draft.shown(field)
        usual = bool(field.choices) and not draft.value(field.column)
        body = self._pen.cell(value, room, field.language or spoken(value), style + DIM if usual else style)
        return joined([head, gap, body], width, style)

    def _choices(self, draft: ConceptDraft, field: FormField, width: int, style: Style) -> Strip:
        now = draft.shown(field)
        words = [(f"[{o or '-'}]" if o == now else f" {o or '-'} ", o == now) for o in field.choices]
        if sum(cells(w) for w, _chosen in words) > width:
            at = field.choices.index(now) + 1 if now in field.choices else 0
            return self._pen.label(f"< {now or '-'} >  {at} of {len(field.choices)}", width, style + BRIGHT)
        parts = [self._pen.label(w, cells(w), style + BRIGHT if chosen else style) for w, chosen in words]
        return joined(parts, width, style)

    def help(
        self,
        draft: ConceptDraft,
        field: FormField,
        findings: Sequence[tuple[Severity, str]],
        error: str,
        width: int,
        height: int,
        style: Style,
    ) -> list[Strip]:
        """Draw what went wrong, what the field is for, what another program wrote there, what the rules find."""
        out: list[Strip] = []
        if error:
            out += self._wrapped(f"! {error}", width, style + BAD)[:3]
        out += self._wrapped(field.help, width, style + DIM)[:2]
        theirs = draft.theirs.get(field.column)
        if theirs is not None and theirs.strip() != draft.value(field.column).strip():
            head = self._pen.label(" theirs: ", 9, style + BRIGHT)
            out.append(joined([head, self._pen.cell(theirs or "-", width - 9, spoken(theirs), style)], width, style))
        if draft.missing:
            out.append(self._pen.label(f" . no {draft.missing} form yet", width, style))
        marks = {Severity.INFO: ".", Severity.WARNING: "?"}
        for n, (severity, message) in enumerate(findings):
            lines = self._wrapped(f"{marks.get(severity, '!')} {message}", width, style)
            left = height - len(out)
            rest = len(findings) - n
            if len(lines) > left or (left <= 1 and rest > 1):
                out.append(self._pen.label(f" + {rest} more: workbench glossary lint", width, style + DIM))
                break
            out += lines
        return out[:height]

    def _wrapped(self, text: str, width: int, style: Style) -> list[Strip]:
        edge = self._pen.label(" ", 1, style)
        lines = self._pen.lines(text, max(10, width - 2), "en")
        return [joined([edge, self._pen.strip(line, style)], width, style) for line in lines]
