from __future__ import annotations

import importlib
import subprocess
import sys

import click
import pytest

from workbench.cli.commands import COMMANDS, help_text, targets

from .conftest import Run


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from workbench.main import main; main(['--help']);"
        "print([m for m in ('textual', 'sqlite_utils', 'deep_translator', 'lxml', 'rapidfuzz', 'click', 'rich')"
        " if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout == help_text()


def test_a_command_without_the_screen_does_not_load_textual(workspace: object) -> None:
    code = (
        "import sys; from workbench.main import main; main(['--workspace', sys.argv[1], 'project', 'list']);"
        "print([m for m in ('textual', 'deep_translator') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(workspace)], capture_output=True, text=True, check=True)
    assert done.stderr.strip().endswith("[]")


def test_every_command_exists_and_has_help() -> None:
    for name, where in targets().items():
        module, _, attribute = where.partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        assert command.name == name
        assert command.help


@pytest.mark.parametrize("name", [n for _t, rows in COMMANDS for n, _w, _h in rows])
def test_help_of_every_command(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert done.code == 0
    assert f"workbench {name}" in done.out
    assert name in help_text()


def test_the_readme_names_every_command() -> None:
    from pathlib import Path

    readme = Path(__file__).parents[2].joinpath("README.md").read_text(encoding="utf-8")
    for name in targets():
        assert f"workbench {name}" in readme, name
