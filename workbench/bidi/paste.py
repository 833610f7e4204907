"""What a key or the clipboard brings, made into text as it is stored: letters in logical order, no stray controls."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from workbench.bidi.shape import form_of
from workbench.bidi.uax9 import MIRRORED, line_levels, resolve, visual_order

_PASTED_BREAK = re.compile(r"[ \t]*[\r\n\u0085\u2028\u2029]+[ \t]*")
_STRIPPED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\ud800-\udfff]"
)
_PRESENTATION = re.compile("[\ufb50-\ufdef\ufe70-\ufefc]")
"""Where joined forms of letters stand. Behind them are ligatures of formulas (ﷲ, ﷺ, ﷼): characters of their own."""


@dataclass(frozen=True, slots=True)
class Pasted:
    """A pasted text made ready. ``repaired`` says that it came in visual order or as joined letters and was turned back."""

    text: str
    repaired: bool


def typed_text(text: str) -> str:
    """Return what a key or a paste puts into a segment: one line, letters instead of presentation forms, no controls.

    U+FEFB comes from the lam-alef key of VTE terminals, U+0000 from the same key under the kitty protocol; isolates and
    embeddings come along when text is copied from a terminal. RLM, LRM and the joiners stay: they are content.
    """
    text = _PASTED_BREAK.sub(" ", text).replace("\t", " ")
    text = _STRIPPED.sub("", text)
    return _PRESENTATION.sub(lambda m: _letters(m[0]) if form_of(m[0]) else m[0], text)


def pasted_text(text: str, base: int) -> Pasted:
    """Return a paste as :func:`typed_text` does, and text copied off a screen in visual order turned back.

    Such text consists of joined forms in which a letter's final form stands before an initial one. ``base`` is the
    direction of the field. What is turned back comes from the same algorithm that draws it, so it is exact but for what
    cannot be seen: a ZWNJ is lost, and white space at line ends.
    """
    lines = [_logical(line, base) if looks_visual(line) else line for line in text.splitlines()]
    joined = "\n".join(lines)
    return Pasted(typed_text(joined), has_presentation_forms(text))


def has_presentation_forms(text: str) -> bool:
    """Whether any letter is written as a joined form, which :func:`typed_text` makes a letter of."""
    return any(form_of(m[0]) for m in _PRESENTATION.finditer(text))


def looks_visual(text: str) -> bool:
    """Whether joined letters stand in the order of the screen: in logical order initial forms come before final ones."""
    logical = visual = 0
    previous = ""
    for char in text:
        if unicodedata.category(char) == "Mn":
            continue
        kind = form_of(char)
        if previous in ("initial", "medial") and kind in ("medial", "final"):
            logical += 1
        if previous in ("final", "medial") and kind in ("initial", "medial"):
            visual += 1
        previous = kind
    return visual > logical


def _logical(line: str, base: int) -> str:
    """Turn a line of the screen back: the algorithm applied to the order of the screen gives that of the text."""
    clusters: list[str] = []
    for char in _STRIPPED.sub("", line).strip():
        if clusters and unicodedata.category(char) == "Mn":
            clusters[-1] += char
        else:
            clusters.append(char)
    heads = "".join(c[0] for c in clusters)
    level, types, levels = resolve(heads, base)
    own = line_levels(types, levels, level, 0, len(heads))
    return "".join(
        (MIRRORED.get(heads[i], heads[i]) if own[i] & 1 else heads[i]) + clusters[i][1:] for i in visual_order(own)
    )


def _letters(form: str) -> str:
    """Return the letters of a presentation form; the form of a lone mark is spelt with a space, which is not content."""
    return unicodedata.normalize("NFKC", form).replace(" ", "")
