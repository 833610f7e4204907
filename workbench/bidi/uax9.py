"""UAX#9, the Unicode bidirectional algorithm, in pure Python: paragraph levels, line levels, order.

Levels are resolved for a whole paragraph (:func:`resolve`), the text is wrapped in logical order, and each line is put
in order last (:func:`line_levels` for L1, :func:`visual_order` for L2). Ordering each wrapped line by itself is wrong
for one line in four of real Arabic paragraphs (measured). Rule names are those of UAX#9, revision of Unicode 15.

Classes are kept as one letter each (``generate.LETTERS``), so that the classes of a text are a string and the weak and
neutral rules are replacements in it: that runs in compiled code. Every pattern takes time linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

from workbench.bidi.data import BRACKETS, CLASS_LETTERS, CLASS_STARTS, MIRROR

_OPEN = {BRACKETS[i]: BRACKETS[i + 1] for i in range(0, len(BRACKETS), 2)}
_CANON = {"\u2329": "\u3008", "\u232a": "\u3009"}
MIRRORED = {MIRROR[i]: MIRROR[i + 1] for i in range(0, len(MIRROR), 2)}
"""Character -> its mirror image (L4)."""
_STARTS = tuple(int(code, 16) for code in CLASS_STARTS.split())
_DEPTH = 125
"""max_depth of BD2."""
_BRACKET_DEPTH = 63
"""BD16: with more brackets open than this no pair counts."""


class _ClassLetters(dict[int, str]):
    """Code point -> letter of its class, filled as it is asked; a table for ``str.translate``."""

    def __missing__(self, code: int) -> str:
        letter = self[code] = CLASS_LETTERS[bisect_right(_STARTS, code) - 1]
        return letter


_CLASSES = _ClassLetters()
_NEEDS = re.compile("[RAN1-9]")
"""Classes without which every level of a left-to-right paragraph is 0."""
_EXPLICIT = re.compile("[1-9B]")
_LEFT_TO_RIGHT = re.compile("[\x00-\u058f\u0900-\u1fff\u2010-\u2029\u2030-\u2065\u2070-\ud7ff]*")
"""A text of these only has none of them; asked first, because it is quick."""
_BRACKET = re.compile(f"[{re.escape(BRACKETS)}]")

_W1 = re.compile("(.)(M+)")
_W2 = re.compile("(?<=A)[^LRAE]*+E[^LRA]*+")
_W4 = re.compile("(?<=E)[SC](?=E)|(?<=N)C(?=N)")
_W5 = re.compile("T+")
_W6 = str.maketrans("ASCT", "ROOO")
_W7 = re.compile("(?<=L)[^LRE]*+E[^LR]*+")
_N1_R = re.compile("(?<=[REN])[BsWO6-9]++(?=[REN])")
_N1_L = re.compile("(?<=L)[BsWO6-9]++(?=L)")
_N2 = {"L": str.maketrans(dict.fromkeys("BsWO6789", "L")), "R": str.maketrans(dict.fromkeys("BsWO6789", "R"))}


def classes(text: str) -> str:
    """Return the bidi class of each character as a letter."""
    return text.translate(_CLASSES)


def first_strong(types: str) -> int | None:
    """P2, P3: return the level the first strong character asks for, isolates skipped; None when there is none."""
    depth = 0
    for letter in types:
        if letter in "678":
            depth += 1
        elif letter == "9":
            depth = max(0, depth - 1)
        elif not depth and letter in "LRA":
            return int(letter != "L")
    return None


def resolve(text: str, base: int | None = None) -> tuple[int, str, Sequence[int]]:
    """Return (paragraph level, class letters, levels before L1); ``base`` None asks the first strong letter.

    The letters are '' when nothing in the text needs the algorithm: then all levels are 0. Characters that X9 removes
    get the level of the one before.
    """
    if not base and _LEFT_TO_RIGHT.fullmatch(text):
        return 0, "", bytes(len(text))
    types = classes(text)
    if base is None:
        base = first_strong(types) or 0
    if base == 0 and not _NEEDS.search(types):
        return 0, "", bytes(len(text))
    if not _EXPLICIT.search(types) and "b" not in types:
        return base, types, _sequence_levels(text, types, types, base, "LR"[base & 1], "LR"[base & 1])
    overridden, levels = _explicit(types, base)
    for indices, level, sos, eos in _sequences(levels, types, base):
        found = _sequence_levels(
            "".join([text[i] for i in indices]),
            "".join([overridden[i] for i in indices]),
            "".join([types[i] for i in indices]),
            level,
            sos,
            eos,
        )
        for i, resolved in zip(indices, found, strict=True):
            levels[i] = resolved
    previous = base
    for i, level in enumerate(levels):
        if level < 0:
            levels[i] = previous
        previous = levels[i]
    return base, types, levels


# ---------------------------------------------------------------------------------------------- X1 to X10


def _match_isolates(types: str) -> dict[int, int]:
    """BD9: return initiator -> PDI and PDI -> initiator."""
    match: dict[int, int] = {}
    stack: list[int] = []
    for i, letter in enumerate(types):
        if letter in "678":
            stack.append(i)
        elif letter == "9" and stack:
            opener = stack.pop()
            match[opener], match[i] = i, opener
    return match


def _explicit(types: str, base: int) -> tuple[list[str], list[int]]:
    """X1 to X8: return the classes after overrides, and the explicit levels, -1 for what X9 removes."""
    match = _match_isolates(types)
    after = list(types)
    levels = [base] * len(types)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    """Level, override, whether an isolate."""
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    for i, letter in enumerate(types):
        level, override, isolate = stack[-1]
        if letter in "1234678":
            embedding = letter in "1234"
            levels[i] = -1 if embedding else level
            if not embedding and override:
                after[i] = override
            rtl = letter in "347" or (letter == "8" and first_strong(types[i + 1 : match.get(i)]) == 1)
            deeper = (level + 1) | 1 if rtl else (level + 2) & ~1
            if deeper <= _DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += not embedding
                stack.append((deeper, {"2": "L", "4": "R"}.get(letter, ""), not embedding))
            elif not embedding:
                overflow_isolates += 1
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif letter == "9":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            level, override, _isolate = stack[-1]
            levels[i] = level
            after[i] = override or letter
        elif letter == "5":
            levels[i] = -1
            if not overflow_isolates:
                if overflow_embeddings:
                    overflow_embeddings -= 1
                elif not isolate and len(stack) > 1:
                    stack.pop()
        elif letter == "b":
            levels[i] = -1
        elif letter != "B":
            levels[i] = level
            after[i] = override or letter
    return after, levels


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


def _sequences(levels: Sequence[int], types: str, base: int) -> list[tuple[list[int], int, str, str]]:
    """X10: join level runs over matched isolates; return each sequence's indices, level, sos and eos."""
    match = _match_isolates(types)
    runs = _level_runs(levels)
    run_at = {run[0]: run for run in runs}
    kept = [index for run in runs for index in run]
    place = {index: n for n, index in enumerate(kept)}
    sequences = []
    for run in runs:
        first = run[0]
        if match.get(first, first) < first:
            continue  # begins with a matched PDI: it goes on another sequence
        indices = list(run)
        while match.get(indices[-1], -1) > indices[-1] and match[indices[-1]] in run_at:
            indices.extend(run_at[match[indices[-1]]])
        level, last = levels[first], indices[-1]
        before = levels[kept[place[first] - 1]] if place[first] else base
        # An isolate without PDI compares with the paragraph level.
        open_isolate = types[last] in "678" and last not in match
        behind = base if open_isolate or place[last] + 1 == len(kept) else levels[kept[place[last] + 1]]
        sequences.append((indices, level, "LR"[max(level, before) & 1], "LR"[max(level, behind) & 1]))
    return sequences


