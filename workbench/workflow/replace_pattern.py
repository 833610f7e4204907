"""What is looked for when texts are replaced, and what comes in its place: letters as a reader takes them, or an expression.

Folded (:mod:`workbench.text.fold`, and case) is the rule; every span points into the real text. A letter is found whole or
not at all: with its marks and tatweel, never half of a ligature, never the carrier of a mark that stays. Invisible controls
at the end of a find are not part of it.

An expression is in the words of the ``regex`` module. Nobody can hang the program with one: how it is written is bounded
before it is read, and each text has a deadline.
"""

from __future__ import annotations

import time
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import regex

from workbench.config import SEGMENT_LIMIT
from workbench.errors import UsageError
from workbench.text.clean import stored_text
from workbench.text.fold import T1, Folded, fold, fold_map

LONGEST = 1000
"""Characters of what is looked for."""
UNROLLED = 100_000
"""How often the least counts of all repeats (``{n}``, ``{n,m}``) may multiply: they are written out in memory when read."""
TIMEOUT = 1.0
"""Seconds an expression has for one text."""
BUDGET = 30.0
"""Seconds it has for all of them."""

_WORD = r"[\w\p{M}\u0640\u200c\u200d]"
_ESCAPE = regex.compile(r"\\(?:(\d{1,2})|g<(\w+)>|(\\)|(.?))", regex.DOTALL)


@dataclass(frozen=True, slots=True)
class Wish:
    r"""What to find and what to put there. ``fold``: harakat, tatweel, alef forms and case do not count.

    The groups of an expression (``regex``) are ``\1`` to ``\99`` and ``\g<name>`` in ``replace``; without one every
    character is itself. ``words``: only whole words.
    """

    find: str
    replace: str
    regex: bool = False
    fold: bool = True
    words: bool = False

    @property
    def told(self) -> str:
        """The wish in a few words, for lists and the history."""
        return f"{_short(self.find)} → {_short(self.replace)}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the real text and what comes there."""

    start: int
    end: int
    new: str


class Finder:
    """A wish made ready. Raises :class:`UsageError` for one that cannot mean anything, saying what is wrong and where."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self._left = BUDGET
        if not wish.find:
            raise UsageError("There is nothing to find.", "Say which words are to be replaced.")
        if len(wish.find) > LONGEST:
            raise UsageError(f"What is looked for has more than {LONGEST:,} characters.", "Look for a part of it.")
        # A segment is one line: line breaks become spaces, as in the editor.
        replace = stored_text(wish.replace)[0].replace("\n", " ")
        if len(replace) > SEGMENT_LIMIT:
            raise UsageError(f"What comes in its place has more than {SEGMENT_LIMIT:,} characters.", "Put less.")
        self._pattern = _compiled(wish)
        self._parts: list[str | int] = _parts(replace, self._pattern) if wish.regex else [replace]

    def hits(self, text: str) -> Iterator[Hit]:
        """Give the places in a text, ascending and apart, with what comes there.

        Raises :class:`UsageError` for an expression that takes too long, or that is content with nothing.
        """
        folded: Folded | None = None
        for match in self._matches(self._subject(text)):
            if match.start() == match.end():
                raise UsageError(
                    "The expression is content with nothing: it would put text between any two letters.",
                    "Use + instead of *, or say what must stand there.",
                )
            if self.wish.fold and folded is None:
                folded = fold_map(text)
            found = _real(folded, text, *match.span())
            if found is not None:
                yield Hit(*found, self._new(match, folded, text))

    def _subject(self, text: str) -> str:
        if not self.wish.fold:
            return text
        return fold(text) if self.wish.regex else _lowered(fold(text))

    def _matches(self, subject: str) -> list[regex.Match[str]]:
        began = time.monotonic()
        try:
            # In a thread the screen goes on meanwhile.
            found = list(self._pattern.finditer(subject, timeout=min(TIMEOUT, max(0.001, self._left)), concurrent=True))
        except (TimeoutError, MemoryError) as e:
            raise UsageError(
                "The expression takes too long; nothing was changed.",
                "Make it simpler: repeats inside repeats, as in (a+)+, are tried in every way.",
            ) from e
        self._left -= time.monotonic() - began
        return found

    def _new(self, match: regex.Match[str], folded: Folded | None, text: str) -> str:
        out = []
        for part in self._parts:
            if isinstance(part, str):
                out.append(part)
            elif match.start(part) < match.end(part):
                start, end = _real_bounds(folded, text, *match.span(part))
                out.append(text[start:end])
        return "".join(out)


def _compiled(wish: Wish) -> regex.Pattern[str]:
    """Return the expression that is run over the folded or the real text."""
    if not wish.regex:
        words = _lowered(fold(wish.find)) if wish.fold else wish.find
        if not words:
            raise UsageError("That is only marks, which do not count.", "To find them as they are: exact letters.")
        return regex.compile(_bounded(regex.escape(words)) if wish.words else regex.escape(words))
    _read(wish.find)
    pattern = _folded_pattern(wish.find) if wish.fold else wish.find
    if not pattern:
        raise UsageError("That is only marks, which do not count.", "To find them as they are: exact letters.")
    try:
        return _read(_bounded(pattern) if wish.words else pattern, regex.IGNORECASE if wish.fold else 0)
    except UsageError as e:
        raise UsageError(
            "The expression means nothing when marks do not count, or with whole words.",
            "Say all of it yourself: exact letters, \\b at the edges of words.",
        ) from e


def _read(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    least = [int(n) for n in regex.findall(r"\{\s*(\d+)", pattern)]
    if prod(max(1, n) for n in least) > UNROLLED:
        raise UsageError(f"Its repeats multiply to more than {UNROLLED:,}.", "Use + or {1,n}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return regex.compile(pattern, flags)
    except regex.error as e:
        at, what = getattr(e, "pos", None), getattr(e, "msg", None) or "it cannot be read"
        where = f" at character {min(at, len(pattern)) + 1}" if at is not None else ""
        raise UsageError(
            f"The expression is wrong{where}: {what}.", "To find signs as they are, search without expressions."
        ) from e
    except (RecursionError, ValueError, OverflowError, KeyError, MemoryError) as e:
        raise UsageError("The expression cannot be read: it is nested too deeply, or too large.", "Shorten it.") from e


def _bounded(pattern: str) -> str:
    """Return an expression that begins and ends at the edges of words wherever it begins and ends with a letter."""
    return rf"(?:(?<!{_WORD})|(?!{_WORD}))(?:{pattern})(?:(?!{_WORD})|(?<!{_WORD}))"


def _folded_pattern(pattern: str) -> str:
    """Fold the letters of an expression; a sign that would become one of the expression's own stays a sign."""
    out = []
    escaped = False
    for char in pattern:
        new = char if escaped else T1.get(ord(char), char) or ""
        out.append(new if new == char or new.isalnum() or not new else "".join(f"\\{c}" for c in new))
        escaped = char == "\\" and not escaped
    return "".join(out)


