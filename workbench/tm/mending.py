"""Putting a stored pair right without a guess: turned sides, letters in the order of the screen, wrong encodings."""

from __future__ import annotations

import re

from workbench.bidi.paste import has_presentation_forms, looks_visual, pasted_text
from workbench.model import Unit, is_rtl
from workbench.tm.faults import Fault, is_damaged, is_mojibake, unmatched_controls

_TABS = re.compile(r"([\t\n]+)")


def _bytes_of(page: str) -> dict[str, int]:
    """Return character -> byte of a code page; a byte it has no character for is the control of Latin 1."""
    return {bytes([b]).decode(page, "ignore") or chr(b): b for b in range(0x80, 0x100)}


_WESTERN, _ARABIC = {**{chr(b): b for b in range(0x80, 0x100)}, **_bytes_of("cp1252")}, _bytes_of("cp1256")
_READINGS = ((_WESTERN, "utf-8"), (_ARABIC, "utf-8"), (_WESTERN, "cp1256"))
"""Which bytes a text was taken for, and what they are."""


def mended(unit: Unit, rules: tuple[Fault, ...]) -> tuple[str, str] | None:
    """Return the two sides put right for these faults of the pair; None where nothing can be done.

    ``reversed``: the sides change places. ``mojibake``: each run of wrong characters is read again, and only where that
    leaves no trace of them. ``bidi``: letters of the screen become letters in the order they are read, controls that close
    nothing or are not closed go. Line ends and tabs stay.
    """
    sides = [unit.source, unit.target]
    if Fault.REVERSED in rules:
        sides.reverse()
    out = []
    for text, language in zip(sides, (unit.source_lang, unit.target_lang), strict=True):
        if Fault.MOJIBAKE in rules and is_mojibake(text, language):
            text = _read_again(text, language)
        if Fault.BIDI in rules and is_damaged(text):
            text = _in_reading_order(text, language)
        out.append(text)
    if not all(map(str.strip, out)) or out == [unit.source, unit.target]:
        return None
    return out[0], out[1]


def _read_again(text: str, language: str) -> str:
    """Return a text whose bytes were read in a wrong encoding as they were meant; unchanged where that is not sure."""
    for taken_for, really in _READINGS:
        run = re.compile(f"[{re.escape(''.join(taken_for))}]+")
        try:
            found = run.sub(lambda m, t=taken_for, r=really: bytes(map(t.__getitem__, m[0])).decode(r), text)  # type: ignore[misc]
        except UnicodeDecodeError:
            continue
        if not is_mojibake(found, language) and not (is_rtl(language) and really == "cp1256" and _odd(found)):
            return found
    return text


def _odd(text: str) -> bool:
    """Whether a text has letters of the Arabic code page that Arabic is not written with."""
    return any(c in "ٹپچژڈگکڑںھہے" or "À" <= c <= "ÿ" for c in text)


def _in_reading_order(text: str, language: str) -> str:
    lost = set(unmatched_controls(text))
    text = "".join(c for at, c in enumerate(text) if at not in lost)
    base = 1 if is_rtl(language) else 0
    return "".join(
        pasted_text(part, base).text if looks_visual(part) or has_presentation_forms(part) else part
        for part in _TABS.split(text)
    )
