"""What the names screen draws: its rows, and the places of the name that is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum

from rich.style import Style
from textual.strip import Strip

from workbench.tui.marks import BRIGHT, DIM, NUMBER, TERM, Glyphs
from workbench.tui.strips import Pen, joined
from workbench.workflow.naming import Known, Name, Names, Place
from workbench.workflow.naming_project import Decision

AROUND = 70
"""Characters shown on either side of a name."""
KIND, COUNT, WHY = 13, 5, 10


class RowState(Enum):
    """What is known of a name, by the mark that shows it."""

    OPEN = "?"
    TAKEN = "taken"
    SKIPPED = "-"
    NEVER = "x"
    KNOWN = "="


@dataclass(slots=True, eq=False)
class NameRow:
    """A name on the screen: a candidate, or one the glossaries know."""

    name: Name | None
    known: Known | None
    text: str
    kind: str
    state: RowState
    form: str = ""
    future: Future[Decision] | None = None

    @property
    def places(self) -> Sequence[Place]:
        """Where it stands."""
        return self.name.candidate.places if self.name else self.known.places if self.known else ()


def rows_of(names: Names, source: str) -> list[NameRow]:
    """Return the rows of the names in the source language: those to decide first."""
    new = [NameRow(n, None, n.candidate.form, n.kind, RowState.OPEN) for n in names.candidates]
    return new + [
        NameRow(None, k, k.concept.preferred(source) or k.surfaces[0], k.concept.kind, RowState.KNOWN)
        for k in names.known
    ]


class NamesLines:
    """Draws names in the languages of a project."""

    def __init__(self, pen: Pen, source: str, target: str, glyphs: Glyphs) -> None:
        self._pen, self._source, self._target, self._glyphs = pen, source, target, glyphs
        self.texts: Sequence[str] = ()

    def list_lines(
        self, rows: Sequence[NameRow], at: int, found: bool, width: int, height: int, style: Style
    ) -> list[Strip]:
        """Return the lines of the list, the chosen one among them."""
        if not rows:
            text = "  No names were found: Esc goes to the text." if found else "  Looking for names …"
            return [self._pen.label("", width, style), self._pen.label(text, width, style + DIM)]
        top = max(0, min(at - height // 2, len(rows) - height))
        return [self._line(rows[n], width, style, chosen=n == at) for n in range(top, min(len(rows), top + height))]

    def _line(self, row: NameRow, width: int, style: Style, *, chosen: bool) -> Strip:
        own = style + NUMBER if chosen else style
        mark = self._glyphs.done if row.state is RowState.TAKEN else row.state.value
        caret = self._glyphs.caret if chosen else " "
        names = max(16, min(max(34, width // 4), width * 3 // 10))
        tail = WHY if width >= 70 else 0
        rest = max(8, width - 5 - names - COUNT - KIND - tail)
        quiet = own + DIM if row.state in (RowState.KNOWN, RowState.SKIPPED, RowState.NEVER) and not chosen else own
        shown, why = self._form(row)
        return joined(
            [
                self._pen.label(f" {caret} {mark} ", 5, own),
                self._pen.cell(row.text, names, self._source, quiet),
                self._pen.label(f"{len(row.places):>3}x ", COUNT, quiet),
                self._pen.label(row.kind, KIND, quiet),
                self._pen.cell(shown, rest, self._target, quiet + BRIGHT if row.state is RowState.TAKEN else quiet),
                self._pen.label(f" {why}", tail, quiet + DIM if not chosen else quiet),
            ],
            width,
            own,
        )

    def _form(self, row: NameRow) -> tuple[str, str]:
        if row.known is not None:
            return row.known.concept.preferred(self._target), ""
        if row.state is RowState.TAKEN:
            return row.form, ""
        first = row.name.suggestions[0] if row.name and row.name.suggestions else None
        return (first.text, first.why) if first else ("", "no form")

    def detail(self, row: NameRow | None, glossary: str, width: int, height: int, style: Style) -> list[Strip]:
        """Return the forms that can be taken and the places where the name stands."""
        if row is None:
            return []
        out = self._offers(row, glossary, width, style)
        for place in row.places:
            if len(out) >= height:
                break
            out += self._place(place, width, style, height - len(out))
        return out[:height]

    def _offers(self, row: NameRow, glossary: str, width: int, style: Style) -> list[Strip]:
        if row.known is not None:
            concept = row.known.concept
            text = f" {concept.preferred(self._target)}   {concept.enforce}   {concept.glossary}: {concept.id}"
            return [self._pen.label(text, width, style + BRIGHT)]
        parts: list[Strip] = []
        for n, offer in enumerate(row.name.suggestions if row.name else (), 1):
            room = min(len(offer.text) + 1, max(8, width // 3))
            parts += [
                self._pen.label(" ", 1, style),
                self._pen.label(f" {n} ", 3, style + NUMBER),
                self._pen.label(" ", 1, style),
                self._pen.cell(offer.text, room, self._target, style + BRIGHT),
                self._pen.label(f" {offer.why} ", len(offer.why) + 2, style + DIM),
            ]
        if not parts:
            parts = [self._pen.label(" no form is known: e writes one", 31, style)]
        used = sum(p.cell_length for p in parts)
        text = f"into {glossary} "
        if used + len(text) < width:
            parts += [
                self._pen.label("", width - used - len(text), style),
                self._pen.label(text, len(text), style + DIM),
            ]
        return [joined(parts, width, style)]

    def _place(self, place: Place, width: int, style: Style, room: int) -> list[Strip]:
        if place.text >= len(self.texts):
            return []
        text, start = self.texts[place.text], max(0, place.start - AROUND)
        if start:
            start = text.find(" ", start, place.start) + 1 or start
        end = min(len(text), place.end + AROUND)
        if end < len(text):
            end = text.rfind(" ", place.end, end) if text.rfind(" ", place.end, end) > 0 else end
        before, after = "… " if start else "", " …" if end < len(text) else ""
        shown = f"{before}{text[start:end]}{after}"
        at = place.start - start + len(before)
        spans = [(at, at + place.end - place.start, TERM + BRIGHT)]
        lines = self._pen.lines(shown, max(10, width - 8), self._source)
        return [
            joined(
                [
                    self._pen.label(f" {place.text + 1:>5} " if n == 0 else "", 7, style + DIM),
                    self._pen.strip(line, style, spans),
                    self._pen.label("", 1, style),
                ],
                width,
                style,
            )
            for n, line in enumerate(lines[:room])
        ]
