"""``glossary impact`` and ``glossary where``: what a decision breaks, and where a term is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.glossary import glossary_option
from workbench.cli.output import Column, Page, json_option, print_json, progress
from workbench.model import counted

if TYPE_CHECKING:
    from workbench.workflow.impact import Finding
    from workbench.workflow.impact_fix import Fixed

NAMED = 10
"""So many findings are named in a notice."""


@click.command("impact")
@click.option("--since", metavar="REV", help="Terms changed since a git revision, an older file or folder.")
@click.option("--term", "terms", multiple=True, metavar="ID", help="Only this term (repeatable).")
@glossary_option
@click.option("--fix", "which", metavar="all|N,N", help="Put these right: all that need no look, numbers or keys.")
@click.option("--dry-run", is_flag=True, help="With --fix: show what would be changed and change nothing.")
@click.option(
    "--fail-on",
    type=click.Choice(["info", "warning", "error", "critical"]),
    help="Exit code 3 when a finding of this severity or worse is left.",
)
@json_option
@click.pass_context
def glossary_impact(
    ctx: click.Context,
    since: str | None,
    terms: tuple[str, ...],
    glossaries: tuple[str, ...],
    which: str | None,
    dry_run: bool,
    fail_on: str | None,
    as_json: bool,
) -> None:
    """Find stored pairs and segments that have a term and do not follow its decision, in all projects.

    Which terms: those changed since a version, those named, else all of the glossaries. --fix changes the texts for which
    a replacement is known, as one bulk act: workbench undo takes it back.
    """
    from workbench.errors import UsageError
    from workbench.model import Severity
    from workbench.workflow.impact import find_impact
    from workbench.workflow.impact_fix import chosen, fix_impact
    from workbench.workflow.pacing import Pace

    if dry_run and which is None:
        raise UsageError("--dry-run goes with --fix.", "Without --fix nothing is changed.")
    if since is not None and not since.strip():
        raise UsageError("--since names no version.", "Name a git revision, an older file or a folder.")
    session: Session = ctx.obj
    ws = session.workspace()
    with progress("Looking through all pairs") as tell:
        found = find_impact(ws, since=since or "", terms=terms, glossaries=glossaries, pace=Pace(tell))
    if found.errors:
        notice(f"Warning: {found.errors[0].message}  (all: workbench glossary lint)")
    numbered = list(enumerate(found.findings, 1))
    done: Fixed | None = None
    if which is not None:
        wanted = chosen(found.findings, which)
        if which.strip() != "all":
            keys = {f.key for f in wanted}
            numbered = [(n, f) for n, f in numbered if f.key in keys]
        done = None if dry_run else fix_impact(ws, wanted)
    fixed = set() if done is None else {f.key for f in done.done}
    if as_json:
        batch = done.batch if done is not None else 0
        print_json([_json(n, f, batch if f.key in fixed else 0) for n, f in numbered])
    else:
        _print(session, numbered)
        _tell(len(found.findings), found.terms, found.checked, done, numbered)
    rest = [f for f in found.findings if f.key not in fixed]
    if fail_on is not None and any(f.severity.rank >= Severity(fail_on).rank for f in rest):
        ctx.exit(FINDINGS)


def _print(session: Session, numbered: list[tuple[int, Finding]]) -> None:
    from workbench.workflow.term_pairs import shown

    page = Page(session)
    for n, f in numbered:
        page.line(f"{n}. {f.place} ({f.key})  {'; '.join(i.message for i in f.issues)}")
        page.paragraph("  ", f.other, f.languages[0])
        page.paragraph("- ", f.text, f.languages[1])
        if f.fixed:
            page.paragraph("+ ", f.fixed, f.languages[1])
            if f.doubt:
                page.line(f"      look first: {f.doubt}")
        else:
            why = "a draft; left to who writes it" if f.held else "by hand"
            perhaps = f": perhaps {', '.join(map(shown, f.suggestions))}" if f.suggestions else ""
            page.line(f"      {why}{perhaps}")


def _tell(count: int, terms: int | None, checked: int, done: Fixed | None, listed: list[tuple[int, Finding]]) -> None:
    what = "all terms" if terms is None else counted(terms, "term")
    notice(f"{what}: {counted(checked, 'text')} with them, {count} not following.")
    look = [n for n, f in listed if f.doubt and (done is None or f not in done.done)]
    if done is None:
        ready = sum(f.ready for _n, f in listed)
        if ready:
            notice(f"{ready} can be put right: --fix all, or --fix 1,3")
    else:
        for f in done.left[:NAMED]:
            notice(f"{f.place} was changed or is being edited; it stays as it is.")
        if len(done.left) > NAMED:
            notice(f"So were {len(done.left) - NAMED} more.")
        if done.locked:
            notice(f"Locked, and left as they are: {len(done.locked)} (workbench edit PROJECT/DOC N --unlock)")
        back = f" (take back: workbench undo {done.batch})" if done.batch else ""
        drafts = sum(bool(f.held) for _n, f in listed)
        hand = sum(not f.fixed and not f.held for _n, f in listed)
        by_hand = f" {hand} must be done by hand." if hand else ""
        held = f" Drafts, which are left: {drafts}." if drafts else ""
        notice(f"Changed: {len(done.done)}{back}.{by_hand}{held}")
    if look:
        numbers = ",".join(map(str, look[:NAMED])) + (" ..." if len(look) > NAMED else "")
        notice(f"To be looked at first, and not among all: {len(look)} (--fix {numbers})")


def _json(number: int, f: Finding, batch: int) -> dict[str, Any]:
    return {
        "number": number,
        "key": f.key,
        "place": f.place,
        "ids": list(f.ids),
        "verdicts": [u.kind.value for u in f.uses],
        "severity": f.severity.value,
        "from": f.languages[0],
        "to": f.languages[1],
        "side": f.side.value,
        "source": f.other,
        "target": f.text,
        "replacement": f.fixed or None,
        "held": f.held or None,
        "doubt": f.doubt or None,
        "changes": [{"start": c.start, "end": c.end, "old": c.old, "new": c.new, "id": c.concept} for c in f.changes],
        "suggestions": [
            {"start": c.start, "end": c.end, "old": c.old, "new": c.new, "id": c.concept} for c in f.suggestions
        ],
        "fixed": bool(batch),
        "batch": batch or None,
    }


@click.command("where")
@click.argument("term", metavar="ID|TERM")
@glossary_option
@json_option
@click.pass_obj
def glossary_where(session: Session, term: str, glossaries: tuple[str, ...], as_json: bool) -> None:
    """Show which projects, documents, segments and stored pairs use a term."""
    from workbench.workflow.pacing import Pace
    from workbench.workflow.term_places import find_places

    ws = session.workspace()
    with progress("Looking through all pairs") as tell:
        found = find_places(ws, term, glossaries=glossaries, pace=Pace(tell))
    if found.errors:
        notice(f"Warning: {found.errors[0].message}  (all: workbench glossary lint)")
    if as_json:
        places = [
            {
                "id": p.id,
                "project": p.project or None,
                "document": p.document or None,
                "segment": p.number if p.project else None,
                "state": p.state or None,
                "memory": p.memory or None,
                "unit": None if p.project else p.number,
                "text": p.text,
                "start": p.start,
                "end": p.end,
                "count": p.count,
            }
            for p in found.places
        ]
        print_json({"ids": [c.id for c in found.concepts], "counts": found.counts, "places": places})
        return
    page = Page(session)
    page.table(
        [Column("where"), Column("id", 24), Column("found", 30, "ar"), Column("times", right=True), Column("state")],
        [(p.where, p.id, p.text[p.start : p.end], p.count, p.state) for p in found.places],
    )
    for place, count in found.counts.items():
        notice(f"{place}: {count}")
    notice(f"{counted(sum(found.counts.values()), 'place')}.")
