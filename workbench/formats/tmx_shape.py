"""The fast path: most units of a file have one shape, which is learned from some and then found by one pattern.

A shape is two languages in a fixed order, with the attributes and properties seen, plain text in between, and nothing else
at all: no other element, comment, CDATA, entity in an attribute or odd blank fits. What fits is read column by column; what
does not, or is unusual in what it says (a time that is none, a side that is empty), goes to the exact reader.

Law: for every unit the rows are those of :mod:`workbench.formats.tmx_exact`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

from workbench.formats.languages import pick_all
from workbench.formats.stamps import stored_stamp
from workbench.formats.tmx_codes import CODES_OF_OTHERS, lf
from workbench.formats.tmx_unit import FIELDS, KEPT, ORIGINS, SIDES, Row

_S = "[ \t\n]"
_VALUE = '[^"<&\t\n]*+'
_ATTRIBUTES = rf'((?:{_S}++[A-Za-z_][\w.:-]*+="[^"<]*+")*+){_S}*+'
_ATTRIBUTE = re.compile(r'([A-Za-z_][\w.:-]*+)="([^"<]*+)"', re.ASCII)
_REFERENCE = re.compile(r"&(?:(amp|lt|gt|quot|apos)|#x([0-9A-Fa-f]{1,6})|#([0-9]{1,7}));", re.ASCII)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_TIMES = ("creationdate", "changedate")
_SAMPLES = 40
Columns = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Groups:
    """Which group of the pattern holds what; attributes and properties by (place, name)."""

    attributes: dict[tuple[str, str], int]
    props: list[tuple[str, int]]
    source: int
    target: int


class Shape:
    """A pattern whose matches are units of one shape, or (last group) whatever lies between two of them."""

    def __init__(self, pattern: re.Pattern[str], groups: _Groups, pair: tuple[str, str], tags: tuple[str, ...]) -> None:
        self.pattern, self.tags = pattern, tags
        self._groups, self._pair = groups, pair

    def rows(self, found: list[tuple[str, ...]]) -> tuple[list[Row], list[int]]:
        """Return a row for each match, and the places of those that are for the exact reader instead."""
        columns = list(zip(*found, strict=True))
        odd: set[int] = set()
        g = self._groups
        source, target = (_plain(columns[n], odd) for n in (g.source, g.target))
        for column in (source, target):
            if not all(map(str.strip, column)):
                odd.update(n for n, text in enumerate(column) if not text.strip())
        said = {name: self._said(columns, name) for name in (*_TIMES, "creationid", "changeid")}
        times = {name: _times(said[name], odd) for name in _TIMES}
        fields, props = self._props(columns, odd)
        tuid = self._groups.attributes.get(("tu", "tuid"))
        rows = zip(
            repeat(self._pair[0]), repeat(self._pair[1]), source, target, repeat(0), repeat(""),
            columns[tuid] if tuid is not None else repeat(""), *times.values(), said["creationid"], said["changeid"],
            fields["origin"], fields["document"], repeat(None), repeat(""), props, fields["before"], fields["after"],
            fields["via"], strict=False,
        )  # fmt: skip
        return list(rows), sorted(odd)

    def _said(self, columns: Columns, name: str) -> Any:
        """Return a column of what stands on the unit, or else on the translation."""
        places = [n for key in (("tu", name), ("target", name)) if (n := self._groups.attributes.get(key)) is not None]
        if not places:
            return repeat("")
        if len(places) == 1:
            return columns[places[0]]
        return [a or b for a, b in zip(columns[places[0]], columns[places[1]], strict=True)]

    def _props(self, columns: Columns, odd: set[int]) -> tuple[dict[str, Any], Any]:
        """Return the columns of the fields that come as properties, and that of the other properties."""
        fields: dict[str, Any] = {"origin": repeat(None), **{f: repeat("") for f in FIELDS.values() if f != "origin"}}
        kept = [(f"x-{k}", columns[n]) for k in KEPT if (n := self._groups.attributes.get(("tu", k))) is not None]
        rest = []
        for name, n in self._groups.props:
            column: Sequence[Any] = _plain(columns[n], odd)
            if name not in FIELDS:
                rest.append((name, column))
                continue
            if FIELDS[name] == "origin":
                column = list(map(ORIGINS.get, column))
            fields[FIELDS[name]] = column
            if not all(column):
                odd.update(n for n, value in enumerate(column) if not value)
        if not kept and not rest:
            return fields, repeat(())
        pairs = [[(name, v) if v else None for v in column] for name, column in kept]
        pairs += [[(name, v) for v in column] for name, column in rest]
        lines = zip(*pairs, strict=True)
        props = [tuple(p for p in line if p is not None) for line in lines] if kept else list(lines)
        return fields, props


def _plain(column: Sequence[str], odd: set[int]) -> Sequence[str]:
    """Return texts without references; what is no XML is left as it is and its place put to ``odd``."""
    if "&" not in "".join(column):
        return column
    return [_resolved(text, n, odd) if "&" in text else text for n, text in enumerate(column)]


def _resolved(text: str, n: int, odd: set[int]) -> str:
    plain, count = _REFERENCE.subn(_letter, text)
    if count != text.count("&") or "\0" in plain:
        odd.add(n)
        return text
    return lf(plain)


def _letter(m: re.Match[str]) -> str:
    """Return what a reference stands for, NUL (which no text has) where XML forbids it."""
    if m[1]:
        return _NAMED[m[1]]
    code = int(m[2], 16) if m[2] else int(m[3])
    legal = code in (9, 10, 13) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF
    return chr(code) if legal else "\0"


def _times(column: Any, odd: set[int]) -> Any:
    if isinstance(column, repeat):
        return column
    stored = list(map(stored_stamp, column))
    if not all(stored):
        odd.update(n for n, (raw, stamp) in enumerate(zip(column, stored, strict=True)) if raw and not stamp)
    return stored


class ShapeFinder:
    """Learns shapes; ``prefix`` is the name space prefix of the file's elements, with its colon."""

    def __init__(self, prefix: str, source: str, target: str) -> None:
        self._p, self._pair = re.escape(prefix), (source, target)
        p = self._p
        props = rf'((?:<{p}prop type="[^"<&\t\n]*+">[^<]*+</{p}prop>{_S}*+)*+)'
        variant = rf"<{p}tuv{_ATTRIBUTES}>{_S}*+{props}<{p}seg>[^<]*+</{p}seg>{_S}*+</{p}tuv>{_S}*+"
        self._type = re.compile(rf'<{p}prop type="([^"<&\t\n]*+)"')
        self._unit = re.compile(rf"<{p}tu{_ATTRIBUTES}>{_S}*+{props}{variant}{variant}</{p}tu>", re.ASCII)

    def learn(self, raws: Sequence[str]) -> Shape | None:
        """Return the commonest shape of these units, None when none has one."""
        shapes: Counter[tuple[Any, ...]] = Counter()
        for raw in raws[-_SAMPLES:]:
            m = self._unit.fullmatch(raw)
            if m is not None:
                shapes[self._outline(m)] += 1
        for outline, _count in shapes.most_common():
            shape = self._shape(*outline)
            if shape is not None:
                return shape
        return None

    def _outline(self, m: re.Match[str]) -> tuple[Any, ...]:
        """Return names of attributes and properties of unit and variants, and the languages of these."""
        out: list[Any] = []
        for group in (1, 3, 5):
            attributes = _ATTRIBUTE.findall(m[group])
            names = tuple(name for name, _value in attributes)
            values = dict(attributes)
            out += [names, values.get("xml:lang"), values.get("lang"), tuple(self._type.findall(m[group + 1]))]
        return tuple(out)

    def _shape(self, *outline: Any) -> Shape | None:
        unit, first, second = outline[0:4], outline[4:8], outline[8:12]
        tags = tuple(variant[1] or variant[2] or "" for variant in (first, second))
        source, target = (pick_all(tags, language) for language in self._pair)
        if len(source) != 1 or len(target) != 1 or source == target or not _fits(unit, first, second):
            return None
        sides = ("source", "target") if source == (0,) else ("target", "source")
        build = _PatternBuilder(self._p)
        build.unit(unit)
        for side, variant in zip(sides, (first, second), strict=True):
            build.variant(side, variant)
        return Shape(build.compiled(), build.groups(), self._pair, tags)


