from __future__ import annotations

import io

import pytest

from workbench.bidi.profile import recognise
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
