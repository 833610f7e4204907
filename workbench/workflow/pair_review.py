"""A person looking over an alignment: accepting, dropping, splitting, joining, moving borders, undoing.

After every act the whole state is in a file of the workspace, written atomically; the same two texts find it again. It
holds the sentences too, so it does not depend on how a later version cuts them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from workbench.config import WorkspacePaths
from workbench.errors import FileError
from workbench.files import reason, write_atomically
from workbench.tm.align import Bead
from workbench.workflow.article_pairs import Aligned, SideText

VERSION = 1
UNDONE_AT_MOST = 1000


class Verdict(StrEnum):
    """What a person said of a bead. ``edited``: its borders were changed here, and it was not accepted yet."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DROPPED = "dropped"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Row:
    """A bead under review."""

    bead: Bead
    verdict: Verdict = Verdict.OPEN

    def taken(self, least: float) -> bool:
        """Whether its pair is kept: accepted, or open and confident enough."""
        if not self.bead.paired or self.verdict in (Verdict.DROPPED, Verdict.EDITED):
            return False
        return self.verdict is Verdict.ACCEPTED or self.bead.confidence >= least

    def in_doubt(self, least: float) -> bool:
        """Whether a person should look: changed and not accepted yet, or open and not confident enough."""
        if self.verdict is Verdict.OPEN:
            return self.bead.confidence < least
        return self.verdict is Verdict.EDITED


Change = tuple[int, tuple[Row, ...], int]
"""How an act is taken back: at which row, the rows that were there, how many stand there now."""


@dataclass(slots=True)
class Review:
    """An alignment under review, and the file it is kept in (none: nowhere)."""

    found: Aligned
    rows: list[Row]
    path: Path | None = None
    undo_stack: list[Change] = field(default_factory=list)

    # Every act says '' when it was done, else why it cannot be.

    def accept(self, n: int) -> str:
        """Accept a pair, or take that back."""
        row = self.rows[n]
        if not row.bead.paired:
            return "One side is empty: there is no pair to accept."
        return self._mark(n, Verdict.OPEN if row.verdict is Verdict.ACCEPTED else Verdict.ACCEPTED)

    def drop(self, n: int) -> str:
        """Leave a pair out, or take that back."""
        return self._mark(n, Verdict.OPEN if self.rows[n].verdict is Verdict.DROPPED else Verdict.DROPPED)

    def join(self, n: int) -> str:
        """Make one of a bead and the next."""
        if n + 1 >= len(self.rows):
            return "There is no bead behind this one."
        a, b = self.rows[n].bead, self.rows[n + 1].bead
        if not _neighbours(a, b):
            return "These two do not stand side by side in both texts."
        ar, en = _span((a.ar, a.ar_end), (b.ar, b.ar_end)), _span((a.en, a.en_end), (b.en, b.en_end))
        return self._replace(n, 2, [_edited(ar, en)])

    def split(self, n: int) -> str:
        """Part the first sentence of each side that has several from the rest."""
        b = self.rows[n].bead
        many_ar, many_en = b.ar_end - b.ar > 1, b.en_end - b.en > 1
        if not (many_ar or many_en):
            return "There is only one sentence on either side."
        cut_ar = b.ar + 1 if many_ar else b.ar_end
        cut_en = b.en + 1 if many_en else b.en_end
        return self._replace(
            n, 1, [_edited((b.ar, cut_ar), (b.en, cut_en)), _edited((cut_ar, b.ar_end), (cut_en, b.en_end))]
        )

    def move(self, n: int, side: str, step: int) -> str:
        """Move the border to the next bead on a side (``ar``, ``en``): 1 takes its first sentence, -1 hands it our last."""
        if n + 1 >= len(self.rows):
            return "There is no bead behind this one."
        a, b = self.rows[n].bead, self.rows[n + 1].bead
        if not _neighbours(a, b):
            return "These two do not stand side by side in both texts."
        spans = {"ar": [(a.ar, a.ar_end), (b.ar, b.ar_end)], "en": [(a.en, a.en_end), (b.en, b.en_end)]}
        first, second = spans[side]
        giver = second if step > 0 else first
        if giver[0] == giver[1]:
            return "There is no sentence to move."
        # An empty side has its place where the other bead's sentences begin or end.
        border = second[0] + 1 if step > 0 else first[1] - 1
        start = first[0] if first[0] < first[1] else second[0]
        end = second[1] if second[0] < second[1] else first[1]
        spans[side] = [(start, border), (border, end)]
        rows = [_edited(spans["ar"][k], spans["en"][k]) for k in (0, 1)]
        return self._replace(n, 2, [r for r in rows if r.bead.ar < r.bead.ar_end or r.bead.en < r.bead.en_end])

    def undo(self) -> int | None:
        """Take the last act back and return the row it was at; None when there is none."""
        if not self.undo_stack:
            return None
        at, rows, count = self.undo_stack.pop()
        self.rows[at : at + count] = rows
        self.save()
        return at

    def taken(self, least: float) -> list[Bead]:
        """Return the beads whose pairs are kept; one a person accepted is as sure as can be."""
        return [
            replace(r.bead, confidence=1.0) if r.verdict is Verdict.ACCEPTED else r.bead
            for r in self.rows
            if r.taken(least)
        ]

    def save(self) -> None:
        """Write the state. Raises :class:`FileError`; then the act is done here but not kept."""
        if self.path is None:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise FileError(self.path, f"cannot be written ({reason(e)}).", "Make room or rights for it.") from e
        write_atomically(self.path, [json.dumps(_state(self), ensure_ascii=False).encode()])

    def _mark(self, n: int, verdict: Verdict) -> str:
        return self._replace(n, 1, [replace(self.rows[n], verdict=verdict)])

    def _replace(self, at: int, count: int, rows: Sequence[Row]) -> str:
        self.undo_stack.append((at, tuple(self.rows[at : at + count]), len(rows)))
        del self.undo_stack[:-UNDONE_AT_MOST]
        self.rows[at : at + count] = rows
        self.save()
        return ""


