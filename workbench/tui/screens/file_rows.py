"""What files are wanted: formats, columns, the folder; and what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

FORMAT_NAMES = {
    "txt": "the article: paragraphs and blank lines of the original",
    "html": "side by side with its source, for the browser and for print",
    "tmx": "the pairs, for translation programs",
    "csv": "the pairs, for spreadsheets",
}
OPTIONS = {
    "states": ("html", "a column with the state of each segment"),
    "notes": ("html", "a column with your notes, which stay out otherwise"),
    "safe": ("csv", "guard cells that a spreadsheet would take for formulas"),
    "everything": ("", "drafts too, not only what is confirmed"),
}
"""By name: the format it is for ('' for all), and what it does."""


@dataclass(slots=True)
class Wanted:
    """What somebody wants written, kept while the article is open: who mends a finding need not choose again."""

    formats: set[str] = field(default_factory=lambda: set(FORMAT_NAMES))
    options: set[str] = field(default_factory=set)
    folder: Path | None = None
    """None: the project's export folder."""
    allow: set[str] = field(default_factory=set)
    """Kinds of findings that were agreed to."""


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A format; ``ticked`` None where it is chosen by Enter and not ticked."""

    to: str
    ticked: bool | None = None

    def line(self) -> str:
        """One line of it."""
        mark = "" if self.ticked is None else f"[{'x' if self.ticked else ' '}] "
        return f"{mark}{self.to:<5} {FORMAT_NAMES.get(self.to, '')}"


@dataclass(frozen=True, slots=True)
class OptionRow:
    """Something that is done or not."""

    name: str
    ticked: bool

    def line(self) -> str:
        """One line of it."""
        of, what = OPTIONS[self.name]
        return f"[{'x' if self.ticked else ' '}] {of:<5} {what}"


@dataclass(frozen=True, slots=True)
class FolderRow:
    """Where the files go."""

    folder: Path

    def line(self) -> str:
        """One line of it."""
        return f"into  {self.folder}"


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A file that was written, and what it holds."""

    path: Path
    count: int
    notices: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What is counted."""
        return "segments" if self.path.suffix in (".txt", ".html") else "pairs"

    def line(self) -> str:
        """One line of it."""
        return f"{self.count:>6,} {self.what:<9} {self.path.name}{'  !' if self.notices else ''}"


FileRow = FormatRow | OptionRow | FolderRow | WrittenRow


def option_rows(wanted: Wanted, names: tuple[str, ...]) -> list[OptionRow]:
    """Return the options of these names as they stand."""
    return [OptionRow(n, n in wanted.options) for n in names]
