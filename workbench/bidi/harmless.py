"""Text from outside made harmless for a terminal, one code point for one, so that offsets stay."""

from __future__ import annotations

import re

_ACTIVE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]")


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in (0x09, 0x0A, 0x2028, 0x2029):
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def harmless(text: str) -> str:
    """Return the text with C0, DEL, C1, line separators, tag characters and surrogates as visible signs.

    Tab and newline become a space: what is drawn is a line. Bidi controls stay, the layout drops them from what it draws.
    Law: the length is that of ``text``.
    """
    return _ACTIVE.sub(_visible, text) if _ACTIVE.search(text) else text
