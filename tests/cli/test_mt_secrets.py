"""A key stands nowhere but in what is sent, and nothing of a confidential project anywhere."""

from __future__ import annotations

import http.server
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.mt.server import Fake, serve, translated
from workbench.config import EngineSettings, user_paths
from workbench.mt import keys
from workbench.mt.engines import ENGINES
from workbench.mt.google import ENV_URL
from workbench.workflow.machine import Machine
from workbench.workflow.projects import get_project
from workbench.workflow.workspace import open_workspace

MARK = "canary-7f3a"
KEY = f'sk-{MARK}/+="\\:fx'
"""Written otherwise in an address, in JSON and in a header: it is looked for by the part that is the same in all."""
TEXT = "يفتح المستشفى أبوابه للمرضى صباح الغد."
PATHS = {"google": "", "mymemory": "/get", "libretranslate": "", "deepl": "", "chat": "/v1"}
ONLINE = sorted(name for name in ENGINES if name != "local")
"""Every engine that sends; one that is added is tried here too."""
WITH_KEY = {"libretranslate", "deepl", "chat"}


class Echo:
    """A server that says back all it was sent, with a status of one's choice, or nothing."""

    def __init__(self) -> None:
        self.status = 500
        self.base = ""
        self.received: list[str] = []
        self.over = threading.Event()


@contextmanager
def echoing() -> Iterator[Echo]:
    echo = Echo()

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            said = f"{self.requestline}\n{self.headers}\n{body}"
            echo.received.append(said)
            if echo.status == 0:
                echo.over.wait(20)
                return
            page = said.encode()
            self.send_response(echo.status)
            self.send_header("X-Said", urllib.parse.quote(said)[:2000])
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        do_POST = do_GET

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_args: None  # type: ignore[method-assign]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    echo.base = f"http://127.0.0.1:{server.server_address[1]}"
    yield echo
    echo.over.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def echo() -> Iterator[Echo]:
    # Its import would eat the short deadlines below.
    import deepl  # noqa: F401

    with echoing() as found:
        yield found


@pytest.fixture
def desk(run: Run, workspace: Path, echo: Echo, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace whose engines are all asked at the echo, each with the canary for its key."""
    echo.received.clear()
    point(workspace, echo.base, monkeypatch)
    monkeypatch.setattr(keys, "_from_keyring", lambda _entry: "")
    run("project", "new", "news", "--from", "ar", "--to", "en")
    for name in ONLINE:
        monkeypatch.setenv(keys.variable(name, EngineSettings(url=echo.base)) or "UNUSED", KEY)
        assert run("mt", "consent", "allow", "news", name, "--yes").code == 0, name
    return workspace


def point(workspace: Path, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every engine of the workspace be asked at an address of this machine."""
    monkeypatch.setenv(ENV_URL, base + "/m")
    names = ", ".join(f'"{name}"' for name in ONLINE)
    tables = "".join(
        f'[mt.{n}]\nurl = "{base}{PATHS.get(n, "")}"\nmodel = "m"\ntimeout = 0.5\ninterval = 0.0\n' for n in ONLINE
    )
    (workspace / "projects" / "workbench.toml").write_text(f"mt_engines = [{names}]\n{tables}", encoding="utf-8")


def places_of(mark: str, *folders: Path) -> list[str]:
    """Return the files that hold a text, and names of files that do; only the settings of a test may."""
    files = [p for folder in folders for p in folder.rglob("*")]
    return [str(p) for p in files if mark in p.name or (p.is_file() and mark.encode() in p.read_bytes())]


@pytest.mark.parametrize("status", [401, 500, 200, 0], ids=["refused", "error", "said back", "silent"])
def test_a_key_is_nowhere_but_in_what_is_sent(run: Run, desk: Path, echo: Echo, status: int) -> None:
    echo.status = status
    said = ""
    for name in ONLINE:
        done = run("mt", "test", name, "news")
        # A LibreTranslate that says its question back has no answer in it; a web page with the text in it may look like one.
        assert done.code == 1 or status == 200, name
        said += done.out + done.err
    for command in ("engines", "usage", "log", "cache"):
        for args in ((), ("--json",)):
            done = run("mt", command, *args)
            assert done.code == 0
            said += done.out + done.err
    assert MARK not in said
    assert places_of(MARK, desk, user_paths().root) == []
    sent = "".join(echo.received)
    assert sent.count(MARK) >= len(WITH_KEY), "it was sent, or this shows nothing"
    log = "".join(p.read_text(encoding="utf-8") for p in user_paths().root.glob("sent-*.jsonl"))
    assert log.count("(key)") >= 1
    assert TEXT in log


def test_a_key_is_not_told_when_nobody_is_there(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    point(desk, "http://127.0.0.1:9", monkeypatch)
    said = ""
    for name in ONLINE:
        run("mt", "consent", "allow", "news", name, "--yes")
        done = run("mt", "test", name, "news")
        assert done.code == 1
        said += done.out + done.err
    assert MARK not in said
    assert places_of(MARK, desk, user_paths().root) == []


def test_the_program_itself_keeps_no_key(run: Run, desk: Path, echo: Echo, capsys: pytest.CaptureFixture[str]) -> None:
    echo.status = 500
    with open_workspace(desk) as ws:
        machine = Machine(ws, get_project(ws, "news"))
        request = machine.request(TEXT)
        answers: dict[str, object] = {}
        done = threading.Event()

        def answered(engine: str, answer: object) -> None:
            answers[engine] = answer
            if len(answers) == len(ONLINE):
                done.set()

        machine.ask(request, answered)
        assert done.wait(60)
        assert not [n for n, a in answers.items() if MARK in f"{a!s}{a!r}{getattr(a, '__dict__', '')}"]
        # The write-ahead log too.
        assert places_of(MARK, desk, user_paths().root) == []
    assert "".join(echo.received).count(MARK) >= len(WITH_KEY)
    assert places_of(MARK, desk, user_paths().root) == []
    captured = capsys.readouterr()
    assert MARK not in captured.out + captured.err


def test_nothing_of_a_confidential_project_is_kept(run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as fake:
        _confidential(run, workspace, fake, monkeypatch)


def _confidential(run: Run, workspace: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    point(workspace, fake.base, monkeypatch)
    monkeypatch.setattr(keys, "_from_keyring", lambda _entry: "")
    run("project", "new", "law", "--from", "ar", "--to", "en", "--confidential")
    done = run("mt", "test", "libretranslate", "law", "--text", TEXT)
    assert translated(TEXT) in done.out, "on this computer it may be translated"
    with open_workspace(workspace) as ws:
        machine = Machine(ws, get_project(ws, "law"))
        answers: dict[str, object] = {}
        done_all = threading.Event()

        def answered(engine: str, answer: object) -> None:
            answers[engine] = answer
            if len(answers) == len(ONLINE):
                done_all.set()

        machine.ask(machine.request(TEXT), answered)
        assert done_all.wait(60)
        assert answers["libretranslate"] == translated(TEXT)
        assert getattr(answers["deepl"], "kind", "") == "confidential"
        assert getattr(answers["google"], "kind", "") == "confidential"
    for words in ("المستشفى", translated("المستشفى")):
        assert places_of(words, workspace, user_paths().root) == []
    assert {r.path for r in fake.received} <= {"/translate", "/v1/chat/completions"}, "only what stays here was asked"
