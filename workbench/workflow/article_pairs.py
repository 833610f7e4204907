"""Pairs out of an article and its translation that exist already: reading, aligning, writing, storing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import UsageError
from workbench.formats.table import WRITERS
from workbench.formats.text import read_text
from workbench.model import BulkAct, Origin, Unit
from workbench.store import batches as batches_table
from workbench.store import memories as memories_table
from workbench.store import units as units_table
from workbench.text.segments import segment_text
from workbench.text.tokens import words
from workbench.tm.align import Bead, Sentence, align, learn_from
from workbench.workflow.clock import now
from workbench.workflow.glossaries import glossary_paths, read_good
from workbench.workflow.memory_index import keep_index
from workbench.workflow.names import checked_name
from workbench.workflow.terms import ProjectTerms, glossary_terms
from workbench.workflow.texts import checked_text, guess_language
from workbench.workflow.workspace import Workspace

CONFIDENT = 0.8
"""Pairs below this confidence are neither written nor stored, unless a person accepted them."""
LEARNED = 3000
"""So many pairs of a memory are learned from at most, its latest ones."""
CHUNK = 500
"""Pairs a write transaction takes, so that a translator's save never waits long."""
FEW_PAIRED = 0.3
"""With less than this share of the words in confident pairs the two are hardly translations of each other."""


