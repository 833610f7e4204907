"""Language models behind any server that speaks OpenAI's chat protocol: Ollama, llama.cpp, vLLM, LM Studio, OpenAI."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

from workbench.config import SEGMENT_LIMIT, EngineSettings
from workbench.model import MTFailure
from workbench.mt.addresses import address
from workbench.mt.answers import asked, checked, unconfigured, worded
from workbench.mt.chat_answer import translation
from workbench.mt.chat_prompt import VERSION, body, without_tags
from workbench.mt.engine import Call, Request
from workbench.mt.failures import failure
from workbench.mt.http_fence import fence
from workbench.mt.keys import key


class Chat:
    """A chat model: told the approved terms, the neighbours and the nearest pairs, asked for one JSON object."""

    id = "chat"
    batch = 1
    takes = frozenset({"terms", "context", "matches"})

    def __init__(self, settings: EngineSettings | None = None) -> None:
        self._settings = settings or EngineSettings()
        self._address = address(self._settings.url, allow_plain_http=self._settings.allow_plain_http)
        self.host, self.place = self._address.host, self._address.place
        self._model = self._settings.model.strip()
        self.title = f"Chat ({self._model})" if self._model else "Chat"
        self.interval = max(0.0, self._settings.interval)
        self.version = f"{VERSION} {self._model}"

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
        if not self._model:
            raise unconfigured(self.title, "Set model in [mt.chat] in the settings.")
        checked(self, requests)
        secret = key(self.id, self._settings)
        return [asked(self.title, call, partial(self._one, r, secret), secret, own=self.host) for r in requests]

    def _one(self, request: Request, secret: str) -> str:
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        response = fence().post_json(f"{self._address.base}/chat/completions", body(self._model, request), headers)
        if response.status_code != 200:
            self._refused(response.status_code, response.text)
        choice = json.loads(response.text)["choices"][0]
        if choice.get("finish_reason") == "length":
            # Broken off in the middle: half a translation looks like a whole one.
            raise failure(MTFailure.BAD_RESPONSE, self.title)
        found = translation(_content(choice["message"]["content"]), request.text, request.target)
        return worded(without_tags(found or "", request.text), self.title)

    def _refused(self, status: int, said: str) -> None:
        """Raise what a status means here beyond what it means everywhere."""
        if status == 404:
            raise unconfigured(
                self.title,
                f"Check url and model in [mt.chat]: {self.host}, {self._model}.",
                "was not found on its server",
            )
        if status == 429 and "insufficient_quota" in said:
            raise failure(MTFailure.QUOTA, self.title)
        if status == 400 and "context_length_exceeded" in said:
            raise failure(MTFailure.TOO_LONG, self.title)
        raise ValueError


def _content(content: Any) -> str:
    """Return the text of a message; some servers send it in parts."""
    if isinstance(content, list):
        return "".join(part["text"] for part in content if part.get("type") == "text")
    return str(content or "")
