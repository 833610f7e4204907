"""MyMemory's free service through deep-translator."""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

from workbench.config import EngineSettings
from workbench.model import MTFailure
from workbench.mt import deep
from workbench.mt.addresses import address
from workbench.mt.answers import asked, checked, unconfigured, worded
from workbench.mt.engine import Call, Place, Request
from workbench.mt.failures import failure

URL = "https://api.mymemory.translated.net/get"
"""The library asks over ``http://``, where everybody on the way can read along."""
MOST_BYTES = 500
"""The service counts bytes, so about 250 Arabic letters; the library wants fewer than 500 characters besides."""
INTERVAL = 1.0
CODES = {"ar": "ar-SA", "en": "en-GB"}
_USED_UP = "YOU USED ALL AVAILABLE FREE TRANSLATIONS"


class MyMemory:
    """A public memory of translations with machine translation behind it: 5,000 characters a day, 50,000 with an e-mail."""

    id = "mymemory"
    title = "MyMemory"
    place = Place.CLOUD
    batch = 1
    takes: frozenset[str] = frozenset()

    def __init__(self, settings: EngineSettings | None = None) -> None:
        settings = settings or EngineSettings()
        self._address = address(settings.url or URL, allow_plain_http=settings.allow_plain_http)
        self.host = self._address.host
        self._email = settings.email.strip()
        self.interval = settings.interval if settings.interval >= 0 else INTERVAL
        self.version = deep.library_version()

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates this pair."""
        return {source, target} == {"ar", "en"}

    def fits(self, request: Request) -> bool:
        """Whether the text is short enough for the service and for the library."""
        return len(request.text) < MOST_BYTES and len(request.text.encode()) <= MOST_BYTES

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        """Return the translations; see :class:`workbench.mt.engine.Engine`."""
        if self._address.refusal:
            raise unconfigured(self.title, self._address.refusal)
        checked(self, requests)
        return [self._plain(r, asked(self.title, call, partial(self._one, r))) for r in requests]

    def _one(self, request: Request) -> object:
        # A new object a call: they keep the request's parameters in themselves.
        translator = deep.mymemory()(
            source=CODES[request.source], target=CODES[request.target], email=self._email or None
        )
        translator._base_url = self._address.base
        return translator.translate(request.text)

    def _plain(self, request: Request, answer: object) -> str:
        text = worded(answer, self.title)
        if _USED_UP in text and _USED_UP not in request.text:
            # It comes with status 200, as a translation.
            raise failure(MTFailure.QUOTA, self.title)
        # Some entries of the memory came from web pages and carry their &quot; and &#39;.
        return text if "&" in request.text else html.unescape(text)
