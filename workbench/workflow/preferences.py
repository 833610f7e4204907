"""The files of settings: read over the defaults; one setting changed, and everything else as it was written."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from workbench.config import CHOICES, EngineSettings, Settings, UserPaths, WorkspacePaths, user_paths
from workbench.errors import FileError
from workbench.files import reason, write_atomically


def load_settings(workspace: WorkspacePaths | None = None, user: UserPaths | None = None) -> Settings:
    """Read the workspace's and the person's settings over the defaults; a person's own value wins.

    Raises :class:`FileError` naming the file and the key when one cannot be read, is unknown or of the wrong type.
    """
    values: dict[str, Any] = {}
    engines: dict[str, EngineSettings] = {}
    for path in (workspace.settings if workspace else None, (user or user_paths()).settings):
        if path is not None:
            found = _read(path)
            if "keys" in found and workspace and path == workspace.settings:
                raise FileError(
                    path,
                    "keys are the person's and cannot be set for a workspace.",
                    f"Move the table [keys] to {(user or user_paths()).settings}.",
                )
            for name, own in found.pop("mt", {}).items():
                engines[name] = replace(engines.get(name, EngineSettings()), **own)
            values.update(found)
    values["mt"] = engines
    if not values.get("author"):
        values["author"] = _login_name()
    return Settings(**values)


def keep_setting(name: str, value: str | bool, user: UserPaths | None = None) -> None:
    """Write one setting into the person's ``config.toml``: comments, order and the other settings are left alone.

    Raises :class:`FileError` when the file cannot be read, holds no settings, or cannot be written; it is untouched then.
    """
    # Here and not above: needed when a setting is changed, not when the program starts.
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = (user or user_paths()).settings
    try:
        # newline="": line ends stay as they are.
        with path.open(encoding="utf-8-sig", newline="") as f:
            document = tomlkit.parse(f.read())
    except FileNotFoundError:
        document = tomlkit.document()
    except (OSError, UnicodeDecodeError, TOMLKitError) as e:
        raise FileError(path, f"the settings cannot be read ({e}).", "Correct the file or move it away.") from e
    document[name] = value
    text = tomlkit.dumps(document)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise FileError(
            path, f"cannot be written ({reason(e)}).", "Make the folder yourself, or choose another."
        ) from e
    write_atomically(path, [text.encode()])


def _read(path: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise FileError(path, f"the settings cannot be read ({e}).", "Correct the file or move it away.") from e
    known = {f.name: f.default for f in fields(Settings)}
    engines, keys = data.pop("mt", {}), data.pop("keys", None)
    out = _known(path, data, known)
    if not (isinstance(engines, dict) and all(isinstance(v, dict) for v in engines.values())):
        raise FileError(path, "mt must be tables.", "For example: [mt.chat] and in it url and model.")
    if keys is not None:
        out["keys"] = keys
    own = {f.name: f.default for f in fields(EngineSettings)}
    out["mt"] = {name: _known(path, table, own, f"mt.{name}.") for name, table in engines.items()}
    return out


def _known(path: Path, data: Mapping[str, Any], known: Mapping[str, Any], table: str = "") -> dict[str, Any]:
    out: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known:
            near = min(known, key=lambda k: _distance(k, key))
            raise FileError(path, f"unknown setting {table + key!r}.", f"Did you mean {near!r}?")
        out[key] = _typed(path, key, value, known[key])
    return out


def _typed(path: Path, key: str, value: Any, default: Any) -> Any:
    if isinstance(default, tuple):
        if not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            raise FileError(path, f"{key} must be a list of words.", f'For example: {key} = ["google"]')
        return tuple(value)
    if isinstance(default, float) and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not type(default):
        raise FileError(path, f"{key} must be a {type(default).__name__}.", f"The default is {default!r}.")
    if key in CHOICES and value not in CHOICES[key]:
        raise FileError(path, f"{key} cannot be {value!r}.", f"It is one of: {', '.join(CHOICES[key])}.")
    return value


def _distance(a: str, b: str) -> int:
    return len(set(a) ^ set(b)) + abs(len(a) - len(b))


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "translator"
