"""Changes of glossary files in one step, for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from workbench.model import Concept
from workbench.termbase.editing import Saved, add_row, save
from workbench.termbase.glossary_file import read_csv, read_glossary
from workbench.termbase.records import CsvFile, parse


def change(path: Path, act: Callable[[CsvFile], CsvFile]) -> Saved:
    """Read a file, change it by ``act`` and save it."""
    base = read_csv(path) if path.exists() else parse(path, b"")
    return save(base, act(base))


def add_concept(path: Path, values: Mapping[str, str]) -> Concept:
    """Append a row to a glossary file and return its concept."""
    change(path, lambda file: add_row(file, values))
    return read_glossary(path).concepts[-1]
