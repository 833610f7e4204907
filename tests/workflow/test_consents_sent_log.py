"""What was sent is written down before it leaves, and can be read again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.config import UserPaths, user_paths
from workbench.errors import FileError
from workbench.model import Project
from workbench.workflow import sent_log as module
from workbench.workflow.sent_log import SentLog

PROJECT = Project(1, "news", "News", "ar", "en")
BODY = 'POST https://mt.example/translate\n{"q": ["يفتح المستشفى أبوابه."], "api_key": "(key)"}'


@pytest.fixture
def user() -> UserPaths:
    return user_paths()


@pytest.fixture
def log(user: UserPaths, tmp_path: Path) -> SentLog:
    return SentLog(user, tmp_path)


def month(user: UserPaths, which: str) -> Path:
    return user.root / f"sent-{which}.jsonl"


def at(monkeypatch: pytest.MonkeyPatch, stamp: str) -> None:
    monkeypatch.setattr(module, "now", lambda: stamp)


def test_a_line_holds_the_bytes_the_texts_and_who(
    log: SentLog, user: UserPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, "2026-11-26T01:02:03Z")
    log.write(PROJECT, "own", "mt.example", ("يفتح المستشفى أبوابه.",), BODY)
    lines = month(user, "2026-11").read_text(encoding="utf-8").splitlines()
    assert [list(json.loads(line)) for line in lines] == [
        ["at", "workspace", "project", "engine", "host", "sent", "texts"]
    ]
    assert "المستشفى" in lines[0], "as it reads"
    (entry,) = log.read()
    assert (entry.sent, entry.texts, entry.host) == (BODY, ("يفتح المستشفى أبوابه.",), "mt.example")
    assert (entry.at, entry.project, entry.engine) == ("2026-11-26T01:02:03Z", "news", "own")


@pytest.mark.skipif(os.name == "nt", reason="rights of files")
def test_nobody_else_reads_the_log(log: SentLog, user: UserPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-26T01:02:03Z")
    before = os.umask(0)
    try:
        log.write(PROJECT, "own", "h", ("x",), "")
    finally:
        os.umask(before)
    assert month(user, "2026-11").stat().st_mode & 0o777 == 0o600


def test_a_month_a_file_and_all_are_read_the_newest_last(
    log: SentLog, user: UserPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"at": "2026-08-01T00:00:00Z", "workspace": str(tmp_path.resolve()), "project": "news", "engine": "google"}
    user.sent_log.write_text(json.dumps({**old, "text": "قديم"}, ensure_ascii=False) + "\n", encoding="utf-8")
    for stamp in ("2026-10-31T23:59:59Z", "2026-11-01T00:00:00Z", "2026-11-30T10:00:00Z"):
        at(monkeypatch, stamp)
        log.write(PROJECT, "own", "h", (stamp,), "")
    assert [e.texts[0] for e in log.read()] == [
        "قديم",
        "2026-10-31T23:59:59Z",
        "2026-11-01T00:00:00Z",
        "2026-11-30T10:00:00Z",
    ]
    first = next(log.read())
    assert (first.engine, first.host, first.sent) == ("google", "", "")
    assert [e.at[:10] for e in log.read(since="2026-11-01")] == ["2026-11-01", "2026-11-30"]
    assert len(list(log.read(since="2026-10"))) == 3
    # What is older than asked for is not even opened.
    month(user, "2026-10").unlink()
    month(user, "2026-10").mkdir()
    assert len(list(log.read(since="2026-11"))) == 2
    with pytest.raises(FileError, match="cannot be read"):
        list(log.read())


def test_only_what_is_asked_for(log: SentLog, user: UserPaths, tmp_path: Path) -> None:
    log.write(PROJECT, "own", "h", ("a",), "")
    log.write(replace(PROJECT, slug="law"), "own", "h", ("b",), "")
    log.write(PROJECT, "chat", "h", ("c",), "")
    SentLog(user, tmp_path / "other").write(PROJECT, "own", "h", ("d",), "")
    assert [e.texts[0] for e in log.read()] == ["a", "b", "c"]
    assert [e.texts[0] for e in log.read(project="news")] == ["a", "c"]
    assert [e.texts[0] for e in log.read(engine="own")] == ["a", "b"]
    assert [e.texts[0] for e in log.read(project="news", engine="chat")] == ["c"]
    assert [e.texts[0] for e in log.read(everywhere=True)] == ["a", "b", "c", "d"]


def test_a_line_that_broke_off_harms_no_other(log: SentLog, user: UserPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, "2026-11-26T01:02:03Z")
    log.write(PROJECT, "own", "h", ("أول",), "")
    path = month(user, "2026-11")
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:-20])
    assert [e.texts[0] for e in log.read()] == ["أول"]
    log.write(PROJECT, "own", "h", ("ثان",), "")
    assert [e.texts[0] for e in log.read()] == ["أول", "ثان"]
    path.write_bytes(path.read_bytes() + b'\n[1]\n"x"\n\xff\n{"at": 5, "texts": 7}\n')
    assert [e.texts[:1] for e in log.read(everywhere=True)] == [("أول",), ("ثان",), ()]


@pytest.mark.parametrize(
    "text", ["سطر\nآخر\r\n\u2028\u2029\x85", "\ud83d half", "\x00\x1b[2J", '"\\', "", "ن" * 100_000]
)
def test_every_text_is_one_line_and_comes_back(log: SentLog, user: UserPaths, text: str) -> None:
    log.write(PROJECT, "own", "h", (text, "second"), f"POST x\n{text}")
    (entry,) = log.read()
    assert entry.texts == (text, "second")
    assert entry.sent == f"POST x\n{text}"
    (path,) = user.root.glob("sent-*.jsonl")
    assert path.read_bytes().count(b"\n") == 1


def test_when_it_cannot_be_written_nothing_may_be_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(FileError) as e:
        SentLog(UserPaths(tmp_path / "file" / "below"), tmp_path).write(PROJECT, "own", "h", ("سر",), "سر")
    assert e.value.hint == "Nothing was sent."
    assert "سر" not in str(e.value)
    # A disk that takes only half of a line.
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[: len(data) // 2]))
    log = SentLog(UserPaths(tmp_path / "me"), tmp_path)
    with pytest.raises(FileError, match="full"):
        log.write(PROJECT, "own", "h", ("سر",), "")
    assert list(log.read()) == []


def test_programs_that_write_at_once_keep_each_line_whole(user: UserPaths, log: SentLog, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from workbench.config import user_paths;"
        "from workbench.model import Project; from workbench.workflow.sent_log import SentLog;"
        "log = SentLog(user_paths(), Path(sys.argv[1])); print(flush=True); sys.stdin.readline();"
        "[log.write(Project(1, 'p', 'P', 'ar', 'en'), 'own', 'h', ('ن' * 3000,), str(n)) for n in range(40)]"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in "ab"
    ]
    for p in running:
        assert p.stdout is not None
        p.stdout.readline()
    for p in running:
        assert p.stdin is not None
        p.stdin.write("\n")
        p.stdin.flush()
    for p in running:
        p.communicate(timeout=60)
        assert p.returncode == 0
    assert [len(e.texts[0]) for e in log.read()] == [3000] * 80


def test_nothing_of_a_confidential_project_is_noted(user: UserPaths, log: SentLog) -> None:
    log.write(replace(PROJECT, confidential=True), "libretranslate", "127.0.0.1:5000", ("سر",), "POST x\nسر")
    assert list(user.root.glob("sent*")) == []
