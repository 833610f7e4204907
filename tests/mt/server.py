"""A server on this machine that answers as the engines' servers do, each in its protocol, or misbehaves."""

from __future__ import annotations

import http.server
import json
import re
import socket
import struct
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


def translated(text: str) -> str:
    """A made-up translation: Latin letters, another for every text."""
    return "EN " + "".join(chr(ord("a") + ord(c) % 26) if c.isalpha() else c for c in text)


@dataclass(frozen=True)
class Received:
    """One request as it came."""

    method: str
    path: str
    body: str
    headers: dict[str, str]


class Fake:
    """What the server does next and what it saw."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.says: str | None = None
        """What a chat model writes instead of its answer."""
        self.seen: list[str] = []
        self.received: list[Received] = []
        self.base = ""
        self.url = ""
        """The address of Google's page."""
        self.elsewhere = ""
        self.over = threading.Event()

    def clear(self) -> None:
        """Answer well again and forget what was seen."""
        self.mode, self.says, self.elsewhere = "ok", None, ""
        self.seen.clear()
        self.received.clear()


STATUS = {"429-after": 429, "moved": 302, "moved-post": 307, "busy": 503}
TEXTS = {
    "errorpage": "Error 500 (Server Error)!!1500.That’s an error.",
    "arabic": "هذا نص بالعربية وليس ترجمة له",
    "loop": "salad " * 40,
    "empty": "",
}
"""Sent with status 200 in the place of the translation."""
PAGES = {
    "consent": "<html><body>Before you continue to Google</body></html>",
    "nothing": "",
    "big": "x" * 10_000_000,
    "busy": "<!doctype html><html><body>The server is busy, come again.</body></html>",
}
"""Sent in the place of the whole answer."""


def _google(texts: list[str]) -> str:
    return f'<div class="result-container">{texts[0]}</div>'


def _mymemory(texts: list[str]) -> str:
    return json.dumps({"responseData": {"translatedText": texts[0]}, "responseStatus": 200, "matches": []})


def _libretranslate(texts: list[str]) -> str:
    return json.dumps({"translatedText": texts})


def _deepl(texts: list[str]) -> str:
    found = [{"text": t, "detected_source_language": "AR", "billed_characters": len(t)} for t in texts]
    return json.dumps({"translations": found})


def _chat(texts: list[str]) -> str:
    return _says(json.dumps({"t": texts[0]}))


def _says(content: str) -> str:
    return json.dumps({"choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": content}}]})


def _asked(request: Received) -> tuple[list[str], object]:
    """Return the texts of a request and how its protocol answers."""
    parts = urllib.parse.urlsplit(request.path)
    if request.method == "GET":
        return [urllib.parse.parse_qs(parts.query).get("q", [""])[0]], _mymemory if parts.path == "/get" else _google
    body = json.loads(request.body)
    if parts.path == "/translate":
        return body["q"], _libretranslate
    if parts.path == "/v2/translate":
        return body["text"], _deepl
    assert parts.path == "/v1/chat/completions", parts.path
    content = body["messages"][-1]["content"]
    found = re.search(r"<(seg\d*)>(.*)</\1>\Z", content, re.DOTALL)
    assert found
    return [found[2]], _chat


def _page(fake: Fake, request: Received) -> str:
    texts, shape = _asked(request)
    fake.seen.extend(texts)
    if fake.mode in PAGES:
        return PAGES[fake.mode]
    if fake.says is not None:
        return _says(fake.says)
    answers = [TEXTS.get(fake.mode, translated(t)) for t in texts]
    if fake.mode == "too-many":
        answers = [*answers, "one more"]
    page: str = shape(answers)  # type: ignore[operator]
    return page[: len(page) // 2] if fake.mode == "half" else page


def _handler(fake: Fake) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Quiet."""

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())

        def do_GET(self) -> None:
            self._answer("")

        def _answer(self, body: str) -> None:
            request = Received(self.command, self.path, body, dict(self.headers))
            fake.received.append(request)
            mode = fake.mode
            page = _page(fake, request).encode()
            if mode == "hang":
                fake.over.wait(20)
            elif mode == "cut":
                self.connection.shutdown(socket.SHUT_RDWR)
            elif mode == "reset":
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
            elif mode == "drip-head":
                with suppress(OSError):
                    self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 4000)
            else:
                with suppress(OSError):
                    self._send(mode, page)
            self.close_connection = True

        def _send(self, mode: str, page: bytes) -> None:
            self.send_response(int(mode) if mode.isdigit() else STATUS.get(mode, 200))
            if mode == "429-after":
                self.send_header("Retry-After", "77")
            if mode.startswith("moved"):
                self.send_header("Location", fake.elsewhere + self.path)
            if mode == "odd-header":
                self.wfile.write(b"".join([*self._headers_buffer, b"No colon here\r\n\r\n"]))
                self._headers_buffer = []
                self.wfile.write(page)
                return
            # More is promised than comes.
            self.send_header("Content-Length", str(len(page) + (9 if mode in ("stops", "short") else 0)))
            self.end_headers()
            if mode == "drip":
                self._drip(page)
            else:
                self.wfile.write(page)
                self.wfile.flush()
            if mode == "stops":
                fake.over.wait(20)

        def _drip(self, data: bytes) -> None:
            for byte in data:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                if fake.over.wait(0.1):
                    return

    return Handler


@contextmanager
def serve() -> Iterator[Fake]:
    """Run a server."""
    fake = Fake()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]
    # The usual half second between two looks at the end would be most of a module's tests.
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    fake.base = f"http://127.0.0.1:{server.server_address[1]}"
    fake.url = fake.base + "/m"
    yield fake
    fake.over.set()
    server.shutdown()
    server.server_close()
