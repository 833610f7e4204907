"""A memory of results bounded by the size of the texts they were made from: who types makes a new text with every key."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import update_wrapper
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Kept(Generic[P, T]):
    """A function of a text that keeps its latest results, for at most ``most`` characters of texts together.

    The latest one is kept however long its text is.
    """

    __wrapped__: Callable[P, T]

    def __init__(self, make: Callable[P, T], most: int) -> None:
        update_wrapper(self, make)
        self._make, self._most = make, most
        self._results: dict[Hashable, tuple[T, int]] = {}
        self._size = 0
        self._lock = Lock()

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what was made of these arguments before, or make it."""
        key = (*args, *kwargs.items())
        with self._lock:
            known = self._results.pop(key, None)
            if known is not None:
                self._results[key] = known
                return known[0]
        made, size = self._make(*args, **kwargs), len(str(args[0]))
        with self._lock:
            if key not in self._results:
                self._results[key] = made, size
                self._size += size
            while self._size > self._most and len(self._results) > 1:
                _made, gone = self._results.pop(next(iter(self._results)))
                self._size -= gone
        return made

    @property
    def size(self) -> int:
        """How many characters the texts have together."""
        return self._size

    def cache_clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._results.clear()
            self._size = 0


def kept(most: int) -> Callable[[Callable[P, T]], Kept[P, T]]:
    """Let a function of a text keep its latest results; see :class:`Kept`."""
    return lambda make: Kept(make, most)
