"""``check``: what is wrong with the targets of a project, and what is ignored in them."""

from __future__ import annotations

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.output import Column, Page, issue_row, json_option, print_json, progress
from workbench.model import Document, Project, Severity, Waiver, counted


@click.command()
@click.argument("place", metavar="PROJECT[/DOC]")
@click.option(
    "--fail-on", type=click.Choice(["info", "warning", "error", "critical"]), help="Exit code 3 from here up."
)
@click.option("--waived", is_flag=True, help="List what is ignored instead, with the reasons.")
@json_option
@click.pass_context
def check(ctx: click.Context, place: str, fail_on: str | None, waived: bool, as_json: bool) -> None:
    """List the issues of every segment that has a target or a draft.

    An issue that is right as it is is ignored by: workbench edit PROJECT/DOC N --ignore TERM --reason CODE[:note]
    """
    from workbench.workflow.findings import all_findings
    from workbench.workflow.pacing import Pace
    from workbench.workflow.projects import find_place

    job, document = find_place(ctx.obj.workspace(), place)
    if waived:
        _waived(ctx.obj, job, document, as_json=as_json)
        return
    with progress("checking") as told:
        everything = list(all_findings(ctx.obj.workspace(), job, document, Pace(told)))
    found = [f for f in everything if f.waiver is None]
    if as_json:
        print_json(
            [
                {
                    "document": f.document,
                    "segment": f.segment.number,
                    **issue_row(f.issue),
                    "term": f.issue.concept,
                    "fix": f.issue.fix,
                }
                for f in found
            ]
        )
    else:
        Page(ctx.obj).table(
            [Column("document"), Column("segment", right=True), Column("severity"), Column("check"), Column("message")],
            [(f.document, f.segment.number, f.issue.severity.value, f.issue.check, f.issue.message) for f in found],
        )
        ignored = len(everything) - len(found)
        notice(f"{counted(len(found), 'issue')}." + (f" Ignored: {ignored} (listed by --waived)." if ignored else ""))
    if fail_on and any(f.issue.severity.rank >= Severity(fail_on).rank for f in found):
        ctx.exit(FINDINGS)


def _waived(session: Session, job: Project, document: Document | None, *, as_json: bool) -> None:
    from workbench.workflow.findings import ignored

    found = list(ignored(session.workspace(), job, document))
    if as_json:
        print_json(
            [
                {
                    "document": f.document,
                    "segment": f.segment.number,
                    **({**issue_row(f.issue), "term": f.issue.concept} if f.issue else {"message": ""}),
                    **waiver_row(f.waiver),
                }
                for f in found
            ]
        )
        return
    Page(session).table(
        [
            *(Column("document"), Column("segment", right=True), Column("check"), Column("term or issue")),
            *(Column("reason"), Column("author"), Column("day"), Column("issue now")),
        ],
        [
            (
                *(f.document, f.segment.number, f.waiver.check, f.waiver.subject),
                *(f.waiver.told, f.waiver.author, f.waiver.at[:10], f.issue.message if f.issue else "-"),
            )
            for f in found
        ],
    )
    notice(f"{len(found)} ignored. Taken back by: workbench edit PROJECT/DOC N --heed TERM")


def waiver_row(waiver: Waiver) -> dict[str, object]:
    """Return a waiver as scripts get it; ``subject`` is its term, or the words of another issue."""
    return {
        "check": waiver.check,
        "subject": waiver.subject,
        "reason": waiver.reason.value,
        "note": waiver.note,
        "author": waiver.author,
        "at": waiver.at,
    }
