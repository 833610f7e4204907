"""What the work on documents took: keys and seconds, by segment, by day and person.

The words of a segment belong to the day, on the clock of who looks, on which it was confirmed first, and to who did
that; they count as long as it is confirmed. Segments without any counted key or second (filled by a bulk act, confirmed
on the command line, from before it was counted) are left out of what is said by segment and by hour: nothing is known of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workbench.store import effort


@dataclass(frozen=True, slots=True)
class Day:
    """A person's day: seconds and keys counted, segments confirmed and their source words."""

    day: str
    author: str
    seconds: float = 0.0
    keys: int = 0
    segments: int = 0
    words: int = 0

    @property
    def words_an_hour(self) -> float | None:
        """Source words confirmed for each hour counted; None where none was."""
        return _an_hour(self.words, self.seconds)


@dataclass(frozen=True, slots=True)
class Work:
    """Everything counted, that of the confirmed segments (``segments`` of them, ``words`` in source), and the days."""

    seconds: float = 0.0
    keys: int = 0
    segments: int = 0
    words: int = 0
    confirmed_seconds: float = 0.0
    confirmed_keys: int = 0
    days: tuple[Day, ...] = ()

    @property
    def keys_a_segment(self) -> float | None:
        """Keys for a confirmed segment."""
        return self.confirmed_keys / self.segments if self.segments else None

    @property
    def seconds_a_segment(self) -> float | None:
        """Seconds for a confirmed segment."""
        return self.confirmed_seconds / self.segments if self.segments else None

    @property
    def words_an_hour(self) -> float | None:
        """Source words of confirmed segments for each hour they took."""
        return _an_hour(self.words, self.confirmed_seconds)


def _an_hour(words: int, seconds: float) -> float | None:
    return 3600 * words / seconds if seconds > 0 else None


def work_of(conn: Any, document: int, words: Mapping[int, int]) -> Work:
    """Return the work on a document; ``words`` are the source words of its confirmed segments by id."""
    spent = effort.of_document(conn, document)
    counted = {e.segment for e in spent if e.segment in words}
    confirmed = [e for e in spent if e.segment in counted]
    days = {
        (day, author): Day(day, author, seconds, keys)
        for (day, author), (seconds, keys) in effort.by_day(conn, document).items()
    }
    for segment, (author, at) in effort.first_confirms(conn, document).items():
        day = _local_day(at)
        if segment in counted and day:
            days[day, author] = _sum(
                days.get((day, author), Day(day, author)), Day(day, author, 0.0, 0, 1, words[segment])
            )
    return Work(
        sum(e.seconds for e in spent),
        sum(e.keys for e in spent),
        len(counted),
        sum(words[s] for s in counted),
        sum(e.seconds for e in confirmed),
        sum(e.keys for e in confirmed),
        tuple(days[key] for key in sorted(days)),
    )


def together(some: Iterable[Work]) -> Work:
    """Return the work on several documents as one."""
    total = Work()
    days: dict[tuple[str, str], Day] = {}
    for w in some:
        for d in w.days:
            days[d.day, d.author] = _sum(days.get((d.day, d.author), Day(d.day, d.author)), d)
        total = Work(
            total.seconds + w.seconds,
            total.keys + w.keys,
            total.segments + w.segments,
            total.words + w.words,
            total.confirmed_seconds + w.confirmed_seconds,
            total.confirmed_keys + w.confirmed_keys,
            tuple(days[key] for key in sorted(days)),
        )
    return total


def _sum(a: Day, b: Day) -> Day:
    return Day(a.day, a.author, a.seconds + b.seconds, a.keys + b.keys, a.segments + b.segments, a.words + b.words)


def _local_day(at: str) -> str:
    """Return the date of a stored time on the user's own clock, '' for what is none."""
    try:
        return datetime.fromisoformat(at).astimezone().date().isoformat()
    except ValueError:
        return ""
