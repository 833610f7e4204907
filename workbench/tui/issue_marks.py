"""How an issue is marked and what is said of it, wherever one is drawn."""

from __future__ import annotations

import re

from workbench.model import Issue, Severity

MARKS = {Severity.CRITICAL: "!!", Severity.ERROR: "!", Severity.WARNING: "?", Severity.INFO: "i"}
"""What is said of an issue where there are no colours."""
_ARABIC_RUN = re.compile(r"(?<!\S)[^\sA-Za-z]+(?: [^\sA-Za-z]+)+")
_ARABIC = re.compile(r"[\u0620-\u06ff]")


def told(issue: Issue) -> str:
    """Return what an issue says as it is drawn: an Arabic date or amount in it keeps the order of its own words."""
    return _ARABIC_RUN.sub(lambda m: f"\u2068{m[0]}\u2069" if _ARABIC.search(m[0]) else m[0], issue.message)
