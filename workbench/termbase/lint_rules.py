"""The lint rules: their ids, how grave they are, what they say. ``docs/lint.md`` shows this table."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.model import Severity

RULES: dict[str, tuple[Severity, str]] = {
    "unreadable": (Severity.ERROR, "a file that cannot be read as a glossary at all"),
    "bad-row": (Severity.ERROR, "a row that cannot be read: a form missing, a quote left open, too many cells, NUL"),
    "merge-conflict": (Severity.ERROR, "marks of a merge conflict are left in the file"),
    "duplicate-column": (Severity.ERROR, "two columns have one name"),
    "duplicate-id": (Severity.ERROR, "an id stands twice in a file; the second row is not used"),
    "unknown-value": (Severity.ERROR, "a kind, status, enforce or match that is not known"),
    "unknown-column": (Severity.INFO, "a column the program does not know; it is kept"),
    "no-header": (Severity.INFO, "a file without a row of column names, told by script"),
    "conflict-copy": (Severity.WARNING, "another version of a glossary lies beside it and is not loaded"),
    "id-in-two-files": (Severity.WARNING, "an id stands in two glossaries"),
    "duplicate-entry": (Severity.ERROR, "the same pair stands twice"),
    "two-targets": (Severity.WARNING, "an Arabic form has two approved English forms"),
    "two-sources": (Severity.INFO, "an English form stands for two Arabic forms"),
    "variant-is-preferred-elsewhere": (Severity.WARNING, "a variant is another entry's preferred form"),
    "forbidden-is-preferred": (
        Severity.ERROR,
        "a form is forbidden, and accepted for the same term in the same spelling",
    ),
    "superseded-chain": (Severity.WARNING, "an entry is superseded and nothing approved stands in its place"),
    "repeated-variant": (Severity.INFO, "a form stands twice in a row"),
    "bar-in-form": (Severity.WARNING, "a bar in ar or en, which hold one form each"),
    "mixed-script": (Severity.ERROR, "a word of two scripts, or Arabic letters in an English form"),
    "latin-in-arabic": (Severity.INFO, "Latin letters in an Arabic form"),
    "presentation-form": (Severity.WARNING, "letters as a font shapes them (U+FB50 to U+FEFC)"),
    "tatweel": (Severity.WARNING, "a tatweel in a form, unless Latin letters follow it (الـBBC)"),
    "stray-mark": (Severity.WARNING, "an invisible control, or a vowel mark with no letter before it"),
    "line-break": (Severity.WARNING, "a line break in a form"),
    "edge-space": (Severity.INFO, "space at the edge of a cell"),
    "double-space": (Severity.INFO, "two spaces in a form"),
    "bad-date": (Severity.WARNING, "a date that is not YYYY, YYYY-MM or YYYY-MM-DD"),
    "date-order": (Severity.ERROR, "valid_to lies before valid_from"),
    "name-spelled-two-ways": (Severity.INFO, "a name of persons has two English spellings; the rarer is shown"),
    "short-without-protect": (Severity.INFO, "an Arabic word of three letters or fewer without protect"),
}
"""Severity and meaning by rule id."""


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding at ``path:line`` (line 0: the file as a whole); ``id`` is the entry's, '' when it has none."""

    path: Path
    line: int
    rule: str
    message: str
    id: str = ""

    @property
    def severity(self) -> Severity:
        """How grave it is: that of its rule."""
        return RULES[self.rule][0]
