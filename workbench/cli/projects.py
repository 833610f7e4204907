"""``init`` and ``project``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json
from workbench.model import ClauseMode, SrxMode

if TYPE_CHECKING:
    from workbench.workflow.projects import ProjectOverview


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def init(session: Session, folder: Path | None) -> None:
    """Make a workspace in FOLDER (default: the current one)."""
    from workbench.workflow.workspace import already_workspace, init_workspace, open_workspace

    root = (folder or session.folder or Path.cwd()).absolute()
    known = already_workspace(root)
    paths = init_workspace(root)
    open_workspace(paths.root).close()
    if known:
        notice(f"{root} is a workspace already; nothing was changed.")
    else:
        notice(f"Workspace made in {root}")
        notice('Next: workbench project new "My articles" --from ar --to en')


@click.group()
def project() -> None:
    """Make, list, set, rename, archive and remove projects."""


@project.command("new")
@click.argument("name")
@click.option("--from", "source", required=True, help="Source language: ar or en.")
@click.option("--to", "target", required=True, help="Target language: en or ar.")
@click.option(
    "--glossary", "glossaries", multiple=True, help="A glossary file, the most important first (default: all)."
)
@click.option("--memory", "memories", multiple=True, help="A memory to search besides the project's own, in order.")
@click.option("--confidential", is_flag=True, help="Never send text of this project anywhere.")
@click.option(
    "--clauses",
    type=click.Choice(["off", "soft", "hard"]),
    default="soft",
    show_default=True,
    help="Cut long sentences: never, at clauses, or also where needed.",
)
@click.pass_obj
def project_new(
    session: Session,
    name: str,
    source: str,
    target: str,
    glossaries: tuple[str, ...],
    memories: tuple[str, ...],
    confidential: bool,
    clauses: str,
) -> None:
    """Make a project NAME with one language pair."""
    from workbench.workflow.projects import new_project

    made = new_project(
        session.workspace(),
        name,
        source,
        target,
        glossaries,
        memories,
        confidential=confidential,
        clauses=ClauseMode(clauses),
    )
    notice(f"Project {made.slug} made ({made.source} to {made.target}).")
    notice(f"Next: workbench import {made.slug} FILE.txt")


@project.command("list")
@click.option("--archived", is_flag=True, help="List the archived ones instead.")
@json_option
@click.pass_obj
def project_list(session: Session, archived: bool, as_json: bool) -> None:
    """List projects and their documents."""
    from workbench.workflow.projects import overview

    found = overview(session.workspace(), archived=archived)
    if as_json:
        print_json([_json(p) for p in found])
        return
    if not found:
        notice('No projects yet. Make one with: workbench project new "NAME" --from ar --to en')
        return
    rows: list[tuple[object, ...]] = []
    for p in found:
        rows.append(
            (p.project.slug, f"{p.project.source}>{p.project.target}", len(p.documents), p.confirmed, p.translatable)
        )
        rows += [(f"  {d.document.slug}", "", "", d.confirmed, d.translatable) for d in p.documents]
    Page(session).table(
        [
            Column("PROJECT / document"),
            Column("pair"),
            Column("documents", right=True),
            Column("confirmed", right=True),
            Column("segments", right=True),
        ],
        rows,
    )


def _json(p: ProjectOverview) -> dict[str, object]:
    return {
        "project": p.project.slug,
        "name": p.project.name,
        "from": p.project.source,
        "to": p.project.target,
        "glossaries": p.project.glossaries,
        "memories": p.project.memories,
        "documents": [
            {
                "document": d.document.slug,
                "segments": d.segments,
                "translatable": d.translatable,
                "confirmed": d.confirmed,
                "drafts": d.drafts,
            }
            for d in p.documents
        ],
    }


@project.command("set")
@click.argument("project_name", metavar="PROJECT")
@click.option("--glossary", "glossaries", multiple=True, help="A glossary file, the most important first.")
@click.option("--all-glossaries", is_flag=True, help="Every glossary of the workspace, those to come too.")
@click.option("--memory", "memories", multiple=True, help="A memory to search besides the project's own, in order.")
@click.option("--own-memory", is_flag=True, help="Only the project's own memory.")
@click.option("--confidential/--no-confidential", default=None, help="Whether text may never be sent anywhere.")
@click.option(
    "--clauses",
    type=click.Choice(["off", "soft", "hard"]),
    help="Cut long sentences: never, at clauses, or also where needed.",
)
@click.option("--srx", "rules", type=click.Path(path_type=Path), help="Segmentation rules of your own, as SRX 2.0.")
@click.option(
    "--srx-mode",
    type=click.Choice([m.value for m in SrxMode]),
    help="Ask them before our rules (the default), instead of them, or not at all.",
)
@click.pass_obj
def project_set(
    session: Session,
    project_name: str,
    glossaries: tuple[str, ...],
    all_glossaries: bool,
    memories: tuple[str, ...],
    own_memory: bool,
    confidential: bool | None,
    clauses: str | None,
    rules: Path | None,
    srx_mode: str | None,
) -> None:
    """Give PROJECT other glossaries, memories or rules; what is not named stays. Rules count for what comes in later."""
    from workbench.workflow.projects import get_project, set_resources

    ws = session.workspace()
    if rules is not None or srx_mode is not None:
        from workbench.workflow.segmentation import set_rules

        set_rules(ws, get_project(ws, project_name), rules, SrxMode(srx_mode or "before"))
    done = set_resources(
        ws,
        get_project(ws, project_name),
        glossaries or (() if all_glossaries else None),
        memories or (() if own_memory else None),
        confidential=confidential,
        clauses=ClauseMode(clauses) if clauses else None,
    )
    notice(f"{done.slug}: glossaries {', '.join(done.glossaries) or 'all'}; memories {', '.join(done.memories)}.")
    if confidential:
        notice("What engines answered before is kept until: workbench mt cache --forget")


@project.command("abbreviations")
@click.argument("project_name", metavar="PROJECT")
@click.option("--add", "new", multiple=True, help="A word that never ends a sentence, with or without its stop.")
@click.option("--remove", "gone", multiple=True, help="One that does.")
@json_option
@click.pass_obj
def project_abbreviations(
    session: Session, project_name: str, new: tuple[str, ...], gone: tuple[str, ...], as_json: bool
) -> None:
    """List the abbreviations PROJECT knows besides ours, or change them; they count for what comes in later."""
    from workbench.workflow import segmentation
    from workbench.workflow.projects import get_project

    ws = session.workspace()
    job = get_project(ws, project_name)
    for word in segmentation.add_abbreviations(ws, job, new):
        notice(f"Added {word}")
    for word in segmentation.remove_abbreviations(ws, job, gone):
        notice(f"Removed {word}")
    known = segmentation.abbreviations(ws, job)
    if as_json:
        print_json(known)
        return
    page = Page(session)
    for word in known:
        page.line(word, job.source)


@project.command("rename")
@click.argument("project_name", metavar="PROJECT")
@click.argument("name")
@click.pass_obj
def project_rename(session: Session, project_name: str, name: str) -> None:
    """Give PROJECT another name; its folder stays."""
    from workbench.workflow.projects import get_project, rename_project

    ws = session.workspace()
    rename_project(ws, get_project(ws, project_name), name)
    notice(f"{project_name} is now called {name}.")


@project.command("archive")
@click.argument("project_name", metavar="PROJECT")
@click.option("--undo", is_flag=True, help="Put it back.")
@click.pass_obj
def project_archive(session: Session, project_name: str, undo: bool) -> None:
    """Take PROJECT off the lists; nothing is removed."""
    from workbench.workflow.projects import archive_project, get_project

    ws = session.workspace()
    archive_project(ws, get_project(ws, project_name), archived=not undo)
    notice(f"{project_name} is {'back' if undo else 'archived'}.")


@project.command("remove")
@click.argument("project_name", metavar="PROJECT")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def project_remove(session: Session, project_name: str, yes: bool) -> None:
    """Remove PROJECT with its documents and their history. Its pairs stay in the memory; a backup is made first."""
    from workbench.workflow.projects import get_project, remove_project

    ws = session.workspace()
    found = get_project(ws, project_name)
    if not yes:
        click.confirm(f"Remove project {found.slug} with all its documents?", abort=True, err=True)
    kept = remove_project(ws, found)
    notice(f"Project {found.slug} is removed. The database as it was is kept in {kept}")
