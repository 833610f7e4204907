"""Bad input: one clear message that names the thing, what to do, no traceback, nothing half-written."""

from __future__ import annotations

import json
import os
import re
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
    path.write_text("هذه جملة قصيرة من النص.\n" * 4_000, encoding="utf-8")
    done = subprocess.run(
        f'"{sys.executable}" -m workbench segments "{path}" | head -1', shell=True, capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_behind_what_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("هذه جملة قصيرة من النص.\n", encoding="utf-8")
    with Path("/dev/full").open("wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "workbench", "segments", str(path)], stdout=out, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[0] == "Error: The disk is full: not everything could be written."


def test_a_bad_setting_is_named(run: Run, workspace: Path) -> None:
    (workspace / "projects" / "workbench.toml").write_text("fuzzy_treshold = 60\n", encoding="utf-8")
    done = run("project", "list")
    assert done.code == 1
    assert "fuzzy_threshold" in done.err
    assert "workbench.toml" in done.err


WRITING = (
    "project new other --from ar --to en",
    "project rename news z",
    "import news other.txt",
    "edit news/article 1 --target x",
    "edit news/article 1 --note x",
    "pretranslate news",
    "export news --to tmx",
    "tm create other",
    "tm import pairs.csv",
    "glossary add سلام peace",
    "undo",
    "backup",
    "restore projects/workbench.db",
    "init sub",
)
READING = (
    "project list",
    "edit news/article 1",
    "segments article.txt",
    "check news",
    "stats news",
    "tm list",
    "tm search سلام",
    "glossary list",
    "glossary lint",
    "glossary hits article.txt",
    "undo --list",
    "backup --list",
    "export news --to tmx --out /dev/null",
)


@pytest.mark.skipif(sys.platform != "linux", reason="drops Linux capabilities, with which root may write everywhere")
def test_a_workspace_that_cannot_be_written(run: Run, workspace: Path) -> None:
    (workspace / "article.txt").write_text("سلام على الجميع.\n", encoding="utf-8")
    assert run("project", "new", "news", "--from", "ar", "--to", "en").code == 0
    assert run("glossary", "add", "كتاب", "book").code == 0
    assert run("import", "news", "article.txt").code == 0
    (workspace / "other.txt").write_text("مساء الخير.\n", encoding="utf-8")
    (workspace / "pairs.csv").write_text("ar,en\nسلام,peace\n", encoding="utf-8")
    (workspace / "memory.csv").write_text("ar,en\nسلام على الجميع.,Peace to all.\n", encoding="utf-8")
    assert run("tm", "import", "memory.csv", "--memory", "news").code == 0
    assert run("backup").code == 0
    before = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}
    for path in workspace.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    workspace.chmod(0o555)
    code = (
        "import ctypes, json, sys\n"
        "header, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()\n"
        "assert ctypes.CDLL(None).capset(header, none) == 0\n"
        "from workbench.main import main\n"
        "for args in json.load(sys.stdin):\n"
        "    print('==', main(args), flush=True)\n"
    )
    commands = [c.split() for c in (*WRITING, *READING)]
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(commands),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=workspace,
        check=False,
    )
    parts = re.split(r"^== (\d)$", done.stdout, flags=re.MULTILINE)
    answers, codes = parts[::2], parts[1::2]
    assert len(codes) == len(commands), done.stdout
    for command, answer, code_ in zip(WRITING, answers, codes, strict=False):
        assert code_ == "1", (command, answer)
        assert answer.count("Error: ") == 1, (command, answer)
        assert re.search("cannot be (written|made|opened)", answer), (command, answer)
        assert "inside the program" not in answer, (command, answer)
    for command, answer, code_ in zip(READING, answers[len(WRITING) :], codes[len(WRITING) :], strict=False):
        assert code_ == "0", (command, answer)
        assert "Error" not in answer, (command, answer)
    assert {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()} == before
