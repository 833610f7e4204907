"""The screen in a browser: only for who has the address, nothing from outside, Arabic in order, nothing lost."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from workbench.store import documents, projects, segments
from workbench.workflow.importing import import_text
from workbench.workflow.projects import new_project
from workbench.workflow.workspace import init_workspace, open_workspace

# Found and not imported: each worker reads this file, one runs it.
pytestmark = pytest.mark.skipif(not (find_spec("aiohttp") and find_spec("textual_serve")), reason="serving is an extra")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A workspace with one Arabic sentence and the address it is served at."""
    folder = tmp_path_factory.mktemp("serve")
    init_workspace(folder / "ws")
    with open_workspace(folder / "ws") as ws:
        import_text(ws, new_project(ws, "ar", "ar", "en"), "doc", "قالت هند سلام.\n")
    user = folder / "user"
    user.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "--workspace", str(folder / "ws"), "serve", "ar", "doc"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "WORKBENCH_USER_DIR": str(user), "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip(), folder / "ws"
    process.terminate()
    process.communicate(timeout=20)


def test_the_address_is_on_this_computer_and_cannot_be_guessed(served: tuple[str, Path]) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", served[0])


def get(address: str, **headers: str) -> tuple[int, str, dict[str, str]]:
    import aiohttp

    async def ask() -> tuple[int, str, dict[str, str]]:
        async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as answer:
            return answer.status, await answer.text(), dict(answer.headers)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "path", ["/", "/ws", "/static/js/textual.js", "/download/x", "/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/"]
)
def test_without_the_token_there_is_nothing(served: tuple[str, Path], path: str) -> None:
    root = served[0].rsplit("/", 2)[0]
    assert get(root + path)[0] == 404


def test_another_host_name_or_origin_is_refused(served: tuple[str, Path]) -> None:
    assert get(served[0], Host="evil.example")[0] == 404
    assert get(served[0] + "ws", Origin="http://evil.example")[0] == 404
    assert get(served[0])[0] == 200


def test_the_page_loads_nothing_from_outside(served: tuple[str, Path]) -> None:
    _status, page, headers = get(served[0])
    where = served[0].split("/")[2]
    assert set(re.findall(r"(?:https?|wss?)://([^/\"]+)", page)) == {where}
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.long
def test_arabic_stands_in_order_and_what_is_typed_is_kept_when_the_tab_is_closed(served: tuple[str, Path]) -> None:
    import aiohttp

    async def work() -> str:
        seen = ""
        async with aiohttp.ClientSession() as session, session.ws_connect(served[0] + "ws?width=100&height=30") as ws:
            await ws.send_json(["resize", {"width": 100, "height": 30}])
            sent = False
            async with asyncio.timeout(30):
                while "Peace" not in seen:
                    message = await ws.receive()
                    if message.type is aiohttp.WSMsgType.BINARY:
                        seen += message.data.decode("utf-8", "replace")
                    if not sent and "Enter (nothing yet)" in seen:
                        sent = True
                        await ws.send_json(["stdin", "Peace"])
        return seen

    assert "ﻡﻼﺳ ﺪﻨﻫ ﺖﻟ\u200cﺎﻗ" in asyncio.run(work())

    def draft() -> str | None:
        with open_workspace(served[1]) as ws:
            conn = ws.store.read()
            project = projects.get_project(conn, "ar")
            assert project is not None
            document = documents.get_document(conn, project.id, "doc")
            assert document is not None
            return segments.load_segments(conn, document.id)[0].draft

    async def wait() -> None:
        async with asyncio.timeout(10):
            while draft() != "Peace":
                await asyncio.sleep(0.1)

    asyncio.run(wait())
