"""What the screen knows about the open segment. No Textual in here."""

from __future__ import annotations

from dataclasses import dataclass, field

from workbench.errors import MTError
from workbench.model import Fragment, Proposal, ProposalKind, Provenance, TermChange


@dataclass(slots=True)
class OpenSegment:
    """The open segment: what it was opened with, what is offered, what Tab gave last.

    ``proposals`` only grows while the segment is open: what arrives late is added below and never renumbers what stands
    there.
    """

    number: int
    saved: str
    id: int = 0
    proposals: list[Proposal] = field(default_factory=list)
    fragments: list[Fragment] = field(default_factory=list)
    """Phrases of the source with what they were translated as before."""
    failures: dict[str, MTError] = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)
    """Engines that were asked and have not answered."""
    searched: bool = False
    bright: int = 0
    made: Provenance = field(default_factory=Provenance)
    """Where the text came from; without an origin: as before."""
    came: dict[str, Provenance] = field(default_factory=dict)
    """Where texts came from that undo and redo may bring back."""
    edits: int = 0
    """Edits of earlier visits that can be undone here."""
    repairs: tuple[TermChange, ...] = ()
    """What was put right in the proposal taken last."""
    given: int = -1
    """Which proposal Tab put last, -1 for none."""
    gifts: list[str] = field(default_factory=list)
    """The text as it stood after each gift of Tab that may still be taken back."""
    warned: tuple[str, frozenset[str]] = ("", frozenset())
    """The text the first Enter stopped at, and the messages of the critical issues it has shown."""
    issue: int = -1
    """Which issue was shown last."""

    def add(self, offers: list[Proposal]) -> None:
        """Add offers that are not there yet, in their order."""
        for offer in offers:
            machine = offer.kind is ProposalKind.MT
            # A machine's text stands beside an equal one of the memory, but only once for each engine.
            known = {p.text for p in self.proposals if not machine or p.label == offer.label}
            if offer.text not in known:
                self.proposals.append(offer)

    def tab_takes(self, text: str) -> int | None:
        """Return which proposal Tab puts into ``text`` now: the bright one into an empty one, after a proposal the next.

        None when Tab gives a term, -1 when there is no proposal to give yet.
        """
        if text and not (0 <= self.given < len(self.proposals) and text == self.proposals[self.given].text):
            return None
        if not self.proposals:
            # Nothing more will come from the memory: the next term is the best there is.
            return None if self.searched else -1
        return (self.given + 1) % len(self.proposals) if text else self.bright

    @property
    def exact(self) -> Proposal | None:
        """The exact match Enter may take."""
        first = self.proposals[0] if self.proposals else None
        return first if first is not None and first.kind is ProposalKind.EXACT else None
