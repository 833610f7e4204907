"""Units of a TMX file through the XML parser: many at once, and one by one where one of them is broken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from workbench.formats.tmx_head import Head
from workbench.formats.tmx_unit import Reading, rows_of
from workbench.formats.xml_source import forbidden_notice
from workbench.formats.xml_stream import safe_parser, without_namespaces

_REFERENCE = re.compile(r"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
_NO_TEXT = re.compile("[\ud800-\udfff]")
_GROWTH = re.compile("amplification|entity.*loop|loop.*entity", re.IGNORECASE)
_UNDECLARED = re.compile(r"Entity '([^']+)' not defined")


@dataclass(frozen=True, slots=True)
class Broken:
    """A unit that is no XML. ``grows`` says that it is an attack: entities within entities."""

    reason: str
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A unit that was read; ``repaired`` is what is to be told of it, ``letters`` how long its texts are."""

    reading: Reading
    repaired: str = ""


Result = Read | Broken


class ExactReader:
    """Parses units in the place they have in their file: under its root's tag and its own declarations."""

    def __init__(self, head: Head, source: str, target: str) -> None:
        self._before, self._after = head.opening.encode("utf-8", "replace"), head.closing.encode()
        self._pair = source, target
        self._parser = safe_parser()

    def read(self, raws: list[str]) -> list[Result]:
        """Return what each unit gave, in order."""
        try:
            elements = self._parse("".join(raws))
        except (etree.XMLSyntaxError, UnicodeEncodeError):
            elements = []
        if len(elements) == len(raws):
            return [Read(rows_of(e, *self._pair)) for e in elements]
        return [self._one(raw) for raw in raws]

    def _parse(self, text: str) -> list[Any]:
        root = etree.fromstring(self._before + text.encode() + self._after, self._parser)
        return [without_namespaces(e) for e in root[0]]

    def _one(self, raw: str) -> Result:
        if _NO_TEXT.search(raw):
            return Broken("bytes that are no text in the file's encoding")
        try:
            return self._single(raw, "")
        except etree.XMLSyntaxError as e:
            error = e
        repaired, found = _without_forbidden(raw)
        if found:
            try:
                return self._single(repaired, forbidden_notice(found))
            except etree.XMLSyntaxError as e:
                error = e
        # The parser's words may quote the file; a notice is one line.
        reason = (error.msg or "not well-formed").split(", line")[0].split(", see")[0].split("\n")[0][:80]
        undeclared = _UNDECLARED.match(reason)
        if undeclared:
            return Broken(f"the entity &{undeclared[1]}; is declared nowhere")
        return Broken(reason, grows=bool(_GROWTH.search(reason)))

    def _single(self, raw: str, notice: str) -> Result:
        elements = self._parse(raw)
        return Read(rows_of(elements[0], *self._pair), notice) if len(elements) == 1 else Broken("not one element")


def _without_forbidden(raw: str) -> tuple[str, list[str]]:
    """Return the text with U+FFFD for references to characters XML forbids, and those characters; CDATA is left alone."""
    found: list[str] = []
    if "<![CDATA[" in raw:
        return raw, found

    def replaced(m: re.Match[str]) -> str:
        code = int(m[1], 16) if m[1] else int(m[2])
        legal = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
        if legal:
            return m[0]
        found.append(chr(code) if code <= 0x10FFFF else "\uffff")
        return "\ufffd"

    return _REFERENCE.sub(replaced, raw), found
