"""Pairs and articles go out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from workbench.errors import FileError, UsageError
from workbench.files import reason, write_atomically
from workbench.formats.bilingual_html import BilingualComment, BilingualPage, BilingualRow, write_bilingual_html
from workbench.formats.pairs_csv import formula_like
from workbench.formats.table import WRITERS
from workbench.model import DRAFT, Comment, Document, Origin, Project, Role, Segment, Unit, counted
from workbench.store import comments as comments_table
from workbench.store import segments as segments_table
from workbench.store import units as units_table
from workbench.store.segment_units import edited_props
from workbench.text.rejoin import join_written
from workbench.workflow.checking import bad_joints
from workbench.workflow.clock import local_time, now
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.placing import made_folder, put_in_place, staging_in
from workbench.workflow.projects import documents_of
from workbench.workflow.terms import load_terms
from workbench.workflow.workspace import Workspace

_LINE_ENDS = "\n\x85\u2028\u2029"
BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200e\u200f\ufeff"
"""White space, and the marks with which pages fill a line that is empty to the eye."""
FORMATS = ("txt", "html", "tmx", "csv")
_PER_ARTICLE = ("txt", "html")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written: ``count`` pairs or segments; ``open`` segments were not confirmed."""

    path: Path
    count: int
    open: int = 0
    notices: tuple[str, ...] = ()


def export_project(
    ws: Workspace,
    project: Project,
    document: Document | None = None,
    *,
    to: str,
    path: Path | None = None,
    everything: bool = False,
    spreadsheet_safe: bool = False,
    states: bool = False,
    notes: bool = False,
) -> list[Exported]:
    """Write a project, or one document of it, as ``txt``, ``html``, ``tmx`` or ``csv``.

    ``txt`` is the translated article, one file a document: confirmed targets in the paragraphs of the original, without
    the blocks that are not translated; a segment still open stands there in the source language and is counted, with
    ``everything`` its draft does. ``html`` is the same article beside its source, with ``states`` and ``notes`` if wanted
    (:mod:`workbench.formats.bilingual_html`). ``tmx`` and ``csv`` hold the confirmed pairs, with ``everything`` drafts too.
    Files go to the project's ``export`` folder unless ``path`` names one. Raises :class:`UsageError` for an unknown
    format, :class:`FileError` when a file cannot be written.
    """
    if to not in FORMATS:
        raise UsageError(f"{to!r} is not a format of this program.", f"Formats: {', '.join(FORMATS)}.")
    documents = documents_of(ws, project, document)
    if to in _PER_ARTICLE:
        if path is not None and len(documents) != 1:
            raise UsageError("One file cannot hold several articles.", "Name the document: PROJECT/DOC")
        if to == "html":
            return [_side_by_side(ws, project, d, path, everything, states, notes) for d in documents]
        return [_article(ws, project, d, path, everything) for d in documents]
    target = path or _folder(ws, project) / file_name(project, document.slug if document else project.slug, to)
    count = formulas = 0

    def tallied() -> Iterator[Unit]:
        nonlocal count, formulas
        for unit in _pairs(ws, project, documents if document else None, everything):
            count += 1
            formulas += formula_like(unit.source) or formula_like(unit.target)
            yield unit

    notices: tuple[str, ...] = ()
    if to == "csv":
        WRITERS["csv"](
            target, tallied(), source=project.source, target=project.target, spreadsheet_safe=spreadsheet_safe
        )
        if formulas and not spreadsheet_safe:
            notices = (
                f"{counted(formulas, 'pair')} with = + - or @ at the beginning: a spreadsheet takes these for formulas. For"
                " Excel have these cells guarded (--spreadsheet-safe); other tools want the file as it is.",
            )
    else:
        WRITERS["tmx"](target, tallied(), source=project.source, target=project.target)
    return [Exported(target, count, notices=notices)]


