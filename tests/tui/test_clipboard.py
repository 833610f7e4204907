from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from workbench.tui import clipboard


@pytest.mark.parametrize(
    ("environ", "there", "command"),
    [
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, {"wl-copy", "xclip"}, "wl-copy"),
        ({"DISPLAY": ":0"}, {"wl-copy", "xclip"}, "xclip"),
        ({"DISPLAY": ":0"}, {"xsel"}, "xsel"),
        ({}, {"pbcopy"}, "pbcopy"),
        ({}, {"clip.exe"}, "clip.exe"),
        ({}, {"xclip", "wl-copy"}, ""),
        ({"SSH_CONNECTION": "x"}, {"pbcopy"}, ""),
        ({"SSH_CONNECTION": "x", "DISPLAY": ":10"}, {"xclip"}, "xclip"),
    ],
)
def test_which_program_copies(environ: dict[str, str], there: set[str], command: str) -> None:
    found = clipboard.copy_program(environ, lambda name: name if name in there else None)
    assert (found[0] if found else "") == command


@pytest.mark.parametrize(("name", "encoding"), [("wl-copy", "utf-8"), ("clip.exe", "utf-16-le")])
def test_the_program_gets_logical_text(
    name: str, encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / name
    program.write_text('#!/bin/sh\ncat > "$0.got.new"; mv "$0.got.new" "$0.got"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    for variable in ("DISPLAY", "SSH_CONNECTION", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    if name == "wl-copy":
        monkeypatch.setenv("WAYLAND_DISPLAY", "w")
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}/bin{os.pathsep}/usr/bin")
    clipboard.copy("قال WHO نعم")
    got = tmp_path / f"{name}.got"
    end = time.monotonic() + 10
    while not got.exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    assert got.read_bytes().decode(encoding) == "قال WHO نعم"


def test_a_program_that_fails_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "copy_program", lambda *_args: [str(tmp_path / "missing")])
    clipboard.copy("x")
