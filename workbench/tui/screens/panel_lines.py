"""The lines of the editor's panels: proposals with their differences, terms, issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.style import Style
from textual.strip import Strip

from workbench.model import (
    DiffKind,
    DiffSpan,
    Fragment,
    Issue,
    Proposal,
    ProposalKind,
    Severity,
    TermChange,
    TermHit,
    TermUse,
    TermUseKind,
)
from workbench.tui.issue_marks import MARKS, told
from workbench.tui.marks import BAD, BRIGHT, DIM, GONE, GOOD, NEW, NUMBER, WARN, Glyphs
from workbench.tui.strips import Pen, joined

if TYPE_CHECKING:
    from workbench.tui.open_segment import OpenSegment

MORE = 2
"""Lines that the issue shown may take besides its first."""
EVERY = 99
"""As many lines as there are."""
LETTERS_DIFFER = Style(reverse=True)
LETTERS = "acdefghijklmnopqrstuvwxyz"
"""Letters of terms; b is left out, because its key sends two letters with the Arabic layout."""
SEVERITY = {Severity.CRITICAL: BAD, Severity.ERROR: BAD, Severity.WARNING: WARN, Severity.INFO: DIM}

_NONE: Mapping[str, str] = {}


class PanelLines:
    """Builds panel lines for one language pair."""

    def __init__(self, pen: Pen, source: str, target: str, glyphs: Glyphs) -> None:
        self._pen, self._source, self._target, self._glyphs = pen, source, target, glyphs

    def proposals(
        self, opened: OpenSegment, width: int, height: int, style: Style, *, whole: bool, full: int = 0, note: str = ""
    ) -> list[Strip]:
        """Return the proposals: the bright one whole with its difference, the others short when the room is small.

        The first ``full`` of them are shown to their last line, with all that differs.
        """
        out: list[Strip] = []
        if not opened.proposals:
            text = " no match in the memory" if opened.searched else note or " searching ..."
            out.append(self._pen.label(text, width, style + DIM))
        for n, proposal in enumerate(opened.proposals[:9]):
            bright = n == opened.bright
            out.append(self._head(n, proposal, width, style, bright=bright))
            if n < full:
                out += self._body(proposal, width, style, most=EVERY)
                out += [self._change(c, width, style) for c in proposal.changes]
                out += self._difference(proposal, width, style, most=EVERY)
            elif bright or (whole and not full):
                out += self._body(proposal, width, style, most=3 if height >= 12 or bright else 1)
                out += [self._change(c, width, style) for c in proposal.changes[: 3 if bright else 1]]
                if bright or height >= 18:
                    out += self._difference(proposal, width, style, most=3 if bright else 1)
            else:
                out[-1] = self._short(n, proposal, width, style)
        for failure in opened.failures.values():
            text = f"MT: {failure.message} {failure.hint}".strip()
            lines = wrap(text, max(20, width - 4))[: 3 if height >= 12 else 1]
            out += [self._pen.label(f"   {line}", width, style + DIM) for line in lines]
        if opened.waiting:
            out.append(self._pen.label("   MT: waiting for an answer ...", width, style + DIM))
        return out

    def _head(self, n: int, p: Proposal, width: int, style: Style, *, bright: bool) -> Strip:
        kept = f"  terms {p.terms_kept}/{p.terms_total}" if p.terms_total else ""
        name = {ProposalKind.EXACT: "exact"}.get(p.kind, "")
        text = f" {p.label}{'  ' + name if name else ''}{kept}{_put_right(p)}  {p.detail}"
        number = self._pen.label(f" {n + 1} ", 3, style + NUMBER + (BRIGHT if bright else Style()))
        return joined([number, self._pen.label(text, width - 3, style + BRIGHT)], width, style)

    def _short(self, n: int, p: Proposal, width: int, style: Style) -> Strip:
        label = f"{p.label}{_put_right(p)}"
        head = joined(
            [
                self._pen.label(f" {n + 1} ", 3, style + NUMBER),
                self._pen.label(f" {label}  ", len(label) + 3, style + BRIGHT),
            ],
            len(label) + 6,
            style,
        )
        rest = self._pen.cell(p.text, width - head.cell_length, self._target, style)
        return joined([head, rest], width, style)

    def _body(self, p: Proposal, width: int, style: Style, most: int) -> list[Strip]:
        lines = self._pen.lines(p.text, max(8, width - 5), self._target)
        spans = [(c.start, c.end, NEW) for c in p.changes]
        return [self._indented(self._pen.strip(line, style, spans), width, style) for line in lines[:most]]

    def _change(self, change: TermChange, width: int, style: Style) -> Strip:
        """Draw what stood there before a term was put right, and what stands there now."""
        half = (width - 12) // 2
        old = _trimmed(self._pen.cell(change.old, half, self._target, style + GONE))
        new = _trimmed(self._pen.cell(change.new, half, self._target, style + NEW))
        lead, between = self._pen.label("    put in ", 11, style + DIM), self._pen.label(" for ", 5, style + DIM)
        return joined([lead, new, between, old], width, style)

    def _difference(self, p: Proposal, width: int, style: Style, most: int) -> list[Strip]:
        # Of what was put in the line with the change tells; here stands what still differs.
        diff = p.patch.left if p.patch is not None else p.match.diff if p.match is not None else ()
        if all(span.kind is DiffKind.SAME for span in diff):
            return []
        text, spans = marked(diff)
        lines = self._pen.lines(text, max(8, width - 5), self._source)
        first = next(
            (k for k, line in enumerate(lines) if any(a < line.end and line.start < b for a, b, _ in spans)), 0
        )
        shown = lines[first : first + most]
        return [self._indented(self._pen.strip(line, style + DIM, spans), width, style) for line in shown]

    def _indented(self, strip: Strip, width: int, style: Style) -> Strip:
        return joined([self._pen.label("", 4, style), strip], width, style)

    def terms(
        self,
        hits: Sequence[TermHit],
        uses: Sequence[TermUse],
        width: int,
        height: int,
        style: Style,
        *,
        wanted: Mapping[str, str] = _NONE,
        known: Sequence[Fragment] = (),
    ) -> list[Strip]:
        """Return the terms of the source with their letters and whether the target keeps them, and fragments below.

        ``wanted`` is by concept the form that its letter puts, where it is not the approved one.
        """
        kept = {u.hit.concept.id for u in uses if u.kind in (TermUseKind.KEPT, TermUseKind.KEPT_LOOSELY)}
        rows = distinct(hits)
        if not rows and not known:
            return [self._pen.label(" no terms in this segment", width, style + DIM)]
        if height <= 1:
            return [self._term_line(rows, kept, wanted, known, width, style)]
        out = []
        for letter, hit in zip(LETTERS, rows, strict=False):
            used = hit.concept.id in kept
            mark = self._glyphs.done if used else self._glyphs.new
            half = (width - 7) // 2
            form = wanted.get(hit.concept.id) or hit.concept.preferred(self._target)
            out.append(
                joined(
                    [
                        self._pen.label(f"  {letter} {mark} ", 6, style + (GOOD if used else Style())),
                        self._pen.cell(hit.surface, half, self._source, style),
                        self._pen.label(" ", 1, style),
                        self._pen.cell(form, width - 8 - half, self._target, style),
                    ],
                    width,
                    style,
                )
            )
        out += [self._fragment(letter, f, width, style) for letter, f in zip(LETTERS[len(rows) :], known, strict=False)]
        return out

    def _fragment(self, letter: str, f: Fragment, width: int, style: Style) -> Strip:
        """Draw a phrase, what it was translated as, how often, and in which segment last."""
        place = f.unit.document or f.unit.memory
        where = f"{place} {f.number}" if f.number else place
        seen = f" {f.seen}x {where[:16]}" if width >= 50 else f" {f.seen}x"
        room = width - 7 - len(seen)
        # What is put in must be read whole; what it translates stands in the source above as well.
        half = room * 2 // 5
        return joined(
            [
                self._pen.label(f"  {letter}   ", 6, style + DIM),
                self._pen.cell(f.source, half, self._source, style + DIM),
                self._pen.label(" ", 1, style),
                self._pen.cell(f.target, room - half, self._target, style),
                self._pen.label(seen, len(seen), style + DIM),
            ],
            width,
            style,
        )

    def _term_line(
        self,
        rows: Sequence[TermHit],
        kept: set[str],
        wanted: Mapping[str, str],
        known: Sequence[Fragment],
        width: int,
        style: Style,
    ) -> Strip:
        """Draw the terms on one line, fragments behind them.

        Where they do not all fit, terms still missing come first, fragments next, and the rest is counted.
        """
        cells = [
            (
                2 * (hit.concept.id in kept),
                letter,
                self._short_term(letter, hit, wanted, style, done=hit.concept.id in kept),
            )
            for letter, hit in zip(LETTERS, rows, strict=False)
        ]
        cells += [
            (1, letter, self._short_fragment(letter, f, style))
            for letter, f in zip(LETTERS[len(rows) :], known, strict=False)
        ]
        room = width - 7 - len(" +99")
        if sum(strip.cell_length for _done, _letter, strip in cells) > room:
            cells.sort(key=lambda c: c[0])
        parts = [self._pen.label(" terms ", 7, style + DIM)]
        for n, (_done, _letter, strip) in enumerate(cells):
            if n and strip.cell_length > room:
                parts.append(self._pen.label(f" +{len(cells) - n}", 4, style + DIM))
                break
            parts.append(strip)
            room -= strip.cell_length
        return joined(parts, width, style)

    def _short_term(self, letter: str, hit: TermHit, wanted: Mapping[str, str], style: Style, *, done: bool) -> Strip:
        mark = self._glyphs.done if done else self._glyphs.new
        text = wanted.get(hit.concept.id) or hit.concept.preferred(self._target)
        shown = self._pen.cell(text, 32, self._target, style + (GOOD if done else Style()))
        return Strip([*self._pen.label(f" {letter}{mark} ", len(f" {letter}{mark} "), style), *_trimmed(shown)])

    def _short_fragment(self, letter: str, f: Fragment, style: Style) -> Strip:
        shown = self._pen.cell(f.target, 32, self._target, style + DIM)
        return Strip([*self._pen.label(f" {letter}  ", 4, style + DIM), *_trimmed(shown)])

    def issues(self, found: Sequence[Issue], width: int, height: int, style: Style, *, first: int = 0) -> list[Strip]:
        """Return the issues, from the one that was shown last; they have more lines than one where there is room."""
        if not found:
            return [self._pen.label(" no issues", width, style + DIM)]
        order = [*found[first:], *found[:first]]
        count = f" {first + 1} of {len(found)} issues " if height == 1 and len(found) > 1 else ""
        shown = order[:1] if count else order
        edge = max(len(MARKS[i.severity]) for i in shown)
        out = [
            self._pen.label(f" {MARKS[i.severity]:<{edge}} {told(i)}", width - len(count), style + SEVERITY[i.severity])
            for i in shown
        ]
        if count:
            return [joined([out[0], self._pen.label(count, len(count), style)], width, style)]
        spare = height - len(order)
        out = []
        for issue in order:
            lines = self._whole_issue(issue, edge, width, spare, style)
            spare -= len(lines) - 1
            out += lines
        return out

    def _whole_issue(self, issue: Issue, edge: int, width: int, more: int, style: Style) -> list[Strip]:
        """Draw an issue on up to ``more`` lines more than one; where it needs still more its first line is cut."""
        style += SEVERITY[issue.severity]
        mark = f" {MARKS[issue.severity]:<{edge}} "
        lines = self._pen.lines(told(issue), max(8, width - len(mark)), "en")
        if len(lines) > 1 + min(MORE, max(0, more)):
            return [self._pen.label(f"{mark}{told(issue)}", width, style)]
        leads = [mark, *[" " * len(mark)] * (len(lines) - 1)]
        return [
            joined([self._pen.label(lead, len(mark), style), self._pen.strip(line, style)], width, style)
            for lead, line in zip(leads, lines, strict=True)
        ]


def _put_right(p: Proposal) -> str:
    """Say how many terms repair has changed: what a patch put in the label counts."""
    count = len(p.changes) - (p.patch.figures + p.patch.terms if p.patch is not None else 0)
    return f"  {count} put right" if count else ""


def marked(diff: Sequence[DiffSpan]) -> tuple[str, list[tuple[int, int, Style]]]:
    """Return a difference as one text with ``-gone-`` and ``+new+`` marks, and the styles of the marked stretches."""
    text = ""
    spans = []
    for span in diff:
        if span.kind is DiffKind.SAME:
            text += span.text
            continue
        sign, style = ("-", GONE) if span.kind is DiffKind.GONE else ("+", NEW)
        body = span.text.strip()
        lead = span.text[: len(span.text) - len(span.text.lstrip())]
        start = len(text) + len(lead)
        text += f"{lead}{sign}{body}{sign} "
        spans.append((start, start + len(body) + 2, style))
        moved = start + len(sign) - len(lead)
        spans += [(a + moved, b + moved, style + LETTERS_DIFFER) for a, b in span.letters]
    return text.rstrip(), spans


def distinct(hits: Sequence[TermHit]) -> list[TermHit]:
    """Return the first hit of every concept, in the order of the source."""
    first: dict[str, TermHit] = {}
    for hit in hits:
        if not hit.nested:
            first.setdefault(hit.concept.id, hit)
    return list(first.values())


def _trimmed(strip: Strip) -> Strip:
    """Return a cell without the blanks at its ends."""
    text = strip.text
    start = len(text) - len(text.lstrip(" "))
    end = len(text.rstrip(" "))
    return strip.crop(start, end) if end > start else Strip([])
