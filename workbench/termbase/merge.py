"""Two versions of a glossary file that come from one: what differs row by row, and the merge of both.

Rows are the same by their id; those without one by their text, else by their Arabic, else by their English form.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.termbase.records import MARKERS, CsvFile, Record
from workbench.termbase.rows import clean

_TOGETHER = ("ar", "en")
"""Changed on one side each they contradict as two changes of one cell do: a pair is one decision."""
_PROVENANCE = ("author", "date")


class ChangeKind(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that differs: its id ('' when it has none), its line (in the old file when removed), its cells old and new."""

    kind: ChangeKind
    id: str
    line: int
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row both sides changed otherwise. ``None`` for the side that removed it."""

    id: str
    columns: tuple[str, ...]
    ours: Record | None
    theirs: Record | None

    @property
    def reason(self) -> str:
        """What happened, for a message."""
        if self.ours is None or self.theirs is None:
            side = "here and changed there" if self.ours is None else "there and changed here"
            return f"{self.id or 'a row'} was removed {side}"
        return f"{self.id or 'a row'} was changed on both sides ({', '.join(self.columns)})"


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged file and the rows that could not be merged; those stand in it as asked for."""

    file: CsvFile
    conflicts: tuple[Conflict, ...] = ()


def diff(old: CsvFile, new: CsvFile) -> list[RowChange]:
    """Return the rows that differ, in the order of the new file, removed ones behind. Comments and order do not count."""
    there = _match(old, new)
    back = {n: o for o, n in there.items()}
    out: list[RowChange] = []
    for n, record in enumerate(new.records):
        if record.cells is None:
            continue
        before = old.row(old.records[back[n]]) if n in back else {}
        after = new.row(record)
        cells = _differing(before, after)
        if cells:
            kind = ChangeKind.CHANGED if n in back else ChangeKind.ADDED
            out.append(RowChange(kind, _id(new, record), record.line, cells))
    for o, record in enumerate(old.records):
        if record.cells is not None and o not in there:
            cells = _differing(old.row(record), {})
            out.append(RowChange(ChangeKind.REMOVED, _id(old, record), record.line, cells))
    return out


def merge(base: CsvFile, ours: CsvFile, theirs: CsvFile, *, marks: bool = False) -> Merged:
    """Return both sides' changes of ``base``.

    Of a row that conflicts theirs stays (nothing, when they removed it); with ``marks`` both versions stand there between
    the marks git uses. Laws: ``merge(base, a, base)`` is ``a``; sides that changed other rows merge to the same file
    whichever is ours.
    """
    if theirs.dump() == base.dump() or ours.dump() == theirs.dump():
        return Merged(ours)
    if ours.dump() == base.dump():
        return Merged(theirs)
    return _Merge(base, ours, theirs, marks).run()


def _id(file: CsvFile, record: Record) -> str:
    return clean(file.cell(record, "id"))


