"""What Textual's driver does not bear: a terminal that is gone, one that answers late, a paste of a megabyte.

Names beginning with an underscore are private to Textual 8.2.8; ``tests/tui/test_key_contract.py`` watches that they exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import IO, Any

from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.message import Message

from workbench.tui.pastes import Pastes

_LATE = re.compile(
    r"\x1bP>\|[^\x1b\x07]*(?:\x1b\\|\x07)"  # XTVERSION
    r"|\x1b\[8;\d\$y"  # mode 8
    r"|\x1b\[[>?][\d;]*c"  # DA1, DA2
)
"""Answers to what was asked before the screen started; none of them is a key."""
_BEGUN = re.compile(r"\x1b(?:P>[^\x1b\x07]*\x1b?|\[8;[\d;]*\$?|\[[>?][\d;]*)$")


class Unbroken:
    """A file that goes on when nobody reads it any more: a writer that dies leaves the program waiting for it forever."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._lost = False

    def write(self, text: str) -> int:
        """Write, or do nothing from the first failure on."""
        if not self._lost:
            try:
                return self._file.write(text)
            except (OSError, ValueError):
                self._lost = True
        return len(text)

    def flush(self) -> None:
        """Flush, or do nothing."""
        if not self._lost:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self._lost = True

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class LateAnswers:
    """Takes late answers out of what the terminal sends; a piece of one waits for the rest."""

    def __init__(self) -> None:
        self._begun = ""

    def without(self, data: str) -> str:
        """Return what is left for the keyboard."""
        if not self._begun and "\x1b" not in data:
            return data
        whole = _LATE.sub("", self._begun + data)
        begun = _BEGUN.search(whole)
        self._begun = begun[0] if begun else ""
        return whole[: begun.start()] if begun else whole


def install() -> None:
    """Teach Textual all three. To be called before the app is made; twice does no harm."""
    if getattr(WriterThread, "_unbroken", False):
        return
    make, feed = WriterThread.__init__, XTermParser.feed

    def make_unbroken(self: WriterThread, file: IO[str]) -> None:
        make(self, Unbroken(file))  # type: ignore[arg-type] # it writes and flushes, which is all that is asked of it

    def feed_without(self: XTermParser, data: str) -> Iterable[Message]:
        answers = self.__dict__.setdefault("_late_answers", LateAnswers())
        pastes = self.__dict__.setdefault("_pastes", Pastes())
        left = answers.without(data)
        # An empty text means that the input has ended: it is handed on only when it came so.
        for part in pastes.of(left) if data else [""]:
            if isinstance(part, str):
                yield from feed(self, part)
            else:
                yield part

    WriterThread.__init__ = make_unbroken  # type: ignore[method-assign]
    XTermParser.feed = feed_without  # type: ignore[method-assign]
    WriterThread._unbroken = True  # type: ignore[attr-defined]
