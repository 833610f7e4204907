"""``stats``: volumes, match bands, what became of what was offered, and what the work took."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.app import Session
from workbench.cli.origins import origin_rows
from workbench.cli.output import Column, Page, json_option, print_json, progress

if TYPE_CHECKING:
    from workbench.workflow.statistics import Statistics
    from workbench.workflow.work_done import Work


@click.command()
@click.argument("place", metavar="[PROJECT[/DOC]]", required=False)
@json_option
@click.pass_obj
def stats(session: Session, place: str | None, as_json: bool) -> None:
    """Count words (GMX-V), characters, states and match bands, what became of what was offered, time and keys.

    Without a place all projects are counted. Where the confirmed targets came from: kept as offered or edited, and the
    mean distance between both (0 kept, 1 all new). Repetitions and internal bands are found within the project.
    """
    from workbench.workflow.pacing import Pace
    from workbench.workflow.projects import find_place, overview
    from workbench.workflow.statistics import all_together, statistics

    ws = session.workspace()
    places = [find_place(ws, place)] if place else [(p.project, None) for p in overview(ws)]
    rows: list[Statistics] = []
    with progress("counting") as told:
        for n, (job, document) in enumerate(places):
            rows += statistics(ws, job, document, Pace(lambda d, t, n=n: told(n * t + d, len(places) * t)))  # type: ignore[misc]
    if as_json:
        print_json([stats_row(r) for r in rows])
        return
    page = Page(session)
    for r in rows:
        page.line(f"{r.project}/{r.document}:" if place is None else f"{r.document}:")
        _tables(page, r)
    if len(rows) > 1:
        page.line("All documents:")
        _tables(page, all_together(rows))


def _tables(page: Page, row: Statistics) -> None:
    from workbench.workflow.statistics_tables import tables

    for table in tables(row):
        if not table.rows:
            continue
        words = {n for n in range(len(table.columns)) if any(isinstance(r[n], int) for r in table.rows)}
        page.line(table.title)
        page.table(
            [Column(title, right=n in words or n > 1) for n, title in enumerate(table.columns)],
            table.rows,
        )
        page.line()


def stats_row(row: Statistics) -> dict[str, Any]:
    """Return the counts as scripts get them; characters are code points, ``bare`` those that are no white space."""
    return {
        "project": row.project,
        "document": row.document,
        "segments": row.segments,
        "confirmed": row.confirmed,
        "drafts": row.drafts,
        "source_words": row.source_words,
        "target_words": row.target_words,
        "characters": row.characters,
        "states": {state: asdict(v) for state, v in row.states.items()},
        "bands": {band: asdict(v) for band, v in row.matches.items()},
        "partly_compared": row.partly_compared,
        "origins": origin_rows(row.origins),
        "work": _work(row.work),
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "seconds": round(work.seconds, 1),
        "keys": work.keys,
        "segments": work.segments,
        "words": work.words,
        "keys_a_segment": _rounded(work.keys_a_segment),
        "seconds_a_segment": _rounded(work.seconds_a_segment),
        "words_an_hour": _rounded(work.words_an_hour),
        "days": [
            {
                **asdict(d),
                "seconds": round(d.seconds, 1),
                "words_an_hour": _rounded(d.words_an_hour),
            }
            for d in work.days
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)
