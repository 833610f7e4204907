"""Writing TMX 1.4b: valid against tmx14.dtd, inline codes as TMX has them (level 2), the same bytes for the same units."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.files import write_atomically
from workbench.formats.languages import primary
from workbench.formats.stamps import tmx_stamp
from workbench.formats.tmx_codes import CODES_OF_OTHERS, PROP_CODES
from workbench.formats.tmx_codes_write import known_codes, seg_markup
from workbench.formats.tmx_unit import KEPT, PROP_AFTER, PROP_BEFORE, PROP_DOCUMENT, PROP_ORIGIN, PROP_VIA, SIDES
from workbench.formats.xml_text import xml_attr, xml_text
from workbench.model import Repair, Unit

TOOL = "workbench"
_TOGETHER = 500
"""Units encoded and looked through at once."""
_SEGTYPES = ("block", "paragraph", "sentence", "phrase")
_KEPT = {f"x-{name}": name for name in KEPT}
_FIELDS = attrgetter(*Unit.__dataclass_fields__)
_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 13})
_SPECIAL = re.compile('[&<>"\r\n\t]')


def write_tmx(
    path: Path,
    units: Iterable[Unit],
    *,
    source: str,
    target: str,
    metadata: bool = True,
    report: Callable[[Repair], None] | None = None,
) -> int:
    """Write units as TMX 1.4b (UTF-8, no byte order mark, LF) and return how many.

    ``source`` and ``target`` are the tags written, with their region if they have one; a unit of the other direction
    keeps its own order of sides. Without ``metadata`` only the texts are written, with their inline codes. Characters XML
    forbids become U+FFFD and are reported; the store holds none, so that is a last guard. Memory does not grow with the
    units. The file is the old one or the new one, never half. Raises :class:`FileError`.
    """
    return write_tmx_rows(path, map(_FIELDS, units), source=source, target=target, metadata=metadata, report=report)


def write_tmx_rows(
    path: Path,
    rows: Iterable[tuple[Any, ...]],
    *,
    source: str,
    target: str,
    metadata: bool = True,
    report: Callable[[Repair], None] | None = None,
) -> int:
    """Write rows, the fields of :class:`workbench.model.Unit` in their order, as :func:`write_tmx` writes units.

    Properties may be the JSON list of pairs they are stored as.
    """
    count = replaced = 0
    tags = {primary(source): source, primary(target): target}
    unit = partial(_unit, _Tags(tags), metadata)

    def chunks() -> Iterator[bytes]:
        nonlocal count, replaced
        yield _head(source).encode()
        rest = iter(rows)
        while some := list(islice(rest, _TOGETHER)):
            count += len(some)
            data, found = _encoded("".join(map(unit, some)))
            replaced += found
            yield data
        yield b"</body>\n</tmx>\n"

    write_atomically(path, chunks())
    if replaced and report is not None:
        what = "1 character" if replaced == 1 else f"{replaced} characters"
        report(Repair(0, f"{what} that XML forbids became U+FFFD."))
    return count


def _encoded(text: str) -> tuple[bytes, int]:
    """Return the bytes of a text, and how many forbidden characters became U+FFFD in it."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # a lone surrogate
        data = b"\0"
    # Looked for among the bytes, several times faster than among letters; EF BF begins U+FFFE, U+FFFF and little else.
    if len(data.translate(None, _CONTROL_BYTES)) == len(data) and b"\xef\xbf" not in data:
        return data, 0
    text, found = _FORBIDDEN.subn("\ufffd", text)
    return text.encode(), found


class _Tags(dict[str, str]):
    """From a language as stored to the start of its ``tuv``."""

    def __init__(self, tags: dict[str, str]) -> None:
        super().__init__()
        self._tags = tags

    def __missing__(self, language: str) -> str:
        value = f"<tuv xml:lang={xml_attr(self._tags.get(primary(language), language))}>"
        self[language] = value
        return value


