"""The case files a linguist reads: hits are marked in the text, ``⟦surface|id⟧``, two concepts joined by ``+``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).parent / "cases"
_MARK = re.compile(r"⟦([^|⟧]*)\|([^⟧]*)⟧")

Span = tuple[int, int, str]


def marked(path: Path) -> Iterator[tuple[int, str, set[Span]]]:
    """Yield (line, text, hits as (start, end, concept id)) of a file of recognition cases."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("# "):
            continue
        text, spans, at = "", set(), 0
        for m in _MARK.finditer(line):
            text += line[at : m.start()]
            spans |= {(len(text), len(text) + len(m[1]), one.strip()) for one in m[2].split("+")}
            text += m[1]
            at = m.end()
        yield number, text + line[at:], spans
