"""Backups, restoring one, and looking after the database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workbench.config import find_workspace, user_paths
from workbench.errors import WorkbenchError
from workbench.store import backups, health
from workbench.store.health import Finding, Level
from workbench.workflow.workspace import Workspace


def backup(ws: Workspace) -> Path:
    """Make a backup now and return its file."""
    return backups.make_backup(ws.paths, "manual")


def list_backups(folder: Path | None) -> list[Path]:
    """Return the backups of a workspace, newest first."""
    return backups.list_backups(find_workspace(folder))


def restore(folder: Path | None, file: Path) -> Path:
    """Put a backup in place of the database and return where the replaced one was put.

    The backup is checked before anything is touched. Raises :class:`StoreError` when it is damaged.
    """
    return backups.restore_backup(find_workspace(folder), file)


def doctor(folder: Path | None, settings: Iterable[WorkbenchError] = ()) -> list[Finding]:
    """Look at everything that can be wrong with a workspace; changes nothing.

    ``settings`` are what is wrong with the person's settings and stops nothing.
    """
    return [
        *health.doctor(find_workspace(folder)),
        *(Finding(Level.WARNING, error.message, error.hint) for error in settings),
        Finding(Level.INFO, f"Your own settings, keys and consents lie in {user_paths().root}."),
    ]
