"""A key that is held down repeats some thirty times a second: told by when its presses came, not when they are handled."""

from __future__ import annotations

from dataclasses import dataclass

REPEAT, PAUSE = 0.06, 0.2
"""Seconds: presses nearer than the first may be repeats; behind the second without one the key was let go."""
ACTING = 2
"""Presses in quick succession that are somebody's: people press twice so fast, to take something and confirm it."""


@dataclass(slots=True)
class HeldKey:
    """The presses of the key that was pressed last, on whatever screen. Times are seconds by the clock of events.

    Law: of presses of a key that each come within ``REPEAT`` of the one before, and those behind them up to a pause or
    another key, two are no repeats.
    """

    key: str = ""
    last: float = float("-inf")
    quick: int = 0
    repeats: bool = False
    """Whether the last press only repeats those before."""
    told: bool = False

    def press(self, key: str, at: float) -> None:
        """Take a press."""
        gap = at - self.last
        if key != self.key or gap >= PAUSE or (gap >= REPEAT and not self.repeats):
            self.quick, self.repeats, self.told = 0, False, False
        self.key, self.last, self.quick = key, at, self.quick + 1
        self.repeats = self.repeats or self.quick > ACTING

    def noticed(self) -> bool:
        """Whether it is to be said that the key is held: once."""
        told, self.told = self.told, True
        return not told
