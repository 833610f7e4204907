"""The words of the trade as frozen values. No behaviour beyond what a value knows of itself.

Names follow XLIFF 2.1 (segment, state), TMX 1.4b (unit) and TBX (concept, term); ``docs/design.md`` has the table.
All offsets are code points into the text as stored; ``end`` is exclusive.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

# ---------------------------------------------------------------------------------------------- languages

LANGUAGES = ("ar", "en")
"""The two languages of the workbench, as BCP 47 primary tags."""


def is_rtl(language: str) -> bool:
    """Whether a field in this language has right-to-left base direction (never decided by the first letter)."""
    return language.split("-")[0] == "ar"


# ---------------------------------------------------------------------------------------------- the article


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
    """One article. ``text`` is the stored text; ``sha256`` that of the original bytes, kept under ``original``.

    ``unwrapped`` says that the line wraps of its file are joined in ``text``.
    """

    id: int
    project: int
    slug: str
    name: str
    sha256: str
    text: str
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


@dataclass(frozen=True, slots=True)
class Segment:
    """A slice ``[start, end)`` of its document with what was made of it.

    ``text`` is the slice itself, edge white space included, so that joining all texts gives the document back;
    ``source`` is what is translated. ``target`` is the last confirmed translation ('' when there is none), ``draft``
    newer unconfirmed text or None. ``rev`` rises with every write; a write with an older one is a conflict.
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

    @property
    def source(self) -> str:
        """The text to translate: the slice without white space at its edges."""
        return self.text.strip()

    @property
    def current(self) -> str:
        """What the editor shows: the draft if there is one, else the confirmed target."""
        return self.target if self.draft is None else self.draft


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of a segment's append-only history.

    ``act`` is ``confirm``, ``draft``, ``unconfirm``, ``conflict``, ``pretranslate`` or ``undo`` (of a bulk act); from an
    update of the article ``update`` (a text of what this segment was before), ``gone`` and ``note`` (text and note of a
    neighbour that went), whose ``reason`` is the source they belonged to; ``waive`` and ``unwaive`` (an issue that does not
    count there, with the reason, and that taken back); where terms were put right, ``replaced`` (the text that stood there)
    and ``impact`` (the one that stands there now), with the reason.
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


class BulkAct(StrEnum):
    """What changes many things at once and can be taken back at once."""

    IMPORT = "import"
    TM_IMPORT = "tm import"
    PRETRANSLATE = "pretranslate"
    IMPACT = "impact"


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


# ---------------------------------------------------------------------------------------------- memory


@dataclass(frozen=True, slots=True)
class Unit:
    """A stored pair (TMX ``tu``). Times are ISO 8601 UTC (``2026-01-31T10:20:30Z``). ``props`` stay as they came."""

    source_lang: str
    target_lang: str
    source: str
    target: str
    id: int = 0
    memory: str = ""
    tuid: str = ""
    created: str = ""
    changed: str = ""
    author: str = ""
    changer: str = ""
    origin: Origin | None = None
    document: str = ""
    segment: int | None = None
    note: str = ""
    props: tuple[tuple[str, str], ...] = ()


class DiffKind(StrEnum):
    """One stretch of a difference between a stored source (old) and the open one (new)."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class DiffSpan:
    """A stretch of text that is the same, gone from the old, or new."""

    kind: DiffKind
    text: str


class MatchKind(StrEnum):
    """How a memory match was found."""

    EXACT = "exact"
    FOLDED = "folded"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Match:
    """What the memory found: ``score`` is a whole percent, ``diff`` leads from the stored source to the open one."""

    kind: MatchKind
    score: int
    unit: Unit
    diff: tuple[DiffSpan, ...] = ()


# ---------------------------------------------------------------------------------------------- terms


class TermStatus(StrEnum):
    """TBX administrative status in the words of CSV, command line and screen."""

    PREFERRED = "preferred"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    SUPERSEDED = "superseded"
    CANDIDATE = "candidate"


class Enforce(StrEnum):
    """How hard a concept's approved term is held to."""

    MUST = "must"
    PREFER = "prefer"
    INFO = "info"


class TermMatching(StrEnum):
    """How freely a term is recognised in text (``design``: exact letters, normal, loose)."""

    EXACT = "exact"
    NORMAL = "normal"
    LOOSE = "loose"