def _fits(unit: tuple[Any, ...], *variants: tuple[Any, ...]) -> bool:
    """Whether what an outline names can be read column by column."""
    for names, xml_lang, lang, _props in (unit, *variants):
        if len(set(names)) != len(names) or any(":" in n and n not in ("xml:lang", "xml:space") for n in names):
            return False
        if any(c in (xml_lang or "") + (lang or "") for c in "&\t\n"):
            return False
    props = unit[3]
    ours = [name for name in props if name in FIELDS]
    return len(set(ours)) == len(ours) and not any(map(CODES_OF_OTHERS.fullmatch, props))


class _PatternBuilder:
    """Writes the pattern of a shape and remembers its groups."""

    def __init__(self, prefix: str) -> None:
        self._p, self._parts, self._count = prefix, [""], 0
        self._attributes: dict[tuple[str, str], int] = {}
        self._props: list[tuple[str, str, int]] = []
        self._texts: dict[str, int] = {}

    def unit(self, outline: tuple[Any, ...]) -> None:
        names, _xml_lang, _lang, props = outline
        self._parts.append(f"<{self._p}tu")
        known = ("tuid", *_TIMES, "creationid", "changeid", *KEPT)
        self._optional("tu", names, known, {})
        self._parts.append(f"{_S}*+>{_S}*+")
        self._put_props("", props)

    def variant(self, side: str, outline: tuple[Any, ...]) -> None:
        names, xml_lang, lang, props = outline
        self._parts.append(f"<{self._p}tuv")
        known = (*_TIMES, "creationid", "changeid") if side == "target" else ()
        self._optional(side, names, known, {"xml:lang": xml_lang, "lang": lang})
        self._parts.append(f"{_S}*+>{_S}*+")
        self._put_props(SIDES[side == "target"], props)
        self._parts.append(f"<{self._p}seg>([^<]*+)</{self._p}seg>{_S}*+</{self._p}tuv>{_S}*+")
        self._texts[side] = self._next()

    def _optional(self, place: str, names: Sequence[str], known: Sequence[str], fixed: dict[str, str | None]) -> None:
        """Put the attributes in their order: the fixed ones as they are, the others if they are there."""
        for name in names:
            if name in fixed:
                self._parts.append(f'{_S}++{re.escape(name)}="{re.escape(fixed[name] or "")}"')
            elif name in known:
                self._parts.append(f'(?:{_S}++{re.escape(name)}="({_VALUE})")?+')
                self._attributes[place, name] = self._next()
            else:
                self._parts.append(f'(?:{_S}++{re.escape(name)}="{_VALUE}")?+')

    def _put_props(self, side: str, props: Sequence[str]) -> None:
        for name in props:
            p = self._p
            self._parts.append(f'<{p}prop type="{re.escape(name)}">([^<]*+)</{p}prop>{_S}*+')
            self._props.append((side, name, self._next()))

    def _next(self) -> int:
        self._count += 1
        return self._count - 1

    def groups(self) -> _Groups:
        order = {"": 0, SIDES[0]: 1, SIDES[1]: 2}
        props = sorted(self._props, key=lambda p: (order[p[0]], p[2]))
        return _Groups(
            self._attributes,
            [(side + name, n) for side, name, n in props],
            self._texts["source"],
            self._texts["target"],
        )

    def compiled(self) -> re.Pattern[str]:
        p = self._p
        usual = "".join(self._parts) + f"</{p}tu>{_S}*+"
        return re.compile(rf"{usual}|(.+?)(?=<{p}tu[ \t\n/>]|\Z)", re.DOTALL)
