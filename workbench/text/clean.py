"""The border: what a decoded text becomes before it is stored."""

from __future__ import annotations

import re

from workbench.model import Repair

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (fifth edition, production 2) does not allow, lone surrogates among it; CR is handled before.

Said by what is forbidden: the other way round it takes ten times as long to compile, at each start.
"""

NOTICES = 20
"""More lines than this are summed up in one notice."""


def stored_text(raw: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the text as it is stored, and a notice for each line that was changed.

    CR LF and CR become LF. NUL, other control characters, lone surrogates and the noncharacters U+FFFE and U+FFFF
    become U+FFFD, one for one. Nothing else changes: no normalisation, bidi controls stay.
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if not _FORBIDDEN.search(text):
        return text, ()
    notices: list[Repair] = []
    more = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = _FORBIDDEN.findall(line)
        if not found:
            continue
        if len(notices) >= NOTICES:
            more += 1
            continue
        names = ", ".join(f"U+{ord(c):04X}" for c in sorted(set(found))[:4])
        count = "a character" if len(found) == 1 else f"{len(found)} characters"
        notices.append(Repair(number, f"{count} that cannot be stored ({names}) became U+FFFD."))
    if more:
        notices.append(Repair(0, f"{more} more lines had such characters."))
    return _FORBIDDEN.sub("\ufffd", text), tuple(notices)
