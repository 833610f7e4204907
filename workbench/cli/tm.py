"""``tm``: translation memories."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json, progress
from workbench.model import LANGUAGES

Command = TypeVar("Command", bound=Callable[..., Any])


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
    """Translation memories: list, create, import, export, search."""


@tm.command("list")
@json_option
@click.pass_obj
def tm_list(session: Session, as_json: bool) -> None:
    """List the memories."""
    from workbench.workflow.memories import list_memories

    found = list_memories(session.workspace())
    if as_json:
        print_json([{"memory": m.name, "from": m.source, "to": m.target, "units": m.units} for m in found])
        return
    Page(session).table(
        [Column("memory"), Column("pair"), Column("units", right=True)],
        [(m.name, f"{m.source}>{m.target}", m.units) for m in found],
    )


@tm.command("create")
@click.argument("name")
@pair_options
@click.pass_obj
def tm_create(session: Session, name: str, source: str, target: str) -> None:
    """Make an empty memory NAME."""
    from workbench.workflow.memories import create_memory

    create_memory(session.workspace(), name, source, target)
    notice(f"Memory {name} made.")


@tm.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--memory", help="Name of the memory (default: the file's name).")
@click.option("--project", "project_name", help="Search this memory in a project from now on.")
@click.option("--encoding", help="Encoding of a CSV file that is not UTF-8 or UTF-16, e.g. cp1256.")
@pair_options
@click.pass_obj
def tm_import(
    session: Session,
    files: tuple[Path, ...],
    memory: str | None,
    project_name: str | None,
    encoding: str | None,
    source: str,
    target: str,
) -> None:
    """Read TMX or CSV FILES into a memory. Pairs that are there already are not added again."""
    from workbench.workflow.memory_import import import_memory
    from workbench.workflow.projects import add_memory, get_project

    ws = session.workspace()
    job = get_project(ws, project_name) if project_name else None
    for path in files:
        with progress(path.name) as update:
            done = import_memory(
                ws, path, memory=memory, source=source, target=target, encoding=encoding, progress=update
            )
        for n in done.notices:
            notice(f"{path}:{n.line}: {n.message}" if n.line else f"{path}: {n.message}")
        notice(f"{path.name}: {done.read} pairs read, {done.added} new in memory {done.memory}.")
        if done.batch:
            notice(f"Taken back by: workbench undo {done.batch}")
        if job is not None:
            job = add_memory(ws, job, done.memory)


@tm.command("export")
@click.argument("name", metavar="MEMORY")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.pass_obj
def tm_export(session: Session, name: str, path: Path) -> None:
    """Write MEMORY to FILE (.tmx or .csv)."""
    from workbench.workflow.memories import export_memory

    count = export_memory(session.workspace(), name, path)
    notice(f"{count} pairs written to {path}")


@tm.command("search")
@click.argument("text")
@click.option("--memory", "memories", multiple=True, help="Search only this memory (repeatable; default: all).")
@click.option("--threshold", type=click.IntRange(1, 100), help="Lowest score shown.")
@click.option("--limit", type=click.IntRange(1), help="How many at most.")
@pair_options
@json_option
@click.pass_obj
def tm_search(
    session: Session,
    text: str,
    memories: tuple[str, ...],
    threshold: int | None,
    limit: int | None,
    source: str,
    target: str,
    as_json: bool,
) -> None:
    """Show the matches for TEXT as if it were a segment."""
    from workbench.workflow.memories import search_memory

    found = search_memory(
        session.workspace(),
        text,
        source=source,
        target=target,
        memories=memories,
        threshold=threshold,
        limit=limit,
    )
    if as_json:
        print_json(
            [
                {
                    "score": m.score,
                    "kind": m.kind.value,
                    source: m.unit.source,
                    target: m.unit.target,
                    "memory": m.unit.memory,
                }
                for m in found
            ]
        )
        return
    if not found:
        notice("No match.")
        return
    page = Page(session)
    for m in found:
        page.line(f"{m.score} %  {m.kind.value}  {m.unit.memory}")
        page.paragraph("", m.unit.source, source)
        page.paragraph("", m.unit.target, target)
