"""Texts longer than an engine takes, in pieces that it does: at ends of sentences, else of clauses, never inside a term."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from workbench.errors import MTError
from workbench.mt.engine import Request
from workbench.mt.flights import Asker, Landed


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text to be translated, and the white space behind it."""

    request: Request
    space: str


def pieces(request: Request, fits: Callable[[Request], bool]) -> list[Piece]:
    """Return the pieces of a text, each as long as ``fits`` allows; nothing when some part cannot be cut short enough.

    Joining the texts with the white space behind each gives the text back, without white space at its edges.
    """
    from workbench.text.clauses import break_points
    from workbench.text.sentences import sentence_breaks

    text = request.text.strip()
    sentences = sentence_breaks(text, request.source)
    points = break_points(text, request.source, _terms(request, text))
    cuts = (sentences, [p.offset for p in points if p.automatic], [p.offset for p in points])
    out: list[Piece] = []
    start = 0
    while start < len(text):
        end = next((e for breaks in cuts if (e := _end(request, text, start, breaks, fits)) is not None), None)
        if end is None:
            return []
        part = text[start:end]
        words = part.rstrip()
        out.append(Piece(replace(request, text=words), part[len(words) :]))
        start = end
    return out


def _end(request: Request, text: str, start: int, breaks: Sequence[int], fits: Callable[[Request], bool]) -> int | None:
    """Return the last break up to which the text fits, the end of the text among them."""
    found = None
    for at in [*(b for b in breaks if b > start), len(text)]:
        if not fits(replace(request, text=text[start:at].rstrip())):
            break
        found = at
    return found


def _terms(request: Request, text: str) -> list[tuple[int, int]]:
    spans = []
    for surface, _target in request.terms:
        at = text.find(surface) if surface else -1
        while at >= 0:
            spans.append((at, at + len(surface)))
            at = text.find(surface, at + 1)
    return sorted(spans)


class Joined:
    """Gathers the answers for the pieces; the first failure is the answer for the whole, and the rest is asked no more."""

    def __init__(self, parts: Sequence[Piece], whole: Asker) -> None:
        self._parts = list(parts)
        self._answers: dict[int, str] = {}
        self._whole = whole
        self._legs: list[Asker] = []
        self._failed = False
        self._lock = threading.Lock()

    def board(self, put: Callable[[Request, Landed], Asker]) -> tuple[Asker, ...]:
        """Ask for the pieces by ``put``, in their order, and return who waits for them."""
        for number, part in enumerate(self._parts):
            leg = put(part.request, self._lander(number))
            with self._lock:
                self._legs.append(leg)
                failed = self._failed
            if failed:
                leg.withdraw()
                break
        return tuple(self._legs)

    def _lander(self, number: int) -> Landed:
        """Return what takes the answer for a piece."""

        def landed(answer: str | MTError) -> None:
            with self._lock:
                if isinstance(answer, str):
                    self._answers[number] = answer
                    if len(self._answers) < len(self._parts):
                        return
                else:
                    self._failed = True
                legs = list(self._legs)
            if isinstance(answer, MTError):
                # A translation with a hole in it is none: what the others would cost is spared.
                for leg in legs:
                    leg.withdraw()
            self._whole.tell(answer if isinstance(answer, MTError) else self._text())

        return landed

    def _text(self) -> str:
        return "".join(self._answers[n] + p.space for n, p in enumerate(self._parts)).strip()
