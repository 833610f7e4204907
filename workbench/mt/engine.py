"""What an engine is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol


class Place(StrEnum):
    """Where an engine translates: in this process, in a server on this computer, in one of the user's, or beyond."""

    INPROC = "inproc"
    LOOPBACK = "loopback"
    SELFHOSTED = "selfhosted"
    CLOUD = "cloud"
    SCRAPER = "scraper"

    @property
    def leaves_machine(self) -> bool:
        """Whether text leaves this computer, so that consent is needed."""
        return self not in (Place.INPROC, Place.LOOPBACK)


@dataclass(frozen=True, slots=True)
class Request:
    """A text to translate; languages are ``ar`` and ``en``.

    ``terms`` are the approved pairs that occur in the text, ``before`` and ``after`` what stands around it, ``matches``
    the nearest pairs of the memory: help for engines that can use it, never translated themselves.
    """

    text: str
    source: str
    target: str
    terms: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""
    matches: tuple[tuple[str, str], ...] = ()

    def only(self, takes: frozenset[str]) -> Request:
        """Return it without the help an engine cannot use: what is not used is not sent, nor part of a cache key."""
        return replace(
            self,
            terms=self.terms if "terms" in takes else (),
            before=self.before if "context" in takes else "",
            after=self.after if "context" in takes else "",
            matches=self.matches if "matches" in takes else (),
        )


def _nobody(_sent: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an engine: when it must end (``time.monotonic`` seconds), and who is told.

    ``sending`` is called with every byte that is about to leave (method, address, body; no key) and may raise
    :class:`workbench.errors.FileError`: then nothing is sent. ``cancelled`` is looked at by engines that can stop.
    """

    deadline: float
    sending: Callable[[str], None] = _nobody
    cancelled: threading.Event = field(default_factory=threading.Event)


class Engine(Protocol):
    """One way of machine translation. Adding one is a module and a line in :data:`workbench.mt.engines.ENGINES`.

    ``version`` is part of the key of kept answers: it changes when answers may. ``interval`` are seconds to leave between
    two calls, ``batch`` how many texts one call takes, ``takes`` what of a request it uses beyond the text: ``terms``,
    ``context``, ``matches``.
    """

    id: str
    title: str
    version: str
    host: str
    place: Place
    interval: float
    batch: int
    takes: frozenset[str]

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates this pair. Asks nobody."""
        ...

    def fits(self, request: Request) -> bool:
        """Whether the text is short enough; asked before it is logged as sent."""
        ...

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        """Return the translations as the engine gives them, in the order of the requests, all of one pair.

        Raises :class:`workbench.errors.MTError` and, from ``call.sending``, :class:`FileError`; nothing else. Safe to
        call from several threads.
        """
        ...
