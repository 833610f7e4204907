"""Where confirmed targets came from, for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.workflow.statistics import OriginCount


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
