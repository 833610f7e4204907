"""``glossary import`` and ``glossary export``: terms to and from other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.glossary import glossary_option, paths_of
from workbench.cli.output import json_option, print_json
from workbench.errors import NotFoundError, UsageError
from workbench.model import LANGUAGES

if TYPE_CHECKING:
    from workbench.config import WorkspacePaths
    from workbench.workflow.term_exchange import Tally, TermExport, TermImport

FORMATS = ("tbx", "omegat", "utx", "xlsx", "csv", "tsv")
"""Written out, so that help loads no format; a test holds it equal to the table."""
_LANGUAGE = click.Choice(LANGUAGES, case_sensitive=False)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--glossary", "name", help="Glossary to fill: a name, or a path to a .csv (default: named after the file)."
)
@click.option("--format", "kind", type=click.Choice(FORMATS), help="What the file is (default: by its suffix).")
@click.option(
    "--columns",
    multiple=True,
    metavar="ar=HEADING,en=HEADING",
    help="Which columns of a table are which of ours; a heading, or a number from 1 (repeatable).",
)
@click.option("--encoding", help="Encoding of a text that is not UTF-8 or UTF-16, e.g. cp1256.")
@click.option("--sheet", default="", help="Sheet of a spreadsheet: a name, or a number from 1.")
@click.option("--from", "source", type=_LANGUAGE, help="Language of the first column where the file does not say it.")
@click.option("--to", "target", type=_LANGUAGE, help="Language of the second column.")
@json_option
@click.pass_obj
def glossary_import(
    session: Session,
    files: tuple[Path, ...],
    name: str | None,
    kind: str | None,
    columns: tuple[str, ...],
    encoding: str | None,
    sheet: str,
    source: str | None,
    target: str | None,
    as_json: bool,
) -> None:
    """Merge the terms of FILES (TBX, OmegaT, UTX, XLSX, CSV, TSV) into a glossary.

    A pair that is there already is united with it or left as it is; nothing stands twice.
    """
    from workbench.workflow.clock import now
    from workbench.workflow.term_exchange import ReadOptions, glossary_to_fill, import_terms, with_language

    options = with_language(ReadOptions("", "", encoding, sheet, _columns(columns)), source, target)
    workspace = _workspace(session)
    done = []
    for path in files:
        glossary = glossary_to_fill(workspace, name, path)
        found = import_terms(path, glossary, options, kind=kind, author=session.settings().author, today=now()[:10])
        done.append(_import_json(found))
        if not as_json:
            _tell_import(found)
    if as_json:
        print_json(done)


@click.command("export")
@glossary_option
@click.option("--to", "kind", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option(
    "-o", "--output", "out", type=click.Path(path_type=Path), help="The file (default: named after the glossary)."
)
@click.option("--from", "source", type=_LANGUAGE, default="ar", show_default=True, help="Source language of the file.")
@click.option(
    "--to-lang", "target", type=_LANGUAGE, default="en", show_default=True, help="Target language of the file."
)
@click.option("--spreadsheet-safe", is_flag=True, help="CSV, TSV: an apostrophe before what looks like a formula.")
@json_option
@click.pass_obj
def glossary_export(
    session: Session,
    glossaries: tuple[str, ...],
    kind: str,
    out: Path | None,
    source: str,
    target: str,
    spreadsheet_safe: bool,
    as_json: bool,
) -> None:
    """Write glossaries for other programs, and say what the format cannot carry."""
    from workbench.workflow.clock import now
    from workbench.workflow.term_exchange import WriteOptions, export_terms

    if source == target:
        raise UsageError("--from and --to-lang are the same language.")
    options = WriteOptions(source, target, session.settings().author, now()[:10], spreadsheet_safe)
    done = export_terms(paths_of(session, glossaries), kind, out, options)
    for error in done.unread:
        notice(f"Warning: {error.message} It was left out.")
    if as_json:
        print_json(_export_json(done))
    else:
        _tell_export(done)


def _workspace(session: Session) -> WorkspacePaths | None:
    try:
        return session.paths()
    except NotFoundError:
        return None


def _columns(told: tuple[str, ...]) -> dict[str, str]:
    """Return ours -> theirs. A part without ``=`` belongs to the heading before it, which has a comma."""
    out: dict[str, str] = {}
    for option in told:
        last = ""
        for part in option.split(","):
            ours, equals, theirs = part.partition("=")
            if equals:
                last = ours.strip().lower()
                out[last] = theirs.strip()
            elif last:
                out[last] += f",{part}"
            else:
                raise UsageError(f"{option!r} names no column.", "For example: --columns ar=Arabic,en=English")
    return out


def _tell_import(done: TermImport) -> None:
    from workbench.workflow.term_exchange import skipped_notices

    for n in [*done.tally.notices, *skipped_notices(done.tally)]:
        notice(f"{done.path}:{n.line}: {n.message}" if n.line else f"{done.path}: {n.message}")
    merge = done.merge
    notice(
        f"{done.path.name} ({done.format}): {_concepts(done.read)} read; {merge.added} added to {done.glossary.name},"
        f" {merge.united} united with rows there, {merge.already} there already."
    )
    _tell_counts("Not taken from the file", done.tally.lost)
    _tell_counts("Not taken, no glossary has it", merge.dropped)
    _tell_counts("Left as the glossary has it", merge.kept)
    if merge.saved is not None and merge.saved.kept is not None:
        notice(f"  Another program changed the same rows meanwhile; ours are in {merge.saved.kept}")
    if merge.new_columns:
        notice(f"  New columns in {done.glossary.name}: {', '.join(merge.new_columns)}")


def _tell_export(done: TermExport) -> None:
    for n in done.tally.notices:
        notice(n.message)
    if done.bad_rows:
        notice(f"{done.bad_rows} bad rows were not written.  (see: workbench glossary lint)")
    notice(f"{_concepts(done.written)} written to {done.path}")
    _tell_counts("Left out", {reason: count for reason, (count, _line) in done.tally.skipped.items()})
    _tell_counts(f"Not carried by {done.format}", done.tally.lost)


def _concepts(count: int) -> str:
    return "1 concept" if count == 1 else f"{count} concepts"


def _tell_counts(label: str, counts: Mapping[str, int]) -> None:
    if counts:
        notice(f"  {label}: {', '.join(f'{name} {count}' for name, count in Counter(counts).most_common())}")


def _import_json(done: TermImport) -> dict[str, object]:
    merge = done.merge
    return {
        "file": str(done.path),
        "format": done.format,
        "glossary": str(done.glossary),
        "read": done.read,
        "added": merge.added,
        "united": merge.united,
        "already": merge.already,
        "kept": dict(merge.kept),
        "dropped": dict(merge.dropped),
        "new_columns": list(merge.new_columns),
        **_tally_json(done.tally),
    }


def _export_json(done: TermExport) -> dict[str, object]:
    return {
        "file": str(done.path),
        "format": done.format,
        "written": done.written,
        "bad_rows": done.bad_rows,
        **_tally_json(done.tally),
    }


def _tally_json(tally: Tally) -> dict[str, object]:
    return {
        "skipped": [{"reason": r, "count": count, "line": line} for r, (count, line) in tally.skipped.items()],
        "lost": dict(tally.lost),
        "notices": [{"line": n.line, "message": n.message} for n in tally.notices],
    }
