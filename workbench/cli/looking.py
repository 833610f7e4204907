"""``list``, ``history``: the segments of a document, and what happened to one."""

from __future__ import annotations

import click

from workbench.cli.app import Session, notice
from workbench.cli.articles import segment_row
from workbench.cli.output import Page, json_option, print_json
from workbench.errors import UsageError
from workbench.model import HistoryEntry

_SHOWN = (
    *("all", "open", "drafts", "confirmed", "machine", "memory", "fuzzy", "repeats", "notes", "comments"),
    *("reviewed", "locked", "skipped"),
)
"""The kinds of the screen's list. Those with issues are listed by ``check``."""


@click.command("list")
@click.argument("place", metavar="PROJECT[/DOC]")
@click.option("--show", type=click.Choice(_SHOWN), default="all", show_default=True, help="Only those of a kind.")
@click.option("--find", default="", metavar="WORDS", help="Only those that have these words, in source or target.")
@json_option
@click.pass_obj
def list_(session: Session, place: str, show: str, find: str, as_json: bool) -> None:
    """List the segments of PROJECT or one document, those without text too, with states and both sides."""
    from workbench.workflow.listing import list_segments
    from workbench.workflow.projects import find_place

    ws = session.workspace()
    job, document = find_place(ws, place)
    found = list_segments(ws, job, document, show, find)
    if as_json:
        print_json([{"document": doc.slug, **segment_row(s)} for doc, s in found])
        return
    page = Page(session)
    for doc, s in found:
        state = f"{s.state.value}{', draft' if s.draft else ''}{'' if s.translate else ', left out'}"
        page.line(f"{doc.slug} {s.number}  {s.role.value}  {state}")
        page.paragraph("source  ", s.source, job.source)
        if s.current:
            page.paragraph("target  ", s.current, job.target)
    if not found:
        notice("There are none.")


@click.command()
@click.argument("place", metavar="PROJECT/DOC")
@click.argument("number", type=int)
@click.option("--restore", type=int, metavar="K", help="Put the text of entry K into the segment as a draft.")
@json_option
@click.pass_obj
def history(session: Session, place: str, number: int, restore: int | None, as_json: bool) -> None:
    """Show what happened to segment NUMBER of a document, the oldest first, or have one of its texts again."""
    from workbench.workflow import past
    from workbench.workflow.editing import get_segment
    from workbench.workflow.projects import find_place

    ws = session.workspace()
    job, document = find_place(ws, place)
    if document is None:
        raise UsageError("Name the document too.", f"For example: workbench history {job.slug}/DOC {number}")
    segment = get_segment(ws, document, number)
    if restore is not None:
        segment = past.restore(ws, segment, restore)
        if as_json:
            print_json(segment_row(segment))
            return
        Page(session).paragraph("draft  ", segment.current, job.target)
        return
    entries = list(past.history_of(ws, segment))
    if as_json:
        print_json([_row(n, e) for n, e in enumerate(entries, 1)])
        return
    _show(session, entries, job.target)


def _show(session: Session, entries: list[HistoryEntry], language: str) -> None:
    from workbench.workflow.clock import local_time

    page = Page(session)
    for n, e in enumerate(entries, 1):
        origin = " ".join(part for part in (e.origin.value if e.origin else "", e.via) if part)
        more = "".join(f"  {part}" for part in (origin and f"from {origin}", e.reason) if part)
        page.line(f"{n}  {local_time(e.at)}  {e.author}  {e.act}{more}")
        if e.target:
            page.paragraph("", e.target, language)
    if not entries:
        notice("Nothing has happened to this segment yet.")


def _row(number: int, e: HistoryEntry) -> dict[str, object]:
    return {
        "entry": number,
        "at": e.at,
        "author": e.author,
        "act": e.act,
        "target": e.target,
        "state": e.state.value,
        "origin": e.origin.value if e.origin else None,
        "via": e.via,
        "reason": e.reason,
    }
