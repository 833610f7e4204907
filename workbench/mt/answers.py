"""What an answer, a status or an exception means: the one place where HTTP becomes a failure of ours."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from workbench.errors import MTError, WorkbenchError
from workbench.model import MTFailure
from workbench.mt.engine import Call, Engine, Request
from workbench.mt.failures import failure
from workbench.mt.http_fence import HttpFence, fence

T = TypeVar("T")

_MEANINGS = {
    401: MTFailure.AUTH,
    402: MTFailure.QUOTA,
    403: MTFailure.AUTH,
    408: MTFailure.TIMEOUT,
    413: MTFailure.TOO_LONG,
    414: MTFailure.TOO_LONG,
    429: MTFailure.RATE_LIMITED,
    456: MTFailure.QUOTA,
}
"""RFC 9110; 402 is what chat services send for an empty account, 456 what DeepL sends for a used-up quota."""


def asked(title: str, call: Call, act: Callable[[], T], *secrets: str, own: str = "") -> T:
    """Do what sends and reads, and turn whatever it throws into one of our failures.

    The exception's words are not looked at: they hold the text and sometimes the key. It is let go of before ours is
    raised, so that it does not travel along as its context either. ``own`` is the host of a server the user named:
    "no network" would be the wrong word where that one is not running.
    """
    if call.cancelled.is_set():
        raise failure(MTFailure.CANCELLED, title)
    if call.deadline <= time.monotonic():
        raise failure(MTFailure.TIMEOUT, title)
    fence().begin(call, secrets)
    try:
        return act()
    except WorkbenchError:
        raise
    except Exception as e:  # noqa: BLE001 - the fence: whatever a library throws becomes one of our kinds
        problem = _meaning(e, title, fence())
    if own and problem.kind == MTFailure.OFFLINE:
        problem = MTError(problem.kind, f"{title} cannot be reached: nobody answers at {own}.", "Is it running?")
    raise problem


def _meaning(error: Exception, title: str, http: HttpFence) -> MTError:
    status = http.status or 0
    if status in _MEANINGS:
        return failure(_MEANINGS[status], title, http.retry_after)
    if status >= 500:
        return failure(MTFailure.SERVER, title, http.retry_after)
    if isinstance(error, http.exceptions.Timeout):
        return failure(MTFailure.TIMEOUT, title)
    if isinstance(error, http.exceptions.ConnectionError | http.exceptions.ChunkedEncodingError):
        return failure(MTFailure.OFFLINE, title)
    return failure(MTFailure.BAD_RESPONSE, title)


def unconfigured(title: str, what_to_do: str, what: str = "is not set up") -> MTError:
    """Return the failure of an engine that lacks an address, a model, a key or a library; the hint names it."""
    return MTError(MTFailure.NOT_CONFIGURED.value, f"{title} {what}.", what_to_do)


def checked(engine: Engine, requests: Sequence[Request]) -> None:
    """Refuse what the engine cannot translate before anything is sent."""
    for request in requests:
        if not engine.supports(request.source, request.target):
            raise failure(MTFailure.UNSUPPORTED_PAIR, engine.title)
        if not engine.fits(request):
            raise failure(MTFailure.TOO_LONG, engine.title)


def worded(answer: object, title: str) -> str:
    """Return the answer if it is a text with something in it; whether it is a translation, the sanity filter says."""
    if isinstance(answer, str) and answer.strip():
        return answer
    raise failure(MTFailure.BAD_RESPONSE, title)
