"""Looking at a text without a project: how it would be stored and cut."""

from __future__ import annotations

from pathlib import Path

from workbench.bidi.paste import has_presentation_forms, looks_visual
from workbench.errors import FileError
from workbench.formats.decode import decode
from workbench.model import ClauseMode, Piece, Repair
from workbench.text.clean import stored_text
from workbench.text.numbers import NumberHit, find_numbers
from workbench.text.segments import Segmentation, segment_text
from workbench.text.tokens import Token, words
from workbench.text.wraps import join_wraps


def stored_text_of(
    data: bytes, path: Path, encoding: str | None = None, *, unwrap: bool = False
) -> tuple[str, tuple[Repair, ...]]:
    """Return the text as it would be stored and what was repaired; raises :class:`FileError` for no text.

    With ``unwrap`` lines that were broken for a page's width are joined.
    """
    text, repairs = decode(data, path, encoding)
    return checked_text(text, repairs, path, unwrap=unwrap)


def checked_text(
    text: str, repairs: tuple[Repair, ...], path: Path, *, unwrap: bool = False
) -> tuple[str, tuple[Repair, ...]]:
    """Return a decoded text as it would be stored, and ``repairs`` with those that were needed for that."""
    stored, more = stored_text(text)
    if unwrap:
        stored, count = join_wraps(stored)
        more = (*more, Repair(0, f"Line wraps joined: {count}."))
    if not stored.strip():
        raise FileError(path, "there is no text in it.", "Nothing was changed. Check that it is the right file.")
    return stored, (*repairs, *more, *_joined_letters(stored))


def _joined_letters(text: str) -> tuple[Repair, ...]:
    """Return a notice about letters that came as joined forms, as PDF files have them: they are kept as they are."""
    found = [n for n, line in enumerate(text.split("\n"), 1) if has_presentation_forms(line)]
    if not found:
        return ()
    lines = text.split("\n")
    turned = sum(looks_visual(lines[n - 1]) for n in found)
    message = (
        f"Joined letters (presentation forms) on {len(found)} lines, this one the first; kept, and matched as letters."
    )
    if turned:
        message += f" On {turned} of them they stand in the order of a screen: take the text from another source."
    return (Repair(found[0], message),)


def segments_of(text: str, language: str, *, clauses: bool = False) -> list[Piece]:
    """Return the segments of a stored text, with ``clauses`` the pieces of long sentences too; they tile it."""
    return segment_text(text, language, how=Segmentation(ClauseMode.SOFT if clauses else ClauseMode.OFF))


def words_of(text: str) -> list[Token]:
    """Return the words of a text as they are counted (GMX-V), with their offsets."""
    return words(text)


def numbers_of(text: str) -> list[NumberHit]:
    """Return the figures, dates and times of a text with what they can mean."""
    return find_numbers(text)


SAMPLE = 100_000
"""So many characters of a text tell its language, in a hundred places."""
_PARTS = 100
_NAMES = {"ar": "Arabic", "en": "English"}


def other_language(text: str, source: str) -> str:
    """Return the name of the language a text is written in where that is not the one it is translated from, else ''.

    Only said when two thirds of its letters are of the other script: mixed texts exist.
    """
    step = max(1, len(text) // _PARTS)
    if len(text) > SAMPLE:
        text = " ".join(text[at : at + SAMPLE // _PARTS] for at in range(0, len(text), step))
    arabic, latin = _letters(text)
    found, many = ("ar", arabic) if arabic > latin else ("en", latin)
    return _NAMES[found] if found != source.split("-")[0] and 3 * many > 2 * (arabic + latin) else ""


def language_name(tag: str) -> str:
    """Return the English name of a project's language."""
    return _NAMES.get(tag.split("-")[0], tag)


def guess_language(text: str) -> str:
    """Return ``ar`` or ``en`` by which script has more letters."""
    arabic, latin = _letters(text)
    return "ar" if arabic >= latin else "en"


def _letters(text: str) -> tuple[int, int]:
    """Return how many Arabic and how many Latin letters a text has."""
    return sum("\u0600" <= c <= "\u06ff" for c in text), sum(c.isascii() and c.isalpha() for c in text)
