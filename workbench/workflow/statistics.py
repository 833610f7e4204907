"""How much there is, how much is done, how much the memory knows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from workbench.model import Document, Project
from workbench.store import segments as segments_table
from workbench.text.fold import fold_key
from workbench.text.tokens import count_words
from workbench.workflow.projects import documents_of
from workbench.workflow.proposing import context_of, load_memory
from workbench.workflow.workspace import Workspace

BANDS = ("repetition", "100", "95-99", "85-94", "75-84", "60-74", "new")
"""Match bands as the field reports them, below the threshold of 60 as new."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over what is to be translated. Words are GMX-V words; Arabic clitics are not counted apart.

    ``bands`` maps a match band to (segments, source words).
    """

    document: str
    segments: int
    confirmed: int
    drafts: int
    source_words: int
    target_words: int
    characters: int
    bands: dict[str, tuple[int, int]]


def statistics(ws: Workspace, project: Project, document: Document | None = None) -> list[Statistics]:
    """Return one row a document. Bands are counted against the memories as they are now."""
    memory = load_memory(ws, project)
    conn = ws.store.read()
    seen: set[str] = set()
    out = []
    for doc in documents_of(ws, project, document):
        everything = segments_table.load_segments(conn, doc.id)
        segments = [s for s in everything if s.translate]
        bands: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for s in segments:
            key = fold_key(s.source)
            if key in seen:
                band = "repetition"
            else:
                # What a segment put into the memory itself is nothing the memory knew of it.
                where = context_of(everything, s.number, doc.slug)
                found = memory.search(s.source, threshold=60, limit=1, context=where)
                band = _band(found[0].score if found else 0)
            seen.add(key)
            bands[band] += 1
            words[band] += count_words(s.source)
        out.append(
            Statistics(
                doc.slug,
                len(segments),
                sum(s.state.confirmed for s in segments),
                sum(bool(s.draft) for s in segments),
                sum(words.values()),
                sum(count_words(s.target) for s in segments if s.state.confirmed),
                sum(len(s.source) for s in segments),
                {b: (bands[b], words[b]) for b in BANDS},
            )
        )
    return out


def _band(score: int) -> str:
    for floor, band in ((100, "100"), (95, "95-99"), (85, "85-94"), (75, "75-84"), (60, "60-74")):
        if score >= floor:
            return band
    return "new"
