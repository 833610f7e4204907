"""Writing TMX 1.4b: level 1, valid against tmx14.dtd, the same bytes for the same units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from workbench import __version__
from workbench.files import write_atomically
from workbench.model import Unit

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TOOL = "workbench"
PROP_ORIGIN, PROP_DOCUMENT = "x-origin", "x-document"
"""Our own properties; everything else in ``Unit.props`` is written as it came."""


def write_tmx(path: Path, units: Iterable[Unit], *, source: str, target: str) -> int:
    """Write units as TMX 1.4b (UTF-8, no byte order mark, LF) and return how many.

    ``source`` and ``target`` are the tags written; a unit of the other direction keeps its own sides. Characters XML
    forbids become U+FFFD; they are not in the store, so that is a last guard. Raises :class:`FileError`.
    """
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        yield _head(source).encode()
        for unit in units:
            count += 1
            yield _unit(unit).encode()
        yield b"</body>\n</tmx>\n"

    write_atomically(path, lines())
    return count


def _head(source: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="{TOOL}" creationtoolversion="{__version__}" segtype="sentence" o-tmf="{TOOL}"'
        f' adminlang="en" srclang={_attr(source)} datatype="plaintext"/>\n<body>\n'
    )


def _unit(u: Unit) -> str:
    attributes = {
        "tuid": u.tuid,
        "creationdate": _date(u.created),
        "creationid": u.author,
        "changedate": _date(u.changed),
        "changeid": u.changer,
    }
    head = "".join(f" {k}={_attr(v)}" for k, v in attributes.items() if v)
    props = [(PROP_ORIGIN, u.origin.value if u.origin else ""), (PROP_DOCUMENT, u.document), *u.props]
    inner = f"<note>{_text(u.note)}</note>" if u.note else ""
    inner += "".join(f"<prop type={_attr(k)}>{_text(v)}</prop>" for k, v in props if v)
    for language, text in ((u.source_lang, u.source), (u.target_lang, u.target)):
        inner += f"<tuv xml:lang={_attr(language)}><seg>{_text(text)}</seg></tuv>"
    return f"<tu{head}>{inner}</tu>\n"


def _date(stamp: str) -> str:
    """``2026-01-31T10:20:30Z`` as TMX writes it: ``20260131T102030Z``."""
    return stamp.replace("-", "").replace(":", "")


def _text(text: str) -> str:
    # A bare CR would come back as LF: XML parsers fold line ends.
    return escape(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;"})


def _attr(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text), {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})
