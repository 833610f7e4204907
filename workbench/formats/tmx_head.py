"""What stands before the first unit of a TMX file: looked at once, so that no unit can bring in what it must not.

Entities from outside and parameter entities are refused where they are declared, used or not. Entities a file declares for
itself are kept within bounds: the size here, what they grow to by libxml2 and by :mod:`workbench.formats.tmx_read`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from workbench.errors import FileError
from workbench.formats.xml_stream import safe_parser

LONGEST = 10_000_000
"""Characters a file may have before its root element."""
LONGEST_DOCTYPE = 100_000
_SPACE = re.compile(r"[ \t\n]+")
_ROOT = re.compile(r"""<((?:[^\W\d][\w.-]*:)?)([^\W\d][\w.-]*)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+)>""")
_IN_DOCTYPE = re.compile(r"""[^\[\]<>"']+|"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|[\[\]<>]""", re.DOTALL)
_OUTSIDE = re.compile(r"<!ENTITY\s+(?:%|\S+\s+(?:SYSTEM|PUBLIC)\b)")


@dataclass(frozen=True, slots=True)
class Head:
    """``prefix`` is the root's name space prefix with its colon; ``opening`` and ``closing`` are put around units to parse
    them alone; ``declares`` says that the file has declarations of its own; ``end`` is where the root's tag ends.
    """

    prefix: str
    opening: str
    closing: str
    declares: bool
    end: int


def read_head(text: str, path: Path, *, final: bool) -> Head | None:
    """Return the head of a file, None when more text is needed for it.

    Raises :class:`FileError` for entities that are not allowed, another root than ``tmx``, and what is no XML.
    """
    at, doctype = 0, ""
    while True:
        at = m.end() if (m := _SPACE.match(text, at)) else at
        close = "-->" if text.startswith("<!--", at) else "?>" if text.startswith("<?", at) else ""
        if close:
            end = text.find(close, at) + len(close)
            if end < len(close):
                break
            at = end
        elif text.startswith("<!DOCTYPE", at) and not doctype:
            end = _doctype_end(text, at)
            if not end:
                break
            doctype = text[at:end]
            _look_at(doctype, path, text.count("\n", 0, at) + 1)
            at = end
        elif m := _ROOT.match(text, at):
            return _head(m, doctype, path, text.count("\n", 0, at) + 1)
        else:
            break
    if not final and len(text) <= LONGEST and (text.startswith("<", at) or at == len(text)):
        return None
    line = text.count("\n", 0, at) + 1
    raise FileError(
        path, "the file is broken here: no element of XML begins; is it a TMX file?", "Export it again.", line
    )


def _doctype_end(text: str, at: int) -> int:
    """Return where the document type ends, 0 when it does not in this text."""
    depth = 0
    start = at
    while at < len(text) and at - start <= LONGEST_DOCTYPE:
        m = _IN_DOCTYPE.match(text, at)
        if m is None:
            return 0
        depth += {"[": 1, "<": 1, "]": -1, ">": -1}.get(m[0], 0)
        at = m.end()
        if depth == 0 and m[0] == ">":
            return at
    return 0


def _look_at(doctype: str, path: Path, line: int) -> None:
    found = _OUTSIDE.search(doctype)
    if found:
        line += doctype.count("\n", 0, found.start())
        what = "declares an entity that is not allowed (from outside the file, or one of declarations)"
        raise FileError(path, f"{what}; nothing was read.", "Take the document type out of the file.", line)


def _head(root: re.Match[str], doctype: str, path: Path, line: int) -> Head:
    prefix, name, attributes = root.groups()
    if name != "tmx":
        raise FileError(path, f"is no TMX file: it begins with <{name}>.", "A TMX file begins with <tmx>.")
    subset = doctype[doctype.index("[") : doctype.rindex("]") + 1] if "[" in doctype and "]" in doctype else ""
    declares = "<!" in subset
    opening = f"<!DOCTYPE {prefix}tmx {subset}>" if declares else ""
    opening += f"<{prefix}tmx{attributes.removesuffix('/')}><{prefix}body>"
    closing = f"</{prefix}body></{prefix}tmx>"
    try:
        etree.fromstring((opening + closing).encode("utf-8", "replace"), safe_parser())
    except etree.XMLSyntaxError as e:
        reason = (e.msg or "not well-formed").split(", line")[0]
        raise FileError(path, f"the file is broken here: {reason}.", "Export it again.", line) from e
    return Head(prefix, opening, closing, declares, root.end())