def _head(source: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
        f'<header creationtool="{TOOL}" creationtoolversion="{__version__}" segtype="sentence" o-tmf="{TOOL}"'
        f' adminlang="en" srclang={xml_attr(source)} datatype="plaintext"/>\n<body>\n'
    )


def _text(text: str) -> str:
    """Return a text for between tags; a bare CR would come back as LF."""
    if "&" in text or "<" in text or ">" in text or "\r" in text:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return text


def _attr(name: str, value: str) -> str:
    return f" {name}={xml_attr(value)}" if _SPECIAL.search(value) else f' {name}="{value}"'


@lru_cache(1000)
def _person(name: str, value: str) -> str:
    return _attr(name, value)


def _unit(tags: _Tags, metadata: bool, row: tuple[Any, ...]) -> str:
    (
        source_lang, target_lang, source, target, _id, _memory, tuid, created, changed, author, changer,
        origin, document, _segment, note, props, before, after, via,
    ) = row  # fmt: skip
    if isinstance(props, str):
        props = json.loads(props) if props != "[]" else ()
    head = inner = ""
    if not metadata:
        props = [p for p in props if p[0] == PROP_CODES]
    else:
        if author:
            head = _person("creationid", author)
        if changer:
            head += _person("changeid", changer)
        if changed and (stamp := tmx_stamp(changed)):
            head = f' changedate="{stamp}"{head}'
        if created and (stamp := tmx_stamp(created)):
            head = f' creationdate="{stamp}"{head}'
        if tuid:
            head = f' tuid="{tuid}"{head}' if tuid.isalnum() else _attr("tuid", tuid) + head
        if note or origin or document or before or after or via:
            inner = _inner(note, str(origin or ""), via, document, before, after)
    if not props:
        return (
            f"<tu{head}>{inner}{tags[source_lang]}<seg>{_text(source)}</seg></tuv>"
            f"{tags[target_lang]}<seg>{_text(target)}</seg></tuv></tu>\n"
        )
    kept, between, of_source, of_target, codes = _sorted_out(props)
    segs = (_text(source), _text(target))
    if codes is not None:
        first, second = known_codes(codes)
        segs = (seg_markup(source, first, second), seg_markup(target, second, first))
    return (
        f"<tu{head}{kept}>{inner}{between}{tags[source_lang]}{of_source}<seg>{segs[0]}</seg></tuv>"
        f"{tags[target_lang]}{of_target}<seg>{segs[1]}</seg></tuv></tu>\n"
    )


def _inner(note: str, origin: str, via: str, document: str, before: str, after: str) -> str:
    """Return note and properties that are fields of the model."""
    fields = (
        (PROP_ORIGIN, origin),
        (PROP_VIA, via),
        (PROP_DOCUMENT, document),
        (PROP_BEFORE, before),
        (PROP_AFTER, after),
    )
    inner = f"<note>{_text(note)}</note>" if note else ""
    return inner + "".join([f'<prop type="{name}">{_text(value)}</prop>' for name, value in fields if value])


def _sorted_out(props: Iterable[tuple[str, str]]) -> tuple[str, str, str, str, str | None]:
    """Return attributes of the unit, and properties of the unit, the source and the target as markup; and the codes."""
    kept: dict[str, str] = {}
    places = {"": "", **dict.fromkeys(SIDES, "")}
    codes = None
    for name, value in props:
        if name == PROP_CODES:
            codes = value
        elif value and _KEPT.get(name, name) not in (name, *kept) and (name != "x-segtype" or value in _SEGTYPES):
            kept[_KEPT[name]] = value
        else:
            side = name[:7] if name[:7] in SIDES else ""
            kind = name[len(side) :]
            if not side and CODES_OF_OTHERS.fullmatch(kind):
                kind = kind.removeprefix("x-")
            places[side] += f"<prop type={xml_attr(kind)}>{xml_text(value)}</prop>"
    return "".join(f" {k}={xml_attr(kept[k])}" for k in KEPT if k in kept), *places.values(), codes  # type: ignore[return-value]
