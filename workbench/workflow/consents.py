"""Which engine may be sent text of which project. The answers are the person's, not the workspace's.

A consent must not arrive with a cloned repository, nor may one that was given be widened by it: an answer holds for the
project as it was made, for the host that was named and for what was said would be sent. The settings of a workspace, which
do travel, may name another server tomorrow, or another kind of help for the engine: then the person is asked again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import Timeout

from workbench.config import EngineSettings, UserPaths, offline
from workbench.errors import FileError, MTError
from workbench.files import reason, write_atomically
from workbench.model import MTFailure, Project
from workbench.mt.engine import Engine
from workbench.mt.failures import failure
from workbench.termbase.locking import locked
from workbench.workflow.clock import now

TEXT = ("text",)
_KEY = "key "
"""Before the name of a variable: settings that travel with a workspace could name any secret of the environment."""


class _What(dict[str, str]):
    def __missing__(self, word: str) -> str:
        name = word.removeprefix(_KEY)
        return f"the key in your environment variable {name}" if name != word else word


WHAT: Mapping[str, str] = _What(
    text="the text of the segment",
    context="the text before and after it",
    terms="names and titles of your glossaries that occur in it",
    matches="the nearest pairs of your memories",
    email="your e-mail address from the settings",
    plain="all of it unencrypted: everybody on the way can read it",
)
"""What an engine may be sent, and how the person is told before saying yes; ``key NAME`` is the secret in a variable."""
_BEFORE_HOSTS = {"google": "translate.google.com"}
"""The host an answer was about that was given when answers named none."""


@dataclass(frozen=True, slots=True)
class Consent:
    """An answer: whether this engine, at this host ('' unknown), may be sent this of this project."""

    workspace: str
    project: str
    engine: str
    host: str
    yes: bool
    at: str
    what: tuple[str, ...]


def what_leaves(engine: Engine, settings: EngineSettings | None = None) -> tuple[str, ...]:
    """Return what an engine is sent, in words of :data:`WHAT`, as consent is asked for it."""
    settings = settings or EngineSettings()
    more = set(engine.takes)
    if settings.email:
        more.add("email")
    if settings.url.strip().lower().startswith("http:"):
        more.add("plain")
    key = (_KEY + settings.key_env,) if settings.key_env else ()
    return (*TEXT, *(word for word in WHAT if word in more), *key)


class Consents:
    """The person's answers, by workspace folder, project, engine and host. No answer means no."""

    def __init__(self, user: UserPaths, workspace: Path) -> None:
        self._path = user.consents
        self._workspace = str(workspace.resolve())

    def allowed(self, project: Project, engine: str, host: str = "", what: Sequence[str] = TEXT) -> bool:
        """Whether this engine at this host may be sent this of the project. Raises :class:`FileError`."""
        if project.confidential:
            return False
        return any(
            entry.get("yes") is True
            and entry.get("made", project.created) == project.created
            and _host(engine, entry.get("host")) == _host(engine, host)
            and set(what) <= set(_what(entry))
            for entry in _entries(self._read(), self._workspace, project.slug, engine)
        )

    def refusal(self, project: Project, engine: Engine, settings: EngineSettings | None = None) -> MTError | None:
        """Return why the engine may not be asked now, None when it may: the one rule for all that is sent.

        An engine on this computer always may. Confidential projects and offline beat every yes.
        """
        if not engine.place.leaves_machine:
            return None
        if project.confidential:
            return failure(MTFailure.CONFIDENTIAL, engine.title)
        if offline(dict(os.environ)):
            return failure(MTFailure.OFFLINE, engine.title)
        try:
            allowed = self.allowed(project, engine.id, engine.host, what_leaves(engine, settings))
        except FileError as e:
            # An answer that cannot be read is no yes.
            return MTError(MTFailure.CONSENT.value, e.message, e.hint)
        return None if allowed else failure(MTFailure.CONSENT, engine.title)

    def answer(self, project: Project, engine: str, yes: bool, host: str = "", what: Sequence[str] = TEXT) -> None:
        """Keep an answer with its date. A yes counts for one host beside others, a no for all of them.

        Raises :class:`FileError` when it cannot be kept.
        """
        new = {"yes": yes, "at": now(), "host": _host(engine, host), "what": list(what), "made": project.created}
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with locked(self._path):
                data = self._read()
                others = [
                    entry
                    for entry in _entries(data, self._workspace, project.slug, engine)
                    if yes and entry.get("yes") is True and _host(engine, entry.get("host")) != _host(engine, host)
                ]
                projects = data[self._workspace] = _table(data.get(self._workspace))
                engines = projects[project.slug] = _table(projects.get(project.slug))
                engines[engine] = [*others, new]
                write_atomically(self._path, [json.dumps(data, ensure_ascii=False, indent=1).encode()])
        except Timeout as e:
            raise FileError(self._path, "another program holds it.", "The answer was not kept; try again.") from e
        except OSError as e:
            raise FileError(self._path, f"cannot be written ({reason(e)}).", "The answer was not kept.") from e

    def said_no(self, project: Project, engine: str) -> bool:
        """Whether the person has said no to this engine for the project, and need not be asked again by itself."""
        try:
            data = self._read()
        except FileError:
            return False
        return any(
            entry.get("yes") is not True and entry.get("made", project.created) == project.created
            for entry in _entries(data, self._workspace, project.slug, engine)
        )

    def answers(self) -> list[Consent]:
        """Return every answer of this person, those of other workspaces too."""
        data = self._read()
        return [
            Consent(
                workspace,
                project,
                engine,
                _host(engine, e.get("host")),
                e.get("yes") is True,
                str(e.get("at", "")),
                _what(e),
            )
            for workspace in sorted(data)
            for project in sorted(_table(data[workspace]))
            for engine in sorted(_table(_table(data[workspace])[project]))
            for e in _entries(data, workspace, project, engine)
        ]

    def here(self) -> list[Consent]:
        """Return the answers of this workspace."""
        return [a for a in self.answers() if a.workspace == self._workspace]

    def _read(self) -> dict[str, Any]:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as e:
            raise _unreadable(self._path) from e
        if not isinstance(data, dict):
            raise _unreadable(self._path)
        return data


def _unreadable(path: Path) -> FileError:
    return FileError(path, "the consents cannot be read.", "Remove the file to begin with no consent.")


def _table(found: object) -> dict[str, Any]:
    return found if isinstance(found, dict) else {}


def _entries(data: dict[str, Any], workspace: str, project: str, engine: str) -> list[dict[str, Any]]:
    """Return the answers for an engine; once there was one, without a list around it."""
    found = _table(_table(data.get(workspace)).get(project)).get(engine)
    return [e for e in (found if isinstance(found, list) else [found]) if isinstance(e, dict)]


def _host(engine: str, found: object) -> str:
    host = found.lower() if isinstance(found, str) else ""
    return host or _BEFORE_HOSTS.get(engine, "")


def _what(entry: dict[str, Any]) -> tuple[str, ...]:
    found = entry.get("what")
    return tuple(str(word) for word in found) if isinstance(found, list) else TEXT
