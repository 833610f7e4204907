"""What other threads tell the glossary screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.message import Message

from workbench.errors import WorkbenchError
from workbench.model import Severity
from workbench.workflow.glossary_browsing import Shelf
from workbench.workflow.glossary_room import Uses
from workbench.workflow.glossary_rows import RowAct


class GlossaryShelved(Message):
    """The glossaries are read, as they are now."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__()
        self.shelf = shelf


class GlossaryFiltered(Message):
    """The rows that have the words of a filter. ``asked`` says which asking is answered: an earlier one is dropped."""

    def __init__(self, asked: int, rows: Sequence[int]) -> None:
        super().__init__()
        self.asked, self.rows = asked, rows


class GlossaryUsed(Message):
    """How often an entry is used; ``row`` is what was asked about."""

    def __init__(self, row: tuple[str, str], uses: Uses) -> None:
        super().__init__()
        self.row, self.uses = row, uses


class GlossaryWritten(Message):
    """An act on a row has ended: done, or nothing was to be done (no ``act``, no ``error``), or not done."""

    def __init__(self, act: RowAct | None = None, error: WorkbenchError | None = None) -> None:
        super().__init__()
        self.act, self.error = act, error

    @classmethod
    def after(cls, act: Callable[[], RowAct | None], tell: Callable[[GlossaryWritten], object]) -> None:
        """Do an act and tell what became of it, whatever that is. For a thread."""
        told = cls(error=WorkbenchError("It could not be written.", "See: workbench doctor"))
        try:
            told = cls(act())
        except WorkbenchError as e:
            told = cls(error=e)
        finally:
            tell(told)


class GlossaryDraftChecked(Message):
    """What is wrong with an entry as it is being written; an earlier asking is dropped."""

    def __init__(self, asked: int, findings: Sequence[tuple[Severity, str]]) -> None:
        super().__init__()
        self.asked, self.findings = asked, findings
