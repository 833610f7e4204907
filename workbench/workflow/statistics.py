"""How much there is, how much is done, how much the memory knows, and what became of what was offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.model import Document, Origin, Project, Provenance, Segment
from workbench.store import provenance
from workbench.store import segments as segments_table
from workbench.text.edited import edited_share
from workbench.text.fold import fold_key
from workbench.text.tokens import count_words
from workbench.workflow.projects import documents_of
from workbench.workflow.proposing import context_of, load_memory
from workbench.workflow.workspace import Workspace

BANDS = ("repetition", "100", "95-99", "85-94", "75-84", "60-74", "new")
"""Match bands as the field reports them, below the threshold of 60 as new."""


@dataclass(frozen=True, slots=True)
class OriginCount:
    """Confirmed segments whose targets came from one place: an origin and ``via``, as :class:`Provenance` has them.

    ``kept`` are those confirmed as they were offered, ``edited`` the others of which the offer is known, and ``distance``
    what was changed in all of these together: the sum of :func:`workbench.text.edited.edited_share`. Of the rest nothing was
    offered, or what it was is not known any more (split since, or from before offers were kept).
    """

    origin: Origin
    via: str
    segments: int = 0
    kept: int = 0
    edited: int = 0
    distance: float = 0.0

    @property
    def mean(self) -> float | None:
        """The mean of what was changed, 0 to 1, over kept and edited; None where there are none."""
        known = self.kept + self.edited
        return self.distance / known if known else None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over what is to be translated. Words are GMX-V words; Arabic clitics are not counted apart.

    ``bands`` maps a match band to (segments, source words). ``origins`` say where what is confirmed came from.
    """

    document: str
    segments: int
    confirmed: int
    drafts: int
    source_words: int
    target_words: int
    characters: int
    bands: dict[str, tuple[int, int]]
    origins: tuple[OriginCount, ...] = ()


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
                _origins([(s, provenance.of_target(conn, s)) for s in segments if s.state.confirmed]),
            )
        )
    return out


def all_origins(rows: Iterable[Statistics]) -> tuple[OriginCount, ...]:
    """Return the origins of several documents counted together."""
    return _together([count for row in rows for count in row.origins])


def _origins(confirmed: Iterable[tuple[Segment, Provenance]]) -> tuple[OriginCount, ...]:
    counts = []
    for s, made in confirmed:
        counted = OriginCount(made.origin or Origin.HUMAN, made.via, 1)
        if made.offered.strip():
            share = edited_share(made.offered, s.target)
            counted = OriginCount(counted.origin, made.via, 1, int(not share), int(share > 0), share)
        counts.append(counted)
    return _together(counts)


def _together(counts: Sequence[OriginCount]) -> tuple[OriginCount, ...]:
    """Return one count for each origin and ``via``, in the order of the origins, then by name."""
    by_place: dict[tuple[Origin, str], list[OriginCount]] = {}
    for c in counts:
        by_place.setdefault((c.origin, c.via), []).append(c)
    order = list(Origin)
    return tuple(
        OriginCount(
            *place,
            sum(c.segments for c in same),
            sum(c.kept for c in same),
            sum(c.edited for c in same),
            sum(c.distance for c in same),
        )
        for place, same in sorted(by_place.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    )


def _band(score: int) -> str:
    for floor, band in ((100, "100"), (95, "95-99"), (85, "85-94"), (75, "75-84"), (60, "60-74")):
        if score >= floor:
            return band
    return "new"
