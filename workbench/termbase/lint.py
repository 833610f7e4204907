"""What is wrong with glossary files, by line."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.model import Concept, Severity, TermStatus
from workbench.termbase.glossary_file import GlossaryFile
from workbench.text.fold import fold_key

_REFUSED = (TermStatus.FORBIDDEN, TermStatus.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One finding at ``path:line``."""

    path: Path
    line: int
    severity: Severity
    message: str


def lint(files: Sequence[GlossaryFile]) -> list[LintFinding]:
    """Return the findings of these files, in file and line order. Duplicates are looked for across all of them."""
    found = [f for file in files for f in _file(file)]
    found += _duplicates(files)
    order = {file.path: n for n, file in enumerate(files)}
    return sorted(found, key=lambda f: (order[f.path], f.line, -f.severity.rank, f.message))


def _file(file: GlossaryFile) -> Iterator[LintFinding]:
    for error in file.errors:
        yield LintFinding(file.path, error.line, Severity.ERROR, f"{error.reason} {error.hint}")
    for concept in file.concepts:
        for severity, message in _concept(concept):
            yield LintFinding(file.path, concept.line, severity, message)
    for concept, row in zip(file.concepts, file.concepts.cells, strict=True):
        for cell in row:
            if cell != cell.strip():
                yield LintFinding(file.path, concept.line, Severity.INFO, f"space at the edge of {cell.strip()!r}")


def _concept(concept: Concept) -> Iterator[tuple[Severity, str]]:
    for language in ("ar", "en"):
        accepted = {fold_key(t) for t in concept.forms(language)}
        for form in concept.forms(language, *_REFUSED):
            if fold_key(form) in accepted:
                yield Severity.ERROR, f"{form!r} is both accepted and forbidden"
    for term in concept.terms:
        odd = {unicodedata.name(c, hex(ord(c))) for c in term.text if _odd(c)}
        if odd:
            yield Severity.WARNING, f"{term.text!r} holds {', '.join(sorted(odd))}"
        if term.language == "ar" and any(c.isascii() and c.isalpha() for c in term.text):
            yield Severity.INFO, f"Latin letters in the Arabic form {term.text!r}"
        if term.language == "en" and any("\u0600" <= c <= "\u06ff" for c in term.text):
            yield Severity.ERROR, f"Arabic letters in the English form {term.text!r}"
    short = [t for t in concept.forms("ar") if len(t) <= 3 and " " not in t]
    if short and not concept.protect:
        yield Severity.INFO, f"{short[0]!r} is short: name words that are not meant in the column protect"


def _odd(char: str) -> bool:
    """Presentation forms and invisible controls never belong into a term; joiners do."""
    code = ord(char)
    return (
        0xFB50 <= code <= 0xFDFF
        or 0xFE70 <= code <= 0xFEFF
        or (unicodedata.category(char) == "Cf" and code not in (0x200C, 0x200D))
    )


def _duplicates(files: Sequence[GlossaryFile]) -> Iterator[LintFinding]:
    ids: dict[str, tuple[GlossaryFile, Concept]] = {}
    pairs: dict[tuple[str, str], tuple[GlossaryFile, Concept]] = {}
    by_arabic: dict[str, list[tuple[GlossaryFile, Concept]]] = defaultdict(list)
    for file in files:
        for concept in file.concepts:
            if concept.id in ids:
                other = ids[concept.id]
                yield _at(file, concept, Severity.WARNING, f"the id {concept.id!r} is used at {_place(*other)} too")
            ids.setdefault(concept.id, (file, concept))
            arabic, english = concept.preferred("ar"), concept.preferred("en")
            key = (fold_key(arabic), fold_key(english))
            if arabic and english and key in pairs:
                yield _at(file, concept, Severity.ERROR, f"the same pair stands at {_place(*pairs[key])}")
            elif arabic:
                for other in by_arabic[key[0]]:
                    yield _at(
                        file,
                        concept,
                        Severity.WARNING,
                        f"{arabic!r} is {other[1].preferred('en')!r} at {_place(*other)}",
                    )
                by_arabic[key[0]].append((file, concept))
            pairs.setdefault(key, (file, concept))


def _at(file: GlossaryFile, concept: Concept, severity: Severity, message: str) -> LintFinding:
    return LintFinding(file.path, concept.line, severity, message)


def _place(file: GlossaryFile, concept: Concept) -> str:
    return f"{file.path.name}:{concept.line}"
