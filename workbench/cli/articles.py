"""``open``, ``edit``, ``pretranslate``, ``export``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.check import waiver_row
from workbench.cli.output import Column, Page, interrupted, json_option, print_json, progress
from workbench.errors import UsageError
from workbench.model import BreakPoint, Role, Segment, counted

if TYPE_CHECKING:
    from workbench.workflow.pretranslating import Plan


@click.command("open")
@click.argument("project_name", required=False, metavar="[PROJECT]")
@click.argument("document", required=False, metavar="[DOC]")
@click.option("--plain", is_flag=True, help="For a screen reader: no colours, no lines, the terminal's own caret.")
@click.pass_context
def open_(ctx: click.Context, project_name: str | None, document: str | None, plain: bool) -> None:
    """Open PROJECT's document DOC (default: the last opened) in the translator's screen."""
    if project_name and "/" in project_name and document is None:
        project_name, _, document = project_name.partition("/")
    folder = ctx.obj.folder
    ctx.exit(ctx.obj.open_screen(str(folder) if folder else None, project_name, document or None, plain=plain))


@click.command()
@click.argument("place", metavar="PROJECT/DOC")
@click.argument("number", type=int)
@click.option("--target", help="The translation.")
@click.option("--confirm", "act", flag_value="confirm", help="Confirm it.")
@click.option("--unconfirm", "act", flag_value="unconfirm", help="Take the confirmed target back to a draft.")
@click.option("--review", "act", flag_value="review", help="Mark a confirmed target as reviewed.")
@click.option("--no-review", "act", flag_value="unreview", help="Only confirmed again.")
@click.option("--lock", "act", flag_value="lock", help="Lock a confirmed segment: nothing changes it but --unlock.")
@click.option("--unlock", "act", flag_value="unlock", help="Unlock it; it is again what it was before.")
@click.option("--join", "act", flag_value="join", help="Join it with the next one of its paragraph.")
@click.option(
    "--split",
    "split_at",
    type=int,
    help="Split it so that a second part begins at this offset of its source, between two words.",
)
@click.option("--role", type=click.Choice([r.value for r in Role]), help="Say what its paragraph is.")
@click.option("--translate/--skip", default=None, help="Translate it, or leave it out.")
@click.option("--places", is_flag=True, help="List the places where it may well be split.")
@click.option(
    "--reason",
    default="",
    metavar="CODE[:NOTE]",
    help="Why a term marked must does not apply here, or an issue is ignored: not-here, left-out, quoted, other-sense,"
    " house-style, wrong-term, right (no term), other:NOTE.",
)
@click.option("--ignore", metavar="TERM|CHECK", help="Let these issues count no more in this segment; with --reason.")
@click.option("--heed", metavar="TERM|CHECK", help="Take that back.")
@click.option("--note", help="A note for this segment.")
@json_option
@click.pass_obj
def edit(
    session: Session,
    place: str,
    number: int,
    target: str | None,
    act: str | None,
    split_at: int | None,
    role: str | None,
    translate: bool | None,
    places: bool,
    reason: str,
    ignore: str | None,
    heed: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Show segment NUMBER of a document, or change it."""
    from workbench.workflow import editing, waiving
    from workbench.workflow.projects import find_place

    ws = session.workspace()
    job, document = find_place(ws, place)
    if document is None:
        raise UsageError("Name the document too.", f"For example: workbench edit {job.slug}/DOC {number}")
    segment = editing.get_segment(ws, document, number)
    if act == "unlock":
        segment = editing.unlock(ws, segment)
    if target is not None:
        segment = editing.set_draft(ws, segment, target)
    if note is not None:
        segment = editing.set_note(ws, segment, note)
    if ignore is not None:
        waiving.waive(ws, job, segment, ignore, reason)
    if heed is not None:
        segment = editing.unwaive(ws, job, segment, heed)
    if act == "confirm":
        segment = editing.confirm(ws, job, segment, reason=reason)
        for message in waiving.warnings_of(ws, job, segment):
            notice(f"Confirmed, but: {message}")
    elif act == "unconfirm":
        segment = editing.unconfirm(ws, segment)
    elif act == "review":
        segment = editing.review(ws, job, segment, reason=reason)
    elif act == "unreview":
        segment = editing.unreview(ws, segment)
    elif act == "lock":
        segment = editing.lock(ws, segment)
    if role is not None or translate is not None:
        from workbench.workflow import roles

        if role is not None:
            roles.set_role(ws, job, document, number, Role(role))
        if translate is not None:
            roles.set_translate(ws, document, number, translate=translate)
        segment = editing.get_segment(ws, document, number)
    if places or split_at is not None or act == "join":
        from workbench.workflow import cutting
        from workbench.workflow.terms import load_terms

        lead = len(segment.text) - len(segment.text.lstrip())
        if places:
            _places(session, cutting.places(segment, job.source, load_terms(ws, job)), segment, lead, as_json=as_json)
            return
        if act == "join":
            done = cutting.join(ws, job, document, number)
            if done.joint:
                notice(f"Joined. {done.joint}")
            if word := done.abbreviation:
                notice(f"If {word} never ends a sentence: workbench project abbreviations {job.slug} --add {word}")
        else:
            cutting.split(ws, document, number, lead + (split_at or 0))
        segment = editing.get_segment(ws, document, number)
    waived = waiving.waivers_of(ws, job, segment)
    if as_json:
        print_json({**segment_row(segment), "waived": [waiver_row(w) for w in waived]})
        return
    page = Page(session)
    page.line(
        f"{segment.number}  {segment.role.value}  {segment.state.value}{'' if segment.translate else '  left out'}"
    )
    page.paragraph("source  ", segment.source, job.source)
    page.paragraph("target  ", segment.current, job.target)
    if segment.note:
        page.paragraph("note    ", segment.note, "en")
    for waiver in waived:
        page.paragraph("ignored ", f"{waiver.check} {waiver.subject} ({waiver.told})", "en")


