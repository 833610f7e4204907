"""Placeholders for names and titles, for a second pass through an engine that lost one.

A placeholder hides the word, so the engine cannot decline a sentence by it: this is done only where the plain answer
lacks a term that must stand there, and taken only when every placeholder comes back exactly once.

Engines put spaces into them, move case, and write the digits and the X in their own script (seen with ``{$x}``, ``%1$s``
and ``[9]`` in public reports of other programs); ``[X0X]`` with a tolerant pattern survives most often.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_X = "[XxХх×]"
_BACK = re.compile(rf"[\[［(]\s*{_X}\s*(\d+)\s*{_X}\s*[\]］)]")
_ALREADY = re.compile(rf"{_X}\d+{_X}")
_LEAD = re.compile(r"(?<!\w)([وف]?[بلك]?)[ \u00a0]?\Z")
"""Arabic words of one letter in front of a placeholder: they are written together with the word that comes back."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A term in a source text: ``text[start:end]`` gives way. ``lead`` is kept in front (Arabic و, ب ...), ``form`` is
    what is to stand in the target.
    """

    start: int
    end: int
    lead: str
    form: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with placeholders, and what they stand for."""

    text: str
    forms: tuple[str, ...]
    target: str

    def restored(self, answer: str) -> str | None:
        """Return the answer with the forms in it; None when a placeholder is missing, doubled or unknown."""
        found = list(_BACK.finditer(answer))
        numbers = sorted(int(m[1]) for m in found)
        if numbers != list(range(len(self.forms))):
            return None
        out, at = "", 0
        for m in found:
            out = self._joined(out + answer[at : m.start()], self.forms[int(m[1])])
            at = m.end()
        out += answer[at:]
        return None if _ALREADY.search(out) else re.sub(r"\b([Tt]he) (?:[Tt]he)\b", r"\1", out)

    def _joined(self, before: str, form: str) -> str:
        lead = _LEAD.search(before) if self.target == "ar" else None
        if lead is None or not lead[1]:
            return before + form
        before = before[: lead.start()] + lead[1]
        # ل before the article: لل, the alef is not written.
        return before[:-1] + "لل" + form[2:] if before.endswith("ل") and form.startswith("ال") else before + form


def masked(text: str, slots: Sequence[Slot], target: str) -> Masked | None:
    """Return the text with placeholders for the slots, in their order; None when none can be told from the text."""
    if not slots or _ALREADY.search(text) or any(a.end > b.start for a, b in pairwise(slots)):
        return None
    out, at = "", 0
    for n, slot in enumerate(slots):
        lead = f"{slot.lead} " if slot.lead else ""
        out += f"{text[at : slot.start]}{lead}[X{n}X]"
        at = slot.end
    return Masked(out + text[at:], tuple(s.form for s in slots), target)
