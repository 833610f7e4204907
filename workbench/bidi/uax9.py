"""UAX#9, the Unicode bidirectional algorithm, in pure Python: paragraph levels, line levels, order.

Levels are resolved for a whole paragraph (:func:`resolve`), the text is wrapped in logical order, and each line is put
in order last (:func:`line_levels` for L1, :func:`visual_order` for L2). Ordering each wrapped line by itself is wrong
for one line in four of real Arabic paragraphs (measured). Rule names are those of UAX#9, revision of Unicode 15.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import bidirectional

from workbench.bidi.data import BRACKETS, MIRROR

_OPEN = {BRACKETS[i]: BRACKETS[i + 1] for i in range(0, len(BRACKETS), 2)}
_CLOSE = {v: k for k, v in _OPEN.items()}
_CANON = {"\u2329": "\u3008", "\u232a": "\u3009"}
MIRRORED = {MIRROR[i]: MIRROR[i + 1] for i in range(0, len(MIRROR), 2)}
# anything that can make a paragraph need bidi (R, AL, AN, RLE/RLO/RLI ...)
_NEEDS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MAX = 125
_REMOVED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))
_ISO = frozenset(("LRI", "RLI", "FSI"))
_NI = frozenset(("B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"))


@lru_cache(4096)
def bclass(ch: str) -> str:
    """Return the bidi class of a character; unassigned ones get the default of their block (DerivedBidiClass.txt)."""
    t = bidirectional(ch)
    if t:
        return t
    c = ord(ch)  # defaults for unassigned code points
    if (
        0x0600 <= c <= 0x07BF
        or 0x0860 <= c <= 0x08FF
        or 0xFB50 <= c <= 0xFDCF
        or 0xFDF0 <= c <= 0xFDFF
        or 0xFE70 <= c <= 0xFEFF
        or 0x10D00 <= c <= 0x10D3F
        or 0x10EC0 <= c <= 0x10EFF
        or 0x10F30 <= c <= 0x10F6F
        or 0x1EC70 <= c <= 0x1ECBF
        or 0x1ED00 <= c <= 0x1ED4F
        or 0x1EE00 <= c <= 0x1EEFF
    ):
        return "AL"
    if (
        0x0590 <= c <= 0x05FF
        or 0x07C0 <= c <= 0x085F
        or 0xFB1D <= c <= 0xFB4F
        or 0x10800 <= c <= 0x10FFF
        or 0x1E800 <= c <= 0x1EFFF
    ):
        return "R"
    if 0x20A0 <= c <= 0x20CF:
        return "ET"
    if (c & 0xFFFE) == 0xFFFE or 0xFDD0 <= c <= 0xFDEF or 0xE0000 <= c <= 0xE0FFF or 0xFFF0 <= c <= 0xFFF8:
        return "BN"
    return "L"


def first_strong(types: Sequence[str], lo: int = 0, hi: int | None = None) -> int | None:
    """P2, P3: return the level the first strong character asks for, isolates skipped; None when there is none."""
    depth = 0
    hi = len(types) if hi is None else hi
    for i in range(lo, hi):
        t = types[i]
        if t in _ISO:
            depth += 1
        elif t == "PDI":
            if depth:
                depth -= 1
        elif not depth:
            if t == "L":
                return 0
            if t == "R" or t == "AL":
                return 1
    return None


def base_level(text: str, default: int = 0) -> int:
    """Return the paragraph level its first strong character asks for, ``default`` without one."""
    r = first_strong([bclass(c) for c in text])
    return default if r is None else r


def _match_isolates(types: Sequence[str]) -> dict[int, int]:
    """BD9: return initiator -> PDI and PDI -> initiator."""
    match: dict[int, int] = {}
    stack: list[int] = []
    for i, t in enumerate(types):
        if t in _ISO:
            stack.append(i)
        elif t == "PDI" and stack:
            j = stack.pop()
            match[j] = i
            match[i] = j
    return match


Sequence_ = tuple[Sequence[int], int, str, str]
"""An isolating run sequence: its indices, level, sos and eos."""


def resolve(text: str, base: int | None = None) -> tuple[int, list[str] | None, list[int]]:
    """Return (paragraph level, bidi classes, levels before L1); ``base`` None asks the first strong letter.

    The classes are None when nothing in the text needs the algorithm: then all levels are 0. Characters that X9
    removes get the level of the one before.
    """
    if (base is None or base == 0) and not _NEEDS.search(text):
        return 0, None, [0] * len(text)
    types = [bclass(c) for c in text]
    if base is None:
        r = first_strong(types)
        base = 0 if r is None else r
    n = len(types)
    orig = types[:]
    tset = set(types)
    if tset & _REMOVED or tset & _ISO or "PDI" in tset or "B" in tset:
        levels, seqs = _explicit(types, orig, base)
    else:
        levels = [base] * n
        seqs = [(range(n), base, "LR"[base & 1], "LR"[base & 1])] if n else []
    for sequence in seqs:
        _resolve_sequence(text, types, orig, levels, sequence)
    prev = base
    for i in range(n):
        if levels[i] < 0:
            levels[i] = prev
        prev = levels[i]
    return base, orig, levels


def _explicit(types: list[str], orig: list[str], base: int) -> tuple[list[int], list[Sequence_]]:
    """X1 to X10: return the explicit levels (-1 for what X9 removes) and the isolating run sequences."""
    n = len(types)
    match = _match_isolates(types)
    levels = [base] * n
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]
    ovi = ove = vic = 0
    for i in range(n):
        t = types[i]
        lev, over, iso = stack[-1]
        if t in ("RLE", "LRE", "RLO", "LRO"):
            levels[i] = -1
            new = (lev + 1) | 1 if t[0] == "R" else (lev + 2) & ~1
            if new <= _MAX and not ovi and not ove:
                stack.append((new, {"RLO": "R", "LRO": "L"}.get(t), False))
            elif not ovi:
                ove += 1
        elif t in _ISO:
            levels[i] = lev
            if over:
                types[i] = over
            if t == "FSI":
                end = match.get(i, n)
                r = first_strong(orig, i + 1, end)
                rtl = r == 1
            else:
                rtl = t == "RLI"
            new = (lev + 1) | 1 if rtl else (lev + 2) & ~1
            if new <= _MAX and not ovi and not ove:
                vic += 1
                stack.append((new, None, True))
            else:
                ovi += 1
        elif t == "PDI":
            if ovi:
                ovi -= 1
            elif vic:
                ove = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                vic -= 1
            lev, over, iso = stack[-1]
            levels[i] = lev
            if over:
                types[i] = over
        elif t == "PDF":
            levels[i] = -1
            if ovi:
                pass
            elif ove:
                ove -= 1
            elif not iso and len(stack) >= 2:
                stack.pop()
        elif t == "BN":
            levels[i] = -1
        elif t == "B":
            levels[i] = base
        else:
            levels[i] = lev
            if over:
                types[i] = over
    return levels, _sequences(levels, orig, match, base)


def _level_runs(levels: Sequence[int]) -> list[list[int]]:
    """BD7: return the level runs, without what X9 removes."""
    runs: list[list[int]] = []
    current = -1
    for index, level in enumerate(levels):
        if level < 0:
            continue
        if level != current or not runs:
            runs.append([])
            current = level
        runs[-1].append(index)
    return runs


def _sequences(levels: Sequence[int], orig: Sequence[str], match: dict[int, int], base: int) -> list[Sequence_]:
    """X10: join level runs over matched isolates and find sos and eos of each sequence."""
    runs = _level_runs(levels)
    run_at = {run[0]: run for run in runs}
    sequences: list[Sequence_] = []
    for run in runs:
        first = run[0]
        if match.get(first, first) < first:
            continue  # begins with a matched PDI: it goes on another sequence
        indices = list(run)
        while match.get(indices[-1], -1) > indices[-1] and match[indices[-1]] in run_at:
            indices.extend(run_at[match[indices[-1]]])
        level = levels[first]
        last = indices[-1]
        before = _kept_level(levels, range(first - 1, -1, -1), base)
        # An isolate without PDI compares with the paragraph level.
        open_isolate = orig[last] in _ISO and last not in match
        after = base if open_isolate else _kept_level(levels, range(last + 1, len(levels)), base)
        sequences.append((indices, level, "LR"[max(level, before) & 1], "LR"[max(level, after) & 1]))
    return sequences


def _kept_level(levels: Sequence[int], indices: range, default: int) -> int:
    """Return the first level on the way that X9 did not remove."""
    return next((levels[i] for i in indices if levels[i] >= 0), default)


def _resolve_sequence(text: str, types: list[str], orig: list[str], levels: list[int], sequence: Sequence_) -> None:
    """W1 to I2 for one isolating run sequence; writes ``levels``."""
    indices, level, sos, eos = sequence
    kinds = _weak(types, indices, sos)
    _brackets(text, kinds, orig, indices, level, sos)
    _neutral(kinds, level, sos, eos)
    odd = level & 1
    for index, kind in zip(indices, kinds, strict=True):  # I1, I2
        if odd:
            levels[index] = level if kind == "R" else level + 1
        elif kind == "L":
            levels[index] = level
        else:
            levels[index] = level + 1 if kind == "R" else level + 2


def _weak(types: Sequence[str], indices: Sequence[int], sos: str) -> list[str]:
    """W1 to W7: return the classes of a sequence with only L, R, EN, AN and neutrals left."""
    kinds: list[str] = []
    previous = strong = sos
    for index in indices:
        kind = types[index]
        if kind == "NSM":  # W1
            kind = "ON" if previous in ("LRI", "RLI", "FSI", "PDI") else previous
        previous = kind
        if kind == "EN" and strong == "AL":  # W2
            kind = "AN"
        elif kind in ("L", "R", "AL"):
            strong = kind
        kinds.append("R" if kind == "AL" else kind)  # W3
    for k in range(1, len(kinds) - 1):  # W4
        before, after = kinds[k - 1], kinds[k + 1]
        both_numbers = before == after == "EN" or (kinds[k] == "CS" and before == after == "AN")
        if kinds[k] in ("ES", "CS") and both_numbers:
            kinds[k] = before
    _terminators(kinds)
    strong = sos
    for k, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":  # W7
            kinds[k] = "L"
    return kinds


def _terminators(kinds: list[str]) -> None:
    """W5, W6."""
    k = 0
    while k < len(kinds):
        if kinds[k] != "ET":
            if kinds[k] in ("ES", "CS"):
                kinds[k] = "ON"
            k += 1
            continue
        end = k
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        number = (k and kinds[k - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        kinds[k:end] = ["EN" if number else "ON"] * (end - k)
        k = end


def _direction(kind: str) -> str:
    """Return what a class counts as for brackets and neutrals: numbers are R; '' for neutrals."""
    return "R" if kind in ("EN", "AN", "R") else "L" if kind == "L" else ""


def _bracket_pairs(text: str, kinds: list[str], orig: list[str], indices: Sequence[int]) -> list[tuple[int, int]]:
    """BD16: return the bracket pairs of a sequence by place; none when more than 63 are open."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for k, kind in enumerate(kinds):
        if kind != "ON":
            continue
        char = text[indices[k]]
        if char in _OPEN:
            if orig[indices[k]] != "ON":
                continue
            if len(stack) >= 63:
                return []
            closer = _OPEN[char]
            stack.append((_CANON.get(closer, closer), k))
        elif char in _CLOSE:
            char = _CANON.get(char, char)
            for at in range(len(stack) - 1, -1, -1):
                if stack[at][0] == char:
                    pairs.append((stack[at][1], k))
                    del stack[at:]
                    break
    return sorted(pairs)


