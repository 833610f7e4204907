"""Cutting the text of a TMX file into units without parsing it, so that a broken one costs only itself.

``<tu`` begins a unit wherever it stands outside comments, CDATA and processing instructions: in well-formed XML nothing else
can look like it, and in a broken file that is where reading takes hold again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_BLANK = re.compile(r"[ \t\n]*")
_CLOSERS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}


class Kind(Enum):
    """What a piece is: a whole unit, one without its end, or what stands between units."""

    UNIT = auto()
    TORN = auto()
    GAP = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that was cut."""

    kind: Kind
    start: int
    end: int


class Splitter:
    """Cuts a text into pieces; ``prefix`` is the name space prefix of the file's elements, with its colon."""

    def __init__(self, prefix: str) -> None:
        p = re.escape(prefix)
        self._token = re.compile(rf"<!--|<!\[CDATA\[|<\?|<{p}tu(?=[ \t\n/>])|(</{p}tu[ \t\n]*>)")
        self._tag = re.compile(rf"""<{p}tu(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
        self._idle = re.compile(rf"[ \t\n]+|<!--.*?-->|<\?.*?\?>|</{p}(?:body|tmx)[ \t\n]*>", re.DOTALL)
        self._over = re.compile(rf"</{p}tmx[ \t\n]*>")

    def split(self, text: str, start: int, *, final: bool) -> tuple[list[Piece], int]:
        """Return the pieces of ``text`` from ``start`` and where the first begins that needs more text.

        With ``final`` there is no more: all is cut, and a comment that never ends is none.
        """
        pieces: list[Piece] = []
        endless: set[str] = set()
        begun, free, at = -1, start, start
        while m := self._token.search(text, at):
            at = m.end()
            if m[0] in _CLOSERS:
                close = _CLOSERS[m[0]]
                end = -1 if close in endless else text.find(close, at)
                if end >= 0:
                    at = end + len(close)
                    continue
                if not final:
                    return self._held(pieces, begun, free, m.start())
                endless.add(close)
            elif m[1] is None:
                if begun >= 0:
                    pieces.append(Piece(Kind.TORN, begun, m.start()))
                elif free < m.start():
                    pieces.append(Piece(Kind.GAP, free, m.start()))
                begun = m.start()
                tag = self._tag.match(text, begun)
                if tag is not None and tag[0].endswith("/>"):
                    at = free = tag.end()
                    pieces.append(Piece(Kind.UNIT, begun, free))
                    begun = -1
            elif begun >= 0:
                pieces.append(Piece(Kind.UNIT, begun, at))
                begun, free = -1, at
        if not final:
            # What is at the end may be the beginning of a token.
            last = text.rfind("<", free)
            return self._held(pieces, begun, free, last if last >= 0 else len(text))
        if begun >= 0:
            pieces.append(Piece(Kind.TORN, begun, len(text)))
        elif free < len(text):
            pieces.append(Piece(Kind.GAP, free, len(text)))
        return pieces, len(text)

    def _held(self, pieces: list[Piece], begun: int, free: int, sure: int) -> tuple[list[Piece], int]:
        """Return the pieces, with the gap up to ``sure`` where no unit has begun."""
        if begun >= 0:
            return pieces, begun
        if free < sure:
            pieces.append(Piece(Kind.GAP, free, sure))
        return pieces, sure

    @staticmethod
    def blank(text: str, start: int = 0) -> int:
        """Return where the white space that begins at ``start`` ends."""
        m = _BLANK.match(text, start)
        return m.end() if m else start

    def idle(self, text: str, start: int, end: int) -> int:
        """Return where a gap holds what may not stand there: other than blanks, comments and closing tags; else ``end``."""
        at = start
        while at < end and (m := self._idle.match(text, at, end)):
            at = m.end()
        return at

    def ends(self, text: str) -> bool:
        """Whether the document is closed in this text."""
        return self._over.search(text) is not None