def _parts(replace: str, pattern: regex.Pattern[str]) -> list[str | int]:
    """Return a replacement cut into texts and numbers of groups; 0 is the whole match."""
    out: list[str | int] = []
    at = 0
    for m in _ESCAPE.finditer(replace):
        out.append(replace[at : m.start()])
        at = m.end()
        number, name, backslash, other = m.groups()
        if backslash:
            out.append("\\")
        elif other is not None:
            raise UsageError(
                f"\\{other} means nothing in what comes in its place.", "A group is \\1, a backslash is \\\\."
            )
        else:
            out.append(_group(name or number, pattern))
            if number and len(number) == 2 and int(number) > pattern.groups:
                out[-1] = _group(number[0], pattern)
                out.append(number[1])
    return [*(p for p in out if p != ""), replace[at:]]


def _group(name: str, pattern: regex.Pattern[str]) -> int:
    if not name.isdecimal():
        for known in (name, fold(name)):
            if known in pattern.groupindex:
                return pattern.groupindex[known]
    elif int(name) <= pattern.groups:
        return int(name)
    elif len(name) == 2 and int(name[0]) <= pattern.groups:
        return 0
    raise UsageError(f"The expression has no group {name}.", f"It has {pattern.groups}; a group is in ( ).")


def _real(folded: Folded | None, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where a match stands in the real text; None when it would tear a letter apart."""
    if folded is None:
        return start, end
    starts = folded.starts
    torn = (start > 0 and starts[start] == starts[start - 1]) or (
        end < len(folded.text) and starts[end] == starts[end - 1]
    )
    carried = end < len(folded.text) and unicodedata.category(text[starts[end]]).startswith("M")
    return None if torn or carried else _real_bounds(folded, text, start, end)


def _real_bounds(folded: Folded | None, text: str, start: int, end: int) -> tuple[int, int]:
    if folded is None:
        return start, end
    first, last = folded.back(start, end)
    while last > first + 1 and unicodedata.category(text[last - 1]) == "Cf":
        last -= 1
    return first, last


def _lowered(text: str) -> str:
    """Fold case one letter for one, so that the way back holds; the few that grow stay as they are."""
    low = text.casefold()
    if len(low) == len(text):
        return low
    return "".join(low if len(low := char.casefold()) == 1 else char for char in text)


def _short(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
