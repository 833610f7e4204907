"""Putting right what a decision of the glossary broke, as one bulk act that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.errors import UsageError
from workbench.model import BulkAct
from workbench.store import batches, replacing
from workbench.store import segments as segments_table
from workbench.workflow.clock import now
from workbench.workflow.impact import Finding
from workbench.workflow.workspace import Workspace

NAMED = 3
"""So many terms are named in the list of bulk acts."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was changed, and what was not: ``left`` because somebody changed it since it was looked at, ``locked`` because it
    is locked. ``batch`` is 0 when nothing was changed.
    """

    batch: int
    done: tuple[Finding, ...]
    left: tuple[Finding, ...]
    locked: tuple[Finding, ...] = ()


def chosen(findings: Sequence[Finding], which: str) -> list[Finding]:
    """Return the findings meant by ``all``, by numbers in the list (from 1) or by keys: ``1,3`` or ``s12,u34``.

    ``all`` leaves out those that are to be looked at first. Raises :class:`UsageError` for one that is not there.
    """
    if which.strip() == "all":
        return [f for f in findings if not f.doubt]
    by_name = {f.key: f for f in findings} | {str(n): f for n, f in enumerate(findings, 1)}
    out = []
    for name in filter(None, (w.strip() for w in which.split(","))):
        if name not in by_name:
            raise UsageError(f"There is no finding {name}.", f"There are 1 to {len(findings)}; or: --fix all")
        out.append(by_name[name])
    return list({f.key: f for f in out}.values())


def fix_impact(ws: Workspace, findings: Sequence[Finding]) -> Fixed:
    """Write the fixed texts in one transaction: all of them or, when the program is killed, none.

    A segment and its units change together, its state stays and its history keeps the old target with the reason. What
    somebody has changed since it was looked at, or has a draft of, is left and returned, and so is what is locked.
    """
    ready = [f for f in findings if f.fixed]
    if not ready:
        return Fixed(0, (), ())
    done: list[Finding] = []
    left: list[Finding] = []
    locked: list[Finding] = []
    author, at = ws.settings.author, now()
    ids = list(dict.fromkeys(c.concept for f in ready for c in f.changes))
    place = ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED} more" if len(ids) > NAMED else "")
    with ws.store.write() as conn:
        batch = batches.begin(conn, BulkAct.IMPACT, place, author, at)
        bulk = replacing.Bulk(batch, author, at)
        for f in ready:
            if f.segment and segments_table.is_locked(conn, f.segment):
                locked.append(f)
                continue
            if f.segment:
                exchange = replacing.Exchange(f.segment, f.other, f.text, f.fixed, f.reason)
                ok = replacing.replace_target(conn, exchange, bulk)
            else:
                ok = replacing.replace_in_unit(conn, f.unit, f.side, f.text, f.fixed, bulk)
            (done if ok else left).append(f)
        if not done:
            batches.forget(conn, batch)
            batch = 0
    return Fixed(batch, tuple(done), tuple(left), tuple(locked))