def _differing(before: dict[str, str], after: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    names = [*after, *(n for n in before if n not in after)]
    return tuple((n, before.get(n, ""), after.get(n, "")) for n in names if before.get(n, "") != after.get(n, ""))


def _match(base: CsvFile, other: CsvFile) -> dict[int, int]:
    """Return for places in ``base`` the place of the same record in ``other``, one for one."""
    found = _ends_in_common(base, other)
    taken = set(found.values())

    def by(key: Callable[[CsvFile, Record], Hashable], unique: bool) -> None:
        places: dict[Hashable, list[int]] = defaultdict(list)
        for n, record in enumerate(other.records):
            if n not in taken and (k := key(other, record)):
                places[k].append(n)
        mine: dict[Hashable, list[int]] = defaultdict(list)
        for n, record in enumerate(base.records):
            if n not in found and (k := key(base, record)):
                mine[k].append(n)
        for k, here in mine.items():
            there = places.get(k, [])
            if unique and (len(here) > 1 or len(there) != 1):
                continue
            for a, b in zip(here, there, strict=False):
                found[a] = b
                taken.add(b)

    if base.head >= 0 and other.head >= 0 and base.head not in found and other.head not in taken:
        found[base.head] = other.head
        taken.add(other.head)
    by(_id, unique=True)
    by(lambda f, r: r.raw.rstrip("\r\n") or "\n", unique=False)
    # A row with an id is never taken for one with another id.
    for column in _TOGETHER:
        by(
            lambda f, r, c=column: (c, clean(f.cell(r, c))) if r.cells is not None and not _id(f, r) else None,  # type: ignore[misc]
            unique=True,
        )
    return found


def _ends_in_common(base: CsvFile, other: CsvFile) -> dict[int, int]:
    """Return the places of the records both files begin and end with: nearly all of a large one, found without looking in."""
    if base.columns != other.columns or base.head != other.head:
        return {}
    one, two = [r.raw for r in base.records], [r.raw for r in other.records]
    size = min(len(one), len(two))
    first = next((n for n in range(size) if one[n] != two[n]), size)
    last = next((n for n in range(size - first) if one[-1 - n] != two[-1 - n]), size - first)
    begin = {n: n for n in range(first)}
    return begin | {len(one) - 1 - n: len(two) - 1 - n for n in range(last)}


class _Merge:
    """One merge. ``left`` gives the order: ours, unless only they moved rows."""

    def __init__(self, base: CsvFile, ours: CsvFile, theirs: CsvFile, marks: bool) -> None:
        self.base, self.ours, self.theirs, self.marks = base, ours, theirs, marks
        self.to_ours, self.to_theirs = _match(base, ours), _match(base, theirs)
        self.out, self.head = _container(base, ours, theirs)
        self.conflicts: list[Conflict] = []
        moved = _moved(self.to_theirs) and not _moved(self.to_ours)
        self.ours_first = not moved

    def run(self) -> Merged:
        """Walk the records of the side that gives the order, the other side's additions where they belong."""
        sides = (self.ours, self.to_ours), (self.theirs, self.to_theirs)
        (left, to_left), (right, to_right) = sides if self.ours_first else sides[::-1]
        from_left = {n: b for b, n in to_left.items()}
        # Only what both sides have can say where a new row stands, or the answer would depend on whose turn it is.
        common = set(to_left) & set(to_right)
        added_left = _additions(left, from_left, common)
        added_right = _additions(right, {n: b for b, n in to_right.items()}, common)
        out: list[Record] = self._added(left, added_left.get(-1, []), right, added_right.get(-1, []))
        for n in range(len(left.records)):
            if n not in from_left:
                continue
            b = from_left[n]
            out += self._row(b)
            out += self._added(left, added_left.get(b, []), right, added_right.get(b, []))
        for b in sorted(set(range(len(self.base.records))) - set(to_left)):
            if b in to_right:
                out += self._row(b)
        out = list(self.out.with_records(out).records)
        return Merged(replace(self.out, records=tuple(out)), tuple(self.conflicts))

    def _row(self, b: int) -> list[Record]:
        """Return what a record of the base became."""
        if b == self.base.head:
            return [self.head]
        base = self.base.records[b]
        ours = self.ours.records[self.to_ours[b]] if b in self.to_ours else None
        theirs = self.theirs.records[self.to_theirs[b]] if b in self.to_theirs else None
        if ours is None or theirs is None:
            left = ours or theirs
            side = self.ours if ours is not None else self.theirs
            if left is None or self._same(self.base, base, side, left):
                return []
            return self._conflict((), ours, theirs)
        if ours.raw == base.raw or self._same(self.base, base, self.ours, ours):
            return [self._fit(self.theirs, theirs) if theirs.raw != base.raw else self._fit(self.ours, ours)]
        if self._same(self.base, base, self.theirs, theirs) or self._same(self.ours, ours, self.theirs, theirs):
            return [self._fit(self.ours, ours)]
        return self._cells(base, ours, theirs)

    def _cells(self, base: Record, ours: Record, theirs: Record) -> list[Record]:
        """Merge two changes of one row cell by cell."""
        if base.cells is None or ours.cells is None or theirs.cells is None:
            return self._conflict((), ours, theirs)
        old, mine, other = self.base.row(base), self.ours.row(ours), self.theirs.row(theirs)
        changed_here = {c for c, _, _ in _differing(old, mine)}
        changed_there = {c for c, _, _ in _differing(old, other)}
        both = {c for c in changed_here & changed_there if mine.get(c, "") != other.get(c, "")} - set(_PROVENANCE)
        pairs = changed_here & set(_TOGETHER), changed_there & set(_TOGETHER)
        if all(pairs) and any(mine.get(c, "") != other.get(c, "") for c in _TOGETHER):
            both |= pairs[0] | pairs[1]
        if both:
            return self._conflict(tuple(sorted(both)), ours, theirs)
        values = {**other, **{c: mine.get(c, "") for c in changed_here}}
        if changed_here & changed_there & set(_PROVENANCE):
            later = (
                mine
                if (mine.get("date", ""), mine.get("author", "")) >= (other.get("date", ""), other.get("author", ""))
                else other
            )
            values.update({c: later[c] for c in _PROVENANCE if c in later})
        return [self._write(values, self.theirs, theirs)]

    def _added(self, left: CsvFile, here: Sequence[Record], right: CsvFile, there: Sequence[Record]) -> list[Record]:
        """Return the rows both sides added at one place; the same row once, the sides in an order of their own."""
        if not here or not there:
            return [self._fit(left, r) for r in here] + [self._fit(right, r) for r in there]
        ours, mine, theirs, others = (left, here, right, there) if self.ours_first else (right, there, left, here)
        by_id = {_id(theirs, r): r for r in others if r.cells is not None and _id(theirs, r)}
        first: list[Record] = []
        clashing: list[Record] = []
        same: list[Record] = []
        for record in mine:
            twin = by_id.get(_id(ours, record)) if record.cells is not None else None
            twin = twin or next((r for r in others if r.raw.rstrip("\r\n") == record.raw.rstrip("\r\n")), None)
            if twin is None:
                first.append(self._fit(ours, record))
            else:
                same.append(twin)
                if not self._same(ours, record, theirs, twin):
                    clashing += self._conflict(_columns(ours, record, theirs, twin), record, twin)
                else:
                    clashing.append(self._fit(theirs, twin))
        second = [self._fit(theirs, r) for r in others if r not in same]
        one, two = sorted((first, second), key=lambda rows: [r.raw.rstrip("\r\n") for r in rows])
        return [*clashing, *one, *two]

    def _conflict(self, columns: tuple[str, ...], ours: Record | None, theirs: Record | None) -> list[Record]:
        key = _id(self.ours, ours) if ours is not None else _id(self.theirs, theirs) if theirs is not None else ""
        self.conflicts.append(Conflict(key, columns, ours, theirs))
        mine = [self._fit(self.ours, ours)] if ours is not None else []
        other = [self._fit(self.theirs, theirs)] if theirs is not None else []
        if not self.marks:
            return other
        end = self.out.newline
        start, middle, stop = (
            Record(f"{m}{w}{end}", None, 0) for m, w in zip(MARKERS, (" ours", "", " theirs"), strict=True)
        )
        return [start, *mine, middle, *other, stop]

    def _same(self, one: CsvFile, a: Record, two: CsvFile, b: Record) -> bool:
        if a.cells is None or b.cells is None:
            return a.cells is b.cells and a.raw.rstrip("\r\n") == b.raw.rstrip("\r\n")
        return not _differing(one.row(a), two.row(b))

    def _fit(self, file: CsvFile, record: Record) -> Record:
        """Return a record as the merged file writes it: as it stands when its file has the same columns and delimiter."""
        if record.cells is None or (file.columns, file.delimiter) == (self.out.columns, self.out.delimiter):
            return record
        return self._write(file.row(record), file, record)

    def _write(self, values: dict[str, str], file: CsvFile, like: Record) -> Record:
        cells = tuple(values.get(c, "") for c in self.out.columns)
        if file.columns == self.out.columns and like.cells is not None:
            # Unnamed columns and cells beyond the header stay as they are in the row that is kept.
            cells = (
                tuple(
                    values[c] if c else (like.cells[n] if n < len(like.cells) else "")
                    for n, c in enumerate(self.out.columns)
                )
                + like.cells[len(self.out.columns) :]
            )
        raw = self.out.serialise(cells)
        return Record(raw if like.raw.endswith(("\n", "\r")) else raw.rstrip("\r\n"), cells, like.line)


def _columns(ours: CsvFile, a: Record, theirs: CsvFile, b: Record) -> tuple[str, ...]:
    return tuple(c for c, _, _ in _differing(ours.row(a), theirs.row(b)))


def _moved(places: dict[int, int]) -> bool:
    order = [places[b] for b in sorted(places)]
    return order != sorted(order)


def _additions(side: CsvFile, origin: dict[int, int], anchors: Iterable[int]) -> dict[int, list[Record]]:
    """Return the records new on a side by the record of the base they stand behind, -1 for the beginning."""
    known = set(anchors)
    out: dict[int, list[Record]] = defaultdict(list)
    behind = -1
    for n, record in enumerate(side.records):
        if n not in origin:
            out[behind].append(record)
        elif origin[n] in known:
            behind = origin[n]
    return out


def _container(base: CsvFile, ours: CsvFile, theirs: CsvFile) -> tuple[CsvFile, Record]:
    """Return an empty file in the manner both sides want, and its row of names.

    Each thing is taken from the side that changed it. When both changed the columns ours come first, then their new ones.
    """

    def pick(what: Callable[[CsvFile], object]) -> CsvFile:
        return theirs if what(ours) == what(base) else ours

    form = pick(lambda f: (f.bom, f.encoding))
    like = pick(lambda f: (f.header, f.delimiter))
    out = replace(
        like,
        bom=form.bom,
        encoding=form.encoding,
        newline=pick(lambda f: f.newline).newline,
        records=(),
        errors=(),
    )
    head = like.records[like.head] if like.head >= 0 else Record("", None, 0)
    new = [h for h in theirs.header if h not in ours.header and h not in base.header]
    if like is ours and theirs.header != base.header and new and head.raw:
        out = replace(out, header=(*ours.header, *new))
        head = Record(head.raw.rstrip("\r\n") + "".join(out.delimiter + h for h in new) + out.newline, None, head.line)
    return out, head
