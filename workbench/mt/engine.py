"""What an engine is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Request:
    """A text to translate; languages are ``ar`` and ``en``."""

    text: str
    source: str
    target: str


class Engine(Protocol):
    """One way of machine translation. Adding one is a module and a line in :data:`workbench.mt.engines.ENGINES`."""

    id: str
    title: str
    version: str
    host: str
    leaves_machine: bool
    interval: float
    """Seconds to leave between two calls."""

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates this pair."""
        ...

    def fits(self, request: Request) -> bool:
        """Whether the text is short enough; asked before it is logged as sent."""
        ...

    def translate(self, request: Request, deadline: float) -> str:
        """Return the translation as the engine gives it, before ``deadline`` (``time.monotonic`` seconds).

        Raises :class:`workbench.errors.MTError` and nothing else. Safe to call from several threads.
        """
        ...
