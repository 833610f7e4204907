"""A connection that is read until a moment and not a byte later.

A read timeout starts anew with every byte, so a server that sends one a second holds its client for hours, in the status
line and the headers as well as in the body. Here every read of the socket may last only until the call's deadline.
"""

from __future__ import annotations

import http.client
import io
import time
from functools import partial
from typing import Any


class _Until(io.RawIOBase):
    """The bytes of a socket until ``end`` (``time.monotonic`` seconds); raises TimeoutError then."""

    def __init__(self, sock: Any, end: float) -> None:
        self._sock = sock
        self._end = end
        # The socket's own file keeps it open when the connection lets go of it before the body is read.
        self._file = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        read: int | None = self._file.readinto(buffer)
        return read

    def close(self) -> None:
        self._file.close()
        super().close()


class _Socket:
    """A socket as far as :class:`http.client.HTTPResponse` looks at one."""

    def __init__(self, sock: Any, end: float) -> None:
        self._sock = sock
        self._end = end

    def makefile(self, *_how: object) -> io.BufferedReader:
        return io.BufferedReader(_Until(self._sock, self._end))


def _response(end: float, sock: Any, *rest: Any, **options: Any) -> http.client.HTTPResponse:
    timed: Any = _Socket(sock, end)
    return http.client.HTTPResponse(timed, *rest, **options)


def adapter(end: float) -> Any:
    """Return an adapter for a session of requests whose connections end with ``end``."""
    from requests.adapters import HTTPAdapter

    class Adapter(HTTPAdapter):  # type: ignore[misc,unused-ignore]
        def get_connection_with_tls_context(self, *args: Any, **options: Any) -> Any:
            pool: Any = super().get_connection_with_tls_context(*args, **options)
            usual = pool.ConnectionCls

            def connection(*how: Any, **more: Any) -> Any:
                made = usual(*how, **more)
                made.response_class = partial(_response, end)
                return made

            pool.ConnectionCls = connection
            return pool

    return Adapter()
