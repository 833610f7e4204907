"""Arabic letters in their joined forms, one entry a grid cell, each with the span of text it draws.

A grid of cells has no font shaping: the contextual forms are the presentation forms of Unicode (U+FB50 to U+FEFC), taken
from their decompositions. Lam and alef share a cell. Marks stand in the cell of their letter; controls in that of the
character before, undrawn unless they are asked for. Joining never crosses a space, so a text is shaped word by word, and
a word that was shaped before is looked up.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rich.cells import cell_len

from workbench.bidi.data import JOIN_C, JOIN_D, JOIN_R

_ISOLATED, _FINAL, _INITIAL, _MEDIAL = range(4)
_KINDS = {"<isolated>": _ISOLATED, "<final>": _FINAL, "<initial>": _INITIAL, "<medial>": _MEDIAL}
_LAM = "\u0644"
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_DOTTED_CIRCLE = "\u25cc"
_MARKS_DRAWN = 8
"""So many marks are drawn on one letter; a text may have thousands."""
_UNDRAWN = frozenset("\u200b\ufeff\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")
"""Spaces without width, variation selectors and skin tones: terminals disagree about the columns they take."""
_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2")
"""Arabic number signs: format characters that fonts draw and half of the terminals give no column."""
_OVERRIDES = frozenset("\u202d\u202e")
"""They can make a text read as another one: always shown."""
LABELS = {
    "\u00ad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u180e": "MVS",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "BOM",
}
"""Names of controls, as they are shown when somebody asks for them; others are shown by their number."""
_HARAKAT = frozenset(map(chr, (*range(0x64B, 0x653), 0x670)))
"""Vowel signs and shadda, which may be hidden; hamza and madda above are part of a letter."""
_SPACES = {" ": "·", "\u00a0": "⍽", "\u202f": "⍽", "\u2007": "⍽", "\u115f": "⍽", "\u3164": "⍽", "\uffa0": "⍽"}


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text as cells in logical order.

    Cell ``i`` draws ``text[starts[i]:starts[i + 1]]`` as ``glyphs[i]`` in ``widths[i]`` columns; ``starts`` has one entry
    more, the length of the text. Law: the spans tile the text.
    """

    starts: Sequence[int]
    glyphs: Sequence[str]
    widths: Sequence[int]


def _forms() -> tuple[dict[str, list[str]], dict[str, tuple[str, str]]]:
    """Return letter -> four forms ('' where there is none), and alef -> (isolated, final) with lam."""
    forms: dict[str, list[str]] = {}
    lam_alef: dict[str, list[str]] = {}
    for low, high in ((0xFB50, 0xFBFF), (0xFE70, 0xFEFC)):
        for code in range(low, high + 1):
            parts = unicodedata.decomposition(chr(code)).split()
            if not parts or parts[0] not in _KINDS:
                continue
            base = "".join(chr(int(p, 16)) for p in parts[1:])
            kind = _KINDS[parts[0]]
            if len(base) == 1:
                forms.setdefault(base, [""] * 4)[kind] = chr(code)
            elif code >= 0xFEF5 and base[0] == _LAM:
                lam_alef.setdefault(base[1], ["", ""])[kind] = chr(code)
    for letter, given in forms.items():
        isolated = given[_ISOLATED] or letter
        forms[letter] = [
            isolated,
            given[_FINAL] or isolated,
            given[_INITIAL] or isolated,
            given[_MEDIAL] or given[_FINAL] or isolated,
        ]
    return forms, {alef: (pair[0], pair[1]) for alef, pair in lam_alef.items()}


_FORMS, _LAM_ALEF = _forms()
_CAUSING = frozenset(JOIN_C + _ZWJ)
_JOINS_ON = frozenset(JOIN_D) | _CAUSING
"""What joins to the letter behind it."""
_JOINED_TO = _JOINS_ON | frozenset(JOIN_R)
"""What the letter before joins to."""


@lru_cache(4096)
def form_of(char: str) -> str:
    """Return which form of a letter a presentation form is: isolated, final, initial, medial; '' for other characters."""
    tag = unicodedata.decomposition(char).partition(" ")[0]
    return tag[1:-1] if tag in _KINDS else ""


