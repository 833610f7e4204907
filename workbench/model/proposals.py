"""What the translator is offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.model.articles import Origin, Provenance
from workbench.model.memory import Match
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
class Proposal:
    """What the translator is offered. Machine translation has no score (0); ``origin`` is shown and stored.

    ``label`` says where it is from (``TM 87 %``, ``before the update``, ``MT google``); ``detail`` more (memory, author,
    day). ``terms_kept`` of ``terms_total`` approved terms of the source stand in the text. ``differs`` is the first place of
    ``text`` known to translate something that is not in the source, None when none is known. ``changes`` are the terms that
    were put right in it. ``via`` is what is stored of where it is from: engine and version, or memory.
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
