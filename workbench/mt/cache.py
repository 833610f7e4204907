"""Keys of kept answers, and what keeps them."""

from __future__ import annotations

import hashlib
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
    """Return the key of a request: BLAKE2b over its parts with their lengths, so that no two requests share one."""
    digest = hashlib.blake2b(digest_size=20)
    for part in (engine.id, engine.version, request.source, request.target, request.text):
        data = part.encode()
        digest.update(len(data).to_bytes(4, "big"))
        digest.update(data)
    return digest.digest()
