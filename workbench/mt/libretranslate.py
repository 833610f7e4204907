"""A LibreTranslate server: your own, or one you have a key for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial

from workbench.config import SEGMENT_LIMIT, EngineSettings
from workbench.model import MTFailure
from workbench.mt.addresses import address
from workbench.mt.answers import asked, checked, unconfigured, worded
from workbench.mt.engine import Call, Request
from workbench.mt.failures import failure
from workbench.mt.http_fence import fence
from workbench.mt.keys import key


class LibreTranslate:
    """A server that speaks LibreTranslate's protocol. Text and key travel in the body, never in the address."""

    id = "libretranslate"
    title = "LibreTranslate"
    batch = 16
    takes: frozenset[str] = frozenset()

    def __init__(self, settings: EngineSettings | None = None) -> None:
        self._settings = settings or EngineSettings()
        self._address = address(self._settings.url, allow_plain_http=self._settings.allow_plain_http)
        self.host, self.place = self._address.host, self._address.place
        self.interval = max(0.0, self._settings.interval)
        self.version = f"1 {self.host}"

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates this pair."""
        return {source, target} == {"ar", "en"}

    def fits(self, request: Request) -> bool:
        """Whether the text is short enough: no longer than a segment can be."""
        return len(request.text) <= SEGMENT_LIMIT

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        """Return the translations; see :class:`workbench.mt.engine.Engine`."""
        if self._address.refusal:
            raise unconfigured(self.title, self._address.refusal)
        checked(self, requests)
        if not requests:
            return []
        secret = key(self.id, self._settings)
        answers = asked(self.title, call, partial(self._all, requests, secret), secret, own=self.host)
        if not isinstance(answers, list) or len(answers) != len(requests):
            # One answer too few, and every later one would stand beside another sentence.
            raise failure(MTFailure.BAD_RESPONSE, self.title)
        # One that is missing among many is said to be none by the sanity filter; the others stand.
        texts = [a if isinstance(a, str) else "" for a in answers]
        worded("".join(texts), self.title)
        return texts

    def _all(self, requests: Sequence[Request], secret: str) -> object:
        body = {
            "q": [r.text for r in requests],
            "source": requests[0].source,
            "target": requests[0].target,
            "format": "text",
        }
        if secret:
            body["api_key"] = secret
        response = fence().post_json(f"{self._address.base}/translate", body, {})
        if response.status_code == 404:
            raise unconfigured(self.title, f"Nothing answers there: check url ({self.host}).", "was not found")
        if response.status_code != 200:
            raise ValueError
        answer = json.loads(response.text)["translatedText"]
        return [answer] if isinstance(answer, str) else answer
