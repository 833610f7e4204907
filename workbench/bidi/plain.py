"""Lines for the command line and for notices: Arabic readable in tables, reports and messages."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from workbench.bidi.harmless import harmless
from workbench.bidi.layout import VisualLine, layout
from workbench.bidi.profile import PROFILES, Profile, sent
from workbench.bidi.shape import LABELS, shaped
from workbench.model import is_rtl

_WHOLE = 1 << 20
_TURNING = re.compile("[\u202a-\u202e]")
_PLAIN = PROFILES["visual"]


def cells(text: str) -> int:
    """Return how many columns a text takes at most: a lam-alef may be drawn in one."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(shaped(harmless(defused(text)), forms=False).widths)


def defused(text: str) -> str:
    """Return a name or message with embeddings and overrides as their labels, so that they turn no words around them."""
    return _TURNING.sub(lambda m: f"‹{LABELS[m[0]]}›", text) if _TURNING.search(text) else text


def display(
    text: str,
    width: int | None = None,
    *,
    language: str = "en",
    profile: Profile | None = _PLAIN,
    align: bool = True,
) -> str:
    """Return one line as it is printed.

    It is sent as ``profile`` has it; None is for pipes and files: logical order, made harmless. With a ``width`` the text is
    cut with an ellipsis, and with ``align`` filled: Arabic to the right edge.
    """
    rtl = is_rtl(language)
    text = defused(text) if profile is not None else text
    cut = text if width is None else shortened(text, width)
    if profile is None:
        line, used = harmless(cut), cells(cut)
    else:
        laid = layout(cut, _WHOLE, int(rtl), profile.drawing)[0]
        line, used = _drawn(laid, profile), laid.used
    gap = " " * max(0, (width or 0) - used) if align else ""
    return gap + line if rtl and profile is not None and profile.visual else line + gap


def wrap(text: str, width: int, *, language: str, profile: Profile | None = _PLAIN) -> list[str]:
    """Return a paragraph wrapped to ``width``; right-to-left lines stand at the right edge."""
    if profile is None:
        return [harmless(text)]
    lines = layout(text, width, int(is_rtl(language)), profile.drawing)
    return [" " * line.left + _drawn(line, profile) for line in lines]


def _drawn(line: VisualLine, profile: Profile) -> str:
    return "".join(sent(line, profile))


def shortened(text: str, width: int) -> str:
    """Return the beginning that fits ``width`` columns, with an ellipsis when something is left out."""
    if len(text) <= width * 4 and cells(text) <= width:
        return text
    found = shaped(harmless(text[: width * 8]), forms=False)
    columns = list(accumulate(found.widths))
    return text[: found.starts[bisect_right(columns, width - 1)]].rstrip() + "…"
