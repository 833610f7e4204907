"""Where the program begins: hands the command line its other face and answers ``--help`` before anything is loaded."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.errors import WorkbenchError


def main(argv: list[str] | None = None) -> int:
    """Run the command line and return its exit code (0 done, 1 error, 2 wrong usage, 3 done but findings)."""
    args = sys.argv[1:] if argv is None else argv
    if args in (["--help"], ["-h"]):
        from workbench.cli.commands import help_text

        sys.stdout.write(help_text())
        return 0
    from workbench.cli.app import run

    return run(args, open_screen=_open_screen, open_review=_open_review, key_lines=_key_lines)


def _open_screen(workspace: str | None, project: str | None, document: str | None, *, plain: bool = False) -> int:
    """Start the terminal screen; loaded only when it is asked for."""
    with _to_stay():
        from pathlib import Path

        from workbench.cli.terminal import choose_line
        from workbench.tui.starting import run_app

    return run_app(Path(workspace) if workspace else None, project, document, choose=choose_line, plain=plain)


@contextmanager
def _to_stay() -> Iterator[None]:
    """Load what stays until the program ends: the garbage collector goes through it neither now, nor later, nor at the end.

    At the start that is a tenth of the time, at the end most of it, and while one types it would be a moment of waiting.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        # Python would go through the rest in the middle of typing; the screen has it done at a rest (tui/collecting.py).
        from workbench.tui.collecting import AT_LATEST

        gc.set_threshold(*gc.get_threshold()[:2], AT_LATEST)
        gc.enable()


def _key_lines(table: object) -> tuple[Sequence[Mapping[str, Any]], Sequence[WorkbenchError]]:
    """Return the keys of the editor by a table of the settings; Textual is not loaded for it."""
    from workbench.tui.remapping import key_lines

    return key_lines(table)


def _open_review(workspace: str, path: str, least: float) -> int:
    """Start the screen on the review of an alignment."""
    with _to_stay():
        from pathlib import Path

        from workbench.cli.terminal import choose_line
        from workbench.tui.starting import run_review

    return run_review(Path(workspace), Path(path), least, choose=choose_line)


if __name__ == "__main__":
    sys.exit(main())