# ---------------------------------------------------------------------------------------------- W1 to I2


def _sequence_levels(text: str, types: str, original: str, level: int, sos: str, eos: str) -> list[int]:
    """Return the levels of one isolating run sequence: W1 to W7, N0 to N2, I1 and I2.

    ``types`` are the classes after overrides, ``original`` before them.
    """
    embedding = "LR"[level & 1]
    kinds = _weak(types, sos)
    if _BRACKET.search(text):
        kinds = _brackets(text, kinds, original, embedding, sos)
    kinds = _neutral(kinds, embedding, sos, eos)
    return list(kinds.translate(_implicit(level)).encode("latin-1"))


@lru_cache(_DEPTH + 1)
def _implicit(level: int) -> dict[int, str]:
    """I1, I2: return a table from class to level, as a character with that code."""
    if level & 1:
        return {ord("R"): chr(level), **{ord(c): chr(level + 1) for c in "LEN"}}
    return {ord("L"): chr(level), ord("R"): chr(level + 1), **{ord(c): chr(level + 2) for c in "EN"}}


def _weak(types: str, sos: str) -> str:
    """W1 to W7: return the classes of a sequence with only L, R, EN, AN and neutrals left."""
    kinds = sos + types
    if "M" in kinds:
        kinds = _W1.sub(lambda m: m[1] + len(m[2]) * ("O" if m[1] in "6789" else m[1]), kinds)
    if "E" in kinds and "A" in kinds:
        kinds = _W2.sub(lambda m: m[0].replace("E", "N"), kinds)
    kinds = _W4.sub(lambda m: m.string[m.start() - 1], kinds)
    if "T" in kinds and "E" in kinds:
        kinds = _W5.sub(_beside_number, kinds)
    kinds = kinds.translate(_W6)
    if "E" in kinds and "L" in kinds:
        kinds = _W7.sub(lambda m: m[0].replace("E", "L"), kinds)
    return kinds[1:]


