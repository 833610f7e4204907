"""Inline codes of TMX as numbered tags in a text: ``Click <1>here</1> <2/>``, and back.

In TMX a code is an element around native formatting: ``<bpt i="1">&lt;b&gt;</bpt>``. A stored text has numbered tags in
its place, which a translator can see, move and type; what they stand for travels with the unit as the property
:data:`PROP_CODES`. The same number on both sides is the same code: a pair or a place matched by its ``x``, else by what is
in it. A number is never one that stands as plain text on either side, so a literal ``<1>`` stays what it is.

Law: a ``seg`` whose codes are paired and nested as TMX asks, read, written and read again, is the same text and codes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PROP_CODES = "x-codes"
CODES_OF_OTHERS = re.compile(r"(?:x-)+codes")
"""What a property of a file may be called that we would take for ours: read with one ``x-`` more, written with one less."""
ATTRIBUTES = {
    "bpt": ("i", "x", "type"), "ept": ("i",), "it": ("pos", "x", "type"), "ph": ("x", "assoc", "type"),
    "hi": ("x", "type"), "ut": ("x",), "sub": ("datatype", "type"),
}  # fmt: skip
"""The elements inside a ``seg`` and the attributes tmx14.dtd gives them; others are left out."""
OPEN, CLOSE, POINT = "<", ">", "/"
TAG = re.compile(r"<(/?)([1-9]\d{0,5})(/?)>", re.ASCII)
"""A numbered tag; with a stroke on both ends it is none."""


@dataclass(slots=True)
class Code:
    """One inline code: ``form`` is OPEN, CLOSE or POINT, ``content`` texts and ``sub`` as ``[name, attributes, content]``."""

    name: str
    form: str
    attributes: dict[str, str]
    content: list[Any]
    pair: int = 0
    """Which opening and closing of this side belong together; 0 for a place."""
    number: int = 0


Part = str | Code


def parts_of(segment: Any) -> tuple[list[Part], int]:
    """Return texts and codes of a ``seg`` in order, and how many elements unknown to TMX were left out; their text stays."""
    if not len(segment):
        return [lf(segment.text or "")], 0
    parts: list[Part] = []
    unknown = _collect(segment, parts)
    _pair_up([p for p in parts if isinstance(p, Code)])
    return parts, unknown


def _collect(element: Any, parts: list[Part]) -> int:
    unknown = 0
    parts.append(lf(element.text or ""))
    for child in element:
        name = child.tag
        if name == "hi":
            attributes = _attributes(child)
            mark = -1 - len(parts)  # below 0, apart from the pairs of bpt and ept
            parts.append(Code("hi", OPEN, attributes, [], mark))
            unknown += _collect(child, parts)
            parts.append(Code("hi", CLOSE, {}, [], mark))
        elif name in ATTRIBUTES and name != "sub":
            parts.append(Code(name, {"bpt": OPEN, "ept": CLOSE}.get(name, POINT), _attributes(child), _content(child)))
        elif isinstance(name, str):
            unknown += name != "sub"
            unknown += _collect(child, parts)
        parts.append(lf(child.tail or ""))
    return unknown


def lf(text: str) -> str:
    """Return a text of XML as it is stored: a CR can only have come as ``&#13;``."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _attributes(element: Any) -> dict[str, str]:
    return {k: element.get(k) for k in ATTRIBUTES[element.tag] if element.get(k)}


def _content(element: Any) -> list[Any]:
    """Return what is inside a code: text, and ``sub`` (which may hold codes again) as lists; anything else is but text."""
    out: list[Any] = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            inner = _content(child)
            legal = (child.tag == "sub") != (element.tag == "sub") and child.tag in ATTRIBUTES
            out += [[child.tag, _attributes(child), inner]] if legal else inner
        out.append(child.tail or "")
    return _joined(out)


def _joined(parts: list[Any]) -> list[Any]:
    """Return the list with neighbouring texts made one and empty ones gone."""
    out: list[Any] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif part != "":
            out.append(part)
    return out


def _pair_up(codes: list[Code]) -> None:
    """Match each ``bpt`` with the ``ept`` of its ``i``; what has no partner becomes an ``it``, as TMX writes it."""
    waiting: dict[str, list[Code]] = {}
    pair = 0
    for code in codes:
        if code.name == "bpt":
            waiting.setdefault(code.attributes.get("i", ""), []).append(code)
        elif code.name == "ept" and waiting.get(code.attributes.get("i", "")):
            pair += 1
            code.pair = waiting[code.attributes.get("i", "")].pop(0).pair = pair
    for code in codes:
        if code.name in ("bpt", "ept") and not code.pair:
            pos = "begin" if code.name == "bpt" else "end"
            kept = {k: v for k, v in code.attributes.items() if k in ATTRIBUTES["it"]}
            code.name, code.form, code.attributes = "it", POINT, {"pos": pos, **kept}
        elif code.name == "it" and code.attributes.get("pos") not in ("begin", "end"):
            pos = "end" if code.attributes.get("pos", "").lower() == "end" else "begin"
            code.attributes = {**code.attributes, "pos": pos}


def number(source: Sequence[Part], target: Sequence[Part]) -> tuple[str, str, str]:
    """Return both texts with numbered tags, and the value of :data:`PROP_CODES` ('' when there is no code)."""
    if len(source) == len(target) == 1:
        return source[0], target[0], ""  # type: ignore[return-value] # a code never stands without the texts beside it
    sides = (source, target)
    if all(isinstance(p, str) for side in sides for p in side):
        return "".join(source), "".join(target), ""  # type: ignore[arg-type]
    plain = "\0".join(p if isinstance(p, str) else "\0" for side in sides for p in side)
    numbers = _free_numbers({int(found[1]) for found in TAG.findall(plain)})
    known: list[Code] = []
    for side in sides:
        _give_numbers([p for p in side if isinstance(p, Code)], known, numbers)
    codes = [[[c.number, c.form, c.name, c.attributes, c.content] for c in s if isinstance(c, Code)] for s in sides]
    return _text(source), _text(target), json.dumps(codes, ensure_ascii=False, separators=(",", ":"))


def _free_numbers(taken: set[int]) -> Iterator[int]:
    n = 0
    while True:
        n += 1
        if n not in taken:
            yield n


def _give_numbers(codes: list[Code], known: list[Code], numbers: Iterator[int]) -> None:
    """Number the codes of a side; ``known`` holds the openings and places of the sides before, each taken once."""
    pairs: dict[int, int] = {}
    left = list(known)
    mine = []
    for code in codes:
        if code.pair in pairs:
            code.number = pairs[code.pair]
            continue
        same = _same(code, left)
        if same is not None:
            left.remove(same)
        code.number = same.number if same is not None else next(numbers)
        mine.append(code)
        if code.pair:
            pairs[code.pair] = code.number
    known += mine


def _same(code: Code, known: list[Code]) -> Code | None:
    like = [k for k in known if k.name == code.name and k.form == code.form]
    x = code.attributes.get("x")
    if x:
        return next((k for k in like if k.attributes.get("x") == x), None)
    return next((k for k in like if k.content == code.content), None)


def _text(side: Sequence[Part]) -> str:
    return "".join(p if isinstance(p, str) else written(p.number, p.form) for p in side)


def written(number: int, form: str) -> str:
    """Return the tag as it stands in a text."""
    return f"</{number}>" if form == CLOSE else f"<{number}/>" if form == POINT else f"<{number}>"
