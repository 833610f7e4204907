"""Text as XML 1.0 takes it."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return a text for between tags. Characters XML forbids become U+FFFD."""
    # A bare CR would come back as LF: XML parsers fold line ends.
    return escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})


def xml_attr(text: str) -> str:
    """Return a quoted attribute value; white space other than the space survives."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})
