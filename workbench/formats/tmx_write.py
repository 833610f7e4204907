"""Writing TMX 1.4b: level 1, valid against tmx14.dtd, the same bytes for the same units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench import __version__
from workbench.files import write_atomically
from workbench.formats.languages import primary
from workbench.formats.stamps import tmx_stamp
from workbench.formats.xml_text import xml_attr, xml_text
from workbench.model import Unit

TOOL = "workbench"
PROP_ORIGIN, PROP_DOCUMENT = "x-origin", "x-document"
"""Our own properties; everything else in ``Unit.props`` is written as it came."""
KEPT_ATTRIBUTES = {"x-usagecount": "usagecount", "x-lastusagedate": "lastusagedate"}
"""Attributes of a ``tu`` the model has no field for: they travel as properties of these names."""


def write_tmx(path: Path, units: Iterable[Unit], *, source: str, target: str) -> int:
    """Write units as TMX 1.4b (UTF-8, no byte order mark, LF) and return how many.

    ``source`` and ``target`` are the tags written, with their region if they have one; a unit of the other direction
    keeps its own order of sides. Characters XML forbids become U+FFFD; they are not in the store, so that is a last
    guard. Raises :class:`FileError`.
    """
    count = 0
    tags = {primary(source): source, primary(target): target}

    def lines() -> Iterator[bytes]:
        nonlocal count
        yield _head(source).encode()
        for unit in units:
            count += 1
            yield _unit(unit, tags).encode()
        yield b"</body>\n</tmx>\n"

    write_atomically(path, lines())
    return count


def _head(source: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="{TOOL}" creationtoolversion="{__version__}" segtype="sentence" o-tmf="{TOOL}"'
        f' adminlang="en" srclang={xml_attr(source)} datatype="plaintext"/>\n<body>\n'
    )


def _unit(u: Unit, tags: dict[str, str]) -> str:
    attributes = {
        "tuid": u.tuid,
        "creationdate": tmx_stamp(u.created),
        "creationid": u.author,
        "changedate": tmx_stamp(u.changed),
        "changeid": u.changer,
        **{KEPT_ATTRIBUTES[k]: v for k, v in u.props if k in KEPT_ATTRIBUTES},
    }
    head = "".join(f" {k}={xml_attr(v)}" for k, v in attributes.items() if v)
    ours = ((PROP_ORIGIN, u.origin.value if u.origin else ""), (PROP_DOCUMENT, u.document))
    props = [*((k, v) for k, v in ours if v), *((k, v) for k, v in u.props if k not in KEPT_ATTRIBUTES)]
    inner = f"<note>{xml_text(u.note)}</note>" if u.note else ""
    inner += "".join(f"<prop type={xml_attr(k)}>{xml_text(v)}</prop>" for k, v in props)
    for language, text in ((u.source_lang, u.source), (u.target_lang, u.target)):
        inner += f"<tuv xml:lang={xml_attr(tags.get(primary(language), language))}><seg>{xml_text(text)}</seg></tuv>"
    return f"<tu{head}>{inner}</tu>\n"
