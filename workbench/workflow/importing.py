"""An article goes in: bytes are kept, text becomes blocks with roles, blocks become segments.

First a plan of what would be stored (:func:`plan_import`), which can be looked at and changed
(:mod:`workbench.workflow.import_plan`), then :func:`store_import`. The functions that import in one step do both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.config import SEGMENT_LIMIT
from workbench.errors import FileError, WorkbenchError
from workbench.files import reason, write_atomically
from workbench.model import BulkAct, ClauseMode, Document, Piece, Project, Repair
from workbench.store import batches as batches_table
from workbench.store import documents as documents_table
from workbench.store.texts import text_of
from workbench.text.segments import segment_blocks
from workbench.text.structure import label_blocks
from workbench.workflow.clock import now
from workbench.workflow.import_plan import ImportPlan, counted, cut_by_hand, marks
from workbench.workflow.names import checked_name, free_slug, slug
from workbench.workflow.pacing import AT_ONCE, Pace
from workbench.workflow.segmentation import segmentation, term_spans
from workbench.workflow.texts import checked_text, other_language, stored_text_of
from workbench.workflow.workspace import Workspace

TEXT_SUFFIXES = ("", ".txt", ".text")
"""File types that can be imported so far."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did. ``already`` means the same text was imported before and nothing was changed."""

    document: Document
    segments: int
    translatable: int
    repairs: tuple[Repair, ...] = ()
    already: bool = False


def read_bytes(path: Path, *, any_type: bool = False) -> bytes:
    """Read a file a user named; raises :class:`FileError` for a missing file, a folder, another type or no rights."""
    if path.is_dir():
        raise FileError(path, "is a folder, not a file.", f"Name the files in it, for example: {path}/*.txt")
    if not any_type and path.suffix.lower() not in TEXT_SUFFIXES:
        raise FileError(
            path, f"files of type {path.suffix} cannot be imported yet.", "Save it as plain text (.txt, UTF-8)."
        )
    try:
        return path.read_bytes()
    except FileNotFoundError as e:
        raise FileError(path, "there is no such file.", "Check the name and the folder.") from e
    except OSError as e:
        raise FileError(path, f"cannot be read ({e.strerror or e}).", "Check the file and its rights.") from e


# ---------------------------------------------------------------------------------------------- in one step


def import_file(ws: Workspace, project: Project, path: Path) -> Imported:
    """Import one file as a document named after it."""
    return store_import(ws, plan_file(ws, project, path))


def import_text(ws: Workspace, project: Project, name: str, text: str) -> Imported:
    """Import pasted text as a document. What is kept as the original are its UTF-8 bytes."""
    return store_import(ws, plan_text(ws, project, name, text))


# ---------------------------------------------------------------------------------------------- the plan


def plan_file(
    ws: Workspace,
    project: Project,
    path: Path,
    encoding: str | None = None,
    *,
    unwrap: bool = False,
    pace: Pace = AT_ONCE,
) -> ImportPlan:
    """Return what the import of a file would store, as a document named after it."""
    data = read_bytes(path)
    return plan_import(ws, project, path.stem, data, path=path, encoding=encoding, unwrap=unwrap, pace=pace)


def plan_text(
    ws: Workspace, project: Project, name: str, text: str, *, unwrap: bool = False, pace: Pace = AT_ONCE
) -> ImportPlan:
    """Return what the import of pasted text would store."""
    data = text.encode("utf-8", errors="surrogatepass")
    return plan_import(ws, project, name, data, path=Path(name), text=text, unwrap=unwrap, pace=pace)


def plan_import(
    ws: Workspace,
    project: Project,
    name: str,
    data: bytes,
    *,
    path: Path,
    encoding: str | None = None,
    text: str | None = None,
    unwrap: bool = False,
    clauses: ClauseMode | None = None,
    pace: Pace = AT_ONCE,
) -> ImportPlan:
    """Return what an import would store; nothing is stored.

    ``path`` is what messages call it; ``text`` replaces decoding when the text is known; with ``unwrap``
    lines broken for a page's width are joined; ``clauses`` is how this article is cut where that is not the project's way.
    The same bytes, or the same text with other line ends, twice in one project are the same document, which ``already``
    is then. ``pace`` is told how far it is. Raises :class:`FileError` when the bytes are no text or hold none.
    """
    name = checked_name(name, "document")
    digest = hashlib.sha256(data).hexdigest()
    conn = ws.store.read()
    newest = documents_table.newest(conn, project.id)
    known = documents_table.find_by_sha(conn, project.id, digest)
    stored = text_of(conn, known.id) if known is not None else ""
    repairs: tuple[Repair, ...] = ()
    if known is None:
        if text is None:
            stored, repairs = stored_text_of(data, path, encoding, unwrap=unwrap)
        else:
            stored, repairs = checked_text(text, (), path, unwrap=unwrap)
        known = documents_table.find_by_text(conn, project.id, stored)
    cut_as = project if clauses is None else replace(project, clauses=clauses)
    # The text is gone through three times.
    length, total = len(stored), 3 * len(stored)
    plan = ImportPlan(
        project=project,
        name=name,
        data=data,
        suffix=path.suffix.lower(),
        digest=digest,
        text=stored,
        blocks=tuple(label_blocks(stored, project.source, pace.part(0, total))),
        pieces=(),
        how=segmentation(ws, cut_as),
        forbidden=term_spans(ws, cut_as, stored, pace.part(length, total)),
        clauses=cut_as.clauses,
        repairs=repairs,
        unwrapped=unwrap,
        already=known,
        newest=newest,
        other_language=other_language(stored, project.source),
    )
    pieces = _cut(plan, pace.part(2 * length, total))
    return replace(plan, pieces=tuple(pieces), repairs=(*repairs, *_long_notice(stored, pieces)))


