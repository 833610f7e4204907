"""``mt``: machine translation: engines, trying one, what was sent, what is kept."""

from __future__ import annotations

import re
import sys
from collections import deque
from typing import TYPE_CHECKING

import click

from workbench.cli.app import Session, notice
from workbench.cli.output import Column, Page, json_option, print_json
from workbench.errors import UsageError
from workbench.model import counted

if TYPE_CHECKING:
    from workbench.workflow.mt_upkeep import EngineState

_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_SINCE = re.compile(r"\d{4}-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?)?")


@click.group()
def mt() -> None:
    """Machine translation: which engines there are, try one, allow it, see what was sent."""


def agreed(question: str, yes: bool) -> None:
    """Return when the person has agreed, by ``--yes`` or by typing y on a terminal; Enter means no.

    Raises :class:`UsageError` where nobody can be asked, :class:`click.Abort` for a no.
    """
    if yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError("Nobody is here to say yes.", "Say so with --yes.")
    click.confirm(question, default=False, abort=True, err=True)


@mt.command("engines")
@click.argument("project_name", metavar="[PROJECT]", required=False)
@json_option
@click.pass_obj
def mt_engines(session: Session, project_name: str | None, as_json: bool) -> None:
    """List the engines: where each translates, what it lacks, whether it may be sent text of PROJECT. Asks none of them.

    "sent" are the characters of this month, with the month's budget if the settings have one.
    """
    from workbench.workflow.mt_upkeep import list_engines
    from workbench.workflow.projects import get_project

    ws = session.workspace()
    project = get_project(ws, project_name) if project_name else None
    found = list_engines(ws, project)
    if as_json:
        print_json([_engine_row(e, asked=project is not None) for e in found])
        return
    page = Page(session)
    page.table(
        [
            Column("engine"),
            Column("translates in"),
            Column("host"),
            Column("pairs"),
            Column("offered"),
            Column("allowed"),
            Column("sent", right=True),
        ],
        [
            (
                e.id,
                e.place,
                e.host,
                "both" if len(e.pairs) == 2 else " ".join(e.pairs),
                "yes" if e.offered else "no",
                _standing(e, asked=project is not None),
                f"{e.used}/{e.budget}" if e.budget else e.used,
            )
            for e in found
        ],
    )
    for e in found:
        if e.missing:
            notice(f"{e.id}: {e.missing}")
        elif e.refusal:
            notice(f"{e.id}: {e.refusal}")
    if any(not e.offered and not e.missing for e in found):
        notice("Offered are those of mt_engines in projects/workbench.toml.")


def _standing(e: EngineState, *, asked: bool) -> str:
    if e.missing:
        return "not set up"
    if not e.leaves_machine:
        return "yes"
    if not asked:
        return "by project"
    return "no" if e.refusal else "yes"


def _engine_row(e: EngineState, *, asked: bool) -> dict[str, object]:
    return {
        "engine": e.id,
        "title": e.title,
        "place": e.place,
        "host": e.host,
        "leaves_machine": e.leaves_machine,
        "offered": e.offered,
        "pairs": list(e.pairs),
        "missing": e.missing,
        "allowed": (not e.refusal and not e.missing) if asked or not e.leaves_machine else None,
        "refusal": e.refusal,
        "used": e.used,
        "budget": e.budget,
        "price": e.price,
    }


@mt.command("test")
@click.argument("engine")
@click.argument("project_name", metavar="[PROJECT]", required=False)
@click.option("--text", default="", help="What to translate (default: a sentence of ours).")
@json_option
@click.pass_obj
def mt_test(session: Session, engine: str, project_name: str | None, text: str, as_json: bool) -> None:
    """Send ENGINE one harmless sentence, if it may be sent text of PROJECT; show the answer and how long it took.

    The direction is the project's, else Arabic to English. Only engines on this computer can be tried without a project.
    """
    from workbench.workflow.mt_upkeep import try_engine
    from workbench.workflow.projects import get_project

    ws = session.workspace()
    project = get_project(ws, project_name) if project_name else None
    done = try_engine(ws, engine, project, text)
    if as_json:
        print_json(
            {
                "engine": engine,
                "host": done.host,
                done.source: done.text,
                done.target: done.answer,
                "seconds": round(done.seconds, 3),
            }
        )
        return
    page = Page(session)
    page.line(f"{engine} {done.host}  {done.seconds:.1f} s")
    page.paragraph("", done.text, done.source)
    page.paragraph("", done.answer, done.target)


