"""Google's web page through deep-translator: the one module that knows that library.

Its traps (measured with 1.11.4): no timeout; objects must not be shared between threads, or answers reach other
sentences; error pages come back as translations; two exception roots; texts of exceptions hold the text that was sent.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from workbench.config import EngineSettings
from workbench.errors import MTError, WorkbenchError
from workbench.model import MTFailure
from workbench.mt.engine import Call, Place, Request
from workbench.mt.failures import failure
from workbench.mt.http_fence import HttpFence

ENV_URL = "WORKBENCH_MT_GOOGLE_URL"
"""Another address for tests of the whole program; only one on this machine is taken."""
_LOOPBACK = re.compile(r"http://(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?/")
MOST_CHARACTERS = 4999
INTERVAL = 1.5
"""Seconds between two calls: undocumented; the library's maintainer names two or three a second as the most."""
MOST_URL_BYTES = 8000
"""The text travels in the address; an Arabic letter takes six bytes there."""

_loading = threading.Lock()
_loaded: tuple[Any, HttpFence] | None = None


def _library() -> tuple[Any, HttpFence]:
    """Return deep-translator's module and the fence put into it, loaded once.

    There is one module for all engine objects and threads, so there is one fence: with a second one, deadline and
    status would be kept in another object than the one that is called.
    """
    global _loaded
    with _loading:
        if _loaded is None:
            import deep_translator.google as module

            fence = HttpFence()
            module.requests = fence
            _loaded = module, fence
        return _loaded


class Google:
    """The free web page of Google Translate, unofficial and without any promise."""

    id = "google"
    title = "Google Translate (web)"
    place = Place.SCRAPER
    batch = 1
    takes: frozenset[str] = frozenset()

    def __init__(self, settings: EngineSettings | None = None) -> None:
        settings = settings or EngineSettings()
        url = os.environ.get(ENV_URL, "")
        self._url = url if _LOOPBACK.match(url) else ""
        self.host = "translate.google.com" if not self._url else self._url.split("/")[2]
        usual = 0.0 if self._url else INTERVAL
        self.interval = settings.interval if settings.interval >= 0 else usual
        self.version = version("deep-translator")

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates this pair."""
        return {source, target} == {"ar", "en"}

    def fits(self, request: Request) -> bool:
        """Whether the text is short enough for an address."""
        return len(request.text) <= MOST_CHARACTERS and 3 * len(request.text.encode()) + 200 <= MOST_URL_BYTES

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        """Return the translations; see :class:`workbench.mt.engine.Engine`."""
        return [self._one(request, call) for request in requests]

    def _one(self, request: Request, call: Call) -> str:
        module, fence = _library()
        fence.begin(call)
        try:
            # A new object a call: they keep the request's parameters in themselves.
            translator = module.GoogleTranslator(source=request.source, target=request.target)
            if self._url:
                translator._base_url = self._url
            answer = translator.translate(request.text)
        except WorkbenchError:
            raise
        except Exception as e:  # noqa: BLE001 - the fence: whatever the library throws becomes one of our kinds
            raise self._failure(e, fence) from None
        return answer if isinstance(answer, str) else ""

    def _failure(self, error: Exception, fence: HttpFence) -> MTError:
        """Return what an exception means; its text is not looked at and not kept."""
        from deep_translator import exceptions
        from requests import exceptions as http

        status = fence.status
        if isinstance(error, exceptions.TooManyRequests) or status == 429:
            return failure(MTFailure.RATE_LIMITED, self.title, fence.retry_after)
        if isinstance(error, http.Timeout):
            return failure(MTFailure.TIMEOUT, self.title)
        if isinstance(error, exceptions.NotValidLength | exceptions.NotValidPayload) or status in (413, 414):
            return failure(MTFailure.TOO_LONG, self.title)
        if status in (401, 403):
            return failure(MTFailure.AUTH, self.title)
        if status is not None and status >= 500:
            return failure(MTFailure.SERVER, self.title)
        if isinstance(error, http.ConnectionError | http.ChunkedEncodingError):
            return failure(MTFailure.OFFLINE, self.title)
        return failure(MTFailure.BAD_RESPONSE, self.title)
