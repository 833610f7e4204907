"""What the translator is offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.articles import Origin, Provenance
from workbench.model.memory import DiffSpan, Match
from workbench.model.terms import TermChange


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
    BUDGET = "budget"
    CANCELLED = "cancelled"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Patch:
    """How many figures and terms of the open source were put into a match.

    ``whole``: nothing else differs, as the memory compares texts. ``left`` is what still does, from the stored source with
    the same put in to the open one; of a whole patch signs and spelling at most.
    """

    figures: int
    terms: int
    whole: bool
    left: tuple[DiffSpan, ...] = ()

    def __str__(self) -> str:
        """``patched 1 number, 2 terms`` or, where more differs, ``partly patched 2 terms``."""
        counts = [(self.figures, "number"), (self.terms, "term")]
        put = ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in counts if n)
        return f"{'' if self.whole else 'partly '}patched {put}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the translator is offered. Machine translation has no score (0); ``origin`` is shown and stored.

    ``label`` says where it is from (``TM 87 %``, ``TM 72 % · patched 1 number, 2 terms``, ``before the update``,
    ``MT google``); ``detail`` more (memory, author, day). ``terms_kept`` of ``terms_total`` approved terms of the source
    stand in the text. ``differs`` is the first place of ``text`` known to translate something that is not in the source,
    None when none is known. ``changes`` are the terms that were put right in it, and what ``patch`` counts. ``via`` is what
    is stored of where it is from: engine and version, or memory.
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
    via: str = ""
    patch: Patch | None = None

    @property
    def provenance(self) -> Provenance:
        """What is stored with a target that begins as this proposal."""
        return Provenance(self.origin, self.via, self.text)

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
