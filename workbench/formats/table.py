"""The formats of pairs: one line each. A module is loaded when its format is used."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any


def _lazy(module: str, name: str) -> Callable[..., Any]:
    def call(*args: Any, **options: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*args, **options)

    return call


READERS: dict[str, Callable[..., Any]] = {
    "tmx": _lazy("workbench.formats.tmx_read", "read_tmx"),
    "csv": _lazy("workbench.formats.pairs_csv", "read_pairs_csv"),
    "tsv": _lazy("workbench.formats.pairs_csv", "read_pairs_csv"),
    "xlsx": _lazy("workbench.formats.pairs_xlsx", "read_pairs_xlsx"),
}
"""(path, source, target, report) -> iterator of units, by file suffix."""

ROW_READERS: dict[str, Callable[..., Any]] = {"tmx": _lazy("workbench.formats.tmx_read", "read_tmx_rows")}
"""As :data:`READERS`, but of rows: the fields of a unit in their order."""

WRITERS: dict[str, Callable[..., Any]] = {
    "tmx": _lazy("workbench.formats.tmx_write", "write_tmx"),
    "csv": _lazy("workbench.formats.pairs_csv", "write_pairs_csv"),
    "tsv": _lazy("workbench.formats.pairs_csv", "write_pairs_tsv"),
    "xlsx": _lazy("workbench.formats.pairs_xlsx", "write_pairs_xlsx"),
}
"""(path, units, source=, target=) -> how many, by file suffix."""
