"""Projects, documents, their blocks and segments, and what was done to them. XLIFF 2.1 has segment and state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """XLIFF 2.1 segment states, in their order; a join takes the earliest of its parts."""

    INITIAL = "initial"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"

    @property
    def confirmed(self) -> bool:
        """Confirmed means: in the memory."""
        return self is not State.INITIAL


class Role(StrEnum):
    """What a block is in its article. A role only decides what is translated by default; nothing is ever dropped."""

    TITLE = "title"
    TITLE_REPEAT = "title-repeat"
    HEADING = "heading"
    BODY = "body"
    BYLINE = "byline"
    DATE = "date"
    LEAD = "lead"
    TRAILING = "trailing"
    BREADCRUMB = "breadcrumb"
    CATEGORY = "category"
    BOILERPLATE = "boilerplate"
    RELATED = "related"

    @property
    def translated_by_default(self) -> bool:
        """Navigation, repeats and teasers of other articles are shown but not translated unless the user says so."""
        return self not in _NOT_TRANSLATED


_NOT_TRANSLATED = frozenset(
    {Role.TITLE_REPEAT, Role.BREADCRUMB, Role.CATEGORY, Role.BOILERPLATE, Role.RELATED, Role.TRAILING}
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line with its line end and the blank lines after it: ``text[start:end]`` of the document.

    Blocks tile the document. ``number`` counts from 0. ``dateline`` is how many code points at the start of the block
    are a dateline prefix (``الوقت-``), 0 when there is none.
    """

    number: int
    start: int
    end: int
    role: Role
    dateline: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment-to-be: ``text[start:end]`` of the document. Pieces tile the document.

    ``sentence`` counts the sentences of the document from 0; the pieces of a long one have the same number.
    """

    block: int
    role: Role
    start: int
    end: int
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class BreakPoint:
    """A place where a sentence may be cut: a piece would begin at ``offset``.

    ``cost`` is what a cut there costs (about one is neutral); a point that is not ``automatic`` is only offered.
    """

    offset: int
    kind: str
    cost: float = 0.0
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class BreakRule:
    """A rule of SRX: between what ``before`` matches and what ``after`` matches there is a break, or none."""

    breaks: bool
    before: str
    after: str


class SrxMode(StrEnum):
    """Whether a project's SRX rules are asked: never, before ours, or instead of ours."""

    OFF = "off"
    BEFORE = "before"
    INSTEAD = "instead"


class ClauseMode(StrEnum):
    """Whether long sentences are cut into pieces: never; where a clause begins; and else where it must be."""

    OFF = "off"
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Project:
    """A job with one language pair; glossaries (file names) and memories (names) stand in order of priority.

    The first memory is the one confirmed pairs are written to.
    """

    id: int
    slug: str
    name: str
    source: str
    target: str
    glossaries: tuple[str, ...] = ()
    memories: tuple[str, ...] = ()
    confidential: bool = False
    archived: bool = False
    created: str = ""
    clauses: ClauseMode = ClauseMode.SOFT
    srx: SrxMode = SrxMode.OFF


@dataclass(frozen=True, slots=True)
class Document:
    """One article; its text is read where it is wanted. ``sha256`` is that of the original bytes, kept under ``original``.

    ``unwrapped`` says that the line wraps of its file are joined in the text.
    """

    id: int
    project: int
    slug: str
    name: str
    sha256: str
    original: str
    imported: str = ""
    unwrapped: bool = False


class Origin(StrEnum):
    """Where a target came from, as it is stored with segment, history and unit."""

    HUMAN = "human"
    TM = "tm"
    FUZZY = "fuzzy"
    MT = "mt"
    IMPORT = "import"
    ALIGNED = "aligned"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text came from: its origin; ``via``, by what; ``offered``, the text of the proposal it began as.

    ``via`` is for people and scripts: engine and version (``google 1.11.4``), or memory, and whether the proposal was put
    right (``patched``). '' where nothing is known. A text somebody edited keeps all three: how much is left of what was
    offered is found by comparing.
    """

    origin: Origin | None = None
    via: str = ""
    offered: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A slice ``[start, end)`` of its document with what was made of it.

    ``text`` is the slice itself, edge white space included, so that joining all texts gives the document back;
    ``source`` is what is translated. ``target`` is the last confirmed translation ('' when there is none), ``draft``
    newer unconfirmed text or None. ``origin``, ``via`` and ``offered`` are the :class:`Provenance` of ``current``, the newer
    of both. ``rev`` rises with every write; a write with an older one is a conflict.
    ``number`` counts from 1 within the document; pieces of one long sentence have the same ``sentence``.
    """

    id: int
    document: int
    number: int
    block: int
    role: Role
    start: int
    end: int
    text: str
    translate: bool = True
    state: State = State.INITIAL
    target: str = ""
    draft: str | None = None
    origin: Origin | None = None
    note: str = ""
    rev: int = 0
    sentence: int = 0
    via: str = ""
    offered: str = ""

    @property
    def provenance(self) -> Provenance:
        """Where ``current`` came from."""
        return Provenance(self.origin, self.via, self.offered)

    @property
    def source(self) -> str:
        """The text to translate: the slice without white space at its edges."""
        return self.text.strip()

    @property
    def current(self) -> str:
        """What the editor shows: the draft if there is one, else the confirmed target."""
        return self.target if self.draft is None else self.draft


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says of a segment to others; ``done`` once it is settled. ``segment`` is its id, ``at`` in UTC."""

    id: int
    segment: int
    author: str
    at: str
    text: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a segment's append-only history.

    ``act`` is ``confirm``, ``draft``, ``unconfirm``, ``conflict``, ``pretranslate`` or ``undo`` (of a bulk act); from an
    update of the article ``update`` (a text of what this segment was before), ``gone`` and ``note`` (text and note of a
    neighbour that went), whose ``reason`` is the source they belonged to; ``waive`` and ``unwaive`` (an issue that does not
    count there, with the reason, and that taken back); where terms were put right, ``replaced`` (the text that stood there)
    and ``impact`` (the one that stands there now), with the reason; where words were replaced, ``before replace`` and
    ``replace`` in a target, ``replace draft`` in a draft, with the wish; ``lock`` (its reason is the state before),
    ``unlock`` and ``unreview``. ``origin``, ``via`` and ``offered`` say where
    ``target`` came from, as in :class:`Provenance`.
    """

    id: int
    segment: int
    at: str
    author: str
    act: str
    target: str
    state: State
    origin: Origin | None = None
    reason: str = ""
    via: str = ""
    offered: str = ""


class BulkAct(StrEnum):
    """What changes many things at once and can be taken back at once."""

    IMPORT = "import"
    ALIGN = "align"
    TM_IMPORT = "tm import"
    TM_UPKEEP = "tm upkeep"
    PRETRANSLATE = "pretranslate"
    IMPACT = "impact"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Batch:
    """A bulk act. ``place`` is what it was done to; ``undone`` is when it was taken back, else ''."""

    id: int
    act: BulkAct
    place: str
    at: str
    author: str
    undone: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """How many things a bulk act's undo took back, and how many it left because they were changed since."""

    taken: int
    kept: int


class SaveKind(StrEnum):
    """How a write of a segment ended."""

    SAVED = "saved"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class SaveResult:
    """The segment as it stands after a write. On a conflict it is the other writer's; our text went to the history."""

    kind: SaveKind
    segment: Segment
