"""Lines that were broken for a page's width, as text copied out of a PDF has them, joined to paragraphs again."""

from __future__ import annotations

import math

import regex

FULL = 0.8
"""A line is full when it and the next word would fill so much of the page's width."""
NARROW = 30
"""Lines of a text whose page is narrower than this, in characters, are no wraps: verse, lists, tables."""
_WIDE = 0.9
"""The page is as wide as this share of the lines is short of: a few run over."""
_MARK = regex.compile(r"\s*(?:[-–—•*▪●‣·]|\p{Nd}{1,3}[.)-]|\(?\p{Nd}{1,3}\))\s")
_HYPHEN = regex.compile(r"(\p{L}{2,})[-\u00ad\u2010]$")
_WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")
_SMALL = regex.compile(r"\p{Ll}+")


def join_wraps(text: str) -> tuple[str, int]:
    """Return ``text`` with its wrapped lines joined, and how many line ends went.

    A line end goes when the line is full: the first word of the next one would not have fitted on it. An empty line, a
    list mark and a short line keep theirs. A word divided by a hyphen is put together again where the small letters go
    on; it keeps the hyphen when the text has it so elsewhere.
    """
    lines = text.split("\n")
    width = _width(lines)
    if width < NARROW:
        return text, 0
    known: set[str] | None = None
    out = [lines[0]]
    last = lines[0]
    for line in lines[1:]:
        if not _wrapped(last, line, width):
            out += ["\n", line]
        elif (half := _HYPHEN.search(last.rstrip())) and (rest := _SMALL.match(line.strip())):
            known = known if known is not None else {w.casefold() for w in _WORD.findall(text)}
            keeps = f"{half[1]}-{rest[0]}".casefold() in known
            out[-1] = out[-1].rstrip() if keeps else out[-1].rstrip()[:-1]
            out.append(line.lstrip())
        else:
            out[-1] = out[-1].rstrip()
            out += [" ", line.lstrip()]
        last = line
    joined = "".join(out)
    return joined, text.count("\n") - joined.count("\n")


def _width(lines: list[str]) -> int:
    """Return the width of the page in characters, 0 when there are no two lines to tell it by."""
    lengths = sorted(len(line.strip()) for line in lines if line.strip())
    return lengths[math.ceil(_WIDE * (len(lengths) - 1))] if len(lengths) > 1 else 0


def _wrapped(line: str, following: str, width: int) -> bool:
    if not line.strip() or not following.strip() or _MARK.match(following):
        return False
    return len(line.strip()) + 1 + len(following.split(None, 1)[0]) > FULL * width
