"""Putting the translations of a sentence's pieces together again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_OPENERS = frozenset("([{«“‘‹")
_CLOSERS = frozenset(")]}»”’›.,;:!?،؛؟…%٪")
_STOPS = frozenset(".!?؟…۔")
_PAUSES = frozenset(",;:،؛")
_BEHIND = "\"'”’»›)]"
_TO_ARABIC = str.maketrans({",": "،", ";": "؛", "?": "؟"})
_TO_ENGLISH = str.maketrans({"،": ",", "؛": ";", "؟": "?"})


@dataclass(frozen=True, slots=True)
class Joint:
    """Something wrong where two pieces meet. ``left`` is the index of the piece before the joint."""

    left: int
    message: str
    hint: str


def join_pieces(parts: Sequence[str], language: str) -> str:
    """Return one sentence made of the targets of its pieces, in ``language``.

    One space stands between two pieces, none behind an opening bracket or before a closing one; the mark at a joint is
    that of the language (``،`` and ``,``). Empty pieces are passed over. Nothing else is changed.
    """
    out = ""
    given = [p.strip() for p in parts if p.strip()]
    for n, part in enumerate(given):
        piece = _own_mark(part, language) if n < len(given) - 1 else part
        space = "" if not out or out[-1] in _OPENERS or piece[0] in _CLOSERS else " "
        out += space + piece
    return out


def joints(parts: Sequence[str], language: str, *, is_name: Callable[[str], bool] = lambda _word: False) -> list[Joint]:
    """Return what is wrong where the pieces of one sentence meet; only English has letters that can tell.

    Behind a full stop a piece begins with a capital; behind a comma, or nothing, it does not, unless with a name
    (``is_name`` of its first word), an acronym or ``I``. A piece without a mark at its end wants one.
    """
    found = []
    for n in range(len(parts) - 1):
        left, right = parts[n].strip().rstrip(_BEHIND), parts[n + 1].strip().lstrip("\"'“‘«(")
        if not left or not right:
            continue
        if left[-1] not in _STOPS | _PAUSES:
            found.append(Joint(n, "the piece ends in no mark", "End it with a full stop or a comma."))
        if language != "en":
            continue
        word = right.split()[0].rstrip(".,;:!?’'\"")
        capital = right[0].isupper()
        free = word == "I" or word.isupper() or word.startswith(("I'", "I’")) or is_name(word)
        if left[-1] in _STOPS and right[0].islower():
            found.append(
                Joint(n, f"{word!r} follows a full stop in lower case", "Begin the next piece with a capital.")
            )
        elif left[-1] not in _STOPS and capital and not free:
            found.append(
                Joint(
                    n,
                    f"{word!r} follows no full stop with a capital",
                    "End the piece with a full stop, or go on in lower case.",
                )
            )
    return found


def _own_mark(part: str, language: str) -> str:
    """Return a piece with the mark at its end as the language writes it."""
    body = part.rstrip(_BEHIND)
    if not body or body[-1] not in ",;?،؛؟":
        return part
    table = _TO_ARABIC if language == "ar" else _TO_ENGLISH
    return body[:-1] + body[-1].translate(table) + part[len(body) :]
