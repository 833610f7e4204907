"""Output for people and for scripts.

On a terminal Arabic is sent as that terminal wants it, by what was chosen for it or what the environment says; it is never
asked. Piped output and JSON stay plain logical text.
"""

from __future__ import annotations

import json
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import Session, readable
from workbench.model import Issue, is_rtl

if TYPE_CHECKING:
    from workbench.bidi.profile import Profile


_ACTIVE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""What JSON leaves as it is and a terminal obeys: DEL, C1, line separators, bidi controls, tags."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table column: title, width in columns (0: as wide as its widest cell), language of its text ('' none)."""

    title: str
    width: int = 0
    language: str = ""
    right: bool = False


class Page:
    """Prints to stdout, Arabic readable on a terminal."""

    def __init__(self, session: Session) -> None:
        self.tty = sys.stdout.isatty()
        self.width = click_width() if self.tty else 0
        self.profile = _profile(session) if self.tty else None

    def line(self, text: str = "", language: str = "en") -> None:
        """Print one line of text in a language."""
        click.echo(self.shown(text, language))

    def shown(self, text: str, language: str, width: int | None = None) -> str:
        """Return text as it is printed: harmless, ordered on a terminal, cut or filled to ``width``."""
        from workbench.bidi.plain import display

        return display(text, width, language=language, profile=self.profile, align=width is not None)

    def paragraph(self, label: str, text: str, language: str, indent: int = 4) -> None:
        """Print a label and a text wrapped to the terminal's width under it; one line when piped."""
        from workbench.bidi.plain import wrap

        pad = " " * indent
        if not self.tty:
            click.echo(f"{pad}{label}{self.shown(text, language)}")
            return
        room = max(20, self.width - indent - len(label))
        lines = wrap(text, room, language=language, profile=self.profile)
        for n, part in enumerate(lines):
            click.echo(f"{pad}{label if n == 0 else ' ' * len(label)}{part}")

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
        """Print a table. Wide columns are cut to the terminal; piped they stay whole, tab-separated."""
        cells = [[str(c) for c in row] for row in rows]
        if not self.tty:
            for row in cells:
                click.echo(
                    "\t".join(
                        self.shown(c.replace("\t", " "), col.language or "en")
                        for c, col in zip(row, columns, strict=True)
                    )
                )
            return
        widths = self._widths(columns, cells)
        click.echo(
            "  ".join(
                self._cell(c.title, w, "en", right=c.right) for c, w in zip(columns, widths, strict=True)
            ).rstrip()
        )
        for row in cells:
            parts = [
                self._cell(text, w, c.language or "en", right=c.right)
                for text, w, c in zip(row, widths, columns, strict=True)
            ]
            click.echo("  ".join(parts).rstrip())

    def _cell(self, text: str, width: int, language: str, *, right: bool = False) -> str:
        from workbench.bidi.plain import cells

        if right and not is_rtl(language):
            return " " * max(0, width - cells(text)) + self.shown(text, language)
        return self.shown(text, language, width)

    def _widths(self, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
        from workbench.bidi.plain import cells

        widest = [max([cells(c.title), *(cells(r[i]) for r in rows)]) for i, c in enumerate(columns)]
        widths = [min(w, c.width) if c.width else w for w, c in zip(widest, columns, strict=True)]
        over = sum(widths) + 2 * (len(widths) - 1) - self.width
        while over > 0:
            big = max(range(len(widths)), key=lambda i: widths[i])
            cut = min(over, max(1, widths[big] - 12))
            if widths[big] <= 12:
                break
            widths[big] -= cut
            over -= cut
        return widths


def _profile(session: Session) -> Profile:
    """Return how Arabic is sent to this terminal; what has to be switched on is, until the program ends."""
    return session.profile(sys.stdout)


def click_width() -> int:
    """Return the width of the terminal in columns."""
    import shutil

    return shutil.get_terminal_size((100, 24)).columns


def print_json(value: object) -> None:
    """Print JSON for scripts: UTF-8, logical order. What could act on a terminal is written as an escape of JSON's."""
    click.echo(_ACTIVE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=1)))


def issue_row(issue: Issue) -> dict[str, object]:
    """Return an issue as scripts get it, in the words of the design."""
    return {
        "check": issue.check,
        "severity": issue.severity.value,
        "side": issue.side.value,
        "start": issue.start,
        "end": issue.end,
        "message": issue.message,
    }


def _escaped(m: re.Match[str]) -> str:
    return json.dumps(m[0])[1:-1]


def read_input(path: str) -> tuple[bytes, Path]:
    """Read a file or, for ``-``, stdin; return the bytes and what messages call it."""
    if path == "-":
        return sys.stdin.buffer.read(), Path("stdin.txt")
    from workbench.workflow.importing import read_bytes

    return read_bytes(Path(path)), Path(path)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on a terminal; the yielded function takes how many of how many are done.

    The bar comes with the first call: work that is done at once shows none.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    with ExitStack() as ending:
        bar: Any = None
        shown = 0

        def update(done: int, total: int) -> None:
            nonlocal bar, shown
            if bar is None:
                bar = ending.enter_context(click.progressbar(length=100, label=readable(label), file=sys.stderr))
            percent = 100 * done // max(1, total)
            bar.update(percent - shown)
            shown = percent

        yield update


json_option: Callable[[Any], Any] = click.option("--json", "as_json", is_flag=True, help="Print JSON for scripts.")


@contextmanager
def interrupted(tell: Callable[[], object] = lambda: None) -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl+C only be told, so that the work ends where it can be gone on with; the second ends it.

    Gives what tells whether it was typed.
    """
    asked: list[int] = []

    def note(_number: int, _frame: object) -> None:
        asked.append(1)
        signal.signal(signal.SIGINT, before)
        tell()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)
