"""The garbage collector goes through everything when nobody types.

Measured with a hundred segments done and screens opened between them: a full collection takes 0.1 to 0.3 s, came every three
seconds, and always in the middle of typing, because only that makes objects. In so long a moment an Esc and the letter
behind it are read as one key with Alt.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.app import App

    _Base = App[int]
else:
    _Base = object

LOOK, REST = 0.5, 1.0
"""Seconds between two looks, and without a key after which somebody reads."""
AWAY, SELDOM = 10.0, 5.0
"""Seconds without a key after which nobody may be there, and then between two looks: an idle program lets a laptop sleep."""
ROUNDS = 10
"""Collections of newer objects since the last full one from which another is worth it: as Python has it."""
AT_LATEST = 60
"""As many of them and nobody has rested: then it comes by itself. Set when the program starts."""


class Collecting(_Base):
    """To be mixed in before ``App``."""

    pressed_at: float
    """When the last key came, by ``time.monotonic()``."""

    def collect_at_rest(self) -> None:
        """Begin to look."""
        self.set_timer(self._until_next(), self._look_on)

    def _look_on(self) -> None:
        self._look()
        self.set_timer(self._until_next(), self._look_on)

    def _until_next(self) -> float:
        return LOOK if time.monotonic() - self.pressed_at < AWAY else SELDOM

    def _look(self) -> None:
        if gc.get_count()[2] >= ROUNDS and time.monotonic() - self.pressed_at > REST:
            gc.collect()
