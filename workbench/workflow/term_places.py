"""Where a term is used: the segments of all projects, translated or not, and the stored pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import FileError, NotFoundError
from workbench.model import Concept
from workbench.termbase.rows import own_id
from workbench.text.fold import fold_key
from workbench.workflow.decisions import Decisions
from workbench.workflow.glossaries import glossary_paths, read_all
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.sweeping import Glossaries, Sweep
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class TermPlace:
    """A place of a term: a segment (``project`` and ``document``) or a stored pair (``memory``) with its number.

    ``start`` and ``end`` are of the first place in ``text``, ``count`` is how many there are.
    """

    id: str
    text: str
    language: str
    start: int
    end: int
    count: int
    number: int
    project: str = ""
    document: str = ""
    memory: str = ""
    state: str = ""

    @property
    def where(self) -> str:
        """The place in words: ``news/article 3``, ``old 12``."""
        return f"{self.project}/{self.document} {self.number}" if self.project else f"{self.memory} {self.number}"


@dataclass(frozen=True, slots=True)
class TermPlaces:
    """The places of some concepts, in order, and how many there are by project/document or memory."""

    concepts: tuple[Concept, ...]
    places: tuple[TermPlace, ...]
    errors: tuple[FileError, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How often the terms stand in each document and memory."""
        out: Counter[str] = Counter()
        for p in self.places:
            out[f"{p.project}/{p.document}" if p.project else p.memory] += p.count
        return dict(out)


def find_places(
    ws: Workspace,
    term: str,
    *,
    glossaries: Sequence[str] = (),
    pace: Pace = AT_ONCE,
) -> TermPlaces:
    """Return where a concept stands, named by its id or by one of its forms.

    Looked at are the sources of segments, and of stored pairs without a segment the side in Arabic. Raises
    :class:`NotFoundError` when no concept has such an id or form, :class:`Stopped` when ``pace`` is stopped.
    """
    paths = glossary_paths(ws.paths, glossaries)
    folder = ws.paths.glossaries.resolve()
    known = Glossaries(ws, read_all([p for p in paths if p.resolve().parent != folder]))
    names = {p.name for p in paths}
    concepts = [c for f in known.all() if f.path.name in names for c in f.concepts]
    found = [c for c in concepts if c.id in (term, own_id(term, c.glossary))]
    if not found:
        key = fold_key(term)
        found = [c for c in concepts if any(fold_key(t.text) == key for t in c.terms)]
    if not found:
        raise NotFoundError(f"There is no term {term}.", "See: workbench glossary find TEXT")
    asked = Decisions(frozenset((c.glossary, c.id) for c in found))
    out = []
    for pair in Sweep(ws, known, asked, pace, translated=False).pairs():
        hits = [h for h in pair.judge.terms.hits(pair.source) if h.concept.id in (pair.judge.ids or ())]
        if pair.unit is not None and pair.judge.terms.source != "ar":
            continue
        for one in dict.fromkeys(h.concept.id for h in hits):
            own = [h for h in hits if h.concept.id == one]
            common = (one, pair.source, pair.judge.terms.source, own[0].start, own[0].end, len(own))
            if pair.segment is not None and pair.project is not None and pair.document is not None:
                state = pair.segment.state.value
                out.append(TermPlace(*common, pair.segment.number, pair.project.slug, pair.document.slug, state=state))
            elif pair.unit is not None:
                out.append(TermPlace(*common, pair.unit.id, memory=pair.unit.memory))
    return TermPlaces(tuple(found), tuple(out), tuple(known.errors))
