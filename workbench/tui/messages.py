"""What other threads tell the screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.message import Message

from workbench.errors import MTError
from workbench.model import Fragment, Proposal, Segment
from workbench.workflow.desk import Saved

if TYPE_CHECKING:
    from workbench.workflow.naming import Names
    from workbench.workflow.pretranslating import Pretranslated, Pretranslation


OpenText = tuple[int, str]
"""Which text something is about: the segment's id and its source. After a split a number is another text's."""


class DeskPrepared(Message):
    """Terms and memory are loaded. ``error`` is a sentence when they are not."""

    def __init__(self, error: str = "") -> None:
        super().__init__()
        self.error = error


class NamesFound(Message):
    """The names of the article were looked for; without ``names`` ``error`` says why there are none."""

    def __init__(self, names: Names | None, error: str = "") -> None:
        super().__init__()
        self.names = names
        self.error = error


class NameDecided(Message):
    """What was decided of a name is written; with ``error`` it is not. ``row`` is the row of the names screen."""

    def __init__(self, row: Any, error: str = "") -> None:
        super().__init__()
        self.row = row
        self.error = error


class TermsChanged(Message):
    """A glossary of the open document was changed here."""


class DeskSaved(Message):
    """A queued write has ended."""

    def __init__(self, saved: Saved) -> None:
        super().__init__()
        self.saved = saved


class MatchesFound(Message):
    """The memory was searched for a segment; ``error`` is a sentence where that failed."""

    def __init__(self, text: OpenText, proposals: list[Proposal], fragments: list[Fragment], error: str = "") -> None:
        super().__init__()
        self.text = text
        self.error = error
        self.proposals = proposals
        self.fragments = fragments


class MachineAnswered(Message):
    """An engine answered for a segment, or failed."""

    def __init__(self, text: OpenText, engine: str, answer: Proposal | MTError) -> None:
        super().__init__()
        self.text = text
        self.engine = engine
        self.answer = answer


class FillingPlanned(Message):
    """What could be filled in is known, or why not."""

    def __init__(self, ready: Pretranslation | None, error: str) -> None:
        super().__init__()
        self.ready = ready
        self.error = error


class FillingWent(Message):
    """So many of the segments to fill are done."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done = done
        self.total = total


class FillingEnded(Message):
    """The segments are filled in, or it ended early."""

    def __init__(self, done: Pretranslated) -> None:
        super().__init__()
        self.done = done


class SegmentsFound(Message):
    """The segments of a kind were found."""

    def __init__(self, wanted: str, segments: list[Segment]) -> None:
        super().__init__()
        self.wanted = wanted
        self.segments = segments


class SegmentsFollowed(Message):
    """Others have changed these segments; None: the document has others altogether."""

    def __init__(self, numbers: list[int] | None) -> None:
        super().__init__()
        self.numbers = numbers
