"""Writing rows of glossaries as they were seen on the screen: what others changed meanwhile is told, any act taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.errors import FileError, NotFoundError, WorkbenchError
from workbench.termbase.editing import find_row, remove_row, save
from workbench.termbase.glossary_file import read_csv
from workbench.termbase.records import CsvFile, Record
from workbench.termbase.rows import clean
from workbench.workflow.glossary_upkeep import add_term, edited, told

_PAIR = ("ar", "en")
"""One decision: changed on one side each they contradict each other."""


@dataclass(frozen=True, slots=True)
class RowAct:
    """What was done to a row, to be taken back: its record before and after (None: it was not there), its place."""

    path: Path
    id: str
    before: Record | None
    after: Record | None
    place: int
    merged: bool = False
    """Another program had changed the file meanwhile; both changes stand in it."""

    @property
    def what(self) -> str:
        """``added``, ``changed`` or ``removed``."""
        return "added" if self.before is None else "changed" if self.after is not None else "removed"


class RowConflict(WorkbenchError):  # noqa: N818 - nothing is wrong: two people had a say
    """Another program has changed a row since it was seen here. ``theirs`` are its cells now, None when it is gone."""

    def __init__(self, path: Path, concept_id: str, theirs: Mapping[str, str] | None, columns: Sequence[str]) -> None:
        what = "removed" if theirs is None else f"changed ({', '.join(columns)})"
        super().__init__(
            f"{concept_id} in {path.name} was {what} by another program meanwhile.", "Nothing was written."
        )
        self.theirs, self.columns = theirs, tuple(columns)


def save_row(
    path: Path,
    concept_id: str,
    seen: Mapping[str, str],
    values: Mapping[str, str],
    stamp: Mapping[str, str],
    source: str = "ar",
) -> RowAct | None:
    """Set cells of a row that was ``seen`` with these cells, as ``glossary edit`` does; None when it says so already.

    What another program has changed in other cells meanwhile stays. Raises :class:`RowConflict` where it changed the same
    ones, and what ``edit_term`` raises.
    """
    base = _read(path, source)
    mine = {c: v for c, v in values.items() if clean(v) != clean(seen.get(c, ""))}
    place = _there(base, concept_id, seen, mine)
    ours = edited(base, place, concept_id, mine, {}, stamp)
    if ours is base:
        return None
    saved = told(save(base, ours))
    return RowAct(path, concept_id, base.records[place], ours.records[place], place, saved.merged)


def _there(base: CsvFile, concept_id: str, seen: Mapping[str, str], mine: Mapping[str, str]) -> int:
    """Return where a row is; raises :class:`RowConflict` when it is gone, or is another one in the cells of ``mine``."""
    try:
        place = find_row(base, concept_id)
    except NotFoundError:
        raise RowConflict(base.path, concept_id, None, ()) from None
    theirs = base.row(base.records[place])

    def moved(column: str) -> bool:
        now = clean(theirs.get(column, ""))
        return now not in (clean(seen.get(column, "")), clean(mine.get(column, seen.get(column, ""))))

    looked_at = {*mine, *(_PAIR if any(c in mine for c in _PAIR) else ())}
    if not clean(theirs.get("id", "")):
        # Its id was made of its form: with another row before it this may be another row.
        looked_at |= set(_PAIR)
    columns = [c for c in base.columns if c in looked_at and moved(c)]
    if columns:
        raise RowConflict(base.path, concept_id, theirs, columns)
    return place


def _read(path: Path, source: str) -> CsvFile:
    """Return a file to be changed by somebody who sees it in a direction.

    Raises :class:`FileError` for one whose columns are named ``source`` and ``target`` where that is not Arabic to English:
    on its own it is read in that direction, and the two forms would change places.
    """
    base = read_csv(path)
    if source.split("-")[0] != "ar" and {"source", "target"} & set(base.header):
        line = max(1, base.head + 1)
        raise FileError(path, "names its columns source and target.", "Name them ar and en to edit it here.", line)
    return base


def add_row_to(paths: WorkspacePaths, path: Path | None, values: Mapping[str, str], source: str = "ar") -> RowAct:
    """Add a row to a glossary as ``glossary add`` does; None: the workspace's first, made when there is none."""
    given = {c: v for c, v in values.items() if v.strip()}
    if path is not None and "origin" not in _read(path, source).columns and "origin" in given:
        # Where it came from is noted where there is a place for it, as author and date are.
        del given["origin"]
    concept = add_term(paths, str(path) if path is not None else None, {"ar": "", "en": "", **given})
    file = read_csv(path or paths.glossaries / concept.glossary)
    place = find_row(file, concept.id)
    return RowAct(file.path, concept.id, None, file.records[place], place)


def drop_row(path: Path, concept_id: str, seen: Mapping[str, str], source: str = "ar") -> RowAct:
    """Remove a row that was ``seen`` with these cells. Raises :class:`RowConflict` when it has others now."""
    base = _read(path, source)
    place = _there(base, concept_id, seen, {})
    theirs = base.row(base.records[place])
    other = [c for c in base.columns if c and clean(theirs.get(c, "")) != clean(seen.get(c, ""))]
    if other:
        raise RowConflict(path, concept_id, theirs, other)
    saved = told(save(base, remove_row(base, place)))
    return RowAct(path, concept_id, base.records[place], None, place, saved.merged)


def take_back_row(act: RowAct) -> None:
    """Put a row back as it was before an act, to the byte.

    Raises :class:`WorkbenchError` when somebody has changed it since; what :func:`save` raises.
    """
    base = read_csv(act.path)
    records = list(base.records)
    if act.after is not None:
        raw = act.after.raw.rstrip("\r\n")
        places = [n for n, r in enumerate(records) if r.cells is not None and r.raw.rstrip("\r\n") == raw]
        if not places:
            name = act.path.name
            raise WorkbenchError(f"The row of {act.id} in {name} was changed since: it stays.", "Edit it here.")
        place = min(places, key=lambda n: abs(n - act.place))
        if act.before is None:
            del records[place]
        else:
            # Its line may be the last now, or no longer.
            end = records[place].raw[len(raw) :]
            records[place] = replace(act.before, raw=act.before.raw.rstrip("\r\n") + end)
    elif act.before is not None:
        ids = {clean(base.cell(r, "id")) for r in records if r.cells is not None}
        if act.id in ids:
            raise WorkbenchError(f"{act.id} stands in {act.path.name} again.", "Nothing was changed.")
        records.insert(min(act.place, len(records)), act.before)
    told(save(base, base.with_records(records)))
