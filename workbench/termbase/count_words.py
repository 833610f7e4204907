"""Counts the words of Arabic texts into the list that :mod:`workbench.termbase.frequency` reads.

``python -m workbench.termbase.count_words OUT FILE[:COLUMN]...``: a file is plain text, or, with a column number (from 0),
tab-separated with one header line. Words are counted as written, folded safely; of those seen once only the ones of plain
text without a ``*`` before the file's name are kept, so that the slips of large and careless texts stay out.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from workbench.text.fold import T1, fold
from workbench.text.tokens import tokens

OFTEN = 2
"""So often a word must be seen in careless texts to be kept."""


def count(lines: Iterator[str]) -> Counter[str]:
    """Return how often each Arabic word stands in some lines."""
    words = (fold(t.text, T1) for line in lines for t in tokens(line))
    return Counter(w for w in words if w and all("\u0620" <= c <= "\u06ff" for c in w) and not w.isnumeric())


def _lines(name: str) -> Iterator[str]:
    path, _, column = name.lstrip("*").partition(":")
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    if not column:
        return iter(lines)
    rows = (line.split("\t") for line in lines[1:])
    return (row[int(column)] for row in rows if len(row) > int(column))


def main(out: str, *names: str) -> None:
    """Write the list: a word, a tab, its count, the words in order."""
    total: Counter[str] = Counter()
    careful: set[str] = set()
    for name in names:
        found = count(_lines(name))
        total += found
        if not name.startswith("*"):
            careful.update(found)
    kept = sorted((w, n) for w, n in total.items() if n >= OFTEN or w in careful)
    text = "".join(f"{w}\t{n}\n" for w, n in kept)
    Path(out).write_text(f"# {sum(total.values())} words, {len(kept)} kept\n{text}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
