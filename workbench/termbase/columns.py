"""The columns of a glossary file: their names, what the first row says of them, and a file without such a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from workbench.model import TERM_CHOICES

COLUMNS = (
    "id", "ar", "en", "kind", "status", "enforce", "match", "ar_variants", "en_variants", "ar_forbidden", "en_forbidden",
    "ar_first", "en_first", "ar_later", "en_later", "protect", "pos", "gender", "subject", "valid_from", "valid_to",
    "note", "origin", "author", "date",
)  # fmt: skip
"""All columns the program knows, in the order of a new file. Others are kept."""
KINDS = TERM_CHOICES["kind"]
SEVERAL = ("ar_variants", "en_variants", "ar_forbidden", "en_forbidden", "protect")
"""Columns whose cells may hold several values."""
_NAMES = {
    **dict.fromkeys(("arabic", "العربية", "عربي", "عربية"), "ar"),
    **dict.fromkeys(("english", "الإنجليزية", "الانجليزية", "إنجليزي", "انجليزي"), "en"),
}

_REGION = re.compile(r"(ar|en)[-_](?:[a-z]{2}|\d{3})")


def resolve(header: Sequence[str], source: str = "ar", target: str = "en") -> tuple[str, ...]:
    """Return our names for the names of a first row: ``Arabic``, ``en-GB`` and ``source`` are understood.

    Of two columns with one meaning the first has it; the other keeps its own name, or none when that is the same.
    """
    names = {**_NAMES, "source": source.split("-")[0], "target": target.split("-")[0]}
    out: list[str] = []
    for raw in header:
        plain = raw.strip().lower()
        region = _REGION.fullmatch(plain)
        name = names.get(plain, region[1] if region else plain)
        out.append(name if name not in out else (plain if plain not in out else ""))
    return tuple(out)


def names_both(header: Sequence[str]) -> bool:
    """Return whether a first row names a column for each of the two languages."""
    return {"ar", "en"} <= set(resolve(header))


def by_script(cells: Sequence[str]) -> tuple[str, ...] | None:
    """Return the columns of a file without a first row of names, told by script; None when it does not look like one.

    It does when one cell of its first row is Arabic and one other is Latin.
    """
    scripts = [_script(c) for c in cells]
    if scripts.count("ar") != 1 or scripts.count("en") != 1:
        return None
    return tuple(scripts)


def _script(cell: str) -> str:
    """Return ``ar`` or ``en`` when all letters of a cell are of that script, '' else."""
    found = {unicodedata.name(c, "").split(" ")[0] for c in cell if c.isalpha()}
    return {frozenset({"ARABIC"}): "ar", frozenset({"LATIN"}): "en"}.get(frozenset(found), "")
