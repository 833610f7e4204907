"""What engines are sent, and how much they still may be."""

from __future__ import annotations

from typing import Protocol


class Meter(Protocol):
    """Counts characters by engine; the workflow hands in one over the workspace database."""

    def left(self, engine: str) -> int | None:
        """Return the characters of this month's budget that are left; None when there is no limit."""
        ...

    def charge(self, engine: str, characters: int, *, failed: bool) -> None:
        """Count a call."""
        ...


class _Free:
    def left(self, engine: str) -> int | None:
        return None

    def charge(self, engine: str, characters: int, *, failed: bool) -> None:
        return None


FREE: Meter = _Free()
"""Counts nothing and limits nothing."""
