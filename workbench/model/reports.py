"""What reading or writing a file did."""

from __future__ import annotations

from dataclasses import dataclass, field


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
