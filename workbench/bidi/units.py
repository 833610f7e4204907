"""Tags and placeholders: stretches of a text that are drawn and stepped over as one."""

from __future__ import annotations

import re

from workbench.bidi.kept import kept

LONGEST = 60
"""A longer tag is drawn as text, so that it can be read whole on a narrow screen (code points)."""
_HINT = re.compile(r"[<{%&]")
_UNIT = re.compile(
    rf"</?[A-Za-z][^<>\n]{{0,{LONGEST}}}>|</?\d{{1,4}}/?>|\{{\{{?[\w.:]{{0,30}}\}}?\}}|%(?:\d\$)?[sdif@]\b|%@|&[a-z]{{2,8}};|&#\d{{1,7}};"
)


@kept(200_000)
def units(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of markup tags (``<b>``, ``</1>``), placeholders (``{0}``, ``{{name}}``, ``%s``, ``%1$d``) and
    character entities, ascending and apart.
    """
    if not _HINT.search(text):
        return ()
    return tuple((m.start(), m.end()) for m in _UNIT.finditer(text))
