"""The engines: one line each. Making one touches no network and loads no library."""

from __future__ import annotations

from collections.abc import Callable

from workbench.config import EngineSettings
from workbench.mt.engine import Engine
from workbench.mt.google import Google
from workbench.mt.local import Local

ENGINES: dict[str, Callable[[EngineSettings], Engine]] = {
    "local": Local,
    "google": Google,
}