TERM_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "kind": ("person", "title", "organisation", "place", "work", "other"),
        "status": tuple(s.value for s in TermStatus),
        "enforce": tuple(e.value for e in Enforce),
        "match": tuple(m.value for m in TermMatching),
    }
)
"""The words that may stand in those columns of a glossary that choose."""


@dataclass(frozen=True, slots=True)
class Term:
    """One form of a concept in one language."""

    language: str
    text: str
    status: TermStatus = TermStatus.PREFERRED


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of a glossary: its terms per language, the preferred one first; it stands at ``glossary:line``.

    Those read from a file are a subclass that looks into its row only when asked: take the forms through :meth:`preferred`
    and :meth:`forms` where there are many, ``terms`` builds objects. Dates are as written, ISO 8601 by custom.
    """

    id: str
    terms: tuple[Term, ...]
    kind: str = "other"
    status: TermStatus = TermStatus.PREFERRED
    enforce: Enforce = Enforce.PREFER
    match: TermMatching = TermMatching.NORMAL
    protect: tuple[str, ...] = ()
    first: tuple[tuple[str, str], ...] = ()
    later: tuple[tuple[str, str], ...] = ()
    note: str = ""
    glossary: str = ""
    line: int = 0
    pos: str = ""
    gender: str = ""
    subject: str = ""
    valid_from: str = ""
    valid_to: str = ""
    origin: str = ""
    author: str = ""
    date: str = ""

    def preferred(self, language: str) -> str:
        """The approved form in a language, '' when the row has none."""
        return next((t.text for t in self.terms if t.language == language and t.status is TermStatus.PREFERRED), "")

    def forms(self, language: str, *statuses: TermStatus) -> tuple[str, ...]:
        """All forms in a language with one of these statuses (default: preferred and allowed), preferred first."""
        wanted = statuses or (TermStatus.PREFERRED, TermStatus.ALLOWED)
        return tuple(t.text for t in self.terms if t.language == language and t.status in wanted)


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term found in a text: ``text[start:end] == surface``. ``nested`` hits lie inside a longer one."""

    start: int
    end: int
    surface: str
    concept: Concept
    term: str
    score: float
    nested: bool = False


class Mention(StrEnum):
    """Whether a document names a concept for the first time."""

    FIRST = "first"
    LATER = "later"


class TermUseKind(StrEnum):
    """Whether the target keeps a term that stands in the source."""

    KEPT = "kept"
    KEPT_LOOSELY = "kept-loosely"
    MISSING = "missing"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class TermUse:
    """What became of a :class:`TermHit` in the target; ``start``/``end`` are the place in the target, -1 when none.

    ``wanted`` is the form of this ``mention``, '' where the one that stands there is right or nothing is said about it.
    """

    hit: TermHit
    kind: TermUseKind
    found: str = ""
    start: int = -1
    end: int = -1
    mention: Mention | None = None
    wanted: str = ""


class TermChangeReason(StrEnum):
    """Why a stretch of a target is changed for a term: a form listed as refused, or a name that sounds like the term's."""

    LISTED = "listed"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class TermChange:
    """A form of a term put in place of another: ``text[start:end] == new`` in the repaired text, where ``old`` stood.

    ``score`` is 1 for a listed form, else how sure the likeness of sound is, 0 to 1. Of a change that is only suggested
    ``text[start:end] == old``.
    """

    start: int
    end: int
    old: str
    new: str
    concept: str
    reason: TermChangeReason
    score: float = 1.0


def without_changes(text: str, changes: tuple[TermChange, ...]) -> str:
    """Return a repaired text as it was; a change that no longer stands at its place is left."""
    for change in sorted(changes, key=lambda c: -c.start):
        if text[change.start : change.end] == change.new:
            text = text[: change.start] + change.old + text[change.end :]
    return text


# ---------------------------------------------------------------------------------------------- checks


class Severity(StrEnum):
    """How bad an issue is. ``critical`` stops the first Enter."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for info up to 3 for critical."""
        return list(Severity).index(self)


class Side(StrEnum):
    """Which text an issue points into."""

    SOURCE = "source"
    TARGET = "target"


class TermAspect(StrEnum):
    """What an issue says of a term: not used, a refused form used, the form of another mention, written otherwise."""

    UNUSED = "unused"
    REFUSED = "refused"
    MENTION = "mention"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True)
