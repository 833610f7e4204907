"""``serve``: the same screen in a browser on this computer."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import Session, notice
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from aiohttp import web

HOST = "127.0.0.1"
"""Never anything else: the text is confidential, and what is sent is not encrypted."""
TOKEN_BYTES = 24
_TEMPLATES = Path(__file__).parent / "web"
_HEADERS = {
    # The page loads nothing from outside, is shown in no other page, and tells nobody its address.
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; font-src 'self';"
        " img-src 'self' data:; connect-src 'self' ws://{host}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@click.command()
@click.argument("project", required=False)
@click.argument("document", required=False)
@click.option("--port", default=0, type=click.IntRange(0, 65535), help="Port (default: a free one).")
@click.pass_obj
def serve(session: Session, project: str | None, document: str | None, port: int) -> None:
    """Show the screen in a browser on this computer, at an address only you know.

    Every tab is a program of its own. Ctrl+C ends it; what is typed is saved.
    """
    workspace = session.workspace().paths.root
    session.close()
    words = [sys.executable, "-m", "workbench", "--workspace", str(workspace)]
    if project is not None:
        words += ["open", project, *([document] if document else [])]
    line = subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
    listening = _listen(port)
    where = f"{HOST}:{listening.getsockname()[1]}"
    token = secrets.token_urlsafe(TOKEN_BYTES)
    try:
        runner = make_runner(line, where, token)
    except ImportError as e:
        raise WorkbenchError(
            "The browser needs one package more.", "Install it with: pip install 'arabic-english-workbench[serve]'"
        ) from e
    click.echo(f"http://{where}/{token}/")
    notice("Open this address in a browser on this computer. Ctrl+C ends it.")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(runner, listening))


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.bind((HOST, port))
        # From here on: who opens the address at once is not turned away.
        listening.listen()
    except OSError as e:
        listening.close()
        raise WorkbenchError(f"Port {port} cannot be used ({e.strerror}).", "Take another: --port N") from e
    return listening


def make_runner(command: str, where: str, token: str) -> web.AppRunner:
    """Return a server of ``command`` for the address ``http://<where>/<token>/``; every other address is not found.

    Raises ImportError when the extra ``serve`` is not installed.
    """
    from aiohttp import web
    from textual_serve.server import Server

    class OwnServer(Server):
        """Textual's server with our page, which loads nothing from outside, and nothing on stdout."""

        async def on_startup(self, app: web.Application) -> None:
            """Say nothing: the address was printed."""

    @web.middleware
    async def guarded(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        # Another name that leads here is a page that tries to talk to us through this browser; so is a foreign origin.
        origin = request.headers.get("Origin")
        if request.headers.get("Host") != where or origin not in (None, f"http://{where}"):
            raise web.HTTPNotFound
        return await handler(request)

    async def add_headers(_request: web.Request, response: web.StreamResponse) -> None:
        for name, value in _HEADERS.items():
            response.headers[name] = value.replace("{host}", where)

    server = OwnServer(command, host=HOST, title="workbench", public_url=f"http://{where}", templates_path=_TEMPLATES)

    async def outer() -> web.Application:
        app = web.Application(middlewares=[guarded])
        app.on_response_prepare.append(add_headers)
        inner = await server._make_app()
        inner.on_response_prepare.append(add_headers)
        app.add_subapp(f"/{token}", inner)
        return app

    return web.AppRunner(asyncio.run(outer()), handle_signals=False, access_log=None)


async def _run(runner: web.AppRunner, listening: socket.socket) -> None:
    from aiohttp import web

    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number: Any = getattr(signal, name, None)
        with contextlib.suppress(NotImplementedError, TypeError, ValueError):
            loop.add_signal_handler(number, ended.set)
    await runner.setup()
    await web.SockSite(runner, listening, shutdown_timeout=5).start()
    try:
        await ended.wait()
    finally:
        await runner.cleanup()
