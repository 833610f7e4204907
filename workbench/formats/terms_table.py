"""The formats of terms: one line each. A module is loaded when its format is used."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.formats.terms import ReadOptions, Row, Tally, TermReader, TermRow, TermWriter, WriteOptions


def _reader(module: str, name: str) -> TermReader:
    def read(path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
        call: TermReader = getattr(importlib.import_module(f"workbench.formats.{module}"), name)
        return call(path, options, tally)

    return read


def _writer(module: str, name: str) -> TermWriter:
    def write(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
        call: TermWriter = getattr(importlib.import_module(f"workbench.formats.{module}"), name)
        return call(path, rows, options, tally)

    return write


TERM_READERS: dict[str, TermReader] = {
    "tbx": _reader("terms_tbx_read", "read_tbx"),
    "omegat": _reader("terms_omegat", "read_omegat"),
    "utx": _reader("terms_utx", "read_utx"),
    "xlsx": _reader("terms_xlsx", "read_terms_xlsx"),
    "csv": _reader("terms_csv", "read_terms_csv"),
    "tsv": _reader("terms_csv", "read_terms_csv"),
}

TERM_WRITERS: dict[str, TermWriter] = {
    "tbx": _writer("terms_tbx_write", "write_tbx"),
    "omegat": _writer("terms_omegat", "write_omegat"),
    "utx": _writer("terms_utx", "write_utx"),
    "xlsx": _writer("terms_xlsx", "write_terms_xlsx"),
    "csv": _writer("terms_csv", "write_terms_csv"),
    "tsv": _writer("terms_csv", "write_terms_tsv"),
}

TERM_SUFFIXES = {
    "tbx": (".tbx", ".xml"),
    "omegat": (".txt", ".utf8"),
    "utx": (".utx",),
    "xlsx": (".xlsx", ".xlsm"),
    "csv": (".csv",),
    "tsv": (".tsv", ".tab"),
}
"""By format: the suffixes it is known by, the one it is written with first."""


def format_of(path: Path) -> str:
    """Return the format of a file by its suffix, '' when it says none; a text file that begins with #UTX is UTX."""
    found = next((name for name, suffixes in TERM_SUFFIXES.items() if path.suffix.lower() in suffixes), "")
    if found == "omegat" and path.is_file():
        with path.open("rb") as f:
            if f.read(16).removeprefix(b"\xef\xbb\xbf").upper().startswith(b"#UTX"):
                return "utx"
    return found
