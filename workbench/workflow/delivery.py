"""Delivery: the proof of a project or document, then all its files at once, or none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from workbench.errors import FileError, UsageError, WorkbenchError
from workbench.files import write_atomically
from workbench.formats.table import READERS
from workbench.model import Document, Project, Segment, Severity, State
from workbench.store import documents as documents_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store import waivers as waivers_table
from workbench.store.texts import text_of
from workbench.text.tokens import count_words
from workbench.workflow.checking import surroundings
from workbench.workflow.document_terms import DocumentTerms
from workbench.workflow.exporting import (
    FORMATS,
    article_segments,
    build_article,
    export_project,
    file_name,
    written,
)
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.placing import made_folder, put_in_place, staging_in
from workbench.workflow.projects import documents_of
from workbench.workflow.proofing import Finding, ProofKind, Sheet, proof
from workbench.workflow.terms import ProjectTerms, load_terms
from workbench.workflow.workspace import Workspace

_PAIRS = ("tmx", "csv")
BEGINNING = 60
"""Characters of a source that are shown with a finding."""


class ChangedError(WorkbenchError):
    """A segment was changed between the proof and the writing; nothing was put in place."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A document, the article as it would be written, and what the proof found.

    ``words_in`` are those of the source of what is to be translated, ``words_out`` those of its targets and drafts, as
    GMX-V counts them: what is not translated yet stands in the article as it is in the source, and is no word of the target.
    """

    document: Document
    segments: int
    confirmed: int
    words_in: int
    words_out: int
    article: str
    findings: tuple[Finding, ...]
    seen: tuple[tuple[int, int], ...] = ()
    """Segments and their revisions, as they were proved."""
    reviewed: int = 0
    locked: int = 0
    """Of the confirmed ones, those a second person has read, and those nothing changes any more."""
    sources: Mapping[int, str] = field(default_factory=dict)
    """The sources of segments with findings, by number."""

    def source(self, finding: Finding) -> str:
        """Return the source of a finding's segment on one line, '' where it is about the article as a whole."""
        return " ".join(self.sources.get(finding.segment, "").split())

    def beginning(self, finding: Finding) -> str:
        """Return the beginning of that source, :data:`BEGINNING` characters at most: which segment it is."""
        source = self.source(finding)
        return source if len(source) <= BEGINNING else f"{source[: BEGINNING - 1].rstrip()}…"

    @property
    def states(self) -> str:
        """How many segments are confirmed, and of these reviewed and locked where there are any, for people."""
        more = [f"{n} {what}" for n, what in ((self.reviewed, "reviewed"), (self.locked, "locked")) if n]
        return f"{self.confirmed} confirmed" + (f" ({', '.join(more)})" if more else "")

    @property
    def waived(self) -> int:
        """How many findings do not count, each for a reason somebody gave."""
        return sum(bool(f.waived) for f in self.findings)


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """A file that was put in place, and how many segments or pairs it holds."""

    path: Path
    count: int
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of it: the proofs, and the files; none when a finding ``failed``, or when only the proof was asked for."""

    proved: tuple[Proved, ...]
    failed: int
    files: tuple[DeliveredFile, ...] = ()


def kinds() -> tuple[str, ...]:
    """Return the kinds of findings one can agree to."""
    return tuple(k.value for k in ProofKind if k not in (ProofKind.SOURCE, ProofKind.LOST))


def allowed(finding: Finding, allow: Collection[str]) -> bool:
    """Whether a finding was agreed to.

    What would lose text cannot be, nor a ``must`` term: that takes a reason of its own in its segment.
    """
    return finding.kind in allow and not finding.firm


def fails(finding: Finding, allow: Collection[str], level: Severity) -> bool:
    """Whether a finding stops the delivery: it counts, nobody agreed to it, and it is as bad as ``level`` or worse."""
    return not finding.waived and not allowed(finding, allow) and finding.severity.rank >= level.rank


def prove(
    ws: Workspace,
    project: Project,
    document: Document | None = None,
    *,
    pairs: bool = False,
    pace: Pace = AT_ONCE,
) -> list[Proved]:
    """Prove each document. Drafts are looked at like confirmed targets, so that the list is whole; each is a finding itself.

    With ``pairs`` a confirmed segment must have its pair in the memory, which TMX and CSV are written from. ``pace`` is
    told segments done and in all; raises :class:`Stopped` when it is stopped.
    """
    terms = load_terms(ws, project)
    documents = documents_of(ws, project, document)
    known = documents_table.progress(ws.store.read(), project.id)
    total = sum(known[d.id].translatable for d in documents if d.id in known)
    proved: list[Proved] = []
    for d in documents:
        went = pace.part(sum(p.segments for p in proved), total)
        proved.append(_proved(ws, project, d, terms, pairs, went))
    return proved


def _proved(
    ws: Workspace, project: Project, document: Document, terms: ProjectTerms, pairs: bool, went: Callable[[int], None]
) -> Proved:
    conn = ws.store.read()
    segments = segments_table.load_segments(conn, document.id)
    kept = article_segments(segments)
    known = DocumentTerms(terms, segments, waivers_table.load(conn, document.id))
    targets = {s.number: written(s, everything=True) for s in kept}
    article = build_article(segments, project.target, everything=True)[0]

    def text(segment: Segment) -> str:
        return targets.get(segment.number, "")

    issues = []
    for n, s in enumerate(kept, 1):
        went(n)
        if targets[s.number]:
            around = surroundings(segments, s.number - 1, text)
            found_here = known.all_issues(s, targets[s.number], confirmed=True, around=around, listed=True)
            issues += [(s.number, issue, waiver) for issue, waiver in found_here]
    sheet = Sheet(
        source=project.source,
        target=project.target,
        text=text_of(conn, document.id),
        blocks=documents_table.blocks(conn, document.id),
        segments=segments,
        targets=targets,
        article=article,
        issues=issues,
        forms={s.number: [f for h in known.hits(s.source) for f in h.concept.forms(project.target)] for s in kept},
    )
    found = proof(sheet)
    if pairs:
        found += _missing_pairs(ws, document, kept)
    told = {f.segment for f in found}
    return Proved(
        document,
        len(kept),
        sum(s.state.confirmed for s in kept),
        sum(count_words(s.source) for s in kept),
        sum(map(count_words, targets.values())),
        article,
        tuple(found),
        tuple((s.id, s.rev) for s in segments),
        reviewed=sum(s.state is State.REVIEWED for s in kept),
        locked=sum(s.state is State.FINAL for s in kept),
        sources={s.number: s.source for s in segments if s.number in told},
    )


def _missing_pairs(ws: Workspace, document: Document, kept: Sequence[Segment]) -> list[Finding]:
    held = {u.segment: u for u in units_table.iter_units(ws.store.read(), document_id=document.id)}
    return [
        Finding(
            ProofKind.PAIRS, Severity.ERROR, s.number, "its pair is not in the memory as it is here: confirm it again"
        )
        for s in kept
        if s.state.confirmed and (s.id not in held or held[s.id].target.strip() != s.target.strip())
    ]


def deliver(
    ws: Workspace,
    project: Project,
    document: Document | None = None,
    *,
    formats: Sequence[str] = FORMATS,
    folder: Path | None = None,
    allow: Collection[str] = (),
    fail_on: Severity = Severity.ERROR,
    states: bool = False,
    notes: bool = False,
    spreadsheet_safe: bool = False,
    only_proof: bool = False,
    pace: Pace = AT_ONCE,
) -> Delivery:
    """Prove, and if nothing fails write all files and put them in place together.

    ``txt`` and ``html`` are one file an article, ``tmx`` and ``csv`` one for the whole place; they go to the project's export
    folder, or to ``folder``, which is made. ``allow`` names kinds of findings that are agreed to, ``fail_on`` the least
    severity that stops it. Everything is written under other names and read again first: when a file cannot be written or
    put in its place, those before it are put back as they were. Raises :class:`UsageError` for an unknown format or kind,
    :class:`FileError`, :class:`ChangedError` when somebody worked on a segment meanwhile, and :class:`Stopped` when
    ``pace`` is stopped, while nothing is in its place yet.
    """
    formats = tuple(dict.fromkeys(formats))
    for given, known, what in (
        (formats, FORMATS, "a format"),
        (tuple(allow), kinds(), "a kind of finding one can allow"),
    ):
        bad = next((g for g in given if g not in known), None)
        if bad is not None:
            raise UsageError(f"{bad!r} is not {what}.", f"There are: {', '.join(known)}.")
    proved = prove(ws, project, document, pairs=any(f in _PAIRS for f in formats), pace=pace)
    if not proved:
        raise UsageError(
            f"Project {project.slug} has no document to deliver.", f"See: workbench import {project.slug} FILE"
        )
    failed = sum(fails(f, allow, fail_on) for p in proved for f in p.findings)
    if failed or only_proof:
        return Delivery(tuple(proved), failed)
    target = made_folder(folder or ws.paths.export(project.slug))
    with staging_in(target) as staging:
        files = []
        for kind in formats:
            pace.rest()
            if kind in _PAIRS:
                files.append(_pairs(ws, project, document, staging, kind, spreadsheet_safe))
            else:
                files += [_article(ws, project, p, staging, kind, states=states, notes=notes) for p in proved]
        _unchanged(ws, proved)
        pace.rest()
        put_in_place([(f.path, target / f.path.name) for f in files])
    return Delivery(tuple(proved), 0, tuple(DeliveredFile(target / f.path.name, f.count, f.notices) for f in files))


def _article(
    ws: Workspace, project: Project, proved: Proved, staging: Path, kind: str, *, states: bool, notes: bool
) -> DeliveredFile:
    slug = proved.document.slug
    if kind == "txt":
        path = staging / file_name(project, slug, kind)
        data = proved.article.encode("utf-8")
        write_atomically(path, [data])
        if path.read_bytes() != data:
            raise FileError(path, "does not hold what was written.", "Is the disk full or damaged?")
        return DeliveredFile(path, proved.segments)
    path = staging / file_name(project, slug, kind)
    (made,) = export_project(
        ws, project, proved.document, to="html", path=path, everything=True, states=states, notes=notes
    )
    return DeliveredFile(path, made.count)


def _pairs(
    ws: Workspace,
    project: Project,
    document: Document | None,
    staging: Path,
    kind: str,
    spreadsheet_safe: bool,
) -> DeliveredFile:
    """Write the pairs and read them again: as many as there were."""
    path = staging / file_name(project, document.slug if document else project.slug, kind)
    (made,) = export_project(
        ws, project, document, to=kind, path=path, everything=True, spreadsheet_safe=spreadsheet_safe
    )
    if not made.count:
        raise UsageError(f"There is no pair to write as {kind}: nothing is translated yet.", "Leave tmx and csv out.")
    again = sum(1 for _unit in READERS[kind](path, project.source, project.target, lambda _repair: None))
    if again != made.count:
        raise FileError(path, f"{made.count} pairs were written, {again} read back.", "Please report this.")
    return DeliveredFile(path, made.count, made.notices)


def _unchanged(ws: Workspace, proved: Sequence[Proved]) -> None:
    """Make sure that what was written is what was proved."""
    conn = ws.store.read()
    for p in proved:
        now = tuple((s.id, s.rev) for s in segments_table.load_segments(conn, p.document.id))
        if now != p.seen:
            raise ChangedError(
                f"{p.document.slug} was changed while it was being written; nothing was put in place.",
                "Deliver it again.",
            )