def export_into(
    ws: Workspace,
    project: Project,
    document: Document | None,
    *,
    to: str,
    folder: Path,
    everything: bool = False,
    spreadsheet_safe: bool = False,
    states: bool = False,
    notes: bool = False,
    pace: Pace = AT_ONCE,
) -> list[Exported]:
    """Write a format into a folder, which is made, as :func:`export_project` does: all its files or none.

    Raises what that raises, and :class:`Stopped` when ``pace`` is stopped, while nothing is in its place yet.
    """
    target = made_folder(folder)
    places = documents_of(ws, project, document) if to in _PER_ARTICLE else [document]
    if not places:
        raise UsageError(f"Project {project.slug} has no document.", f"See: workbench import {project.slug} FILE")
    made: list[Exported] = []
    with staging_in(target) as staging:
        for place in places:
            pace.rest()
            path = staging / file_name(project, place.slug if place else project.slug, to)
            made += export_project(
                ws,
                project,
                place,
                to=to,
                path=path,
                everything=everything,
                spreadsheet_safe=spreadsheet_safe,
                states=states,
                notes=notes,
            )
        pace.rest()
        put_in_place([(e.path, target / e.path.name) for e in made])
    return [replace(e, path=target / e.path.name) for e in made]


def file_name(project: Project, slug: str, to: str) -> str:
    """Return what a file of a format is called; ``slug`` is the document's, or the project's for the pairs of all of them."""
    languages = {"txt": f".{project.target}", "html": f".{project.source}-{project.target}"}
    return f"{slug}{languages.get(to, '')}.{to}"


def file_names(ws: Workspace, project: Project, document: Document | None, formats: Sequence[str]) -> list[str]:
    """Return what is written in these formats: text and page are one file an article, pairs one for the whole place."""
    articles = [d.slug for d in documents_of(ws, project, document)]
    place = document.slug if document else project.slug
    return [file_name(project, slug, to) for to in formats for slug in (articles if to in _PER_ARTICLE else [place])]


def _folder(ws: Workspace, project: Project) -> Path:
    folder = ws.paths.export(project.slug)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise FileError(folder, f"cannot be made ({reason(e)}).", "Name a file with --out.") from e
    return folder


def _pairs(ws: Workspace, project: Project, documents: list[Document] | None, everything: bool) -> Iterator[Unit]:
    conn = ws.store.read()
    if documents is None:
        units = units_table.iter_units(conn, project_id=project.id)
    else:
        units = units_table.iter_units(conn, document_id=documents[0].id)
    for unit in units:
        yield units_table.in_direction(unit, project.source)
    if everything:
        for doc in documents_of(ws, project, documents[0] if documents else None):
            for s in segments_table.load_segments(conn, doc.id):
                if s.translate and not s.state.confirmed and s.draft and s.draft.strip():
                    yield Unit(
                        project.source,
                        project.target,
                        s.source,
                        s.draft.strip(),
                        origin=s.origin or Origin.HUMAN,
                        document=doc.slug,
                        props=(*edited_props(s.provenance, s.draft), DRAFT),
                        via=s.via,
                    )


def _article(ws: Workspace, project: Project, document: Document, path: Path | None, everything: bool) -> Exported:
    segments = segments_table.load_segments(ws.store.read(), document.id)
    text, count, still_open = build_article(segments, project.target, everything=everything)
    target = path or _folder(ws, project) / file_name(project, document.slug, "txt")
    write_atomically(target, [text.encode("utf-8")])
    notices = []
    if still_open:
        notices.append(f"Not confirmed, and there untranslated: {still_open} of {counted(count, 'segment')}.")
    bad = bad_joints(load_terms(ws, project), segments, lambda s: written(s, everything=everything))
    if bad:
        notices.append(
            f"Pieces of one sentence do not fit together at {counted(bad, 'place')}. They are listed by: workbench check"
            f" {project.slug}/{document.slug}"
        )
    return Exported(target, count, still_open, tuple(notices))


