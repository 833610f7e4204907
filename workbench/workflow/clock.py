"""The time as it is stored: ISO 8601, UTC, whole seconds."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """Return this moment as ``2026-01-31T10:20:30Z``."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local_time(stamp: str) -> str:
    """Return a stored time as date and minute of the user's own clock, '' for an empty stamp."""
    if not stamp:
        return ""
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")


def local_minute(stamp: str) -> str:
    """Return a stored time as the user's own clock shows it (``10:20``), '' for an empty stamp."""
    if not stamp:
        return ""
    return datetime.fromisoformat(stamp).astimezone().strftime("%H:%M")


def local_short(stamp: str) -> str:
    """Return a stored time as briefly as it can be told: the minute of today, the day of this year, else the date."""
    if not stamp:
        return ""
    then, today = datetime.fromisoformat(stamp).astimezone(), datetime.now().astimezone()
    if then.date() == today.date():
        return then.strftime("%H:%M")
    return f"{then.day} {_MONTHS[then.month - 1]}" if then.year == today.year else then.strftime("%Y-%m-%d")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
