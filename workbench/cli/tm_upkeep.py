"""``tm`` stats, clean, dedupe, merge, edit, delete, penalty: looking after memories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json
from workbench.cli.tm import tm
from workbench.errors import UsageError
from workbench.model import counted

if TYPE_CHECKING:
    from workbench.workflow.memory_upkeep import Upkeep

FAULTS = ("empty", "mojibake", "reversed", "wrong-language", "untranslated", "bidi", "length")


def _told(done: Upkeep, what: str) -> None:
    notice(f"{counted(done.done, 'pair')} {what}.")
    if done.left:
        notice(f"{done.left} belong to confirmed segments and were left: unconfirm these in their articles.")
    if done.batch:
        notice(f"Taken back by: workbench undo {done.batch}")


@tm.command("stats")
@click.argument("name", metavar="MEMORY")
@json_option
@click.pass_obj
def tm_stats(session: Session, name: str, as_json: bool) -> None:
    """Count what is in MEMORY."""
    from workbench.workflow.memory_upkeep import statistics

    s = statistics(session.workspace(), name)
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
            *((f"from {origin}", n) for origin, n in s.origins.items()),
            *((f"of {year}", n) for year, n in s.years.items()),
        ],
    )


@tm.command("clean")
@click.argument("name", metavar="MEMORY")
@click.option("--rule", "rules", multiple=True, type=click.Choice(FAULTS), help="Only this rule (repeatable).")
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="How many to show (0: all).")
@click.option("--remove", is_flag=True, help="Take them out of the memory, as one act that can be undone.")
@json_option
@click.pass_obj
def tm_clean(session: Session, name: str, rules: tuple[str, ...], limit: int, remove: bool, as_json: bool) -> None:
    """Show pairs of MEMORY that look wrong. Changes nothing unless --remove is given."""
    from workbench.workflow.memory_upkeep import Fault, find_faults, remove_units

    ws = session.workspace()
    found = list(find_faults(ws, name, [Fault(r) for r in rules]))
    if as_json:
        print_json(
            [
                {"id": u.id, "rules": [f.value for f in why], u.source_lang: u.source, u.target_lang: u.target}
                for u, why in found
            ]
        )
    else:
        page = Page(session)
        for unit, why in found[: limit or None]:
            page.line(f"{unit.id}  {', '.join(f.value for f in why)}")
            page.paragraph("", unit.source, unit.source_lang)
            page.paragraph("", unit.target, unit.target_lang)
        if limit and len(found) > limit:
            notice(f"{len(found) - limit} more: --limit 0 shows all.")
    if remove:
        _told(remove_units(ws, name, [u.id for u, _why in found], "clean"), "taken out")
    else:
        notice(f"Pairs that look wrong: {len(found)}; nothing was changed.")


@tm.command("dedupe")
@click.argument("name", metavar="MEMORY")
@click.option("--remove", is_flag=True, help="Leave one of each, as one act that can be undone.")
@json_option
@click.pass_obj
def tm_dedupe(session: Session, name: str, remove: bool, as_json: bool) -> None:
    """Show pairs of MEMORY that are equal on both sides after folding. Changes nothing unless --remove is given."""
    from workbench.workflow.memory_upkeep import find_doubles, remove_units

    ws = session.workspace()
    groups = find_doubles(ws, name)
    surplus = [u.id for group in groups for u in group[1:]]
    if as_json:
        print_json([{"keep": group[0].id, "remove": [u.id for u in group[1:]]} for group in groups])
    else:
        page = Page(session)
        for group in groups[:50]:
            for n, unit in enumerate(group):
                page.line(f"{unit.id}  {'kept' if not n else 'double'}")
                page.paragraph("", unit.source, unit.source_lang)
                page.paragraph("", unit.target, unit.target_lang)
    if remove:
        _told(remove_units(ws, name, surplus, "dedupe"), "taken out")
    else:
        notice(f"Pairs that stand there again: {len(surplus)}; nothing was changed.")


@tm.command("merge")
@click.argument("name", metavar="MEMORY")
@click.argument("into", metavar="INTO")
@click.pass_obj
def tm_merge(session: Session, name: str, into: str) -> None:
    """Move all pairs of MEMORY into the memory INTO; of equal pairs one is left."""
    from workbench.workflow.memory_upkeep import merge

    _told(merge(session.workspace(), name, into), f"moved from {name} into {into}, or there already")


@tm.command("edit")
@click.argument("name", metavar="MEMORY|ID")
@click.option("--source", help="Other source of the pair with this ID.")
@click.option("--target", help="Other target of the pair with this ID.")
@click.option("--rename", "new_name", help="Other name of the memory; projects follow.")
@click.option("--read-only/--writable", "read_only", default=None, help="Whether anything may be put into the memory.")
@click.pass_obj
def tm_edit(
    session: Session,
    name: str,
    source: str | None,
    target: str | None,
    new_name: str | None,
    read_only: bool | None,
) -> None:
    """Change a stored pair by its ID (tm concordance shows it), or a MEMORY by its name."""
    from workbench.workflow.memory_upkeep import change_memory, edit_unit

    ws = session.workspace()
    if source is not None or target is not None:
        if not name.isdecimal():
            raise UsageError(f"{name!r} is no number of a pair.", "See: workbench tm concordance")
        _told(edit_unit(ws, int(name), source=source, target=target), "changed")
        return
    if new_name is None and read_only is None:
        raise UsageError("Nothing to change was given.", "See: workbench tm edit --help")
    info = change_memory(ws, name, new_name=new_name, read_only=read_only)
    notice(f"Memory {info.name}: {'read only' if info.read_only else 'may be written to'}.")


@tm.command("penalty")
@click.argument("name", metavar="MEMORY")
@click.argument("percent", type=click.IntRange(0, 50))
@click.pass_obj
def tm_penalty(session: Session, name: str, percent: int) -> None:
    """Take PERCENT off the score of every match from MEMORY."""
    from workbench.workflow.memory_upkeep import change_memory

    info = change_memory(session.workspace(), name, penalty=percent)
    notice(f"Matches from {info.name} count {info.penalty} % less.")


@tm.command("delete")
@click.argument("name", metavar="MEMORY|ID", nargs=1)
@click.option("--yes", is_flag=True, help="All pairs of the memory.")
@click.pass_obj
def tm_delete(session: Session, name: str, yes: bool) -> None:
    """Take one pair out by its ID, or with --yes all pairs of MEMORY. Pairs of confirmed segments stay."""
    from workbench.workflow.memory_upkeep import delete_memory, delete_unit

    ws = session.workspace()
    if name.isdecimal() and not yes:
        _told(delete_unit(ws, int(name)), "taken out")
        return
    if not yes:
        raise UsageError(f"All pairs of {name} would be taken out.", "Say so with --yes.")
    _told(delete_memory(ws, name), "taken out")
