"""What Tab may put at a caret: one candidate, what it does to the text, and the round of all there are for one place.

Law: what a candidate replaces is, folded, how the candidate begins, or nothing; taking one keeps everything else
(:func:`taken`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import regex

from workbench.text.fold import Folded, fold, fold_map
from workbench.text.tokens import words

_ENDS = regex.compile(r"[.!?؟…:»”)\]]$")
_NO_SPACE_BEFORE = regex.compile(
    r"[\s.,;:!?%)\]}»”’،؛؟٪…'/°\-\u2010-\u2015\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]"
)
"""What stands close to what is before: closers, hyphens, the genitive's sign, marks unseen."""
_JOINED = regex.compile(r"[.,;:!?%)\]}»”’،؛؟٪…]")
"""What, typed behind a candidate, takes the place of the space put there."""
_NO_SPACE_BEHIND = regex.compile(
    r"(?:[\s(\[{«“‘/@#_~\-\u2010-\u2015\u0640\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]"
    r"|(?<!\d)\p{Sc}|(?<!\w)\+|(?<![\w.,;:!?%)\]}»”’،؛؟٪…])')\Z"
)
"""What stands close to what follows: openers, hyphens, the tatweel that Arabic puts before a Latin word, marks unseen;
signs of money, ``+`` and ``'`` where they do not belong to what is before."""
_FIGURE_GOES_ON = regex.compile(r"\d:\Z")
"""Behind what a figure stands close, as in a time."""
_STRAIGHT = regex.compile(r"[\"']")
"""The same where it closes; ``'`` also as the genitive of a name."""


