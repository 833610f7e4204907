"""Pairs as rows of cells, whatever file the rows are in: which column is what, and units to cells and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from workbench.errors import FileError, UsageError
from workbench.formats.languages import named, primary
from workbench.formats.pairs_guess import LOOKED_AT, Rows, by_letters, holds, is_heading, letters, named_in_words
from workbench.formats.stamps import stored_stamp
from workbench.formats.tmx_unit import PROP_AFTER, PROP_BEFORE
from workbench.model import PROP_EDITED, Origin, Repair, Unit

EDITED = "edited"
"""The column of the property :data:`workbench.model.PROP_EDITED`."""
FIELDS = ("created", "changed", "author", "changer", "origin", "via", EDITED, "document", "note", "tuid")
"""The columns of metadata that are fields of a unit, but for :data:`EDITED`; behind them stands ``props``."""
PROPS = "props"
"""The column of everything else: neighbours (``prev``, ``next``), codes and properties, as a JSON list of pairs."""
GUARD_MARK = "#guarded"
"""Last column of a file whose cells are guarded: the import takes exactly that apostrophe away again."""
NOTICES = 20
"""More rows than this that are passed over are summed up in one notice."""
_TAG = re.compile(r"[a-z]{2,3}([-_][a-z0-9]{2,8})*$", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]{1,3}$")
Record = tuple[int, list[str]]
"""A row and the line it begins on."""
Columns = Mapping[str, str]
"""Ours to theirs: ``source``, ``target`` or one of :data:`FIELDS`, and a heading of the file, a letter or a number from 1."""


def header_cells(source: str, target: str, *, metadata: bool) -> list[str]:
    """Return the headings that are written."""
    return [source, target, *((*FIELDS, PROPS) if metadata else ())]


def cells_of(unit: Unit, source: str, *, metadata: bool) -> list[str]:
    """Return the cells of a unit, the text in the language of ``source`` first."""
    sides = [unit.source, unit.target]
    if primary(unit.source_lang) != primary(source):
        sides.reverse()
    if not metadata:
        return sides
    edited, others = _edited(unit.props)
    rest = [edited if name == EDITED else getattr(unit, name) for name in FIELDS]
    neighbours = [(name, text) for name, text in ((PROP_BEFORE, unit.before), (PROP_AFTER, unit.after)) if text]
    props = [*neighbours, *others]
    return [
        *sides,
        *("" if v is None else str(v) for v in rest),
        json.dumps(props, ensure_ascii=False) if props else "",
    ]


def _edited(props: tuple[tuple[str, str], ...]) -> tuple[str, list[tuple[str, str]]]:
    """Return what goes into the column for how much was edited, and the other properties."""
    rest = list(props)
    for n in range(len(rest) - 1, -1, -1):
        if rest[n][0] == PROP_EDITED and rest[n][1]:
            return rest.pop(n)[1], rest
    return "", rest


def columns_of(header: list[str], source: str, target: str, wanted: Columns | None = None) -> dict[str, int] | None:
    """Return where the columns are, None when the row is no header. ``wanted`` goes before what the headings say."""
    names = [c.strip().lstrip("\ufeff").casefold() for c in header]
    found: dict[str, int] = {}
    for ours, theirs in (wanted or {}).items():
        if theirs.strip().casefold() in names:
            found[ours] = names.index(theirs.strip().casefold())
    for n, name in enumerate(names):
        if n in found.values():
            continue
        if name == "source" or named(name) == primary(source):
            found.setdefault("source", n)
        elif name == "target" or named(name) == primary(target):
            found.setdefault("target", n)
        elif name in (*FIELDS, PROPS):
            found.setdefault(name, n)
        elif name == GUARD_MARK:
            found["guard"] = n
    by_place = _by_place(wanted or {}, names)
    found = {**named_in_words(names, source, target), **found}
    if not {"source", "target"} <= {*found, *by_place} or not found:
        return None
    return {**found, **by_place}


def _by_place(wanted: Columns, names: list[str]) -> dict[str, int]:
    """Return the columns that are given by letter or number, and are no headings of this row."""
    return {
        ours: _place(theirs.strip())
        for ours, theirs in wanted.items()
        if theirs.strip().casefold() not in names and _place(theirs.strip()) >= 0
    }


def _place(name: str) -> int:
    """Return which column a letter (``A``, ``AB``) or a number from 1 means, counted from 0; -1 for neither."""
    if name.isascii() and name.isdigit():
        return int(name) - 1
    if not _LETTERS.match(name):
        return -1
    place = 0
    for letter in name.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def units_of(
    path: Path,
    rows: Iterable[Record],
    source: str,
    target: str,
    report: Callable[[Repair], None],
    columns: Columns | None = None,
) -> Iterator[Unit]:
    """Yield the units of rows, with a header or without.

    The header names the languages (``ar``, ``en-GB``, ``Arabic text``) or ``source`` and ``target``; ``columns`` says
    otherwise. Without a header the first two columns are source and target, unless their letters plainly say that others
    are; which were taken is reported, and so are columns that hold each other's script. A row without both sides is
    reported by line and passed over. Raises :class:`FileError` for no row at all, none with two sides and a header of other
    languages, :class:`UsageError` for columns that are not there.
    """
    for ours in columns or {}:
        if ours not in ("source", "target", *FIELDS):
            raise UsageError(f"There is no column {ours!r}.", f"Columns: source, target, {', '.join(FIELDS)}.")
    rows, sample = _looked_at(iter(rows))
    first = next(rows, None)
    if first is None:
        raise FileError(path, "holds no row.", "Check that it is the right file.")
    places = columns_of(first[1], source, target, columns)
    if places is None:
        places = _without_header(path, first, source, target, columns, sample)
        if not _as_expected(places, sample, source, target):
            report(Repair(0, f"has no heading for both languages: {_which(places, source, target)}."))
        if any(is_heading(sample, places[side], tag) for side, tag in (("source", source), ("target", target))):
            report(Repair(first[0], f"taken for headings and passed over: {', '.join(first[1][:10])}."))
        else:
            rows = chain([first], rows)
    elif by_letters(sample[1:], source, target) == (places["target"], places["source"]):
        turned = f"source={letters(places['target'])},target={letters(places['source'])}"
        report(
            Repair(
                0, f"has the other language's letters in each column: if they are to change places, --columns {turned}"
            )
        )
    skipped = taken = 0
    for line, cells in rows:
        if not any(c.strip() for c in cells):
            continue
        unit = _unit(cells, places, source, target)
        if unit is not None:
            taken += 1
            yield unit
            continue
        skipped += 1
        if skipped <= NOTICES:
            report(Repair(line, "this row has no text on one side and was passed over."))
    if skipped and not taken:
        raise FileError(
            path,
            f"has no row with two texts: {_which(places, source, target)}.",
            "Say which are right: --columns source=A,target=B",
        )
    if skipped > NOTICES:
        report(Repair(0, f"{skipped - NOTICES} more rows have no text on one side and were passed over."))


def _looked_at(rows: Iterator[Record]) -> tuple[Iterator[Record], list[list[str]]]:
    """Return rows as they are, and the cells of the first of them; what is wrong with a row is told when its turn comes."""
    first: list[Record] = []
    wrong: list[FileError] = []

    def rest() -> Iterator[Record]:
        yield from first
        if wrong:
            raise wrong[0]
        yield from rows

    try:
        first.extend(islice(rows, LOOKED_AT))
    except FileError as e:
        wrong.append(e)
    return rest(), [cells for _line, cells in first]


def _as_expected(places: dict[str, int], sample: Rows, source: str, target: str) -> bool:
    """Whether the first two columns were taken, and nothing in them says otherwise."""
    sides = ((places["source"], source), (places["target"], target))
    return [n for n, _tag in sides] == [0, 1] and (
        len(sample) < 3 or by_letters(sample, source, target) is None or all(holds(sample, *side) for side in sides)
    )


def _which(places: dict[str, int], source: str, target: str) -> str:
    taken = (
        f"column {letters(places[side])} was taken for {tag}" for side, tag in (("source", source), ("target", target))
    )
    return ", ".join(taken)


def _without_header(
    path: Path, first: Record, source: str, target: str, columns: Columns | None, sample: Rows
) -> dict[str, int]:
    """Return the columns of a file whose first row is a pair; raise when that row is plainly a header of another pair."""
    line, cells = first
    places = {"source": 0, "target": 1}
    told = by_letters(sample, source, target)
    if told is not None and not (holds(sample, 0, source) and holds(sample, 1, target)):
        places = {"source": told[0], "target": told[1]}
    places |= _by_place(columns or {}, [])
    missing = [theirs for ours, theirs in (columns or {}).items() if _place(theirs.strip()) < 0]
    if missing:
        raise FileError(
            path,
            f"has no column {missing[0]!r}; its first row: {', '.join(cells[:10])}.",
            "Name a heading or a letter.",
            line,
        )
    tags = [cells[n].strip() if n < len(cells) else "" for n in (places["source"], places["target"])]
    ours = {primary(source), primary(target)}
    if all(_TAG.match(tag) for tag in tags) and ours & {primary(tag) for tag in tags}:
        raise FileError(
            path, f"its columns are {', '.join(tags)}, not {source} and {target}.", "Check --from and --to.", line
        )
    return places


def _unit(cells: list[str], places: dict[str, int], source: str, target: str) -> Unit | None:
    guarded = "guard" in places

    def cell(name: str) -> str:
        at = places.get(name, len(cells))
        value = cells[at] if at < len(cells) else ""
        return value[1:] if guarded and value.startswith("'") else value

    a, b = cell("source"), cell("target")
    if not a.strip() or not b.strip():
        return None
    origin, created, changed = cell("origin"), cell("created"), cell("changed")
    when = {"created": stored_stamp(created), "changed": stored_stamp(changed)}
    said = dict(zip(when, (created, changed), strict=True))
    before, after, props = _props(cell(PROPS))
    if cell(EDITED):
        props.append((PROP_EDITED, cell(EDITED)))
    # What is no time is kept as the text it is.
    props += [(f"x-{name}", said[name]) for name, stamp in when.items() if said[name] and not stamp]
    return Unit(
        source,
        target,
        a,
        b,
        tuid=cell("tuid"),
        created=when["created"],
        changed=when["changed"],
        author=cell("author"),
        changer=cell("changer"),
        origin=Origin(origin) if origin in set(Origin) else None,
        document=cell("document"),
        note=cell("note"),
        props=tuple(props),
        before=before,
        after=after,
        via=cell("via"),
    )


def _props(cell: str) -> tuple[str, str, list[tuple[str, str]]]:
    """Return neighbours and properties; a cell that is not as it was written is one property, ``x-props``."""
    if not cell:
        return "", "", []
    try:
        pairs = [(name, value) for name, value in json.loads(cell)]
    except (ValueError, TypeError, RecursionError):
        pairs = []
    if not pairs or not all(isinstance(part, str) for pair in pairs for part in pair):
        return "", "", [("x-props", cell)]
    neighbours = {PROP_BEFORE: "", PROP_AFTER: ""}
    rest = []
    for name, value in pairs:
        if neighbours.get(name) == "" and value:
            neighbours[name] = value
        else:
            rest.append((name, value))
    return neighbours[PROP_BEFORE], neighbours[PROP_AFTER], rest
