"""Keys of engines: from the environment, else from the system's keyring. They stand in no file of ours."""

from __future__ import annotations

import os
import queue
import threading
import time
from urllib.parse import urlsplit

from workbench.config import APP, EngineSettings
from workbench.mt.addresses import is_loopback

SERVICE = APP
"""What the keyring knows them under; the entry is the engine's id."""
USUAL = {"deepl": "DEEPL_API_KEY", "libretranslate": "LIBRE_API_KEY", "chat": "OPENAI_API_KEY"}
"""Variables that are looked at when the settings name none."""
KEYRING_SECONDS = 3.0
"""A keyring that is locked may wait for a person at a window nobody sees."""
KEPT_SECONDS = 60.0
"""How long what the keyring said is believed, so that not every segment asks it."""

_lock = threading.Lock()
_said: dict[str, tuple[float, str]] = {}
_asking: dict[str, threading.Thread] = {}


def key(engine: str, settings: EngineSettings) -> str:
    """Return an engine's key, '' when there is none. Never raises; may take :data:`KEYRING_SECONDS`."""
    return from_environment(engine, settings) or _from_keyring(engine)


def from_environment(engine: str, settings: EngineSettings) -> str:
    """Return the key the environment holds, '' when none. What cannot stand in a header is none."""
    return _clean(os.environ.get(variable(engine, settings), ""))


def variable(engine: str, settings: EngineSettings) -> str:
    """Return the variable that is looked at, '' for none.

    ``OPENAI_API_KEY`` is often set for other programs: it goes to that service and to this computer only, not to
    another server that chat is pointed at. Name one with ``key_env`` for that.
    """
    if settings.key_env or engine != "chat":
        return settings.key_env or USUAL.get(engine, "")
    try:
        host = urlsplit(settings.url).hostname or ""
    except ValueError:
        return ""
    own = host == "api.openai.com" or host.endswith(".api.openai.com") or is_loopback(host)
    return USUAL[engine] if own else ""


def where(engine: str, settings: EngineSettings) -> str:
    """Return the sentence that says where the key of an engine that needs one is looked for."""
    name = variable(engine, settings)
    return f"Set the environment variable {name} or run: keyring set {SERVICE} {engine}"


def _clean(value: str) -> str:
    value = value.strip()
    return value if value.isascii() and value.isprintable() and " " not in value else ""


def _from_keyring(entry: str) -> str:
    with _lock:
        at, value = _said.get(entry, (-KEPT_SECONDS, ""))
        hangs = entry in _asking and _asking[entry].is_alive()
        if hangs or time.monotonic() - at < KEPT_SECONDS:
            return value
        box: queue.SimpleQueue[str] = queue.SimpleQueue()
        _asking[entry] = threading.Thread(target=_look, args=(entry, box), name="keyring", daemon=True)
        _asking[entry].start()
        try:
            value = _clean(box.get(timeout=KEYRING_SECONDS))
        except queue.Empty:
            value = ""
        _said[entry] = time.monotonic(), value
        return value


def _look(entry: str, box: queue.SimpleQueue[str]) -> None:
    found: object = ""
    try:
        import keyring

        found = keyring.get_password(SERVICE, entry)
    except BaseException:  # noqa: BLE001 - backends throw what they like, panics of compiled code too: then there is no key
        found = ""
    box.put(found if isinstance(found, str) else "")
