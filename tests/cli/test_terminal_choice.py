from __future__ import annotations

import io
import os
import sys

import pytest

from workbench.bidi.profile import recognise
from workbench.cli import terminal as cli
from workbench.cli.terminal import choose_line
from workbench.config import Settings
from workbench.workflow import terminal as terminals

UNKNOWN, MLTERM, APPLE = {"TERM": "xterm-256color"}, {"MLTERM": "3.9.0"}, {"TERM_PROGRAM": "Apple_Terminal"}


@pytest.mark.parametrize(
    ("environ", "answer", "profile", "kept"),
    [
        (UNKNOWN, "", "visual", {"xterm-256color": "visual"}),
        (UNKNOWN, "0", "visual", {"xterm-256color": "visual"}),
        (UNKNOWN, "٤", "embed", {"xterm-256color": "embed"}),
        (APPLE, "", "embed", {"apple": "embed"}),
        (MLTERM, "", "mlterm", {}),
        (MLTERM, "0", "mlterm", {}),
        (MLTERM, "1", "visual", {"mlterm": "visual"}),
        ({"TERM_PROGRAM": "vscode"}, "", "web", {}),
    ],
)
def test_what_is_kept(
    environ: dict[str, str], answer: str, profile: str, kept: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    terminal = recognise(environ)
    assert choose_line(terminals.Found(terminal, terminal.profile, "found")) == profile
    assert terminals.remembered() == kept
    again = terminals.find_terminal(Settings(), ask=False, environ=environ)
    assert (again.profile.name, again.sure) == (profile, True)


@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
def test_what_is_typed_before_the_question_can_be_read_answers_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pty
    import termios

    ours, theirs = pty.openpty()
    before = termios.tcgetattr(theirs)
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        os.write(ours, b"7\n")

    def prompt(*args: object, **kwargs: object) -> object:
        assert "Which of these lines" in capsys.readouterr().out
        os.write(ours, b"4\n")
        return asked(*args, **kwargs)

    asked = cli.click.prompt
    monkeypatch.setattr(cli.click, "prompt", prompt)
    monkeypatch.setattr("workbench.bidi.probe.time.sleep", wait)
    unknown, vte = recognise(UNKNOWN), recognise({"VTE_VERSION": "7006"})
    with os.fdopen(theirs, encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        os.write(ours, b"1\n")
        assert choose_line(terminals.Found(unknown, unknown.profile, "found")) == "embed"
        assert len(waited) == 1
        assert termios.tcgetattr(theirs) == before
        # Who asked for the question knows it: nothing is waited for.
        assert choose_line(terminals.Found(vte, vte.profile, "remembered")) == "embed"
        assert len(waited) == 1
    os.close(ours)
