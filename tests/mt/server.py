"""A server on this machine that answers as Google's page does, or misbehaves."""

from __future__ import annotations

import http.server
import socket
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager


def translated(text: str) -> str:
    """A made-up translation: Latin letters, another for every text."""
    return "EN " + "".join(chr(ord("a") + ord(c) % 26) if c.isalpha() else c for c in text)


class Fake:
    """What the server does next and what it saw."""

    def __init__(self) -> None:
        self.mode = "ok"
        self.seen: list[str] = []
        self.url = ""
        self.elsewhere = ""


STATUS = {"429": 429, "429-after": 429, "moved": 302, "500": 500, "404": 404, "403": 403}
PAGES = {
    "errorpage": '<div class="t0">Error 500 (Server Error)!!1500.That’s an error.</div>',
    "consent": "<html><body>Before you continue to Google</body></html>",
    "empty": '<div class="result-container"></div>',
    "arabic": '<div class="result-container">هذا نص بالعربية وليس ترجمة له</div>',
    "loop": '<div class="result-container">' + "salad " * 40 + "</div>",
    "big": "x" * 10_000_000,
}


def _handler(fake: Fake) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_args: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            text = urllib.parse.parse_qs(urllib.parse.urlparse(self.path).query).get("q", [""])[0]
            fake.seen.append(text)
            mode = fake.mode
            if mode == "hang":
                time.sleep(6)
                return
            if mode == "cut":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            page = PAGES.get(mode, f'<div class="result-container">{translated(text)}</div>').encode()
            self.send_response(STATUS.get(mode, 200))
            if mode == "429-after":
                self.send_header("Retry-After", "77")
            if mode == "moved":
                self.send_header("Location", fake.elsewhere + "?q=" + urllib.parse.quote(text))
            self.send_header("Content-Length", str(len(page) + (9 if mode == "stops" else 0)))
            self.end_headers()
            if mode == "stops":
                self.wfile.write(page)
                self.wfile.flush()
                time.sleep(4)
                return
            try:
                if mode == "drip":
                    for byte in page:
                        self.wfile.write(bytes([byte]))
                        self.wfile.flush()
                        time.sleep(0.1)
                else:
                    self.wfile.write(page)
            except OSError:
                return

    return Handler


@contextmanager
def serve() -> Iterator[Fake]:
    """Run a server."""
    fake = Fake()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(fake))
    server.daemon_threads = True
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/m"
    yield fake
    server.shutdown()
    server.server_close()