@lru_cache(8192)
def joining(char: str) -> str:
    """Return how a character joins: D both sides, R to the right only, C causes joining, T transparent mark,
    Z undrawn control, N the non-joiner, U not at all (ArabicShaping.txt; marks and controls by category).
    """
    if char in _CAUSING:
        return "C"
    if char in _JOINED_TO:
        return "D" if char in _JOINS_ON else "R"
    category = unicodedata.category(char)
    if char in _UNDRAWN:
        return "Z"
    if category in ("Mn", "Me"):
        return "T"
    if category == "Cf" and char not in _SIGNS:
        return "N" if char == _ZWNJ else "Z"
    return "U"


def shaped(text: str, *, forms: bool = True, harakat: bool = True, labels: bool = False) -> Shaped:
    """Return the cells of a text.

    With ``forms`` off letters stay as they are written, with ``harakat`` off without their marks. With ``labels`` controls
    and spaces are drawn, controls as a name each.
    """
    starts: list[int] = []
    glyphs: list[str] = []
    widths: list[int] = []
    at = 0
    space = _SPACES[" "] if labels else " "
    for word in _words(text):
        if word:
            found = _known(word, forms, harakat, labels)
            starts += [at + start for start in found.starts[:-1]]
            glyphs += found.glyphs
            widths += found.widths
            at += len(word)
        starts.append(at)
        glyphs.append(space)
        widths.append(1)
        at += 1
    # Behind the last word there is no space.
    starts[-1] = len(text)
    return Shaped(starts, glyphs[:-1], widths[:-1])


_SPACE = re.compile(r" (?![^\w\s!-~،؛؟«»“”‘’…–—])")
"""A space that nothing behind it can attach to: a mark or control would belong to it."""
_PLAIN = re.compile(r"[!-~\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u06f0-\u06f9،؛؟«»“”‘’…–—-]*")
"""Words of these only have neither marks nor controls."""


def _words(text: str) -> list[str]:
    return text.split(" ") if text.isascii() else _SPACE.split(text)


@lru_cache(32768)
def _known(word: str, forms: bool, harakat: bool, labels: bool) -> Shaped:
    if word.isascii():
        return Shaped(range(len(word) + 1), word, (1,) * len(word))
    if _PLAIN.fullmatch(word):
        return _shape_plain(word) if forms else Shaped(range(len(word) + 1), word, (1,) * len(word))
    return _shape(_gather(word, harakat=harakat, labels=labels), len(word), forms)


_GROUP = re.compile(f"[{''.join(sorted(_JOINS_ON - {_ZWJ}))}]++[{JOIN_R}]?")
"""Letters that join to one another: any that join on, and one that ends it."""
_FORM = [
    str.maketrans({letter: given[form] for letter, given in _FORMS.items() if letter in _JOINED_TO})
    for form in range(4)
]


def _shape_plain(word: str) -> Shaped:
    """Shape a word of letters without marks and controls, one joined group after the other."""
    glyphs: list[str] = []
    starts = list(range(len(word) + 1))
    at = 0
    for m in _GROUP.finditer(word):
        start, end = m.span()
        glyphs += word[at:start].translate(_FORM[_ISOLATED])
        at = end
        # A lam-alef can only stand at the end of a group.
        tail = end - 2 if end - start > 1 and word[end - 2] == _LAM and word[end - 1] in _LAM_ALEF else end - 1
        if tail > start:
            glyphs += word[start].translate(_FORM[_INITIAL]) + word[start + 1 : tail].translate(_FORM[_MEDIAL])
        if tail == end - 2:
            glyphs.append(_LAM_ALEF[word[end - 1]][tail > start])
            starts.remove(end - 1)
        else:
            glyphs += word[tail].translate(_FORM[_FINAL if tail > start else _ISOLATED])
    glyphs += word[at:].translate(_FORM[_ISOLATED])
    return Shaped(starts, glyphs, (1,) * len(glyphs))


