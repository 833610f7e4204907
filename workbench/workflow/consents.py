"""Which engine may be sent text of which project, and a log of what was sent.

Both are the person's, not the workspace's: a consent must not arrive with a cloned repository.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from workbench.config import UserPaths
from workbench.errors import FileError
from workbench.files import write_atomically
from workbench.model import Project
from workbench.workflow.clock import now


class Consents:
    """The person's answers, by workspace folder, project and engine. No answer means no."""

    def __init__(self, user: UserPaths, workspace: Path) -> None:
        self._user = user
        self._workspace = str(workspace.resolve())
        self._log_lock = threading.Lock()

    def allowed(self, project: Project, engine: str) -> bool:
        """Whether this engine may be sent text of this project."""
        answers = self._read().get(self._workspace, {}).get(project.slug, {}).get(engine, {})
        return bool(answers.get("yes")) and not project.confidential

    def answer(self, project: Project, engine: str, yes: bool) -> None:
        """Keep an answer with its date."""
        data = self._read()
        data.setdefault(self._workspace, {}).setdefault(project.slug, {})[engine] = {"yes": yes, "at": now()}
        path = self._user.consents
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as e:
            raise FileError(path, f"cannot be written ({e.strerror or e}).", "The answer was not kept.") from e
        write_atomically(path, [json.dumps(data, ensure_ascii=False, indent=1).encode()])

    def log(self, project: Project, engine: str, text: str) -> None:
        """Note what is about to leave the machine, before it does; raises :class:`FileError` when that fails."""
        line = json.dumps(
            {"at": now(), "workspace": self._workspace, "project": project.slug, "engine": engine, "text": text},
            ensure_ascii=False,
        )
        path = self._user.sent_log
        try:
            with self._log_lock:
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("a", encoding="utf-8") as f:
                    f.write(line + "\n")
        except OSError as e:
            raise FileError(path, f"cannot be written ({e.strerror or e}).", "Nothing was sent.") from e

    def _read(self) -> dict[str, Any]:
        path = self._user.consents
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as e:
            raise FileError(path, "the consents cannot be read.", "Remove the file to begin with no consent.") from e
        return data if isinstance(data, dict) else {}
