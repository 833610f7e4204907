"""Placeholders for names and titles, for a second pass through an engine that lost one.

A placeholder hides the word, so the engine cannot decline a sentence by it: this is done only where the plain answer
lacks a term that must stand there, and taken only when every placeholder comes back exactly once.

Engines put spaces into them, move case, and write the digits and the X in their own script (seen with ``{$x}``, ``%1$s``
and ``[9]`` in public reports of other programs); ``[X0X]`` with a tolerant pattern survives most often.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workbench.text.proclitics import MARK, behind, has_article

Put = Callable[[str, int, int, str], tuple[str, int] | None]
"""Puts a form in for the placeholder ``text[start:end]``: the text and where the form ends in it, None where it does not
fit what stands there."""
_X = "[XxХх×]"
_BACK = re.compile(rf"[\[［(]\s*{_X}\s*(\d+)\s*{_X}\s*[\]］)]")
_ALREADY = re.compile(rf"{_X}\d+{_X}")
_GLUE = f"[\u0640\u200e\u200f{MARK}]{{0,4}}[ \u00a0]?"
_LEAD = re.compile(
    rf"(?<![\w\u0640{MARK}])(?P<first>[وف]?){_GLUE}(?:(?P<lam>ل){_GLUE}(?P<its>ا?ل)?|(?P<second>[بك]?){_GLUE}(?P<al>ال)?)"
    rf"{_GLUE}\Z"
)
"""Arabic words of one letter and the article in front of a placeholder: they are written together with what comes back."""
_LONGEST_LEAD = 40
_GLUED = re.compile(rf"[\w\u0640{MARK}]")
_DOUBLED = re.compile(r"(?i)\b(the|an?) (?=\1 \Z)")


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

    def restored(self, answer: str, put: Put | None = None) -> str | None:
        """Return the answer with the forms in it, ``put`` by a function of the target's language where there is one.

        None when a placeholder is missing, doubled or unknown, or a form would not stand there as a word.
        """
        numbers = sorted(int(m[1]) for m in _BACK.finditer(answer))
        if numbers != list(range(len(self.forms))):
            return None
        put = put or (into_arabic if self.target == "ar" else plainly)
        text, at = answer, 0
        while (m := _BACK.search(text, at)) is not None:
            made = None if _GLUED.match(text, m.end()) else put(text, m.start(), m.end(), self.forms[int(m[1])])
            if made is None:
                return None
            text, at = made
        return None if _ALREADY.search(text) else text


def plainly(text: str, start: int, end: int, form: str) -> tuple[str, int] | None:
    """Put a form in for a placeholder as it is; an article in front of it stands once."""
    before = _DOUBLED.sub("", text[:start])
    if _GLUED.match(before[-1:]):
        return None
    if re.search(r"(?i)\bthe \Z", before) and form[:4].lower() == "the ":
        form = form[4:]
    return before + form + text[end:], len(before) + len(form)


def into_arabic(text: str, start: int, end: int, form: str) -> tuple[str, int] | None:
    """Put an Arabic form in behind what is written together with it.

    The article in front of a placeholder is the form's own. A form that has none does not take it: most are definite
    without it, as names are and وزارة الصحة.
    """
    lead = _LEAD.search(text, max(0, start - _LONGEST_LEAD), start)
    if lead is None:
        return None
    proclitic = f"{lead['first']}{lead['lam'] or ''}{lead['second'] or ''}"
    article = lead["its"] or lead["al"]
    if (article and not has_article(form)) or lead[0].startswith("فك "):
        # The second is a word, too: the one for taking apart.
        return None
    if not proclitic and not article:
        return text[:start] + form + text[end:], start + len(form)
    before = text[: lead.start()] + behind(proclitic, form)
    return before + text[end:], len(before)


def masked(text: str, slots: Sequence[Slot], target: str) -> Masked | None:
    """Return the text with placeholders for the slots, in their order; None when none can be told from the text."""
    if not slots or _ALREADY.search(text) or _BACK.search(text) or any(a.end > b.start for a, b in pairwise(slots)):
        return None
    out, at = "", 0
    for n, slot in enumerate(slots):
        lead = f"{slot.lead} " if slot.lead else ""
        out += f"{text[at : slot.start]}{lead}[X{n}X]"
        at = slot.end
    return Masked(out + text[at:], tuple(s.form for s in slots), target)
