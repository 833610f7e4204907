"""The counts as tables, the same for the screen, the command line and whoever pastes them into a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbench.workflow.statistics import OriginCount, Statistics, Volume
from workbench.workflow.work_done import Work

Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is about, its columns, its rows. Whole numbers are numbers; a figure not known is ''."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def tsv(self) -> str:
        """Return it with tabs between the cells, for a spreadsheet."""
        lines = [self.columns, *self.rows]
        return "\n".join("\t".join(" ".join(str(cell).split()) for cell in line) for line in lines)


def of_documents(rows: Sequence[Statistics]) -> list[Table]:
    """Return a line for each of several documents, nothing for one alone."""
    if len(rows) < 2:
        return []
    lines = tuple(
        (r.document, r.segments, r.confirmed, r.drafts, r.source_words, r.target_words, r.matches["new"].words)
        for r in rows
    )
    columns = ("document", "segments", "confirmed", "drafts", "words", "target words", "new words")
    return [Table("Documents", columns, lines)]


def tables(row: Statistics) -> list[Table]:
    """Return all tables of a document, or of several together."""
    return [_volumes(row), *_matches(row), _origins(row.origins), _totals(row.work), _days(row.work)]


def _volumes(row: Statistics) -> Table:
    kinds = [*row.states.items(), ("all but skipped", row.volume)]
    return Table(
        "Segments by state, words and characters of both sides",
        ("state", "segments", "words", "chars", "no spaces", "target words", "target chars", "target no spaces"),
        tuple(
            (
                *(name, v.segments, v.words, v.characters, v.bare),
                *(v.target_words, v.target_characters, v.target_bare),
            )
            for name, v in kinds
        ),
    )


def _matches(row: Statistics) -> list[Table]:
    total = row.volume.words
    rows = tuple(
        (band, v.segments, v.words, v.characters, _percent(v.words, total)) for band, v in _with_sum(row.matches)
    )
    title = "Match bands"
    if row.partly_compared:
        title += f" (internal at least: {row.partly_compared:,} compared with a part of the text)"
    return [Table(title, ("band", "segments", "words", "chars", "words %"), rows)]


def _with_sum(matches: Mapping[str, Volume]) -> list[tuple[str, Volume]]:
    return [*matches.items(), ("all", sum(matches.values(), Volume()))]


def _origins(origins: Sequence[OriginCount]) -> Table:
    return Table(
        "Where confirmed targets came from",
        ("confirmed, from", "by", "segments", "kept", "edited", "distance"),
        tuple((o.origin.value, o.via, o.segments, o.kept, o.edited, _number(o.mean, 2)) for o in origins),
    )


def _totals(work: Work) -> Table:
    return Table(
        "Time and keys",
        ("what", "value"),
        (
            ("time counted", clock(work.seconds)),
            ("keys counted", work.keys),
            ("confirmed segments with a count", work.segments),
            ("their source words", work.words),
            ("keys for each", _number(work.keys_a_segment, 1)),
            ("seconds for each", _number(work.seconds_a_segment, 1)),
            ("source words an hour", _number(work.words_an_hour, 0)),
        ),
    )


def _days(work: Work) -> Table:
    return Table(
        "By day and person",
        ("day", "by", "time", "keys", "confirmed", "words", "words an hour"),
        tuple(
            (d.day, d.author, clock(d.seconds), d.keys, d.segments, d.words, _number(d.words_an_hour, 0))
            for d in work.days
        ),
    )


def clock(seconds: float) -> str:
    """Return a time as hours, minutes and seconds: ``1:05:09``."""
    whole = round(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def _number(value: float | None, digits: int) -> str:
    return "" if value is None else f"{value:.{digits}f}"
