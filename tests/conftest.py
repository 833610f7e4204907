"""What every test gets: a person of its own, and no way out of this machine."""

from __future__ import annotations

import compileall
import contextlib
import gc
import os
import shutil
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.assertion import rewrite
from hypothesis import HealthCheck, settings, strategies

import workbench.tui  # before Textual: it switches the kitty protocol off

# Speed of a shared machine must never fail a law. docs/testing.md has the command that asks more of the laws.
EXAMPLES = int(os.environ.get("WORKBENCH_EXAMPLES", "12"))
settings.register_profile(
    "workbench", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("workbench")

# Several subprocess tests start the program: they must not find the settings of whoever runs the tests.
os.environ.pop("WORKBENCH_HOME", None)
# Dozens of programs are started, and the workers read every test: without compiled files each would compile all of it.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


MEMORY = Path("/dev/shm")


def _room_in_memory() -> bool:
    """Whether what the tests make can lie in memory: with room for it, and programs may be run from there."""
    if sys.platform != "linux" or not os.access(MEMORY, os.W_OK):
        return False
    room = os.statvfs(MEMORY)
    return room.f_bavail * room.f_frsize > 2 << 30 and not room.f_flag & os.ST_NOEXEC


# Every confirm is flushed to the disk, thousands of times: on a disk shared with others that is most of the waiting.
if "TMPDIR" not in os.environ and _room_in_memory():
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None

# While the tests are collected everything made stays: the garbage collector would go through all of it again and again.
gc.disable()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Benchmarks are not even read where they are not asked for."""
    unwanted = collection_path.name == "benchmarks" and "not benchmark" in config.option.markexpr
    return True if unwanted else None


def pytest_sessionstart(session: pytest.Session) -> None:
    """A worker tells of a setup or teardown only what matters: each report costs a millisecond, and most tests have three."""
    if not hasattr(session.config, "workerinput"):
        compile_once(session.config)
    for plugin in session.config.pluginmanager.get_plugins():
        if type(plugin).__name__ == "WorkerInteractor" and not session.config.option.xmlpath:
            plugin.sendevent = _without_the_usual(plugin.sendevent)


def compile_once(config: pytest.Config) -> None:
    """Compile program and tests of a fresh clone before the workers start: each would do it, for nine seconds."""
    tests = Path(__file__).parent

    def compile_part(part: int, parts: int) -> None:
        for path in sorted(Path(workbench.tui.__file__).parents[1].rglob("*.py"))[part::parts]:
            compileall.compile_file(path, quiet=2)
        for path in sorted([*tests.rglob("test_*.py"), *tests.rglob("conftest.py")])[part::parts]:
            compiled = rewrite.get_cache_dir(path) / (path.stem + rewrite.PYC_TAIL)
            if rewrite._read_pyc(path, compiled) is None:
                compiled.parent.mkdir(exist_ok=True)
                source, code = rewrite._rewrite_test(path, config)
                rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, compiled)
        if part == 0:
            # Which characters there are: two seconds, kept in .hypothesis, which warns of all it does so early.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                strategies.text().validate()

    # A file that is wrong is told of by who collects it; a pytest that does it by other means leaves it to the workers.
    with contextlib.suppress(AttributeError, OSError, SyntaxError):
        if not hasattr(os, "fork"):
            compile_part(0, 1)
        elif child := os.fork():
            compile_part(0, 2)
            os.waitpid(child, 0)
        else:
            try:
                compile_part(1, 2)
            finally:
                os._exit(0)


def _without_the_usual(send: Callable[..., None]) -> Callable[..., None]:
    def tell(name: str, **what: Any) -> None:
        if name in ("logstart", "logfinish"):
            # Said of each test twice for those who count them one by one.
            return
        report = what.get("data") if name == "testreport" else None
        if (
            report is None
            or report["when"] == "call"
            or report["outcome"] != "passed"
            or report["duration"] > 0.2
            or report["sections"]
        ):
            send(name, **what)

    return tell


def pytest_collection_finish() -> None:
    """Thousands of collected tests and their modules stay to the end: the garbage collector need not go through them."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


PERSON = 'author = "Tester"\nbidi = "visual"\n'


@pytest.fixture(scope="session")
def _person_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("person")


@pytest.fixture(autouse=True)
def _own_person(_person_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings, consents and logs of a test never touch those of the person running it, nor those of another test."""
    config = _person_folder / "config.toml"
    # Read and not written each time: a file that is emptied and filled is waited for, thousands of times.
    if not config.is_file() or config.read_bytes() != PERSON.encode():
        config.write_text(PERSON, encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_USER_DIR", str(_person_folder))
    monkeypatch.delenv("WORKBENCH_HOME", raising=False)
    yield
    # One folder swept, not thousands made: most tests leave nothing.
    for left in _person_folder.iterdir():
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        elif left != config:
            left.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection beyond this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and str(address[0]) not in ("127.0.0.1", "localhost", "::1"):
            raise AssertionError(f"a test tried to connect to {address}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def _made_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the tables of its database, to be copied: making them takes twenty times as long."""
    from workbench.workflow.workspace import init_workspace, open_workspace

    root = init_workspace(tmp_path_factory.mktemp("made") / "ws").root
    with open_workspace(root):
        pass
    return root


@pytest.fixture(scope="session")
def new_workspace(tmp_path_factory: pytest.TempPathFactory, _made_workspace: Path) -> Callable[[], Path]:
    """Make another empty workspace folder, for each example of a law."""
    return lambda: Path(shutil.copytree(_made_workspace, tmp_path_factory.mktemp("another") / "ws"))


@pytest.fixture
def workspace(tmp_path: Path, _made_workspace: Path) -> Path:
    """An empty workspace folder."""
    return Path(shutil.copytree(_made_workspace, tmp_path / "ws"))


@pytest.fixture
def linear() -> Callable[[Callable[[int], object]], None]:
    """Assert that work takes time in proportion to its size: ``linear(lambda n: act("x" * n))``.

    The size grows until the work takes long enough to be measured; six times that must not take twenty times as long, where
    quadratic work takes thirty-six.
    """

    def seconds(act: Callable[[int], object], size: int, rounds: int) -> float:
        best = 1e9
        for _ in range(rounds):
            began = time.process_time()
            act(size)
            best = min(best, time.process_time() - began)
        return best

    def check(act: Callable[[int], object]) -> None:
        size = 200
        act(size)
        while seconds(act, size, 1) < 0.002 and size < 20_000:
            size *= 2
        base = max(seconds(act, size, 3), 0.002)
        more = seconds(act, 6 * size, 1)
        # A busy machine may make one measurement long, not two.
        if more >= 20 * base:
            more = seconds(act, 6 * size, 2)
        assert more < 20 * base, f"{more:.3f} s for {6 * size}, {base:.3f} s for {size}"

    return check
