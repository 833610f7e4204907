"""How much there is, how much is done, how much the memory knows, what became of what was offered, what it took.

Words are GMX-V words, Arabic clitics not counted apart; characters are code points, with and without white space
(``bare``). Only what is to be translated counts, save for the state ``skipped``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from workbench.model import Document, Origin, Project, Provenance, Segment, State
from workbench.store import provenance, segment_pages
from workbench.store import segments as segments_table
from workbench.text.edited import edited_share
from workbench.text.tokens import count_words
from workbench.workflow.match_bands import BANDS, Bands
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.projects import documents_of
from workbench.workflow.proposing import load_memory
from workbench.workflow.work_done import Work, together, work_of
from workbench.workflow.workspace import Workspace

STATES = ("new", "draft", "confirmed", "reviewed", "final", "skipped")
"""A confirmed segment with a newer draft is counted as what it is confirmed as: that is what would go out."""
_OF_STATE = {State.TRANSLATED: "confirmed", State.REVIEWED: "reviewed", State.FINAL: "final"}


@dataclass(frozen=True, slots=True)
class Volume:
    """So much text: segments, and words and characters of both sides. The target side is that of the state."""

    segments: int = 0
    words: int = 0
    characters: int = 0
    bare: int = 0
    target_words: int = 0
    target_characters: int = 0
    target_bare: int = 0

    def __add__(self, other: Volume) -> Volume:
        return Volume(
            self.segments + other.segments,
            self.words + other.words,
            self.characters + other.characters,
            self.bare + other.bare,
            self.target_words + other.target_words,
            self.target_characters + other.target_characters,
            self.target_bare + other.target_bare,
        )


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
    """The counts of a document, or of several together.

    ``states`` and ``matches`` have a volume for each of :data:`STATES` and :data:`BANDS`; ``origins`` say where what is
    confirmed came from, ``work`` what it took. ``partly_compared``
    segments were compared with a part of the texts before them only (:mod:`workbench.tm.homogeneity`): some of them may
    belong in an internal band, or a better one.
    """

    project: str
    document: str
    states: dict[str, Volume]
    matches: dict[str, Volume]
    origins: tuple[OriginCount, ...] = ()
    work: Work = field(default_factory=Work)
    partly_compared: int = 0

    @property
    def volume(self) -> Volume:
        """All that is to be translated."""
        return sum((v for state, v in self.states.items() if state != "skipped"), Volume())

    @property
    def done(self) -> Volume:
        """What is confirmed, reviewed or final."""
        return sum((self.states[state] for state in _OF_STATE.values()), Volume())

    @property
    def segments(self) -> int:
        """Segments to be translated."""
        return self.volume.segments

    @property
    def confirmed(self) -> int:
        """Segments confirmed, reviewed or final."""
        return self.done.segments

    @property
    def drafts(self) -> int:
        """Segments with a draft that are not confirmed."""
        return self.states["draft"].segments

    @property
    def source_words(self) -> int:
        """Words to be translated."""
        return self.volume.words

    @property
    def target_words(self) -> int:
        """Words of the confirmed targets."""
        return self.done.target_words

    @property
    def characters(self) -> int:
        """Characters to be translated."""
        return self.volume.characters

    @property
    def bands(self) -> dict[str, tuple[int, int]]:
        """By match band segments and source words."""
        return {band: (v.segments, v.words) for band, v in self.matches.items()}


def statistics(
    ws: Workspace, project: Project, document: Document | None = None, pace: Pace = AT_ONCE
) -> list[Statistics]:
    """Return one row a document. Bands are counted against the memories as they are now.

    It takes 0.2 ms a segment, milliseconds where the memory is much larger than the text: for a thread, with
    a ``pace``. Raises :class:`Stopped` when that is stopped.
    """
    conn = ws.store.read()
    wanted = {d.id for d in documents_of(ws, project, document)}
    everything = _up_to(ws, project, wanted)
    total, passed = sum(segments_table.count_segments(conn, d.id) for d in everything), 0
    bands = Bands(load_memory(ws, project), total)
    out = []
    for doc in everything:
        segments = _read(conn, doc, pace)
        if doc.id in wanted:
            row = _counted(ws, project, doc, segments, bands, pace.part(passed, total))
            out.append(row)
        else:
            for number in bands.pass_over(segments):
                pace.step(passed + number, total)
        passed += len(segments)
    return out


def _read(conn: Any, document: Document, pace: Pace) -> list[Segment]:
    segments = []
    for s in segment_pages.each(conn, document.id):
        segments.append(s)
        pace.rest()
    return segments


def _up_to(ws: Workspace, project: Project, wanted: set[int]) -> list[Document]:
    """Return the documents of a project up to the last of those wanted."""
    documents = documents_of(ws, project)
    last = max((n for n, d in enumerate(documents) if d.id in wanted), default=-1)
    return documents[: last + 1]


def _counted(
    ws: Workspace,
    project: Project,
    document: Document,
    segments: Sequence[Segment],
    bands: Bands,
    went: Callable[[int], None],
) -> Statistics:
    conn = ws.store.read()
    states, matches = dict.fromkeys(STATES, Volume()), dict.fromkeys(BANDS, Volume())
    for s in segments:
        if not s.translate:
            states["skipped"] += _volume(s, "")
    volumes = {}
    origins = []
    for s, band in bands.of(document, segments):
        state = _OF_STATE.get(s.state) or ("draft" if s.draft else "new")
        volume = volumes[s.id] = _volume(s, s.target if s.state.confirmed else s.draft or "")
        states[state] += volume
        matches[band] += volume
        if s.state.confirmed:
            origins.append(_origin(s, provenance.of_target(conn, s)))
        went(s.number)
    words = {s.id: volumes[s.id].words for s in segments if s.id in volumes and s.state.confirmed}
    return Statistics(
        project.slug,
        document.slug,
        states,
        matches,
        _together(origins),
        work_of(conn, document.id, words),
        bands.partial,
    )


def _volume(segment: Segment, target: str) -> Volume:
    source = segment.source
    return Volume(
        1,
        count_words(source),
        len(source),
        len("".join(source.split())),
        count_words(target) if target else 0,
        len(target),
        len("".join(target.split())) if target else 0,
    )


def all_together(rows: Sequence[Statistics]) -> Statistics:
    """Return several documents counted together, under no name."""
    states, matches = dict.fromkeys(STATES, Volume()), dict.fromkeys(BANDS, Volume())
    for row in rows:
        for state, volume in row.states.items():
            states[state] += volume
        for band, volume in row.matches.items():
            matches[band] += volume
    projects = {row.project for row in rows}
    name = projects.pop() if len(projects) == 1 else ""
    work = together(row.work for row in rows)
    partly = sum(row.partly_compared for row in rows)
    return Statistics(name, "", states, matches, all_origins(rows), work, partly)


def all_origins(rows: Iterable[Statistics]) -> tuple[OriginCount, ...]:
    """Return the origins of several documents counted together."""
    return _together([count for row in rows for count in row.origins])


def _origin(segment: Segment, made: Provenance) -> OriginCount:
    origin = made.origin or Origin.HUMAN
    if not made.offered.strip():
        return OriginCount(origin, made.via, 1)
    share = edited_share(made.offered, segment.target)
    return OriginCount(origin, made.via, 1, int(not share), int(share > 0), share)


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
