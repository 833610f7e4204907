"""An article goes in: bytes are kept, text becomes blocks with roles, blocks become segments."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from workbench.config import SEGMENT_LIMIT
from workbench.errors import FileError, WorkbenchError
from workbench.files import write_atomically
from workbench.model import Block, BulkAct, Document, Piece, Project, Repair
from workbench.store import batches as batches_table
from workbench.store import documents as documents_table
from workbench.text.structure import label_blocks
from workbench.workflow.clock import now
from workbench.workflow.names import checked_name, free_slug, slug
from workbench.workflow.segmentation import cut
from workbench.workflow.texts import checked_text, stored_text_of
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


def import_file(ws: Workspace, project: Project, path: Path, encoding: str | None = None) -> Imported:
    """Import one file as a document named after it."""
    return import_bytes(ws, project, path.stem, read_bytes(path), path=path, encoding=encoding)


def import_text(ws: Workspace, project: Project, name: str, text: str) -> Imported:
    """Import pasted text as a document. What is kept as the original are its UTF-8 bytes."""
    data = text.encode("utf-8", errors="surrogatepass")
    return import_bytes(ws, project, name, data, path=Path(name), text=text)


def import_bytes(
    ws: Workspace,
    project: Project,
    name: str,
    data: bytes,
    *,
    path: Path,
    encoding: str | None = None,
    text: str | None = None,
    unwrap: bool = False,
) -> Imported:
    """Store one article: original bytes, blocks and segments, all or nothing.

    ``path`` is what messages call it; ``text`` replaces decoding when the text is known; with ``unwrap``
    lines broken for a page's width are joined. The same bytes, or the same text
    with other line ends, twice in one project are the same document: nothing is changed and ``already`` is set. Raises
    :class:`FileError` when the bytes are no text or hold none.
    """
    name = checked_name(name, "document")
    digest = hashlib.sha256(data).hexdigest()
    known = documents_table.find_by_sha(ws.store.read(), project.id, digest)
    if known is not None:
        return _already(ws, project, known)
    if text is None:
        stored, repairs = stored_text_of(data, path, encoding, unwrap=unwrap)
    else:
        stored, repairs = checked_text(text, (), path, unwrap=unwrap)
    known = documents_table.find_by_text(ws.store.read(), project.id, stored)
    if known is not None:
        return _already(ws, project, known)
    pieces = cut(ws, project, stored)
    notices = (*repairs, *_long_notice(stored, pieces))
    blocks = label_blocks(stored, project.source)
    article = _Article(name, data, path.suffix.lower(), digest, stored, blocks, pieces, unwrap)
    document = _store(ws, project, article)
    return Imported(document, len(pieces), sum(p.role.translated_by_default for p in pieces), notices)


@dataclass(frozen=True, slots=True)
class _Article:
    """A document as it is about to be stored."""

    name: str
    data: bytes
    suffix: str
    digest: str
    text: str
    blocks: list[Block]
    pieces: list[Piece]
    unwrapped: bool


def _store(ws: Workspace, project: Project, article: _Article) -> Document:
    """Write the bytes and the rows; when either fails neither is there."""
    folder = ws.paths.source(project.slug)
    original: Path | None = None
    try:
        with ws.store.write() as conn:
            _make_folder(folder)
            taken = {d.slug for d in documents_table.list_documents(conn, project.id)}
            key = free_slug(slug(article.name), taken)
            original = folder / f"{key}{article.suffix or '.txt'}"
            write_atomically(original, [article.data])
            at = now()
            batch = batches_table.begin(conn, BulkAct.IMPORT, f"{project.slug}/{key}", ws.settings.author, at)
            return documents_table.insert_document(
                conn,
                project=project.id,
                slug=key,
                name=article.name,
                sha256=article.digest,
                text=article.text,
                original=original.name,
                blocks=article.blocks,
                pieces=article.pieces,
                at=at,
                batch=batch,
                unwrapped=article.unwrapped,
            )
    except WorkbenchError:
        if original is not None:
            original.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise FileError(folder, f"cannot be made ({e.strerror or e}).", "Check the rights of the workspace.") from e


def _already(ws: Workspace, project: Project, document: Document) -> Imported:
    progress = documents_table.progress(ws.store.read(), project.id)[document.id]
    return Imported(document, progress.segments, progress.translatable, already=True)


def _long_notice(text: str, pieces: list[Piece]) -> tuple[Repair, ...]:
    """Say which sentences were cut because the editor takes no longer ones; nothing is dropped."""
    spans: dict[int, tuple[int, int]] = {}
    for p in pieces:
        spans[p.sentence] = (spans.get(p.sentence, (p.start, 0))[0], p.end)
    long = [start for start, end in spans.values() if end - start > SEGMENT_LIMIT]
    if not long:
        return ()
    line = text.count("\n", 0, long[0]) + 1
    count = "One sentence is" if len(long) == 1 else f"{len(long)} sentences are"
    return (Repair(line, f"{count} longer than {SEGMENT_LIMIT} characters and split; nothing is left out."),)
