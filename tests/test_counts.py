"""How many of something are told: one is one."""

from __future__ import annotations

import re
from pathlib import Path

import workbench
from workbench.model import counted, plural

MANY = (
    *("segments", "words", "texts", "pairs", "terms", "places", "comments", "issues", "entries", "answers", "drafts"),
    *("paragraphs", "documents", "names", "changes"),
)
BY_HAND = re.compile(r"\{[^{}'\"]+\} (" + "|".join(MANY) + r")\b")


def test_one_is_one() -> None:
    assert (counted(1, "segment"), counted(0, "segment"), counted(2000, "entry", "entries")) == (
        "1 segment",
        "0 segments",
        "2,000 entries",
    )
    assert plural(1, "entry", "entries") == "entry"


def test_no_face_counts_by_hand() -> None:
    """A number before a word in the plural is wrong when it is 1: :func:`counted` knows."""
    root = Path(workbench.__file__).parent
    found = [
        f"{path.relative_to(root)}: {m[0]}"
        for path in (*(root / "cli").glob("*.py"), *(root / "tui").rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for m in BY_HAND.finditer(line)
        # "3 of 7 segments" is right whichever number stands there, but for 1; so is what is asked only of several.
        if not line[: m.start()].endswith(" of ")
        and not m[0].startswith(("{what}", "{told!r}", "{option!r}"))
        and "LIMIT" not in m[0]
        and "MOST" not in m[0]
    ]
    assert found == []
