"""An engine in this process that does as a test says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from workbench.mt.engine import Call, Place, Request


def english(text: str) -> str:
    """A made-up translation: Latin letters, another for every text."""
    return "EN " + "".join(chr(ord("a") + ord(c) % 26) if c.isalpha() else c for c in text)


class Scripted:
    """Translates with ``answer``; what was asked, call by call, stands in ``seen``. Holds its calls while ``gate`` is shut."""

    id = "scripted"
    title = "Scripted"
    version = "1"
    host = "engine.example"

    def __init__(
        self,
        answer: Callable[[str], str] = english,
        *,
        place: Place = Place.CLOUD,
        interval: float = 0.0,
        batch: int = 1,
        longest: int = 4000,
        takes: frozenset[str] = frozenset(),
    ) -> None:
        self.answer, self.place, self.interval, self.batch = answer, place, interval, batch
        self.longest, self.takes = longest, takes
        self.seen: list[list[str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self.entered = threading.Semaphore(0)

    def supports(self, source: str, target: str) -> bool:
        return {source, target} == {"ar", "en"}

    def fits(self, request: Request) -> bool:
        return len(request.text) <= self.longest

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        call.sending("POST https://engine.example/\n" + "\n".join(r.text for r in requests))
        self.seen.append([r.text for r in requests])
        self.entered.release()
        self.gate.wait(60)
        return [self.answer(r.text) for r in requests]

    @property
    def texts(self) -> list[str]:
        """Everything it was asked, in order."""
        return [t for texts in self.seen for t in texts]
