"""Language tags as files in the wild write them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_THREE = {"ara": "ar", "arb": "ar", "eng": "en"}
"""ISO 639-2/3 codes met in TMX files for our languages."""

_NAMES = {"arabic": "ar", "عربي": "ar", "العربية": "ar", "english": "en", "إنجليزي": "en", "الإنجليزية": "en"}
"""What people write above a column instead of a tag."""


def primary(tag: str) -> str:
    """Return the primary language of a tag: ``AR_sa``, ``ar-Arab-SA`` and ``ara`` are ``ar``. BCP 47, any case, ``_`` too."""
    first = tag.strip().replace("_", "-").split("-")[0].casefold()
    return _THREE.get(first, first)


def named(heading: str) -> str:
    """Return the primary language a column heading means: a tag, or the name of one of our languages."""
    return _NAMES.get(heading.strip().casefold(), primary(heading))


def alike(tag: str, other: str) -> bool:
    """Whether two tags are the same one, in any case, ``_`` for ``-``."""
    return _clean(tag) == _clean(other)


def _clean(tag: str) -> str:
    return tag.strip().casefold().replace("_", "-")


def pick(tags: Iterable[str], wanted: str) -> int | None:
    """Return which of these tags is the wanted language: the same tag, else the bare language, else any region."""
    return next(iter(pick_all(tuple(tags), wanted)), None)


@lru_cache(1000)
def pick_all(tags: tuple[str, ...], wanted: str) -> tuple[int, ...]:
    """Return which of these tags are the wanted language as well as the best of them is (see :func:`pick`), in order."""
    same = _clean(wanted)
    clean = [_clean(t) for t in tags]
    for test in (lambda t: t == same, lambda t: t == primary(wanted), lambda t: primary(t) == primary(wanted)):
        found = tuple(n for n, tag in enumerate(clean) if test(tag))
        if found:
            return found
    return ()
