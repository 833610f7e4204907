"""``mt consent``: which engine may be sent text of which project."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.mt import agreed, mt
from workbench.cli.output import Column, Page, json_option, print_json

if TYPE_CHECKING:
    from workbench.workflow.mt_upkeep import Offer


@mt.group("consent", invoke_without_command=True)
@click.pass_context
def mt_consent(ctx: click.Context) -> None:
    """Say which engine may be sent text of which project; alone: list what was said."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(consent_list)


@mt_consent.command("list")
@click.argument("project_name", metavar="[PROJECT]", required=False)
@click.option("--all", "everywhere", is_flag=True, help="Answers given in other workspaces too.")
@json_option
@click.pass_obj
def consent_list(
    session: Session, project_name: str | None = None, everywhere: bool = False, as_json: bool = False
) -> None:
    """List your answers: what may be sent of PROJECT, or of all, where to, since when."""
    from workbench.workflow.clock import local_time
    from workbench.workflow.mt_records import list_consents

    found = list_consents(session.workspace(), project_name, everywhere=everywhere)
    if as_json:
        print_json(
            [
                {
                    "workspace": c.workspace,
                    "project": c.project,
                    "engine": c.engine,
                    "host": c.host,
                    "yes": c.yes,
                    "at": c.at,
                    "what": list(c.what),
                }
                for c in found
            ]
        )
        return
    if not found:
        notice("Nothing may be sent: no engine was allowed for any project here.")
        return
    columns = [Column("project"), Column("engine"), Column("host"), Column("may"), Column("when"), Column("what")]
    rows: list[tuple[object, ...]] = [
        (c.project, c.engine, c.host, "yes" if c.yes else "no", local_time(c.at), ", ".join(c.what)) for c in found
    ]
    if everywhere:
        columns = [Column("workspace"), *columns]
        rows = [(c.workspace, *row) for c, row in zip(found, rows, strict=True)]
    Page(session).table(columns, rows)


@mt_consent.command("allow")
@click.argument("project_name", metavar="PROJECT")
@click.argument("engine")
@click.option("--yes", is_flag=True, help="Allow it without being asked.")
@click.pass_obj
def consent_allow(session: Session, project_name: str, engine: str, yes: bool) -> None:
    """Let ENGINE be sent text of PROJECT, after showing what would be sent and where to."""
    from workbench.workflow.mt_upkeep import allow, offer
    from workbench.workflow.projects import get_project

    ws = session.workspace()
    project = get_project(ws, project_name)
    offered = offer(ws, project, engine)
    if not offered.needed:
        notice(f"{offered.title} translates on this computer: nobody has to allow it.")
        return
    show_offer(offered)
    agreed(f"Send text of project {offered.project} to {offered.title}?", yes)
    allow(ws, project, engine)
    notice(f"{offered.title} may be sent text of {offered.project}.")
    notice(f"Taken back by: workbench mt consent forbid {offered.project} {engine}")


def show_offer(offered: Offer) -> None:
    """Tell what an engine would be sent, where to, over what."""
    how = "over https" if offered.encrypted else "UNENCRYPTED, over plain http"
    notice(f"{offered.title} would be sent, to {offered.host} ({offered.place}), {how}:")
    for thing in offered.sends:
        notice(f"    {thing}")
    notice("What the service keeps is not known. Everything sent is logged: workbench mt log")


@mt_consent.command("forbid")
@click.argument("project_name", metavar="PROJECT")
@click.argument("engine")
@click.pass_obj
def consent_forbid(session: Session, project_name: str, engine: str) -> None:
    """Let ENGINE be sent nothing of PROJECT any more, whatever was said before."""
    from workbench.workflow.mt_upkeep import forbid
    from workbench.workflow.projects import get_project

    ws = session.workspace()
    project = get_project(ws, project_name)
    forbid(ws, project, engine)
    notice(f"{engine} is sent nothing of {project.slug}. What was sent before is listed by: workbench mt log")
