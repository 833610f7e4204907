"""HTTP with an end: what stands in for the module ``requests`` inside deep-translator.

deep-translator calls ``requests.get`` with no timeout, and ``socket.setdefaulttimeout`` does not reach it. This object
replaces that one module attribute: connect and read timeouts, a total deadline that also ends a server that sends a byte
now and then, a limit on the size, UTF-8 where no character set is named. A redirection to another host is not followed:
the text would reach somebody the user has not said yes to.
"""

from __future__ import annotations

import json
import math
import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlsplit

from workbench.mt.engine import Call

CONNECT_SECONDS = 4.0
READ_SECONDS = 10.0
MOST_BYTES = 2_000_000
LONGEST_REST = 3600.0
"""Seconds; a longer ``Retry-After`` is taken for this one."""
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class HttpFence:
    """Looks like ``requests`` to the code that holds it. Deadline and last status are kept by thread."""

    def __init__(self) -> None:
        import requests

        self._requests = requests
        self._local = threading.local()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._requests, name)

    def begin(self, call: Call, secrets: tuple[str, ...] = ()) -> None:
        """Begin a call in this thread: its deadline, who is told what is sent (without ``secrets``); no status yet."""
        self._local.call = call
        self._local.secrets = tuple(s for s in secrets if s)
        self._local.status = None
        self._local.retry_after = None

    @property
    def status(self) -> int | None:
        """The HTTP status this thread saw last."""
        return getattr(self._local, "status", None)

    @property
    def retry_after(self) -> float | None:
        """The seconds this thread was told to wait."""
        return seconds_to_wait(getattr(self._local, "retry_after", None))

    def get(self, url: str, **options: Any) -> Any:
        """Send a GET request within this thread's deadline."""
        return self._send("GET", url, options)

    def post(self, url: str, **options: Any) -> Any:
        """Send a POST request within this thread's deadline."""
        return self._send("POST", url, options)

    def _send(self, method: str, url: str, options: dict[str, Any]) -> Any:
        call: Call = self._local.call
        left = call.deadline - time.monotonic()
        if left <= 0:
            raise self._requests.exceptions.ReadTimeout("deadline")
        with self._session(url) as session:
            proxies = options.pop("proxies", None) or {}
            request = session.prepare_request(self._requests.Request(method, url, **options))
            settings = session.merge_environment_settings(request.url, proxies, True, None, None)
            self._tell(call, request)
            response = session.send(
                request, timeout=(min(CONNECT_SECONDS, left), min(READ_SECONDS, left)), allow_redirects=True, **settings
            )
            self._local.status = response.status_code
            self._local.retry_after = response.headers.get("Retry-After")
            response._content = self._body(response, call.deadline)
            response._content_consumed = True
            if response.encoding is None or response.encoding.lower() == "iso-8859-1":
                response.encoding = "utf-8"
            return response

    def _tell(self, call: Call, request: Any) -> None:
        """Tell what leaves, as it leaves: the address with the text in it, or the body; keys are taken out."""
        body = request.body or ""
        if isinstance(body, bytes):
            body = body.decode("utf-8", "replace")
        sent = f"{request.method} {request.url}" + (f"\n{body}" if body else "")
        for secret in self._local.secrets:
            for form in (secret, quote(secret, safe=""), json.dumps(secret)[1:-1]):
                sent = sent.replace(form, "(key)")
        call.sending(sent)

    def _session(self, url: str) -> Any:
        session: Any = self._requests.Session()
        session.max_redirects = 3
        # A proxy of the environment must not carry to the network what is meant for this machine.
        session.trust_env = urlsplit(url).hostname not in _LOOPBACK
        target = session.get_redirect_target

        def same_place(response: Any) -> str | None:
            to: str | None = target(response)
            return to if to and _same_place(response.url, to) else None

        session.get_redirect_target = same_place
        return session

    def _body(self, response: Any, end: float) -> bytes:
        """Read what has arrived again and again: waiting for a full block would outlast the deadline."""
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        errors = self._requests.exceptions
        body = bytearray()
        try:
            while chunk := response.raw.read1(65536, decode_content=True):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise errors.RequestException("too large")
                if time.monotonic() > end:
                    raise errors.ReadTimeout("deadline")
        except ReadTimeoutError:
            # Below the usual way of reading nobody turns these into the errors of requests.
            raise errors.ReadTimeout("silent") from None
        except HTTPError:
            raise errors.ChunkedEncodingError("broken off") from None
        finally:
            response.close()
        return bytes(body)


def seconds_to_wait(header: str | None) -> float | None:
    """Return what ``Retry-After`` asks for, in seconds or as a date (RFC 9110, 10.2.3); None when it says nothing."""
    if not header:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            at = parsedate_to_datetime(header)
        except ValueError:
            return None
        seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - datetime.now(UTC).timestamp()
    if math.isnan(seconds):
        return None
    return min(LONGEST_REST, max(0.0, seconds))


def _same_place(asked: str, to: str) -> bool:
    """Whether a redirection stays with the host and does not leave encryption."""
    a, b = urlsplit(asked), urlsplit(to)
    return not b.netloc or (b.netloc == a.netloc and b.scheme in (a.scheme, "https"))
