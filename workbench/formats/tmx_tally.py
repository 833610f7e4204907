"""What reading a TMX file met, and what is told of it: each broken unit by its line, the rest counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import FileError
from workbench.formats.tmx_exact import Read
from workbench.formats.tmx_unit import EMPTY_SIDE
from workbench.model import Repair

NO_UNIT = "with what is no unit"
OTHER_REGION = "with texts of other regions"
NOTICES = 20
"""More broken units than this are summed up in one notice."""


@dataclass(slots=True)
class Tally:
    """``units`` are whole ones, ``pairs`` those of them that gave rows."""

    path: Path
    pair: tuple[str, str]
    report: Callable[[Repair], None]
    units: int = 0
    pairs: int = 0
    unknown: int = 0
    languages: set[str] = field(default_factory=set)
    skipped: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Why something was passed over: how often, and the line of the first."""
    regions: set[str] = field(default_factory=set)
    """Regions whose texts were left."""
    first_broken: tuple[int, str] | None = None
    broken_units: int = 0

    def skip(self, reason: str, line: int) -> None:
        """Count something that was passed over."""
        count, first = self.skipped.get(reason, (0, line))
        self.skipped[reason] = (count + 1, first)

    def broken(self, line: int, reason: str) -> None:
        """Report a unit that cannot be read."""
        self.broken_units += 1
        self.first_broken = self.first_broken or (line, reason)
        if self.broken_units <= NOTICES:
            self.report(Repair(line, f"this unit is broken and was passed over: {reason}."))

    def take(self, read: Read, line: int) -> None:
        """Count a unit that was read."""
        self.units += 1
        self.languages.update(read.reading.languages)
        self.unknown += read.reading.unknown
        if read.reading.regions:
            self.regions.update(read.reading.regions)
            self.skip(OTHER_REGION, line)
        if read.repaired:
            self.report(Repair(line, read.repaired))
        if read.reading.skipped:
            self.skip(read.reading.skipped, line)
        else:
            self.pairs += 1

    def conclude(self, line: int, *, cut: bool) -> None:
        """Tell what was counted; ``line`` is the last of the file. Raises :class:`FileError` when there was no pair."""
        if not self.pairs:
            raise self._no_pair(line, cut=cut)
        if cut:
            self.report(
                Repair(line, f"the file is cut off here; {_count(self.pairs, 'pair')} before it could be read.")
            )
        if self.broken_units > NOTICES:
            self.report(Repair(0, f"{self.broken_units - NOTICES} more units are broken and were passed over."))
        for reason, (count, first) in self.skipped.items():
            if reason == OTHER_REGION:
                self._tell_regions(count, first)
                continue
            what = _count(count, "place" if reason == NO_UNIT else "unit")
            self.report(Repair(first, f"{what} {reason}, passed over{'' if count == 1 else '; the first is here'}."))
        if self.unknown:
            what = _count(self.unknown, "element")
            self.report(Repair(0, f"{what} that TMX does not know left out of the texts; what was in them stayed."))

    def _tell_regions(self, count: int, first: int) -> None:
        tags = ", ".join(sorted(self.regions))
        what = "1 unit has" if count == 1 else f"{count} units have"
        here = "" if count == 1 else "; the first is here"
        self.report(Repair(first, f"{what} other texts for other regions ({tags}): the first region is taken{here}."))

    def _no_pair(self, line: int, *, cut: bool) -> FileError:
        a, b = self.pair
        if self.first_broken is not None:
            line, reason = self.first_broken
            again = "Export it again from the program it is from."
            return FileError(self.path, f"the file is broken here: {reason}; no pair of it can be read.", again, line)
        if cut:
            whole = {0: "no complete unit"}.get(self.units, _count(self.units, "complete unit"))
            what = f"the file is broken here: it is cut off; {whole} stood before it, none of {a} and {b} with text"
            return FileError(self.path, f"{what}.", "Export it again.", line)
        if not self.units:
            return FileError(
                self.path, "is a TMX file with no unit in it.", "Export it again from the program it is from."
            )
        if EMPTY_SIDE in self.skipped:
            what = f"has units of {a} and {b}, but none with text on both sides."
            return FileError(self.path, what, "Is it translated?")
        languages = ", ".join(sorted(tag or "(none)" for tag in self.languages)) or "none"
        what = f"has no pair of {a} and {b}; its languages: {languages}."
        return FileError(self.path, what, "Check --from and --to.")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