@dataclass(frozen=True, slots=True)
class _Clusters:
    """The characters of a word that take a cell, with what belongs to each: its marks, and what controls do to it."""

    starts: Sequence[int]
    bases: Sequence[str]
    marks: Sequence[str]
    cut: frozenset[int] = frozenset()
    """Cells that a non-joiner follows."""
    held: frozenset[int] = frozenset()
    """Cells that a joiner follows."""
    labels: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)
    """Controls that are drawn, with their place, by the cell they stand behind; -1 in front of all."""


def _shape(parts: _Clusters, length: int, forms: bool) -> Shaped:
    """Choose the form of each letter; ``length`` is that of the word."""
    bases, marks, cut, held = parts.bases, parts.marks, parts.cut, parts.held
    starts: list[int] = []
    glyphs: list[str] = []
    joined = False
    count = len(bases)
    at = 0
    for place, name in parts.labels.get(-1, ()):
        starts.append(place)
        glyphs.append(name)
    while at < count:
        base, mark, behind = bases[at], marks[at], at + 1
        starts.append(parts.starts[at])
        if not forms:
            glyphs.append(base + mark)
        elif base == _LAM and behind < count and _ligates(parts, behind):
            glyphs.append(_LAM_ALEF[bases[behind]][joined] + mark + marks[behind])
            joined = False
            at = behind
        elif base in _JOINED_TO:
            follows = behind < count and bases[behind] in _JOINED_TO
            joins_on = base in _JOINS_ON and at not in cut and (follows or at in held)
            given = _FORMS.get(base)
            if given is not None:
                base = given[(_MEDIAL if joins_on else _FINAL) if joined else (_INITIAL if joins_on else _ISOLATED)]
            glyphs.append(base + mark)
            joined = joins_on
        else:
            glyphs.append(base + mark)
            joined = at in held
        for place, name in parts.labels.get(at, ()):
            starts.append(place)
            glyphs.append(name)
        at += 1
    starts.append(length)
    return Shaped(starts, glyphs, [cell_len(g) for g in glyphs])


def _ligates(parts: _Clusters, alef: int) -> bool:
    """Whether the lam before this cell and the alef in it are drawn as one."""
    lam = alef - 1
    if parts.bases[alef] not in _LAM_ALEF:
        return False
    return lam not in parts.cut and lam not in parts.labels


def _gather(word: str, *, harakat: bool, labels: bool) -> _Clusters:
    """Put marks and controls to the letter before them."""
    starts: list[int] = []
    bases: list[str] = []
    marks: list[list[str]] = []
    cut, held = set(), set()
    shown: dict[int, list[tuple[int, str]]] = {}
    for i, char in enumerate(word):
        kind = joining(char)
        here = len(bases) - 1
        if kind not in "TZN" and char != _ZWJ:
            starts.append(i)
            bases.append("¤" if char in _SIGNS else _SPACES.get(char, char) if labels else char)
            marks.append([])
        elif char in _OVERRIDES or (labels and (char in LABELS or unicodedata.category(char) == "Cf")):
            shown.setdefault(here, []).append((i, f"‹{LABELS.get(char) or f'{ord(char):04X}'}›"))
        elif here < 0 and not shown:
            # A mark or control before all: it has a cell of its own, so that every character is in the map.
            starts.append(i)
            bases.append(_DOTTED_CIRCLE if kind == "T" else "")
            marks.append([char] if kind == "T" else [])
        elif kind == "T" and here >= 0 and not bases[here]:
            # Behind a control before all: a mark alone would land on whatever stands to its left.
            bases[here], marks[here] = _DOTTED_CIRCLE, [char]
        elif kind == "T" and here >= 0 and len(marks[here]) < _MARKS_DRAWN and (harakat or char not in _HARAKAT):
            marks[here].append(char)
        if here >= 0 and kind == "N":
            cut.add(here)
        if char == _ZWJ:
            held.add(max(here, 0))
    drawn = ["".join(m) for m in marks]
    return _Clusters(starts, bases, drawn, frozenset(cut), frozenset(held), shown)
