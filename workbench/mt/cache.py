"""Keys of kept answers, and what keeps them."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import Protocol

from workbench.mt.engine import Engine, Request


class Cache(Protocol):
    """Keeps answers; the workflow hands in one over the workspace database."""

    def get(self, key: bytes) -> str | None:
        """Return a kept answer."""
        ...

    def put(self, key: bytes, engine: str, version: str, request: Request, answer: str) -> None:
        """Keep an answer."""
        ...


def cache_key(engine: Engine, request: Request) -> bytes:
    """Return the key of a request: BLAKE2b over its parts with their lengths, so that no two requests share one.

    The terms are only those that occur in the text: a new one elsewhere in a glossary leaves every other answer valid.
    """
    digest = hashlib.blake2b(digest_size=20)
    pairs = [f"{len(pairs)}" for pairs in (request.terms, request.matches)]
    help_ = (request.before, request.after, *pairs, *(t for pair in (*request.terms, *request.matches) for t in pair))
    text = unicodedata.normalize("NFC", request.text)
    for part in (engine.id, engine.version, request.source, request.target, text, *help_):
        # An argument of the command line that is no text in its encoding comes as lone surrogates.
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(4, "big"))
        digest.update(data)
    return digest.digest()
