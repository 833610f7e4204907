"""What stands in a workspace, asked for as only tests do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from workbench.model import Document, Project, Unit
from workbench.store import units
from workbench.workflow.findings import Finding, all_findings
from workbench.workflow.importing import Imported, plan_import, store_import
from workbench.workflow.workspace import Workspace


def unit_of_segment(conn: sqlite3.Connection, segment: int) -> Unit | None:
    """Return the unit of a confirmed segment."""
    row = conn.execute("SELECT id FROM unit WHERE segment = ?", (segment,)).fetchone()
    return units.get_unit(conn, row[0]) if row else None


def counting(ws: Workspace, project: Project, document: Document | None = None) -> Iterator[Finding]:
    """Yield the issues no reason is given for."""
    return (f for f in all_findings(ws, project, document) if f.waiver is None)


def import_bytes(
    ws: Workspace, project: Project, name: str, data: bytes, path: Path, *, unwrap: bool = False
) -> Imported:
    """Store the bytes of an article under a name."""
    return store_import(ws, plan_import(ws, project, name, data, path=path, unwrap=unwrap))