def review_of(found: Aligned, paths: WorkspacePaths, *, afresh: bool = False) -> Review:
    """Return the review of an alignment: gone on with where one of the same two texts is kept, unless ``afresh``."""
    path = review_path(found, paths)
    if not afresh and path.is_file():
        return load_review(path)
    return Review(found, [Row(b) for b in found.beads], path)


def review_path(found: Aligned, paths: WorkspacePaths) -> Path:
    """Return where the review of two texts is kept: by their sentences, whatever their files are called."""
    digest = hashlib.blake2b(digest_size=12)
    for side in (found.arabic, found.english):
        digest.update("\n".join(side.sentences).encode())
        digest.update(b"\0")
    return paths.reviews / f"{digest.hexdigest()}.json"


def load_review(path: Path) -> Review:
    """Read a review that was kept. Raises :class:`FileError`."""
    try:
        state = json.loads(path.read_bytes())
        if state["version"] != VERSION:
            raise FileError(path, "was written by another version of the program.", "Begin again with --afresh.")
        ar, en = (SideText(s["name"], s["language"], tuple(s["sentences"]), tuple(s["lines"])) for s in state["sides"])
        rows = [_row(r) for r in state["rows"]]
        undo = [(at, tuple(_row(r) for r in before), count) for at, before, count in state["undo"]]
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check its rights.") from e
    except (ValueError, KeyError, TypeError) as e:
        raise FileError(path, "is damaged.", "Begin again with --afresh.") from e
    return Review(Aligned(ar, en, tuple(r.bead for r in rows)), rows, path, undo)


def _state(review: Review) -> dict[str, Any]:
    return {
        "version": VERSION,
        "sides": [
            {"name": s.name, "language": s.language, "sentences": s.sentences, "lines": s.lines}
            for s in (review.found.arabic, review.found.english)
        ],
        "rows": [_cells(r) for r in review.rows],
        "undo": [(at, [_cells(r) for r in rows], count) for at, rows, count in review.undo_stack],
    }


def _cells(row: Row) -> list[Any]:
    b = row.bead
    return [b.ar, b.ar_end, b.en, b.en_end, round(b.confidence, 4), row.verdict.value]


def _row(cells: list[Any]) -> Row:
    *numbers, verdict = cells
    return Row(Bead(*numbers), Verdict(verdict))


def _edited(ar: tuple[int, int], en: tuple[int, int]) -> Row:
    return Row(Bead(*ar, *en, 0.0), Verdict.EDITED)


def _neighbours(a: Bead, b: Bead) -> bool:
    """Whether two beads stand side by side in both texts; an empty side stands anywhere."""
    return (a.ar_end == b.ar or a.ar == a.ar_end or b.ar == b.ar_end) and (
        a.en_end == b.en or a.en == a.en_end or b.en == b.en_end
    )


def _span(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    """Return both spans as one; one of them may be empty."""
    if a[0] == a[1]:
        return b
    return a if b[0] == b[1] else (a[0], b[1])
