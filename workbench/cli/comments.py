"""``comment``, ``comments``: what people say to each other of segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Page, json_option, print_json
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.workflow.comments import Placed


@click.command()
@click.argument("place", metavar="PROJECT/DOC")
@click.argument("number", type=int)
@click.argument("text")
@json_option
@click.pass_obj
def comment(session: Session, place: str, number: int, text: str, as_json: bool) -> None:
    """Say TEXT of segment NUMBER, for others; a note of your own is: workbench edit PROJECT/DOC N --note TEXT"""
    from workbench.workflow import comments as comments_
    from workbench.workflow.editing import get_segment
    from workbench.workflow.projects import find_place

    ws = session.workspace()
    job, document = find_place(ws, place)
    if document is None:
        raise UsageError("Name the document too.", f"For example: workbench comment {job.slug}/DOC {number} TEXT")
    made = comments_.add_comment(ws, get_segment(ws, document, number), text)
    if as_json:
        print_json(_row(comments_.Placed(document.slug, number, made)))
        return
    notice(f"Comment {made.id} on {job.slug}/{document.slug} {number}. Done with: workbench comments --done {made.id}")


@click.command()
@click.argument("place", metavar="PROJECT[/DOC]")
@click.option("--all", "everything", is_flag=True, help="Settled ones too.")
@click.option("--done", type=int, metavar="ID", help="Mark a comment as done.")
@click.option("--reopen", type=int, metavar="ID", help="It is open again.")
@click.option("--remove", type=int, metavar="ID", help="Remove a comment of your own.")
@json_option
@click.pass_obj
def comments(
    session: Session,
    place: str,
    everything: bool,
    done: int | None,
    reopen: int | None,
    remove: int | None,
    as_json: bool,
) -> None:
    """List the open comments of PROJECT or one document of it, or settle one."""
    from workbench.workflow import comments as comments_
    from workbench.workflow.projects import find_place

    ws = session.workspace()
    job, document = find_place(ws, place)
    given = [n for n in (done, reopen, remove) if n is not None]
    if len(given) > 1:
        raise UsageError("--done, --reopen and --remove exclude each other.", "One comment at a time.")
    if given:
        found = comments_.find_comment(ws, job, document, given[0])
        if remove is not None:
            gone = comments_.remove_comment(ws, remove)
            notice(f"Comment {remove} is removed.")
            if as_json:
                print_json([{**_row(comments_.Placed(found.document, found.number, gone)), "removed": True}])
            return
        changed = comments_.Placed(
            found.document, found.number, comments_.set_done(ws, given[0], done=done is not None)
        )
        _show(session, job.source, job.target, [changed], as_json=as_json)
        return
    listed = comments_.list_comments(ws, job, document, everything=everything)
    _show(session, job.source, job.target, listed, as_json=as_json)
    if not as_json:
        settled = sum(p.comment.done for p in listed)
        notice(f"{len(listed) - settled} open." + (f" Done: {settled}." if everything else ""))


def _show(session: Session, source: str, target: str, found: list[Placed], *, as_json: bool) -> None:
    from workbench.workflow.clock import local_time
    from workbench.workflow.comments import language_of

    if as_json:
        print_json([_row(p) for p in found])
        return
    page = Page(session)
    for p in found:
        c = p.comment
        page.line(f"{c.id}  {p.document} {p.number}  {c.author}, {local_time(c.at)}{'  done' if c.done else ''}")
        page.paragraph("    ", c.text, language_of(c.text, source, target))


def _row(p: Placed) -> dict[str, object]:
    c = p.comment
    return {
        "id": c.id,
        "document": p.document,
        "segment": p.number,
        "author": c.author,
        "at": c.at,
        "text": c.text,
        "done": c.done,
    }