def _brackets(text: str, kinds: list[str], orig: list[str], indices: Sequence[int], level: int, sos: str) -> None:
    """N0: brackets take the direction of what they hold."""
    embedding = "LR"[level & 1]
    for opener, closer in _bracket_pairs(text, kinds, orig, indices):
        inside = {_direction(kind) for kind in kinds[opener + 1 : closer]} - {""}
        if not inside:
            continue
        found = embedding
        if embedding not in inside:
            before = next((d for d in map(_direction, reversed(kinds[:opener])) if d), sos)
            found = next(iter(inside)) if before in inside else embedding
        for place in (opener, closer):
            kinds[place] = found
            after = place + 1
            while after < len(kinds) and orig[indices[after]] == "NSM":
                kinds[after] = found
                after += 1


def _neutral(kinds: list[str], level: int, sos: str, eos: str) -> None:
    """N1, N2."""
    embedding = "LR"[level & 1]
    k, last = 0, sos
    while k < len(kinds):
        if kinds[k] not in _NI:
            last = "L" if kinds[k] == "L" else "R"
            k += 1
            continue
        end = k
        while end < len(kinds) and kinds[end] in _NI:
            end += 1
        following = ("L" if kinds[end] == "L" else "R") if end < len(kinds) else eos
        kinds[k:end] = [last if last == following else embedding] * (end - k)
        k = end


_TRAIL = frozenset(("WS", "LRI", "RLI", "FSI", "PDI")) | _REMOVED


def line_levels(types: Sequence[str] | None, levels: Sequence[int], base: int, start: int, end: int) -> list[int]:
    """L1: return the levels of the line ``[start, end)`` with its trailing white space and separators at base level."""
    out = list(levels[start:end])
    if types is None:
        return out
    reset = True
    for i in range(end - 1, start - 1, -1):
        t = types[i]
        if t == "B" or t == "S":
            out[i - start] = base
            reset = True
        elif t in _TRAIL:
            if reset:
                out[i - start] = base
        else:
            reset = False
    return out


def visual_order(levels: Sequence[int]) -> list[int]:
    """L2: return the indices of a line from left to right."""
    n = len(levels)
    order = list(range(n))
    if not n:
        return order
    hi = max(levels)
    lo = min((level for level in levels if level & 1), default=None)
    if lo is None:
        return order
    for lev in range(hi, lo - 1, -1):
        i = 0
        while i < n:
            if levels[i] >= lev:
                j = i
                while j < n and levels[j] >= lev:
                    j += 1
                order[i:j] = order[i:j][::-1]
                i = j
            else:
                i += 1
    return order
