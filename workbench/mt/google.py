"""Google's web page through deep-translator."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from workbench.config import EngineSettings
from workbench.mt import deep
from workbench.mt.addresses import address
from workbench.mt.answers import asked, checked, worded
from workbench.mt.engine import Call, Place, Request

ENV_URL = "WORKBENCH_MT_GOOGLE_URL"
"""Another address for tests of the whole program; only one on this machine is taken."""
MOST_CHARACTERS = 4999
INTERVAL = 1.5
"""Seconds between two calls: undocumented; the library's maintainer names two or three a second as the most."""
MOST_URL_BYTES = 8000
"""The text travels in the address; an Arabic letter takes six bytes there."""


class Google:
    """The free web page of Google Translate, unofficial and without any promise."""

    id = "google"
    title = "Google Translate (web)"
    place = Place.SCRAPER
    batch = 1
    takes: frozenset[str] = frozenset()

    def __init__(self, settings: EngineSettings | None = None) -> None:
        settings = settings or EngineSettings()
        stand_in = address(os.environ.get(ENV_URL, ""))
        self._url = stand_in.base if stand_in.place is Place.LOOPBACK else ""
        self.host = "translate.google.com" if not self._url else urlsplit(self._url).netloc
        usual = 0.0 if self._url else INTERVAL
        self.interval = settings.interval if settings.interval >= 0 else usual
        self.version = deep.library_version()

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates this pair."""
        return {source, target} == {"ar", "en"}

    def fits(self, request: Request) -> bool:
        """Whether the text is short enough for an address."""
        return len(request.text) <= MOST_CHARACTERS and 3 * len(request.text.encode()) + 200 <= MOST_URL_BYTES

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        """Return the translations; see :class:`workbench.mt.engine.Engine`."""
        checked(self, requests)
        return [worded(asked(self.title, call, partial(self._one, r)), self.title) for r in requests]

    def _one(self, request: Request) -> object:
        # A new object a call: they keep the request's parameters in themselves.
        translator = deep.google()(source=request.source, target=request.target)
        if self._url:
            translator._base_url = self._url
        return translator.translate(request.text)
