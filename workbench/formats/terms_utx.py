"""UTX 1.11 and 1.20 (AAMT): tab-separated lines of pairs with a status, grouped by concept ID."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.formats.languages import primary
from workbench.formats.terms import (
    REFUSED,
    STATUS_WORDS,
    ReadOptions,
    Row,
    Tally,
    TermRow,
    WriteOptions,
    clean,
    count_lost,
)
from workbench.formats.terms_lines import COMMENT, Pair, languages_missing, one_line, pairs_of, read_lines, row_of
from workbench.model import LANGUAGES, TermStatus

KEPT = frozenset(
    {"id", "ar", "en", "status", "ar_variants", "en_variants", "ar_forbidden", "en_forbidden", "pos", "note"}
)
_STATUS = {
    TermStatus.PREFERRED: "approved",
    TermStatus.ALLOWED: "non-standard",
    TermStatus.FORBIDDEN: "forbidden",
    TermStatus.SUPERSEDED: "obsolete",
    TermStatus.CANDIDATE: "provisional",
}
_COLUMNS = ("src", "tgt", "src:pos", "term status", "concept ID", "src:comment")
_NONE = "-"
"""What UTX writes into a part of speech that is not given."""
_NOTES = ("comment", "src:comment", "tgt:comment", "tgt:definition", "src:definition", "definition")


def write_utx(path: Path, rows: Iterable[Row], options: WriteOptions, tally: Tally) -> int:
    """Write rows as UTX 1.11 (see :class:`workbench.formats.terms.TermWriter`)."""
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        creator = one_line(options.author, "author", Tally()).replace(";", ",")
        head = [f"#UTX 1.11; {options.source}/{options.target}", *([options.date] if options.date else [])]
        head += [f"creator: {creator}"] if creator else []
        yield ("; ".join([*head, "bidirectional"]) + "\r\n").encode()
        yield ("#" + "\t".join(_COLUMNS) + "\r\n").encode()
        for row in rows:
            if row.get(options.source, "").startswith(COMMENT):
                tally.skip("begins with #")
                continue
            count += 1
            count_lost(row, KEPT, tally)
            yield from (f"{line}\r\n".encode() for line in _lines(row, options, tally))

    write_atomically(path, lines())
    return count


def _lines(row: Row, options: WriteOptions, tally: Tally) -> Iterator[str]:
    key = one_line(row.get("id", ""), "id", tally)
    pos = one_line(row.get("pos", ""), "pos", tally) or _NONE
    note = one_line(row.get("note", ""), "note", tally)
    for pair in pairs_of(row, options, tally):
        if pair.source.startswith(COMMENT):
            tally.lost[pair.column] += 1
            continue
        said = [pos, _STATUS[pair.status], key, "" if pair.column else note]
        yield "\t".join([pair.source, pair.target, *said]).rstrip("\t")


def read_utx(path: Path, options: ReadOptions, tally: Tally) -> Iterator[TermRow]:
    """Yield the concepts of a UTX file (see :class:`workbench.formats.terms.TermReader`).

    Lines of one concept ID are one concept wherever they stand; lines without one are a concept each.
    """
    groups: dict[str, list[Pair]] = {}
    source = target = ""
    for pair, pair_languages in _pairs(path, options, tally):
        source, target = pair_languages
        why = languages_missing(pair, source, target)
        if why:
            tally.skip(why, pair.line)
        else:
            groups.setdefault(pair.key or f"\t{pair.line}", []).append(pair)
    if not groups:
        raise FileError(path, "is a UTX file with no pair in it.", "Check that it is the right file.")
    for key, group in groups.items():
        # In a file of ours the main pair stands first; elsewhere an approved one leads.
        lead = next((p for p in group if p.status is TermStatus.PREFERRED), group[0])
        ordered = group if group[0].status not in (TermStatus.ALLOWED, *REFUSED) else [lead, *group]
        cells = row_of(ordered, source, target)
        if not key.startswith("\t"):
            cells["id"] = key
        yield TermRow(cells, group[0].line, key.strip())


def _pairs(path: Path, options: ReadOptions, tally: Tally) -> Iterator[tuple[Pair, tuple[str, str]]]:
    languages: tuple[str, str] | None = None
    columns: list[str] = []
    for number, line in read_lines(path, options.encoding, tally):
        if number == 1:
            languages = _languages(path, line)
        elif line.startswith("#src\t"):
            columns = [name.strip().casefold() for name in line[1:].split("\t")]
        elif line.strip() and not line.startswith(COMMENT):
            if not columns or languages is None:
                raise FileError(path, "has no line of column names (#src, tgt ...) before this one.", line=number)
            yield _pair(columns, [clean(cell) for cell in line.split("\t")], number, tally), languages


def _languages(path: Path, line: str) -> tuple[str, str]:
    parts = [part.strip() for part in line.lstrip("\ufeff").split(";")]
    if not parts[0].casefold().startswith("#utx"):
        raise FileError(path, "is no UTX file: its first line does not begin with #UTX.", "Say --format omegat or tsv.")
    tags = next((part.split(":")[-1].strip() for part in parts[1:] if "/" in part), "")
    source, _, target = (primary(tag) for tag in tags.partition("/"))
    if {source, target} != set(LANGUAGES):
        raise FileError(path, f"is of {tags or 'no languages'}, not Arabic and English.", "Check the file.", 1)
    return source, target


def _pair(columns: list[str], cells: list[str], line: int, tally: Tally) -> Pair:
    row = dict(zip(columns, cells, strict=False))
    rest = {"note": " ".join(dict.fromkeys(row[name] for name in _NOTES if row.get(name)))}
    pos = next((row[name] for name in ("src:pos", "tgt:pos") if row.get(name, _NONE) != _NONE and row[name]), "")
    known = {"src", "tgt", "src:pos", "tgt:pos", "term status", "concept id", *_NOTES}
    for name, cell in row.items():
        if cell and cell != _NONE and name not in known:
            tally.lost[name] += 1
    word = row.get("term status", "").casefold()
    if word and word not in STATUS_WORDS:
        tally.lost[f"term status={word}"] += 1
    key = row.get("concept id", "")
    return Pair(
        row.get("src", ""), row.get("tgt", ""), STATUS_WORDS.get(word), line, "" if key == _NONE else key,
        {"pos": pos, **rest},
    )  # fmt: skip
