"""Arabic letters in their joined forms, one entry a grid cell, each with the span of text it draws.

A grid of cells has no font shaping: the contextual forms are the presentation forms of Unicode (U+FB50 to U+FEFC), taken
from their decompositions. Lam and alef share a cell. Marks stand in the cell of their letter; controls in that of the
character before, undrawn.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from workbench.bidi.data import JOIN_C, JOIN_D, JOIN_R

_ISOLATED, _FINAL, _INITIAL, _MEDIAL = range(4)
_KINDS = {"<isolated>": _ISOLATED, "<final>": _FINAL, "<initial>": _INITIAL, "<medial>": _MEDIAL}
_LAM = "\u0644"
_ZWNJ, _ZWJ = "\u200c", "\u200d"
_SPACELESS = "\u200b\ufeff"
_DOTTED_CIRCLE = "\u25cc"


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
    return forms, {alef: (pair[0], pair[1]) for alef, pair in lam_alef.items()}


_FORMS, _LAM_ALEF = _forms()
_DUAL, _RIGHT, _CAUSING = frozenset(JOIN_D), frozenset(JOIN_R), frozenset(JOIN_C + _ZWJ)


@lru_cache(8192)
def joining(char: str) -> str:
    """Return how a character joins: D both sides, R to the right only, C causes joining, T transparent mark,
    Z undrawn control, N the non-joiner, U not at all (ArabicShaping.txt; marks and controls by category).
    """
    for kind, members in (("D", _DUAL), ("R", _RIGHT), ("C", _CAUSING)):
        if char in members:
            return kind
    category = unicodedata.category(char)
    if category in ("Mn", "Me"):
        return "T"
    # The Arabic number signs (U+0600 ...) are format characters that are drawn.
    if category == "Cf" and not "\u0600" <= char <= "\u0605" and char not in "\u06dd\u08e2":
        return "N" if char == _ZWNJ else "Z"
    return "U"


@dataclass(slots=True)
class _Cluster:
    start: int
    end: int
    base: str
    marks: str
    kind: str
    cut: bool = False
    held: bool = False


def clusters(text: str, *, shape: bool = True, split_at: int = -1) -> list[tuple[int, int, str]]:
    """Return (start, end, glyph) of each cell in logical order. Law: the spans tile the text.

    ``split_at`` keeps a lam and the alef at that offset apart, so that a caret can stand between them.
    """
    gathered = _gather(text)
    if not shape:
        return [(c.start, c.end, c.base + c.marks) for c in gathered]
    out: list[tuple[int, int, str]] = []
    joined = False
    i = 0
    while i < len(gathered):
        here = gathered[i]
        following = gathered[i + 1] if i + 1 < len(gathered) else None
        if here.base == _LAM and following and _ligates(here, following, split_at):
            isolated, final = _LAM_ALEF[following.base]
            glyph = (final if joined else isolated) + here.marks + following.marks
            out.append((here.start, following.end, glyph))
            joined = False
            i += 2
            continue
        joins_on = (
            here.kind in "DC" and not here.cut and (here.held or (following is not None and following.kind in "DRC"))
        )
        out.append((here.start, here.end, _glyph(here, joined, joins_on) + here.marks))
        joined = here.held if here.kind == "U" else joins_on
        i += 1
    return out


def _ligates(lam: _Cluster, alef: _Cluster, split_at: int) -> bool:
    return alef.base in _LAM_ALEF and not lam.cut and alef.start != split_at


def _glyph(cluster: _Cluster, joined: bool, joins_on: bool) -> str:
    forms = _FORMS.get(cluster.base)
    if forms is None or cluster.kind == "U":
        return cluster.base
    want = (_MEDIAL if joins_on else _FINAL) if joined else (_INITIAL if joins_on else _ISOLATED)
    return forms[want] or (forms[_FINAL] if joined else "") or forms[_ISOLATED] or cluster.base


def _gather(text: str) -> list[_Cluster]:
    """Put marks and controls to the letter before them."""
    out: list[_Cluster] = []
    for i, char in enumerate(text):
        kind = joining(char)
        if kind not in "TZN" and char != _ZWJ:
            out.append(_Cluster(i, i + 1, char, "", kind))
            continue
        if not out:
            mark = char if kind == "T" else ""
            out.append(_Cluster(i, i + 1, _DOTTED_CIRCLE if mark else "", mark, "U", held=char == _ZWJ))
            continue
        last = out[-1]
        last.end = i + 1
        if kind == "T" and char not in _SPACELESS:
            last.marks += char
        last.cut = last.cut or kind == "N"
        last.held = last.held or char == _ZWJ
    return out