class Issue:
    """What a check found. ``check`` is an ITS 2.0 quality type. ``fix`` is a replacement for the span, or None.

    ``concept`` names the term an issue is about, ``aspect`` what it says of it.
    """

    check: str
    severity: Severity
    side: Side
    start: int
    end: int
    message: str
    fix: str | None = None
    concept: str = ""
    must: bool = False
    aspect: TermAspect | None = None

    @property
    def subject(self) -> str:
        """What a waiver is kept for: the term, or the term and a lesser aspect of it; of other checks the very words."""
        if not self.concept:
            return self.message
        lesser = self.aspect in (TermAspect.MENTION, TermAspect.WRITTEN)
        return f"{self.concept}:{self.aspect}" if lesser else self.concept


class WaiverReason(StrEnum):
    """Why an issue does not count. ``not-here`` and ``other-sense`` say that the source does not name the term at all."""

    NOT_HERE = "not-here"
    LEFT_OUT = "left-out"
    QUOTED = "quoted"
    OTHER_SENSE = "other-sense"
    HOUSE_STYLE = "house-style"
    WRONG_TERM = "wrong-term"
    RIGHT = "right"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Waiver:
    """An issue that does not count in a segment, and why.

    ``check`` and ``subject`` are those of the issue (:attr:`Issue.subject`); ``source`` is the text of the segment when
    it was given: it holds for that text.
    """

    segment: int
    check: str
    subject: str
    reason: WaiverReason
    note: str = ""
    source: str = ""
    author: str = ""
    at: str = ""

    @property
    def told(self) -> str:
        """The reason and its note: ``quoted: as he said it``."""
        return f"{self.reason}: {self.note}" if self.note else self.reason.value


# ---------------------------------------------------------------------------------------------- proposals


class ProposalKind(StrEnum):
    """Where a proposal comes from; ``earlier`` is what the segment itself held before an update changed its source."""

    EXACT = "exact"
    EARLIER = "earlier"
    FUZZY = "fuzzy"
    MT = "mt"


class MTFailure(StrEnum):
    """Why machine translation has no answer; each has its own row in the panel."""

    NOT_CONFIGURED = "not_configured"
    CONSENT = "consent"
    CONFIDENTIAL = "confidential"
    UNSUPPORTED_PAIR = "unsupported_pair"
    TOO_LONG = "too_long"
    OFFLINE = "offline"
    TIMEOUT = "timeout"
    RATE_LIMITED = "rate_limited"
    QUOTA = "quota"
    AUTH = "auth"
    SERVER = "server"
    BAD_RESPONSE = "bad_response"
    CIRCUIT_OPEN = "circuit_open"
    CANCELLED = "cancelled"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the translator is offered. Machine translation has no score (0); ``origin`` is shown and stored.

    ``label`` says where it is from (``TM 87 %``, ``before the update``, ``MT google``); ``detail`` more (memory, author,
    day). ``terms_kept`` of ``terms_total`` approved terms of the source stand in the text. ``differs`` is the first place of
    ``text`` known to translate something that is not in the source, None when none is known. ``changes`` are the terms that
    were put right in it.
    """

    kind: ProposalKind
    text: str
    label: str
    detail: str = ""
    score: int = 0
    match: Match | None = None
    terms_kept: int = 0
    terms_total: int = 0
    differs: tuple[int, int] | None = None
    changes: tuple[TermChange, ...] = ()

    @property
    def origin(self) -> Origin:
        """What is stored as the origin of a target made from this proposal."""
        return _ORIGINS[self.kind]


_ORIGINS = {
    ProposalKind.EXACT: Origin.TM,
    ProposalKind.EARLIER: Origin.FUZZY,
    ProposalKind.FUZZY: Origin.FUZZY,
    ProposalKind.MT: Origin.MT,
}


# ---------------------------------------------------------------------------------------------- reports


@dataclass(frozen=True, slots=True)
class Repair:
    """Something changed on the way into the store (a forbidden character replaced, an encoding converted).

    ``line`` is 1-based, 0 when the whole file is meant.
    """

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Report:
    """What reading or writing a file did: how many records, what was skipped or repaired, in file order."""

    done: int = 0
    skipped: int = 0
    notices: tuple[Repair, ...] = field(default=())
