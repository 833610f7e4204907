"""Bad input: one clear message that names the thing, what to do, no traceback, nothing half-written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.main import main

from .conftest import Run


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        (["import", "nothing", "x.txt"], 1, "no project"),
        (["project", "new", "a/b", "--from", "ar", "--to", "en"], 2, "'/'"),
        (["project", "new", "x", "--from", "ar", "--to", "fr"], 2, "fr"),
        (["open", "nothing"], 1, "no project"),
        (["export", "nothing", "--to", "tmx"], 1, "no project"),
        (["glossary", "hits", "missing.txt"], 1, "missing.txt"),
        (["tm", "search", "x", "--memory", "no"], 1, "no memory"),
        (["tm", "import", "missing.tmx"], 1, "missing.tmx"),
        (["segments", "."], 1, "folder"),
        (["frobnicate"], 2, "frobnicate"),
        (["import"], 2, "PROJECT"),
    ],
)
def test_messages(run: Run, args: list[str], code: int, says: str) -> None:
    done = run(*args)
    assert done.code == code
    assert says in done.err
    assert done.out == ""


def test_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["project", "list"]) == 1
    assert "workbench init" in capsys.readouterr().err


def test_an_unexpected_error_goes_to_the_log(run: Run, monkeypatch: pytest.MonkeyPatch, workspace: Path) -> None:
    monkeypatch.setattr("workbench.workflow.projects.overview", lambda *_a, **_k: 1 / 0)
    done = run("project", "list")
    assert done.code == 1
    assert "error.log" in done.err
    log = Path(os.environ["WORKBENCH_USER_DIR"]) / "error.log"
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")


def test_escape_sequences_never_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "evil.txt"
    path.write_bytes("سطر أول\x1b]0;title\x07\x1b[2J وآخر\x9b31m.\n".encode())
    out = run("segments", path)
    assert not any(c in out.out for c in "\x1b\x07\x9b")
    missing = run("segments", "no\x1b[2Jfile.txt")
    assert "\x1b" not in missing.err


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("هذه جملة قصيرة من النص.\n" * 20_000, encoding="utf-8")
    done = subprocess.run(
        f'"{sys.executable}" -m workbench segments "{path}" | head -1', shell=True, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr


def test_a_bad_setting_is_named(run: Run, workspace: Path) -> None:
    (workspace / "projects" / "workbench.toml").write_text("fuzzy_treshold = 60\n", encoding="utf-8")
    done = run("project", "list")
    assert done.code == 1
    assert "fuzzy_threshold" in done.err
    assert "workbench.toml" in done.err
