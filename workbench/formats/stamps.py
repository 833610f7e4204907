"""Times as exchange files write them, and as they are stored."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta

_SHAPE = re.compile(
    r"(\d{4})(-?)(\d\d)\2(\d\d)"
    r"(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)? ?(?:(Z)|([+-])(\d\d):?(\d\d)?)?)?$",
    re.ASCII | re.IGNORECASE,
)
_FARTHEST = 14
"""Hours a time zone may be away from UTC."""
_MOST_KEPT = 20_000


def stored_stamp(raw: str | None) -> str:
    """Return a time as it is stored (``2026-01-31T10:20:30Z``), '' for anything that is not one.

    The shapes of ISO 8601 met in exchange files are taken: with or without hyphens and colons, a space for ``T``, without
    seconds or with parts of them (dropped), a day alone (midnight), an offset (counted away), no zone (taken as UTC).
    Nothing that could be read in two ways is: ``03/04/2026`` is no time.
    """
    if not raw:
        return ""
    if len(raw) == 16:  # 20260131T102030Z: parts met again and again
        day, minute, second = _DAYS[raw[:9]], _MINUTES[raw[9:13]], _SECONDS[raw[13:]]
        if day and minute and second:
            return day + minute + second
    return _any_shape(raw)


def _any_shape(raw: str) -> str:
    found = _SHAPE.match(raw.strip())
    if found is None:
        return ""
    year, _hyphen, month, day, hour, minute, second, _z, sign, hours, minutes = found.groups()
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    if away > timedelta(hours=_FARTHEST) or int(minutes or 0) > 59:
        return ""
    try:
        at = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0))
        at = at + away if sign == "-" else at - away
    except (ValueError, OverflowError):
        return ""
    return f"{at.isoformat()}Z"


class _Kept(dict[str, str]):
    """What became of parts of times; '' for a part that is none."""

    def __init__(self, become: Callable[[str], str]) -> None:
        super().__init__()
        self._become = become

    def __missing__(self, part: str) -> str:
        value = self._become(part)
        if len(self) < _MOST_KEPT:
            self[part] = value
        return value


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _day(raw: str) -> str:
    return _any_shape(f"{raw}000000Z")[:11] if _digits(raw[:8]) and raw[8] == "T" else ""


def _minute(raw: str) -> str:
    return f"{raw[:2]}:{raw[2:]}:" if _digits(raw) and raw[:2] < "24" and raw[2:] < "60" else ""


def _second(raw: str) -> str:
    return raw if _digits(raw[:2]) and raw[2] == "Z" and raw[:2] < "60" else ""


_DAYS, _MINUTES, _SECONDS = _Kept(_day), _Kept(_minute), _Kept(_second)


def tmx_stamp(stored: str) -> str:
    """Return a stored time as TMX writes it (``20260131T102030Z``), '' for anything that is not one."""
    if len(stored) == 20:
        day, minute, second = _TMX_DAYS[stored[:11]], _TMX_MINUTES[stored[11:17]], _SECONDS[stored[17:]]
        if day and minute and second:
            return day + minute + second
    return stored_stamp(stored).replace("-", "").replace(":", "")


def _tmx_day(stored: str) -> str:
    day = stored.replace("-", "")
    return day if len(day) == 9 and _day(day) == stored else ""


def _tmx_minute(stored: str) -> str:
    minute = stored.replace(":", "")
    return minute if len(minute) == 4 and _minute(minute) == stored else ""


_TMX_DAYS, _TMX_MINUTES = _Kept(_tmx_day), _Kept(_tmx_minute)
