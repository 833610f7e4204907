"""What engines are sent, and how much they still may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from workbench.mt.engine import Request


class Meter(Protocol):
    """Counts characters by engine; the workflow hands in one over the workspace database.

    Safe for several threads: what one has reserved no other may have.
    """

    def reserve(self, engine: str, characters: int) -> bool:
        """Set characters aside for a call; False, and nothing is, when this month's budget does not have them."""
        ...

    def settle(self, engine: str, reserved: int, sent: int, *, failed: bool) -> None:
        """Count a call by the characters it sent, and give back what was reserved for it. 0 sent is no call."""
        ...


def characters(requests: Iterable[Request]) -> int:
    """Return the characters of a call: the texts and every help that goes with them, as far as the engine takes it."""
    return sum(
        len(r.text) + len(r.before) + len(r.after) + sum(len(a) + len(b) for a, b in (*r.terms, *r.matches))
        for r in requests
    )


class _Free:
    def reserve(self, engine: str, characters: int) -> bool:
        return True

    def settle(self, engine: str, reserved: int, sent: int, *, failed: bool) -> None:
        return None


FREE: Meter = _Free()
"""Counts nothing and limits nothing."""
