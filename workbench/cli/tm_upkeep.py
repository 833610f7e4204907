"""``tm`` stats, merge, edit, delete, penalty: looking after memories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json, progress
from workbench.cli.tm import memory_row, tm
from workbench.errors import UsageError
from workbench.model import counted

if TYPE_CHECKING:
    from workbench.workflow.memories import MemoryInfo
    from workbench.workflow.memory_upkeep import Upkeep

MOST = 10
"""Authors and documents that are listed by name."""


def tell_ended(done: Upkeep, what: str, *, left_why: bool = False) -> None:
    """Say what a bulk act did; ``left_why``: what it left may stand there already or have been changed, too."""
    notice(f"{counted(done.done, 'pair')} {what}.")
    if done.left and left_why:
        notice(f"{done.left} were left: pairs of confirmed segments, and what the memory would have twice (tm dedupe).")
    elif done.left:
        notice(f"{done.left} belong to confirmed segments and were left: unconfirm these in their articles.")
    if done.batch:
        notice(f"Taken back by: workbench undo {done.batch}")


def ended_row(done: Upkeep) -> dict[str, int]:
    """Return what a bulk act did as scripts get it; ``batch`` is for ``workbench undo``, 0 when nothing was done."""
    return {"done": done.done, "left": done.left, "batch": done.batch}


def _ended(done: Upkeep, what: str, *, as_json: bool) -> None:
    if as_json:
        print_json(ended_row(done))
    tell_ended(done, what)


def _changed(info: MemoryInfo, said: str, *, as_json: bool) -> None:
    if as_json:
        print_json(memory_row(info))
    notice(said)


@tm.command("stats")
@click.argument("name", metavar="MEMORY")
@json_option
@click.pass_obj
def tm_stats(session: Session, name: str, as_json: bool) -> None:
    """Count what is in MEMORY."""
    from workbench.workflow.memory_statistics import statistics
    from workbench.workflow.pacing import Pace

    with progress(f"counting {name}") as update:
        s = statistics(session.workspace(), name, Pace(update))
    row = {
        "memory": s.info.name,
        "from": s.info.source,
        "to": s.info.target,
        "units": s.info.units,
        "sources": s.distinct_sources,
        "alternatives": s.alternatives,
        "of_articles": s.of_articles,
        "source_characters": s.source_characters,
        "target_characters": s.target_characters,
        "origins": s.origins,
        "years": s.years,
        "authors": s.authors,
        "documents": s.documents,
    }
    if as_json:
        print_json(row)
        return
    page = Page(session)
    page.table(
        [Column("what"), Column("how many", right=True)],
        [
            ("pairs", s.info.units),
            ("different sources", s.distinct_sources),
            ("sources with several translations", s.alternatives),
            ("pairs of articles", s.of_articles),
            ("characters of sources", s.source_characters),
            ("characters of targets", s.target_characters),
            *((f"origin {origin}", n) for origin, n in s.origins.items()),
            *((f"changed in {year}" if year.isdigit() else "without a date", n) for year, n in s.years.items()),
            *_most("by", s.authors),
            *_most("document", s.documents),
        ],
    )


def _most(label: str, counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return rows of a table of the names that have most, and one of all others."""
    rows = [(f"{label} {name}", n) for name, n in counts.items() if name != "unknown"]
    rest = rows[MOST:]
    return rows[:MOST] + ([(f"{label} {len(rest)} others (all: --json)", sum(n for _name, n in rest))] if rest else [])


@tm.command("merge")
@click.argument("name", metavar="MEMORY")
@click.argument("into", metavar="INTO")
@json_option
@click.pass_obj
def tm_merge(session: Session, name: str, into: str, as_json: bool) -> None:
    """Move all pairs of MEMORY into the memory INTO; of equal pairs one is left."""
    from workbench.workflow.memory_upkeep import merge
    from workbench.workflow.pacing import Pace

    with progress(f"merging {name}") as update:
        done = merge(session.workspace(), name, into, Pace(update))
    _ended(done, f"moved from {name} into {into}, or there already", as_json=as_json)


@tm.command("edit")
@click.argument("name", metavar="MEMORY|ID")
@click.option("--source", help="Other source of the pair with this ID.")
@click.option("--target", help="Other target of the pair with this ID.")
@click.option("--rename", "new_name", help="Other name of the memory; projects follow.")
@click.option("--read-only/--writable", "read_only", default=None, help="Whether anything may be put into the memory.")
@json_option
@click.pass_obj
def tm_edit(
    session: Session,
    name: str,
    source: str | None,
    target: str | None,
    new_name: str | None,
    read_only: bool | None,
    as_json: bool,
) -> None:
    """Change a stored pair by its ID (tm concordance shows it), or a MEMORY by its name."""
    from workbench.workflow.memory_upkeep import change_memory, edit_unit

    ws = session.workspace()
    if source is not None or target is not None:
        if not name.isdecimal():
            raise UsageError(f"{name!r} is no number of a pair.", "See: workbench tm concordance")
        _ended(edit_unit(ws, int(name), source=source, target=target), "changed", as_json=as_json)
        return
    if new_name is None and read_only is None:
        raise UsageError("Nothing to change was given.", "See: workbench tm edit --help")
    info = change_memory(ws, name, new_name=new_name, read_only=read_only)
    said = f"Memory {info.name}: {'read only' if info.read_only else 'may be written to'}."
    _changed(info, said, as_json=as_json)


@tm.command("penalty")
@click.argument("name", metavar="MEMORY")
@click.argument("percent", type=click.IntRange(0, 50))
@json_option
@click.pass_obj
def tm_penalty(session: Session, name: str, percent: int, as_json: bool) -> None:
    """Take PERCENT off the score of every match from MEMORY."""
    from workbench.workflow.memory_upkeep import change_memory

    info = change_memory(session.workspace(), name, penalty=percent)
    _changed(info, f"Matches from {info.name} count {info.penalty} % less.", as_json=as_json)


@tm.command("delete")
@click.argument("name", metavar="MEMORY|ID", nargs=1)
@click.option("--yes", is_flag=True, help="All pairs of the memory.")
@click.option("--forget", is_flag=True, help="Take the empty MEMORY off the list; that cannot be undone.")
@json_option
@click.pass_obj
def tm_delete(session: Session, name: str, yes: bool, forget: bool, as_json: bool) -> None:
    """Take one pair out by its ID, or with --yes all pairs of MEMORY. Pairs of confirmed segments stay."""
    from workbench.workflow.memory_upkeep import delete_memory, delete_unit, forget_memory
    from workbench.workflow.pacing import Pace

    ws = session.workspace()
    if forget:
        if yes:
            raise UsageError("--yes and --forget are two acts.", "First --yes, then --forget.")
        forget_memory(ws, name)
        if as_json:
            print_json({"memory": name, "forgotten": True})
        notice(f"Memory {name} is gone.")
        return
    if name.isdecimal() and not yes:
        _ended(delete_unit(ws, int(name)), "taken out", as_json=as_json)
        return
    if not yes:
        raise UsageError(f"All pairs of {name} would be taken out.", "Say so with --yes.")
    with progress(f"emptying {name}") as update:
        done = delete_memory(ws, name, Pace(update))
    _ended(done, "taken out", as_json=as_json)
    if not done.left:
        notice(f"The empty memory stays, so that this can be undone; off the list: workbench tm delete {name} --forget")
