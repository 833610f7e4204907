"""``replace``: find and replace in the targets of a document or project, shown first, taken back as one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import Session, by_command, notice
from workbench.cli.output import Page, json_option, print_json
from workbench.errors import UsageError
from workbench.model import counted

if TYPE_CHECKING:
    from workbench.workflow.replacing import Change, Done, Plan

NAMED = 10
"""So many places are named in a notice."""


@click.command("replace")
@click.argument("place", metavar="PROJECT[/DOC]")
@click.argument("find")
@click.argument("new", metavar="REPLACE")
@click.option("--regex", is_flag=True, help=r"FIND is an expression; \1 in REPLACE is what its first ( ) found.")
@click.option("--exact", is_flag=True, help="Exact letters: harakat, alef forms and case count.")
@click.option("--words", is_flag=True, help="Only whole words.")
@click.option("--drafts", is_flag=True, help="Only in texts that are not confirmed.")
@click.option("--confirmed", is_flag=True, help="Only in confirmed texts.")
@click.option("--dry-run", is_flag=True, help="Show what would be changed and change nothing.")
@click.option("--yes", is_flag=True, help="Change it without asking.")
@json_option
@click.pass_obj
def replace(
    session: Session,
    place: str,
    find: str,
    new: str,
    regex: bool,
    exact: bool,
    words: bool,
    drafts: bool,
    confirmed: bool,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Replace FIND by REPLACE in the targets of a project or document; sources are never changed.

    Everything is shown first, with [-old-] and {+new+}. Confirmed texts stay confirmed and change in the memory, drafts
    stay drafts. It is one bulk act: workbench undo takes it back.
    """
    from workbench.workflow.projects import find_place
    from workbench.workflow.replace_pattern import Wish
    from workbench.workflow.replacing import Which, plan_replacing, replace_planned

    if drafts and confirmed:
        raise UsageError("--drafts and --confirmed exclude each other.", "Without either both are searched.")
    if dry_run and yes:
        raise UsageError("--dry-run and --yes exclude each other.")
    ws = session.workspace()
    project, document = find_place(ws, place)
    which = Which.DRAFTS if drafts else Which.CONFIRMED if confirmed else Which.BOTH
    plan = plan_replacing(ws, project, document, Wish(find, new, regex=regex, fold=not exact, words=words), which)
    if not as_json:
        _print(session, plan, project.target)
    done: Done | None = None
    if plan.changes and not dry_run and (yes or _agreed(plan, as_json=as_json)):
        done = replace_planned(ws, plan)
    if as_json:
        print_json(_json(plan, done))
    _tell(plan, done)


def _agreed(plan: Plan, *, as_json: bool) -> bool:
    """Ask on a terminal; where nobody can be asked nothing is changed."""
    if as_json or not sys.stdin.isatty():
        raise UsageError("Nothing was changed: nobody can be asked.", "Change it with --yes, only look with --dry-run.")
    click.confirm(f"Change {_counted(plan)}?", default=False, abort=True, err=True)
    return True


def _print(session: Session, plan: Plan, language: str) -> None:
    page = Page(session)
    for c in plan.changes:
        page.line(f"{c.place}  ({'confirmed' if c.confirmed else 'draft'})")
        page.paragraph("- ", _marked(c.old, [(s.start, s.end) for s in c.spans], "[-", "-]"), language)
        page.paragraph("+ ", _marked(c.new, [(s.new_start, s.new_end) for s in c.spans], "{+", "+}"), language)


def _marked(text: str, spans: list[tuple[int, int]], before: str, behind: str) -> str:
    out, at = [], 0
    for start, end in spans:
        out += [text[at:start], before, text[start:end], behind]
        at = end
    return "".join([*out, text[at:]])


def _tell(plan: Plan, done: Done | None) -> None:
    for r in plan.refused[:NAMED]:
        notice(f"{r.place} stays as it is. {r.why}{by_command(r.act)}")
    if len(plan.refused) > NAMED:
        notice(f"So do {len(plan.refused) - NAMED} more.")
    if done is None:
        notice(f"Would change: {_counted(plan)}." if plan.changes else "Nothing to replace.")
        return
    for c in done.left[:NAMED]:
        notice(f"{c.place} was changed meanwhile; it stays as it is.")
    if len(done.left) > NAMED:
        notice(f"So were {len(done.left) - NAMED} more.")
    back = f" (take back: workbench undo {done.batch})" if done.batch else ""
    notice(f"Changed: {len(done.done)}{back}.")


def _counted(plan: Plan) -> str:
    return f"{counted(len(plan.changes), 'segment')}, {counted(plan.places, 'place')}"


def _json(plan: Plan, done: Done | None) -> dict[str, Any]:
    changed = {c.segment for c in done.done} if done else set()
    return {
        "changes": [_row(c, done=c.segment in changed) for c in plan.changes],
        "refused": [
            {"document": r.document, "segment": r.number, "target": r.old, "reason": r.why} for r in plan.refused
        ],
        "batch": (done.batch or None) if done else None,
    }


def _row(c: Change, *, done: bool) -> dict[str, Any]:
    return {
        "document": c.document,
        "segment": c.number,
        "state": "confirmed" if c.confirmed else "draft",
        "target": c.old,
        "replacement": c.new,
        "changes": [
            {
                "start": s.start,
                "end": s.end,
                "old": c.old[s.start : s.end],
                "new": c.new[s.new_start : s.new_end],
            }
            for s in c.spans
        ],
        "done": done,
    }
