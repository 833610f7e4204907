"""HTTP with an end: what every engine beyond this process sends through.

It also stands in for the module ``requests`` inside deep-translator, which calls ``requests.get`` with no timeout, where
``socket.setdefaulttimeout`` does not reach it. A total deadline that also ends a server that sends a byte now and then, a
limit on the size, UTF-8 where no character set is named. Whatever leaves is told before. A redirection to another host
is not followed: text and key would reach somebody the user has not said yes to. Passwords of a ``.netrc`` stay here.

What the deadline does not cover is looking up a host's name, which the system does, and a host with many addresses that
all keep silent: each may take :data:`CONNECT_SECONDS`.
"""

from __future__ import annotations

import json
import logging
import math
import re
import threading
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any
from urllib.parse import quote, quote_plus, urljoin, urlsplit

from workbench.mt.addresses import is_loopback
from workbench.mt.engine import Call
from workbench.mt.http_deadline import adapter

CONNECT_SECONDS = 4.0
MOST_BYTES = 2_000_000
MOST_HOPS = 3
LONGEST_REST = 3600.0
"""Seconds; a longer ``Retry-After`` is taken for this one."""
_LONG_KEY = 8
"""A key of so many characters is taken out wherever it stands; a shorter one ("x") only where it stands alone."""


class HttpFence:
    """Looks like ``requests`` to the code that holds it, as far as that may go. What belongs to a call is kept by thread."""

    def __init__(self) -> None:
        import requests

        self._requests = requests
        self._local = threading.local()
        self.exceptions = requests.exceptions
        # It warns of odd headers with the whole address, which may hold the text, on the screen.
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)

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

    def post_json(self, url: str, content: object, headers: dict[str, str]) -> Any:
        """Send JSON. Letters are not escaped: what is told can be read, and Arabic takes a third of the bytes."""
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
        return self.post(url, data=body, headers={**headers, "Content-Type": "application/json"})

    def _send(self, method: str, url: str, options: dict[str, Any]) -> Any:
        call: Call = self._local.call
        proxies = options.pop("proxies", None) or {}
        with self._session(url, call.deadline) as session:
            request = session.prepare_request(self._requests.Request(method, url, **options))
            for hop in range(MOST_HOPS + 1):
                response = self._hop(session, request, proxies, call)
                to = _followed(request, response)
                if to is None or hop == MOST_HOPS:
                    break
                response.close()
                request = request.copy()
                request.url = to
            response._content = self._body(response)
            response._content_consumed = True
            if response.encoding is None or response.encoding.lower() == "iso-8859-1":
                response.encoding = "utf-8"
            return response

    def _hop(self, session: Any, request: Any, proxies: dict[str, str], call: Call) -> Any:
        left = call.deadline - time.monotonic()
        if left <= 0 or call.cancelled.is_set():
            raise self.exceptions.ReadTimeout("deadline")
        settings = session.merge_environment_settings(request.url, proxies, True, None, None)
        self._local.status = None
        self._tell(call, request)
        response = session.send(request, timeout=(min(CONNECT_SECONDS, left), left), allow_redirects=False, **settings)
        self._local.status = response.status_code
        self._local.retry_after = response.headers.get("Retry-After")
        return response

    def _tell(self, call: Call, request: Any) -> None:
        """Tell what leaves, as it leaves: the address with the text in it, or the body; keys are taken out."""
        body = request.body or ""
        if isinstance(body, bytes):
            body = body.decode("utf-8", "replace")
        sent = f"{request.method} {request.url}" + (f"\n{body}" if body else "")
        for secret in self._local.secrets:
            for form in {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}:
                alone = "" if len(secret) >= _LONG_KEY else r"\b"
                sent = re.sub(alone + re.escape(form) + alone, "(key)", sent)
        call.sending(sent)

    def _session(self, url: str, end: float) -> Any:
        session: Any = self._requests.Session()
        # A proxy of the environment must not carry to the network what is meant for this machine.
        session.trust_env = not is_loopback(urlsplit(url).hostname)
        # Else a .netrc would replace the key by a password of its own.
        session.auth = _no_login
        session.mount("http://", adapter(end))
        session.mount("https://", adapter(end))
        # Redirections are followed here; looking for one, the session would read all of the body.
        session.get_redirect_target = lambda _response: None
        return session

    def _body(self, response: Any) -> bytes:
        """Read what has arrived again and again: nobody says beforehand how much there will be."""
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        body = bytearray()
        try:
            while chunk := response.raw.read1(65536, decode_content=True):
                body += chunk
                if len(body) > MOST_BYTES:
                    raise self.exceptions.RequestException("too large")
        except ReadTimeoutError:
            # Below the usual way of reading nobody turns these into the errors of requests.
            raise self.exceptions.ReadTimeout("silent") from None
        except HTTPError:
            raise self.exceptions.ChunkedEncodingError("broken off") from None
        finally:
            response.close()
        return bytes(body)


_loading = threading.Lock()


@cache
def _made() -> HttpFence:
    return HttpFence()


def fence() -> HttpFence:
    """Return the one fence of this process: with a second one, status and deadline might be kept in the wrong one."""
    with _loading:
        return _made()


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


def _no_login(request: Any) -> Any:
    return request


def _followed(request: Any, response: Any) -> str | None:
    """Return where a redirection leads if it is followed: to the same host, not out of encryption, with the same body."""
    to = response.headers.get("Location")
    again = (307, 308) if request.method == "POST" else (301, 302, 303, 307, 308)
    if not to or response.status_code not in again:
        return None
    try:
        to = urljoin(request.url, to)
        a, b = urlsplit(request.url), urlsplit(to)
    except ValueError:
        return None
    return to if b.netloc == a.netloc and b.scheme in (a.scheme, "https") else None
