"""``tm``: translation memories."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, interrupted, json_option, print_json, progress
from workbench.errors import FileError, UsageError
from workbench.model import LANGUAGES, counted

if TYPE_CHECKING:
    from workbench.workflow.memories import MemoryInfo
    from workbench.workflow.memory_import import MemoryImport

Command = TypeVar("Command", bound=Callable[..., Any])
STOPPED = 130
"""Exit code of what Ctrl+C stopped."""
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def pair_options(command: Command) -> Command:
    """Add --from and --to."""
    language = click.Choice(LANGUAGES)
    for name, field, default, text in (("--to", "target", "en", "Target"), ("--from", "source", "ar", "Source")):
        command = click.option(
            name, field, type=language, default=default, show_default=True, help=f"{text} language."
        )(command)
    return command


@click.group()
def tm() -> None:
    """Translation memories: fill, search, look after, write out."""


def memory_row(memory: MemoryInfo) -> dict[str, object]:
    """Return a memory as scripts get it."""
    return {
        "memory": memory.name,
        "from": memory.source,
        "to": memory.target,
        "units": memory.units,
        "penalty": memory.penalty,
        "read_only": memory.read_only,
    }


@tm.command("list")
@json_option
@click.pass_obj
def tm_list(session: Session, as_json: bool) -> None:
    """List the memories, the projects that search them, and imports that are not whole."""
    from workbench.workflow.memories import list_memories
    from workbench.workflow.memory_upkeep import list_unfinished
    from workbench.workflow.projects import searching

    ws = session.workspace()
    found = list_memories(ws)
    unfinished = list_unfinished(ws)
    if as_json:
        rows = [memory_row(m) for m in found]
        for row in rows:
            row["projects"] = [p.slug for p in searching(ws, str(row["memory"]))]
            row["unfinished"] = [
                {"batch": u.batch, "place": u.place, "units": u.units, "running": u.running}
                for u in unfinished
                if u.memory == row["memory"]
            ]
        print_json(rows)
        return
    if not found:
        notice("There is no memory yet: workbench tm import FILE")
    Page(session).table(
        [
            Column("memory"),
            Column("pair"),
            Column("units", right=True),
            Column("penalty", right=True),
            Column(""),
            Column("searched by"),
        ],
        [
            (
                m.name,
                f"{m.source}>{m.target}",
                m.units,
                m.penalty or "",
                "read only" if m.read_only else "",
                ", ".join(p.slug for p in searching(ws, m.name)),
            )
            for m in found
        ],
    )
    for u in unfinished:
        if u.running:
            notice(f"An import into {u.memory} is running: {counted(u.units, 'pair')} so far ({u.place}).")
            continue
        notice(
            f"An import into {u.memory} was broken off after {counted(u.units, 'pair')} ({u.place}): import the file again"
            f" to go on, or take it back with: workbench undo {u.batch}"
        )


@tm.command("create")
@click.argument("name")
@pair_options
@json_option
@click.pass_obj
def tm_create(session: Session, name: str, source: str, target: str, as_json: bool) -> None:
    """Make an empty memory NAME."""
    from workbench.workflow.memories import create_memory
    from workbench.workflow.memory_upkeep import get_memory

    create_memory(session.workspace(), name, source, target)
    if as_json:
        print_json(memory_row(get_memory(session.workspace(), name.strip())))
    notice(f"Memory {name} made.")


@tm.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--memory", help="Name of the memory (default: the file's name).")
@click.option("--project", "project_name", help="Search this memory in a project from now on.")
@click.option("--encoding", help="Encoding of a CSV file that is not UTF-8 or UTF-16, e.g. cp1256.")
@click.option(
    "--columns", help="Which columns of a table are which: source=Arabic,target=English (headings or letters)."
)
@click.option("--sheet", help="Sheet of a spreadsheet, by name or number.")
@click.option("--dry-run", "dry", is_flag=True, help="Read and count only; store nothing.")
@pair_options
@json_option
@click.pass_obj
def tm_import(
    session: Session,
    files: tuple[Path, ...],
    memory: str | None,
    project_name: str | None,
    encoding: str | None,
    columns: str | None,
    sheet: str | None,
    dry: bool,
    source: str,
    target: str,
    as_json: bool,
) -> None:
    """Read TMX, CSV, TSV or XLSX FILES into a memory. Pairs that are there already are not added again.

    Nothing of a file is seen before all of it is there. Ctrl+C stops (exit code 130); the same command goes on where it
    was.
    """
    from workbench.workflow.memory_import import import_memory
    from workbench.workflow.projects import add_memory, get_project, searching

    ws = session.workspace()
    job = get_project(ws, project_name) if project_name else None
    options = {"encoding": encoding, "columns": _columns(columns), "sheet": sheet}
    rows: list[dict[str, object]] = []
    code = 0
    for path in files:
        try:
            with interrupted() as stopped, progress(path.name) as update:
                done = import_memory(
                    ws,
                    path,
                    memory=memory,
                    source=source,
                    target=target,
                    dry=dry,
                    progress=update,
                    stopped=stopped,
                    **options,
                )
        except FileError as e:
            if len(files) == 1:
                raise
            code = 1
            rows.append({"file": str(path), "error": e.message})
            notice(f"Error: {e.message}")
            notice(f"       {e.hint} The other files are read.")
            continue
        rows.append(_row(path, done))
        _tell(path, done)
        if not done.whole:
            code = STOPPED
            break
        if job is not None and not dry:
            job = add_memory(ws, job, done.memory)
        elif not dry and not searching(ws, done.memory):
            notice(
                f"No project searches {done.memory} yet: give this command --project, or tick it in the editor (Esc x m)."
            )
    if as_json:
        print_json(rows)
    if code:
        raise click.exceptions.Exit(code)


def _row(path: Path, done: MemoryImport) -> dict[str, object]:
    return {
        "file": str(path),
        "memory": done.memory,
        "read": done.read,
        "added": done.added,
        "batch": done.batch,
        "whole": done.whole,
    }


def _tell(path: Path, done: MemoryImport) -> None:
    for n in done.notices:
        notice(f"{path}:{n.line}: {n.message}" if n.line else f"{path}: {n.message}")
    if not done.whole:
        notice(f"{path.name}: stopped after {counted(done.read, 'pair')}, none of which is seen yet.")
        notice(f"The same command goes on; taken back by: workbench undo {done.batch}")
        return
    would = "would be new" if done.dry else "new"
    notice(f"{path.name}: {counted(done.read, 'pair')} read, {done.added:,} {would} in memory {done.memory}.")
    if done.batch:
        notice(f"Taken back by: workbench undo {done.batch}")


def _is_date(told: str) -> bool:
    try:
        return _DATE.fullmatch(told) is not None and bool(date.fromisoformat(told))
    except ValueError:
        return False


def _columns(told: str | None) -> dict[str, str] | None:
    if told is None:
        return None
    pairs = [part.partition("=") for part in told.split(",")]
    for name, equals, heading in pairs:
        if not (name.strip() and equals and heading.strip()):
            raise UsageError(f"{told!r} names no columns.", "For example: --columns source=Arabic,target=English")
    return {name.strip(): heading.strip() for name, _equals, heading in pairs}


@tm.command("export")
@click.argument("name", metavar="MEMORY")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--document", default="", help="Only pairs of this document.")
@click.option("--author", default="", help="Only pairs made or changed by this person.")
@click.option("--since", default="", metavar="DATE", help="Only pairs changed on this day or later (2026-01-31).")
@click.option("--until", default="", metavar="DATE", help="Only pairs changed on this day or earlier.")
@click.option("--tags", metavar="SRC,TGT", help="Language tags to write, e.g. ar-SA,en-GB.")
@click.option("--bare", is_flag=True, help="Texts only: no dates, authors, notes, properties.")
@click.option(
    "--spreadsheet-safe", is_flag=True, help="Guard cells that a spreadsheet would take for formulas (csv, tsv)."
)
@json_option
@click.pass_obj
def tm_export(
    session: Session,
    name: str,
    path: Path,
    document: str,
    author: str,
    since: str,
    until: str,
    tags: str | None,
    bare: bool,
    spreadsheet_safe: bool,
    as_json: bool,
) -> None:
    """Write MEMORY to FILE (.tmx, .csv, .tsv or .xlsx). Documents and authors are those that tm stats lists."""
    from workbench.workflow.memories import Which, export_memory
    from workbench.workflow.pacing import Pace

    pair = tuple(t.strip() for t in tags.split(",")) if tags else None
    if pair is not None and (len(pair) != 2 or not all(pair)):
        raise UsageError(f"{tags!r} is no pair of language tags.", "For example: --tags ar-SA,en-GB")
    for day in (since, until):
        if day and not _is_date(day):
            raise UsageError(f"{day!r} is no date.", "Write it as 2026-01-31.")
    which = Which(document, author, since, until) if document or author or since or until else None
    left: list[str] = []
    with progress(path.name) as update:
        count = export_memory(
            session.workspace(),
            name,
            path,
            which=which,
            metadata=not bare,
            spreadsheet_safe=spreadsheet_safe,
            tags=(pair[0], pair[1]) if pair else None,
            report=lambda told: left.append(told.message),
            pace=Pace(update),
        )
    if as_json:
        print_json({"file": str(path), "memory": name, "written": count})
    for message in left:
        notice(message)
    notice(f"{counted(count, 'pair')} written to {path}")
    if not count and which is not None:
        notice(f"No pair is of that kind. What there is: workbench tm stats {shlex.quote(name)}")


# Behind all that the other modules need of this one.
from workbench.cli import tm_clean, tm_search, tm_upkeep  # noqa: E402, F401
