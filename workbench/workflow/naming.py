"""Names first: the names of an article before its first segment, known ones and candidates, and what is decided of them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from workbench.config import WorkspacePaths
from workbench.model import Concept, Project, Segment, TermHit, is_rtl
from workbench.termbase.candidates import Candidate, Place
from workbench.termbase.candidates_arabic import ArabicCandidates
from workbench.termbase.candidates_english import EnglishCandidates
from workbench.termbase.frequency import WordCounts
from workbench.termbase.index import with_value
from workbench.termbase.name_forms import MOST, Relatives, Suggestion, suggest
from workbench.termbase.termbase import Termbase
from workbench.text.fold import fold_key
from workbench.tm.concordance import concordance
from workbench.tm.search import Memory
from workbench.workflow.glossary_upkeep import FIRST_GLOSSARY

__all__ = [
    "KINDS", "MOST", "Candidate", "Known", "Name", "Names", "Place", "Suggestion", "default_glossary", "find_names",
    "name_key", "pairs_with", "skip_for_ever", "skipped", "texts_of",
]  # fmt: skip

KINDS = ("person", "place", "organisation", "title", "other")
"""What a name can be, in the order in which a key goes through them."""
PAIRS = 40
"""So many stored pairs that hold a name are looked at."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name the glossaries know: its concept, the forms in which it stands in the article, the places."""

    concept: Concept
    surfaces: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate with forms suggested in the other language, the best first, and what the person says it is."""

    candidate: Candidate
    kind: str
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def best(self) -> str:
        """The form offered first, '' when there is none."""
        return self.suggestions[0].text if self.suggestions else ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of some texts in their order there."""

    known: tuple[Known, ...]
    candidates: tuple[Name, ...]
    texts: tuple[str, ...] = field(default=(), repr=False)


def find_names(
    texts: Sequence[str],
    termbase: Termbase,
    source: str,
    *,
    least: int = 1,
    pairs: Callable[[Sequence[str]], Mapping[str, Sequence[str]]] | None = None,
    hits: Sequence[Sequence[TermHit]] | None = None,
    without: frozenset[str] = frozenset(),
) -> Names:
    """Return the names of texts: those known, and candidates that stand there ``least`` times with suggested forms.

    ``pairs`` gives, for forms in the source language, the other sides of stored pairs that hold them. ``hits`` are the terms
    of each text where they are known already; ``without`` are the keys (:func:`name_key`) of names skipped for ever.
    """
    found = hits if hits is not None else [termbase.find(t, source) for t in texts]
    arabic = is_rtl(source)
    finder = ArabicCandidates(texts, found, WordCounts()) if arabic else EnglishCandidates(texts, found)
    candidates = [c for c in finder.find(least) if name_key(c.form) not in without]
    stored = pairs([c.form for c in candidates]) if pairs and candidates else {}
    relatives = Relatives(with_value(termbase.concepts, "kind", "person"))
    waiting = {name_key(c.preferred(source)): c for c in with_value(termbase.concepts, "status", "candidate")}
    names = []
    for c in candidates:
        forms = suggest(c, relatives, stored.get(c.form, ()), source=source)
        row = waiting.get(name_key(c.form))
        if row is None:
            names.append(Name(c, c.kind, tuple(forms)))
            continue
        own = row.preferred("en" if arabic else "ar")
        forms = [Suggestion(own, "candidate"), *(f for f in forms if f.text != own)]
        names.append(Name(c, row.kind if row.kind in KINDS else c.kind, tuple(forms[:MOST])))
    return Names(_known(found), tuple(names), tuple(texts))


def _known(hits: Sequence[Sequence[TermHit]]) -> tuple[Known, ...]:
    out: dict[str, Known] = {}
    for n, here in enumerate(hits):
        for hit in here:
            if hit.concept.kind not in ("person", "place", "organisation", "title", "work"):
                continue
            place = Place(n, hit.start, hit.end)
            old = out.get(hit.concept.id)
            if old is None:
                out[hit.concept.id] = Known(hit.concept, (hit.surface,), (place,))
            else:
                surfaces = tuple(dict.fromkeys((*old.surfaces, hit.surface)))
                out[hit.concept.id] = replace(old, surfaces=surfaces, places=(*old.places, place))
    return tuple(out.values())


def name_key(form: str) -> str:
    """Return what a skipped name is remembered by."""
    return fold_key(form)


def pairs_with(forms: Sequence[str], memory: Memory, rest: Callable[[], None] = lambda: None) -> dict[str, list[str]]:
    """Return the other sides of stored pairs whose source holds a form, by form, the latest of them.

    ``rest`` is called before each form.
    """
    out: dict[str, list[str]] = {}
    for form in forms:
        rest()
        found = [p.unit.target for p in concordance(memory.index(), form, phrase=True, limit=PAIRS).places]
        if found:
            out[form] = found
    return out


def default_glossary(paths: WorkspacePaths, project: Project) -> str:
    """Return the glossary decisions go to when none was chosen: the project's first, else the workspace's, else a new one."""
    if project.glossaries:
        return project.glossaries[0]
    found = sorted(p.name for p in paths.glossaries.glob("*.csv"))
    return found[0] if found else FIRST_GLOSSARY


SKIPPED = "names-skipped.txt"
"""The file of a project that holds the names skipped for ever, one a line."""
_LOCK = threading.Lock()


def skipped_file(paths: WorkspacePaths, project: Project) -> Path:
    """Return the file of the names a project skips for ever."""
    return paths.project(project.slug) / SKIPPED


def skipped(paths: WorkspacePaths, project: Project) -> frozenset[str]:
    """Return the keys of the names a project skips for ever."""
    path = skipped_file(paths, project)
    if not path.is_file():
        return frozenset()
    return frozenset(name_key(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def skip_for_ever(paths: WorkspacePaths, project: Project, form: str, *, skip: bool = True) -> None:
    """Never offer a name in this project again, or with ``skip`` False offer it again."""
    from workbench.files import write_atomically

    path = skipped_file(paths, project)
    with _LOCK:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        kept = [line for line in lines if line.strip() and name_key(line) != name_key(form)]
        if skip:
            kept.append(form)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, ["".join(f"{line}\n" for line in kept).encode()])


def texts_of(segments: Sequence[Segment]) -> list[str]:
    """Return the sources to look for names in, by segment; those that are not translated are empty, so numbers stay."""
    return [s.source if s.translate else "" for s in segments]
