"""What other threads tell the screens."""

from __future__ import annotations

from textual.message import Message

from workbench.errors import MTError
from workbench.model import Proposal
from workbench.workflow.desk import Saved


class DeskPrepared(Message):
    """Terms and memory are loaded. ``error`` is a sentence when they are not."""

    def __init__(self, error: str = "") -> None:
        super().__init__()
        self.error = error


class DeskSaved(Message):
    """A queued write has ended."""

    def __init__(self, saved: Saved) -> None:
        super().__init__()
        self.saved = saved


class MatchesFound(Message):
    """The memory was searched for a segment."""

    def __init__(self, number: int, proposals: list[Proposal]) -> None:
        super().__init__()
        self.number = number
        self.proposals = proposals


class MachineAnswered(Message):
    """An engine answered for a segment, or failed."""

    def __init__(self, number: int, engine: str, answer: Proposal | MTError) -> None:
        super().__init__()
        self.number = number
        self.engine = engine
        self.answer = answer
