"""workbench keys, and what other commands say of a table [keys] that is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from .conftest import Run


def settings(text: str) -> None:
    path = Path(os.environ["WORKBENCH_USER_DIR"]) / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_table_in_force(run: Run) -> None:
    assert "help\tF1, Esc h\thelp" in run("keys").out.splitlines()
    settings('[keys]\nhelp = ["F1", "esc y ."]\n')
    done = run("keys", "--json")
    (line,) = [line for line in done.json if line["id"] == "help"]
    assert line == {"id": "help", "keys": ["F1", "Esc y ."], "text": "help", "arabic": "مساعدة", "changed": True}
    assert sum(line["changed"] for line in done.json) == 1
    assert "help*\tF1, Esc y .\thelp" in run("keys").out.splitlines()


def test_a_table_that_is_wrong_is_told_and_stops_nothing(run: Run) -> None:
    settings('[keys]\nhelp = "ctrl+1"\nhelf = "F6"\n')
    done = run("keys")
    assert done.code == 1
    assert "help\tF1, Esc h\thelp" in done.out.splitlines()
    assert "config.toml: keys.help: 'ctrl+1' cannot be used" in done.err
    assert "keys.helf: there is no such command. Did you mean 'help'?" in done.err
    assert run("project", "list").code == 0
    done = run("doctor", "--json")
    assert done.code == 3
    assert [f["message"] for f in done.json if f["level"] == "warning"][-1].endswith("there is no such command.")
    settings("keys = [1\n")
    assert "the settings cannot be read" in run("doctor").out


def test_keys_load_no_screen(workspace: Path) -> None:
    code = (
        "import sys; from workbench.main import main; main(['--workspace', sys.argv[1], 'keys']);"
        "print([m for m in ('textual', 'sqlite_utils') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(workspace)], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
