"""``demo``: the sample workspace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Page
from workbench.model import TermUseKind, counted

if TYPE_CHECKING:
    from workbench.workflow.workspace import Workspace

_KEPT = (TermUseKind.KEPT, TermUseKind.KEPT_LOOSELY)


@click.command()
@click.option(
    "--into",
    "folder",
    type=click.Path(path_type=Path),
    default=Path("workbench-demo"),
    show_default=True,
    help="Where the workspace is made.",
)
@click.option("--no-tui", is_flag=True, help="Print a report instead of opening the screen.")
@click.pass_context
def demo(ctx: click.Context, folder: Path, no_tui: bool) -> None:
    """Make a sample workspace and open it in the translator's screen; without a terminal print a report.

    A second run opens what is there: it never imports again and never touches your work.
    """
    from workbench.workflow.demo import MAIN, make_demo

    ws, made = make_demo(folder)
    notice(f"{'Sample workspace made in' if made else 'Using the sample workspace in'} {ws.paths.root}")
    if not no_tui and sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty():
        ws.close()
        ctx.exit(ctx.obj.open_screen(str(ws.paths.root), MAIN, None))
    with ws:
        _print_report(ctx.obj, ws)


def _print_report(session: Session, ws: Workspace) -> None:
    from workbench.workflow.demo import MAIN, report
    from workbench.workflow.exporting import export_project
    from workbench.workflow.pretranslating import pretranslate
    from workbench.workflow.projects import get_project

    page = Page(session)
    project = get_project(ws, MAIN)
    for row in report(ws, project):
        segment = row.segment
        page.line()
        state = f"  [{segment.state.value}]" if segment.translate else "  (not translated)"
        page.line(f"{segment.number:>3}  {segment.role.value}{state}")
        page.paragraph("source    ", segment.source, project.source)
        if row.best is not None:
            page.paragraph("proposal  ", row.best.text, project.target)
            page.line(f"    from      {row.best.label}  {row.best.detail}")
            for change in row.best.changes:
                old, new = (page.shown(text, project.target) for text in (change.old, change.new))
                page.line(f"    put in    {new} for {old}")
        elif segment.translate:
            page.line("    proposal  none yet (machine translation is off until you allow it)")
        for use in row.uses:
            kept = use.kind in _KEPT
            mark = "kept" if kept else "missing" if row.best else "to use"
            approved = use.hit.concept.preferred(project.target)
            page.line(f"    term      {mark:<8}{page.shown(use.hit.surface, project.source)} = {approved}")
        for issue in row.issues:
            page.line(f"    issue     {issue.severity.value}: {issue.message}")
    done = pretranslate(ws, project, confirm_exact=True, fuzzy=101)
    page.line()
    page.line(f"{done.confirmed} exact matches confirmed now.")
    for kind in ("tmx", "csv"):
        for file in export_project(ws, project, to=kind):
            page.line(f"{counted(file.count, 'pair')} written to {file.path}")
