"""``deliver``: the proof of an article, then its files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli.app import FINDINGS, Session, notice
from workbench.cli.output import Column, Page, json_option, print_json
from workbench.errors import UsageError
from workbench.model import Project, Severity, counted

if TYPE_CHECKING:
    from workbench.workflow.delivery import Delivery, Proved
    from workbench.workflow.proofing import Finding

_FORMATS = "txt,html,tmx,csv"


@click.command()
@click.argument("place", metavar="PROJECT[/DOC]")
@click.option("--to", "formats", default=_FORMATS, show_default=True, help="What is written, separated by commas.")
@click.option("--out", type=click.Path(path_type=Path), help="The folder (default: the project's export folder).")
@click.option(
    "--allow", multiple=True, help="Kinds of findings you agree to, separated by commas: unconfirmed, length ..."
)
@click.option("--states", is_flag=True, help="A column with the state of each segment (html).")
@click.option("--notes", is_flag=True, help="A column with your notes, which are left out else (html).")
@click.option("--spreadsheet-safe", is_flag=True, help="Guard cells that a spreadsheet would take for formulas (csv).")
@click.option(
    "--fail-on",
    type=click.Choice([s.value for s in Severity]),
    default="error",
    show_default=True,
    help="Nothing is written when a finding is as bad as this.",
)
@click.option("--dry-run", is_flag=True, help="Only the proof.")
@json_option
@click.pass_context
def deliver(
    ctx: click.Context,
    place: str,
    formats: str,
    out: Path | None,
    allow: tuple[str, ...],
    states: bool,
    notes: bool,
    spreadsheet_safe: bool,
    fail_on: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Prove that an article is whole and right, then write all its files together, or none and exit with code 3.

    Each finding names its segment, the place of: workbench edit PROJECT/DOC N
    """
    from workbench.workflow import delivery
    from workbench.workflow.projects import find_place

    ws = ctx.obj.workspace()
    job, document = find_place(ws, place)
    agreed, level = _words(allow), Severity(fail_on)
    wanted = _words((formats,))
    if not wanted:
        raise UsageError("--to names no format.", f"For example: --to {_FORMATS}")
    done = delivery.deliver(
        ws,
        job,
        document,
        formats=wanted,
        folder=out,
        allow=agreed,
        fail_on=level,
        states=states,
        notes=notes,
        spreadsheet_safe=spreadsheet_safe,
        only_proof=dry_run,
    )
    if as_json:
        _print_json(done, agreed, level)
    else:
        _print(ctx.obj, job, done, agreed, level)
    if done.failed:
        ctx.exit(FINDINGS)


def _words(values: tuple[str, ...]) -> list[str]:
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def _verdict(finding: Finding, agreed: list[str], level: Severity) -> str:
    """What becomes of a finding: ``fails``, ``allowed``, ``waived``, or '' where it is only told."""
    from workbench.workflow.delivery import allowed, fails

    if finding.waived:
        return "waived"
    if fails(finding, agreed, level):
        return "fails"
    return "allowed" if allowed(finding, agreed) else ""


def _where(job: Project, proved: Proved, finding: Finding) -> str:
    place = f"{job.slug}/{proved.document.slug}"
    return f"{place} {finding.segment}" if finding.segment else place


def _print(session: Session, job: Project, done: Delivery, agreed: list[str], level: Severity) -> None:
    shown = min(level.rank, Severity.WARNING.rank)
    rows, smaller = [], 0
    for p in done.proved:
        for f in p.findings:
            if f.waived:
                continue
            if f.severity.rank < shown:
                smaller += 1
                continue
            verdict, where = _verdict(f, agreed, level), _where(job, p, f)
            rows.append((verdict, where, f.severity.value, f.kind, f.message, p.beginning(f)))
    rows.sort(key=lambda row: row[0] != "fails")
    if rows:
        heads = [Column(title) for title in ("proof", "where", "severity", "kind", "message")]
        Page(session).table([*heads, Column("source", 36, job.source)], rows)
    for p in done.proved:
        notice(
            f"{job.slug}/{p.document.slug}: {counted(p.segments, 'segment')}, {p.states}, words {p.words_in} ->"
            f" {p.words_out}." + (f" Ignored, with reasons: {p.waived}." if p.waived else "")
        )
    if smaller:
        notice(f"Smaller things: {smaller}, listed by: workbench check {job.slug}")
    if done.failed:
        what = "finding fails" if done.failed == 1 else "findings fail"
        notice(
            f"{done.failed} {what}; nothing was written. Mend them with workbench edit PROJECT/DOC N, or agree to a kind of"
            " them with --allow KIND."
        )
    for file in done.files:
        notice(
            f"{file.count} {'segments' if file.path.suffix in ('.txt', '.html') else 'pairs'} written to {file.path}"
        )
        for text in file.notices:
            notice(f"Warning: {text}")
    if not done.failed and not done.files:
        notice("Nothing fails. Nothing was written (--dry-run).")


def _print_json(done: Delivery, agreed: list[str], level: Severity) -> None:
    print_json(
        {
            "written": bool(done.files),
            "failed": done.failed,
            "documents": [
                {
                    "document": p.document.slug,
                    "segments": p.segments,
                    "confirmed": p.confirmed,
                    "reviewed": p.reviewed,
                    "locked": p.locked,
                    "words_in": p.words_in,
                    "words_out": p.words_out,
                    "waived": p.waived,
                }
                for p in done.proved
            ],
            "findings": [
                {
                    "document": p.document.slug,
                    "segment": f.segment or None,
                    "kind": f.kind,
                    "severity": f.severity.value,
                    "message": f.message,
                    "source": p.beginning(f),
                    "proof": _verdict(f, agreed, level),
                    "reason": f.waived,
                }
                for p in done.proved
                for f in p.findings
            ],
            "files": [{"path": str(file.path), "count": file.count} for file in done.files],
        }
    )
