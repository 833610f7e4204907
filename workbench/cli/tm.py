"""``tm``: translation memories."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, interrupted, json_option, print_json, progress
from workbench.errors import UsageError
from workbench.model import LANGUAGES

Command = TypeVar("Command", bound=Callable[..., Any])
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


@tm.command("list")
@json_option
@click.pass_obj
def tm_list(session: Session, as_json: bool) -> None:
    """List the memories."""
    from workbench.workflow.memories import list_memories
    from workbench.workflow.memory_upkeep import list_unfinished

    ws = session.workspace()
    found = list_memories(ws)
    if as_json:
        print_json(
            [
                {
                    "memory": m.name,
                    "from": m.source,
                    "to": m.target,
                    "units": m.units,
                    "penalty": m.penalty,
                    "read_only": m.read_only,
                }
                for m in found
            ]
        )
        return
    Page(session).table(
        [Column("memory"), Column("pair"), Column("units", right=True), Column("penalty", right=True), Column("")],
        [
            (m.name, f"{m.source}>{m.target}", m.units, m.penalty or "", "read only" if m.read_only else "")
            for m in found
        ],
    )
    for batch, name, place, units in list_unfinished(ws):
        notice(
            f"An import into {name} was broken off after {units} pairs ({place}): import the file again to go on,"
            f" or take it back with: workbench undo {batch}"
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

    Nothing of a file is seen before all of it is there. Ctrl+C stops; the same command goes on where it was.
    """
    from workbench.workflow.memory_import import import_memory
    from workbench.workflow.projects import add_memory, get_project

    ws = session.workspace()
    job = get_project(ws, project_name) if project_name else None
    rows = []
    for path in files:
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
                encoding=encoding,
                columns=_columns(columns),
                sheet=sheet,
            )
        for n in done.notices:
            notice(f"{path}:{n.line}: {n.message}" if n.line else f"{path}: {n.message}")
        rows.append(
            {
                "file": str(path),
                "memory": done.memory,
                "read": done.read,
                "added": done.added,
                "batch": done.batch,
                "whole": done.whole,
            }
        )
        if not done.whole:
            notice(f"{path.name}: stopped after {done.read} pairs, none of which is seen yet.")
            notice(f"The same command goes on; taken back by: workbench undo {done.batch}")
            break
        would = "would be new" if dry else "new"
        notice(f"{path.name}: {done.read} pairs read, {done.added} {would} in memory {done.memory}.")
        if done.batch:
            notice(f"Taken back by: workbench undo {done.batch}")
        if job is not None and not dry:
            job = add_memory(ws, job, done.memory)
    if as_json:
        print_json(rows)


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
) -> None:
    """Write MEMORY to FILE (.tmx, .csv, .tsv or .xlsx)."""
    from workbench.workflow.memories import Which, export_memory

    pair = tuple(t.strip() for t in tags.split(",")) if tags else None
    if pair is not None and (len(pair) != 2 or not all(pair)):
        raise UsageError(f"{tags!r} is no pair of language tags.", "For example: --tags ar-SA,en-GB")
    for date in (since, until):
        if date and not _DATE.fullmatch(date):
            raise UsageError(f"{date!r} is no date.", "Write it as 2026-01-31.")
    count = export_memory(
        session.workspace(),
        name,
        path,
        which=Which(document, author, since, until) if document or author or since or until else None,
        metadata=not bare,
        tags=(pair[0], pair[1]) if pair else None,
        report=lambda told: notice(told.message),
    )
    notice(f"{count} pairs written to {path}")


@tm.command("concordance")
@click.argument("words", nargs=-1, required=True)
@click.option("--memory", "memories", multiple=True, help="Search only this memory (repeatable; default: all).")
@click.option(
    "--in", "language", type=click.Choice(LANGUAGES), help="Language of the words (default: by their letters)."
)
@click.option("--exact", is_flag=True, help="Arabic words as written, not under و ف ب ك ل ال.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many at most.")
@click.option("--skip", type=click.IntRange(0), default=0, help="Leave out the first so many.")
@json_option
@click.pass_obj
def tm_concordance(
    session: Session,
    words: tuple[str, ...],
    memories: tuple[str, ...],
    language: str | None,
    exact: bool,
    limit: int,
    skip: int,
    as_json: bool,
) -> None:
    """Show where WORDS stand in the memories, the latest first. word* is a beginning, "two words" a phrase."""
    from workbench.workflow.memories import find_places

    query = " ".join(words)
    searched = language or ("ar" if any("\u0600" <= c <= "\u06ff" for c in query) else "en")
    other = next(tag for tag in LANGUAGES if tag != searched)
    page = find_places(
        session.workspace(),
        query,
        language=searched,
        other=other,
        memories=memories,
        exact=exact,
        limit=limit,
        skip=skip,
    )
    if as_json:
        print_json(
            [
                {
                    "id": p.unit.id,
                    searched: p.unit.source,
                    other: p.unit.target,
                    "spans": [list(s) for s in p.spans],
                    "memory": p.unit.memory,
                    "document": p.unit.document,
                }
                for p in page.places
            ]
        )
        return
    if not page.places:
        notice("Nothing found.")
    out = Page(session)
    for p in page.places:
        out.line(f"{p.unit.id}  {' · '.join(x for x in (p.unit.memory, p.unit.document) if x)}")
        out.paragraph("", marked(p.unit.source, p.spans), searched)
        out.paragraph("", p.unit.target, other)
    if page.more:
        notice(f"There are more: --skip {skip + limit}")


def marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return a text with what was found between brackets."""
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


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


# Behind all that the other modules need of this one.
from workbench.cli import tm_upkeep  # noqa: E402, F401
