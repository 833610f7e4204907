"""The engines: one line each. Making one touches no network and loads no library."""

from __future__ import annotations

from collections.abc import Callable

from workbench.config import EngineSettings
from workbench.mt.chat import Chat
from workbench.mt.deepl_engine import DeepL
from workbench.mt.engine import Engine
from workbench.mt.google import Google
from workbench.mt.libretranslate import LibreTranslate
from workbench.mt.local import Local
from workbench.mt.mymemory import MyMemory

ENGINES: dict[str, Callable[[EngineSettings], Engine]] = {
    "local": Local,
    "google": Google,
    "mymemory": MyMemory,
    "libretranslate": LibreTranslate,
    "deepl": DeepL,
    "chat": Chat,
}
SLOW: dict[str, float] = {"local": 60.0, "chat": 60.0, "libretranslate": 30.0}
"""Seconds to wait at least for engines that compute, on a slow machine perhaps."""