def _beside_number(m: re.Match[str]) -> str:
    """W5: terminators beside a number are part of it."""
    text, start, end = m.string, m.start(), m.end()
    return ("E" if "E" in (text[start - 1 : start], text[end : end + 1]) else "T") * (end - start)


def _neutral(kinds: str, embedding: str, sos: str, eos: str) -> str:
    """N1, N2: neutrals between two of the other direction take it, all others that of the embedding."""
    pattern, other = (_N1_L, "L") if embedding == "R" else (_N1_R, "R")
    framed = pattern.sub(lambda m: other * (m.end() - m.start()), sos + kinds + eos)
    return framed[1:-1].translate(_N2[embedding])


def _bracket_pairs(text: str, kinds: Sequence[str], original: str) -> list[tuple[int, int]]:
    """BD16: return the bracket pairs of a sequence by place; none when too many are open."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int]] = []
    for m in _BRACKET.finditer(text):
        place, char = m.start(), m[0]
        if kinds[place] != "O" or original[place] != "O":
            continue
        if char in _OPEN:
            if len(stack) >= _BRACKET_DEPTH:
                return []
            closer = _OPEN[char]
            stack.append((_CANON.get(closer, closer), place))
        else:
            char = _CANON.get(char, char)
            for at in range(len(stack) - 1, -1, -1):
                if stack[at][0] == char:
                    pairs.append((stack[at][1], place))
                    del stack[at:]
                    break
    return sorted(pairs)


_STRONG = {"L": "L", "R": "R", "E": "R", "N": "R"}
"""What a class counts as for brackets."""


def _brackets(text: str, before: str, original: str, embedding: str, sos: str) -> str:
    """N0: brackets take the direction of what they hold."""
    kinds = list(before)
    for opener, closer in _bracket_pairs(text, before, original):
        inside = {_STRONG[kind] for kind in kinds[opener + 1 : closer] if kind in _STRONG}
        if not inside:
            continue
        found = embedding
        if embedding not in inside:
            at = opener - 1
            while at >= 0 and kinds[at] not in _STRONG:
                at -= 1
            context = _STRONG[kinds[at]] if at >= 0 else sos
            found = context if context in inside else embedding
        for place in (opener, closer):
            kinds[place] = found
            mark = place + 1
            while mark < len(kinds) and original[mark] == "M":
                kinds[mark] = found
                mark += 1
    return "".join(kinds)


# ---------------------------------------------------------------------------------------------- L1, L2

_L1_TRAIL = "W6789b12345"
_L1_INSIDE = re.compile(f"[{_L1_TRAIL}]*[sB]")


def line_levels(types: str, levels: Sequence[int], base: int, start: int, end: int) -> Sequence[int]:
    """L1: return the levels of the line ``[start, end)`` with its trailing white space and separators at base level."""
    if not types:
        return levels[start:end]
    line = types[start:end]
    out = list(levels[start:end])
    trailing = len(line) - len(line.rstrip(_L1_TRAIL))
    if trailing:
        out[-trailing:] = [base] * trailing
    if "s" in line or "B" in line:
        for m in _L1_INSIDE.finditer(line):
            out[m.start() : m.end()] = [base] * (m.end() - m.start())
    return out


def visual_order(levels: Sequence[int], first: int = 0) -> Sequence[int]:
    """L2: return the indices of a line from left to right, counted from ``first``."""
    count = len(levels)
    low, high = min(levels, default=0), max(levels, default=0)
    if low == high:
        return range(first + count - 1, first - 1, -1) if low & 1 else range(first, first + count)
    order = list(range(first, first + count))
    edges = [0, *(i for i in range(1, count) if levels[i] != levels[i - 1]), count]
    for level in range(high, (low | 1) - 1, -1):
        at = 0
        while at < len(edges) - 1:
            if levels[edges[at]] < level:
                at += 1
                continue
            start = edges[at]
            while at < len(edges) - 1 and levels[edges[at]] >= level:
                at += 1
            order[start : edges[at]] = order[start : edges[at]][::-1]
    return order
