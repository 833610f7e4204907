"""Opening and making a workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from workbench.config import (
    Settings,
    UserPaths,
    WorkspacePaths,
    find_workspace,
    is_workspace,
    user_paths,
)
from workbench.errors import FileError
from workbench.files import reason, write_atomically
from workbench.store.connection import Store
from workbench.workflow.preferences import load_settings

_GITIGNORE = """\
# Made by workbench init. Terms belong in git; the database, exports and backups do not.
projects/workbench.db*
projects/*/export/
projects/.workbench/
glossaries/.*.lock
workbench-demo/
"""

_SETTINGS = """\
# Settings of this workspace. Remove the # in front of a line to change it.
# fuzzy_threshold = 60      # memory matches below this percent are not shown
# proposals = 5             # how many memory matches are offered
# mt_engines = ["local", "google"]   # engines offered; none that sends text away is used before you allow it
# mt_timeout = 12.0         # seconds until an engine's answer is given up
"""


@dataclass(slots=True)
class Workspace:
    """An open workspace. Use it in a ``with`` block, or call :meth:`close`.

    ``unread`` are the glossaries of its projects that could not be read at all: nothing is enforced by them.
    """

    paths: WorkspacePaths
    user: UserPaths
    settings: Settings
    store: Store
    unread: dict[Path, FileError] = field(default_factory=dict)
    glossary_acts: list[Any] = field(default_factory=list)
    """What was done to rows of glossaries on the screen, the last one last, to be taken back."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written here."""
        return self.store.read_only

    @property
    def warnings(self) -> list[str]:
        """What the user should know about the place the workspace lies in."""
        return self.store.warnings

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_workspace(folder: Path | None = None, *, read_only: bool = False) -> Workspace:
    """Open the workspace in ``folder``, else that of the environment, else the nearest one above the current folder.

    Raises :class:`NotFoundError` when there is none, :class:`StoreError` when its database cannot be opened.
    """
    paths = find_workspace(folder)
    user = user_paths()
    settings = load_settings(paths, user)
    return Workspace(paths, user, settings, Store(paths, read_only=read_only, settings=settings))


def init_workspace(folder: Path) -> WorkspacePaths:
    """Make a workspace in ``folder`` and return its paths. What is already there stays as it is.

    Raises :class:`FileError` when a folder or file cannot be made.
    """
    root = folder.expanduser().absolute()
    paths = WorkspacePaths(root)
    try:
        for part in (paths.glossaries, paths.projects, paths.private):
            part.mkdir(parents=True, exist_ok=True)
        for path, content in ((root / ".gitignore", _GITIGNORE), (paths.settings, _SETTINGS)):
            if not path.exists():
                write_atomically(path, [content.encode()])
    except OSError as e:
        raise FileError(
            root, f"the workspace cannot be made ({reason(e)}).", "Choose a folder you may write to."
        ) from e
    return paths


def already_workspace(folder: Path) -> bool:
    """Whether ``folder`` is a workspace already."""
    return is_workspace(folder.expanduser().absolute())