def with_clauses(ws: Workspace, plan: ImportPlan, clauses: ClauseMode, pace: Pace = AT_ONCE) -> ImportPlan:
    """Return the plan cut in another mode, a person's splits and joins kept. As slow as planning: for a thread."""
    project = replace(plan.project, clauses=clauses)
    length, total = len(plan.text), 2 * len(plan.text)
    spans = term_spans(ws, project, plan.text, pace.part(0, total))
    new = replace(plan, clauses=clauses, how=segmentation(ws, project), forbidden=spans)
    return replace(new, pieces=tuple(counted(cut_by_hand(_cut(new, pace.part(length, total)), new.cuts))))


def _cut(plan: ImportPlan, went: Callable[[int], None] = lambda _at: None) -> list[Piece]:
    """Return the segments of all blocks, without what a person has changed in them."""
    return segment_blocks(
        plan.text, plan.blocks, plan.project.source, SEGMENT_LIMIT, how=plan.how, forbidden=plan.forbidden, went=went
    )


# ---------------------------------------------------------------------------------------------- storing it


def store_import(ws: Workspace, plan: ImportPlan) -> Imported:
    """Store what a plan says: original bytes, blocks and segments, all or nothing.

    When the same text is there by now nothing is changed and ``already`` is set.
    """
    if plan.already is not None:
        return _already(ws, plan.project, plan.already)
    # What a person cut otherwise than the rules is marked, so that a newer version of the text is cut so as well.
    usual: list[Piece] | None = None
    if plan.clauses is not plan.project.clauses:
        usual = list(with_clauses(ws, replace(plan, cuts={}), plan.project.clauses).pieces)
    elif plan.cuts:
        usual = _cut(plan)
    cuts = marks(plan, usual) if usual is not None else {}
    document, new = _store(ws, plan, cuts)
    if not new:
        return _already(ws, plan.project, document)
    return Imported(document, len(plan.pieces), plan.translatable, plan.repairs)


def _store(ws: Workspace, plan: ImportPlan, cuts: Mapping[int, bool]) -> tuple[Document, bool]:
    """Write the bytes and the rows; when either fails neither is there. False: it was stored since it was planned."""
    project = plan.project
    folder = ws.paths.source(project.slug)
    original: Path | None = None
    try:
        with ws.store.write() as conn:
            there = documents_table.find_by_text(conn, project.id, plan.text, behind=plan.newest)
            if there is not None:
                return there, False
            _make_folder(folder)
            taken = {d.slug for d in documents_table.list_documents(conn, project.id)}
            key = free_slug(slug(plan.name), taken)
            original = folder / f"{key}{plan.suffix or '.txt'}"
            write_atomically(original, [plan.data])
            at = now()
            batch = batches_table.begin(conn, BulkAct.IMPORT, f"{project.slug}/{key}", ws.settings.author, at)
            document = documents_table.insert_document(
                conn,
                project=project.id,
                slug=key,
                name=plan.name,
                sha256=plan.digest,
                text=plan.text,
                original=original.name,
                blocks=plan.blocks,
                pieces=plan.pieces,
                at=at,
                batch=batch,
                unwrapped=plan.unwrapped,
                turned=plan.turned,
                cuts=cuts,
            )
            return document, True
    except WorkbenchError:
        if original is not None:
            original.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise FileError(folder, f"cannot be made ({reason(e)}).", "Check the rights of the workspace.") from e


def _already(ws: Workspace, project: Project, document: Document) -> Imported:
    progress = documents_table.progress(ws.store.read(), project.id)[document.id]
    return Imported(document, progress.segments, progress.translatable, already=True)


def _long_notice(text: str, pieces: list[Piece]) -> tuple[Repair, ...]:
    """Say which sentences were cut because the editor takes no longer ones; nothing is dropped."""
    spans: dict[int, tuple[int, int]] = {}
    for p in pieces:
        spans[p.sentence] = (spans.get(p.sentence, (p.start, 0))[0], p.end)
    long = [start for start, end in spans.values() if len(text[start:end].strip()) > SEGMENT_LIMIT]
    if not long:
        return ()
    line = text.count("\n", 0, long[0]) + 1
    count = "One sentence is" if len(long) == 1 else f"{len(long)} sentences are"
    return (Repair(line, f"{count} longer than {SEGMENT_LIMIT} characters and split; nothing is left out."),)
