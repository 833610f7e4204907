"""Entries that are equal or nearly so, and two rows made one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UsageError
from workbench.model import Concept, TermStatus
from workbench.termbase.columns import SEVERAL
from workbench.termbase.editing import find_row, remove_row, set_cells
from workbench.termbase.glossary_file import GlossaryFile
from workbench.termbase.records import CsvFile
from workbench.termbase.rows import clean, split_values
from workbench.termbase.soundalike import parts, skeleton
from workbench.text.fold import T2, fold, fold_key

_REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class Twins:
    """Entries that are one term written twice: ``equal`` in both forms after folding, else alike in letters and sound."""

    equal: bool
    entries: tuple[tuple[Path, Concept], ...]


def twins(files: Sequence[GlossaryFile]) -> list[Twins]:
    """Return groups of equal and of near-equal entries, equal ones first; linear in the rows.

    Near-equal: the Arabic forms differ in loose letters, article, spaces or marks only, and the English ones in vowels,
    doubled letters, articles, hyphens or spaces. Forbidden and superseded entries are left out: they stand beside others.
    """
    alike_in_arabic: dict[str, list[tuple[Path, Concept]]] = defaultdict(list)
    for file in files:
        for concept in file.concepts:
            if concept.status not in _REFUSED:
                alike_in_arabic[_loose(concept.preferred("ar"))].append((file.path, concept))
    equal: dict[tuple[str, str], list[tuple[Path, Concept]]] = defaultdict(list)
    near: dict[tuple[str, str], list[tuple[Path, Concept]]] = defaultdict(list)
    # The sound of the English form is dear, and decides only where the Arabic ones are alike.
    for loose, entries in alike_in_arabic.items():
        for path, concept in entries if len(entries) > 1 else ():
            equal[_keys(concept)].append((path, concept))
            near[loose, _sound(concept.preferred("en"))].append((path, concept))
    same = [Twins(True, tuple(group)) for group in equal.values() if len(group) > 1]
    alike = [Twins(False, tuple(group)) for group in near.values() if len({_keys(c) for _, c in group}) > 1]
    return same + alike


def _keys(concept: Concept) -> tuple[str, str]:
    return fold_key(concept.preferred("ar")), fold_key(concept.preferred("en"))


def _loose(arabic: str) -> str:
    # Of what fold_key makes, so that equal forms are alike, too.
    return "".join(w.removeprefix("ال") if len(w) > 4 else w for w in fold(fold_key(arabic), T2).split())


def _sound(english: str) -> str:
    found = parts(english)
    return "".join(skeleton(p) or p for p in found) or fold_key(english)


def merge_two(file: CsvFile, keep: str, other: str) -> CsvFile:
    """Return the file with the row ``other`` taken into ``keep`` and removed: forms united, empty cells filled, notes joined.

    Another preferred form becomes a variant; a form accepted in one row is never made forbidden by the other. Raises
    :class:`UsageError` when both are one row, :class:`NotFoundError` for an id that is not there and
    :class:`~workbench.errors.FileError` when the file has no column for forms that would be lost.
    """
    one, two = find_row(file, keep), find_row(file, other)
    if one == two:
        raise UsageError(f"{keep} and {other} are one row.", "Name two rows.")
    kept, gone = file.row(file.records[one]), file.row(file.records[two])
    values = dict(_united(kept, gone))
    merged = set_cells(file, one, {c: v for c, v in values.items() if v != clean(kept.get(c, ""))})
    return remove_row(merged, two)


def _united(kept: dict[str, str], gone: dict[str, str]) -> Iterator[tuple[str, str]]:
    for language in ("ar", "en"):
        main = clean(kept[language])
        variants = [v for row in (kept, gone) for v in split_values(row.get(f"{language}_variants", ""))]
        # The other row's preferred form first: it was somebody's decision, not a mere spelling.
        accepted = list(
            dict.fromkeys([*split_values(kept.get(f"{language}_variants", "")), clean(gone[language]), *variants])
        )
        accepted = [v for v in accepted if v and v != main]
        refused = [v for row in (kept, gone) for v in split_values(row.get(f"{language}_forbidden", ""))]
        yield f"{language}_variants", " | ".join(accepted)
        yield f"{language}_forbidden", " | ".join(v for v in dict.fromkeys(refused) if v not in (main, *accepted))
    protect = [v for row in (kept, gone) for v in split_values(row.get("protect", ""))]
    yield "protect", " | ".join(dict.fromkeys(protect))
    notes = list(dict.fromkeys(filter(None, (clean(kept.get("note", "")), clean(gone.get("note", ""))))))
    yield "note", "; ".join(notes)
    for column, value in gone.items():
        if column not in ("id", "ar", "en", "note", *SEVERAL):
            yield column, clean(kept.get(column, "")) or clean(value)
