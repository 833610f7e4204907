"""Text as XML 1.0 takes it."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text for between tags. Characters XML forbids become U+FFFD."""
    return _escaped(_FORBIDDEN.sub("\ufffd", text))


def xml_attr(text: str) -> str:
    """Return a quoted attribute value; white space other than the space survives."""
    value = _escaped(_FORBIDDEN.sub("\ufffd", text)).replace("\n", "&#10;").replace("\t", "&#9;")
    if '"' not in value:
        return f'"{value}"'
    return f"'{value}'" if "'" not in value else '"{}"'.format(value.replace('"', "&quot;"))


def _escaped(text: str) -> str:
    # By hand: xml.sax.saxutils brings the whole of urllib, a seventh of a start.
    # A bare CR would come back as LF: XML parsers fold line ends.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
