"""Which column of a table is which where no heading says so plainly: by what is in it, told to who reads the table in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.formats.languages import named, primary
from workbench.model import is_rtl

LOOKED_AT = 100
"""Rows that say what a column holds."""
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\ufb50-\ufefc]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_PLAINLY = 0.8
"""Of the cells with letters, so many at least are of the script their column is said to be of."""
_WORDS = re.compile(r"\w+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_HEADING = re.compile(
    "texts?|source|target|language|segments?|sentences?|original|translation|translated|version|column"
    "|النص|نص|الأصل|الأصلي|المصدر|الهدف|اللغة|الجملة|الترجمة|ترجمة|المترجم|العمود"
)
"""What a heading may say beside the name of a language."""
Rows = Sequence[Sequence[str]]


def named_in_words(names: Sequence[str], source: str, target: str) -> dict[str, int]:
    """Return the columns headed by a language's name and words of headings (``Arabic text``, ``English (UK)``): both, each in
    one column only, or none. A sentence that names a language is no heading.
    """
    out: dict[str, int] = {}
    for ours, tag in (("source", source), ("target", target)):
        holding = [n for n, name in enumerate(names) if _heads(name, primary(tag))]
        if len(holding) != 1:
            return {}
        out[ours] = holding[0]
    return out if out["source"] != out["target"] else {}


def _heads(name: str, language: str) -> bool:
    words = _WORDS.findall(_BRACKETS.sub(" ", name.casefold()))
    others = [word for word in words if _language(word) != language]
    return len(others) < len(words) and all(map(_HEADING.fullmatch, others))


def _language(word: str) -> str:
    # Words of two letters are words: "no" and "en" stand in sentences.
    return named(word) if len(word) > 3 else ""


def by_letters(rows: Rows, source: str, target: str) -> tuple[int, int] | None:
    """Return the columns that hold the most text in the scripts of the two languages; None where these do not say."""
    if is_rtl(source) == is_rtl(target):
        return None
    width = max(map(len, rows), default=0)
    best = [max(range(width), key=lambda n: _amount(rows, n, tag), default=-1) for tag in (source, target)]
    if best[0] == best[1] or not all(holds(rows, n, tag) for n, tag in zip(best, (source, target), strict=True)):
        return None
    return best[0], best[1]


def holds(rows: Rows, column: int, language: str) -> bool:
    """Whether a column plainly holds text in the script of a language."""
    share = _rtl_share(rows, column)
    return share is not None and (share if is_rtl(language) else 1 - share) >= _PLAINLY


def is_heading(rows: Rows, column: int, language: str) -> bool:
    """Whether the first of these rows is plainly none of the column: it has letters, of another script than the others."""
    if len(rows) < 3 or column >= len(rows[0]):
        return False
    first = _is_rtl(rows[0][column])
    return first is not None and first != is_rtl(language) and holds(rows[1:], column, language)


def letters(column: int) -> str:
    """Return the name a spreadsheet gives a column: 0 is ``A``, 26 ``AA``."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(ord("A") + rest) + out
    return out


def _amount(rows: Rows, column: int, language: str) -> int:
    pattern = _ARABIC if is_rtl(language) else _LATIN
    return sum(len(pattern.findall(row[column])) for row in rows if column < len(row))


def _rtl_share(rows: Rows, column: int) -> float | None:
    found = [rtl for row in rows if column < len(row) and (rtl := _is_rtl(row[column])) is not None]
    return sum(found) / len(found) if found else None


def _is_rtl(cell: str) -> bool | None:
    arabic, latin = len(_ARABIC.findall(cell)), len(_LATIN.findall(cell))
    return arabic > latin if arabic + latin else None