def _side_by_side(
    ws: Workspace, project: Project, document: Document, path: Path | None, everything: bool, states: bool, notes: bool
) -> Exported:
    segments = segments_table.load_segments(ws.store.read(), document.id)
    said = comments_table.load(ws.store.read(), document.id) if notes else []
    page = bilingual_page(project, document, segments, everything=everything, comments=said)
    target = path or _folder(ws, project) / file_name(project, document.slug, "html")
    count = write_bilingual_html(target, page, states=states, notes=notes)
    return Exported(target, count, sum(not row.target for row in page.rows))


def bilingual_page(
    project: Project,
    document: Document,
    segments: list[Segment],
    *,
    everything: bool = False,
    comments: Sequence[Comment] = (),
) -> BilingualPage:
    """Return the article of :func:`build_article` beside its source, segment by segment, dated today."""
    said: dict[int, list[BilingualComment]] = {}
    for c in comments:
        head = ", ".join(part for part in (c.author, local_time(c.at)[:10]) if part)
        said.setdefault(c.segment, []).append(BilingualComment(head, c.text, c.done))
    rows = [
        BilingualRow(
            s.number,
            s.block,
            s.role,
            s.source,
            written(s, everything=everything),
            s.state,
            s.note,
            said.get(s.id, ()),
        )
        for s in article_segments(segments)
    ]
    day = local_time(now())[:10]
    return BilingualPage(project.name, document.name, day, project.source, project.target, rows)


def article_segments(segments: list[Segment]) -> list[Segment]:
    """Return the segments an article is made of: those translated, but a title that is repeated and what has no text."""
    return [s for s in segments if s.translate and s.role is not Role.TITLE_REPEAT and s.text.strip(BLANK)]


def build_article(segments: list[Segment], language: str, *, everything: bool = False) -> tuple[str, int, int]:
    """Return the target article, how many segments it holds and how many of them are still open.

    The targets of the pieces of a sentence are joined as :func:`workbench.text.rejoin.join_pieces` does for the unit of
    the whole sentence, with the marks of ``language``. Behind a sentence stand the line ends the source had behind it
    (each as LF), else one space: behind a dateline, too, whatever space it had. A segment still open stands there as it
    is in the source. Blocks that are not translated are left out, a repeated title is not repeated.

    Law: no letter or digit of a target is lost or moved.
    """
    parts: list[str] = []
    pieces: list[tuple[str, str]] = []
    kept = article_segments(segments)
    # A paragraph ends where it ended, also when its last sentence is left out.
    ends = {block: "".join(s.text for s in same) for block, same in groupby(segments, key=lambda s: s.block)}
    still_open = 0
    for segment, following in zip(kept, [*kept, None][1:], strict=True):
        target = written(segment, everything=everything)
        still_open += not target
        pieces.append((target, language) if target else (segment.source, ""))
        last = following is None or following.block != segment.block
        gap = _gap(ends[segment.block] if last else segment.text)
        if gap == " " and following is not None and _same_sentence(segment, following):
            continue
        parts.append(join_written(pieces) + gap)
        pieces.clear()
    text = "".join(parts).strip("\n").rstrip(" ")
    return (re.sub(r"[^\S\n]+\n", "\n", text) + "\n" if text else ""), len(kept), still_open


def written(segment: Segment, *, everything: bool) -> str:
    """Return the target that goes out for a segment: the confirmed one, else with ``everything`` its draft, else ''."""
    target = segment.target.strip() if segment.state.confirmed else ""
    if everything and not target and segment.draft:
        target = segment.draft.strip()
    return target


def _same_sentence(a: Segment, b: Segment) -> bool:
    return (a.block, a.sentence) == (b.block, b.sentence)


def _gap(text: str) -> str:
    """Return the white space after a segment's text; two sentences that stood close together get a space."""
    return "\n" * sum(c in _LINE_ENDS for c in text[len(text.rstrip(BLANK)) :]) or " "