def _places(session: Session, found: list[BreakPoint], segment: Segment, lead: int, *, as_json: bool) -> None:
    rows = [(p.offset - lead, p.kind, segment.text[p.offset :].split()[:4]) for p in found]
    if as_json:
        print_json([{"offset": at, "kind": kind, "begins": " ".join(words)} for at, kind, words in rows])
        return
    Page(session).table(
        [Column("offset", right=True), Column("kind"), Column("second part begins")],
        [(at, kind, " ".join(words)) for at, kind, words in rows],
    )


def segment_row(s: Segment) -> dict[str, object]:
    """Return a segment as scripts get it."""
    return {
        "segment": s.number,
        "role": s.role.value,
        "translate": s.translate,
        "start": s.start,
        "end": s.end,
        "source": s.source,
        "target": s.target,
        "draft": s.draft,
        "state": s.state.value,
        "origin": s.origin.value if s.origin else None,
        "via": s.via,
        "note": s.note,
        "rev": s.rev,
    }


@click.command()
@click.argument("place", metavar="PROJECT[/DOC]")
@click.option("--confirm-exact", is_flag=True, help="Confirm exact matches without issues instead of drafting them.")
@click.option("--fuzzy", type=click.IntRange(60, 101), default=75, show_default=True, help="Lowest score for a draft.")
@click.option("--mt", "use_machine", is_flag=True, help="Ask the engines you allowed for this project.")
@click.option(
    "--allow", "engines", multiple=True, help="Allow an engine for this project: its text leaves this computer."
)
@json_option
@click.pass_obj
def pretranslate(
    session: Session,
    place: str,
    confirm_exact: bool,
    fuzzy: int,
    use_machine: bool,
    engines: tuple[str, ...],
    as_json: bool,
) -> None:
    """Fill open segments of PROJECT or one document; what a person wrote is never touched."""
    from workbench.cli.mt_consent import show_offer
    from workbench.workflow import mt_upkeep, pretranslating
    from workbench.workflow.projects import find_place

    ws = session.workspace()
    job, document = find_place(ws, place)
    for name in engines:
        if name not in ws.settings.mt_engines:
            known = ", ".join(ws.settings.mt_engines)
            raise UsageError(f"{name!r} is not among the engines of the settings.", f"mt_engines: {known}.")
        # Refuses where a yes would mean nothing.
        offered = mt_upkeep.offer(ws, job, name)
        if offered.needed:
            show_offer(offered)
            mt_upkeep.allow(ws, job, name)
    with progress("Looking in the memory") as update:
        ready = pretranslating.prepare(
            ws,
            job,
            document,
            confirm_exact=confirm_exact,
            fuzzy=fuzzy,
            use_machine=use_machine,
            progress=update,
        )
    if use_machine:
        _say_what_is_asked(ready.plan)
    control = pretranslating.Control()
    with interrupted(control.cancel), progress("Pretranslating") as update:
        done = ready.run(update, control)
    if as_json:
        print_json(
            {
                "confirmed": done.confirmed,
                "exact": done.exact,
                "fuzzy": done.fuzzy,
                "mt": done.machine,
                "skipped": done.skipped,
                "repaired": done.repaired,
                "batch": done.batch,
                "failures": done.failures,
                "stopped": done.stopped,
                "cancelled": done.cancelled,
            }
        )
        return
    notice(
        f"{done.confirmed} confirmed; drafts: {done.exact} exact, {done.fuzzy} fuzzy, {done.machine} machine; "
        f"{done.skipped} left open."
    )
    if done.repaired:
        notice(f"Names and titles put right in the drafts: {done.repaired}. The check tells what is still missing.")
    if done.batch:
        notice(f"Taken back by: workbench undo {done.batch}")
    for message, count in done.failures.items():
        notice(f"Machine translation, {counted(count, 'segment')}: {message}")
    if done.stopped:
        notice(f"Stopped after {pretranslating.IN_A_ROW} failures in a row. {done.stopped}")
    if done.cancelled:
        notice("Stopped. What was filled is kept; the same command goes on.")


