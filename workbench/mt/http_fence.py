"""HTTP with an end: what stands in for the module ``requests`` inside deep-translator.

deep-translator calls ``requests.get`` with no timeout, and ``socket.setdefaulttimeout`` does not reach it. This object
replaces that one module attribute: connect and read timeouts, a total deadline that also ends a server that sends a byte
now and then, a limit on the size, UTF-8 where no character set is named.
"""

from __future__ import annotations

import threading
import time
from typing import Any

CONNECT_SECONDS = 4.0
READ_SECONDS = 10.0
MOST_BYTES = 2_000_000


class HttpFence:
    """Looks like ``requests`` to the code that holds it. Deadline and last status are kept by thread."""

    def __init__(self) -> None:
        import requests

        self._requests = requests
        self._local = threading.local()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._requests, name)

    def begin(self, deadline: float) -> None:
        """Set this thread's deadline (``time.monotonic`` seconds) and forget its last status."""
        self._local.deadline = deadline
        self._local.status = None
        self._local.retry_after = None

    @property
    def status(self) -> int | None:
        """The HTTP status this thread saw last."""
        return getattr(self._local, "status", None)

    @property
    def retry_after(self) -> float | None:
        """The seconds this thread was told to wait."""
        try:
            return float(getattr(self._local, "retry_after", None) or "")
        except ValueError:
            return None

    def get(self, url: str, **options: Any) -> Any:
        """Send a GET request within this thread's deadline."""
        end = getattr(self._local, "deadline", None) or time.monotonic() + READ_SECONDS
        left = end - time.monotonic()
        if left <= 0:
            raise self._requests.exceptions.ReadTimeout("deadline")
        options.update(timeout=(min(CONNECT_SECONDS, left), min(READ_SECONDS, left)), stream=True)
        with self._session() as session:
            response = session.get(url, **options)
            self._local.status = response.status_code
            self._local.retry_after = response.headers.get("Retry-After")
            response._content = self._body(response, end)
            response._content_consumed = True
            if response.encoding is None or response.encoding.lower() == "iso-8859-1":
                response.encoding = "utf-8"
            return response

    def _session(self) -> Any:
        session = self._requests.Session()
        session.max_redirects = 3
        return session

    def _body(self, response: Any, end: float) -> bytes:
        """Read what has arrived again and again: waiting for a full block would outlast the deadline."""
        body = bytearray()
        try:
            while chunk := response.raw.read1(65536, decode_content=True):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise self._requests.exceptions.InvalidSchema("too large")
                if time.monotonic() > end:
                    raise self._requests.exceptions.ReadTimeout("deadline")
        finally:
            response.close()
        return bytes(body)
