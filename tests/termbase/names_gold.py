"""Reading the gold paragraphs of names and measuring candidates and suggestions against them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.model import TermHit
from workbench.termbase.glossary_file import read_glossary
from workbench.termbase.termbase import Termbase
from workbench.text.fold import fold

CASES = Path(__file__).parent / "cases"
SAMPLE = Path(__file__).parents[2] / "glossaries" / "names-and-titles.csv"
KINDS = {"p": "person", "l": "place", "o": "organisation", "t": "title"}
_MARK = re.compile(r"\{(\w)(.)\|([^|}]*)\|([^|}]*)\}")


@dataclass
class Marked:
    kind: str
    cue: str
    form: str
    other: str


@dataclass
class Paragraph:
    part: str
    text: str
    names: list[Marked] = field(default_factory=list)


def paragraphs(name: str) -> Iterator[Paragraph]:
    part = ""
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            part = line[2:]
        elif line and not line.startswith("#"):
            names = [Marked(KINDS[m[1]], m[2], m[3], m[4]) for m in _MARK.finditer(line)]
            yield Paragraph(part, _MARK.sub(lambda m: m[3], line), names)


def sample_terms() -> Termbase:
    return Termbase(read_glossary(SAMPLE).concepts)


def key(form: str) -> str:
    words = fold(form).casefold().split()
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 3 else w for w in words)


def known_hits(hits: Sequence[TermHit]) -> list[TermHit]:
    return [h for h in hits if h.concept.kind in ("person", "place", "organisation", "title")]


def belongs(form: str, names: Sequence[Marked]) -> bool:
    """Whether a form is a marked name, or the surname of a marked person."""
    this = key(form)
    return any(this == key(n.form) or (n.kind == "person" and key(n.form).endswith(f" {this}")) for n in names)


@dataclass
class Figures:
    marked: int = 0
    found: int = 0
    cued: int = 0
    cued_found: int = 0
    candidates: int = 0
    right: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"recall of all {self.found}/{self.marked} = {self.found / self.marked:.3f}, of cued "
            f"{self.cued_found}/{self.cued} = {self.cued_found / self.cued:.3f}, precision {self.right}/{self.candidates} "
            f"= {self.right / max(1, self.candidates):.3f}"
        )

    @property
    def recall(self) -> float:
        return self.cued_found / self.cued

    @property
    def precision(self) -> float:
        return self.right / self.candidates

    def add(self, p: Paragraph, known: Sequence[str], candidates: Sequence[str]) -> None:
        have = {key(f) for f in (*known, *candidates)}
        for name in p.names:
            self.marked += 1
            self.cued += name.cue != "-"
            if key(name.form) in have:
                self.found += 1
                self.cued_found += name.cue != "-"
            else:
                self.missed.append(f"{name.kind}{name.cue} {name.form}")
        for form in candidates:
            self.candidates += 1
            if belongs(form, p.names):
                self.right += 1
            else:
                self.wrong.append(form)
