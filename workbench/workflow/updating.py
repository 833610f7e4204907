"""An article that was changed by its author comes in again: what did not change keeps all that was made of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from workbench.errors import WorkbenchError
from workbench.files import write_atomically
from workbench.model import Block, Document, Piece, Project, Repair, Segment
from workbench.store import backups
from workbench.store import cuts as cuts_table
from workbench.store import documents as documents_table
from workbench.store import segments as segments_table
from workbench.store.updates import NewSegment, update_document
from workbench.text.structure import label_blocks
from workbench.workflow.clock import now
from workbench.workflow.names import free_slug
from workbench.workflow.segmentation import cut
from workbench.workflow.texts import stored_text_of
from workbench.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did, in segments: kept as they were, changed, new, gone. ``backup`` was made before."""

    document: Document
    kept: int
    changed: int
    added: int
    gone: int
    repairs: tuple[Repair, ...] = ()
    backup: Path | None = None


def update_article(
    ws: Workspace, project: Project, document: Document, data: bytes, path: Path, encoding: str | None = None
) -> Updated:
    """Put new bytes under a document.

    Paragraphs that are the same keep their segments with targets, states, splits, joins and notes. In the others a
    segment whose source is the same keeps all that, too. A changed one gets the draft and the note of the one whose place
    it takes; a confirmed target is not carried over, but its pair stays in the memory and is offered with the difference.
    What went is in the history. The bytes of before stay beside the new ones. Raises :class:`FileError` when the new
    bytes are no text.
    """
    stored, repairs = stored_text_of(data, path, encoding, unwrap=document.unwrapped)
    digest = hashlib.sha256(data).hexdigest()
    old = segments_table.load_segments(ws.store.read(), document.id)
    if digest == document.sha256:
        return Updated(document, len(old), 0, 0, 0, repairs)
    blocks = label_blocks(stored, project.source)
    pieces = cut(ws, project, stored)
    before = documents_table.blocks(ws.store.read(), document.id)
    rows, moved = _rows(old, before, document.text, pieces, blocks, stored)
    blocks = _with_kept_roles(blocks, before, document.text, stored)
    kept = backups.make_backup(ws.paths, "before-update")
    _write(ws, project, document, data, path, digest, stored, blocks, rows, moved)
    same = sum(r.kept is not None for r in rows)
    changed = sum(r.was is not None for r in rows)
    gone = len(old) - same - changed
    updated = replace(document, text=stored, sha256=digest)
    return Updated(updated, same, changed, len(rows) - same - changed, gone, repairs, kept)


def _rows(
    old: list[Segment], before: list[Block], was: str, pieces: list[Piece], blocks: list[Block], text: str
) -> tuple[list[NewSegment], dict[int, int]]:
    """Return the new segments, and how far each old block that stayed has moved (by its number)."""
    by_old = {b.number: [s for s in old if s.block == b.number] for b in before}
    by_new = {b.number: [p for p in pieces if p.block == b.number] for b in blocks}
    rows: list[NewSegment] = []
    moved: dict[int, int] = {}
    a, b = [_core(was, x) for x in before], [_core(text, x) for x in blocks]
    for op in Levenshtein.opcodes(a, b):
        sources, targets = before[op.src_start : op.src_end], blocks[op.dest_start : op.dest_end]
        if op.tag == "equal":
            for x, y in zip(sources, targets, strict=True):
                moved[x.number] = _start(text, y) - _start(was, x)
                rows += _kept_block(by_old[x.number], y, moved[x.number])
        else:
            leads = {x.start + x.dateline for x in sources if x.dateline}
            new_leads = {y.start + y.dateline for y in targets if y.dateline}
            was_here = [s for x in sources for s in by_old[x.number]]
            now_here = [p for y in targets for p in by_new[y.number]]
            # A dateline takes the place of a dateline only: its draft is no draft of a sentence.
            pairs = [
                *_changed([s for s in was_here if s.end in leads], [p for p in now_here if p.end in new_leads], text),
                *_changed(
                    [s for s in was_here if s.end not in leads], [p for p in now_here if p.end not in new_leads], text
                ),
            ]
            rows += sorted(pairs, key=lambda row: row.start)
    return _numbered(rows), moved


def _with_kept_roles(blocks: list[Block], before: list[Block], was: str, text: str) -> list[Block]:
    """Let paragraphs that stayed be what they were, with their datelines: a person may have said so."""
    out = list(blocks)
    for op in Levenshtein.opcodes([_core(was, x) for x in before], [_core(text, x) for x in blocks]):
        if op.tag == "equal":
            for x, n in zip(before[op.src_start : op.src_end], range(op.dest_start, op.dest_end), strict=True):
                moved = (_start(text, out[n]) - out[n].start) - (_start(was, x) - x.start)
                out[n] = replace(out[n], role=x.role, dateline=x.dateline + moved if x.dateline else 0)
    return out


def _core(text: str, block: Block) -> str:
    return text[block.start : block.end].strip()


def _start(text: str, block: Block) -> int:
    slice_ = text[block.start : block.end]
    return block.start + len(slice_) - len(slice_.lstrip())


def _kept_block(segments: list[Segment], block: Block, by: int) -> list[NewSegment]:
    """Return the segments of a paragraph that stayed, moved; white space at its edges may have changed."""
    out = []
    for n, s in enumerate(segments):
        start = block.start if n == 0 else s.start + by
        end = block.end if n == len(segments) - 1 else s.end + by
        out.append(NewSegment(block.number, block.role, start, end, s.sentence, kept=s))
    return out


def _changed(old: list[Segment], new: list[Piece], text: str) -> list[NewSegment]:
    """Match the segments of changed paragraphs: equal sources first, then those that stand in the same place."""
    out = []
    keys = [text[p.start : p.end].strip() for p in new]
    for op in Levenshtein.opcodes([s.source for s in old], keys):
        for n, p in enumerate(new[op.dest_start : op.dest_end]):
            at = op.src_start + n
            match = old[at] if at < op.src_end else None
            # New sentences are numbered below zero here, so that they never meet those of kept segments.
            row = NewSegment(p.block, p.role, p.start, p.end, -1 - p.sentence)
            if match is not None:
                row = replace(row, kept=match) if op.tag == "equal" else replace(row, was=match)
            out.append(row)
    return out


def _numbered(rows: list[NewSegment]) -> list[NewSegment]:
    """Number the sentences anew, from 0 in their order."""
    seen: dict[int, int] = {}
    return [replace(r, sentence=seen.setdefault(r.sentence, len(seen))) for r in rows]


def _write(
    ws: Workspace,
    project: Project,
    document: Document,
    data: bytes,
    path: Path,
    digest: str,
    text: str,
    blocks: list[Block],
    rows: list[NewSegment],
    moved: dict[int, int],
) -> None:
    folder = ws.paths.source(project.slug)
    taken = {p.stem for p in folder.iterdir()} if folder.is_dir() else set()
    original = folder / f"{free_slug(document.slug, taken)}{path.suffix.lower() or '.txt'}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ws.store.write() as conn:
            forced, joined = cuts_table.load_cuts(conn, document.id)
            before = documents_table.blocks(conn, document.id)
            write_atomically(original, [data])
            update_document(
                conn,
                document,
                sha256=digest,
                text=text,
                original=original.name,
                blocks=blocks,
                rows=rows,
                cuts=[
                    (at + moved[b.number], at in forced)
                    for at in sorted(forced | joined)
                    for b in before
                    if b.start < at < b.end and b.number in moved
                ],
                author=ws.settings.author,
                at=now(),
            )
    except WorkbenchError:
        original.unlink(missing_ok=True)
        raise
