"""The two languages."""

from __future__ import annotations

LANGUAGES = ("ar", "en")
"""The two languages of the workbench, as BCP 47 primary tags."""


def is_rtl(language: str) -> bool:
    """Whether a field in this language has right-to-left base direction (never decided by the first letter)."""
    return language.split("-")[0] == "ar"