class From(StrEnum):
    """Where a candidate comes from."""

    TERM = "term"
    PROPOSAL = "proposal"
    SOURCE = "source"
    FRAGMENT = "fragment"
    USED = "used before"


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be put in the place of the ``replaces`` code points before the caret, or of ``over``.

    ``over`` is what was selected at the caret and is gone from the text: the spaces around it stand there already.
    """

    text: str
    replaces: int
    origin: From
    over: str = ""


def rest(text: str, caret: int, candidate: Candidate) -> str:
    """Return what a candidate adds behind what is typed; '' for one that nothing was typed of."""
    typed = text[caret - candidate.replaces : caret]
    at = begun(candidate.text, typed) if candidate.replaces else None
    if at is None:
        return candidate.text if candidate.origin is From.PROPOSAL else ""
    return candidate.text[at:]


def taken(text: str, caret: int, candidate: Candidate) -> tuple[str, int]:
    """Return the text with a candidate in it, and the caret behind it.

    A space stands before what nothing was typed of, and behind what does not end a sentence, unless there is one or
    what is there belongs close to it; none is put around what takes the place of a selection.
    """
    first = caret - candidate.replaces
    put = insertion(text, caret, candidate)
    return text[:first] + put + text[caret:], first + len(put)


def insertion(text: str, caret: int, candidate: Candidate) -> str:
    """Return what is put in the place of what was typed, with its spaces."""
    after = text[caret : caret + 1]
    before, over = text[:caret], candidate.over
    joined_before, joined_behind = (bool(over) and not over[end].isspace() for end in (0, -1))
    joined_before = joined_before or candidate.replaces > 0 or _stands_close(before, candidate.text)
    joined_behind = joined_behind or _ENDS.search(candidate.text) is not None or _comes_close(before, after)
    return ("" if joined_before else " ") + candidate.text + ("" if joined_behind else " ")


def _stands_close(before: str, put: str) -> bool:
    """Whether what is put behind a text needs no space before it."""
    # The sign at the end and what it stands behind.
    end = before[-2:]
    if not before or _NO_SPACE_BEHIND.search(end) or (put[:1].isdecimal() and _FIGURE_GOES_ON.search(end)):
        return True
    return before[-1] == '"' and _in_quotes(before)


def _comes_close(before: str, after: str) -> bool:
    """Whether the sign ``after`` needs no space before it, behind what is put behind a text."""
    return _NO_SPACE_BEFORE.match(after) is not None or (after == '"' and _in_quotes(before))


def _in_quotes(before: str) -> bool:
    """Whether a straight quotation mark is open behind a text."""
    return before.count('"') % 2 == 1


def takes_space(sign: str, text: str, caret: int) -> bool:
    """Whether a sign typed behind a space that was put, not typed, takes its place."""
    if _STRAIGHT.fullmatch(sign) is None:
        return _JOINED.fullmatch(sign) is not None
    last = text[caret - 2 : caret - 1]
    genitive = sign == "'" and last.isascii() and last.isalnum()
    return genitive or text[:caret].count(sign) % 2 == 1


# ---------------------------------------------------------------------- how forms begin


def begun(form: str, typed: str) -> int | None:
    """Return how much of a form is typed, in code points of the form; None when it does not begin so or ends there."""
    known, start = form_of(form), key_of_text(typed)
    return known.folded.back(0, len(start))[1] if start and known.begins(start) else None


@dataclass(frozen=True, slots=True)
class Form:
    """A text that may be completed to, folded, and what stands from each of its further words on: (start, folded)."""

    folded: Folded
    key: str
    inner: tuple[tuple[int, str], ...]

    def begins(self, start: str) -> bool:
        """Whether the form goes on from ``start``, which is folded."""
        return len(start) < len(self.key) and self.key.startswith(start)


@lru_cache(1024)
def form_of(form: str) -> Form:
    """Return a form folded."""
    folded = fold_map(form)
    return Form(folded, _cased(folded.text), tuple((w.start, key_of_text(form[w.start :])) for w in words(form)[1:]))


def key_of_text(text: str) -> str:
    """Return a text as it is compared here."""
    return _cased(fold(text))


def _cased(folded: str) -> str:
    """Return a folded text in one case and of the same length: a letter for a letter."""
    small = folded.casefold()
    return small if len(small) == len(folded) else "".join(c if len(c.lower()) != 1 else c.lower() for c in folded)


def in_case(form: str, typed: str) -> str:
    """Return a form in the case of what was typed: ``Mi`` makes a capital, ``MI`` capitals of a single word."""
    letters = [c for c in typed if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters) and form.islower() and len(form.upper()) == len(form):
        return form.upper()
    if typed[:1].isupper() and form[:1].islower() and len(form[:1].upper()) == 1:
        return form[:1].upper() + form[1:]
    return form


# ---------------------------------------------------------------------- going through them


@dataclass(frozen=True, slots=True)
class Round:
    """The candidates Tab goes through for one place: ``text`` and ``caret`` as they were before, and the one it put.

    Laws: ``made`` keeps all that was not typed of a candidate; going on as often as there are candidates comes back.
    """

    text: str
    caret: int
    candidates: tuple[Candidate, ...]
    at: int = 0

    @property
    def made(self) -> tuple[str, int]:
        """The text with the candidate in it, and the caret behind it."""
        return taken(self.text, self.caret, self.candidates[self.at])

    @property
    def spaced(self) -> bool:
        """Whether a space was put behind the candidate."""
        return insertion(self.text, self.caret, self.candidates[self.at]).endswith(" ")

    def joins(self, sign: str) -> bool:
        """Whether a sign typed behind the candidate takes the place of the space that was put there."""
        return self.spaced and takes_space(sign, *self.made)

    def turned(self, by: int = 1) -> Round:
        """Return the round with another candidate."""
        return replace(self, at=(self.at + by) % len(self.candidates))

    @property
    def change(self) -> tuple[int, str]:
        """From where on, before the caret, another text stands, and which: whatever candidate stood there before."""
        first = self.caret - max(c.replaces for c in self.candidates)
        text, caret = self.made
        return first, text[first:caret]


def round_of(text: str, caret: int, found: Sequence[Candidate]) -> Round | None:
    """Return the round of what is typed, None when nothing is found.

    What nothing was typed of is alone in it: Tab then gives more behind it instead of another one.
    """
    if not found:
        return None
    return Round(text, caret, tuple(c for c in found if c.replaces) if found[0].replaces else (found[0],))
