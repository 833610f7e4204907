"""A key that is held down repeats some thirty times a second: told by when its presses came, not when they are handled."""

from __future__ import annotations

from dataclasses import dataclass

REPEAT, PAUSE = 0.06, 0.2
"""Seconds: presses nearer than the first may be repeats; behind the second without one the key was let go."""
ACTING = 2
"""Presses in quick succession that act: people press twice so fast, to take something and confirm it."""


@dataclass(slots=True)
class HeldKey:
    """The presses of one key. Times are seconds by the clock that events are stamped with.

    Law: of presses that each come within ``REPEAT`` of the one before, and those behind them up to the first pause, two act.
    """

    last: float = float("-inf")
    quick: int = 0
    held: bool = False
    told: bool = False

    def acts(self, at: float) -> bool:
        """Take a press; False when it only repeats those before."""
        gap, self.last = at - self.last, at
        if gap >= PAUSE or (gap >= REPEAT and not self.held):
            self.let_go(at)
        self.quick += 1
        self.held = self.held or self.quick > ACTING
        return not self.held

    def let_go(self, at: float = float("-inf")) -> None:
        """Another key was pressed, or none for a while."""
        self.last, self.quick, self.held, self.told = at, 0, False, False

    def noticed(self) -> bool:
        """Whether it is to be said that the key is held: once."""
        told, self.told = self.told, True
        return not told
