"""DeepL through its official client (``deepl``, an extra)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from importlib.util import find_spec
from typing import Any

from workbench.config import EngineSettings
from workbench.mt.addresses import address
from workbench.mt.answers import asked, checked, unconfigured, worded
from workbench.mt.engine import Call, Place, Request
from workbench.mt.http_fence import HttpFence, fence
from workbench.mt.keys import from_environment, key, where

FREE, PAID = "api-free.deepl.com", "api.deepl.com"
INSTALL = "Install its client: pip install 'arabic-english-workbench[deepl]'"
LANGUAGES = {"ar": "AR", "en": "EN-GB"}
MOST_BYTES = 120_000
"""Of a call; the service takes 128 KiB, and what stands around the text needs some."""


class DeepL:
    """DeepL with a key of the user's.

    What stands before the segment is sent as ``context``, which the service uses and neither translates nor charges.
    Approved terms are not sent: its glossaries would have to be uploaded and kept there, names and all. The workflow
    puts terms right in the answer instead. One text a call, because texts of one call would share one context.
    """

    id = "deepl"
    title = "DeepL"
    place = Place.CLOUD
    version = "v2 EN-GB"
    batch = 1
    takes = frozenset({"context"})

    def __init__(self, settings: EngineSettings | None = None) -> None:
        self._settings = settings or EngineSettings()
        known = from_environment(self.id, self._settings)
        usual = f"{FREE} or {PAID}" if not known else _host(known)
        self._address = address(self._settings.url, allow_plain_http=self._settings.allow_plain_http)
        self.host = self._address.host if self._settings.url else usual
        self.interval = max(0.0, self._settings.interval)

    def supports(self, source: str, target: str) -> bool:
        """Whether it translates this pair."""
        return {source, target} == {"ar", "en"}

    def fits(self, request: Request) -> bool:
        """Whether text and context are short enough for a call."""
        return len(json.dumps([request.text, request.before], ensure_ascii=False).encode()) <= MOST_BYTES

    def translate(self, requests: Sequence[Request], call: Call) -> list[str]:
        """Return the translations; see :class:`workbench.mt.engine.Engine`."""
        if self._settings.url and self._address.refusal:
            raise unconfigured(self.title, self._address.refusal)
        if find_spec("deepl") is None:
            raise unconfigured(self.title, INSTALL, "needs one more library")
        secret = key(self.id, self._settings)
        if not secret:
            raise unconfigured(self.title, where(self.id, self._settings), "has no key")
        checked(self, requests)
        return [worded(asked(self.title, call, partial(self._one, r, secret), secret), self.title) for r in requests]

    def _one(self, request: Request, secret: str) -> object:
        import deepl

        base = self._address.base if self._settings.url else f"https://{_host(secret)}"
        client = deepl.DeepLClient(secret, server_url=base + "/", send_platform_info=False)
        client._client = _Transport(fence())  # type: ignore[assignment]
        answers: Any = client.translate_text(
            [request.text],
            source_lang=request.source.upper(),
            target_lang=LANGUAGES[request.target],
            context=request.before or None,
            preserve_formatting=True,
        )
        (answer,) = answers
        return answer.text


def _host(secret: str) -> str:
    return FREE if secret.endswith(":fx") else PAID


class _Transport:
    """What the client sends through instead of its own: that one would try five times, ten seconds and more each."""

    def __init__(self, fence: HttpFence) -> None:
        self._fence = fence

    def request_with_backoff(
        self, method: str, url: str, data: object, json: object, headers: dict[str, str], **_more: object
    ) -> tuple[int, str]:
        """Send once; the client's name for it, its parameters and its answer."""
        if method != "POST" or data:
            raise ValueError
        response = self._fence.post_json(url, json, headers)
        if 300 <= response.status_code < 400:
            # A redirection that is not followed; the client would read its page as an answer.
            raise ValueError
        return response.status_code, response.text

    def close(self) -> None:
        """Nothing stays open between calls."""
