"""What other threads tell the screens."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from workbench.errors import MTError
    from workbench.model import Fragment, Proposal, Segment
    from workbench.workflow.desk_cutting import Recut
    from workbench.workflow.desk_writing import Saved
    from workbench.workflow.home import DocumentFigures
    from workbench.workflow.import_folder import FoundFile
    from workbench.workflow.import_plan import ImportPlan
    from workbench.workflow.importing import Imported
    from workbench.workflow.naming import Names
    from workbench.workflow.pretranslating import Pretranslated, Pretranslation
    from workbench.workflow.quality import Quality
    from workbench.workflow.statistics import Statistics


OpenText = tuple[int, str]
"""Which text something is about: the segment's id and its source. After a split a number is another text's."""


class DeskPrepared(Message):
    """Terms and memory are loaded. ``error`` is a sentence when they are not."""

    def __init__(self, error: str = "") -> None:
        super().__init__()
        self.error = error


class DeskSurveyed(Message):
    """The words of a long document are counted, its repeats and first mentions known."""


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


class DeskRecut(Message):
    """A change of what the segments are was written, or refused."""

    def __init__(self, recut: Recut) -> None:
        super().__init__()
        self.recut = recut


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


class FillingLooked(Message):
    """So many of the segments are looked up, to know what could be filled in."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done = done
        self.total = total


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


class FillingTakenBack(Message):
    """So many drafts are taken back, or it could not be done."""

    def __init__(self, count: int, error: str = "") -> None:
        super().__init__()
        self.count = count
        self.error = error


class SegmentsFound(Message):
    """Of the segments wanted these are found; all at 100 ``percent``. ``error`` is a sentence where that failed.

    ``asked`` is what was asked for.
    """

    def __init__(self, asked: object, segments: Sequence[Segment], percent: int = 100, error: str = "") -> None:
        super().__init__()
        self.asked = asked
        self.segments = segments
        self.percent = percent
        self.error = error


class WordsFound(Message):
    """Words were looked for through a long document; ``number`` is the segment, None when there is none."""

    def __init__(self, search: object, number: int | None) -> None:
        super().__init__()
        self.search = search
        self.number = number


class SegmentsFollowed(Message):
    """Others have changed these segments; None: the document has others altogether."""

    def __init__(self, numbers: list[int] | None) -> None:
        super().__init__()
        self.numbers = numbers


class ImportWent(Message):
    """An article that is read is so far; ``job`` says which reading it is."""

    def __init__(self, job: int, percent: int) -> None:
        super().__init__()
        self.job = job
        self.percent = percent


class ImportPlanned(Message):
    """What an import would store is known, with the words of each paragraph, or why it cannot be stored."""

    def __init__(self, job: int, plan: ImportPlan | None, words: list[int], error: str) -> None:
        super().__init__()
        self.job = job
        self.plan = plan
        self.words = words
        self.error = error


class ImportStored(Message):
    """An article is stored, or why not."""

    def __init__(self, done: Imported | None, error: str) -> None:
        super().__init__()
        self.done = done
        self.error = error


class FolderListed(Message):
    """The files of a folder are known, or why not; ``scan`` says for which look at it."""

    def __init__(self, scan: int, files: list[FoundFile], error: str) -> None:
        super().__init__()
        self.scan = scan
        self.files = files
        self.error = error


class FolderFilePlanned(Message):
    """A file of a folder was read; ``scan`` says for which look at the folder."""

    def __init__(self, scan: int, path: Path, plan: ImportPlan | None, words: int, error: str) -> None:
        super().__init__()
        self.scan = scan
        self.path = path
        self.plan = plan
        self.words = words
        self.error = error


class FolderWent(Message):
    """Of the files of a folder so many are stored; ``ended`` when no more will be."""

    def __init__(self, done: list[Imported], errors: list[str], *, ended: bool) -> None:
        super().__init__()
        self.done = done
        self.errors = errors
        self.ended = ended


class HomeCounted(Message):
    """What is left to do in a document is known."""

    def __init__(self, figures: DocumentFigures) -> None:
        super().__init__()
        self.figures = figures


class HomeProjectRemoved(Message):
    """A project is removed, its backup kept in a file; or why not."""

    def __init__(self, name: str, backup: str, error: str) -> None:
        super().__init__()
        self.name = name
        self.backup = backup
        self.error = error


class QualityWent(Message):
    """So much of a document or project is checked."""

    def __init__(self, quality: Quality, percent: int) -> None:
        super().__init__()
        self.quality = quality
        self.percent = percent


class QualityLooked(Message):
    """All issues were looked for; ``error`` is a sentence where that failed."""

    def __init__(self, quality: Quality, error: str = "") -> None:
        super().__init__()
        self.quality = quality
        self.error = error


class QualityMended(Message):
    """A write in another document has ended; ``then`` says what comes of it."""

    def __init__(self, then: Callable[[], None]) -> None:
        super().__init__()
        self.then = then


class IssuesCounted(Message):
    """So many other segments of the open document have issues, as seen from segment ``number``."""

    def __init__(self, number: int, others: int) -> None:
        super().__init__()
        self.number = number
        self.others = others


class StatisticsWent(Message):
    """So much is counted; ``asked`` is what was asked for."""

    def __init__(self, asked: object, percent: int) -> None:
        super().__init__()
        self.asked = asked
        self.percent = percent


class StatisticsCounted(Message):
    """What was asked for is counted; ``error`` is a sentence where that failed."""

    def __init__(self, asked: object, rows: list[Statistics], error: str = "") -> None:
        super().__init__()
        self.asked = asked
        self.rows = rows
        self.error = error


class CommentsFollowed(Message):
    """Others have said something of the article, or settled it."""