@dataclass(frozen=True, slots=True)
class SideText:
    """One of the two articles: its file's name and its sentences, each with the line (from 1) it begins on."""

    name: str
    language: str
    sentences: tuple[str, ...]
    lines: tuple[int, ...]
    blocks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two articles and how they go together; ``notices`` say what should be known of it."""

    arabic: SideText
    english: SideText
    beads: tuple[Bead, ...]
    notices: tuple[str, ...] = ()

    def texts(self, bead: Bead) -> tuple[str, str]:
        """Return the Arabic and the English text of a bead, '' for a side that has none."""
        return (
            " ".join(self.arabic.sentences[bead.ar : bead.ar_end]),
            " ".join(self.english.sentences[bead.en : bead.en_end]),
        )


@dataclass(frozen=True, slots=True)
class StoredPairs:
    """What was put into a memory. ``batch`` is the bulk act it can be taken back with, 0 when nothing was new."""

    memory: str
    pairs: int
    added: int
    batch: int


def read_side(path: Path, encoding: str | None = None) -> tuple[str, str]:
    """Return the language of a file, by its letters, and its text as it would be stored. Raises :class:`FileError`."""
    _data, text, repairs = read_text(path, encoding)
    text, _repairs = checked_text(text, repairs, path)
    return guess_language(text), text


def align_files(
    one: Path,
    other: Path,
    *,
    encoding: str | None = None,
    terms: ProjectTerms | None = None,
    known: Sequence[tuple[str, str]] = (),
) -> Aligned:
    """Align two files, one of which is Arabic and one English; which is which is seen from their letters.

    ``terms`` are glossaries whose concepts are witnesses, ``known`` pairs (Arabic, English) to learn words from. Raises
    :class:`FileError` for a file without text and :class:`UsageError` for two files in one language.
    """
    (language, text), (other_language, other_text) = read_side(one, encoding), read_side(other, encoding)
    if text == other_text:
        raise UsageError(f"{one.name} and {other.name} hold the same text.", "Name an article and its translation.")
    if language == other_language:
        name = {"ar": "Arabic", "en": "English"}[language]
        raise UsageError(f"{one.name} and {other.name} are both {name}.", "One must be Arabic and the other English.")
    sides = [cut(one.name, language, text), cut(other.name, other_language, other_text)]
    notices = []
    if language == "en":
        sides.reverse()
        notices.append(f"{one.name} is English and {other.name} Arabic: they were taken the other way round.")
    found = align_sides(sides[0], sides[1], terms=terms, known=known)
    if _share_paired(found) < FEW_PAIRED:
        notices.append("Little of these texts goes together: are they translations of each other?")
    return Aligned(found.arabic, found.english, found.beads, tuple(notices))


def cut(name: str, language: str, text: str) -> SideText:
    """Cut a stored text into sentences."""
    sentences, lines, blocks = [], [], []
    line, at = 1, 0
    for piece in segment_text(text, language):
        slice_ = text[piece.start : piece.end]
        sentence = slice_.strip()
        if sentence:
            begins = piece.start + len(slice_) - len(slice_.lstrip())
            line, at = line + text.count("\n", at, begins), begins
            sentences.append(sentence)
            lines.append(line)
            blocks.append(piece.block)
    return SideText(name, language, tuple(sentences), tuple(lines), tuple(blocks))


def align_sides(
    arabic: SideText, english: SideText, *, terms: ProjectTerms | None = None, known: Sequence[tuple[str, str]] = ()
) -> Aligned:
    """Align two articles that were cut into sentences."""
    learned = learn_from(known) if known else None
    beads = align(_sentences(arabic, terms), _sentences(english, terms), learned)
    return Aligned(arabic, english, tuple(beads))


def _sentences(side: SideText, terms: ProjectTerms | None) -> list[Sentence]:
    def ids(text: str) -> frozenset[str]:
        return frozenset(h.concept.id for h in terms.termbase.find(text, side.language)) if terms else frozenset()

    return [Sentence(t, b, ids(t)) for t, b in zip(side.sentences, side.blocks, strict=True)]


def workspace_terms(ws: Workspace, names: Sequence[str] = ()) -> ProjectTerms:
    """Return the terms of the named glossaries, of all of the workspace when none is named."""
    files, _errors = read_good(glossary_paths(ws.paths, names))
    return glossary_terms(files, "ar", "en", lambda: ws)


def memory_pairs(ws: Workspace, memory: str) -> list[tuple[str, str]]:
    """Return the latest pairs of a memory as (Arabic, English), none when there is no such memory yet."""
    conn = ws.store.read()
    ids = [m.id for m in memories_table.list_memories(conn) if m.name == memory]
    units = list(units_table.iter_units(conn, memory_ids=ids))[-LEARNED:]
    return [(u.source, u.target) if u.source_lang.startswith("ar") else (u.target, u.source) for u in units]


def _share_paired(found: Aligned) -> float:
    """Return the share of the words of the shorter article that are in pairs to be trusted."""
    sure = [found.texts(b) for b in found.beads if b.paired and b.confidence >= CONFIDENT]
    shares = []
    for side, sentences in enumerate((found.arabic.sentences, found.english.sentences)):
        inside = sum(len(words(pair[side])) for pair in sure)
        shares.append(inside / max(1, sum(len(words(s)) for s in sentences)))
    return max(shares)


# ------------------------------------------------------------------------------------- what becomes of them


def units_of(found: Aligned, beads: Sequence[Bead], *, source: str, target: str, author: str) -> list[Unit]:
    """Return the pairs of some beads as units in a direction. Their confidence stands among their properties."""
    at = now()
    out = []
    for bead in beads:
        if not bead.paired:
            continue
        arabic, english = found.texts(bead)
        texts = (arabic, english) if source == "ar" else (english, arabic)
        props = (("x-align-confidence", f"{bead.confidence:.3f}"),)
        document = (found.arabic if source == "ar" else found.english).name
        out.append(
            Unit(
                source,
                target,
                *texts,
                created=at,
                changed=at,
                author=author,
                changer=author,
                origin=Origin.ALIGNED,
                document=document,
                props=props,
            )
        )
    return out


def write_pairs(path: Path, units: Sequence[Unit], *, source: str, target: str) -> int:
    """Write pairs as TMX or CSV, by the suffix of ``path``, and return how many. Raises :class:`UsageError`."""
    kind = checked_kind(path)
    written: int = WRITERS[kind](path, units, source=source, target=target)
    return written


def checked_kind(path: Path) -> str:
    """Return what a file of pairs is by its suffix; raises :class:`UsageError` for another than .tmx and .csv."""
    kind = path.suffix.lower().lstrip(".")
    if kind not in ("tmx", "csv"):
        raise UsageError(f"Pairs cannot be written as .{kind}.", "Name a .tmx or .csv file.")
    return kind


def store_pairs(ws: Workspace, memory: str, units: Sequence[Unit], place: str) -> StoredPairs:
    """Put pairs into a memory, made if there is none, as one bulk act. A pair that is there already is not added again."""
    name = checked_name(memory, "memory")
    if any(m.name == name and m.read_only for m in memories_table.list_memories(ws.store.read())):
        raise UsageError(f"The memory {name} is for reading only.", f"See: workbench tm edit {name} --writable")
    if not units:
        return StoredPairs(name, 0, 0, 0)
    added = batch = memory_id = 0
    for start in range(0, len(units), CHUNK):
        with ws.store.write() as conn:
            if not batch:
                # With the first of them: where that fails there is no act either.
                memory_id = memories_table.ensure_memory(conn, name, units[0].source_lang, units[0].target_lang)
                batch = batches_table.begin(conn, BulkAct.ALIGN, f"{place} > {name}", ws.settings.author, now())
            added += units_table.insert_units(conn, memory_id, units[start : start + CHUNK], batch)
    if not added:
        with ws.store.write() as conn:
            batches_table.forget(conn, batch)
        batch = 0
    keep_index(ws)
    return StoredPairs(name, len(units), added, batch)
