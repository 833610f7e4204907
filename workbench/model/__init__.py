"""The words of the trade as frozen values. No behaviour beyond what a value knows of itself.

Names follow XLIFF 2.1 (segment, state), TMX 1.4b (unit) and TBX (concept, term); ``docs/design.md`` has the table.
All offsets are code points into the text as stored; ``end`` is exclusive.
"""

from __future__ import annotations

from workbench.model.articles import (
    Batch,
    Block,
    BreakPoint,
    BreakRule,
    BulkAct,
    ClauseMode,
    Comment,
    Document,
    HistoryEntry,
    Origin,
    Piece,
    Project,
    Provenance,
    Role,
    SaveKind,
    SaveResult,
    Segment,
    SrxMode,
    State,
    Undone,
)
from workbench.model.checks import (
    Issue,
    Severity,
    Side,
    TermAspect,
    Waiver,
    WaiverReason,
)
from workbench.model.counts import counted, plural
from workbench.model.fragments import Fragment
from workbench.model.languages import (
    LANGUAGES,
    is_rtl,
)
from workbench.model.memory import (
    DRAFT,
    PROP_EDITED,
    Context,
    DiffKind,
    DiffSpan,
    Match,
    MatchKind,
    Unit,
)
from workbench.model.proposals import (
    MTFailure,
    Proposal,
    ProposalKind,
)
from workbench.model.reports import (
    Repair,
    Report,
)
from workbench.model.terms import (
    TERM_CHOICES,
    Concept,
    Enforce,
    Mention,
    Term,
    TermChange,
    TermChangeReason,
    TermHit,
    TermMatching,
    TermStatus,
    TermUse,
    TermUseKind,
    without_changes,
)

__all__ = [
    "DRAFT",
    "LANGUAGES",
    "PROP_EDITED",
    "TERM_CHOICES",
    "Batch",
    "Block",
    "BreakPoint",
    "BreakRule",
    "BulkAct",
    "ClauseMode",
    "Comment",
    "Concept",
    "Context",
    "DiffKind",
    "DiffSpan",
    "Document",
    "Enforce",
    "Fragment",
    "HistoryEntry",
    "Issue",
    "MTFailure",
    "Match",
    "MatchKind",
    "Mention",
    "Origin",
    "Piece",
    "Project",
    "Proposal",
    "ProposalKind",
    "Provenance",
    "Repair",
    "Report",
    "Role",
    "SaveKind",
    "SaveResult",
    "Segment",
    "Severity",
    "Side",
    "SrxMode",
    "State",
    "Term",
    "TermAspect",
    "TermChange",
    "TermChangeReason",
    "TermHit",
    "TermMatching",
    "TermStatus",
    "TermUse",
    "TermUseKind",
    "Undone",
    "Unit",
    "Waiver",
    "WaiverReason",
    "counted",
    "is_rtl",
    "plural",
    "without_changes",
]