@mt.command("usage")
@click.option("--month", metavar="YYYY-MM", help="Another month than this one.")
@click.option("--all", "every", is_flag=True, help="Every month there is.")
@json_option
@click.pass_obj
def mt_usage(session: Session, month: str | None, every: bool, as_json: bool) -> None:
    """Count what engines were sent out of this workspace: characters, calls, failures, and the price by the settings."""
    from workbench.workflow.mt_records import this_month, usage

    if month is not None and not _MONTH.fullmatch(month):
        raise UsageError(f"{month!r} is no month.", "Write it as 2026-01.")
    wanted = None if every else month or this_month()
    found = usage(session.workspace(), wanted)
    if as_json:
        print_json(
            [
                {
                    "engine": u.engine,
                    "month": u.month,
                    "characters": u.characters,
                    "calls": u.calls,
                    "failures": u.failures,
                    "budget": u.budget,
                    "cost": round(u.cost, 4),
                }
                for u in found
            ]
        )
        return
    if not found:
        notice(f"Nothing was sent{f' in {wanted}' if wanted else ''}.")
        return
    names = ("characters", "calls", "failures", "budget", "cost")
    Page(session).table(
        [Column("engine"), Column("month"), *(Column(n, right=True) for n in names)],
        [
            (
                u.engine,
                u.month,
                u.characters,
                u.calls,
                u.failures,
                f"{u.budget} ({100 * u.characters // u.budget} %)" if u.budget else "",
                f"{u.cost:.2f}" if u.cost else "",
            )
            for u in found
        ],
    )


@mt.command("log")
@click.option("--project", "project_name", help="Only what was sent of this project.")
@click.option("--engine", help="Only what was sent to this engine.")
@click.option("--since", metavar="DATE", help="Only what was sent on this day or later (2026-01-31, UTC).")
@click.option("--last", type=click.IntRange(1), help="Only the last so many.")
@json_option
@click.pass_obj
def mt_log(
    session: Session,
    project_name: str | None,
    engine: str | None,
    since: str | None,
    last: int | None,
    as_json: bool,
) -> None:
    """Show what was sent out of this workspace, the newest last; --json with every byte of it."""
    from workbench.workflow.clock import local_time
    from workbench.workflow.mt_records import sent

    if since is not None and not _SINCE.fullmatch(since):
        raise UsageError(f"{since!r} is no date.", "Write it as 2026-01-31.")
    found = sent(session.workspace(), project_name, engine, since)
    entries = deque(found, last) if last else found
    if as_json:
        print_json(
            [
                {
                    "at": e.at,
                    "project": e.project,
                    "engine": e.engine,
                    "host": e.host,
                    "texts": list(e.texts),
                    "sent": e.sent,
                }
                for e in entries
            ]
        )
        return
    page = Page(session)
    nothing = True
    for e in entries:
        nothing = False
        page.line(f"{local_time(e.at)}  {e.project}  {e.engine}  {e.host}")
        for text in e.texts:
            page.paragraph("", text, "ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en")
    if nothing:
        notice("Nothing was sent.")


@mt.command("cache")
@click.option("--forget", is_flag=True, help="Forget them; the engines are asked anew.")
@click.option("--engine", help="Only answers of this engine.")
@click.option("--yes", is_flag=True, help="Forget without asking.")
@json_option
@click.pass_obj
def mt_cache(session: Session, forget: bool, engine: str | None, yes: bool, as_json: bool) -> None:
    """Count the answers of engines that are kept in this workspace, or forget them."""
    from workbench.workflow.mt_records import cache_sizes, forget_cache

    ws = session.workspace()
    found = [row for row in cache_sizes(ws) if engine in (None, row[0])]
    answers = sum(n for _name, n, _bytes in found)
    if forget:
        agreed(f"Forget {answers} kept answers?", yes)
        gone = forget_cache(ws, engine)
        notice(f"{counted(gone, 'answer')} forgotten.")
        if as_json:
            print_json({"forgotten": gone})
        return
    if as_json:
        print_json([{"engine": name, "answers": n, "bytes": size} for name, n, size in found])
        return
    if not found:
        notice("No answers are kept.")
        return
    Page(session).table([Column("engine"), Column("answers", right=True), Column("bytes", right=True)], found)


# Behind all that the other modules need of this one.
from workbench.cli import mt_consent, mt_models  # noqa: E402, F401
