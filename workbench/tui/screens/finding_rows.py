"""The rows of what a proof found, and how each is said."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.model import Document
from workbench.tui.marks import Glyphs
from workbench.workflow.proofing import Finding


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding of an article with the source it is about, and whether it stops the delivery or was agreed to."""

    document: Document
    finding: Finding
    fails: bool
    agreed: bool
    source: str = ""

    def head(self, glyphs: Glyphs, *, alone: bool) -> str:
        """Where it is and its kind; ``alone``: there is no other article it could be of."""
        f = self.finding
        mark = glyphs.issue if self.fails else glyphs.done if self.agreed else " "
        place = "" if alone else f"{self.document.slug[:16]:<16} "
        return f"{mark} {place}{f.segment or '':>5}  {f.kind:<16} "

    def whole(self, same: int) -> list[str]:
        """All of it, and what can be done about it; ``same`` are the findings of its kind."""
        f = self.finding
        if self.fails and f.firm:
            what = ": nobody can agree to it"
        elif self.fails:
            what = f": it stops the delivery; a agrees to the {same} of this kind"
        elif self.agreed:
            what = ": agreed to; a takes that back"
        else:
            what = ": only told, it stops nothing"
        return [f.message, f"{f.severity.value}, {f.kind}{what}"]
