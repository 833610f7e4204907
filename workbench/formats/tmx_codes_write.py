"""The way back from numbered tags to inline codes: always well-formed and valid, whatever was done to the text.

A tag whose code is known becomes its element. Where a translator took away one half of a pair, the other is written as
``it``; half a ``hi``, which has no code of its own, is left out. A tag nobody knows is plain text.
"""

from __future__ import annotations

import json
from typing import Any

from workbench.formats.tmx_codes import ATTRIBUTES, CLOSE, OPEN, POINT, TAG, Code
from workbench.formats.xml_text import xml_attr, xml_text

Codes = dict[tuple[int, str], Code]
_DEEPEST = 20


def known_codes(value: str) -> tuple[Codes, Codes]:
    """Return the codes of source and target by number and form; none where the value is not as it was made."""
    try:
        sides = json.loads(value)
        source, target = ({(e[0], e[1]): _code(*e) for e in side} for side in sides)
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}, {}
    return source, target


def _code(number: int, form: str, name: str, attributes: dict[str, str], content: list[Any]) -> Code:
    forms = {"bpt": (OPEN,), "ept": (CLOSE,), "hi": (OPEN, CLOSE)}.get(name, (POINT,))
    if name not in ATTRIBUTES or name == "sub" or form not in forms or not isinstance(number, int):
        raise ValueError(name)
    if not all(isinstance(v, str) for v in attributes.values()):
        raise TypeError(name)
    _content(content, 0)  # raises for what cannot be written
    return Code(name, form, attributes, content, number=number)


def seg_markup(text: str, codes: Codes, others: Codes) -> str:
    """Return the inside of a ``seg``; ``others`` are the codes of the other side, for tags taken over from there."""
    tags = []
    for m in TAG.finditer(text):
        form = POINT if m[3] else CLOSE if m[1] else OPEN
        code = None if m[1] and m[3] else codes.get((int(m[2]), form)) or others.get((int(m[2]), form))
        if code is not None:
            tags.append((m.start(), m.end(), code))
    partners = _partners([code for _start, _end, code in tags])
    ids = _ids([code for _start, _end, code in tags], partners)
    out, at = [], 0
    for n, (start, end, code) in enumerate(tags):
        out += [xml_text(text[at:start]), _element(code, ids.get(n), paired=n in partners)]
        at = end
    out.append(xml_text(text[at:]))
    return "".join(out)


def _partners(codes: list[Code]) -> dict[int, int]:
    """Return which places belong together, both ways: ``bpt`` and the next ``ept`` of its number, ``hi`` only when nested."""
    partners: dict[int, int] = {}
    waiting: dict[int, list[int]] = {}
    stack: list[int] = []
    for n, code in enumerate(codes):
        first = None
        if code.name == "bpt":
            waiting.setdefault(code.number, []).append(n)
        elif code.name == "ept" and waiting.get(code.number):
            first = waiting[code.number].pop(0)
        elif code.name == "hi" and code.form == OPEN:
            stack.append(n)
        elif code.name == "hi" and code.number in [codes[s].number for s in stack]:
            while codes[first := stack.pop()].number != code.number:
                pass
        if first is not None:
            partners[first], partners[n] = n, first
    return partners


def _ids(codes: list[Code], partners: dict[int, int]) -> dict[int, str]:
    """Return the ``i`` of each paired ``bpt`` and ``ept``: its own, or a free number where that is taken already."""
    ids: dict[int, str] = {}
    used: set[str] = set()
    for n, code in enumerate(codes):
        if code.name == "bpt" and n in partners:
            own = code.attributes.get("i") or str(code.number)
            free = (str(k) for k in range(1, len(codes) + len(used) + 2))
            ids[n] = ids[partners[n]] = own if own not in used else next(k for k in free if k not in used)
            used.add(ids[n])
    return ids


def _element(code: Code, own: str | None, *, paired: bool) -> str:
    if code.name == "hi":
        if not paired:
            return ""
        return f"<hi{_attributes('hi', code.attributes)}>" if code.form == OPEN else "</hi>"
    name, attributes = code.name, code.attributes
    if name in ("bpt", "ept"):
        if paired:
            attributes = {**attributes, "i": own or ""}
        else:
            name, attributes = "it", {**attributes, "pos": "begin" if name == "bpt" else "end"}
    return f"<{name}{_attributes(name, attributes)}>{_content(code.content, 0)}</{name}>"


def _attributes(name: str, attributes: dict[str, str]) -> str:
    need = {"bpt": {"i": "1"}, "ept": {"i": "1"}, "it": {"pos": "begin"}}.get(name, {})
    values = {**need, **attributes}
    if name == "it" and values["pos"] not in ("begin", "end"):
        values["pos"] = "begin"
    return "".join(f" {k}={xml_attr(values[k])}" for k in ATTRIBUTES[name] if values.get(k))


def _content(content: list[Any], depth: int) -> str:
    """Return what is inside a code: at even depths only ``sub``, inside ``sub`` only codes. Raises ValueError, TypeError."""
    if depth > _DEEPEST or not isinstance(content, list):
        raise ValueError(depth)
    out = []
    for part in content:
        if isinstance(part, str):
            out.append(xml_text(part))
            continue
        name, attributes, inner = part
        if name not in ATTRIBUTES or (name == "sub") == bool(depth % 2):
            raise ValueError(name)
        out.append(f"<{name}{_attributes(name, attributes)}>{_content(inner, depth + 1)}</{name}>")
    return "".join(out)
