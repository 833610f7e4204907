"""The one error tree. Every error a user can meet is a :class:`WorkbenchError`.

An error says what happened (``message``) and what to do next (``hint``). Both faces have one funnel that
prints these two and nothing else; a traceback is a defect of ours, never an answer to the user.
"""

from __future__ import annotations

from pathlib import Path


class WorkbenchError(Exception):
    """Something the user should know about and can act on.

    ``message`` is one sentence about what happened; ``hint`` one about what to do, or empty.
    ``exit_code`` is what the command line ends with (docs: 1 the program's error, 2 wrong usage). ``act`` is the id of the
    command of the editor that ``hint`` speaks of, '' for none: the screen adds its key, the command line its command.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "", *, act: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.act = act

    def __str__(self) -> str:
        """Both as sentences: a message that quotes another program may end without a stop."""
        stop = "." if self.hint and self.message and self.message[-1] not in ".!?:…)" else ""
        return f"{self.message}{stop} {self.hint}".strip()


class UsageError(WorkbenchError):
    """The command cannot mean anything as it was given (exit code 2)."""

    exit_code = 2


class NotFoundError(WorkbenchError):
    """A project, document, segment, memory, glossary or workspace that is not there."""


class LockedError(WorkbenchError):
    """A segment that is locked (state ``final``): only unlocking it changes it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"Segment {number} is locked.", "Unlock it first.", act="lock")


class FileError(WorkbenchError):
    """A file that cannot be read, understood or written.

    ``path`` and ``line`` (1-based, 0 when no line is meant) stand in front of the message as ``file:line:``.
    """

    def __init__(self, path: Path | str, message: str, hint: str = "", line: int = 0) -> None:
        place = f"{path}:{line}" if line else f"{path}"
        super().__init__(f"{place}: {message}", hint)
        self.path = Path(path)
        self.line = line
        self.reason = message


class StoreError(WorkbenchError):
    """The database cannot be opened, read or written (disk full, damaged, newer schema, busy)."""

    nowhere = False
    """Whether the text that was to be written could not be kept in any other file either."""


class ReadOnlyError(StoreError):
    """The workspace may be read but not written."""


class MTError(WorkbenchError):
    """Machine translation gave no usable answer.

    ``kind`` is one of :class:`workbench.model.MTFailure`. Texts of library exceptions never get in here:
    they hold the source text and sometimes the key.
    """

    def __init__(self, kind: str, message: str, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, hint)
        self.kind = kind
        self.retry_after = retry_after