def _say_what_is_asked(plan: Plan) -> None:
    """Tell what is about to be sent where, and what it costs, before it is."""
    if not plan.engines:
        notice("No engine may be asked: see workbench mt engines, or use --allow.")
        return
    for n, engine in enumerate(plan.engines):
        first = "Asked" if n == 0 else "Where that fails"
        price = f", {plan.characters * engine.price / 1_000_000:.2f} at your price" if engine.price else ""
        left = f", {engine.left:,} of this month's budget left" if engine.left is not None else ""
        where = engine.host if engine.leaves_machine else "on this computer"
        notice(
            f"{first}: {engine.title} ({where}), {counted(plan.asked, 'segment')}, at most"
            f" {counted(plan.characters, 'character')}{price}{left}."
        )


@click.command()
@click.argument("place", metavar="PROJECT[/DOC]")
@click.option(
    "--to", "kind", required=True, help="txt (the target article), html (both sides), tmx or csv (the pairs)."
)
@click.option("--out", type=click.Path(path_type=Path), help="The file (default: in the project's export folder).")
@click.option("--all", "everything", is_flag=True, help="Drafts too, not only what is confirmed.")
@click.option("--spreadsheet-safe", is_flag=True, help="Guard cells that a spreadsheet would take for formulas (csv).")
@click.pass_context
def export(
    ctx: click.Context, place: str, kind: str, out: Path | None, everything: bool, spreadsheet_safe: bool
) -> None:
    """Write the target article, or the confirmed pairs as TMX or CSV. Exit code 3 when segments are still open."""
    from workbench.workflow.exporting import export_project
    from workbench.workflow.projects import find_place

    ws = ctx.obj.workspace()
    job, document = find_place(ws, place)
    written = export_project(
        ws, job, document, to=kind, path=out, everything=everything, spreadsheet_safe=spreadsheet_safe
    )
    for file in written:
        what = "segments" if kind in ("txt", "html") else "pairs"
        notice(f"{file.count} {what} written to {file.path}")
        for text in file.notices:
            notice(f"Warning: {text}")
    if any(file.open for file in written):
        ctx.exit(FINDINGS)
