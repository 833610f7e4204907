"""``backup``, ``restore``, ``doctor``."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.output import Column, Page, json_option, print_json, progress
from workbench.errors import WorkbenchError
from workbench.model import counted


@click.command()
@click.option("--list", "listing", is_flag=True, help="List the backups there are, newest first.")
@click.pass_obj
def backup(session: Session, listing: bool) -> None:
    """Make a backup of the database now."""
    from workbench.workflow import upkeep

    if listing:
        page = Page(session)
        for path in upkeep.list_backups(session.folder):
            page.line(str(path))
        return
    Page(session).line(str(upkeep.backup(session.workspace())))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(session: Session, file: Path) -> None:
    """Put the backup FILE in place of the database; the replaced one is kept beside it."""
    from workbench.workflow import upkeep

    kept = upkeep.restore(session.folder, file)
    notice(f"Restored from {file}. The replaced database is kept in {kept}")


@click.command()
@click.argument("number", required=False, type=click.IntRange(1), metavar="[NUMBER]")
@click.option("--list", "listing", is_flag=True, help="List what can be taken back, newest first.")
@json_option
@click.pass_obj
def undo(session: Session, number: int | None, listing: bool, as_json: bool) -> None:
    """Take back a bulk act: an import, upkeep of a memory, a pretranslation, terms put right (default: the newest).

    What somebody has worked on since stays as it is.
    """
    from workbench.workflow import batches
    from workbench.workflow.clock import local_time
    from workbench.workflow.pacing import Pace

    ws = session.workspace()
    if listing:
        found = batches.list_batches(ws)
        if as_json:
            print_json(
                [{"number": b.id, "act": b.act, "place": b.place, "at": b.at, "undone": b.undone} for b in found]
            )
            return
        Page(session).table(
            [Column("number", right=True), Column("act"), Column("place"), Column("when"), Column("taken back")],
            [(b.id, b.act.value, b.place, local_time(b.at), local_time(b.undone)) for b in found],
        )
        return
    batch = batches.find_batch(ws, number)
    with progress(f"taking back {batch.place}") as update:
        done = batches.undo_batch(ws, batch, Pace(update))
    if as_json:
        print_json({"number": batch.id, "act": batch.act, "place": batch.place, "taken": done.taken, "kept": done.kept})
        return
    named = {"import": "article", "tm import": "pair", "tm upkeep": "pair", "align": "pair", "impact": "text"}
    what = counted(done.taken, named.get(batch.act, "segment"))
    kept = f"; changed since, and kept: {done.kept}" if done.kept else ""
    notice(f"Taken back: {batch.act.value} of {batch.place} ({what}{kept}).")


@click.command()
@json_option
@click.pass_context
def doctor(ctx: click.Context, as_json: bool) -> None:
    """Look for anything wrong with the workspace; changes nothing. Exit code 3 when something is."""
    from workbench.workflow import upkeep

    try:
        _lines, wrong = ctx.obj.key_lines(ctx.obj.settings().keys)
    except WorkbenchError as e:
        wrong = (e,)
    found = upkeep.doctor(ctx.obj.folder, wrong)
    if as_json:
        print_json([{"level": str(f.level), "message": f.message, "hint": f.hint} for f in found])
    else:
        page = Page(ctx.obj)
        for f in found:
            page.line(f"{f.level:<8} {f.message}" + (f"  {f.hint}" if f.hint else ""))
    if any(str(f.level) not in ("ok", "info") for f in found):
        ctx.exit(FINDINGS)
