"""Issues that checks find, and reasons why one does not count."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
