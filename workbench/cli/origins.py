"""Where confirmed targets came from, as a table and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from workbench.cli.output import Column, Page

if TYPE_CHECKING:
    from workbench.workflow.statistics import OriginCount

_COLUMNS = (
    Column("confirmed, from"),
    Column("by"),
    Column("segments", right=True),
    Column("kept", right=True),
    Column("edited", right=True),
    Column("distance", right=True),
)


def origin_rows(origins: Iterable[OriginCount]) -> list[dict[str, object]]:
    """Return counts for JSON; ``distance`` is null where nothing was offered."""
    return [
        {
            "origin": o.origin.value,
            "via": o.via,
            "segments": o.segments,
            "kept": o.kept,
            "edited": o.edited,
            "distance": None if o.mean is None else round(o.mean, 4),
        }
        for o in origins
    ]


def origin_table(page: Page, origins: Iterable[OriginCount]) -> None:
    """Print counts, nothing where there are none."""
    rows = [
        (o.origin.value, o.via, o.segments, o.kept, o.edited, "" if o.mean is None else f"{o.mean:.2f}")
        for o in origins
    ]
    if rows:
        page.table(_COLUMNS, rows)
