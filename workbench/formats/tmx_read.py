"""Reading TMX 1.1 to 1.4b as it is met in the wild: tolerant, streaming, reporting by line.

The text is cut into units (:mod:`workbench.formats.tmx_split`). Most are read by the pattern of their shape
(:mod:`workbench.formats.tmx_shape`), the others by the XML parser (:mod:`workbench.formats.tmx_exact`); what comes out
is the same either way. Nothing is fetched, no entity from outside is let in, and those of the file itself may not grow
beyond reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from workbench.errors import FileError
from workbench.formats.tmx_exact import Broken, ExactReader
from workbench.formats.tmx_head import Head, read_head
from workbench.formats.tmx_shape import Shape, ShapeFinder
from workbench.formats.tmx_split import Kind, Piece, Splitter
from workbench.formats.tmx_tally import NO_UNIT, Tally
from workbench.formats.tmx_unit import ROW_PROPS, Row
from workbench.formats.xml_source import Progress, XmlSource
from workbench.model import Repair, Unit

LONGEST_UNIT = 32_000_000
"""Characters; a unit that has no end within them is broken. One text may have 10 million (libxml2's limit)."""
_FAST_BLOCK = 4_000_000
"""The parser refuses texts over 10 million characters: the fast path takes none that could be so long."""
_TOGETHER = 200
"""Units the exact reader takes at once."""
_GROWTH = 10_000_000
"""Characters the entities of a file may grow to beyond ten times what it has itself."""
Report = Callable[[Repair], None]


def read_tmx(
    path: Path, source: str, target: str, report: Report, *, progress: Progress | None = None, exact: bool = False
) -> Iterator[Unit]:
    """Yield the units that have both languages, in the direction asked for.

    A unit without one of them, or with an empty side, is passed over; a notice counts them and has the line of the first. A
    broken one is reported by its line and passed over. Where the file is cut off, a notice says so by line; what stood
    before has been yielded. Inline codes become numbered tags (:mod:`workbench.formats.tmx_codes`); several translations of
    a text become units of their own. Memory does not grow with the file. ``progress`` is told bytes done and in all;
    ``exact`` leaves the fast path out.

    Raises :class:`FileError`, with the line where there is one, when the file cannot be read or is no TMX, when it uses
    entities that are not allowed (units before have been yielded), and when it has no such pair at all.
    """
    for row in read_tmx_rows(path, source, target, report, progress=progress, exact=exact):
        yield Unit(*row)


def read_tmx_rows(
    path: Path, source: str, target: str, report: Report, *, progress: Progress | None = None, exact: bool = False
) -> Iterator[Row]:
    """Yield what :func:`read_tmx` yields as plain rows, which cost a third: the fields of a unit in their order."""
    return chain.from_iterable(_Reader(path, (source, target), report, exact=exact).blocks(progress))


class _Reader:
    """Goes through one file. ``_line`` is that of the first character of the text at hand."""

    def __init__(self, path: Path, pair: tuple[str, str], report: Report, *, exact: bool) -> None:
        self._path, self._pair, self._report, self._fast = path, pair, report, not exact
        self._tally = Tally(path, pair, report)
        self._line = 1
        self._shape: Shape | None = None
        self._samples: list[str] = []
        self._grown = 0
        self._idle = True
        """What stands between units has been told of, or no unit has been met."""
        self._closed = False

    def blocks(self, progress: Progress | None) -> Iterator[list[Row]]:
        """Yield rows by the block, and conclude with the notices that count."""
        source = XmlSource(self._path, self._report, progress)
        held, head = "", None
        for stretch in source.stretches():
            held += stretch
            if head is None:
                head = read_head(held, self._path, final=False)
                held = held if head is None else self._begin(head, held)
            if head is not None:
                # Bytes that are no text make what they stand in broken, which is for the exact reader to say.
                yield from self._block(held, fast=self._fast and not source.dirty and not head.declares)
                self._line += held.count("\n", 0, self._used)
                held = held[self._used :]
            if len(held) > LONGEST_UNIT:
                held = self._give_up(held)
        if head is None:
            head = read_head(held, self._path, final=True)
            held = self._begin(head, held) if head else held
        pieces, _all = self._splitter.split(held, 0, final=True)
        self._closed = self._closed or self._splitter.ends(held)
        if pieces and not self._closed and pieces[-1].kind is not Kind.UNIT:
            pieces.pop()  # what the file breaks off in
        yield from self._pieces(held, pieces)
        self._line += held.count("\n")
        self._tally.conclude(self._line, cut=not self._closed)

    def _begin(self, head: Head, text: str) -> str:
        self._splitter = Splitter(head.prefix)
        self._exact = ExactReader(head, *self._pair)
        self._finder = ShapeFinder(head.prefix, *self._pair)
        self._declares = head.declares
        self._end = f"</{head.prefix}tu>"
        # An empty root is all there is.
        self._closed = text[head.end - 2 : head.end] == "/>"
        self._line += text.count("\n", 0, head.end)
        return text[head.end :]

    def _give_up(self, text: str) -> str:
        """Let go of a unit (or what looks like one) that does not end."""
        self._tally.broken(self._line, f"it does not end within {LONGEST_UNIT:,} characters")
        self._line += text.count("\n")
        self._idle = True
        return ""

    def _block(self, text: str, *, fast: bool) -> Iterator[list[Row]]:
        """Yield the rows of the whole units of a text; ``_used`` is then how much of it they took."""
        end = text.rfind(self._end) + len(self._end)
        if fast and self._shape is not None and len(self._end) <= end <= _FAST_BLOCK and "]]>" not in text:
            start = self._splitter.blank(text)
            found = self._shape.pattern.findall(text, start, end)
            others = [n for n, groups in enumerate(found) if groups[-1]]
            if not others or not ("<!" in text or "<?" in text):
                yield from self._shaped(self._shape, text, (start, end), found, others)
                pieces, self._used = self._splitter.split(text, end, final=False)
                yield from self._pieces(text, pieces)
                self._learn(len(found) - len(others), len(others))
                return
        pieces, self._used = self._splitter.split(text, 0, final=False)
        yield from self._pieces(text, pieces)
        if fast:
            self._learn(0, len(self._samples))

    def _learn(self, hits: int, misses: int) -> None:
        """Take another shape when the present one misses most."""
        if misses > hits and self._samples:
            self._shape = self._finder.learn(self._samples) or self._shape
        self._samples = []

    def _shaped(
        self, shape: Shape, text: str, span: tuple[int, int], found: list[tuple[str, ...]], others: list[int]
    ) -> Iterator[list[Row]]:
        """Yield the rows of a block found by the shape; what does not fit is read exactly, in its place."""
        places: list[int] = []
        rest: list[Piece] = []
        done = 0
        for n in (*others, len(found)):
            rows, odd = shape.rows(found[done:n]) if done < n else ([], [])
            if (odd or n < len(found)) and not places:
                places = [m.start() for m in shape.pattern.finditer(text, *span)]
                places.append(span[1])
            at = 0
            for k in (*odd, len(rows)):
                if at < k:
                    yield from self._pieces(text, rest)
                    rest = []
                    self._tally.units += k - at
                    self._tally.pairs += k - at
                    self._tally.languages.update(shape.tags)
                    self._idle = False
                    yield rows[at:k]
                if k < len(rows):
                    rest.append(Piece(Kind.UNIT, places[done + k], places[done + k + 1]))
                at = k + 1
            if n < len(found):
                pieces, _all = self._splitter.split(found[n][-1], 0, final=True)
                rest += [Piece(p.kind, places[n] + p.start, places[n] + p.end) for p in pieces]
            done = n + 1
        yield from self._pieces(text, rest)

    def _pieces(self, text: str, pieces: list[Piece]) -> Iterator[list[Row]]:
        """Yield the rows of pieces, units through the exact reader."""
        together: list[Piece] = []
        for piece in pieces:
            if piece.kind is Kind.UNIT:
                together.append(piece)
                if len(together) < _TOGETHER:
                    continue
            elif piece.kind is Kind.GAP and self._splitter.blank(text, piece.start) >= piece.end:
                continue
            yield self._read(text, together)
            together = []
            if piece.kind is not Kind.UNIT:
                self._between(text, piece)
        yield self._read(text, together)

    def _between(self, text: str, piece: Piece) -> None:
        """Tell of a unit without its end, and of what stands between units and is none, once for each place."""
        self._closed = self._closed or self._splitter.ends(text[piece.start : piece.end])
        if piece.kind is Kind.TORN:
            self._tally.broken(self._line + text.count("\n", 0, piece.start), "it has no end")
            self._idle = True
            return
        at = piece.end if self._idle else self._splitter.idle(text, piece.start, piece.end)
        if at < piece.end:
            self._idle = True
            self._tally.skip(NO_UNIT, self._line + text.count("\n", 0, at))

    def _read(self, text: str, pieces: list[Piece]) -> list[Row]:
        """Return the rows of whole units, and count and report what there is to them."""
        if not pieces:
            return []
        self._idle = False
        raws = [text[p.start : p.end] for p in pieces]
        if len(self._samples) < _TOGETHER:
            self._samples += raws
        rows: list[Row] = []
        for piece, raw, result in zip(pieces, raws, self._exact.read(raws), strict=True):
            line = 0
            told = isinstance(result, Broken) or result.repaired or result.reading.skipped or result.reading.regions
            if told:
                line = self._line + text.count("\n", 0, piece.start)
            if isinstance(result, Broken):
                if result.grows:
                    raise self._too_large(line, result.reason)
                self._tally.broken(line, result.reason)
                continue
            self._tally.take(result, line)
            rows += result.reading.rows
            if self._declares:
                self._grow(raw, result.reading.rows, piece, text)
        return rows

    def _grow(self, raw: str, rows: list[Row], piece: Piece, text: str) -> None:
        letters = sum(len(v) for row in rows for v in (*row, *chain(*row[ROW_PROPS])) if isinstance(v, str))
        self._grown += max(0, letters - 10 * len(raw))
        if self._grown > _GROWTH:
            raise self._too_large(self._line + text.count("\n", 0, piece.start), "they grow beyond reason")

    def _too_large(self, line: int, reason: str) -> FileError:
        what = f"the file uses entities that are not allowed ({reason})"
        return FileError(self._path, f"{what}; reading ends here.", "Export it again without entities.", line)
