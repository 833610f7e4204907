"""Lines that were drawn are let go with their widgets.

Textual 8.2.8 remembers two colours of a widget in a cache of its class, under the widget's own store of drawn lines: 1,024
widgets that are gone are kept with every line they showed. Measured: each screen opened and left kept 2,000 to 3,800
objects, and after a hundred screens the garbage collector stood still for half a second at a time, in which an Esc and
the letter behind it are read as one key.
"""

from __future__ import annotations

from functools import lru_cache

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.style import Style


@lru_cache(1024)
def _colours(base: Color, background: Color) -> tuple[Style, Style]:
    return Style(background=base + background), Style(background=base)


def _inner_outer(_self: StylesCache, base_background: Color, background: Color) -> tuple[Style, Style]:
    return _colours(base_background, background)


def install() -> None:
    """Let the cache know colours only. Uses a private name, which ``tests/tui/test_key_contract.py`` watches."""
    StylesCache.get_inner_outer = _inner_outer  # type: ignore[assignment, method-assign]
