"""A setting changed on the screen is kept in the person's file, and everything else in it stays as it was written."""

from __future__ import annotations

from workbench.config import UserPaths, user_paths
from workbench.errors import FileError
from workbench.files import write_atomically


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
            path, f"cannot be written ({e.strerror}).", "Make the folder yourself, or choose another."
        ) from e
    write_atomically(path, [text.encode()])
