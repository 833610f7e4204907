"""Times as exchange files write them, and as they are stored."""

from __future__ import annotations

import re
from datetime import datetime

_SHAPE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:Z|\+00:?00)?$", re.ASCII)


def stored_stamp(raw: str | None) -> str:
    """Return a UTC time as it is stored (``2026-01-31T10:20:30Z``), '' for anything that is not one.

    Both shapes met in TMX files are taken: ``20260131T102030Z`` and ``2026-01-31T10:20:30Z``.
    """
    found = _SHAPE.match((raw or "").strip())
    if found is None:
        return ""
    try:
        year, month, day, hour, minute, second = (int(part) for part in found.groups())
        datetime(year, month, day, hour, minute, second)
    except ValueError:
        return ""
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups())


def tmx_stamp(stored: str) -> str:
    """Return a stored time as TMX writes it (``20260131T102030Z``), '' for anything that is not one."""
    return stored_stamp(stored).replace("-", "").replace(":", "")
